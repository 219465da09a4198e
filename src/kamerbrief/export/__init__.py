"""Facts as flat tables, for spreadsheets, databases and statistics."""

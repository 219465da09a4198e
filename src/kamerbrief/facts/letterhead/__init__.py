"""The head and foot of a letter: date, subject, reference, addressee, dossiers, and who signs it for whom."""

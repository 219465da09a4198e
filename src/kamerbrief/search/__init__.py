"""Finding letters and facts: an index of words and figures beside the store, and lists over it."""

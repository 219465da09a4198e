"""Prefect flows: when letters are read, how many at once, and what happens on failure."""

"""Word files: paragraphs with their real numbers, tables, notes, fields, text boxes and formulas.

``letter`` tells the whole in order; ``package`` opens the file within its limits, ``mend`` makes a damaged one
readable, and ``accounting`` tells whether every word arrived.
"""

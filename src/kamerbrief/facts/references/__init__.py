"""References: kamerstukken, questions, motions, debates, laws, rulings and reports that a letter points to.

Each finder gives ``Citation``s of one block; ``references`` gives them their order, and ``numbers``, ``dates`` and
``places`` add what brackets and footnotes tell.
"""

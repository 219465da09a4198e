"""Programmes, funds, agendas, regulations and projects by their names, each with every place that names it.

``programmes`` gathers what the ``register`` knows, what stands beside a cue (``names``, ``small_names``, ``phrases``),
in tables (``cells``) and what the pipeline for names finds (``entities``); ``doubts`` takes away what only looks like
one, and ``abbreviations`` and ``spellings`` bring the forms of one name together.
"""

"""Recommendations, who makes them, what the report found, what the cabinet answers and how it stands to each.

``recommendations`` tells the whole in order. They are found where a letter sets them out (``set_out``, with
``labels``, ``lists``, ``demands``, ``wording``), in tables (``tables``) and within sentences (``prose``, ``clauses``,
``forms``, ``nouns``); ``authors``, ``reports``, ``advisers`` and ``speakers`` tell whose they are. ``sections`` and
``answers`` (with ``answer_numbers``, ``together``, ``apart``, ``themes``) tell which passage answers which, and
``stances`` what the answer comes to.
"""

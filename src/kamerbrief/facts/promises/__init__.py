"""Promises (toezeggingen): what the sender says it will do, whether the Kamer hears of it, and when.

``commitments`` goes through the letter; ``promises`` judges one ``sentence`` with what the rules see in it (``forms``,
``clauses``, ``words``) and with the tagger of ``language.tagging``, for which ``signs`` names these. ``character``
tells the kind and the condition, ``dues`` and ``events`` the time.
"""

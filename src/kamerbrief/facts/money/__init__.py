"""Money and percentages of a letter, with what its words say of each figure.

How a figure becomes a fact, in the order in which the modules ask one another:

``tokens``, ``number_words``
    cut a text in one pass into figures, scale words, currencies and what joins them.
``terms``
    one figure each with the sign and words that are its own: *€ 5*, *6* and *€ 7 miljoen* of a list.
``bare``, ``bare_rows``, ``plausible``
    whether a figure without a currency is money at all, and figures that no letter means as money.
``text``
    a value or a range in whole units of a currency, and how finely it was printed (``figures``).
``precision``, ``movement``, ``totals``, ``recurrence``, ``years`` (with ``years_shared`` and ``years_apart``),
``per_unit``, ``budget_holders``, ``qualifiers``
    one attribute each, from the clause around the figure and the sentence that it stands in; a heading may name who
    pays, and the next sentence how often.
``tables``
    the same for cells, which take unit, years and signs from what heads their row and column.
``amounts``, ``percentages``
    put all of it together: one ``Amount`` a figure, with the place of the words that tell each attribute.

The words are lists in ``lexicon/money.toml``, ``lexicon/amount_cues.toml``, ``lexicon/qualifiers.toml`` and
``lexicon/tables.toml``; clauses, verbs and times come from ``annotate``. A new attribute is one list there, one module
here that gives a ``Told`` (the value and where the words stand), a line in ``amounts``, and its cases in
``tests/facts/money/``.
"""

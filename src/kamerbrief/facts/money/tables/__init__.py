"""Money in tables: what each cell holds, what heads it, and which unit, years and sign it takes from there.

``cells`` tells what one cell holds, ``rows`` what a row is, ``grid`` what heads the cells, ``headers`` and
``header_years`` what these heads say, ``sums`` which columns are parts of a total, ``units`` and ``cell_units`` in what
a figure is counted, and ``amounts`` makes the facts.
"""

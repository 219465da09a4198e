"""Rows of figures with their scale but no currency, as a table has them that became text: *Leden 3,8 mln. 3,7 mln.*

The sentence around such a figure is the table, whose rows need not be about the same: what heads the row tells whether
its figures are money, for a part of it the row above, and where neither tells the words above the rows.
"""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.facts.money.tokens import scale_words
from kamerbrief.lexicon import alternatives, load

#: How far above its rows a table's own words are looked for, and how far rows, in characters.
_ABOVE, _ROWS = 250, 1000
#: How long the figures of a row may be.
_FIGURES = 200
_NO_WORD = re.compile(r"[\W\d_]+")


def head_of_row(text: str, since: int, lead: int, limit: int) -> tuple[str, str] | None:
    """What heads the row in which the figure at ``lead`` stands, and the words above the rows, within [since, limit).

    A row ends in two or more figures with their scale and nothing between; None where the figure stands in none.
    """
    begin, stop = max(since, lead - _ROWS), min(limit, lead + _FIGURES)
    rows = [match.span() for match in _figures().finditer(text, begin, stop)]
    if not any(start <= lead < end for start, end in rows):
        return None
    ends = [begin, *(end for _, end in rows if end <= lead)]
    between = [text[end:start].rstrip().splitlines() or [""] for end, (start, _) in zip(ends, rows, strict=False)]
    heads = [lines[-1] for lines in between]
    while len(heads) > 1 and _is_part(heads[-1]):
        heads.pop()
    above = " ".join(" ".join(lines[:-1]) for lines in between)
    return heads[-1], above[-_ABOVE:]


def _is_part(head: str) -> bool:
    """True for a row that is a part of the one above it: *waarvan jeugd*."""
    return _NO_WORD.sub(" ", head).strip().lower().startswith(tuple(load("money")["bare"]["parts"]))


@cache
def _figures() -> re.Pattern[str]:
    figure = rf"[0-9][0-9.,]{{0,12}}[^\S\n]?(?:{alternatives(scale_words())})(?!\w)\.?"
    return re.compile(rf"(?<![\w.,]){figure}(?:[^\S\n]+{figure})+", re.IGNORECASE)

"""The letterhead of the first page: address, form rows such as `Datum` and `Betreft`, and the colophon column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kamerbrief.lexicon import load
from kamerbrief.reading.letterhead_lines import label_of
from kamerbrief.reading.pdf.columns import Measures
from kamerbrief.reading.pdf.rows import Row

_GREETING = re.compile(r"(?:zeer\s+)?(?:geachte|beste|excellentie|hooggeachte|mijne\s+heren)\b", re.IGNORECASE)
_RETURN_ADDRESS = re.compile(r">?\s*retouradres\b", re.IGNORECASE)
#: A letterhead without a greeting ends in this part of the first page.
_LOWEST = 0.6
_LONGEST_LABEL = 4


@dataclass(slots=True)
class Part:
    """A part of the letterhead: its field in lower case ('' without one), its label as printed, its value's rows.

    ``flowing`` says that its rows are one line that was broken at a width.
    """

    name: str
    label: str
    rows: list[Row] = field(default_factory=list)
    flowing: bool = False


def split_letterhead(rows: Sequence[Row], height: float) -> tuple[list[Row], list[Row]]:
    """The first page's rows above the greeting, or where there is none down to its last form row; and the others."""
    stop = next((n for n, row in enumerate(rows) if _GREETING.match(row.text)), None)
    if stop is None:
        labelled = [n for n, row in enumerate(rows) if row.top < _LOWEST * height and _form_row(row)]
        stop = labelled[-1] + 1 if labelled else 0
        while labelled and stop < len(rows) and _goes_on(rows, stop):
            stop += 1
    return list(rows[:stop]), list(rows[stop:])


def _goes_on(rows: Sequence[Row], number: int) -> bool:
    """True for a row that is indented under a form row's value."""
    above, row = rows[number - 1], rows[number]
    start = above.segments()[-1][0].x0
    return row.bottom - above.bottom < 2 * row.height and abs(row.x0 - start) < 4 and row.x0 > rows[0].x0 + 10


def _form_row(row: Row) -> tuple[str, str, int] | None:
    """For a row with a label and a value: the field's name, its label and how many words the label has."""
    for count in range(min(_LONGEST_LABEL, len(row.words) - 1), 0, -1):
        label = Row(row.page, row.words[:count]).text
        name = label_of(label)
        if not name:
            continue
        distance = row.words[count].x0 - row.words[count - 1].x1
        if label.endswith(":") or distance > 0.6 * row.size or (name in _loose() and label[0].isupper()):
            return name, label.rstrip(":").strip(), count
    return None


def _loose() -> frozenset[str]:
    return frozenset(load("letterhead")["loose"])


def parts_of(rows: Sequence[Row], measures: Measures) -> Iterator[Part]:
    """The letterhead's parts from top to bottom: labelled values, the return address, and blocks of lines."""
    part: Part | None = None
    value_at = 0.0
    above: Row | None = None
    for row in rows:
        name = label_of(row.text)
        form = None if name else _form_row(row)
        if form:
            if part:
                yield part
            value = Row(row.page, row.words[form[2] :], row.zone)
            part, value_at = Part(form[0], form[1], [value]), value.x0
        elif name:
            if part:
                yield part
            part, value_at = Part(name, row.text.rstrip(":").strip()), row.x0
        elif part is not None and above is not None and _continues(part, above, row, value_at, measures):
            part.rows.append(row)
        else:
            if part:
                yield part
            part, value_at = Part("retouradres" if _RETURN_ADDRESS.match(row.text) else "", "", [row]), row.x0
        above = row
    if part:
        yield part


def _continues(part: Part, above: Row, row: Row, value_at: float, measures: Measures) -> bool:
    step = row.bottom - above.bottom
    if part.name == "retouradres" or abs(row.x0 - value_at) > 4:
        return False
    if not part.rows:
        return step < 3 * row.height
    near = step < 1.45 * max(measures.pitch * row.size / measures.size, row.height)
    return near and row.bold == above.bold and abs(row.size - above.size) < 1

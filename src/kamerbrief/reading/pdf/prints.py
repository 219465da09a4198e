"""Official prints of the chambers: their running lines and colophon, and the head of the first page.

A Kamerstuk has its dossiers and its number in the margin beside their titles, the Aanhangsel of the Handelingen
(written questions and answers) its own number over who asked whom what. The wording is that of the publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.reading.pdf.letterhead import Part
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.questions import is_marker

_CHAMBER = r"(?:(?:Eerste|Tweede)(?:\s+en\s+(?:Eerste|Tweede))?\s+Kamer(?:\s+der\s+Staten-Generaal)?|Staten-Generaal)"
_YEAR = r"\d{4}\s?[-–]\s?\d{4}"
_RUNNING = re.compile(
    rf"{_CHAMBER},?\s+vergaderjaar\s+{_YEAR}(?:,\s+(?P<place>.{{1,80}}?))?(?:\s+\d{{1,4}})?"
    r"|Staatsblad\s+\d{4}\s+\d{1,4}(?:\s+\d{1,4})?",
    re.IGNORECASE,
)
_COLOPHON = re.compile(
    r"(?:(?:(?:kst|ah|blg|h|kv|nds|stb|stcrt|trb)-[a-z]{0,4}-?\d[\w-]*|KST\d{4,}|\d{4}tkkst\S+"
    r"|ISSN\s*\d{4}\s?-\s?\d{3}[\dX]|(?:Sdu\s+Uitgevers\s+)?['’‘]s-Gravenhage,?\s+\d{4}|Sdu\s+Uitgevers)\s*)+"
)
_PAGE = re.compile(r"\d{1,4}")
#: Something of this is in every running line and colophon, in small letters.
_HINT = re.compile(r"vergaderjaar|staatsblad|issn|gravenhage|sdu|kst|-\d")
#: A running line stands in these parts of a page, or apart from other rows by this many of its heights.
_HEAD, _FOOT, _APART = 0.15, 0.85, 1.0

_MASTHEAD = re.compile(rf"{_CHAMBER}(?:\s+[12](?:\s?/\s?[12])?)?")
_BIG_FIGURE = re.compile(r"[12](?:\s?/\s?[12])?")
_SESSION = re.compile(rf"(?:Vergaderjaar|Zitting)\s+{_YEAR}", re.IGNORECASE)
_DOSSIER = re.compile(r"\d{2}\s?\d{3}(?:[\s-]+(?:[IVXLC]{1,6}|[A-Z]))?(?:\s+\(R\s?\d{1,4}\))?(?:\s+en)?")
_NUMBER = re.compile(r"(?:[A-Z]{1,3}\s?/\s?)?[Nn]r\.\s?\d{1,4}[a-z]?(?:\s+\(?herdruk\)?\d?)?|[A-Z]{1,3}", re.IGNORECASE)
_LETTER = re.compile(r"[A-Z]{1,3}(?:\s+herdruk)?")
_ADDRESS = re.compile(r"Aan\s+(?:de|het)\s+", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"(?:Den Haag|['’‘]s-Gravenhage|[A-Z][\w'’-]+),\s+\d{1,2}\s+\w+\s+\d{4}", re.IGNORECASE)
_DATED = re.compile(r"(?P<label>Vastgesteld|Ontvangen|Voorgesteld|Ingediend)\s+(?=\d{1,2}\s)", re.IGNORECASE)
_APPENDIX = re.compile(r"Aanhangsel\s+van\s+de\s+Handelingen", re.IGNORECASE)
_STANDING = re.compile(
    r"Vragen\s+gesteld\s+door\s+de\s+leden\s+der\s+Kamer|regering\s+gegeven\s+antwoorden", re.IGNORECASE
)
_APPENDIX_NUMBER = re.compile(r"\d{1,4}(?:\s+\(?herdruk\)?\d?)?", re.IGNORECASE)
_ASKS = re.compile(r"(?:Nadere\s+|Aanvullende\s+)?Vragen\s+van\b", re.IGNORECASE)
_ANSWERS = re.compile(
    r"(?:(?:Nader|Aanvullend|Gewijzigd)\s+)?(?:Antwoord(?:en)?\s+van\b|Mededeling(?:en)?\s+van\b)", re.IGNORECASE
)
#: Within so many rows a head has its number; the head of a print has at most so many rows.
_NEAR, _MOST = 30, 60
_LONGEST_LABEL = 6
#: A label begins with a figure, or with letters that are no more than these.
_LONGEST_LETTERS = 3
#: Between a label in the margin and its title lies at least this many ems.
_MARGIN = 0.9


def running_lines(rows: Sequence[Row], height: float) -> set[int]:
    """The ids (of ``id(row)``) of the rows of a page that are running lines or colophon of a print."""
    found: set[int] = set()
    for place in dict.fromkeys(_hinted(rows)):
        row = rows[place]
        placed = _at_edge(row, height) or _stands_apart(rows, place)
        if _COLOPHON.fullmatch(row.text) or (placed and _is_running(row)):
            found.add(id(row))
    return found


def _hinted(rows: Sequence[Row]) -> Iterator[int]:
    """The places of the rows with a hint, one for each hint in them."""
    text = "\n".join([row.text.lower() for row in rows])
    place = at = 0
    for hint in _HINT.finditer(text):
        place, at = place + text.count("\n", at, hint.start()), hint.start()
        yield place


def _is_running(row: Row) -> bool:
    """True where every part of the row is a running line, a piece of colophon, or beside those a page number."""
    if _RUNNING.fullmatch(row.text):
        return True
    parts = [Row(row.page, words).text for words in row.segments()]
    known = [bool(_RUNNING.fullmatch(part) or _COLOPHON.fullmatch(part)) for part in parts]
    return any(known) and all(is_known or _PAGE.fullmatch(part) for is_known, part in zip(known, parts, strict=True))


def _at_edge(row: Row, height: float) -> bool:
    return row.bottom < _HEAD * height or row.top > _FOOT * height


def _stands_apart(rows: Sequence[Row], place: int) -> bool:
    row = rows[place]
    gaps = [max(row.top - other.bottom, other.top - row.bottom) for other in rows if other is not row]
    return min(gaps, default=row.height) > _APART * row.height


def print_head(rows: Sequence[Row]) -> tuple[list[Part], list[Row]] | None:
    """The parts of the head of a print and the rows behind it; None where the page begins no print."""
    if any(_APPENDIX.search(row.text) for row in rows[:_NEAR]):
        return _appendix_head(rows)
    labels = [_margin_label(row) for row in rows[:_NEAR]]
    first = next((n for n, label in enumerate(labels) if label and label[0] == "dossier"), None)
    if first is None or not all(_is_masthead(row) for row in rows[:first]):
        return None
    numbered = any(label and label[0] == "stuk" for label in labels[first:])
    return _kamerstuk_head(rows, first) if numbered else None


def _is_masthead(row: Row) -> bool:
    parts = [Row(row.page, words).text for words in row.segments()]
    known = (_MASTHEAD, _BIG_FIGURE, _SESSION, _APPENDIX)
    return all(any(pattern.fullmatch(part) for pattern in known) for part in (row.text,)) or all(
        any(pattern.fullmatch(part) for pattern in known) for part in parts
    )


def _masthead(rows: Sequence[Row]) -> Iterator[Part]:
    """Chamber and meeting year; the big figure of the chamber says nothing more."""
    for row in rows:
        for words in row.segments():
            part = Row(row.page, words, row.zone)
            year = _SESSION.fullmatch(part.text)
            if year:
                yield Part("vergaderjaar", part.words[0].text, [Row(row.page, part.words[1:], row.zone)])
            elif not _BIG_FIGURE.fullmatch(part.text):
                yield Part("", "", [part])


def _margin_label(row: Row) -> tuple[str, int] | None:
    """What the margin of the row holds: a dossier or a document's number, and how many words that is."""
    said = row.words[0].text
    longest = _LONGEST_LABEL if not said.isalpha() or len(said) <= _LONGEST_LETTERS else 0
    for count in range(min(longest, len(row.words)), 0, -1):
        label = Row(row.page, row.words[:count]).text
        name = "dossier" if _DOSSIER.fullmatch(label) else "stuk" if _NUMBER.fullmatch(label) else ""
        if not name:
            continue
        alone = count == len(row.words)
        if alone or row.words[count].x0 - row.words[count - 1].x1 > _MARGIN * row.size:
            return name, count
    return None


def _kamerstuk_head(rows: Sequence[Row], first: int) -> tuple[list[Part], list[Row]]:
    parts = list(_masthead(rows[:first]))
    number = first
    numbered = False
    while number < min(len(rows), _MOST) and not numbered:
        label = _margin_label(rows[number])
        if label is None:
            break
        part, number = _titled(rows, number, label)
        parts.append(part)
        numbered = label[0] == "stuk"
    while number < len(rows) and (found := _dated_or_addressed(rows, number)):
        parts.append(found[0])
        number = found[1]
    return parts, list(rows[number:])


def _titled(rows: Sequence[Row], number: int, label: tuple[str, int]) -> tuple[Part, int]:
    """The part whose label stands in the margin of a row, with the rows of its title."""
    row = rows[number]
    name, count = label
    title = [Row(row.page, row.words[count:], row.zone)] if count < len(row.words) else []
    part = Part(name, Row(row.page, row.words[:count]).text, title, flowing=True)
    number += 1
    while number < len(rows) and not _margin_label(rows[number]):
        above, below = rows[number - 1], rows[number]
        edge = title[0].x0 if title else below.x0
        if abs(below.x0 - edge) > 4 or below.bottom - above.bottom > 1.9 * below.height or below.x0 <= row.x0 + 4:
            break
        if _dated_or_addressed(rows, number):
            break
        part.rows.append(below)
        number += 1
    if not part.rows:
        part.rows.append(Row(row.page, row.words[:count], row.zone))
        part.label = ""
    return part, number


def _dated_or_addressed(rows: Sequence[Row], number: int) -> tuple[Part, int] | None:
    """The line behind the title that says to whom, or where and when, and the number of the row behind it."""
    row = rows[number]
    dated = _DATED.match(row.text)
    if dated:
        words = len(dated["label"].split())
        return Part("datum", dated["label"], [Row(row.page, row.words[words:], row.zone)], flowing=True), number + 1
    if _PLACE_AND_DATE.match(row.text):
        return Part("", "", [row]), number + 1
    if not _ADDRESS.match(row.text):
        return None
    part = Part("", "", [row], flowing=True)
    number += 1
    while number < len(rows) and _follows(rows[number - 1], rows[number]) and len(part.rows) < 4:
        if _PLACE_AND_DATE.match(rows[number].text) or _DATED.match(rows[number].text):
            break
        part.rows.append(rows[number])
        number += 1
    return part, number


def _follows(above: Row, row: Row) -> bool:
    return 0 < row.bottom - above.bottom < 1.9 * row.height and abs(row.x0 - above.x0) < 4


def _apart(row: Row) -> list[Row]:
    """A number in the margin beside the questions as a row of its own."""
    parts = [Row(row.page, words, row.zone) for words in row.segments()]
    beside = len(parts) == 2 and _APPENDIX_NUMBER.fullmatch(parts[0].text) and _ASKS.match(parts[1].text)
    return parts if beside else [row]


def _appendix_head(rows: Sequence[Row]) -> tuple[list[Part], list[Row]] | None:
    """The head of written questions: number, who asked whom about what, and who answered."""
    rows = [part for row in rows for part in _apart(row)]
    start = next((n for n, row in enumerate(rows[:_NEAR]) if _ASKS.match(row.text)), None)
    if start is None:
        return None
    parts: list[Part] = []
    for row in rows[:start]:
        if _APPENDIX_NUMBER.fullmatch(row.text) and not _BIG_FIGURE.fullmatch(row.text):
            parts.append(Part("nummer", "", [row]))
        elif _STANDING.search(row.text) and parts and _STANDING.search(parts[-1].rows[0].text):
            parts[-1].rows.append(row)
        elif _is_masthead(row):
            parts += _masthead([row])
        else:
            parts.append(Part("", "", [row], flowing=True))
    number = start
    while number < min(len(rows), _MOST):
        row = rows[number]
        if is_marker(row.text):
            break
        if _ASKS.match(row.text) or _ANSWERS.match(row.text):
            parts.append(Part("vragen" if _ASKS.match(row.text) else "antwoord", "", [row], flowing=True))
        elif _follows(rows[number - 1], row):
            parts[-1].rows.append(row)
        else:
            break
        number += 1
    return parts, list(rows[number:])

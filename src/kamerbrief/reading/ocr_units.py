"""Words for a scale that OCR misread: *(x € 1 min)* for *(x € 1 mln)*, *bedragen x lmtn.* for *bedragen x 1 mln.*

Within a statement of a table's unit, where nothing but a known unit can stand, some letters may differ. Behind a figure
in euros only letters that look alike are taken for one another: tesseract reads every *mln* as *min*, whatever the
picture is like, and *€ 45 min* means nothing else. No figure is ever touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kamerbrief.lexicon import load
from kamerbrief.reading.pdf.slopes import follows
from kamerbrief.reading.pdf.words import PrintedWord

#: Letters that OCR takes for one another, each group under one of its members; *rn* looks like *m*.
_ALIKE = str.maketrans({**dict.fromkeys("1iItT!|jJ", "l"), "0": "o", "O": "o", "5": "s", "8": "b", "(": "c"})
#: What a euro sign is read as.
_EURO_LIKE = "€CcEe6©"
_EUROS = frozenset({*_EURO_LIKE, "EUR", "EURO", "Euro", "euro"})
#: The figures that a unit can have, as OCR may read them: 1, 1.000 and 1.000.000.
_ONE = r"[1lIi|!]"
_FIGURE = re.compile(rf"{_ONE}((?:[.,]?[0oOQ]{{3}}){{0,2}})")
#: Words directly before the multiplication sign that open a statement of the unit.
_OPENING = frozenset(
    {"bedragen", "bedrag", "cijfers", "budgetten", "uitgaven", "ontvangsten", "budget", "stand", "getallen"}
)
#: Short forms that tables do not use, as those that they do.
_SHORT = {"mlj": "mln", "mljn": "mln"}
_TWICE = "xx"
_TIMES, _IN = frozenset({"x", "×", "*", "maal", _TWICE}), "in"
_LONGEST = 4
_ENDS = ".,;:)]"
#: A figure of an amount, with its sign or without, and what stands between figures of one amount.
_MONEY_FIGURE = re.compile(r"[-–+]?€?[-–+]?\d{1,3}(?:\.?\d{3})*(?:,\d+)?")
_BEFORE = frozenset({"EUR", "euro", "Euro"})
_BETWEEN = frozenset({"€", *_BEFORE, "-", "–", "à", "a", "tot", "t/m"})
#: The sign of an amount stands at most so many words before its word for the scale.
_NEAR = 5
#: Words of one statement stand on one row, apart by less than this many ems.
_NEXT = 1.5


def mend_scales(words: list[PrintedWord]) -> set[tuple[str, str]]:
    """Puts right the misread words for a scale among words in the order in which OCR read them.

    Gives what was read behind figures in running text, and what it was taken for.
    """
    at = 0
    while at < len(words):
        at = _mend(words, at) or at + 1
    return {mended for number in range(1, len(words)) if (mended := _mend_behind_figure(words, number))}


def _mend_behind_figure(words: list[PrintedWord], at: int) -> tuple[str, str] | None:
    """Mends what can only be a word for a scale: behind a figure in euros, alike but for letters that look alike."""
    core = words[at].text.rstrip(_ENDS)
    if not 3 <= len(core) <= 4 or not _MONEY_FIGURE.fullmatch(words[at - 1].text):
        return None
    scale = _scale(core, most=0)
    if not scale or scale == core:
        return None
    before = words[max(at - _NEAR, 0) : at]
    in_euros = all(_MONEY_FIGURE.fullmatch(word.text) or word.text in _BETWEEN for word in _from_sign(before))
    behind = at + 1 < len(words) and words[at].text == core and words[at + 1].text.lower().startswith("euro")
    if not behind and not (in_euros and _from_sign(before)):
        return None
    words[at].text = scale + words[at].text[len(core) :]
    return core, scale


def _from_sign(words: Sequence[PrintedWord]) -> Sequence[PrintedWord]:
    """The words from the last sign of euros on."""
    at = max((n for n, word in enumerate(words) if word.text[:1] == "€" or word.text in _BEFORE), default=len(words))
    return words[at:]


def _mend(words: list[PrintedWord], at: int) -> int:
    """Mends the statement whose multiplication sign stands at ``at``; where it ends, or 0 where none stands there."""
    text = words[at].text
    sign = text.lstrip("([").lower()
    glued = "€" if sign[:1] == "x" and sign[1:] and sign[1:] in _EURO_LIKE else ""
    if sign not in _TIMES and sign != _IN and not glued:
        return 0
    stop = at + 1
    read: list[str] = []
    while stop < len(words) and len(read) < _LONGEST and follows(words[stop - 1], words[stop], _NEXT):
        part = _as_printed(words[stop].text, read)
        if part is None:
            break
        read.append(part)
        stop += 1
        if part[-1:] in ")]":
            break
    if not _is_statement(words, at, stop, read):
        return 0
    for word, part in zip(words[at + 1 : stop], read, strict=True):
        word.text = part
    if glued or sign == _TWICE:
        words[at].text = " ".join([text[: len(text) - len(sign)] + "x", *glued])
    return stop


def _is_statement(words: Sequence[PrintedWord], at: int, stop: int, read: Sequence[str]) -> bool:
    """True when what was ``read`` behind the sign at ``at`` can be nothing but a statement of the unit."""
    cores = [part.rstrip(_ENDS).removeprefix("€ ") for part in read]
    worth = any(core[:1] == "1" or core.lower() in _scales() for core in cores)
    in_euros = any(part.startswith("€") for part in read)
    if not worth or (words[at].text.lower().endswith(_IN) and not in_euros):
        return False
    opened = words[at].text[:1] in "(["
    named = at > 0 and words[at - 1].text.lower().strip("([") in _OPENING
    last = stop == len(words) or not follows(words[stop - 1], words[stop], _NEXT)
    closed = last or read[-1][-1:] in ")]"
    return named or ((opened or in_euros) and closed)


def _as_printed(text: str, read: Sequence[str]) -> str | None:
    """A part of a statement as it must be printed behind what was ``read`` of it; None where none can be meant."""
    core = text.rstrip(_ENDS)
    end = text[len(core) :].replace(",", ".")
    if core in _EUROS:
        behind = any(part[:1] == "1" or part.rstrip(_ENDS).lower() in _scales() for part in read)
        return ("euro" if core[:3].lower() == "eur" and behind else "€") + end
    if not core:
        return end if end[:1] in ")]" and read else None
    sign = "€ " if core[0] in _EURO_LIKE and _figure(core[1:]) else ""
    rest = core[1:] if sign else core
    figure = _figure(rest)
    if figure:
        return sign + figure + end
    if re.match(_ONE, rest) and (scale := _scale(rest[1:], most=0)):
        return f"1 {scale}{end}"
    scale = _scale(rest)
    return scale + end if scale else None


def _figure(text: str) -> str:
    found = _FIGURE.fullmatch(text)
    return "1" + ".000" * (sum(c not in ".," for c in found[1]) // 3) if found else ""


@cache
def _scales() -> dict[str, str]:
    """The words that tables have for a scale, each with its factor."""
    return dict.fromkeys(_SHORT, "") | {
        word: entry["factor"] for entry in load("tables")["scale"] for word in entry["words"]
    }


def _scale(text: str, *, most: int = 2) -> str:
    """The word for a scale that must be meant; nothing where several can be, or none.

    Letters that look alike are one letter; ``most`` others may differ, and no more than one in a short word.
    """
    if text.lower() in _scales():
        return _SHORT.get(text.lower(), text)
    if not 3 <= len(text) <= 14:
        return ""
    seen = _shape(text)
    near = {word: _distance(seen, _shape(word)) for word in _scales()}
    least = min(near.values())
    best = [word for word, distance in near.items() if distance == least]
    return (
        best[0]
        if least <= min(most, 1 if len(text) < 7 else 2) and len({_scales()[word] for word in best}) == 1
        else ""
    )


def _shape(word: str) -> str:
    return word.lower().replace("rn", "m").translate(_ALIKE)


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, left out or changed to make one word of the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for place, wanted in enumerate(other, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != wanted))
    return row[-1]

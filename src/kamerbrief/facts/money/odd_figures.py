"""Figures with a sign among their digits that is none: *€ 1O miljoen* with a letter O, *€ 1·2 miljoen*.

A slip of a keyboard or of OCR, which a reader may not see. What it is worth nobody can tell for sure, and the digits
before it are worth something else: such a figure is left out, and the reader is told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kamerbrief.contract import Amount, Warning_, WarningCode, warning
from kamerbrief.facts.money.tokens import currency_words, scale_words
from kamerbrief.facts.told import Place
from kamerbrief.letter import Letter
from kamerbrief.lexicon import alternatives

#: What passes for a digit or is set among digits: letters, figures in circles, a stretched stroke; and what passes for
#: a decimal sign.
_DIGITS, _POINTS = "OoQlI|SZØЗзбІіӀଠꓳ\u0640" + "①②③④⑤⑥⑦⑧⑨", "·∙⋅˙•"
_ODD = re.compile(f"[{_DIGITS}{_POINTS}]")
_FIGURE = re.compile(
    rf"(?<![\w.,|{_POINTS}])(?=[.,{_POINTS}\w]*[0-9①-⑨])[0-9{_DIGITS}]++(?:[.,{_POINTS}][0-9{_DIGITS}]++)*+(?![\w{_POINTS}])"
)
_LONGEST_BEFORE = 12


def odd_figures(letter: Letter, amounts: Iterable[Amount]) -> tuple[list[Amount], list[Warning_]]:
    """The amounts without those that an odd figure is read as, and a warning for each odd figure that means money.

    It does so beside a currency or a word for a scale, before a percent sign, or in a column of amounts.
    """
    found = list(amounts)
    odd = sorted({*_in_text(letter.text), *_in_columns(letter, found)})
    if not odd:
        return found, []
    kept = [one for one in found if not any(_meet(place, one) for place in odd)]
    evidence = [letter.evidence(*place) for place in odd]
    return kept, [warning(WarningCode.ODD_FIGURE, {"figure": place.text}, place) for place in evidence]


def _meet(place: Place, amount: Amount) -> bool:
    return place[0] < amount.evidence.end and amount.evidence.start < place[1]


def _in_text(text: str) -> Iterable[Place]:
    if not _ODD.search(text):
        return
    for match in _FIGURE.finditer(text):
        if not _ODD.search(match[0]):
            continue
        start, end = match.span()
        sign = _sign().search(text, max(start - _LONGEST_BEFORE, 0), start)
        unit = _unit().match(text, end)
        if sign or (unit and match[0][0].isdecimal()):
            yield sign.start() if sign else start, unit.end() if unit else end


def _in_columns(letter: Letter, amounts: Iterable[Amount]) -> Iterable[Place]:
    """Cells that an odd figure fills, in columns of amounts."""
    columns = {(one.table.id, one.table.column) for one in amounts if one.table}
    for table in letter.tables:
        for cell in table.cells:
            if (table.id, cell.column) in columns and _ODD.search(cell.text) and _FIGURE.fullmatch(cell.text.strip()):
                yield cell.start, cell.end


@cache
def _sign() -> re.Pattern[str]:
    """A currency right before a figure."""
    words = alternatives(word for word in currency_words() if word[0].isalpha())
    return re.compile(rf"(?:[€$£¥₹ƒ]|(?<!\w)(?:{words}))\s?$")


@cache
def _unit() -> re.Pattern[str]:
    """A word for a scale, a currency or a percent sign right behind a figure."""
    words = alternatives([*scale_words(), *currency_words(), "procent", "percent"])
    return re.compile(rf"\s?(?:%|(?i:{words})(?!\w)(?:\s(?i:euro)(?!\w))?)")

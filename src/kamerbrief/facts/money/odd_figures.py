"""Figures with a sign among their digits that is none (*€ 1O miljoen* with a letter O, *€ 1·2 miljoen*), or with
something else between them and their scale: *€ 1b miljoen*, *€ 1) miljoen*, *€ 3M€*, *€ 3 mijoen*.

A slip of a keyboard or of OCR, which a reader may not see. What it is worth nobody can tell for sure, and the digits
before it are worth something else: such a figure is left out, and the reader is told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile, zip_longest

from kamerbrief.contract import Amount, Warning_, WarningCode, warning
from kamerbrief.facts.money.figures import read_figure
from kamerbrief.facts.money.tokens import currency_code, currency_words, scale_words, signs_of_money
from kamerbrief.facts.told import Place
from kamerbrief.letter import Letter
from kamerbrief.lexicon import alternatives

#: What passes for a digit or is set among digits: letters, figures in circles, a stretched stroke; and what passes for
#: a decimal sign.
_DIGITS, _POINTS = "OoQlI|SZØЗзбІіӀଠꓳ\u0640" + "①②③④⑤⑥⑦⑧⑨", "·∙⋅˙•"
_ODD = re.compile(f"[{_DIGITS}{_POINTS}]")
#: Behind its first sign it is looked whether it begins there, and whether a digit is in it: so only few places of a
#: text are looked at.
_FIGURE = re.compile(
    rf"[0-9{_DIGITS.replace('|', '')}](?<![\w.,|{_POINTS}].)(?:(?<=[0-9①-⑨])|(?=[.,{_POINTS}\w]*[0-9①-⑨]))"
    rf"[0-9{_DIGITS}]*+(?:[.,{_POINTS}][0-9{_DIGITS}]++)*+(?![\w{_POINTS}])",
    re.DOTALL,
)
_LONGEST_BEFORE = 12
_WORD = re.compile(r"[^\S\n]?([^\W\d_]+)")
#: Digits that go on behind a letter or two: *€ 1.b00.000*.
_MORE_DIGITS = re.compile(r"[.,]?[^\W\d_]{1,2}[0-9.,]*[0-9]{2}")
#: Letters that may rightly end a figure, as those of an ordinal do (*de 3e miljoen euro*).
_ENDINGS = frozenset({"e", "de", "en", "o"})
#: Figures that end in letters.
_LETTERED = re.compile(r"[0-9](?<![\w.,%/-].)[0-9.,]*(?P<letters>[A-Za-z]{1,2})(?!\w)", re.DOTALL)
#: Scale words that are numbers or things of their own, with which something new may begin: *€ 8, duizend mensen*.
_BEGIN = frozenset({"duizend", "duiz", "ton"})
#: What may stand by mistake between the digits of one figure.
_APART = " \u00a0'’"
#: So many letters a scale word has that is known with one slip in it.
_RECOGNIZABLE = 7


def odd_figures(letter: Letter, amounts: Iterable[Amount]) -> tuple[list[Amount], list[Warning_]]:
    """The amounts without those that an odd figure is read as, and a warning for each odd figure that means money.

    It does so beside a currency or a word for a scale, before a percent sign, or in a column of amounts.
    """
    found = list(amounts)
    places = [
        *_in_text(letter.text),
        *_with_letters(letter.text),
        *_in_columns(letter, found),
        *_without_scale(letter.text, found),
    ]
    if not places:
        return found, []
    odd = _merged(places)
    spoilt = {position for start, end in odd for position in range(start, end)}
    kept = [one for one in found if spoilt.isdisjoint(range(one.evidence.start, one.evidence.end))]
    evidence = [letter.evidence(*place) for place in odd]
    return kept, [warning(WarningCode.ODD_FIGURE, {"figure": place.text}, place) for place in evidence]


def _merged(places: Iterable[Place]) -> list[Place]:
    """The places in order; those that overlap, which were found by several signs, are one."""
    merged = list[Place]()
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


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


def _with_letters(text: str) -> Iterable[Place]:
    """Figures with letters before a percent sign, or before a scale word and a currency: *12b%*, *1c miljoen euro*."""
    for match in _LETTERED.finditer(text):
        unit = None if match["letters"] in _ENDINGS else _whole_unit().match(text, match.end())
        if unit:
            yield match.start(), unit.end()


def _without_scale(text: str, amounts: Sequence[Amount]) -> Iterable[Place]:
    """Money that was not read to its end: to the scale word behind it, or to the last of its digits."""
    read = {position for one in amounts for position in range(one.evidence.start, one.evidence.end)}
    for match in _all_scaled(text):
        whole = match.start("scale") in read and match.end() - 1 in read
        # A plain figure that no amount was made of is a unit: "x € 1 miljoen".
        if not whole and read_figure(match["between"]) is None:
            yield match.span()
    figures = {one.evidence.start: one.evidence.end for one in amounts if one.table is None}
    for start, end in figures.items():
        if _two_currencies().fullmatch(text, start, end):
            yield start, end
        if not text[end - 1].isdigit():
            continue
        word = _WORD.match(text, end)
        more = _MORE_DIGITS.match(text, end) or _cut_off().match(text, end)
        apart = end + 1 in figures and text[end] in _APART and text[end + 1].isdecimal()
        if word and _is_slip(word[1].lower()):
            yield start, word.end()
        elif more:
            yield start, more.end()
        elif apart and not text[start].isdecimal():
            yield start, figures[end + 1]


def _is_slip(word: str) -> bool:
    """True for a long scale word with a letter too few, too many, changed or in its neighbour's place, or an ending."""
    scales = _long_scales()
    return word not in scales and any(word.startswith(scale) or _one_slip(word, scale) for scale in scales)


def _one_slip(word: str, right: str) -> bool:
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip_longest(word, right)))
    one, other = word[head:], right[head:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _in_columns(letter: Letter, amounts: Iterable[Amount]) -> Iterable[Place]:
    """Cells that an odd figure fills, in columns of amounts."""
    columns = {(one.table.id, one.table.column) for one in amounts if one.table}
    for table in letter.tables:
        for cell in table.cells:
            if (table.id, cell.column) in columns and _ODD.search(cell.text) and _FIGURE.fullmatch(cell.text.strip()):
                yield cell.start, cell.end


def _all_scaled(text: str) -> Iterator[re.Match[str]]:
    """What :func:`_scaled` finds, looked for where a currency may stand."""
    end = 0
    for place in signs_of_money(text):
        match = _scaled().match(text, place) if place >= end else None
        if match:
            yield match
            end = match.end()


@cache
def _sign() -> re.Pattern[str]:
    """A currency right before a figure."""
    words = alternatives(word for word in currency_words() if word[0].isalpha())
    return re.compile(rf"(?:[€$£¥₹ƒ]|(?<!\w)(?:{words}))\s?$")


@cache
def _scaled() -> re.Pattern[str]:
    """A currency, something with a digit in it and no blank, and a scale word that may stand apart from its figure."""
    words = alternatives(word for word in currency_words() if word[0].isalpha())
    signs = rf"[€$£¥₹ƒ]|(?<!\w)(?:{words})(?!\w)"
    between = r"[^\s€$£¥₹ƒ]{0,20}?[0-9](?:[^\s€$£¥₹ƒ]{0,20}[^\s€$£¥₹ƒ.,;:!?)\]])?"
    return re.compile(
        rf"(?:{signs})[^\S\n]?(?P<between>{between})[^\S\n]?(?P<scale>(?<![^\W\d_])(?i:{alternatives(scale_words())})(?!\w))"
    )


@cache
def _cut_off() -> re.Pattern[str]:
    """What should have been read with the digits before it: a scale word behind signs that end or close something.

    It is one in small letters, with which nothing new begins. A currency of thousands or millions is another.
    """
    scales = alternatives(word for word in scale_words() if word not in _BEGIN)
    behind = rf"(?:[^\s€$£¥₹ƒ]{{0,3}}|[^\S\n])[.,;:!?)\]][^\S\n]?(?:{scales})(?![\w-])"
    return re.compile(rf"{behind}|[^\S\n]?(?:{_scaled_currencies()})(?!\w)")


@cache
def _two_currencies() -> re.Pattern[str]:
    """A figure between a currency and one of thousands or millions, which may mean either."""
    words = alternatives(word for word in currency_words() if word[0].isalpha())
    return re.compile(rf"(?:[€$£¥₹ƒ]|{words})[^\S\n]?[0-9.,]+[^\S\n]?(?:{_scaled_currencies()})")


@cache
def _scaled_currencies() -> str:
    """Currencies of thousands and millions (M€), as alternatives of a pattern."""
    return alternatives(word for word in currency_words() if currency_code(word)[1] > 1)


@cache
def _whole_unit() -> re.Pattern[str]:
    """What makes a figure a percentage, or money without a currency before it."""
    words = alternatives(word for word in currency_words() if word[0].isalpha())
    return re.compile(rf"%(?!\w)|[^\S\n](?:procent|percent|(?:{alternatives(scale_words())})[^\S\n](?:{words}))(?!\w)")


@cache
def _long_scales() -> frozenset[str]:
    """Scale words that a slip leaves recognizable."""
    return frozenset(word for word in scale_words() if len(word) >= _RECOGNIZABLE)


@cache
def _unit() -> re.Pattern[str]:
    """A word for a scale, a currency or a percent sign right behind a figure."""
    words = alternatives([*scale_words(), *currency_words(), "procent", "percent"])
    return re.compile(rf"\s?(?:%|(?i:{words})(?!\w)(?:\s(?i:euro)(?!\w))?)")

"""Whether a figure without a currency is money: 22,3 mld. is, 1,5 miljoen huishoudens is not.

Such a figure is money only in a sentence about money, and only where the next word is not the thing that is counted.
The words are in ``lexicon/money.toml`` under ``bare``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kamerbrief.facts.figures import NOTE_MARK, RAISED
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: Gives the sentence around an offset as (start, end).
Bounds = Callable[[int], tuple[int, int]]

_NEXT_WORD = re.compile(rf"(?:{NOTE_MARK})?[0-9{RAISED}]{{0,3}}\.?\s{{1,3}}(?P<word>[^\W\d_][\w'’.-]{{0,30}})")
_PERCENT = re.compile(r"\s?(?:%|procent|-[a-z])")
_SIGN = re.compile(r"[€$£]|\b(?:EUR|USD|GBP)\b")
#: How far behind "twee ton", in characters, the goods stand that are weighed.
_GOODS = 25
_ONE_TON = re.compile(r"(?:een|één|de|elke|iedere)\s+ton", re.IGNORECASE)
#: A ton of money that ends its sentence, so that nothing is weighed, behind a sentence about money.
_TON, _ENDS = re.compile(r"(?<!\w)ton$"), re.compile(r"[.;]|$")
#: Longest sentence that is searched for words of money, in characters to either side of the figure.
_REACH = 250


@cache
def _followers() -> frozenset[str]:
    return frozenset(load("money")["bare"]["followers"])


@cache
def _units() -> frozenset[str]:
    return frozenset(load("money")["bare"]["units"])


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(_loose(load("money")["bare"]["cues"]), re.IGNORECASE)


@cache
def _governed() -> re.Pattern[str]:
    return re.compile(rf"(?:{_loose(load('money')['bare']['cues'])})\s+(?:[^\s.;:]+\s+){{0,3}}$", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    return phrase_pattern(load("money")["bare"]["counted"])


@cache
def _weighing() -> re.Pattern[str]:
    return re.compile(_loose(load("money")["bare"]["weighing"]), re.IGNORECASE)


def _loose(phrases: list[str]) -> str:
    """Alternatives in which a star may also stand for the beginning of a word (*kosten)."""
    closed = alternatives(phrase for phrase in phrases if not phrase.startswith("*"))
    open_ = alternatives(phrase[1:] for phrase in phrases if phrase.startswith("*"))
    return rf"(?<!\w)(?:{closed})(?!\w)|(?:{open_})(?!\w)"


def counts_things(text: str, end: int, stop: int) -> bool:
    """True where the word behind a figure that ends at ``end`` is what is counted (miljoen huishoudens).

    ``stop`` is the end of the block or cell, behind which nothing belongs to the figure.
    """
    if _PERCENT.match(text, end, stop):
        return True
    following = _NEXT_WORD.match(text, end, stop)
    if following and following["word"] in load("money")["bare"]["passed_over"]:
        following = _NEXT_WORD.match(text, following.end(), stop)
    return following is not None and _can_be_counted(following["word"])


def _can_be_counted(word: str) -> bool:
    """True for what a Dutch numeral counts: a plural (-en, -s), an adjective before it (-e), a name, or a unit."""
    word = word.rstrip(".-'’")
    if word in _followers():
        return False
    return word[0].isupper() or word.endswith(("s", "n", "e")) or word.lower() in _units()


def _is_ton_of_money(text: str, lead: int, end: int, limit: int) -> bool:
    """True for tons in words (twee ton) behind which no goods are named: what is weighed is written in digits."""
    words = text[lead:end]
    goods = phrase_pattern(load("money")["bare"]["weighed"]).search(text[end : min(limit, end + _GOODS)])
    return bool(_TON.search(words)) and not any(letter.isdigit() for letter in words) and not goods


def _is_some_tons(text: str, lead: int, end: int) -> bool:
    """True for a number of tons in words (anderhalve ton); "een ton" may as well be what something is paid per."""
    return _ONE_TON.fullmatch(text, lead, end) is None


def reads_as_money(text: str, lead: int, end: int, limit: int, bounds: Bounds, *, abbreviated: bool) -> bool:
    """True where the words around a figure without currency at [lead, end) make it money.

    ``limit`` is the end of the block or cell. ``abbreviated`` says that its scale is written mln. or mld., which is
    hardly ever done for anything but money.
    """
    tons = _is_ton_of_money(text, lead, end, limit)
    if counts_things(text, end, limit) and not tons:
        return False
    start, stop = bounds(lead)
    start, stop = max(start, lead - _REACH), min(stop, end + _REACH)
    if _governed().search(text, max(start, lead - 60), lead):
        return True
    if _counted().search(text, start, stop):
        return False
    if _TON.search(text, lead, end):
        if _weighing().search(text, start, stop):
            return False
        follows = _ENDS.match(text, end) and _SIGN.search(text, max(0, start - _REACH), start)
        if follows or (tons and _is_some_tons(text, lead, end)):
            return True
    return abbreviated or bool(_cues().search(text, start, stop) or _SIGN.search(text, start, stop))

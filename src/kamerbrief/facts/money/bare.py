"""Whether a figure without a currency is money: 22,3 mld. is, 1,5 miljoen huishoudens is not.

Such a figure is money only in a sentence about money, and only where the next word is not the thing that is counted.
The words are in ``lexicon/money.toml`` under ``bare``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.facts.money.bare_rows import head_of_row
from kamerbrief.facts.money.figures import NOTE_MARK
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: Gives the sentence around an offset as (start, end).
Bounds = Callable[[int], tuple[int, int]]

#: Things that are counted, and begin with a figure themselves: 65-plussers, 12-jarigen.
_COUNTS_ON = re.compile(r"\s[0-9]{1,3}-?(?:plus|min|jarig)", re.IGNORECASE)
_NEXT_WORD = re.compile(
    rf"(?:{NOTE_MARK})?[0-9]{{0,3}}(?P<stop>\.?(?:{NOTE_MARK})?)\s{{1,3}}(?P<word>[^\W\d_][\w'’.-]{{0,30}})"
)
_PERCENT = re.compile(r"\s?(?:%|procent|-[a-z])")
_SIGN = re.compile(r"[€$£]|\b(?:EUR|USD|GBP)\b")
_SIGN_OR_WORD = re.compile(rf"{_SIGN.pattern}|(?<!\w)euro(?:['’]s)?(?!\w)")
_SIGN_BEFORE, _WORD_BEHIND = re.compile(r"(?:[€$£]|EUR|USD|GBP)\s?$"), re.compile(r"\s?(?:euro|€|EUR)")
#: What stands beside a figure, where it may be the sign of a currency.
_BEFORE, _BEHIND = re.compile(r"(\S)\s?$"), re.compile(r"\s?(\S)")
_ABBREVIATED = ("mln", "mld", "mrd", "mio")
#: Money is counted in thousand millions far more often than anything else.
_MILLIARD = re.compile(r"(?:miljard|mld|mrd)$", re.IGNORECASE)
#: Who money is sent to stands behind it: gaat 3 miljoen naar de VNG.
_RECEIVER = re.compile(r"\s(?:naar|aan)\s")
#: A figure in brackets of its own, and what may stand in them beside it.
_OPENS, _CLOSES = re.compile(r"\((?:[^\W\d_][\w.]{0,9}\s)?$"), re.compile(r"(?:\s[^()]{0,25})?\)")
_BRACKETED = re.compile(
    r"\((?:[^\W\d_][\w.]{0,9}\s)?(?:[€$£]\s?)?[0-9][0-9.,]{0,12}\s(?:miljoen|miljard|mln|mld|duizend)"
)
_INTRODUCES = re.compile(r"[:;,](?:\sen)?\s+(?:(?:[-–—•·*▪]|[0-9a-z]{1,3}[.)])\s+)?$")
_COLON, _ENDS_ITEM = re.compile(r":\s?(?:[^\W\d_][\w.]{0,9}\s)?$"), re.compile(r"\.?\s*[;,.]?\s*(?:en\s*)?$")
#: How far before a bracket the noun stands that it explains, in characters.
_NOUN = 60
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
def _hands_out() -> re.Pattern[str]:
    """A verb of giving or getting before a figure, or one of going where who gets it stands behind: see _RECEIVER."""
    verbs = alternatives(load("money")["bare"]["governs"])
    return re.compile(
        rf"(?<!\w)(?:(?:{verbs})|(?P<goes>gaat|gaan|ging|gingen))\s+(?:[^\s.;:]+\s+){{0,3}}$", re.IGNORECASE
    )


@cache
def _counted() -> re.Pattern[str]:
    return phrase_pattern(load("money")["bare"]["counted"])


@cache
def _goods() -> re.Pattern[str]:
    return phrase_pattern(load("money")["bare"]["weighed"])


@cache
def _counting() -> re.Pattern[str]:
    return phrase_pattern(load("money")["bare"]["counting"])


@cache
def _counts_before() -> re.Pattern[str]:
    """What stands before a figure in brackets that counts: het aantal studenten (1,1 miljoen)."""
    words = alternatives(load("money")["bare"]["counting"])
    return re.compile(rf"(?<!\w)(?<!een )(?:{words})\s(?:[^\s.;:()]+\s){{0,5}}\((?:\w+\s)?$", re.IGNORECASE)


@cache
def _is_number() -> re.Pattern[str]:
    """What stands before a figure that tells how many there are: het aantal leden is 3,8 mln."""
    words = alternatives(load("money")["bare"]["counting"])
    return re.compile(rf"(?<!\w)(?<!een )(?:{words})\s(?:[^;:,()€]|,(?=\d)){{1,120}}$", re.IGNORECASE)


@cache
def _governs_behind() -> re.Pattern[str]:
    return re.compile(
        rf"\s(?:(?:extra|aanvullend|nog|weer|per\sjaar)\s)?(?:{_loose(load('money')['bare']['cues'])})", re.IGNORECASE
    )


@cache
def _spent() -> re.Pattern[str]:
    return re.compile(rf"\.?\s(?:{alternatives(load('money')['bare']['spent'])})(?!\w)", re.IGNORECASE)


@cache
def _part() -> re.Pattern[str]:
    lists = load("money")["bare"]
    words, verbs = alternatives(lists["parts"]), alternatives(lists["states"])
    return re.compile(
        rf"(?<!\w)(?:(?:{words})\s(?:[^\s.;:]+\s){{0,4}}"
        rf"|van\s(?:de|deze|die|dit|dat)\s[0-9][0-9.,]*\s\w+\s(?:euro\s)?(?:{verbs})\s(?:[^\s.;:]+\s){{0,3}})$",
        re.IGNORECASE,
    )


@cache
def _points_back() -> re.Pattern[str]:
    verbs = alternatives(load("money")["bare"]["states"])
    return re.compile(
        rf"(?<!\w)(?:(?:{verbs})\s(?:dat|dit)|(?:dat|dit)\s(?:{verbs}))\s(?:[^\s.;:]+\s){{0,2}}$", re.IGNORECASE
    )


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

    ``stop`` is the end of the block or cell, behind which nothing belongs to the figure. A capital behind a full stop
    begins a sentence, and behind the stop of an abbreviation it does where its word is none that is counted (mln. De).
    """
    if _PERCENT.match(text, end, stop) or _COUNTS_ON.match(text, end, stop):
        return True
    following = _NEXT_WORD.match(text, end, stop)
    if following and following["word"] in load("money")["bare"]["passed_over"]:
        following = _NEXT_WORD.match(text, following.end(), stop)
    if following is None:
        return False
    word = following["word"]
    if following["stop"] and word[0].isupper():
        return text[max(end - 3, 0) : end].lower() in _ABBREVIATED and _can_be_counted(word.lower())
    return _can_be_counted(word)


def _can_be_counted(word: str) -> bool:
    """True for what a Dutch numeral counts: a plural (-en, -s), an adjective before it (-e), a name, or a unit.

    A participle is none of these: een bedrag van 4 miljoen overeengekomen.
    """
    word = word.rstrip(".-'’")
    if word in _followers() or any(reading.form is Form.PARTICIPLE for reading in readings(word)):
        return False
    return word[0].isupper() or word.endswith(("s", "n", "e")) or word.lower() in _units()


def _is_ton_of_money(text: str, lead: int, end: int, limit: int) -> bool:
    """True for tons in words (twee ton) behind which no goods are named: what is weighed is written in digits."""
    words = text[lead:end]
    if not _TON.search(words) or any(letter.isdigit() for letter in words):
        return False
    return _goods().search(text[end : min(limit, end + _GOODS)]) is None


def _is_some_tons(text: str, lead: int, end: int) -> bool:
    """True for a number of tons in words (anderhalve ton); "een ton" may as well be what something is paid per."""
    return _ONE_TON.fullmatch(text, lead, end) is None


@dataclass(slots=True)
class Passage:
    """The text [since, limit) in which figures are read as money or not.

    ``limit`` is the end of the block or cell, ``since`` where its passage begins (for an item of a list the sentence
    before the list); ``bounds`` gives the sentence around an offset; ``known`` is where the last money in it ends.
    """

    text: str
    since: int
    limit: int
    bounds: Bounds
    known: int = -1


def _has_a_sign_of_other_money(text: str, lead: int, end: int) -> bool:
    """True beside a sign of a currency that the lists do not know (₿ 5 mln); beside theirs no figure is bare."""
    beside = (_BEFORE.search(text, max(lead - 2, 0), lead), _BEHIND.match(text, end, end + 2))
    return any(found is not None and unicodedata.category(found[1]) == "Sc" for found in beside)


def reads_as_money(passage: Passage, lead: int, end: int, *, abbreviated: bool, small: bool = False) -> bool:
    """True where the words around a figure without currency at [lead, end) make it money.

    ``abbreviated`` says that its scale is written mln. or mld., which is seldom done for anything but money;
    ``small`` that it is one that money has only in a list of money (800 duizend).
    """
    text = passage.text
    if _has_a_sign_of_other_money(text, lead, end):
        return False
    if _counts_before().search(text, max(passage.since, lead - _REACH), lead):
        return False
    row = head_of_row(text, passage.since, lead, passage.limit)
    if row is not None:
        return _is_row_of_money(*row)
    return _is_spoken_of_as_money(passage, lead, end, abbreviated=abbreviated, small=small)


def _is_spoken_of_as_money(passage: Passage, lead: int, end: int, *, abbreviated: bool, small: bool) -> bool:
    """The same for a figure of running text, by its sentence."""
    text = passage.text
    tons = _is_ton_of_money(text, lead, end, passage.limit)
    if counts_things(text, end, passage.limit) and not tons:
        return False
    sentence = passage.bounds(lead)
    if not _TON.search(text, lead, end) and _is_listed(passage, sentence, lead, end):
        return True
    if small:
        return False
    start, stop = max(sentence[0], lead - _REACH), min(sentence[1], end + _REACH, passage.limit)
    is_spent = _spent().match(text, end, stop) is not None
    if _governed().search(text, max(start, lead - 60), lead) or _governs_behind().match(text, end, stop):
        return True
    if is_spent and not _TON.search(text, lead, end):
        return True
    if _is_part_of_money(passage, sentence, lead, end) or _is_repeated(passage, lead, end):
        return True
    talks = bool(passage.known >= start or _cues().search(text, start, stop) or _SIGN.search(text, start, stop))
    if _counted().search(text, start, stop) or _is_number().search(text, start, lead):
        return talks and bool(_MILLIARD.search(text, lead, end))
    if _TON.search(text, lead, end):
        if _weighing().search(text, start, stop):
            return False
        follows = _ENDS.match(text, end) and _SIGN.search(text, max(0, start - _REACH), start)
        if follows or (tons and _is_some_tons(text, lead, end)):
            return True
    handed = _hands_out().search(text, max(start, lead - 60), lead)
    handed_out = handed is not None and (not handed["goes"] or _RECEIVER.match(text, end, stop) is not None)
    return talks or handed_out or is_spent or (abbreviated and _is_near_money(passage, lead, end))


def _is_near_money(passage: Passage, lead: int, end: int) -> bool:
    """True for a number of thousand millions, and for another where the letter speaks of euros shortly before it."""
    before = max(0, lead - 4 * _REACH)
    money = passage.known >= 0 or _SIGN_OR_WORD.search(passage.text, before, lead)
    return bool(money or _MILLIARD.search(passage.text, lead, end))


def _is_row_of_money(label: str, above: str) -> bool:
    """True where what heads a row of figures speaks of money, or where it says nothing the words above the rows do."""
    for words in (label, above):
        if _counted().search(words) or _counting().search(words):
            return False
        if _cues().search(words) or _SIGN_OR_WORD.search(words):
            return True
    return False


def _is_listed(passage: Passage, sentence: tuple[int, int], lead: int, end: int) -> bool:
    """True for a figure that stands apart behind what it pays for, in a list that speaks of money.

    In brackets (voor het onderwijs (5,3 miljard), voor studenten (1,1 miljard)), where another figure stands so too or
    nothing that is counted stands before them; or at the end of a list's item behind a colon.
    """
    text = passage.text
    start, stop = max(sentence[0], lead - _REACH), min(sentence[1], end + _REACH, passage.limit)
    bracketed = _OPENS.search(text, start, lead) and _CLOSES.match(text, end, stop)
    behind_colon = _COLON.search(text, start, lead) and _ENDS_ITEM.match(text, end, passage.limit)
    if not (bracketed or behind_colon):
        return False
    talk = max(passage.since, lead - 4 * _REACH)
    if not _SIGN_OR_WORD.search(text, talk, stop):
        return False
    if bracketed:
        beside = sum(1 for _ in _BRACKETED.finditer(text, start, stop)) > 1
        counted = _counted().search(text, max(start, lead - _NOUN), lead)
        return beside or not counted
    return _INTRODUCES.search(text, max(passage.since, start - 10), start) is not None


def _is_part_of_money(passage: Passage, sentence: tuple[int, int], lead: int, end: int) -> bool:
    """True where the words before a figure make it a part of an amount before it, what remains of one, or one again."""
    text, near = passage.text, max(sentence[0], lead - 60)
    match = _part().search(text, near, lead)
    if match:
        near = max(passage.since, match.start() - _REACH)
        return passage.known >= near or _SIGN_OR_WORD.search(text, near, match.start()) is not None
    back = _points_back().search(text, near, lead)
    if back is None:
        return False
    before = max(passage.since, back.start() - _REACH), back.start()
    talks = _SIGN_OR_WORD.search(text, *before) or (_MILLIARD.search(text, lead, end) and _cues().search(text, *before))
    return bool(talks) and not _counted().search(text, *before)


def _is_repeated(passage: Passage, lead: int, end: int) -> bool:
    """True where the same figure and scale stand earlier in the passage with a currency."""
    text, words = passage.text, passage.text[lead:end]
    digits = next((place for place, sign in enumerate(words) if sign.isdigit()), None)
    if digits is None:
        return False
    start = max(passage.since, lead - 4 * _REACH)
    at = text.rfind(words[digits:], start, lead)
    return at >= 0 and bool(
        _SIGN_BEFORE.search(text, max(at - 4, 0), at) or _WORD_BEHIND.match(text, at + len(words) - digits)
    )

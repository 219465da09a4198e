"""Numbers in words: *drieëntwintig komma vijf*, *honderd en drie*, *twee duizend vijf honderd*, *tweeëneenhalf*.

Whole numbers are read by text2num once their blanks and joining words are gone; here is what it does not know: where a
number in words begins and ends in running text, halves and quarters, and decimals.
"""

from __future__ import annotations

import re
from decimal import Decimal

from text_to_num import text2num

from kamerbrief.lexicon import alternatives

_DIGITS = "nul een één eén twee drie vier vijf zes zeven acht negen"
_TEENS = "tien elf twaalf dertien veertien"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_ATOMS = f"{_DIGITS} {_TEENS} {_TENS} honderd duizend".split()
_JOINED = r"-?[eë]n-?"
_WORD = rf"(?:(?:{alternatives(_ATOMS)})(?:{_JOINED}(?=[a-zé]))?){{1,12}}"
#: The beginning of a number that goes on behind a blank: twee | duizend, duizend | vijf honderd, honderd | en drie.
_BEGINNING = (
    rf"(?:{_WORD}\s+(?=honderd|duizend)"
    rf"|{_WORD}(?<=honderd)\s+(?:en\s+(?!\w{{1,12}}\s+honderd|\w{{0,40}}duizend))?(?!\w{{0,40}}honderd)"
    rf"|{_WORD}(?<=duizend)\s+(?:en\s+)?(?!\w{{0,40}}duizend|\w{{1,40}}\s+duizend))"
)
_PART = r"(?:half|halve|kwart|drie\s?kwart)"
_DECIMALS = (
    rf"\s+komma\s+(?:{'|'.join(_DIGITS.split())})(?:\s+(?:{'|'.join(_DIGITS.split())})){{1,3}}|\s+komma\s+{_WORD}"
)
#: How every number in words begins: few words do, and the others need not be tried in all the ways below.
_OPENING = alternatives([*_ATOMS, "half", "halve", "kwart", "drie", "anderhal"])
#: A number in words; to be matched without regard to capitals.
NUMBER_WORDS = (
    rf"(?<!\w)(?={_OPENING})(?:(?:een\s+)?{_PART}|anderhalf|anderhalve|{_WORD}{_JOINED}(?:een-?)?{_PART}"
    rf"|{_WORD}\s+en\s+(?:een\s+)?{_PART}|{_BEGINNING}{{0,6}}{_WORD}(?:{_DECIMALS})?)(?!\w)"
)

_FRACTIONS = {
    "half": Decimal("0.5"),
    "halve": Decimal("0.5"),
    "kwart": Decimal("0.25"),
    "driekwart": Decimal("0.75"),
    "drie kwart": Decimal("0.75"),
    "anderhalf": Decimal("1.5"),
    "anderhalve": Decimal("1.5"),
}
_AND_A_PART = re.compile(rf"(?P<whole>.+?)(?:\s+en\s+(?:een\s+)?|{_JOINED}(?:een-?)?)(?P<part>{_PART})")
_JOIN = re.compile(r"\s+en\s+|\s+|-")
#: text2num knows honderd, not eenhonderd.
_ONE_OF = re.compile(r"^(?:een|één|eén)(?=honderd|duizend)")
#: What a half or a quarter is told to.
_ABOUT = Decimal("0.1")


def value_of_words(words: str) -> tuple[Decimal, Decimal] | None:
    """What a number in words is worth, and one unit of its last place; None where it is no number."""
    text = " ".join(words.lower().split())
    share = _FRACTIONS.get(text.removeprefix("een "))
    if share is not None:
        return share, _ABOUT
    parts = _AND_A_PART.fullmatch(text)
    if parts:
        whole = _whole(parts["whole"])
        return None if whole is None else (whole + _FRACTIONS[parts["part"]], _ABOUT)
    before, comma, behind = text.partition(" komma ")
    whole, decimals = _whole(before), _decimals(behind) if comma else ""
    if whole is None or decimals is None:
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole), Decimal(1).scaleb(-len(decimals))


def _decimals(words: str) -> str | None:
    """The decimals that the words behind *komma* stand for: nul vijf is 05, vijfentwintig is 25."""
    digits = [_whole(word) for word in words.split()]
    if any(digit is None or (len(digits) > 1 and digit > 9) for digit in digits):
        return None
    return "".join(str(digit) for digit in digits)


def _whole(text: str) -> Decimal | None:
    joined = _ONE_OF.sub("", _JOIN.sub("", text)).replace("eén", "één")
    try:
        return Decimal(text2num(joined, "nl"))
    except ValueError:
        return None

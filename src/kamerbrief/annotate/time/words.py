"""The words of time in a text, with all that each of them may mean there; they stand in ``lexicon/dates.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from text_to_num import text2num

from kamerbrief.lexicon import Lookup, alternatives, keyed, load

#: Years that a letter may speak of; others are taken for numbers.
YEAR = r"(?:19|20)\d\d"


@cache
def months() -> Lookup[int]:
    """Dutch month names and their short forms, in lower case, with their number."""
    names = load("dates")
    return Lookup(
        {str(name): int(number) for part in ("months", "short_months") for name, number in names[part].items()}
    )


@cache
def month_words() -> str:
    """A regular expression for any name of a month; a short form may end in a dot."""
    return rf"(?:{alternatives(months())})"


def number_of(word: str) -> int | None:
    """The whole number that digits or a Dutch number word stand for; None for any other word."""
    if word.isdecimal():
        return int(word) if len(word) < 10 else None
    try:
        return int(text2num(word.lower(), "nl"))
    except (ValueError, AssertionError, LookupError):
        return None


#: What a word may be that says nothing of time where no other does.
JOINING = frozenset(
    """relation article of of_years kind_of_year to and mark this ahead back part ordinal number word twelfths past
    ahead_tail of_money onwards weekday every times per here short_year""".split()  # noqa: SIM905 - read as prose
)


def month_day(words: str) -> tuple[int, int]:
    """``03-21`` of the word list as month and day."""
    month, number = words.split("-")
    return int(month), int(number)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, phrase or figure at [start, end) that may say when; ``senses`` tells as what, with its value.

    ``glued`` says that only white space, or nothing, stands between it and the token before it.
    """

    start: int
    end: int
    text: str
    senses: dict[str, Any]
    glued: bool


def _bounds(entry: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = entry
    return month_day(first), month_day(last)


@cache
def _senses() -> Lookup[dict[str, Any]]:
    """All that every phrase of the word list may mean."""
    words = load("dates")
    found: Lookup[dict[str, Any]] = Lookup()

    def add(sense: str, phrases: Any, value: Any = None) -> None:
        for phrase in phrases:
            meant = phrases[phrase] if isinstance(phrases, dict) else value
            found.setdefault(str(phrase), {})[sense] = meant

    add("month", months())
    add("month", {f"{name}.": number for name, number in words["short_months"].items()})
    add("weekday", words["weekdays"])
    add("past", words["tails"]["past"])
    add("ahead_tail", words["tails"]["ahead"])
    for which, listed in words["which"].items():
        add(which, listed)
    for name in ("seasons", "moments", "elections"):
        add(name.removesuffix("s"), {word: _bounds(entry) for word, entry in words[name].items()})
    for entry in words["budget"]:
        add("budget", entry["words"], (_bounds(entry["days"]), bool(entry.get("following"))))
    for name, part in words["parts"].items():
        add("part", part["words"], name)
    add("unit_days", words["units"]["days"])
    add("unit_months", words["units"]["months"])
    add("single", words["units"]["single"])
    add("school", words["school"]["words"])
    add("parliament", words["parliament"]["words"])
    add("week", words["weeks"]["words"])
    add("quarter", words["quarters"]["words"])
    add("half", words["halves"]["words"])
    add("ordinal", words["ordinals"])
    add("twelfths", words["fractions"])
    for relation, listed in words["relations"].items():
        add("relation", listed, relation)
    add("of_money", words["years"]["of"])
    add("onwards", words["years"]["onwards"])
    add("article", words["between"]["articles"])
    add("of_years", words["between"]["years"])
    add("to", words["joins"]["to"])
    add("and", words["joins"]["and"])
    add("of", words["joins"]["of"])
    for entry in words["vague"]:
        add("vague", entry["words"], entry.get("relation", "at"))
    add("here", words["counting"]["here"])
    for name, listed in words["recurring"].items():
        add(name, listed)
    return found


@cache
def _lexer() -> re.Pattern[str]:
    """Every token. A figure with anything written to it (a price, a number of a document) is none."""
    short = r"['’]?\d\d(?![\d/.,-]\d|[\d%])"
    number = alternatives(load("dates")["numbers"]["words"])
    words = [phrase for phrase in _senses() if phrase[0].isalpha()]
    numbered = [phrase for phrase in _senses() if phrase[0].isdecimal()]
    tokens = (
        rf"(?<=[^\W\d_.][/–-])(?P<joined>{month_words()})(?!\w)"
        rf"|(?<=[QK][1-4][/–-])(?P<second>[QK][1-4])(?!\w)"
        rf"|(?<![\w/.,€$£-])(?:(?P<numbered>{alternatives(numbered)})(?!\w)|"
        rf"(?P<iso>{YEAR}-\d\d-\d\d)(?![\w/]|-\d)"
        rf"|(?P<figures>\d{{1,2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)(?:{YEAR}|['’]\d\d))(?![\w/]|-\d)"
        rf"|(?<!nr\.\s)(?P<pair>{YEAR}(?:[-–/]{short}|\s?[-–—/]\s?{YEAR}))(?![\w%]|[-/]\d|[.,]\d)"
        rf"|(?:(?P<of_year>{YEAR})[\s-]?)?(?P<coded>[QKH][1-4])(?!\w)"
        # The number of a footnote may stand right behind the stop of a sentence that ends in a year.
        rf"|(?<!nr\.\s)(?<!par\.\s)(?<!versie\s)(?<!nummer\s)(?<!kenmerk\s)(?<![€$£]\s)(?P<year>{YEAR})(?![\w%]|[-/]\d|,\d|\.\d(?!\d?(?:$|\s+(?-i:[A-ZÀ-Þ‘“]))))"
        r"|(?P<short_year>['’]\d\d)(?![\w%]|[-/.,]\d)"
        rf"|(?P<numbers>\d{{1,2}}\s?[-–]\s?\d{{1,2}})(?=\s+[a-z])"
        rf"|(?P<ranked>\d{{1,2}})(?:e|ste|de)(?!\w)"
        rf"|(?P<number>\d{{1,3}})(?![\w/%]|[.,-]\d|\s?[%])"
        rf"|(?P<phrase>{alternatives(words)})(?!\w)"
        rf"|(?P<kind_of_year>[a-z]{{3,20}}jaar)(?=\s+{YEAR})"
        rf"|(?P<count>(?:{number})(?:(?:[eë]n)?(?:{number}))*)(?!\w))"
        r"|(?P<mark>[-–—/&,()])"
    )
    # Most of a text is inside a word, where no token begins.
    return re.compile(rf"(?:(?<!\w)|(?=\W))(?:{tokens})", re.IGNORECASE)


@cache
def _hint() -> re.Pattern[str]:
    """What every time has one of: a year, a figure before a month, or one of the words that are not only joining."""
    telling = [phrase for phrase, senses in _senses().items() if not JOINING.issuperset(senses)]
    coded = [f"{letter}{number}" for letter in "QKH" for number in range(1, 5)]
    # A year of two figures has a mark before it.
    short = [f"{number:02}" for number in range(100)]
    return keyed(
        rf"{YEAR}|[-/.]['’]\d\d|(?<!\w)(?:{alternatives(telling)}|[QKH][1-4])(?!\w)",
        [*telling, *coded, *short, "19*", "20*"],
    )


def has_time(text: str, start: int, end: int) -> bool:
    """Whether [start, end) has a word or figure without which nothing says when."""
    return _hint().search(text, start, end) is not None


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of [start, end) in order."""
    senses, last = _senses(), start
    for match in _lexer().finditer(text, start, end):
        kind = match.lastgroup or ""
        said = match.group()
        meant = senses[said] if kind in ("phrase", "numbered", "joined") else _figure(match)
        glued = not text[last : match.start()].strip()
        if meant is not None:
            last = match.end()
            yield Token(match.start(), last, said.lower(), meant, glued)


def _figure(match: re.Match[str]) -> dict[str, Any] | None:
    """What a figure, a number word or a mark may mean; None where it says nothing."""
    kind, said = match.lastgroup or "", match.group()
    if kind == "iso":
        return {"date": tuple(int(part) for part in said.split("-"))}
    if kind in ("figures", "sep"):
        number, month, year = re.split("[-/.]", said)
        return {"date": (_whole_year(year), int(month), int(number))}
    if kind == "pair":
        first, last = said[:4], re.sub(r"\W", "", said[4:])
        return {"pair": (int(first), int(last if len(last) == 4 else first[:2] + last)), "stroke": "/" in said}
    if kind in ("coded", "second"):
        return _coded(match[kind], match["of_year"])
    if kind == "year":
        return {"year": int(said)}
    if kind == "short_year":
        return {"short_year": _whole_year(said)}
    if kind == "numbers":
        return {"days": tuple(int(part) for part in re.findall(r"\d+", said))}
    if kind == "ranked":
        return {"ordinal": int(match["ranked"])}
    if kind == "kind_of_year":
        return {"kind_of_year": None}
    if kind == "number":
        return {"number": int(said)}
    if kind == "count":
        number = number_of(said)
        return {"number": number, "word": True} if number else None
    return _marks().get(said)


def _whole_year(said: str) -> int:
    """``2026``, or ``'26`` of this century."""
    return int(said) if said.isdecimal() else 2000 + int(said[1:])


def _coded(said: str, year: str | None) -> dict[str, Any] | None:
    """``Q3`` and ``K3`` are quarters, ``H2`` is half a year."""
    half, number = said[0] in "Hh", int(said[1])
    if half and number > 2:
        return None
    return {"coded": ("half" if half else "quarter", number), "of_year": int(year) if year else None}


@cache
def _marks() -> dict[str, dict[str, Any]]:
    joins = load("dates")["joins"]
    found: dict[str, dict[str, Any]] = {mark: {"mark": mark} for mark in "-–—/&,()"}
    for sense in ("to", "and"):
        for mark in joins[sense]:
            if mark in found:
                found[mark][sense] = None
    return found

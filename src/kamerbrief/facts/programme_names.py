"""Programmes that no register knows: names that a cue word such as *programma* or *fonds* stands beside.

Read are *het programma Beter Samen* and *de regeling ‘Samen Sterk’* (cue, then name), *Nationaal Water Programma* and
*Mededingingsfonds* (the name ends in its cue), *Subsidieregeling verduurzaming binnenvaart* (an official name goes on
in small letters), each with the abbreviation that may stand behind it in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.contract import ProgrammeKind
from kamerbrief.facts.programme_abbreviations import spells
from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import load

_WORD = re.compile(r"[^\W_][\w&+’'./-]{0,60}|&")
_QUOTED = re.compile(r"\s[‘'“\"«„](?P<name>[^‘'“\"«»„’”\n()]{3,80})[’'”\"»]")
_YEARS = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)?\d\d)?")
_ABBREVIATION = re.compile(
    r"\s\((?:(?:hierna|verder|afgekort|kortweg)(?:\stot|\sals)?:?\s)?(?:de\s|het\s)?[‘'“\"]?"
    r"(?P<short>[A-Z][\w+&-]{1,14})[’'”\"]?\)"
)
_MOST_WORDS = 8
_MOST_SMALL_WORDS = 5
_SMALL_WORD = 6
#: Past tenses and third persons (*leverde*, *stelt*), which end a name written in small letters.
_VERB = re.compile(r".*(?:[^aeiou]t|[aeo]{2}t|[lnrgdvzjm]de|[kfschpt]te|[aeiou]{2}gt)$")

_ADJECTIVE = re.compile(r"[a-zà-ÿ]{3,20}e")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found by its surroundings: its stretch, its kind, and the abbreviation that the letter gives it."""

    start: int
    end: int
    name: str
    kind: ProgrammeKind
    short: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word; ``opens`` says that it stands first in a sentence, ``tied`` that one blank parts it from the last."""

    start: int
    end: int
    text: str
    tied: bool
    opens: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or (self.text[0].isdigit() and not _YEARS.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: ProgrammeKind
    word: str
    compound: bool


@cache
def _list(group: str, key: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in load("programme_cues")[group][key])


@cache
def _kinds(group: str) -> dict[str, ProgrammeKind]:
    return {word: ProgrammeKind(kind) for kind, words in load("programme_cues")[group].items() for word in words}


def names_beside_cues(text: str, start: int, end: int) -> Iterator[Named]:
    """The names in ``text[start:end]`` that a cue word makes a programme, in order and without overlap."""
    words = _words(text, start, end)
    behind = start
    for at, word in enumerate(words):
        cue = _cue(word.text) if word.start >= behind else None
        named = _beside(text, words, at, cue, behind) if cue else None
        if named:
            yield named
            behind = named.end


def without_cue(name: str) -> str:
    """The name without words that a letter leaves out: `Nationaal Programma Schone Havens` is `Schone Havens` too."""
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in _list("reading", "scope"):
        first, _, rest = (name := rest).partition(" ")
    if rest and first.casefold() in _kinds("cues"):
        return rest
    return name.removesuffix("-programma")


def kind_of(name: str) -> ProgrammeKind:
    """The kind that the cue in a name tells; a programme where it has none."""
    cues = [cue for word in _WORD.findall(name) if (cue := _cue(word))]
    return cues[0].kind if cues else ProgrammeKind.PROGRAMME


def abbreviation_behind(text: str, end: int) -> str | None:
    """The abbreviation in brackets directly behind ``end``: ``(LTR)``, ``(hierna: het Programma)``."""
    match = _ABBREVIATION.match(text, end)
    return match["short"] if match else None


def _words(text: str, start: int, end: int) -> list[_Word]:
    found: list[_Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        said = match.group().rstrip(".'’/")
        gap = text[last : match.start()]
        opens = not found or any(mark in gap for mark in ".?!:\n•–")
        found.append(_Word(match.start(), match.start() + len(said), said, gap == " ", opens))
        last = match.start() + len(said)
    return found


def _cue(word: str) -> _Cue | None:
    plain = word.casefold()
    kind = _kinds("cues").get(plain)
    if kind:
        return _Cue(kind, plain, compound=False)
    if not word[0].isupper():
        return None
    ending = next((e for e in _kinds("endings") if plain.endswith(e)), None)
    return _Cue(_kinds("endings")[ending], ending, compound=True) if ending else None


def _beside(text: str, words: list[_Word], at: int, cue: _Cue, behind: int) -> Named | None:
    """The name of which the word ``at`` is the cue."""
    word = words[at]
    quoted = None if cue.compound else _QUOTED.match(text, word.end)
    if quoted and (quoted["name"][0].isupper() or cue.word in _list("reading", "strong")):
        return _named(text, quoted.start("name"), quoted.end("name"), cue.kind)
    first = _first(words, at, behind)
    scoped = first < at and words[first].text.casefold() in _list("reading", "scope")
    if word.text[0].isupper() or scoped:
        return _with_cue(text, words, (first, at), cue)
    last = _last(words, at)
    enough = 1 if cue.word in _list("reading", "strong") else 2 if cue.word in _list("reading", "fair") else _MOST_WORDS
    if last - at < enough or not words[at + 1].capital or _breaks_off(words, at, last):
        return None
    is_law = words[last].text.casefold().endswith(tuple(_list("never", "laws")))
    return _named(text, words[at if is_law else at + 1].start, words[last].end, cue.kind)


def _breaks_off(words: list[_Word], at: int, last: int) -> bool:
    """True for one ordinary word before a preposition, whose name goes on in small letters: `Samen voor alle …`."""
    following = words[last + 1 : last + 3]
    goes_on = len(following) == 2 and following[0].tied and following[1].tied
    ordinary = last == at + 1 and words[last].text[1:].islower()
    return ordinary and goes_on and following[0].text in _list("inside", "prepositions")


def _with_cue(text: str, words: list[_Word], place: tuple[int, int], cue: _Cue) -> Named | None:
    """A name that holds its cue: the words with capitals on both sides of it, or the small ones behind it."""
    first, at = place
    # "Moldova Energy Support Fund van de Europese Bank": a name that ends in its cue has an owner behind it.
    ends = at - first > 1 and not (at + 1 < len(words) and words[at + 1].tied and words[at + 1].capital)
    last = at if ends else _last(words, at)
    opening = words[at].opens and first == at
    if cue.word in _list("reading", "official"):
        small = _last_small(words, at) if last == at and not cue.compound and not opening else last
        last = _last_before_abbreviation(text, words, (first, at)) or small
    if first == last == at and (opening or not _is_whole_name(words[at].text, cue)):
        return None
    weak = cue.word not in _list("reading", "strong") and not cue.compound
    if (first == at and last == at + 1 and weak) or (last == at and words[at].text.islower()):
        return None
    return _named(text, words[first].start, words[last].end, cue.kind)


def _is_whole_name(word: str, cue: _Cue) -> bool:
    """True for `Mededingingsfonds` and `SLIM-regeling`; not for `ESA-programma`, `EZ-regeling` or `Samoa-akkoord`."""
    owner, hyphen, _ = word.rpartition("-")
    owned = owner.casefold() in _list("never", "owners") or bool(ministries_in(owner))
    if not cue.compound or cue.word not in _list("reading", "lone"):
        return False
    return not hyphen or not (owned or cue.kind is ProgrammeKind.AGENDA)


def _first(words: list[_Word], at: int, behind: int) -> int:
    """The first of the words with capitals that stand directly before the cue."""
    first = at
    while at - first < _MOST_WORDS:
        step = _step_back(words, first, behind)
        if not step:
            break
        first -= step
    while first < at and not _begins_name(words[first].text):
        first += 1
    return first


def _begins_name(word: str) -> bool:
    """False for what may stand before a name with a capital: `Het`, `Via`, a year, the ministry that runs it."""
    known = _list("inside", "openings") | _list("never", "owners")
    return word.casefold() not in known and not word[0].isdigit() and not _is_ministry(word)


def _step_back(words: list[_Word], first: int, behind: int) -> int:
    """How many words back the name goes on: one with a capital, or two as in `Lucht- en`; 0 where it begins."""
    before = words[first - 2 : first] if first > 1 else words[:first]
    if not before or not words[first].tied or before[-1].start < behind:
        return 0
    if before[-1].capital:
        return 1
    paired = len(before) == 2 and before[0].text.endswith("-") and before[0].capital and before[0].start >= behind
    return 2 if paired and before[1].tied and before[1].text == "en" else 0


def _last(words: list[_Word], at: int) -> int:
    """The last of the words with capitals behind the cue, over links such as `van de` between two of them."""
    last = at
    while last - at < _MOST_WORDS:
        step = _step(words, last)
        following = words[last + step] if step else None
        joined = step > 1 and words[last + 1].text in ("en", "&", "and")
        if following is None or (step > 1 and _cue(following.text)) or (joined and last == at):
            return last
        last += step
    return last


def _step(words: list[_Word], last: int) -> int:
    """How many words on the next word with a capital stands, links only between; 0 where the name ends."""
    said: list[str] = []
    for step in range(1, 4):
        place = last + step
        if place >= len(words) or not words[place].tied:
            return 0
        if words[place].capital:
            between = {" ".join(said), " ".join([words[last].text.casefold(), *said])}
            return step if not said or between & _list("inside", "links") else 0
        said.append(words[place].text.casefold())
    return 0


def _last_small(words: list[_Word], at: int) -> int:
    """The end of a name that goes on in long small words: `Regeling huisvesting aandachtsgroepen`."""
    last = at
    for place, word in enumerate(words[at + 1 : at + 1 + _MOST_SMALL_WORDS], start=at + 1):
        linked = last == place - 1 and (word.text in ("en", "van", "voor") or _ADJECTIVE.fullmatch(word.text))
        if not word.tied or not (linked or _is_content(word.text)):
            break
        last = place if _is_content(word.text) else last
    return _last(words, last) if last > at else at


def _last_before_abbreviation(text: str, words: list[_Word], place: tuple[int, int]) -> int | None:
    """The word before the abbreviation in brackets that stands for the whole name: `Subsidieregeling … (SKNL)`."""
    first, at = place
    for last in range(at, min(at + 2 * _MOST_SMALL_WORDS, len(words))):
        if last > at and not words[last].tied:
            return None
        short = abbreviation_behind(text, words[last].end)
        if short:
            return last if spells(short, text[words[first].start : words[last].end]) else None
    return None


def _is_content(word: str) -> bool:
    return (
        word.islower()
        and len(word) >= _SMALL_WORD
        and word not in _list("inside", "ends")
        and (not _VERB.fullmatch(word) or word.endswith(("iteit", "kunst", "vest")))
    )


def _named(text: str, start: int, end: int, kind: ProgrammeKind) -> Named | None:
    name = " ".join(text[start:end].split())
    first = name.split(" ")[0].casefold()
    if name.casefold() in _list("never", "names") or first in _list("never", "first"):
        return None
    if text[end : end + 1] == "(" or len(name) < 3 or not any(c.isalpha() for c in name) or _is_ministry(name):
        return None
    return Named(start, end, name, kind, abbreviation_behind(text, end))


def _is_ministry(name: str) -> bool:
    return any(start == 0 and end == len(name) for start, end, _ in ministries_in(name))

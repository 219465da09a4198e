"""Programmes that no register knows: names that a cue word such as *programma* or *fonds* stands beside.

Read are *het programma Beter Samen* and *de regeling ‘Samen Sterk’* (cue, then name), *Nationaal Water Programma* and
*Mededingingsfonds* (the name ends in its cue), *Subsidieregeling verduurzaming binnenvaart* (an official name goes on
in small letters), each with the abbreviation that may stand behind it in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kamerbrief.annotate.verbs import readings
from kamerbrief.annotate.words import small
from kamerbrief.contract import ProgrammeKind
from kamerbrief.facts.programmes.abbreviations import spells
from kamerbrief.facts.programmes.small_names import end_of_small_name, end_of_small_tail
from kamerbrief.facts.programmes.words import (
    OPENING,
    Cue,
    Word,
    cue_in,
    definite,
    is_adjective,
    is_apposed,
    is_bare_adjective,
    is_ministry,
    kinds,
    listed,
    words_in,
)
from kamerbrief.language.ministries import ministries_in

_QUOTED = re.compile(r"\s" + OPENING + r"(?P<name>(?:[^‘'“\"«»„’”\n()]|\([a-z]{1,3}\)){3,80})[’'”\"»]")
_ABBREVIATION = re.compile(
    r"\s\((?:(?:hierna|verder|afgekort|kortweg)(?:\stot|\sals)?:?\s)?(?:de\s|het\s)?[‘'“\"]?"
    r"(?P<short>[A-Z][\w+&-]{1,14}(?:\s[A-Z]{2,6})?)[’'”\"]?[,;)]"
)
#: The one cue of more than a word.
_PLAN = "plan van aanpak"
_ORDINAL = re.compile(r"\d{1,2}(?:e|de|ste)")
_MOST_WORDS = 8
_MOST_SMALL_WORDS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A name found by its surroundings: its stretch, its kind, and the abbreviation that the letter gives it."""

    start: int
    end: int
    name: str
    kind: ProgrammeKind
    short: str | None = None


def names_beside_cues(text: str, start: int, end: int) -> Iterator[Named]:
    """The names in ``text[start:end]`` that a cue word makes a programme, in order and without overlap."""
    words = words_in(text, start, end)
    behind = start
    for at, word in enumerate(words):
        cue = cue_in(word.text, small=True) if word.start >= behind else None
        named = (_plan_of_action(text, words, at) or _beside(text, words, at, cue, behind)) if cue else None
        if named:
            yield named
            behind = named.end


def without_cue(name: str) -> str:
    """The name without words that a letter leaves out: `Nationaal Programma Schone Havens` is `Schone Havens` too."""
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in listed("reading", "scope"):
        first, _, rest = (name := rest).partition(" ")
    if rest and first.casefold() in kinds("cues"):
        return rest
    before, _, last = name.rpartition("-")
    return before if before and last in kinds("cues") else name


def abbreviation_behind(text: str, end: int) -> str | None:
    """The abbreviation in brackets directly behind ``end``: ``(LTR)``, ``(hierna: LTR)``, ``(LTR, …)``."""
    match = _ABBREVIATION.match(text, end) if text.startswith("(", end + 1) else None
    return match["short"] if match else None


def _plan_of_action(text: str, words: list[Word], at: int) -> Named | None:
    """`Plan van aanpak schone sloten`, of which the word ``at`` is *aanpak*."""
    phrase = words[max(at - 2, 0) : at + 1]
    said = " ".join(word.text.casefold() for word in phrase)
    if said != _PLAN or not (phrase[0].text[0].isupper() or definite(words, at - 2)):
        return None
    last = max(_last(words, at), end_of_small_name(words, at, with_voor=False))
    return named_at(text, phrase[0].start, words[last].end, kinds("cues")[_PLAN]) if last > at else None


def _beside(text: str, words: list[Word], at: int, cue: Cue, behind: int) -> Named | None:
    """The name of which the word ``at`` is the cue."""
    word = words[at]
    quoted = _quoted(text, words, at, cue)
    if quoted:
        return quoted
    first = _first(words, at, behind)
    scoped = first < at and words[first].text.casefold() in listed("reading", "scope")
    own = word.text[0].isupper() or scoped or _is_paired(words, first, at)
    named = _with_cue(text, words, (first, at), cue) if own else None
    if named is None and cue.compound and _is_described(words, at) and words[at - 1].start >= behind:
        return named_at(text, words[at - 1].start, words[_last_of_years(words, at)].end, cue.kind)
    if own:
        return named
    last = _last(words, at)
    if first == at - 1 and _is_made(words[first]) and not cue.compound and cue.word in listed("reading", "strong"):
        return named_at(text, words[first].start, word.end, cue.kind)
    if last == at:
        return _in_small_letters(text, words, at, cue)
    if last - at < _enough(words, at, cue) or not words[at + 1].capital or _is_place(words, at, last, cue):
        shortened = _last_before_abbreviation(text, words, (at, at))
        return named_at(text, word.start, words[shortened].end, cue.kind) if shortened and shortened > at else None
    if cue.kind is ProgrammeKind.AGENDA and last == at + 1 and (cue.compound or words[last].text.isupper()):
        # "het inrichtingsplan KPCN": the abbreviation alone is the body that has the plan.
        return named_at(text, word.start, words[_last_year(words, last)].end, cue.kind)
    if cue.kind is not ProgrammeKind.REGULATION and _breaks_off(words, at, last):
        last = end_of_small_tail(text, words, last)
        return named_at(text, words[at + 1].start, words[last].end, cue.kind) if last > at + 1 else None
    named = named_at(text, words[at + 1].start, words[last].end, cue.kind)
    return replace(named, start=word.start) if named and last == at + 1 else named


def _is_paired(words: list[Word], first: int, at: int) -> bool:
    """True for `de bredere Water- en bodemagenda`, which is one word of which the first part has the capital."""
    return at - first == 2 and words[first].text.endswith("-") and definite(words, first)


def _is_made(word: Word) -> bool:
    """True for `F-16`, which before a cue is what the cue is for; a body is written with capitals alone."""
    return word.text[0].isupper() and any(sign.isdigit() for sign in word.text) and not word.opens


def _is_described(words: list[Word], at: int) -> bool:
    """True where an adjective has a capital that only a name gives: `de Brede schuldenaanpak`, not `Franse aanpak`."""
    if not at or not words[at].tied or words[at - 1].opens:
        return False
    before = words[at - 1].text
    small = before.casefold()
    kind = (is_adjective(small) or is_bare_adjective(small)) and before[0].isupper() and before[1:].islower()
    return kind and not small.endswith(tuple(listed("never", "adjectives"))) and definite(words, at - 1)


def _quoted(text: str, words: list[Word], at: int, cue: Cue) -> Named | None:
    """The name in quotes behind a cue; one in small letters only behind a strong cue, or `de`: `de aanpak ‘lik op’`."""
    quoted = _QUOTED.match(text, words[at].end)
    if quoted is None or (cue.compound and cue.kind is ProgrammeKind.FUND):
        return None
    sure = cue.word in listed("reading", "strong") and not cue.compound
    small = " " in quoted["name"] and definite(words, at) and not _is_said(text, *quoted.span("name"))
    if quoted["name"][0].isupper() or sure or small:
        return named_at(text, quoted.start("name"), quoted.end("name"), cue.kind)
    return None


def _is_said(text: str, start: int, end: int) -> bool:
    """True for a clause: `het motto in het akkoord ‘je gaat erover of niet’`; a plural may be an infinitive."""
    known = (one for word in words_in(text, start, end) for one in readings(word.text))
    return any(one.finite and one.number == "singular" for one in known)


def _enough(words: list[Word], at: int, cue: Cue) -> int:
    """How many words with a capital behind a cue make a name; one will do where it is made as one (`aanpak STORM`)."""
    if cue.compound:
        return 1 if words[at + 1].coined else 2
    if cue.word in listed("reading", "strong") or (words[at + 1].coined and cue.word in listed("reading", "fair")):
        return 1
    return 2 if cue.word in listed("reading", "fair") else _MOST_WORDS


def _in_small_letters(text: str, words: list[Word], at: int, cue: Cue) -> Named | None:
    """A name without any capital: `het actieplan zwemveiligheid in scholen`, `de ketenaanpak gehoor (KG)`."""
    first = at - 1 if at and words[at].tied and words[at - 1].text.casefold() in listed("reading", "scope") else at
    last = _last_before_abbreviation(text, words, (at, at))
    if last is not None and (last > at or cue.word in listed("reading", "abbreviated")):
        return named_at(text, words[at].start, words[last].end, cue.kind)
    if first < at and cue.compound and cue.word in listed("reading", "lone") and definite(words, first):
        return named_at(text, words[first].start, words[at].end, cue.kind)
    dated = end_of_small_name(words, at, with_voor=True)
    if _last_of_years(words, dated) > dated and (dated > at or cue.compound):
        return named_at(text, words[first].start, words[_last_of_years(words, dated)].end, cue.kind)
    long = cue.compound or cue.word not in listed("reading", "apposed_compounds")
    if not is_apposed(cue) or not (long or first < at or definite(words, at)):
        return None
    last = end_of_small_name(words, at, with_voor=cue.word in listed("reading", "destined") and definite(words, at))
    lone_cue = last == at + 1 and cue_in(words[last].text, small=True) is not None
    return named_at(text, words[first].start, words[last].end, cue.kind) if last > at and not lone_cue else None


def _is_place(words: list[Word], at: int, last: int, cue: Cue) -> bool:
    """True for `het project Zuid`; behind a cue not strong also for `Akkoord Aruba en …` and `Caribisch Nederland`."""
    places = listed("never", "places")
    if last > at + 1 and cue.word in listed("reading", "strong"):
        return False
    return words[at + 1].text.casefold() in places or (last == at + 2 and words[last].text.casefold() in places)


def _breaks_off(words: list[Word], at: int, last: int) -> bool:
    """True for one ordinary word before a preposition, whose name goes on in small letters: `Samen voor alle …`."""
    following = words[last + 1 : last + 3]
    goes_on = len(following) == 2 and following[0].tied and following[1].tied
    ordinary = last == at + 1 and words[last].text[1:].islower()
    return ordinary and goes_on and following[0].text in small("prepositions")


def _with_cue(text: str, words: list[Word], place: tuple[int, int], cue: Cue) -> Named | None:
    """A name that holds its cue: the words with capitals on both sides of it, or the small ones behind it."""
    first, at = place
    # "Moldova Energy Support Fund van de Europese Bank": a name that ends in its cue has an owner behind it.
    ends = at - first > 1 and not (at + 1 < len(words) and words[at + 1].tied and words[at + 1].capital)
    last = at if ends else _last(words, at)
    opening = words[at].opens and first == at
    if words[at].text[0].isupper() and (last > at or not opening) and cue.kind is ProgrammeKind.AGENDA:
        last = _last_year(words, last)
    if cue.compound and last == at + 1 and words[last].text in "123456789":
        last = at  # the mark of a footnote
    titled = first == at and not opening and _is_titled(words, at, cue)
    if cue.word in listed("reading", "official") or titled or (is_apposed(cue) and not opening):
        may_go_on = last == at and not opening and (first == at or words[at].text.islower())
        small = end_of_small_name(words, at, with_voor=words[at].text[0].isupper()) if may_go_on else last
        last = _last_before_abbreviation(text, words, (first, at)) or small
    if first == last == at and (opening or not _is_whole_name(words, at, cue)):
        return None
    between = first == at < last and not cue.compound and _only_places(words[at + 1 : last + 1])
    if _is_other(words, first) or between:
        return None
    last = _last_of_years(words, last) if last > at else last
    weak = cue.word not in listed("reading", "strong") and not cue.compound
    own = titled or (cue.compound and not opening and definite(words, at))
    if (not own and first == at and last == at + 1 and weak and not words[last].years) or (
        last == at and words[at].text.islower() and not _is_paired(words, first, at)
    ):
        return None
    return named_at(text, words[first].start, words[last].end, cue.kind)


def _is_other(words: list[Word], first: int) -> bool:
    """True behind a word that makes something else of the name: `het wetsvoorstel Breed Plan`."""
    return first > 0 and words[first].tied and words[first - 1].text.casefold() in listed("never", "before")


def _only_places(words: list[Word]) -> bool:
    """True for `Aruba en Nederland`, which tells between whom an agreement is."""
    return all(word.text.casefold() in listed("never", "places") or word.text == "en" for word in words)


def _is_titled(words: list[Word], at: int, cue: Cue) -> bool:
    """True for a cue that has a capital behind an article, which only a name gives it: `de Aanpak netcongestie`.

    A fund that was named before is written so too: *dan stelt het Fonds middelen beschikbaar*.
    """
    own = words[at].text[0].isupper() and not cue.compound and cue.kind is not ProgrammeKind.FUND
    return own and definite(words, at)


def _last_of_years(words: list[Word], last: int) -> int:
    """The years from and until behind a name, which belong to it: `Agenda Fiets 2023-2028`."""
    behind = words[last + 1 : last + 2]
    spanned = any(word.tied and word.years and "-" in word.text for word in behind)
    return last + 1 if spanned and not words[last].years else last


def _last_year(words: list[Word], at: int) -> int:
    """The year behind an agenda or a plan, which makes a name of it: `Havenvisie 2040`."""
    return at + 1 if at + 1 < len(words) and words[at + 1].tied and words[at + 1].years else at


def _is_whole_name(words: list[Word], at: int, cue: Cue) -> bool:
    """True for `Mededingingsfonds`, `SLIM-regeling` and `het Havenplan`; not for `ESA-programma` or `Samoa-akkoord`."""
    owner, hyphen, _ = words[at].text.rpartition("-")
    owned = owner.casefold() in listed("never", "owners") or bool(ministries_in(owner))
    lone = cue.word in listed("reading", "lone") or (cue.word in listed("reading", "plain") and definite(words, at))
    if cue.compound and hyphen and cue.word in listed("reading", "fair") and definite(words, at):
        return _is_coined(owner) and not owned
    if not cue.compound or not lone:
        return False
    return not hyphen or not (owned or cue.kind is ProgrammeKind.AGENDA)


def _is_coined(owner: str) -> bool:
    """True for what stands before the hyphen of `de Top600-aanpak` and `de ABC-aanpak`, and is no subject or body."""
    made = sum(sign.isupper() or sign.isdigit() for sign in owner) > 1
    return made and owner.casefold() not in listed("never", "subjects") and not is_ministry(owner)


def _first(words: list[Word], at: int, behind: int) -> int:
    """The first of the words with capitals that stand directly before the cue."""
    first = at
    while at - first < _MOST_WORDS:
        step = _step_back(words, first, behind)
        if not step:
            break
        first -= step
    while first < at and not _begins_name(words, first):
        first += 1
    return first


def _begins_name(words: list[Word], at: int) -> bool:
    """False for what may stand before a name with a capital: `Het`, `Grijp`, a year, the ministry that runs it."""
    word = words[at].text
    if _ORDINAL.fullmatch(word):
        return words[at + 1].text[0].isupper() and words[at + 1].tied
    if words[at].opens and any(one.finite for one in readings(word.casefold())):
        return False
    known = listed("inside", "openings") | listed("never", "owners")
    if is_ministry(word.partition("-")[0]):
        return False
    return word.casefold() not in known and not word[0].isdigit() and not is_ministry(word)


def _step_back(words: list[Word], first: int, behind: int) -> int:
    """How many words back the name goes on: one with a capital, or two as in `Lucht- en`; 0 where it begins."""
    before = words[first - 2 : first] if first > 1 else words[:first]
    if not before or not words[first].tied or before[-1].start < behind:
        return 0
    if before[-1].capital:
        return 1
    paired = len(before) == 2 and before[0].text.endswith("-") and before[0].capital and before[0].start >= behind
    return 2 if paired and before[1].tied and before[1].text == "en" else 0


def _last(words: list[Word], at: int) -> int:
    """The last of the words with capitals behind the cue, over links such as `van de` between two of them."""
    last = at
    while last - at < _MOST_WORDS:
        step = _step(words, last)
        following = words[last + step] if step else None
        joined = step > 1 and words[last + 1].text in ("en", "&", "and")
        owner = step > 1 and following is not None and following.text.casefold() in listed("inside", "holders")
        if owner or following is None or (step > 1 and cue_in(following.text)) or (joined and last == at):
            return last
        last += step
    return last


def _step(words: list[Word], last: int) -> int:
    """How many words on the next word with a capital stands, links only between; 0 where the name ends."""
    said: list[str] = []
    for step in range(1, 4):
        place = last + step
        if place >= len(words) or not words[place].tied:
            return 0
        if words[place].capital:
            between = {" ".join(said), " ".join([words[last].text.casefold(), *said])}
            return step if not said or between & listed("inside", "links") else 0
        said.append(words[place].text.casefold())
    return 0


def _last_before_abbreviation(text: str, words: list[Word], place: tuple[int, int]) -> int | None:
    """The word before the abbreviation in brackets that stands for the whole name: `Subsidieregeling … (SKNL)`."""
    first, at = place
    for last in range(at, min(at + 2 * _MOST_SMALL_WORDS, len(words))):
        if last > at and not words[last].tied:
            return None
        short = abbreviation_behind(text, words[last].end)
        if short:
            return last if spells(short, text[words[first].start : words[last].end]) else None
    return None


def named_at(text: str, start: int, end: int, kind: ProgrammeKind) -> Named | None:
    """The name ``text[start:end]``; None where it never is one."""
    name = " ".join(text[start:end].split())
    small = name.casefold()
    begun = small.startswith(tuple(listed("never", "beginnings")))
    if begun or small in listed("never", "names") or small.split(" ")[0] in listed("never", "first"):
        return None
    if text[end : end + 1] == "(" or len(name) < 3 or not any(c.isalpha() for c in name) or is_ministry(name):
        return None
    return Named(start, end, name, kind, abbreviation_behind(text, end))

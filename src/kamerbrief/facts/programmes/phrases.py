"""Programmes that a phrase tells: *‘Strategische agenda voor de binnenvaart’*, *VITA, een programma van*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kamerbrief.annotate.verbs import readings
from kamerbrief.contract import ProgrammeKind
from kamerbrief.facts.programmes.names import Named, named_at
from kamerbrief.facts.programmes.words import Cue, Word, cue_in, is_apposed, kinds, listed, words_in
from kamerbrief.lexicon import alternatives, load

_IN_QUOTES = re.compile(r"(?:[‘“\"«„]|(?<=\s)’)(?P<name>[A-ZÀ-Þ][^‘“\"«»„”\n()]{8,90})[’”\"»](?!\w)")
_MOST_WORDS = 12
_REACH = 60
#: Between a name and what it is said to be: `VITA, het landelijke programma voor`, `VITA (een project van`.
_IS_SAID = r"(?:,\s|\s\()(?:het|een|de)\s(?:\w{3,30}e?\s)?"
#: The name before that, and how long it can be.
_SAID_TO_BE = re.compile(r"[^\W\d_][\w+&-]{1,40}(?:\s[A-ZÀ-Þ][\w+&-]{1,40}){0,5}$")
_LONGEST = 260


def names_in_phrases(text: str, start: int, end: int) -> Iterator[Named]:
    """The names in ``text[start:end]`` that are quoted with their cue, or that an apposition calls a programme."""
    yield from _named_so(text, start, end)
    yield from _quoted(text, start, end)
    yield from _called(text, start, end)


def _named_so(text: str, start: int, end: int) -> Iterator[Named]:
    """What stands in quotes behind a cue and a word that names: `een pilot, genaamd ‘Warm Welkom’`."""
    for match in _naming().finditer(text, start, end):
        named = named_at(text, *match.span("name"), ProgrammeKind(kinds("cues")[match["cue"].casefold()]))
        if named:
            yield named


def _quoted(text: str, start: int, end: int) -> Iterator[Named]:
    """What stands in quotes with a cue in it, unless it is a report's title or something that is said."""
    for match in _IN_QUOTES.finditer(text, start, end):
        words = words_in(text, *match.span("name"))
        cues = [cue for word in words if (cue := cue_in(word.text, small=True)) and _tells(word, cue)]
        titled = _title_before().search(text, max(start, match.start() - _REACH), match.start())
        if not cues or titled or not 1 < len(words) <= _MOST_WORDS or words[0].text.casefold() in _openings():
            continue
        if any(one.finite for word in words for one in readings(word.text)):
            continue
        named = named_at(text, *match.span("name"), cues[0].kind)
        if named:
            yield named


def _tells(word: Word, cue: Cue) -> bool:
    """True for a cue that is a word by itself, begins with a capital, or has its own list: *werkagenda*."""
    return not cue.compound or word.capital or is_apposed(cue)


def _called(text: str, start: int, end: int) -> Iterator[Named]:
    """What an apposition behind it calls a programme; one ordinary word may be a place, and is left out."""
    for match in _apposition().finditer(text, start, end):
        name = _SAID_TO_BE.search(text[max(start, match.start() - _LONGEST) : match.start()])
        words = words_in(text, match.start() - len(name[0]), match.start()) if name else []
        first = next((at for at, word in enumerate(words) if word.capital and not _opens(word.text)), len(words))
        own = words[first:]
        if own and all(word.capital for word in own) and (len(own) > 1 or own[0].coined):
            kind = ProgrammeKind(kinds("cues")[match["cue"].casefold()])
            named = named_at(text, own[0].start, own[-1].end, kind)
            if named:
                yield replace(named, end=match.end("cue")) if len(own) == 1 else named


def _opens(word: str) -> bool:
    return word.casefold() in listed("inside", "openings")


@cache
def _openings() -> frozenset[str]:
    return listed("inside", "openings") | listed("quotes", "titles")


@cache
def _apposition() -> re.Pattern[str]:
    lists = load("programme_cues")["called"]
    return re.compile(rf"{_IS_SAID}(?P<cue>{alternatives(lists['cues'])})\s(?:{alternatives(lists['behind'])})\b")


@cache
def _naming() -> re.Pattern[str]:
    lists = load("programme_cues")["called"]
    words = alternatives(lists["naming"])
    return re.compile(
        rf"\b(?P<cue>{alternatives(lists['cues'])})(?:\s\w{{2,20}})?,?\s(?:{words})\s"
        r"(?:[‘“\"«„]|’(?=[A-ZÀ-Þ]))(?P<name>[^‘“\"«»„”\n()]{3,80})[’”\"»](?!\w)"
    )


@cache
def _title_before() -> re.Pattern[str]:
    """Words that make the quoted words behind them a title or a saying: `het rapport`, `met als titel`, `schrijft:`."""
    titles = alternatives(load("programme_cues")["quotes"]["titles"])
    return re.compile(rf"(?:\b(?:\w{{0,30}}(?:{titles}))(?:\s[^\s.;]{{1,30}}){{0,3}}\s|:\s?)$", re.IGNORECASE)

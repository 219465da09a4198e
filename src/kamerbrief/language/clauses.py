"""Which words of a sentence speak of which figure.

A Dutch sentence about money often holds more than one amount: *verhoogd met € 85 mln, waarvan € 24 mln incidenteel, en
€ 3 mln lager dan de raming van € 27 mln*. Each figure has the words before it (lead) and behind it (tail) up to where
the next statement begins; figures joined by *en* or a comma share what governs the first of them. The words that divide
are in ``lexicon/clauses.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Span
from kamerbrief.lexicon import alternatives, load

#: Words farther from a figure than this, in characters, say nothing of it.
REACH = 400

_STOP = r";|[.?!]\s+(?=[A-Z€])"
_FIGURE = re.compile(
    r"(?:[€$£]|\bEUR)\s?[0-9][0-9.,]*(?:\s?(?:miljoen|miljard|mln|mld|ton)\b)?"
    r"|[0-9][0-9.,]*\s?(?:miljoen|miljard|mln|mld|euro|procent|%)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around one figure, as stretches (start, end) of the text.

    ``lead`` stands between the figure and what comes before, ``tail`` between it and what comes behind. ``governing``
    is the lead of the first figure it is joined with (its own lead where it is joined with none) and ``closing`` the
    tail of the last. ``joined`` says that it shares its governing words with the figure before it.
    """

    governing: tuple[int, int]
    lead: tuple[int, int]
    figure: tuple[int, int]
    tail: tuple[int, int]
    closing: tuple[int, int]
    joined: bool = False


def clauses(text: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clause of each figure in the sentence ``text[start:end]``; ``figures`` are in order and do not overlap."""
    cuts = [_cut(text, left[1], right[0]) for left, right in pairwise(figures)]
    begins = [_lead_start(text, start, figures[0][0]), *(at for at, _ in cuts)] if figures else []
    ends = [*(at for at, _ in cuts), _tail_end(text, figures[-1][1], end)] if figures else []
    joined = [False, *(tied for _, tied in cuts)]
    found: list[Clause] = []
    governing = (0, 0)
    for place, figure in enumerate(figures):
        lead = (max(begins[place], figure[0] - REACH), figure[0])
        tail = (figure[1], min(_tail_end(text, figure[1], ends[place]), figure[1] + REACH))
        governing = governing if joined[place] else lead
        found.append(Clause(governing, lead, figure, tail, tail, joined[place]))
    return _with_closing(found)


def clause_at(analysis: Analysis, start: int, end: int) -> Span:
    """The clause of its sentence in which [start, end) stands, other figures of the sentence left out."""
    text, sentence = analysis.letter.text, analysis.sentence_at(start)
    first, last = max(sentence.start, start - REACH), min(sentence.end, end + REACH)
    others = [match.span() for match in _FIGURE.finditer(text, first, last)]
    before = [figure for figure in others if figure[1] <= start][-1:]
    behind = [figure for figure in others if figure[0] >= end][:1]
    clause = clauses(text, sentence.start, sentence.end, [*before, (start, end), *behind])[len(before)]
    return analysis.letter.span(clause.lead[0], clause.tail[1])


def before_comparison(text: str, start: int, end: int) -> int:
    """Where in ``text[start:end]`` a comparison begins (lager *dan* in 2022); ``end`` where there is none."""
    match = _words("comparisons").search(text, start, end)
    return match.start() if match else end


def _with_closing(found: list[Clause]) -> list[Clause]:
    closed: list[Clause] = []
    closing: tuple[int, int] | None = None
    for clause in reversed(found):
        closing = closing or clause.tail
        closed.append(Clause(clause.governing, clause.lead, clause.figure, clause.tail, closing, clause.joined))
        closing = closing if clause.joined else None
    return closed[::-1]


def _cut(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where between two figures the words of the second begin, and whether it is joined to the first."""
    start = max(start, end - 2 * REACH)
    brackets = [match.span() for match in _BRACKETS.finditer(text, start, end)]
    joint = _joint().search(text, max(start, end - 80), end)
    while joint and (_goes_on(text, joint.start()) or _governed(text, joint.start())):
        joint = _joint().search(text, joint.start() + 1, end)
    if joint and not _within(joint.start(), brackets):
        # What opens a list of its own is a statement of its own: *en in 2026 en 2027 met respectievelijk*.
        opens = _GOVERNED.search(text, joint.start(), end)
        return joint.start(), not (opens or any(_outside(_break(), text, start, joint.start(), brackets)))
    relative = _RELATIVE.match(text, start, end)
    if relative:
        return relative.end("clause"), False
    for pattern in (_STOPS, _hard(), _COMMA_JOIN, _words("joins"), _COMMA, _IN_WHAT, _words("prepositions")):
        places = [place for place in _outside(pattern, text, start, end, brackets) if not _governed(text, place)]
        if places:
            return places[-1 if pattern in (_STOPS, _words("joins")) else 0], False
    return start, False


#: What ends a statement whatever stands beside it: *ten laste van VWS; € 50 mln ten laste van BZ*.
_STOPS = re.compile(_STOP)
#: A relative clause right behind a figure is said of it, where the main clause goes on behind its comma: *van de € 10
#: mln die ik jaarlijks uittrek, gaat € 1 mln naar*.
_RELATIVE = re.compile(r",?\s(?P<clause>(?:die|dat)\s[^,;:()]+),\s(?:(?!die\s|dat\s|wa)[^\W\d]+\s){1,4}$")
#: What a figure is in belongs to it: *€ 80 mln wordt in acht jaarlijkse termijnen van € 10 mln afgelost*.
_IN_WHAT = re.compile(r"(?<!\w)in\s(?:[a-zà-ÿ]+\s){1,4}van\s(?:de\s)?$")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_COMMA_JOIN = re.compile(r",\s(?:en|of)(?!\w)")
_COMMA = re.compile(",")


#: Behind a preposition *respectievelijk* opens a list of figures and joins none: *met respectievelijk € 5 en € 6 mln*.
_GOVERNED = re.compile(r"(?<=met|van|tot)\srespectievelijk(?!\w)", re.IGNORECASE)


def _governed(text: str, place: int) -> bool:
    return _GOVERNED.match(text, place - 1) is not None


def _outside(
    pattern: re.Pattern[str], text: str, start: int, end: int, brackets: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """The places where the pattern is found outside whole pairs of brackets."""
    places = (match.start() for match in pattern.finditer(text, start, end))
    return (place for place in places if not _within(place, brackets) and not _goes_on(text, place))


_YEAR = r"(?:19|20)\d\d"
#: What goes on with a year and joins nothing: all years to come (*voor 2027 en verder € 5 miljoen*), and the next year
#: of several (*in 2017 en 2018, naar € 6 miljoen*), but not one with a figure of its own.
_WITH_A_YEAR = re.compile(
    rf"(?:(?<={_YEAR})|(?<={_YEAR}\s))(?:en\s(?:verder|later|volgende)(?!\w)"
    rf"|(?:,|en|of)\s{_YEAR}(?=\s*[,;)]|\s(?:en|of)\s{_YEAR}(?!\d)))"
)


def _goes_on(text: str, place: int) -> bool:
    return _WITH_A_YEAR.match(text, place) is not None


def _within(place: int, brackets: Sequence[tuple[int, int]]) -> bool:
    return any(opened <= place < closed for opened, closed in brackets)


def _lead_start(text: str, start: int, end: int) -> int:
    """Where the statement that leads up to a figure at ``end`` begins."""
    begin = max(start, end - REACH)
    for match in _break().finditer(text, begin, end):
        begin = match.start()
    return begin


def _tail_end(text: str, start: int, end: int) -> int:
    match = _break().search(text, start, min(end, start + REACH))
    return match.start() if match else end


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('clauses')[name])})(?!\w)", re.IGNORECASE)


@cache
def _break() -> re.Pattern[str]:
    starts = alternatives(load("clauses")["starts"])
    return re.compile(rf"{_STOP}|,?\s(?i:{starts})(?!\w)")


@cache
def _hard() -> re.Pattern[str]:
    lists = load("clauses")
    words = alternatives([*lists["starts"], *lists["parts"], *lists["comparisons"]])
    return re.compile(rf"{_STOP}|:|[()]|(?<!\w)(?i:{words})(?!\w)")


@cache
def _joint() -> re.Pattern[str]:
    """A comma or joining word with nothing but a few function words between it and the figure behind it."""
    lists = load("clauses")
    year = "(?:19|20)[0-9][0-9]"
    between = rf"(?i:{alternatives(lists['between'])})|{year}(?:\s?[-–]\s?[0-9]{{4}}|(?:(?:,|\sen)\s{year})+)?"
    return re.compile(rf"(?:,|(?<!\w),?(?i:{alternatives(lists['joins'])}))\s+(?:(?:{between})[,:]?\s+){{0,5}}$")

"""The grammar of time: what leads up to a time, the time itself, its year, and stretches from one time to another.

    time    = [lead] core [year] [tail]  |  [lead] core [year] to core [year]
    lead    = [relation] {article | part | this, next, last | weekday | period of}
    core    = one of the rules of RULES, by the token with which it begins

Every rule is asked at a place and answers with what it found and the place behind it, or None. No rule looks further
than a fixed number of tokens, so the time grows with the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kamerbrief.annotate.time.calendar import Between, Counted, Open, Part, WeekOf, When, Yearly
from kamerbrief.annotate.time.core import Core
from kamerbrief.annotate.time.cores import RULES
from kamerbrief.annotate.time.model import Kind, Time
from kamerbrief.annotate.time.tokens import Lead, Tokens
from kamerbrief.annotate.time.words import JOINING, has_time, month_day, tokens_of
from kamerbrief.lexicon import load

#: Relations with which a stretch from one time to another may begin.
_OPENING = ("", "at", "about", "from")
_BARE_YEARS = (Kind.YEAR, Kind.SCHOOL_YEAR)


def find_times(text: str, start: int = 0, end: int | None = None) -> Iterator[Time]:
    """The times in ``text[start:end]``, in order; offsets are those of ``text``."""
    end = len(text) if end is None else end
    if not has_time(text, start, end):
        return
    tokens = Tokens(list(tokens_of(text, start, end)))
    for place, behind in _runs(tokens):
        while place < behind:
            found = _time(tokens, place)
            if found is None:
                place += 1
            else:
                yield found[0]
                place = found[1]


def _runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Tokens that stand together, where one of them is more than a joining word: all others hold no time."""
    begin, telling = 0, False
    for place, token in enumerate(tokens.listed):
        if not token.glued:
            if telling:
                yield begin, place
            begin, telling = place, False
        telling = telling or not JOINING.issuperset(token.senses)
    if telling:
        yield begin, len(tokens.listed)


def _time(tokens: Tokens, place: int) -> tuple[Time, int] | None:
    """The time that begins at a place with what leads up to it."""
    lead = Lead(begin=place, place=place)
    while lead.place < len(tokens.listed):
        core = _core(tokens, lead)
        if core is not None:
            return _whole(tokens, lead, core)
        if not lead.takes(tokens, lead.place):
            return None
    return None


def _core(tokens: Tokens, lead: Lead) -> Core | None:
    """The time itself behind its lead, by the first rule that fits."""
    token = tokens.listed[lead.place]
    if lead.seen and not token.glued:
        return None
    return next((core for sense, rule in RULES if sense in token.senses if (core := rule(tokens, lead))), None)


def _whole(tokens: Tokens, lead: Lead, first: Core) -> tuple[Time, int]:
    """A time with its relation, or the stretch that goes on to another."""
    first = _around(lead, _in_part(lead, first))
    when: When
    last = _last(tokens, lead, first)
    start = tokens.listed[_begin(lead, first, spans=last is not None)].start
    if last is not None:
        when = Between(first.when, last.when, short=last.short)  # type: ignore[arg-type]
        opens = lead.relation in ("at", "from") or lead.of_years or (last.either and _relation(lead, first) == "at")
        relation = "at" if opens else ""
        place, kind = last.place, Kind.SPAN
    else:
        when, relation = first.when, _relation(lead, first)
        place, kind = first.place, first.kind
    return Time(
        start=start,
        end=tokens.end(place),
        kind=kind,
        when=when,
        relation=relation,
        lead=lead.words,
        introduced=lead.introduced or first.onwards,
        which=lead.which,
        part=lead.part,
        onwards=first.onwards,
        at=tokens.listed[lead.place].start,
        members=() if last else first.members,
    ), place


def _begin(lead: Lead, core: Core, *, spans: bool) -> int:
    """The place where the words of a time begin: *van* leads up to years and to stretches only."""
    if core.kind in (Kind.VAGUE, Kind.RECURRING):
        return lead.place
    years = isinstance(core.when, Yearly) and core.when.year.stated and core.kind in (*_BARE_YEARS, Kind.SPAN, Kind.DAY)
    return lead.begin + (lead.seen[:1] == ["of_years"] and not years and not spans)


def _in_part(lead: Lead, core: Core) -> Core:
    """The begin, middle or end of a time, where its lead says so."""
    if not lead.part or (not isinstance(core.when, Yearly | WeekOf) and core.kind is Kind.DAY):
        return core
    if isinstance(core.when, Counted | Open | Between | Part):
        return core
    rule = load("dates")["parts"][lead.part]
    first, last = (month_day(words) for words in rule["year"])
    return replace(core, when=Part(core.when, (first, last), int(rule["third"])))


def _around(lead: Lead, core: Core) -> Core:
    """*Rond de jaarwisseling* is no day but a stretch about it."""
    rule = load("dates")["around"]
    if core.kind is not Kind.MOMENT or lead.words not in rule["words"]:
        return core
    moment = core.when
    return replace(core, when=moment.widened(rule["days"])) if isinstance(moment, Yearly) and moment.single else core


@dataclass(frozen=True, slots=True)
class _Last:
    when: When
    place: int
    short: bool
    either: bool


def _last(tokens: Tokens, lead: Lead, first: Core) -> _Last | None:
    """The time up to which a stretch goes on (*tussen … en …* is one only so), or another that may be meant."""
    opens = lead.relation in _OPENING or lead.of_years
    if not opens or not first.joins:
        return None
    either = tokens.at(first.place, "and") and tokens.listed[first.place].text in load("dates")["joins"]["either"]
    if not either and not tokens.at(first.place, "and" if lead.between else "to"):
        return None
    word = tokens.listed[first.place].text
    behind = Lead(begin=first.place + 1, place=first.place + 1)
    while behind.place < len(tokens.listed) and tokens.listed[behind.place].glued:
        core = _core(tokens, behind)
        if core is not None:
            core = _in_part(behind, core)
            whole = first.kind in _BARE_YEARS and core.kind in _BARE_YEARS and not (lead.part or behind.part)
            short = word == "tot" and not isinstance(core.when, Part)
            if either and core.kind is Kind.DAY:
                return None
            return None if whole or not core.joins else _Last(core.when, core.place, short, either)
        if behind.relation or not behind.takes(tokens, behind.place) or behind.relation or behind.of_years:
            return None
    return None


def _relation(lead: Lead, core: Core) -> str:
    """What the words before a time make of it.

    *Voor 2026* says what money or a plan is for, so a bare year is never *before*; *voor eind 2026* leaves all of 2026,
    for only before a beginning does *voor* end on the day before.
    """
    if core.relation or (lead.which == "back" and lead.relation not in ("from", "since")):
        return core.relation
    if core.onwards and lead.relation == "at":
        return "from"
    if isinstance(core.when, Counted):
        return "after" if lead.relation == "after" else "at"
    if lead.relation == "before":
        years = core.kind in (*_BARE_YEARS, Kind.SPAN)
        if years and not lead.part and not lead.which and lead.words in load("dates")["years"]["spent"]:
            return ""
        return "by" if lead.part in ("middle", "end") else "before"
    if not lead.relation:
        return "at" if lead.part or lead.which in ("this", "ahead") else ""
    return _plainly(lead, core)


def _plainly(lead: Lead, core: Core) -> str:
    """The relation of a lead where it depends on what follows whether it has one."""
    match lead.relation:
        case "until":
            return "by" if lead.part else "until"
        case "still":
            return "" if core.kind is Kind.DAY else "by"
        case "about":
            return "at" if lead.part else ""
        case "at" if core.kind is Kind.BUDGET:
            return "at" if lead.words in load("dates")["at_budget"]["words"] else ""
    return lead.relation

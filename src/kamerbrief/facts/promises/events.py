"""Times that are named by what happens then: *vóór de inwerkingtreding van de wet op 1 juli 2025*.

The day is that of the event, and the promise is due before it. A letter that has dated an event once may name it again
without its day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kamerbrief.annotate import annotate
from kamerbrief.annotate.time import TimeExpression, number_of, stated_times
from kamerbrief.annotate.time.calendar import ONE_DAY, later
from kamerbrief.lexicon import alternatives, keyed, load

#: An event by its name and the noun that it is of, both in small letters (no noun: empty).
Key = tuple[str, str]
#: So many characters before a time may name what happens then.
_REACH = 120
_TAKES_EFFECT = keyed(
    r"(?<!\w)(?:treedt\s(?:de|het|deze|dit)\s(?P<inverted>[\w-]+)|(?:de|het|deze|dit)\s(?P<of>[\w-]+)\streedt)\s$",
    ["treedt"],
)
_IN_EFFECT = re.compile(r"\sin\swerking(?!\w)")


@dataclass(frozen=True, slots=True)
class Event:
    """An event that [start, end) of a text names, and what the words before it make of its day.

    ``shift`` are so many days and months before it (*uiterlijk twee weken voor het debat*).
    """

    start: int
    end: int
    key: Key
    relation: str
    shift: tuple[int, int] = (0, 0)

    def due(self, text: str, end: int, days: TimeExpression, today: datetime.date | None) -> TimeExpression | None:
        """The time that it leaves, whose words end at ``end``, where the event falls in ``days``."""
        first, last = days.first, days.last
        if first is None or last is None:
            return None
        match self.relation:
            case "before":
                before = later(first, days=-self.shift[0], months=-self.shift[1])
                ends = before if self.shift != (0, 0) else first - ONE_DAY
                first, last = (today if today and ends and today <= ends else None), ends
            case "after":
                first, last = last + ONE_DAY, None
            case "from":
                last = None
        return TimeExpression(self.start, end, text[self.start : end], self.relation, first, last)


@cache
def _named() -> re.Pattern[str]:
    words = load("dates")
    listed = words["events"]["relations"]
    relations = alternatives([word for phrases in listed.values() for word in phrases])
    units = alternatives([*words["units"]["days"], *words["units"]["months"]])
    number = alternatives(words["numbers"]["words"])
    names = list(words["events"]["names"])
    return keyed(
        rf"(?<!\w)(?:(?:uiterlijk\s)?(?P<count>\d{{1,2}}|{number})\s(?P<unit>{units})\s)?(?P<relation>{relations})\s"
        rf"(?:(?:de|het|een|deze|dit|uw)\s)?(?:[a-zé-]+(?:de|se|ke)\s)?(?P<name>{alternatives(names)})(?!\w)"
        r"(?:\svan\s(?:(?:de|het|een|deze|dit|mijn|onze|uw)\s)?(?P<of>[^\W\d_][\w-]*))?",
        names,
    )


def _events(text: str, start: int = 0, end: int | None = None) -> Iterator[Event]:
    words = load("dates")
    for match in _named().finditer(text, start, len(text) if end is None else end):
        said = match["relation"].lower()
        relation = next(name for name, listed in words["events"]["relations"].items() if said in listed)
        shift = (0, 0)
        if match["count"] and relation == "before":
            count, unit = number_of(match["count"].lower()) or 0, match["unit"].lower()
            months = count * words["units"]["months"].get(unit, 0)
            shift = (0, months) if months else (round(count * words["units"]["days"][unit]), 0)
        yield Event(match.start(), match.end(), (match["name"].lower(), (match["of"] or "").lower()), relation, shift)


def of_event(text: str, time: TimeExpression, today: datetime.date | None) -> TimeExpression:
    """The time that an event leaves where ``time`` is the day of one that is named right before it; else ``time``."""
    event = _right_before(text, time)
    return (event and event.due(text, time.end, time, today)) or time


def _right_before(text: str, time: TimeExpression) -> Event | None:
    """The event that a time is the day of: no verb stands between them, and no stop."""
    for event in _events(text, max(0, time.start - _REACH), time.start):
        between = text[event.end : time.start]
        verbs = (verb.start for clause in annotate(text) for verb in clause.group.verbs)
        if not re.search(r"[,;:.()]", between) and not any(event.end <= verb < time.start for verb in verbs):
            return event
    return None


def dated_events(sentences: Iterable[str], today: datetime.date | None) -> Mapping[Key, TimeExpression]:
    """The events that a letter dates, with the days of each; none that it dates in two ways."""
    found: dict[Key, set[TimeExpression]] = {}
    for text in sentences:
        for key, time in _dated(text, today):
            bare = replace(time, start=0, end=0, text="", relation="", loose=False)
            found.setdefault(key, set()).add(bare)
    return {key: times.pop() for key, times in found.items() if len(times) == 1}


def _dated(text: str, today: datetime.date | None) -> Iterator[tuple[Key, TimeExpression]]:
    for time in stated_times(text, today) if _may_date(text) else ():
        event = _right_before(text, time)
        if event:
            yield event.key, time
        effect = _TAKES_EFFECT.search(text[max(0, time.start - _REACH) : time.start])
        if effect and _IN_EFFECT.match(text, time.end):
            yield ("inwerkingtreding", (effect["of"] or effect["inverted"]).lower()), time


def _may_date(text: str) -> bool:
    return "treedt" in text or next(_events(text), None) is not None


def is_of(due: TimeExpression, dated: Mapping[Key, TimeExpression]) -> bool:
    """Whether a time is plainly the day of an event of the letter."""
    plain = due.relation not in ("before", "by", "until", "after")
    return plain and any((time.first, time.last) == (due.first, due.last) for time in dated.values())


def due_by_event(text: str, dated: Mapping[Key, TimeExpression], today: datetime.date | None) -> TimeExpression | None:
    """When a sentence without a time is due that names an event which the letter dates elsewhere."""
    for event in _events(text) if dated else ():
        name, of = event.key
        days = [time for key, time in dated.items() if key == event.key or (not of and key[0] == name)]
        if len(days) == 1:
            return event.due(text, event.end, days[0], today)
    return None

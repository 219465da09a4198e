"""A time that a letter names: its words, what kind it is, and the days it stands for against the letter's own day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kamerbrief.annotate.time.calendar import (
    ONE_DAY,
    Between,
    Counted,
    Date,
    Lean,
    Open,
    When,
    Yearly,
    before,
    later,
    settled,
)

#: The first and the last day, both included, None where open.
Days = tuple[Date | None, Date | None]


#: Which year a relation lets a time be of, where its words do not say.
_LEANS: dict[str, Lean] = {"before": "ahead", "since": "back"}


class Kind(StrEnum):
    """What sort of time it is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    MOMENT = "moment"
    BUDGET = "budget moment"
    YEAR = "year"
    SCHOOL_YEAR = "school year"
    SPAN = "span"
    RELATIVE = "relative"
    RECURRING = "recurring"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Time:
    """The words at [start, end) that say when.

    ``relation`` is what the word before it makes of it: before, by, until, after, from, since, at, soon or every (see
    ``lexicon/dates.toml``), empty where no word does; ``lead`` is that word, and ``introduced`` says that anything
    leads up to it (*de periode*, *tussen*). ``which`` is this, ahead or back, ``part`` begin, middle or end;
    ``onwards`` says that all years behind it are meant too; ``members`` are the years that a list names one by one.
    ``at`` is where the words of the time itself begin.
    """

    start: int
    end: int
    kind: Kind
    when: When
    relation: str = ""
    lead: str = ""
    introduced: bool = False
    which: str = ""
    part: str = ""
    onwards: bool = False
    at: int = 0
    members: tuple[int, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the words say of which year it is, if only against the letter's own."""
        return settled(self.when)

    @property
    def of_days(self) -> bool:
        """Whether it is a stretch from one day to another."""
        if not isinstance(self.when, Between):
            return False
        return all(isinstance(one, Yearly) and one.single for one in (self.when.first, self.when.last))

    @property
    def years(self) -> int | None:
        """How many whole years it counts (*de komende vier jaar*)."""
        return self.when.years if isinstance(self.when, Counted) else None

    def days(self, today: Date | None) -> Days:
        """The days of the time itself, whatever leads up to it."""
        return self.when.days(today, _LEANS.get(self.relation, "")) or (None, None)

    def stated(self, today: Date | None) -> Days:
        """The days that the words leave: what is due *by* a time may come from the letter's own day on."""
        first, last = self.days(today)
        if isinstance(self.when, Counted | Open):
            return (last, None) if self.relation == "after" else self._counted(today, last)
        if first is None or last is None:
            return None, None
        start = today if today and today <= last else None
        match self.relation:
            case "before":
                return (start if start and start < first else None), first - ONE_DAY
            case "by":
                return start, last
            case "until":
                until = before((first, last))
                return (start if start and start <= until else None), until
            case "after":
                return later(last, days=1), None
            case "from" | "since":
                return first, None
        return first, last

    def _counted(self, today: Date | None, last: Date | None) -> Days:
        """From the letter's day; of what is vague without an end."""
        return (today, None) if isinstance(self.when, Open) else (self.days(today)[0], last)

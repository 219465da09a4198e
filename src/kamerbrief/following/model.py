"""What of one letter can be linked, as plain data that the index keeps."""

from __future__ import annotations

import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from kamerbrief.contract.identity import slug
from kamerbrief.language.ministries import line_of
from kamerbrief.letter import Evidence

#: How the keys begin of which two letters must share several.
WORD, SEVERAL = "word ", 2
#: Shortest word of these, and how many a letter has.
_LONG, _WORDS = 7, 40


def one_ministry(one: Summary, other: Summary) -> bool:
    """Whether one ministry signs two letters, or one that went on with the work of the other's."""
    return not line_of(one.ministries).isdisjoint(line_of(other.ministries))


def may_relate(keys: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two letters are compared: they share a key, or several of their words."""
    both = keys & others
    return sum(not key.startswith(WORD) for key in both) > 0 or len(both) >= SEVERAL


class Stretch(BaseModel):
    """Words of a letter and where they stand; the fact that they are, where they are one."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    text: str
    block: str
    page: int | None = None
    fact: str | None = None

    def evidence(self) -> Evidence:
        """The words as evidence of their letter."""
        return Evidence(start=self.start, end=self.end, text=self.text, block=self.block, page=self.page)


class Cite(BaseModel):
    """Words that point at a letter, by number, by the sender's reference or by day."""

    model_config = ConfigDict(frozen=True)

    words: Stretch
    number: str = ""
    reference: str = ""
    day: datetime.date | None = None
    #: The first day of a month of which a letter is meant, and what it is called: *het stappenplan van april*.
    month: datetime.date | None = None
    name: str = ""
    #: The first and last day of a time in which a letter was sent: *mijn brief van dit voorjaar*.
    period: tuple[datetime.date, datetime.date] | None = None
    #: Which of several it is: *previous* for the last one before, else what the letter says: *eerste*, *tweede*.
    which: str = ""


class Passage(BaseModel):
    """A sentence: its stems, the classes of the verbs that it asserts, and what it says of itself."""

    model_config = ConfigDict(frozen=True)

    words: Stretch
    stems: tuple[str, ...]
    around: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    delivered: bool = False
    done: bool = False
    promised: bool = False
    told: bool = False
    earlier: bool = False
    open: bool = False
    moved: bool = False
    answered: bool = False
    replaced: bool = False
    settled: bool = False
    wrote: bool = False
    #: Whether it is about what the sentence before names (*Die brief*), and tells what was found (*blijkt*).
    refers: bool = False
    finds: bool = False
    #: Whether its main clause is denied or put off.
    denied: bool = False
    #: The names of bodies and places in it, and whether it says that it is about another thing, or only of a beginning.
    names: tuple[str, ...] = ()
    other: bool = False
    begun: bool = False
    #: Which section of the letter it stands in, by the headings before it.
    section: int = 0
    #: The kinds of what it speaks of that may be promised and delivered, by their places in the list.
    kinds: tuple[int, ...] = ()
    cases: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    #: First and last day of each time that is over by the day of the letter.
    days: tuple[tuple[datetime.date, datetime.date], ...] = ()


class Promise(BaseModel):
    """A commitment, with the place of its sentence among the passages; or a sentence that only may be one."""

    model_config = ConfigDict(frozen=True)

    words: Stretch
    passage: int
    stems: tuple[str, ...]
    around: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    due: str | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None
    kind: str = "act"
    repeats: bool = False
    conditional: bool = False
    #: Whether it is about what the sentence before names, and whether something is to be found out.
    refers: bool = False
    inquires: bool = False
    #: Whether it is about a sum.
    of_money: bool = False
    likely: bool = False
    #: Of what is only likely: it names no day and tells nobody anything, but something comes to be.
    becomes: bool = False


class Money(BaseModel):
    """An amount with what it is for."""

    model_config = ConfigDict(frozen=True)

    words: Stretch
    passage: int
    stems: tuple[str, ...]
    around: tuple[str, ...]
    value: Decimal
    unit: Decimal
    currency: str
    movement: str
    from_year: int | None
    until_year: int | None
    programmes: tuple[str, ...]
    total: bool
    part: bool
    asserted: bool
    per: str | None
    table: bool = False
    yearly: bool = False
    #: Sums that are named just before it, which it may take the place of; years that are named there, and those of
    #: them that money comes from.
    before: tuple[Decimal, ...] = ()
    told_years: tuple[int, ...] = ()
    from_years: tuple[int, ...] = ()


class Advice(BaseModel):
    """A recommendation, with the place of its sentence among the passages; -1 where it is in none."""

    model_config = ConfigDict(frozen=True)

    words: Stretch
    passage: int
    stems: tuple[str, ...]
    around: tuple[str, ...] = ()
    refers: bool = False
    number: str | None
    report: str | None
    author: str | None
    stance: str


class Summary(BaseModel):
    """What lists of promises need of one letter."""

    model_config = ConfigDict(frozen=True)

    letter: str
    date: datetime.date | None
    title: str
    ministries: tuple[str, ...]
    dossiers: tuple[str, ...]
    promises: tuple[Promise, ...]

    @property
    def order(self) -> tuple[str, str]:
        """Its place in time; letters of one day by their ids."""
        return (self.date.isoformat() if self.date else "", self.letter)


class Digest(Summary):
    """What of one letter can be linked."""

    number: str
    subject: Stretch | None
    reference: str | None
    numbers: tuple[str, ...]
    topic: tuple[str, ...]
    #: The words that it says most often of those that few letters say: what it is about where no number tells.
    subjects: tuple[str, ...] = ()
    #: The names of programmes, schemes and reports in it.
    things: tuple[str, ...] = ()
    often: dict[str, int]
    programmes: tuple[str, ...]
    cites: tuple[Cite, ...]
    matters: tuple[Cite, ...]
    passages: tuple[Passage, ...]
    likely: tuple[Promise, ...] = ()
    money: tuple[Money, ...]
    advice: tuple[Advice, ...]

    def summary(self) -> Summary:
        """The part of it that lists of promises need."""
        names = Summary.model_fields
        return Summary(**{name: getattr(self, name) for name in names})

    def keys(self) -> frozenset[str]:
        """By which the letter is found: two letters that share none are never compared."""
        found = {f"dossier {name}" for name in self.dossiers} | {f"letter {name}" for name in self.numbers}
        found |= {f"letter {one.number}" for one in self.cites if one.number}
        found |= {f"kenmerk {one.reference}" for one in self.cites if one.reference}
        found |= {f"kenmerk {self.reference}"} if self.reference else set()
        found |= {f"matter {one.number}" for one in self.matters}
        found |= {f"case {case}" for one in self.passages for case in one.cases}
        found |= {f"report {slug(one.report)}" for one in self.advice if one.report}
        ministries = sorted(line_of(self.ministries)) or ("",)
        if self.date:
            days = {one.day for one in self.cites if one.day} | {self.date}
            found |= {f"day {ministry} {day}" for ministry in ministries for day in days}
        found |= {f"programme {ministry} {name}" for ministry in ministries for name in self.programmes}
        found |= {f"thing {ministry} {name}" for ministry in ministries for name in self.things}
        return frozenset(found) | {f"{WORD}{word}" for word in self.subjects}

    def vocabulary(self) -> set[str]:
        """Every stem of what can be linked."""
        told: list[Passage | Promise | Money] = [*self.passages, *self.promises, *self.likely, *self.money]
        found = {word for one in told for word in (*one.stems, *one.around)}
        return found | {word for one in self.advice for word in one.stems}

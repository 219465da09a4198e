"""What of the Tweede Kamer's own register belongs to the letters of a store, fetched into the store.

Every question to the register has a cursor of its own, which is written with what came before it, so whenever it is
killed the next run goes on where it was. A record that cannot be understood is told in a line and passed; a question
that the server refuses stops no other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kamerbrief.contract.register import MotionOutcome, Register, RegisterMotion, RegisterPromise, RegisterStatus
from kamerbrief.errors import SourceError
from kamerbrief.following.index import Links
from kamerbrief.register_store import read_register, write_register
from kamerbrief.sources.catalogue import REGISTER
from kamerbrief.sources.http import Web
from kamerbrief.sources.odata import NO_MOMENT, changed, moment, pages
from kamerbrief.sources.register import MOTIONS, PROMISES, READERS, Question, Wanted, key_of_ministry, questions
from kamerbrief.store import Store

#: Of what is done the register is not asked again by number.
_OPEN = frozenset({RegisterStatus.OPEN, RegisterStatus.PARTLY, RegisterStatus.UNKNOWN})
_UNDECIDED = frozenset({MotionOutcome.UNDECIDED, MotionOutcome.HELD})

#: The cursor of a question that nothing answers yet.
_NEVER = "1900-01-01"
#: After so many pages the register is written, which costs as much as it is long.
_PAGES = 20
#: In files of this version a cursor may have passed records, and what was not asked may be noted as there.
_UNSURE = "1.0"

Record = RegisterPromise | RegisterMotion


@dataclass(slots=True)
class Fetched:
    """What a run brought: numbers of what is new, changed and gone, and what was wrong, a line each."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    promises: int = 0
    motions: int = 0


def wanted_of(links: Links, known: Register) -> Wanted:
    """What of the register belongs to the letters of a store: all of it, but for numbers of what is done."""
    first: dict[str, datetime.date] = {}
    with links.summaries() as letters:
        for letter in letters:
            for ministry in letter.ministries if letter.date else ():
                first[ministry] = min(letter.date or datetime.date.max, first.get(ministry, datetime.date.max))
    done = {one.number for one in known.promises if one.status not in _OPEN}
    done |= {one.name for one in known.motions if one.outcome not in _UNDECIDED}
    return Wanted(
        # What was promised in the year before a ministry's first letter may still come back in it.
        ministries={name: datetime.date(max(day.year - 1, 1), 1, 1) for name, day in first.items()},
        dossiers=links.named("dossier"),
        promises=set(links.named("case")) - done,
        motions=set(links.named("matter")) - done,
    )


def fetch_register(web: Web, store: Store, progress: Callable[[str], object] | None = None) -> Fetched:
    """Brings the register of a store up to date. To be called in a run of the store.

    Raises SourceError when the server cannot be asked (what came before is written), StoreError and OSError when the
    store cannot be used.
    """
    links = Links(store)
    links.refresh()
    desk = _Desk(store, read_register(store.root) or Register())
    wanted = wanted_of(links, desk.register)
    try:
        for question in questions(wanted):
            if progress is not None:
                progress(question.key or question.list_name)
            try:
                desk.ask(web, question)
            except SourceError as error:
                if error.passing:
                    raise
                desk.problems.append(f"{REGISTER}: {question.key or 'by number'}: {error}")
    finally:
        desk.cover(wanted.ministries)
        desk.keep()
    return desk.brought()


class _Desk:
    """The register of a store while it is brought up to date."""

    def __init__(self, store: Store, register: Register) -> None:
        self._store = store
        self.register = register
        self.known: dict[str, dict[str, Record]] = {
            PROMISES: {one.id: one for one in register.promises},
            MOTIONS: {one.id: one for one in register.motions},
        }
        self._before = {name: dict(known) for name, known in self.known.items()}
        self.problems: list[str] = []
        self._dirty, self._pages, self._ended = False, 0, set[str]()
        if register.version == _UNSURE:
            register.cursors, register.covers = dict.fromkeys(register.cursors, _NEVER), {}
        self._newest = max(register.cursors.values(), key=moment, default="")

    def ask(self, web: Web, question: Question) -> None:
        """Asks one question, and keeps the answer page by page."""
        stamp = self.register.cursors.get(question.key)
        reached = stamp
        for page in pages(
            web, question.list_name, question.filter(stamp), select=question.select, expand=question.expand
        ):
            for record in page:
                self._take(question, record)
            stamps = [at for one in page if isinstance(one, dict) and moment(at := changed(one)) != NO_MOMENT]
            if passed := _passed(stamps, reached):
                self._move(question, passed)
            reached = max([*stamps, reached or ""], key=moment) or None
            self._pages += 1
            if self._pages % _PAGES == 0:
                self.keep()
        self._move(question, reached or _NEVER)
        self._newest = max(self._newest, reached or "", key=moment)
        self._ended.add(question.key)

    def cover(self, ministries: Mapping[str, datetime.date]) -> None:
        """Notes of which ministries all promises are there, from which day on, and up to which.

        The last day is that of the newest stamp, no clock's: equal answers make equal files.
        """
        covers, until = dict[str, datetime.date](), dict[str, datetime.date]()
        for name, day in ministries.items():
            last = self.register.until.get(name, datetime.date.min)
            if key_of_ministry(name, day) in self._ended:
                covers[name], until[name] = day, max(last, moment(self._newest)[0].date())
            elif name in self.register.covers:
                covers[name], until[name] = self.register.covers[name], last
        self._dirty |= (covers, until) != (self.register.covers, self.register.until)
        self.register.covers, self.register.until = covers, until

    def brought(self) -> Fetched:
        """What is another one than in the register as it was read."""
        found = Fetched(problems=self.problems, promises=len(self.known[PROMISES]), motions=len(self.known[MOTIONS]))
        for name, known in self.known.items():
            before = self._before[name]
            found.new += sorted(one.number for key, one in known.items() if key not in before)
            found.changed += sorted(one.number for key, one in known.items() if before.get(key, one) != one)
            found.gone += sorted(one.number for key, one in before.items() if key not in known)
        return found

    def keep(self) -> None:
        """Writes the register with its cursors, where it is another one now."""
        if not self._dirty:
            return
        self.register.promises = [one for one in self.known[PROMISES].values() if isinstance(one, RegisterPromise)]
        self.register.motions = [one for one in self.known[MOTIONS].values() if isinstance(one, RegisterMotion)]
        with self._store.writing():
            write_register(self._store.root, self.register)
        self._dirty = False

    def _move(self, question: Question, stamp: str) -> None:
        before = self.register.cursors.get(question.key)
        if question.key and (before is None or moment(stamp) > moment(before)):
            self.register.cursors[question.key] = stamp
            self._dirty = True

    def _take(self, question: Question, record: object) -> None:
        """Puts one record in; what is wrong with it becomes a line."""
        known = self.known[question.list_name]
        try:
            if not isinstance(record, dict):
                raise SourceError("a record that is none")
            guid = str(record.get("Id", "")).lower()
            if record.get("Verwijderd") is True:
                self._dirty |= known.pop(guid, None) is not None
                return
            read = READERS[question.list_name](record)
        except (SourceError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
            said = str(error) if isinstance(error, SourceError) else f"a record that is wrong: {type(error).__name__}"
            self.problems.append(f"{REGISTER}: {said}; passed over")
            return
        before = known.get(read.id)
        if isinstance(read, RegisterPromise):
            held = before.dossiers if isinstance(before, RegisterPromise) else []
            read.dossiers = sorted({*held, *([question.dossier] if question.dossier else [])})
        self._dirty |= before != read
        known[read.id] = read


def _passed(stamps: Sequence[str], reached: str | None) -> str | None:
    """Up to when all is there behind a page: others of a later page may have changed at the last moment of this one."""
    last = max(map(moment, stamps), default=NO_MOMENT)
    return max((at for at in (*stamps, reached or "") if moment(at) < last), key=moment, default=None) or None


def told(fetched: Fetched) -> Iterable[str]:
    """What a run brought, in lines."""
    yield (
        f"register: {len(fetched.new)} new, {len(fetched.changed)} changed, {len(fetched.gone)} gone; "
        f"{fetched.promises} promises, {fetched.motions} motions"
    )
    yield from fetched.problems

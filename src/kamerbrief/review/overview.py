"""The letters of a store for the overview: what each is about, what is open in it, and sums over those shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from kamerbrief.contract import CheckStatus, Extraction
from kamerbrief.store import CANDIDATE, PUBLISHED, Store, read_extraction
from kamerbrief.views.words import money_per_programme


@dataclass(frozen=True, slots=True)
class Row:
    """One letter: what the overview shows of it, and the text in which a search looks."""

    letter: str
    title: str
    date: str
    ministries: tuple[str, ...]
    amounts: int
    recommendations: int
    commitments: int
    broken_checks: int
    waits: bool
    searched: str = field(repr=False)
    per_programme: tuple[tuple[str, Decimal], ...] = field(repr=False)
    per_ministry: tuple[tuple[str, Decimal], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a person looks for; empty means everything. Dates are ISO 8601."""

    words: str = ""
    ministry: str = ""
    since: str = ""
    until: str = ""
    broken: bool = False
    waits: bool = False

    def takes(self, row: Row) -> bool:
        """True for a letter that meets every condition."""
        return (
            all(word in row.searched for word in self.words.casefold().split())
            and (not self.ministry or self.ministry in row.ministries)
            and (not self.since or row.date >= self.since)
            and (not self.until or (bool(row.date) and row.date <= self.until))
            and (not self.broken or row.broken_checks > 0)
            and (not self.waits or row.waits)
        )


class Overview:
    """The rows of all letters; a letter is read again only when its published file changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[tuple[int, int], Row]] = {}

    def rows(self) -> list[Row]:
        """Every letter that can be read, the latest first."""
        rows = []
        for letter in self._store.letters():
            with self._store.tolerating():
                rows.append(self._row(letter))
        return sorted(rows, key=lambda row: (row.date, row.letter), reverse=True)

    def _row(self, letter: str) -> Row:
        folder = self._store.folder(letter)
        waits = (folder / CANDIDATE).exists()
        stamp = _stamp(folder / PUBLISHED)
        known = self._known.get(letter)
        if known is None or known[0] != stamp or known[1].waits != waits:
            known = stamp, row_of(letter, read_extraction(folder / PUBLISHED), waits)
            self._known[letter] = known
        return known[1]


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def row_of(letter: str, x: Extraction, waits: bool) -> Row:
    """What the overview needs of one extraction."""
    title = x.letter.subject or x.letter.title or x.letter.source.filename
    ministries = _ministries(x)
    return Row(
        letter=letter,
        title=title,
        date=x.letter.date.isoformat() if x.letter.date else "",
        ministries=ministries,
        amounts=len(x.amounts),
        recommendations=len(x.recommendations),
        commitments=len(x.commitments),
        broken_checks=sum(check.status is CheckStatus.INCONSISTENT for check in x.checks),
        waits=waits,
        searched=" ".join([letter, title, *(p.name for p in x.programmes), x.text]).casefold(),
        per_programme=tuple(money_per_programme(x)),
        per_ministry=tuple(_money_per_ministry(x).items()),
    )


def _ministries(x: Extraction) -> tuple[str, ...]:
    """The ministries of those who sign, else the one that the letterhead names."""
    signing = tuple(dict.fromkeys(sender.ministry for sender in x.letter.senders if sender.ministry))
    return signing or ((x.letter.ministry,) if x.letter.ministry else ())


def _money_per_ministry(x: Extraction) -> dict[str, Decimal]:
    """Euros by the ministries that pay, or else that send the letter; the same amounts as count per programme."""
    senders = " ".join(_ministries(x))
    sums: dict[str, Decimal] = {}
    for amount in x.amounts:
        name = ", ".join(amount.budget_holders) or senders
        if amount.programmes and amount.counts and amount.value and name:
            sums[name] = sums.get(name, Decimal(0)) + amount.value
    return sums


def added_up(parts: Iterable[tuple[tuple[str, Decimal], ...]]) -> list[tuple[str, Decimal]]:
    """Sums by name over several letters, the largest first."""
    sums: dict[str, Decimal] = {}
    for pairs in parts:
        for name, value in pairs:
            sums[name] = sums.get(name, Decimal(0)) + value
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))

"""What each list and rule earns: letters with gold are read once, and their facts found again with one switched off.

A fact is looked for again only by finders that a switch touches, and by those that ask for what these found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from kamerbrief.contract import Extraction
from kamerbrief.evaluate import gold_letters
from kamerbrief.guard import Guard
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.language.model import load_model
from kamerbrief.letter import Letter
from kamerbrief.pipeline import facts_of
from kamerbrief.quality.comparison import Comparison
from kamerbrief.quality.scores import Gold, Report
from kamerbrief.quality.switches import Switch, switches
from kamerbrief.reading import read_letter
from kamerbrief.settings import Settings


class Earned(NamedTuple):
    """What a switch changes: gold items that only it makes right, that it makes wrong, letters with other facts."""

    name: str
    closed: bool
    earns: int
    costs: int
    letters: int

    @property
    def idle(self) -> bool:
        """Whether it makes nothing right that is wrong without it."""
        return not self.earns


@dataclass
class _Kept(Guard):
    """Runs finders, and keeps what they found; given a switch, it runs those again that it can touch."""

    switch: Switch | None = None
    before: dict[str, tuple[tuple[Any, ...], Any]] = field(default_factory=dict)
    found: dict[str, tuple[tuple[Any, ...], Any]] = field(default_factory=dict)
    inside: bool = False

    def find(self, kind: str, otherwise: Any, finder: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As a guard does, but for what is known to come out as before."""
        if self.inside:
            return finder(*args, **kwargs)
        asked = tuple(arg for arg in args if not isinstance(arg, Guard))
        known = self.before.get(kind)
        if known and self.switch and not self.switch.touches(finder.__module__) and _same(asked, known[0]):
            result = known[1]
        else:
            self.inside = True
            try:
                result = finder(*args, **kwargs)
            except Exception:
                # A finder that needs a list fails without it, and then finds nothing.
                result = otherwise
            self.inside = False
            # What is equal is the same to those that ask for it.
            result = known[1] if known and result == known[1] else result
        self.found[kind] = (asked, result)
        return result

    @property
    def changed(self) -> bool:
        """Whether any finder found something else than before."""
        return any(result is not self.before[kind][1] for kind, (_, result) in self.found.items())


def _same(some: Sequence[Any], others: Sequence[Any]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


@dataclass(frozen=True)
class _Letter:
    """A letter with its gold, as it was read and analysed once, what was found in it and what was not as gold says."""

    name: str
    letter: Letter
    analysis: Analysis
    gold: Gold
    kept: dict[str, tuple[tuple[Any, ...], Any]]
    misses: Counter[str]


def ablate(
    folders: Iterable[Path], chosen: Sequence[str] = (), *, workers: int = 2, whether: bool = False
) -> list[Earned]:
    """What each switch whose name begins with one of ``chosen`` earns in the letters of the folders.

    Without ``chosen`` all are asked, but for lists that no finder of facts reads. With ``whether`` a switch is asked no
    further than the first letter in which it earns something, so that only of idle ones all is counted; closed lists,
    which stay however idle they are, are not asked then.

    Raises ReadError where a letter cannot be read.
    """
    known = [one for one in switches() if one.asked and not (whether and one.closed)]
    names = [one.name for one in known if not chosen or one.name.startswith(tuple(chosen))]
    letters = [pair for folder in folders for pair in gold_letters(folder)]
    starts = range(workers)
    # Whoever is asked no further than to where it earns something is to have all letters.
    shares = [(letters, names[at::workers]) if whether else (letters[at::workers], names) for at in starts]
    run = partial(_share, whether=whether)
    if workers == 1:
        shared = [run(*shares[0])]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            shared = list(pool.map(run, *zip(*shares, strict=True)))
    closed = {one.name: one.closed for one in switches()}
    told = {name: [share[name] for share in shared if name in share] for name in names}
    return [Earned(name, closed[name], *map(sum, zip(*told[name], strict=True))) for name in names]


def _share(
    letters: Sequence[tuple[Path, Path]], names: Sequence[str], whether: bool
) -> dict[str, tuple[int, int, int]]:
    """What each of the switches earns, costs and changes in some of the letters, the shortest first."""
    bench = sorted((_read(*pair) for pair in letters), key=lambda one: len(one.letter.text))
    known = {one.name: one for one in switches()}
    return {name: _earned(known[name], bench, whether) for name in names}


def _read(path: Path, gold_path: Path) -> _Letter:
    letter = read_letter(path, Settings())
    analysis = analyse(letter, load_model())
    gold: Gold = json.loads(gold_path.read_text(encoding="utf-8"))
    guard = _Kept()
    name = f"{path.parent.name}/{path.name}"
    found = facts_of(letter, analysis, guard)
    return _Letter(name, letter, analysis, gold, guard.found, _misses(name, found, gold))


def _misses(name: str, found: Extraction, gold: Gold) -> Counter[str]:
    report = Report()
    Comparison(report, name, found, gold).run()
    return Counter(miss.name for miss in report.misses)


def _earned(switch: Switch, bench: Sequence[_Letter], whether: bool) -> tuple[int, int, int]:
    earns = costs = letters = 0
    with switch.off():
        for lost, gained in _changes(switch, bench):
            earns, costs, letters = earns + lost, costs + gained, letters + 1
            if whether and earns:
                break
    return earns, costs, letters


def _changes(switch: Switch, bench: Sequence[_Letter]) -> Iterator[tuple[int, int]]:
    """For each letter in which other facts are found without the switch: items lost without it, and gained.

    First those whose gold says that they need it.
    """
    for one in sorted(bench, key=lambda one: switch.name not in one.gold.get("needs", ())):
        if not switch.may_tell(one.letter.text):
            continue
        guard = _Kept(switch=switch, before=one.kept)
        found = facts_of(one.letter, one.analysis, guard)
        if guard.changed:
            now = _misses(one.name, found, one.gold)
            yield (now - one.misses).total(), (one.misses - now).total()

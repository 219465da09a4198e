"""Changes of rules judged like changes of code: what an evaluation gained and lost, and failures that are known."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kamerbrief.errors import ReadError
from kamerbrief.evaluate import Report

#: Beside the letters with gold: the misses that are known, one a line, as the report prints them.
KNOWN_FAILURES = "known-failures.list"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one report differs from an older one: figures that moved as (name, before, after), misses lost and won."""

    figures: list[tuple[str, float, float]] = field(default_factory=list)
    gains: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def against(report: Report, old: Path) -> Comparison:
    """Compares a report with the JSON of an older one. Raises ReadError when that cannot be read."""
    try:
        before = json.loads(old.read_text(encoding="utf-8"))
        was = {f"{m['letter']}  {m['kind']}: {m['what']}" for m in before["misses"]}
        figures = _figures(before)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(str(old), "this is no report of 'kamerbrief evaluate --json'", "make one") from error
    now = _figures(report.to_dict())
    moved = [(name, figures.get(name, 0.0), now.get(name, 0.0)) for name in sorted({*figures, *now})]
    names = {miss.name for miss in report.misses}
    return Comparison(
        figures=[(name, a, b) for name, a, b in moved if a != b], gains=sorted(was - names), losses=sorted(names - was)
    )


def _figures(report: dict[str, Any]) -> dict[str, float]:
    found = {f"{kind} F1": float(figures["f1"]) for kind, figures in report["kinds"].items()}
    for name, counts in report["attributes"].items():
        found[name] = round(counts["right"] / counts["stated"], 4) if counts["stated"] else 1.0
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """Misses that are not on the list of known failures, and known failures that did not fail this time."""

    unknown: list[str] = field(default_factory=list)
    unexpectedly_right: list[str] = field(default_factory=list)


def compare_with_known(report: Report, folder: Path) -> Known | None:
    """The report against the folder's list of known failures; None when it has no such list."""
    path = folder / KNOWN_FAILURES
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    known = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    names = {miss.name for miss in report.misses}
    return Known(sorted(names - known), sorted(known - names))

"""How far a batch is, what it did, and what a store holds, for people at a terminal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rich import progress as rich_progress
from rich.console import Console
from rich.table import Table

from kamerbrief.errors import StoreError
from kamerbrief.ledger import Outcome
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.words import Language

if TYPE_CHECKING:
    from kamerbrief.batch import Summary
    from kamerbrief.ledger import Entry
    from kamerbrief.store import Store

_WIDTH = 120


class Progress:
    """A progress bar on standard error; silent where that is no terminal."""

    def __init__(self, total: int | None) -> None:
        console = Console(stderr=True)
        self._bar = rich_progress.Progress(
            rich_progress.TextColumn("letters"),
            rich_progress.BarColumn(),
            rich_progress.MofNCompleteColumn(),
            rich_progress.TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("letters", total=total)

    def step(self, _entry: object = None) -> None:
        """One letter more is done."""
        self._bar.advance(self._task)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()


def render_summary(summary: Summary, seconds: float, waiting: int) -> str:
    """What a run did, the letters that failed, and those that were kept without some of their facts."""
    table = Table(title=f"run {summary.run}", title_justify="left")
    for heading in (*summary.counts, "letters per second"):
        table.add_column(str(heading), justify="right")
    rate = f"{(summary.total - summary.skipped) / seconds:.1f}" if seconds and summary.total > summary.skipped else "–"
    table.add_row(*(str(count) for count in summary.counts.values()), rate)
    parts: list[object] = [table]
    parts += [f"failed: {_why(entry.key, entry.error)}" for entry in summary.failed]
    parts += [f"facts missing: {_why(entry.key, entry.error)}" for entry in summary.incomplete]
    parts += [f"made again: {line}" for line in summary.mended]
    if waiting:
        parts.append(f"{waiting} letter{'s wait' if waiting != 1 else ' waits'} for review: kamerbrief review")
    return _rendered(parts)


def status_of(store: Store) -> dict[str, Any]:
    """What is in the store, as plain data: counts, failures with their errors, what waits, is withdrawn, is damaged."""
    from kamerbrief.repairing import damages_of

    entries = store.ledger.entries()
    failed = [entry for entry in entries if entry.outcome == "failed"]
    return {
        "letters": len(store.letters()),
        "sources": len(entries),
        "waiting_for_review": store.waiting(),
        "failed": [{"source": entry.key, "error": entry.error} for entry in failed],
        "other_forms": [{"source": e.key, "letter": e.letter} for e in entries if e.outcome is Outcome.OTHER_FORM],
        "facts_missing": [{"source": e.key, "letter": e.letter, "error": e.error} for e in entries if e.incomplete],
        "damaged": [{"letter": one.letter, "source": one.source, "error": one.problem} for one in damages_of(store)],
        "with_warnings": sum(1 for entry in entries if entry.warnings),
        "withdrawn": [entry.letter for entry in entries if entry.withdrawn],
        "last_run": max((entry.run for entry in entries), default=None),
    }


def letters_of(store: Store, damaged: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """Every source that was seen, as plain data: its letter, its state, its warnings in words, and its error.

    ``damaged`` are the letters with damaged files, as :func:`status_of` lists them.
    """
    waiting, broken = set(store.waiting()), {one["letter"]: one["error"] for one in damaged}
    return [_letter_of(store, entry, waiting, broken) for entry in store.ledger.entries()]


def _letter_of(store: Store, entry: Entry, waiting: Collection[str], damaged: Mapping[str, str]) -> dict[str, Any]:
    state, warnings, error = str(entry.outcome), list[str](), entry.error
    if entry.outcome is Outcome.OTHER_FORM:
        state = "another form of the letter"
    elif entry.outcome is not Outcome.FAILED and entry.letter:
        state = "waits for review" if entry.letter in waiting else "published"
        if entry.letter in damaged:
            state, error = "damaged", damaged[entry.letter]
        with suppress(StoreError):  # that is told as its damage
            content = store.machine(entry.letter)
            warnings = [warning_in_words(warning, Language.EN) for warning in content.warnings] if content else []
    state = f"{state}, withdrawn" if entry.withdrawn else state
    return {"letter": entry.letter, "source": entry.key, "state": state, "warnings": warnings, "error": error}


def render_status(found: dict[str, Any]) -> str:
    """The status as a few lines."""
    table = Table(show_header=False, box=None)
    for label, value in (
        ("letters published", found["letters"]),
        ("sources seen", found["sources"]),
        ("with warnings", found["with_warnings"]),
        ("wait for review", len(found["waiting_for_review"])),
        ("failed", len(found["failed"])),
        ("damaged", len(found["damaged"])),
        ("other forms of letters", len(found["other_forms"])),
        ("facts missing", len(found["facts_missing"])),
        ("withdrawn", len(found["withdrawn"])),
        ("last run", found["last_run"] or "none"),
    ):
        table.add_row(label, str(value))
    parts: list[object] = [table]
    if "by_letter" in found:
        parts += [line for one in found["by_letter"] for line in _letter_lines(one)]
        return _rendered(parts)
    parts += [f"waits for review: {letter}" for letter in found["waiting_for_review"]]
    parts += [f"damaged: {entry['error']}" for entry in found["damaged"]]
    parts += [f"failed: {_why(entry['source'], entry['error'])}" for entry in found["failed"]]
    parts += [f"facts missing: {_why(entry['source'], entry['error'])}" for entry in found["facts_missing"]]
    if found["damaged"]:
        parts.append("to make what is damaged again: kamerbrief repair")
    if found["failed"]:
        parts.append("to try them again: kamerbrief batch PATH --retry-failed")
    return _rendered(parts)


def _letter_lines(one: dict[str, Any]) -> list[str]:
    """A letter with its state, and its warnings and error below it."""
    lines = [f"{one['letter'] or '–'}: {one['state']} ({Path(one['source']).name})"]
    lines += [f"  warning: {line}" for line in one["warnings"]]
    return lines + ([f"  error: {_why(one['source'], one['error'])}"] if one["error"] else [])


def _why(source: str, error: str | None) -> str:
    """An error with the source that it is about, which it may name itself."""
    return error if error and source in error else f"{source}: {error}"


def _rendered(parts: list[object]) -> str:
    console = Console(width=_WIDTH, no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, str))
    return capture.get()

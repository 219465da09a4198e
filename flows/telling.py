"""What a run of a flow did, on Prefect's page: the state, and tables with links into the review pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from prefect import State
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.states import Completed, Failed

from kamerbrief.batch import Summary
from kamerbrief.contract.identity import slug
from kamerbrief.ledger import Entry, Outcome
from kamerbrief.store import CANDIDATE, PUBLISHED, Store, read_content

#: Most lines of a table; a page with more helps nobody.
_MOST = 200
#: Which letters come first in the table.
_ORDER = [Outcome.FAILED, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED, Outcome.OTHER_FORM]


def key_of(store: Store, what: str) -> str:
    """The key of an artifact: the program's name, the store's, and a mark of its place, so that stores stay apart."""
    place = store.root.resolve()
    mark = hashlib.sha256(place.as_posix().encode()).hexdigest()[:6]
    return f"kamerbrief-{slug(place.name)[:60]}-{mark}-{what}"


def link(store: Store, letter: str, page: str = "") -> str:
    """A letter's name as a link to its page in the review application."""
    address = f"{store.config.review_url.rstrip('/')}/letters/{quote(letter, safe='')}{page}"
    return f"[{plain(letter)}]({address})"


def plain(text: str) -> str:
    """A letter's own words in a markdown page, without what markdown would read into them."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#+!|" else sign for sign in " ".join(text.split()))


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table in markdown."""
    lines = [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *lines]


def counted(summary: Summary) -> str:
    """The counts of a run in words, those of nothing left out."""
    counts = ", ".join(f"{count} {outcome}" for outcome, count in summary.counts.items() if count)
    return f"{summary.total} letters: {counts}" if counts else "no letters"


def state_of(summary: Summary, troubles: Sequence[str], *, anything: bool) -> State[Any]:
    """How a run ended: failed where nothing could be done, with warnings where something could not."""
    if troubles and not anything:
        return Failed(message="; ".join(troubles))
    message = "; ".join([counted(summary), *troubles])
    worrying = troubles or summary.failed or summary.incomplete
    return Completed(message=message, name="CompletedWithWarnings") if worrying else Completed(message=message)


def report(summary: Summary, store: Store, troubles: Sequence[str]) -> None:
    """What happened, as artifacts: the counts, and a page with what went wrong and a line for each letter."""
    counts = [{"outcome": str(outcome), "letters": count} for outcome, count in summary.counts.items()]
    create_table_artifact(key=key_of(store, "outcomes"), table=counts)
    lines = [f"# kamerbrief, {plain(store.root.resolve().name)}: {counted(summary)}", ""]
    if troubles:
        lines += ["## Trouble", "", *(f"- {plain(line)}" for line in troubles), ""]
    for heading, entries in (("## Failed", summary.failed), ("## Facts missing", summary.incomplete)):
        if entries:
            shown = [f"- `{entry.key}`: {plain(entry.error or '')}" for entry in entries[:_MOST]]
            lines += [heading, "", *shown, *_more(entries), ""]
    lines += _letters(summary, store)
    if waiting := store.waiting():
        shown = [f"- {link(store, name, '/changes')}" for name in waiting[:_MOST]]
        lines += ["## Waiting for review", "", *shown, *_more(waiting), ""]
    create_markdown_artifact(key=key_of(store, "summary"), markdown="\n".join(lines))


def _letters(summary: Summary, store: Store) -> list[str]:
    handled = sorted(summary.handled.values(), key=lambda entry: (_ORDER.index(entry.outcome), entry.key))
    if not handled:
        return []
    heads = ("letter", "outcome", "amounts", "✗", "promises with a date", "seconds")
    rows = [_row(entry, store) for entry in handled[:_MOST]]
    return ["## Letters", "", *table(heads, rows), "", *_more(handled), ""]


def _row(entry: Entry, store: Store) -> list[object]:
    seconds = f"{entry.seconds:.1f}"
    if entry.letter is None or entry.outcome is Outcome.FAILED:
        return [plain(Path(entry.key).name), entry.outcome, "", "", "", seconds]
    folder, found = store.folder(entry.letter), dict[str, Any]()
    waits = (folder / CANDIDATE).exists()
    with store.tolerating():
        found = read_content(folder / (CANDIDATE if waits else PUBLISHED))
    wrong = sum(check["status"] == "inconsistent" for check in found.get("checks", []))
    dated = sum(bool(promise["due"]) for promise in found.get("commitments", []))
    name = link(store, entry.letter, "/changes" if waits else "")
    return [name, entry.outcome, len(found.get("amounts", [])), wrong, dated, seconds]


def _more(listed: Sequence[object]) -> list[str]:
    """Says how many a list leaves out."""
    return [f"and {len(listed) - _MOST} more: see `kamerbrief status`"] if len(listed) > _MOST else []

"""The flow for every night: find new letters, read them in portions, store them, say what happened.

Prefect says when, how many at once and what to try again; what a letter means is the package's matter alone.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import task_run
from prefect.states import Completed

from flows.runners import portions_of, task_runner
from kamerbrief.batch import Summary, pending
from kamerbrief.errors import SourceError
from kamerbrief.fetching import fetch
from kamerbrief.ledger import new_run
from kamerbrief.settings import Runner, Settings, settings
from kamerbrief.sources.catalogue import network_source
from kamerbrief.sources.folder import LocalFile, local_files
from kamerbrief.store import Store
from kamerbrief.work import Extracted, extract_source, keep, pipeline_version, sha256_of
from kamerbrief.workers import extract_alone

#: How often, and after how many seconds, a portion is read again when its trouble may have passed.
_RETRIES = [2, 10, 30]
#: After how many seconds a network source is asked again.
_NETWORK_PAUSES = [60.0, 600.0]
#: In the store's folder: what was read and not stored yet, so that a killed flow need not read it again.
_READ = ".read"


def _key(_context: Any, parameters: dict[str, Any]) -> str:
    """Equal bytes read by an equal pipeline give an equal result."""
    return "-".join([parameters["pipeline"].replace("+", "-"), parameters["bytes_read"]])


@task(
    name="read-portion",
    task_run_name="read {first}",
    retries=len(_RETRIES),
    retry_delay_seconds=[float(delay) for delay in _RETRIES],
    cache_key_fn=_key,
    persist_result=True,
    result_serializer="pickle",
)
def read_portion(
    portion: list[LocalFile], config: Settings, first: str, bytes_read: str, pipeline: str
) -> list[Extracted]:
    """Reads a few letters. A bad letter gives its error and stops no other; trouble that may pass is tried again."""
    del first, bytes_read, pipeline
    found = [extract_source(source, config) for source in portion]
    passing = [extracted.error for extracted in found if extracted.passing]
    if passing and (task_run.run_count or 0) <= len(_RETRIES):
        raise OSError(passing[0])
    return found


def _may_pass(_task: Any, _run: Any, state: State[Any]) -> bool:
    """True for trouble of the network that may be over later."""
    try:
        state.result()
    except SourceError as error:
        return error.passing
    except Exception:
        return False
    return False


@task(
    name="fetch-letters",
    task_run_name="fetch {name}",
    retries=len(_NETWORK_PAUSES),
    retry_delay_seconds=_NETWORK_PAUSES,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
def fetch_letters(name: str, store: Store, summary: Summary, since: str | None, retry_failed: bool) -> None:
    """Fetches and stores what is new at a network source; what it did is added to the summary."""
    day = datetime.date.fromisoformat(since) if since else None
    with network_source(name, store.config, day) as source:
        fetched = fetch(source, store, summary.run, since=since, retry_failed=retry_failed)
    summary.merge(fetched)


@flow(name="ingest")
def ingest(
    paths: list[str] | None = None,
    output: str = "output",
    runner: Runner | None = None,
    retry_failed: bool = False,
    sources: list[str] | None = None,
    since: str | None = None,
) -> State[Any]:
    """Brings what is new or changed at the network ``sources`` and below ``paths`` into the store at ``output``.

    ``since`` is the day on which a source's first run begins. A letter that fails is listed and does not fail the
    flow; a store that cannot be used, or a source that is not there, does.
    """
    config = settings() if runner is None else settings().model_copy(update={"runner": runner})
    store, run = Store(Path(output), config), new_run()
    files = local_files([Path(path) for path in paths or []], Path(output))
    with store.run_of(f"flow ingest, run {run}"):
        summary = Summary(run)
        for name in sources or []:
            fetch_letters(name, store, summary, since, retry_failed)
        todo = pending(files, store, summary, retry_failed=retry_failed)
        get_run_logger().info("%d letters to read, %d done before", len(todo), summary.skipped)
        if todo:
            _read_and_keep(todo, store, summary)
        shutil.rmtree(store.root / _READ, ignore_errors=True)
    report(summary, store)
    counts = ", ".join(f"{count} {outcome}" for outcome, count in summary.counts.items())
    return Completed(message=f"{summary.total} letters: {counts}")


def _read_and_keep(todo: list[LocalFile], store: Store, summary: Summary) -> None:
    """Reads letters in portions on the task runner, and stores what comes back in the order of the sources."""
    pipeline = pipeline_version(store.config)
    portions = portions_of(todo, store.config.workers)
    reading = read_portion.with_options(result_storage=(store.root / _READ).resolve())
    with task_runner(store.config) as runner, _progress(len(todo)) as step:
        futures = [runner.submit(reading, _parameters(portion, store.config, pipeline)) for portion in portions]
        for portion in portions:
            # A future holds its result; it goes as soon as its letters are stored.
            for extracted in _outcome(futures.pop(0), portion, store.config):
                summary.add(keep(store, extracted, pipeline, summary.run))
            step(len(portion))


def _parameters(portion: list[LocalFile], config: Settings, pipeline: str) -> dict[str, Any]:
    return {
        "portion": portion,
        "config": config,
        "first": portion[0].name,
        "bytes_read": _bytes_of(portion),
        "pipeline": pipeline,
    }


def _outcome(future: PrefectFuture[list[Extracted]], portion: list[LocalFile], config: Settings) -> list[Extracted]:
    """What a portion gave; where its process died, each letter is tried in a process of its own."""
    found = future.result(raise_on_failure=False)
    return [extract_alone(source, config) for source in portion] if isinstance(found, BaseException) else found


def _bytes_of(portion: Sequence[LocalFile]) -> str:
    """A digest over the portion's files."""
    import hashlib

    digest = hashlib.sha256()
    for source in portion:
        digest.update(f"{source.key}\0".encode())
        digest.update(sha256_of(source.path).encode() if source.path.is_file() else b"gone")
    return digest.hexdigest()


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A progress artifact; few updates, since each is a call to the server."""
    artifact: Any = create_progress_artifact(progress=0.0, description=f"{total} letters to read")
    done = shown = 0

    def step(number: int) -> None:
        nonlocal done, shown
        done += number
        if (percent := done * 100 // total) >= shown + 10:
            shown = percent
            update_progress_artifact(artifact, progress=float(percent))

    yield step


def report(summary: Summary, store: Store) -> None:
    """What happened, as artifacts: a table of outcomes, and the letters that failed or wait, with links to them."""
    create_table_artifact(
        key="outcomes", table=[{"outcome": str(outcome), "letters": n} for outcome, n in summary.counts.items()]
    )
    lines = [f"# Run {summary.run}", ""]
    for heading, entries in (("## Failed", summary.failed), ("## Facts missing", summary.incomplete)):
        if entries:
            lines += [heading, *(f"- `{entry.key}`: {_plain(entry.error or '')}" for entry in entries), ""]
    if waiting := store.waiting():
        lines += [
            "## Waiting for review",
            *(f"- [{name}]({store.folder(name).resolve().as_uri()})" for name in waiting),
        ]
    create_markdown_artifact(key="summary", markdown="\n".join(lines))


def _plain(text: str) -> str:
    """A letter's own words in a markdown page, without what markdown would read into them."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#+!|" else sign for sign in text)

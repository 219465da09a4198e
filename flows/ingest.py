"""The flow for every night: find new letters, read them in portions, store them, say what happened.

Prefect says when, how many at once and what to try again; what a letter means is the package's matter alone.
"""

from __future__ import annotations

import datetime
import shutil
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import task_run

from kamerbrief.batch import Summary, run_batch
from kamerbrief.errors import SourceError
from kamerbrief.fetching import fetch
from kamerbrief.ingestion import Extracted, extract_source, pipeline_version, sha256_of
from kamerbrief.ledger import Entry, Outcome, new_run
from kamerbrief.registering import fetch_register
from kamerbrief.settings import Runner, Settings, settings
from kamerbrief.sources.catalogue import REGISTER, known_source, network_source, register_web
from kamerbrief.sources.folder import LocalFile, list_letters
from kamerbrief.stopping import ending_in_time
from kamerbrief.store import Store
from kamerbrief.workers import extract_alone

from .runners import portions_of, running
from .runs import begin
from .telling import key_of, report, state_of

#: How often, and after how many seconds, a portion is read again when its trouble may have passed.
_RETRIES = [2, 10, 30]
#: After how many seconds the network sources that did not answer are asked again, all together.
_NETWORK_PAUSES = [60.0, 600.0]
#: In the store's folder: what was read and not stored yet, so that a killed flow need not read it again.
_PARKED = ".read"


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


@task(name="fetch-letters", task_run_name="fetch {name}", cache_policy=NO_CACHE)
def fetch_letters(
    name: str, store: Store, summary: Summary, since: datetime.date | None, retry_failed: bool
) -> list[str]:
    """Fetches and stores what is new at a network source; what it did is added to the summary, to its trouble.

    Returns what was wrong with the Tweede Kamer's own register, a line each.
    """
    if name == REGISTER:
        with register_web(store.config) as web:
            return fetch_register(web, store).problems
    with network_source(name, store.config, since) as source:
        day = since.isoformat() if since else None
        fetch(source, store, summary.run, since=day, retry_failed=retry_failed, progress=_warn, summary=summary)
    return []


@flow(name="ingest", flow_run_name="ingest into {output}")
def ingest(
    paths: list[str] | None = None,
    output: str = "output",
    runner: Runner | None = None,
    retry_failed: bool = False,
    sources: list[str] | None = None,
    since: datetime.date | None = None,
) -> State[Any]:
    """Brings what is new or changed below ``paths`` and at the network ``sources`` into the store at ``output``.

    Local letters come first, then each source by itself. A letter or a source that fails is listed, and the run ends
    with warnings; it fails where nothing could be done, or the store cannot be used.

    Args:
        paths: Letters, or folders with letters, on the machine that runs the flow.
        output: The store's folder.
        runner: What reads the letters: threads, processes, dask or ray; else what the settings say.
        retry_failed: Also try letters again that failed before.
        sources: Network sources: tweedekamer, tweedekamer-feed, bekendmakingen, and last tweedekamer-register, the
            Tweede Kamer's own register.
        since: The day on which the first run of a network source begins; later runs go on by themselves.
    """
    for lost in begin():
        get_run_logger().warning("the run %s had no process any more; it is marked crashed", lost)
    for name in sources or []:
        known_source(name)
    config = settings() if runner is None else settings().model_copy(update={"runner": runner})
    store, run = Store(Path(output), config), new_run()
    summary, night = Summary(run), _Night(store, retry_failed)

    def word() -> str:
        return f"{len(summary.handled)} letters done; the same flow again goes on with the rest"

    with ending_in_time(word, store.release):
        with store.run_of(f"flow ingest, run {run}"):
            night.read(paths or [], summary)
            night.ask(sources or [], summary, since)
            shutil.rmtree(store.root / _PARKED, ignore_errors=True)
        troubles = [*night.troubles, *store.troubles]
        for line in troubles:
            get_run_logger().warning("%s", line)
        report(summary, store, troubles)
        return state_of(summary, troubles, anything=night.anything or bool(summary.handled))


class _Night:
    """One run over all that letters come from; ``troubles`` are lines, ``anything`` tells if any part went well."""

    def __init__(self, store: Store, retry_failed: bool) -> None:
        self._store, self._retry_failed = store, retry_failed
        self.troubles: list[str] = []
        self.anything = False

    def read(self, paths: Sequence[str], summary: Summary) -> None:
        """Reads and stores what is new or changed on this machine."""
        if not paths:
            return
        try:
            listing = list_letters([Path(path) for path in paths], self._store.root)
        except SourceError as error:
            self.troubles.append(str(error))
            return
        self.troubles += [f"passed over: {line}" for line in listing.passed_over]
        run_batch(
            listing.files,
            self._store,
            summary.run,
            reader=partial(_read, store=self._store, summary=summary),
            retry_failed=self._retry_failed,
            progress=lambda entry: _warn(entry) if entry.key in summary.handled else None,
            summary=summary,
        )
        self.anything = True

    def ask(self, names: Sequence[str], summary: Summary, since: datetime.date | None) -> None:
        """Fetches from each source by itself; last the register, which belongs to the letters that came."""
        self._ask([name for name in names if name != REGISTER], summary, since)
        self._ask([name for name in names if name == REGISTER], summary, since)

    def _ask(self, names: Sequence[str], summary: Summary, since: datetime.date | None) -> None:
        """Those whose trouble may pass are asked again later, all together."""
        left = dict.fromkeys(names, "")
        for pause in [0.0, *_NETWORK_PAUSES]:
            if left and pause:
                get_run_logger().warning("%s; asked again in %g seconds", "; ".join(left.values()), pause)
                time.sleep(pause)
            for name in list(left):
                state = fetch_letters(name, self._store, summary, since, self._retry_failed, return_state=True)
                given = state.result(raise_on_failure=False)
                if not isinstance(given, BaseException):
                    self.anything = True
                    self.troubles += given
                    del left[name]
                elif isinstance(given, SourceError):
                    left[name] = f"{name}: {given}"
                    if not given.passing:
                        self.troubles.append(left.pop(name))
                else:
                    raise given
        self.troubles += left.values()


def _warn(entry: Entry) -> None:
    """A letter that failed or lacks facts stands in the log as a warning."""
    if entry.outcome is Outcome.FAILED or entry.incomplete:
        get_run_logger().warning("%s: %s", entry.key, entry.error)


def _read(todo: Sequence[LocalFile], store: Store, summary: Summary) -> Generator[Extracted, None, None]:
    """Reads letters in portions on the task runner; yields what each of them gave, in their order."""
    get_run_logger().info("%d letters to read, %d done before", len(todo), summary.skipped)
    if not todo:
        return
    pipeline = pipeline_version(store.config)
    portions = portions_of(todo, store.config.workers)
    reading = read_portion.with_options(result_storage=(store.root / _PARKED).resolve())
    with running(store.config) as runner, _progress(len(todo), store) as step:
        futures = [runner.submit(reading, _parameters(portion, store.config, pipeline)) for portion in portions]
        for portion in portions:
            # A future holds its result; it goes as soon as its letters are stored.
            yield from _outcome(futures.pop(0), portion, store.config)
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
def _progress(total: int, store: Store) -> Iterator[Callable[[int], None]]:
    """A progress artifact; few updates, since each is a call to the server."""
    artifact: Any = create_progress_artifact(
        progress=0.0, key=key_of(store, "progress"), description=f"{total} letters to read"
    )
    done = shown = 0

    def step(number: int) -> None:
        nonlocal done, shown
        done += number
        if (percent := done * 100 // total) >= shown + 10:
            shown = percent
            update_progress_artifact(artifact, progress=float(percent))

    yield step

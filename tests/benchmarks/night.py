"""How long the nightly flow takes over known letters and ten new ones: ``python tests/benchmarks/night.py [KNOWN]``.

10,000 known letters unless another number is given. They are written into the store as a batch would have left them,
without reading each, which would take the better part of an hour. The time is that of the flow on a running temporary
server with two processes, without that server's start. No test: machines are noisy.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from kamerbrief.contract import Extraction  # noqa: E402
from kamerbrief.ingestion import pipeline_version, sha256_of  # noqa: E402
from kamerbrief.ledger import Entry, Outcome  # noqa: E402
from kamerbrief.pipeline import extract_bytes  # noqa: E402
from kamerbrief.sources.folder import local_files  # noqa: E402
from kamerbrief.store import Store  # noqa: E402

LETTER = """Betreft Pont {0}

Geachte voorzitter,

Voor pont {0} is in 2026 € 3 miljoen beschikbaar, waarvan € 1 miljoen voor onderhoud.

Ik informeer uw Kamer voor de zomer van 2026 over de aanbesteding.
"""
#: A number that stands in the first letter only, of as many digits as all others.
_FIRST, _NEW = 10_000_000, 10


def write(letters: Path, first: int, count: int) -> None:
    """Letters with numbers from ``first`` on."""
    letters.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (letters / f"pont-{number}.txt").write_text(LETTER.format(number), encoding="utf-8")


def fill(letters: Path, store: Store) -> None:
    """The store as a batch over the letters would leave it."""
    first = extract_bytes(LETTER.format(_FIRST).encode(), name=f"pont-{_FIRST}.txt").to_json()
    pipeline, whole = pipeline_version(store.config), os.fsync
    # What is forced to disk letter by letter takes a while, and is nothing that is measured here.
    os.fsync = lambda _: None
    for file in local_files([letters]):
        read = Extraction.model_validate_json(first.replace(str(_FIRST), file.path.stem.removeprefix("pont-")))
        sha256 = sha256_of(file.path)
        source = read.letter.source.model_copy(update={"sha256": sha256})
        known = read.model_copy(update={"letter": read.letter.model_copy(update={"source": source})})
        store.ledger.claim(file.name, file.key)
        store.publish(file.name, known)
        store.ledger.record(Entry(file.key, sha256, pipeline, Outcome.NEW, "before", letter=file.name))
    os.fsync = whole


def processor() -> float:
    """Processor time of this process and those that it started and that have ended: what reads, not the server."""
    return sum(os.times()[:4])


def main(count: int) -> None:
    """Prints how long the flow takes over nothing new, and over ten new letters."""
    os.environ["KAMERBRIEF_WORKERS"] = "2"
    from prefect.testing.utilities import prefect_test_harness

    from kamerbrief.flows.ingest import ingest

    with tempfile.TemporaryDirectory() as scratch:
        letters, store = Path(scratch) / "letters", Store(Path(scratch) / "store")
        write(letters, _FIRST + 1, count)
        fill(letters, store)
        with prefect_test_harness(server_startup_timeout=180):
            for new in (0, _NEW):
                write(letters, _FIRST + count + 1, new)
                begin, used = time.perf_counter(), processor()
                state = ingest([str(letters)], str(store.root), return_state=True)
                seconds, cpu = time.perf_counter() - begin, processor() - used
                print(f"{count} known, {new} new: {seconds:.1f} s, {cpu:.1f} s of processor time ({state.message})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

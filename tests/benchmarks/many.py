"""How fast many letters are read and how much memory that takes: ``python tests/benchmarks/many.py [LETTERS]``.

Copies of the fixtures with altered figures, 1,000 of them unless another number is given. Ratios are measured side by
side in one run: two processes against one, the flow against the batch, memory after all letters against a fifth of
them, and the memory of an export. No test: machines are noisy.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from kamerbrief.batch import run_batch  # noqa: E402
from kamerbrief.pipeline import extract  # noqa: E402
from kamerbrief.sources.folder import local_files  # noqa: E402
from kamerbrief.store import Store  # noqa: E402
from tests.made_letters import many  # noqa: E402

_PAGE = resource.getpagesize()


def batch_seconds(letters: Path, store: Path, workers: int) -> float:
    """Wall time of a batch, its processes' start included."""
    begin = time.perf_counter()
    summary = run_batch(local_files([letters]), Store(store), "bench", workers=workers)
    if summary.failed:
        raise SystemExit(summary.failed[0].error)
    return time.perf_counter() - begin


def flow_seconds(letters: Path, store: Path, workers: int) -> float:
    """Wall time of the flow with as many processes, on a running temporary server."""
    os.environ["KAMERBRIEF_WORKERS"] = str(workers)
    from prefect.testing.utilities import prefect_test_harness

    from kamerbrief.flows.ingest import ingest
    from kamerbrief.settings import Runner

    with prefect_test_harness(server_startup_timeout=180):
        begin = time.perf_counter()
        state = ingest([str(letters)], str(store), Runner.PROCESSES, return_state=True)
        seconds = time.perf_counter() - begin
    if not state.is_completed():
        raise SystemExit(state.message)
    return seconds


def resident() -> int:
    """Memory of this process now, in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * _PAGE


def memory(letters: list[Path]) -> tuple[int, int]:
    """Memory of a process that read a fifth of the letters, and all of them, in bytes."""
    early = 0
    for number, letter in enumerate(letters, start=1):
        extract(letter)
        if number == len(letters) // 5:
            gc.collect()
            early = resident()
    gc.collect()
    return early, resident()


def export_memory(store: Path, form: str, target: Path) -> int:
    """The most memory that an export took, in bytes."""
    # The high-water mark of this program alone; ru_maxrss would still hold that of the process which started it.
    code = (
        "import re, sys; from kamerbrief.cli import app\n"
        f"try: app(['export', '--store', {str(store)!r}, '--format', {form!r}, '-o', {str(target)!r}])\n"
        "except SystemExit as end: status = end.code\n"
        "most = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())\n"
        "sys.exit(status or print(most[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) * 1024


def main(count: int) -> None:
    """Prints one line a measurement."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        letters = many(root / "letters", count)
        one, two = (batch_seconds(letters, root / f"by-{workers}", workers) for workers in (1, 2))
        print(f"batch of {count} letters: one process {count / one:.1f} letters a second, two {count / two:.1f}")
        print(f"two processes are {one / two:.2f} x as fast as one")
        flow = flow_seconds(letters, root / "by-flow", 2)
        print(f"the flow takes {flow / two:.2f} x the time of the batch")
        early, late = memory(sorted(letters.iterdir()))
        print(f"memory after {count} letters: {late / early:.2f} x that after {count // 5} ({late / 2**20:.0f} MB)")
        for form in ("parquet", "csv", "xlsx", "jsonl", "duckdb"):
            most = export_memory(root / "by-2", form, root / form)
            print(f"export of {count} letters as {form}: {most / 2**20:.0f} MB at the most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

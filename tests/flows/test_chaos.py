"""A night of faults: the same bytes as without them, no decision lost, no process left.

Takes many minutes: ``pytest -m slow tests/flows/test_chaos.py -s``; ``KAMERBRIEF_KILLS`` says how many kills (50),
and with it how many letters (four a kill).
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.cli import app
from kamerbrief.store import Store
from tests.sources.stand_in import Document, StandIn, serving
from tests.sources.test_fetching import kamerstuk
from tests.test_stopping import gone

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("prefect"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

KILLS = int(os.environ.get("KAMERBRIEF_KILLS", "50"))
LOCAL, REMOTE, CHANGED, LOCKS, FULL = KILLS * 18 // 5, KILLS * 2 // 5, KILLS // 2, 10, 2
#: How long one waits for anything, in seconds.
PATIENCE = 600
LETTER = """Betreft Pont {number}

Geachte voorzitter,

Voor pont {number} is in 2026 € {amount} miljoen beschikbaar, waarvan € 1 miljoen voor onderhoud.

Ik informeer uw Kamer voor de zomer van 2026 over de aanbesteding.
"""
#: A command of a disk that is full after so many files.
ON_A_FULL_DISK = """
import errno, os, sys
left, whole = [int(sys.argv.pop(1))], os.fsync

def full(handle):
    left[0] -= 1
    if left[0] < 0:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    whole(handle)

os.fsync = full
from kamerbrief.cli import app
app()
"""
FLOW = """
import sys
from kamerbrief.flows import ingest as module
module._NETWORK_PAUSES = []
module.ingest([sys.argv[1]], sys.argv[2], sources=["bekendmakingen"], since="2026-01-01")
"""


class Night:
    """One store under faults; ``tally`` counts them."""

    def __init__(self, letters: Path, store: Path, environment: dict[str, str]) -> None:
        self.letters, self.store, self.environment = letters, store, environment
        self.chooser, self.tally = random.Random(20), Counter[str]()

    def command(self, kind: str, *more: str) -> list[str]:
        command_line = [sys.executable, "-m", "kamerbrief.cli"]
        return {
            "batch": [*command_line, "batch", str(self.letters), "--store", str(self.store), "--workers", "2"],
            "flow": [sys.executable, "-c", FLOW, str(self.letters), str(self.store)],
            "accept": [*command_line, "accept", *more, "--store", str(self.store), "--by", "een ander"],
        }[kind]

    def start(self, kind: str, *more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(kind, *more),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def done(self) -> int:
        """How much was kept so far."""
        kept = [*self.store.glob("*/extraction.json"), *self.store.glob("*/candidate.json")]
        return len(kept) + sum(1 for _ in self.store.glob("*/decisions.json"))

    def killed(self) -> int:
        """How many processes were killed so far."""
        return sum(count for what, count in self.tally.items() if what.endswith("killed"))

    def kill(self, kind: str, *more: str) -> bool:
        """Starts a command and kills it after a little of its work; False where it was done before that."""
        # A decision keeps one or two files; where more were waited for it would always be done before.
        begin, wanted = self.done(), self.chooser.randint(0, 1 if kind == "accept" else 4)
        process, limit = self.start(kind, *more), time.monotonic() + PATIENCE
        until = time.monotonic() + self.chooser.uniform(0, 4)
        while process.poll() is None and time.monotonic() < limit:
            if (self.done() - begin >= wanted) if wanted else (time.monotonic() > until):
                break
            time.sleep(0.01)
        time.sleep(self.chooser.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        assert gone(process.pid, 60), f"{kind} left a process"
        killed = process.returncode == -signal.SIGKILL
        assert killed or process.returncode in (0, 1), f"{kind} ended with {process.returncode}"
        self.tally[f"{kind} killed"] += killed
        return killed

    def whole(self, kind: str, *more: str) -> None:
        """Runs a command to its end."""
        process = self.start(kind, *more)
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, told.decode(errors="replace")[-2000:]
        assert gone(process.pid, 60)

    def within(self, kind: str, *more: str) -> None:
        """Runs a command of the command line to its end in this process."""
        told = CliRunner().invoke(app, self.command(kind, *more)[3:])
        assert told.exit_code == 0, told.output

    def on_a_full_disk(self) -> None:
        """A batch whose disk is full after some files ends in one line that says so."""
        left = str(self.chooser.randint(0, 6))
        arguments = [sys.executable, "-c", ON_A_FULL_DISK, left, "batch", str(self.letters), "--store", str(self.store)]
        told = subprocess.run(
            [*arguments, "--workers", "1"], env=self.environment, check=False, capture_output=True, timeout=PATIENCE
        )
        assert told.returncode == 4, told.stderr.decode(errors="replace")
        assert told.stderr.count(b"\n") == 1
        assert b"No space left on device" in told.stderr
        self.tally["disk full"] += 1

    @contextmanager
    def locking(self) -> Iterator[None]:
        """The ledger locked by another program for a moment, again and again while a run works on the store."""
        import threading

        stopped = threading.Event()

        def lock() -> None:
            while self.tally["ledger locked"] < LOCKS and not stopped.wait(0.2):
                if not (self.store / ".run.holder").exists():
                    continue
                other = sqlite3.connect(self.store / "ledger.db", isolation_level=None, timeout=PATIENCE)
                other.execute("BEGIN EXCLUSIVE")
                stopped.wait(self.chooser.uniform(0.1, 0.5))
                other.execute("ROLLBACK")
                other.close()
                self.tally["ledger locked"] += 1

        thread = threading.Thread(target=lock)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def published(store: Path) -> dict[str, bytes]:
    found = [*store.glob("*/extraction.json"), *store.glob("*/document.txt"), *store.glob("*/candidate.json")]
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in sorted(found)}


def repeated(night: Night, times: int, kind: str, work: Callable[[], object]) -> None:
    """Kills a command so many times; where there is nothing left to do, ``work`` makes more."""
    while times > 0:
        if night.kill(kind):
            times -= 1
        else:
            work()


def test_a_night_of_faults(tmp_path: Path) -> None:  # noqa: C901 - one night, told in order
    from prefect.settings import get_current_settings

    letters = tmp_path / "letters"
    letters.mkdir()
    written = dict[int, int]()

    def write(number: int, amount: int) -> None:
        written[number] = amount
        # Renamed into place, as whoever delivers letters should.
        part = letters / f".pont-{number:03}.part"
        part.write_text(LETTER.format(number=number, amount=amount), encoding="utf-8")
        part.replace(letters / f"pont-{number:03}.txt")

    for number in range(LOCAL):
        write(number, number + 2)
    documents = [
        Document(f"kst-31409-{n + 10}", kamerstuk(n), "2026-02-01T10:00:00Z", "Brief", media_type="application/xml")
        for n in range(REMOTE)
    ]
    with serving(StandIn(documents, page=50)) as server:
        settings = get_current_settings().to_environment_variables(exclude_unset=True)
        environment = {
            **os.environ,
            **settings,
            "KAMERBRIEF_BEKENDMAKINGEN_URL": server.url,
            "KAMERBRIEF_REQUESTS_PER_SECOND": "500",
            "KAMERBRIEF_NETWORK_RETRIES": "1",
            "KAMERBRIEF_NETWORK_PAUSE": "0.01",
            "KAMERBRIEF_RUNNER": "threads",
            "KAMERBRIEF_WORKERS": "2",
        }
        night = Night(letters, tmp_path / "night", environment)
        calm = Night(letters, tmp_path / "calm", environment)

        def more_news() -> None:
            # A store that lost a letter has work again, and mends itself.
            for name in Store(night.store).letters()[:10]:
                (night.store / name / "extraction.json").unlink()

        repeated(night, KILLS * 2 // 5, "batch", more_news)
        for _ in range(FULL):
            more_news()
            night.on_a_full_disk()
        server.faults = {"": ["503"] * 100_000}
        repeated(night, KILLS // 10, "flow", more_news)
        server.faults = {}
        repeated(night, KILLS // 10, "flow", more_news)
        while night.tally["ledger locked"] < LOCKS:
            more_news()
            with night.locking():
                night.whole("flow")
        night.whole("batch")
        calm.whole("flow")
        assert published(night.store) == published(calm.store)
        assert len(Store(night.store).letters()) == LOCAL + REMOTE

        for number in range(CHANGED):
            write(number, written[number] + 500)
        night.kill("batch")
        for each in (night, calm):
            each.whole("batch")
        waiting = Store(calm.store).waiting()
        assert len(waiting) == CHANGED
        assert Store(night.store).waiting() == waiting
        left = KILLS - night.killed()
        answered = list[str]()
        for letter in waiting:
            if left == 0:
                break
            if night.kill("accept", letter):
                left -= 1
            else:
                answered.append(letter)
        for letter in answered:
            live = Store(night.store).decisions(letter).live
            if letter not in Store(night.store).waiting():
                assert live, f"the decision on {letter} is lost"
        assert set(answered).isdisjoint(Store(night.store).waiting())
        for letter in Store(night.store).waiting():
            night.within("accept", letter)
        for letter in waiting:
            calm.within("accept", letter)
        # As many as were done before they could be killed; what these mend has decisions on it.
        more_news()
        repeated(night, KILLS - night.killed(), "batch", more_news)
        night.whole("flow")
        assert published(night.store) == published(calm.store)
        assert all(Store(night.store).decisions(letter).live for letter in waiting)
        assert not list(night.store.rglob(".*.tmp"))
    killed = night.killed()
    said = f"{LOCAL + REMOTE} letters, {killed} kills: {dict(night.tally)}; {CHANGED} letters changed and decided on"
    sys.stdout.write(f"\n{said}\n")
    assert (killed, night.tally["disk full"], night.tally["ledger locked"]) == (KILLS, FULL, LOCKS)

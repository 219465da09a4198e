"""A batch that is asked to end does so in one line, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.made_letters import many
from tests.test_batch import contents

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def heed() -> None:
    """Signals count again that are ignored where the tests run in the background of a shell, or behind nohup."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def started(letters: Path, store: Path) -> subprocess.Popen[bytes]:
    """A batch with two workers that has kept a letter."""
    command = [sys.executable, "-m", "kamerbrief.cli", "batch", str(letters), "--store", str(store), "--workers", "2"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed,
    )
    while process.poll() is None and not list(store.glob("*/extraction.json")):
        time.sleep(0.01)
    return process


def ended(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """What a process that is to end has written; one that does not end is killed with all that it started."""
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def session(leader: int) -> list[int]:
    """The processes of a session that live."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(place.parent.name))
    return found


def gone(leader: int, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while session(leader) and time.monotonic() < end:
        time.sleep(0.05)
    return not session(leader)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many(tmp_path_factory.mktemp("letters"), 40)


@pytest.mark.parametrize(
    ("number", "send"),
    # As a terminal does it, and a system that shuts down: to all processes of the group. Ctrl-C comes twice.
    [(signal.SIGTERM, os.kill), (signal.SIGTERM, os.killpg), (signal.SIGHUP, os.killpg), (signal.SIGINT, os.killpg)],
)
def test_a_signal_ends_a_batch_in_one_line(
    letters: Path, tmp_path: Path, number: signal.Signals, send: Callable[[int, int], None]
) -> None:
    process = started(letters, tmp_path)
    send(process.pid, number)
    if number is signal.SIGINT:
        time.sleep(0.2)
        if process.poll() is None:
            send(process.pid, number)
    _, told = ended(process)
    assert process.returncode == 128 + number
    assert told.decode().startswith(f"kamerbrief: stopped by {number.name}: ")
    assert "of 40 letters done; the same command again" in told.decode()
    assert told.count(b"\n") == 1
    assert gone(process.pid)
    assert not (tmp_path / ".run.holder").exists()


INTERRUPTED = """
import logging, os, signal, threading, time
from kamerbrief.stopping import stopping


class Connection:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep({wait})


with stopping(lambda: "0 of 1 done", lambda: None):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(20)
    except BaseException:
        logging.getLogger("pool").exception("Exception during reset")
        raise
"""
FINALIZED = (
    INTERRUPTED.partition("with stopping")[0]
    + """
with stopping(lambda: "0 of 1 done", lambda: None):
    Connection()
    time.sleep(20)
"""
)


@pytest.mark.parametrize("program", [INTERRUPTED, FINALIZED], ids=["logged", "passed over"])
def test_what_a_library_says_of_the_interruption_is_not_told(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program.format(wait=0.1)], capture_output=True, text=True, timeout=30)
    assert done.returncode == 128 + signal.SIGTERM
    assert done.stderr == "kamerbrief: stopped by SIGTERM: 0 of 1 done\n"


OTHERS_HANDLE = """
import os, signal, sys, time
from kamerbrief.stopping import ending_in_time


def handle(number, frame):
    raise SystemExit("theirs")


class Connection:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)


signal.signal(signal.SIGTERM, handle)
sys.unraisablehook = lambda _: None
with ending_in_time(lambda: "0 of 1 done", lambda: print("cleaned", flush=True)):
    {work}
print("whole")
"""


@pytest.mark.parametrize(
    ("work", "status", "out", "told"),
    [
        ("Connection(); time.sleep(600)", 143, "cleaned\n", "kamerbrief: stopped by SIGTERM: 0 of 1 done\n"),
        ("Connection()", 0, "whole\n", ""),
        ("os.kill(os.getpid(), signal.SIGTERM); time.sleep(600)", 1, "", "theirs\n"),
    ],
    ids=["lost", "done before", "handled"],
)
def test_a_signal_that_others_handle_ends_a_run_even_where_it_is_lost(
    work: str, status: int, out: str, told: str
) -> None:
    program = OTHERS_HANDLE.format(work=work)
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (status, out, told)


def test_workers_end_with_their_parent(letters: Path, tmp_path: Path) -> None:
    process = started(letters, tmp_path)
    assert len(session(process.pid)) >= 3
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert gone(process.pid)
    assert contents(tmp_path)

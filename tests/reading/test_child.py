"""Other programs that read a letter end with the process that started them, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kamerbrief.reading.child import own_folder, run
from tests.test_stopping import session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

#: A program with a process of its own, both of which would go on for an hour.
_LONG = "sleep 3600 & echo $$ > begun.part; mv begun.part begun; sleep 3600"
_READING = f"""
from kamerbrief.reading.child import own_folder, run
with own_folder() as folder:
    print(folder, flush=True)
    run(["sh", "-c", {_LONG!r}], folder, 3600, memory=1_000_000_000)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_ends_with_a_process_that_is_killed(tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", _READING], stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    folder = Path(process.stdout.readline().decode().strip())
    while process.poll() is None and not (folder / "begun").exists():
        time.sleep(0.02)
    leader = int((folder / "begun").read_text())
    assert len(session(leader)) >= 2
    process.send_signal(number)
    process.communicate()
    end = time.monotonic() + 60
    while (session(leader) or folder.exists()) and time.monotonic() < end:
        time.sleep(0.05)
    assert session(leader) == []
    assert not folder.exists()


def test_what_a_program_says_is_kept_and_nothing_goes_on_behind_it() -> None:
    before = children()
    with own_folder() as folder:
        said = run(
            ["sh", "-c", "sleep 3600 & echo $$ > number; echo no such page >&2; exit 3"], folder, 60, memory=10**9
        )
        assert said == (3, "no such page")
        assert session(int((folder / "number").read_text())) == []
        assert children() == before


def children() -> list[str]:
    """The processes that this one started and that live."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()

"""Standard output that is closed, full, or read no further: no traceback, no nagging, and nothing in a wrong file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamerbrief.commands.app import app
from tests.conftest import FIXTURES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="closes and fills what systems of this kind have")
LETTER = FIXTURES / "kabinetsreactie-havens/letter.docx"
PROGRAM = [sys.executable, "-m", "kamerbrief.cli"]


def in_shell(line: str, *words: object) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which ``$k`` stands for the program and ``$1`` and on for ``words``."""
    script = f"k='{' '.join(PROGRAM)}'; {line}"
    return subprocess.run(["bash", "-c", script, "bash", *map(str, words)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["schema", 'extract "$1"', 'extract "$1" --view table', 'status --store "$2"'])
def test_nobody_is_told_that_the_reader_has_ended(command: str, tmp_path: Path) -> None:
    done = in_shell(f"sleep 0.1 | $k {command} | true; echo ${{PIPESTATUS[1]}}", LETTER, filled(tmp_path))
    assert (done.stdout, done.stderr) == ("141\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("command", ["schema", 'extract "$1"', 'extract "$1" --view table', 'status --store "$2"'])
def test_a_full_disk_behind_standard_output_is_one_line(command: str, tmp_path: Path) -> None:
    done = in_shell(f"$k {command} >/dev/full", LETTER, filled(tmp_path))
    assert done.returncode == 4
    assert done.stderr.startswith("kamerbrief: No space left on device; ")
    assert done.stderr.count("\n") == 1


def test_without_standard_streams_the_work_is_done(tmp_path: Path) -> None:
    done = in_shell('$k batch "$1" --store "$2" --workers 1 <&- >&- 2>&-', LETTER, tmp_path)
    assert done.returncode == 0
    assert len(list(tmp_path.glob("*/extraction.json"))) == 1
    done = in_shell('$k extract "$1" >&-', LETTER)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_tells_its_errors_in_a_line() -> None:
    assert all(hasattr(one.callback, "__wrapped__") for one in app.registered_commands)


def filled(folder: Path) -> Path:
    """A store with a letter."""
    from kamerbrief.batch import run_batch
    from kamerbrief.settings import Settings
    from kamerbrief.sources.folder import local_files
    from kamerbrief.store import Store

    run_batch(local_files([LETTER]), Store(folder, Settings()), "r1")
    return folder

"""Running another program on a letter: in a folder of its own, within a time and a memory limit, ended with all of its
own processes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

#: How much of what a program says is kept.
_SAID = 4_000
#: What such a program may know of this process's environment.
_KNOWN = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "VIRTUAL_ENV", "TESSDATA_PREFIX", "SYSTEMROOT")


class OverTimeError(Exception):
    """A program took longer than it may; it and its processes were ended."""


@contextmanager
def own_folder() -> Iterator[Path]:
    """A new folder that only this user can enter; gone at the end with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="kamerbrief-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run(
    command: Sequence[str], folder: Path, seconds: float, *, memory: int, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """The exit status of a program that ran in ``folder``, and what it said at the end of its standard error.

    ``memory`` is the most address space of each of its processes in bytes, held where the system can. Raises
    OverTimeError after ``seconds``, OSError when the program cannot be started.
    """
    known = {name: os.environ[name] for name in _KNOWN if name in os.environ}
    with (folder / "said").open("w+b") as said:
        process = subprocess.Popen(  # noqa: S603 - a fixed program with arguments of our own
            command,
            cwd=folder,
            env={**known, "TMPDIR": str(folder), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        try:
            _limit(process.pid, memory)
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OverTimeError from None
        finally:
            _end(process)
        said.seek(0, os.SEEK_END)
        said.seek(max(said.tell() - _SAID, 0))
        return status, said.read().decode("utf-8", "replace").strip()


def _limit(process: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows
        return
    if hasattr(resource, "prlimit"):
        with suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_AS, (memory, memory))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and whatever it started and left behind."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()

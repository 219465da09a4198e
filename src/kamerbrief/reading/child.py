"""Running another program on a letter: in a folder of its own, within a time and a memory limit, ended with all of its
own processes, also where this process is killed meanwhile.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

#: How much of what a program says is kept.
_SAID = 4_000
#: What such a program may know of this process's environment.
_KNOWN = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "VIRTUAL_ENV", "TESSDATA_PREFIX", "SYSTEMROOT")
#: What waits until the program may begin: then it is known how to end it. Where this process is gone it never does.
_GATE = ("/bin/sh", "-c", 'read -r _ && exec "$@" </dev/null', "sh") if os.name == "posix" else ()
#: A process that does what this one would, where this one is no more: it is told of the program, and when that is over.
_WATCH = """
import os, shutil, signal, sys
folder, told = sys.argv[1], sys.stdin.read().split()
if "over" not in told:
    if told:
        try:
            os.killpg(int(told[0]), signal.SIGKILL)
        except OSError:
            pass
    shutil.rmtree(folder, ignore_errors=True)
"""


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
    OverTimeError after ``seconds``; OSError when no program can be started, status 126 or 127 tells of this one.
    """
    known = {name: os.environ[name] for name in _KNOWN if name in os.environ}
    with (folder / "said").open("w+b") as said, _watched(folder) as tell:
        process = subprocess.Popen(  # noqa: S603 - a fixed program with arguments of our own
            [*_GATE, *command],
            cwd=folder,
            env={**known, "TMPDIR": str(folder), **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        try:
            tell(process.pid)
            _limit(process.pid, memory)
            _open(process)
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OverTimeError from None
        finally:
            _end(process)
        said.seek(0, os.SEEK_END)
        said.seek(max(said.tell() - _SAID, 0))
        return status, said.read().decode("utf-8", "replace").strip()


@contextmanager
def _watched(folder: Path) -> Iterator[Callable[[int], None]]:
    """Has a process end the group that is told of here, and remove the folder, should this process be killed."""
    if os.name != "posix" or not sys.executable:
        yield lambda _: None
        return
    command = [sys.executable, "-I", "-S", "-c", _WATCH, str(folder)]
    # Out of reach of a terminal that closes.
    watch = subprocess.Popen(command, stdin=subprocess.PIPE, cwd="/", start_new_session=True)  # noqa: S603 - our own
    pipe = watch.stdin
    assert pipe is not None  # noqa: S101 - for the type

    def tell(word: object) -> None:
        with suppress(BrokenPipeError):
            pipe.write(f"{word}\n".encode())
            pipe.flush()

    try:
        yield tell
    finally:
        tell("over")
        pipe.close()
        watch.wait()


def _open(process: subprocess.Popen[bytes]) -> None:
    """Lets a program begin that waits behind the gate."""
    with suppress(BrokenPipeError), process.stdin or nullcontext() as gate:
        if gate is not None:
            gate.write(b"\n")


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

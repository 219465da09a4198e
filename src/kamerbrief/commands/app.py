"""What the commands share: the application, its exit statuses, and how errors are shown."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer
from typer.core import TyperCommand

from kamerbrief.errors import FaultError, KamerbriefError, ReadError, said_of

if TYPE_CHECKING:
    from kamerbrief.settings import Settings
    from kamerbrief.store import Store


class OcrChoice(StrEnum):
    """Which pages of a pdf are read by OCR."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


OcrOption = Annotated[
    OcrChoice | None,
    typer.Option("--ocr", help="Pages read by OCR: those without text, all, or none.", show_default="auto"),
]


class OfStore(TyperCommand):
    """A command on a store; names that the option for its folder had before go on working, with a note."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads the arguments as ever."""
        given = args[: args.index("--")] if "--" in args else args
        old = next((word.partition("=")[0] for word in given if word.partition("=")[0] in _FORMER), None)
        if old is not None:
            typer.echo(f"kamerbrief: note: {old} is now called --store; it goes on working", err=True)
        return super().parse_args(ctx, args)


#: What the option was called in commands that took the store for their output.
_FORMER = frozenset({"-o", "--output"})
#: The folder of the store, named alike in every command.
StoreFolder = Annotated[Path, typer.Option("--store", metavar="DIR", help="The store's folder.")]
#: The same in commands in which it had another name.
OldStoreFolder = Annotated[Path, typer.Option("--store", "-o", "--output", metavar="DIR", help="The store's folder.")]

app = typer.Typer(
    help="Reads Dutch government letters and extracts checked facts, each with the exact words it came from.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)

#: Exit statuses: 0 is a success, 2 wrong usage.
UNREADABLE = 3
BROKEN = 4
#: That of a program which ends by Ctrl-C, for shells and whoever started it.
_INTERRUPTED = 128 + signal.SIGINT
#: That of one whose output nobody reads any more (``| head``), as shells have it for programs that are told so.
_UNREAD = 128 + getattr(signal, "SIGPIPE", 13)


def settings_with(ocr: OcrChoice | None) -> Settings:
    """The settings, with what the option ``--ocr`` says where it is given."""
    from kamerbrief.settings import Ocr, settings

    return settings() if ocr is None else settings().model_copy(update={"ocr": Ocr(ocr.value)})


P = ParamSpec("P")
R = TypeVar("R")


def reports_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turns the program's own errors into one line on standard error and an exit status."""
    return reports_errors_as()(command)


def reports_errors_as(status: int | None = None, *, serves: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The same with one exit status for all of them, where a command has its own meaning for 1 and 2.

    A signal ends a command in one line too. One that ``serves`` until it is stopped has its own way to end.
    """

    def wrap(command: Callable[P, R]) -> Callable[P, R]:
        def told(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return _written(lambda: command(*args, **kwargs))
            except (typer.Exit, typer.Abort, typer.BadParameter):
                raise
            except Exception as error:
                if _is_unread(error):
                    raise typer.Exit(_UNREAD) from error
                said = _said(error)
                if said is None:
                    raise
                typer.echo(f"kamerbrief: {said}", err=True)
                raise typer.Exit(status or (UNREADABLE if isinstance(error, ReadError) else BROKEN)) from error
            except KeyboardInterrupt as error:
                typer.echo("kamerbrief: stopped by SIGINT", err=True)
                raise typer.Exit(_INTERRUPTED) from error

        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            from kamerbrief.stopping import stopping

            _open_streams()
            with nullcontext() if serves else stopping():
                return told(*args, **kwargs)

        return run

    return wrap


def _written(command: Callable[[], R]) -> R:
    """Does a command, and writes what is left of its output while trouble with that can still be told."""
    try:
        return command()
    finally:
        sys.stdout.flush()


def _is_unread(error: Exception) -> bool:
    """True where whoever read standard output has ended, which is no trouble and nothing to tell."""
    if not isinstance(error, BrokenPipeError) or not hasattr(select, "poll"):
        return False
    asked = select.poll()
    asked.register(sys.stdout.fileno(), 0)
    return bool(asked.poll(0))


def _open_streams() -> None:
    """Opens what the program was started without (``>&-``), lest a file of the store get its number."""
    for name, mode in {"stdin": "r", "stdout": "w", "stderr": "w"}.items():
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end


def _said(error: Exception) -> str | None:
    """An error in one line; none for a fault of the program where the settings want all of it."""
    from kamerbrief.settings import settings

    if isinstance(error, OSError):
        return said_of(error)
    if isinstance(error, KamerbriefError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory; end other programs, or give this one more"
    if settings().strict:
        return None
    from kamerbrief.guard import place_in_program

    return str(FaultError("", error, place_in_program(error)))


def tell_troubles(store: Store) -> None:
    """Says on standard error what of the store could not be read."""
    for line in store.troubles:
        typer.echo(f"kamerbrief: {line}", err=True)


def _show_version(wanted: bool) -> None:
    if wanted:
        from kamerbrief.version import __version__, rules_fingerprint

        typer.echo(f"kamerbrief {__version__} (rules {rules_fingerprint()})")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Reads Dutch government letters and extracts checked facts, each with the exact words it came from."""

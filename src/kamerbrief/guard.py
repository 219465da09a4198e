"""Faults of the program itself: what they cost, and where in it they are.

One fact that fails does not cost the letter: its fault becomes a warning, the other facts come out. Any other fault is
an error of one line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from kamerbrief.contract import Warning_, WarningCode, warning
from kamerbrief.errors import FaultError, KamerbriefError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_PACKAGE = Path(__file__).parent


@dataclass(slots=True)
class Guard:
    """Runs finders of facts; ``warnings`` tells of those that failed. A ``strict`` one lets them raise."""

    strict: bool = False
    warnings: list[Warning_] = field(default_factory=list)

    def find(self, kind: str, otherwise: _T, finder: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What the finder of this kind of fact returns, or ``otherwise`` where it fails.

        The program's own errors (a time limit that is over, word lists that disagree), want of memory and interrupts
        are no faults of a finder: they raise.
        """
        try:
            return finder(*args, **kwargs)
        except (KamerbriefError, MemoryError):
            raise
        except Exception as error:
            if self.strict:
                raise
            fault = {"finder": kind, "error": type(error).__name__, "at": place_in_program(error)}
            self.warnings.append(warning(WarningCode.FACT_FAILED, fault))
            return otherwise

    def every(self, kind: str, finder: Callable[_P, Iterable[_T]], *args: _P.args, **kwargs: _P.kwargs) -> list[_T]:
        """All that the finder yields, or nothing where it fails on the way."""
        return self.find(kind, [], lambda: list(finder(*args, **kwargs)))


@contextmanager
def telling_faults(name: str, *, strict: bool = False) -> Iterator[None]:
    """Turns an error that nobody expected into a FaultError that names the file ``name``.

    The program's own errors, those of the system and want of memory are no faults. A ``strict`` one lets all raise.
    """
    try:
        yield
    except (KamerbriefError, OSError, MemoryError):
        raise
    except Exception as error:
        if strict:
            raise
        raise FaultError(name, error, place_in_program(error)) from error


def place_in_program(error: Exception) -> str:
    """The innermost line of this package that the error went through, as module and line number."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    frame = frames[-1]
    module = Path(frame.filename).relative_to(_PACKAGE.parent).with_suffix("")
    return f"{'.'.join(module.parts)}:{frame.lineno}"

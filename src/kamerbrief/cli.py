"""The command line. Results go to standard output, everything else to standard error."""

from __future__ import annotations

# Each module adds its commands to the application.
from kamerbrief.commands import (  # noqa: F401
    changes,
    fetching,
    flows,
    following,
    letter,
    measuring,
    reviewing,
    store,
    using,
)
from kamerbrief.commands.app import BROKEN, UNREADABLE, app

__all__ = ["BROKEN", "UNREADABLE", "app"]

if __name__ == "__main__":
    app()

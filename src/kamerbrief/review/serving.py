"""Serving the review application until it is asked to end."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from kamerbrief.stopping import SIGNALS, end_in_time, say, stopped_by

#: The exit status where nothing could be served; the server has said why.
_NOT_SERVED = 3


class _Server(uvicorn.Server):
    """Answers what was asked before it ends, for a few seconds at most; asked twice it ends no sooner."""

    #: The signal that asked it to end, and whether that was told.
    asked: int | None = None
    told = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        del frame
        if self.asked is None:
            self.asked, self.should_exit = sig, True
            end_in_time(sig, lambda: "" if self.told else stopped_by(sig))


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serves the application until a signal ends the process, in one line and with the signal's status."""
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False)
    server = _Server(config)
    heeded = [each for each in SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]
    for each in heeded:
        # uvicorn heeds some of them while it serves, and gives back what was there.
        signal.signal(each, server.handle_exit)
    server.run()
    if server.asked is not None:
        for each in heeded:
            signal.signal(each, signal.SIG_IGN)
        server.told = True
        say(stopped_by(server.asked))
        sys.exit(128 + server.asked)
    if not server.started:
        sys.exit(_NOT_SERVED)

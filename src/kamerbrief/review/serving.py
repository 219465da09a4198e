"""Serving the review application until it is asked to end."""

from __future__ import annotations

import sys
from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from kamerbrief.stopping import end_in_time

#: The exit status where nothing could be served; the server has said why.
_NOT_SERVED = 3


class _Server(uvicorn.Server):
    """Answers what was asked before it ends, for a few seconds at most; asked twice it ends no sooner."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            end_in_time(sig)
            super().handle_exit(sig, frame)


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serves the application; returns when Ctrl-C ends it, other signals end the process."""
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False)
    server = _Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(_NOT_SERVED)

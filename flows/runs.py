"""Runs of the flows: which process works on one, and what becomes of those whose process is gone."""

from __future__ import annotations

import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as OfType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run
from prefect.states import Crashed

FLOWS = ("ingest", "reprocess", "review")
#: The label of a run that names its process.
PROCESS = "kamerbrief.process"
_PAGE = 200


def begin() -> list[str]:
    """Says on this run which process works on it, and marks crashed runs; returns the names of those."""
    with get_client(sync_client=True) as client:
        if flow_run.id:
            client.update_flow_run_labels(flow_run.id, {PROCESS: _this_process()})
        return mark_crashed(client)


def mark_crashed(client: SyncPrefectClient) -> list[str]:
    """Marks runs that count as running though their process is gone; returns their names."""
    chosen = FlowRunFilter(state=FlowRunFilterState(type=OfType(any_=[StateType.RUNNING])))
    flows = FlowFilter(name=FlowFilterName(any_=list(FLOWS)))
    running, found = list[FlowRun](), client.read_flow_runs(flow_filter=flows, flow_run_filter=chosen, limit=_PAGE)
    while found:
        running += found
        found = client.read_flow_runs(flow_filter=flows, flow_run_filter=chosen, limit=_PAGE, offset=len(running))
    gone = [run for run in running if _is_gone(str(run.labels.get(PROCESS, "")))]
    for run in gone:
        message = f"its process ({run.labels[PROCESS]}) ended without a word"
        client.set_flow_run_state(run.id, Crashed(message=message), force=True)
    return [run.name for run in gone]


def _this_process() -> str:
    """The process by machine, number and when it began: numbers are used again."""
    return f"{os.getpid()} on {socket.gethostname()}, begun {_begun(os.getpid())}"


def _is_gone(process: str) -> bool:
    """True for a process of this machine that is no more; false where that cannot be told."""
    said = re.fullmatch(r"(\d+) on (.*), begun (.*)", process)
    if said is None or said[2] != socket.gethostname():
        return False
    return _begun(int(said[1])) != said[3]


def _begun(process: int) -> str:
    """When a process began, as its system counts; empty for one that is no more, "unknown" where nobody tells."""
    if sys.platform == "linux":
        with suppress(OSError):
            said = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
            fields = said.rpartition(")")[2].split()
            return "" if fields[0] == "Z" else fields[19]
        return ""
    if os.name != "posix":
        return "unknown"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "unknown"

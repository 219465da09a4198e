"""What the flows run their tasks on: threads, processes, or a Dask or Ray cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from math import ceil
from typing import Any, TypeVar

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from kamerbrief.errors import KamerbriefError
from kamerbrief.settings import Runner, Settings
from kamerbrief.workers import end_workers, keep_tracking, prepare_watching

T = TypeVar("T")

#: Most letters of a portion, and fewest portions for a worker: enough letters that Prefect's cost per task disappears,
#: enough portions to share them out.
_MOST, _PORTIONS = 40, 4


def portions_of(letters: Sequence[T], workers: int) -> list[list[T]]:
    """The letters in portions for one task each, in order and of like size, equally many for every worker."""
    least = max(ceil(len(letters) / _MOST), min(len(letters), workers * _PORTIONS))
    count = min(len(letters), ceil(least / workers) * workers)
    bounds = [len(letters) * place // max(count, 1) for place in range(count + 1)]
    return [list(letters[start:end]) for start, end in pairwise(bounds)]


def task_runner(config: Settings) -> TaskRunner[Any]:
    """The task runner that the settings name. Raises KamerbriefError when what it needs is not installed."""
    return _MAKERS[config.runner](config)


@contextmanager
def running(config: Settings) -> Iterator[TaskRunner[Any]]:
    """The task runner at work; what stops the flow ends its processes at once, whatever they read."""
    with task_runner(config) as runner:
        try:
            yield runner
        except BaseException:
            pool = getattr(runner, "_executor", None)
            if isinstance(pool, ProcessPoolExecutor):
                end_workers(pool)
            raise


def _threads(config: Settings) -> TaskRunner[Any]:
    return ThreadPoolTaskRunner(max_workers=config.workers)


def _processes(config: Settings) -> TaskRunner[Any]:
    keep_tracking()
    given = (config.model, os.getpid())
    return ProcessPoolTaskRunner(max_workers=config.workers, initializer=prepare_watching, initargs=given)


def _dask(config: Settings) -> TaskRunner[Any]:
    runner = _integration("prefect_dask", "DaskTaskRunner", "dask")
    if config.runner_address:
        return runner(address=config.runner_address)
    return runner(cluster_kwargs={"n_workers": config.workers, "threads_per_worker": 1, "dashboard_address": None})


def _ray(config: Settings) -> TaskRunner[Any]:
    runner = _integration("prefect_ray", "RayTaskRunner", "ray")
    return runner(address=config.runner_address) if config.runner_address else runner()


def _integration(module: str, name: str, extra: str) -> Callable[..., TaskRunner[Any]]:
    try:
        return getattr(import_module(module), name)  # type: ignore[no-any-return]
    except ImportError as error:
        raise KamerbriefError(f"the runner '{extra}' needs more: pip install 'kamerbrief[{extra}]'") from error


_MAKERS: dict[Runner, Callable[[Settings], TaskRunner[Any]]] = {
    Runner.THREADS: _threads,
    Runner.PROCESSES: _processes,
    Runner.DASK: _dask,
    Runner.RAY: _ray,
}

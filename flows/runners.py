"""What the flows run their tasks on: threads, processes, or a Dask or Ray cluster."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from kamerbrief.batch import prepare
from kamerbrief.errors import KamerbriefError
from kamerbrief.settings import Runner, Settings

#: Fewest and most letters of a portion: enough that Prefect's cost per task disappears, few enough to share them out.
_FEWEST, _MOST = 1, 40


def portion_size(letters: int, workers: int) -> int:
    """How many letters go into one task, so that every worker gets several tasks where there are many letters."""
    return max(_FEWEST, min(_MOST, letters // (workers * 4)))


def task_runner(config: Settings) -> TaskRunner[Any]:
    """The task runner that the settings name. Raises KamerbriefError when what it needs is not installed."""
    return _MAKERS[config.runner](config)


def _threads(config: Settings) -> TaskRunner[Any]:
    return ThreadPoolTaskRunner(max_workers=config.workers)


def _processes(config: Settings) -> TaskRunner[Any]:
    return ProcessPoolTaskRunner(max_workers=config.workers, initializer=prepare, initargs=(config.model,))


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

"""Processes that end with the one that started them, however it ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

# A new process, not a fork of this one: threads and connections do not survive forking.
SPAWN = multiprocessing.get_context("spawn")
SECONDS_TO_FINISH = 12
SECONDS_BEFORE_RESTART = 2


def end_with_parent() -> None:
    """Called in a child: a parent that was killed could not tell it to end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent,), daemon=True).start()


def _wait_for(parent: Any) -> None:
    parent.join()
    os._exit(1)


def done_beside(work: Callable[..., None], *arguments: object) -> None:
    """`work` in a process of its own, which takes what it loaded with it; this one ends as that one, if that failed."""
    child = SPAWN.Process(target=_work, args=(work, arguments))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(1)


def _work(work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    gc.disable()  # it ends soon
    try:
        work(*arguments)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)


@contextmanager
def kept_running(work: Callable[..., None], *arguments: object) -> Iterator[None]:
    """`work` in a process beside this one, started again when it dies, asked to finish at the end of the block."""
    keeper = _Keeper(work, arguments)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    """Sees to it that there is always one child at work."""

    def __init__(self, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
        super().__init__(daemon=True)
        self._work, self._arguments = work, arguments
        self._lock, self._stopping = threading.Lock(), threading.Event()
        self._child = self._start_child()

    def run(self) -> None:
        while True:
            self._child.join()
            if self._stopping.wait(SECONDS_BEFORE_RESTART):
                return
            with self._lock:
                if not self._stopping.is_set():
                    self._child = self._start_child()

    def stop(self) -> None:
        with self._lock:
            self._stopping.set()
        self._child.terminate()
        self.join(SECONDS_TO_FINISH)
        self._child.kill()
        self.join()

    def _start_child(self) -> Any:
        child = SPAWN.Process(target=_run, args=(self._work, self._arguments), daemon=True)
        child.start()
        return child


def _run(work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    end_with_parent()
    work(*arguments)

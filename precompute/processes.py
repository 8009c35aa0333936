"""Work shared out among processes that start afresh and end with the one that started them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from precompute.errors import InputError

T = TypeVar("T")
R = TypeVar("R")


def each(
    function: Callable[[T], R], tasks: Iterable[T], *, workers: int, ahead: int = 2
) -> Iterator[R]:
    """Results of ``function`` on each task, as they come; at most ``ahead`` a worker wait.

    ``function`` must be importable, and its module light: each process imports it anew. With one
    worker all is done in this process. Raises ``InputError`` when a process is killed.
    """
    if workers < 2:
        yield from map(function, tasks)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_settle) as pool:
        under_way: set[Future[R]] = set()
        try:
            for task in tasks:
                with deaf_to_interrupts():
                    under_way.add(pool.submit(function, task))
                if len(under_way) >= workers * ahead:
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            yield from (future.result() for future in under_way)
        except BrokenProcessPool:
            raise InputError(
                "a worker process was killed (out of memory?): run the same command again, "
                "with fewer --workers"
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def one_thread() -> contextlib.AbstractContextManager[object]:
    """A block in which NumPy multiplies on one thread, for work shared out among processes.

    Threads of several processes wait for each other by spinning: comparing two pictures took two
    and a half times the processor time on two busy cores.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  (not all that is shared out needs it)

    return threadpool_limits(limits=1, user_api="blas")  # type: ignore[no-any-return]


@contextlib.contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """A process started in this block never hears Ctrl-C: the parent decides when to stop."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle() -> None:
    """In a worker: do not outlive the parent, however it ends."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()

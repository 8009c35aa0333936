"""How many threads one search may use."""

from __future__ import annotations

from functools import cache

from threadpoolctl import threadpool_limits


@cache
def one_thread_a_search() -> None:
    """Give each search one thread: visitors are served side by side, not each by all cores.

    The pieces of a search are of some milliseconds; shared between threads that wait for each
    other by spinning, they cost ten times the processor time as soon as two visitors ask at once
    (measured on two cores: 24 ms in place of 2.3 for a vector search among 10,000). It holds for
    NumPy in the whole process; FAISS, which counts by thread, is told at each search.
    """
    threadpool_limits(limits=1, user_api="blas")

"""Work on a row of things by two processes: where a system can fork, every other one by a copy of this one.

PDFium reads one page at a time in a process, and is the most of what reading a filing takes.
"""

import ctypes
import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
Work = Callable[[Sequence[int]], Sequence[T]]
_DIES_WITH_ITS_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl


def by_two(
    count: int, work: Work[T], packed: Callable[[T], tuple[Any, ...]], unpacked: Callable[[tuple[Any, ...]], T]
) -> Sequence[T]:
    """What `work` makes of the numbers from 0 to `count`, in order; the odd ones in another process beside this one.

    Args:
        count: how many there are.
        work: makes the things of some numbers, and leaves nothing else behind. Where the other process fails at it,
            this one does it all.
        packed: a thing as plain tuples, numbers and strings, to be handed over.
        unpacked: the thing again.
    """
    if not hasattr(os, "fork"):
        return work(range(count))
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _hand_over(writer, lambda: [packed(one) for one in work(range(1, count, 2))])
    os.close(writer)
    with os.fdopen(reader, "rb") as results:
        even = work(range(0, count, 2))
        data = results.read()
    os.waitpid(child, 0)
    odd = [unpacked(one) for one in marshal.loads(data)] if data else work(range(1, count, 2))
    return list(_alternating(even, odd))


def _alternating(even: Sequence[T], odd: Sequence[T]) -> Iterable[T]:
    for place, one in enumerate(even):
        yield one
        yield from odd[place : place + 1]


def _hand_over(writer: int, make: Callable[[], Any]) -> NoReturn:
    """In the copy: do its part, hand it over whole or not at all, and be gone without this program's farewells."""
    status = 1
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_DIES_WITH_ITS_PARENT, signal.SIGKILL)
        data = marshal.dumps(make())
        with os.fdopen(writer, "wb") as results:
            results.write(data)
        status = 0
    finally:
        os._exit(status)

"""The worker process: reads one file after another, as told on standard input, and answers on standard output.

It is started as a fresh interpreter, not through `multiprocessing`, which would import the main module again: under
Streamlit that is the whole page.
"""

import gc
import os
import pickle
import signal
import sys
import time
from typing import IO

from core.errors import DamagedFile, ReadError, ReadLimit
from core.filings import ReadFiling
from core.ontology import load_ontology
from core.protocols import Progress
from ingest.orders import READ, Order, send
from ingest.reader import read_filing

PROGRESS_EVERY = 0.1  # seconds between two reports of the same step
PATIENCE = 20  # times the limit, by when the parent has killed this process on the busiest machine; else it ends itself
NEW_OBJECTS = 100_000  # between two looks for garbage: words and lines are many, and in no circles
HEADROOM_MEGABYTES = 512  # above the limit, where the system refuses memory that grows faster than it is watched


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Reads files until there are no more orders."""
    while True:
        try:
            order: Order = pickle.load(orders)
        except EOFError:
            return
        _limit(order)
        answer = _answer(order, answers)
        _unlimit()
        send(answers, Progress(READ, 1, 1))
        send(answers, answer)


def _answer(order: Order, answers: IO[bytes]) -> ReadFiling | ReadError:
    last = Progress("", 0, 0)
    reported = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last, reported
        now = time.monotonic()
        if progress.step != last.step or progress.done == progress.total or now - reported >= PROGRESS_EVERY:
            send(answers, progress)
            last, reported = progress, now

    try:
        return read_filing(
            order.path, name=order.name, password=order.password, on_progress=tell, processes=order.processes
        )
    except ReadError as error:
        return error
    except MemoryError:
        return ReadLimit(f"{order.name} needs more memory than allowed ({order.megabytes} MB): split it.")
    except RecursionError:
        return DamagedFile(f"{order.name} is nested too deeply to be read: save it again, or get it as a PDF.")
    except OSError as error:
        return DamagedFile(f"{order.name} could not be opened ({error.strerror}): check the file and try again.")


def _limit(order: Order) -> None:
    """Sets the limits that hold even if the parent is gone; systems without them rely on the parent alone."""
    if not hasattr(signal, "alarm"):
        return
    import resource

    signal.alarm(max(1, int(order.seconds * PATIENCE)))
    most = (order.megabytes + HEADROOM_MEGABYTES) * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _unlimit() -> None:
    """Lets a process that waits for its next order live on."""
    if hasattr(signal, "alarm"):
        signal.alarm(0)


def main() -> None:
    """Serves on standard input and output; what libraries print goes to standard error."""
    gc.set_threshold(NEW_OBJECTS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    load_ontology()  # kept: a worker that was made ready has it when its first order comes
    try:
        serve(sys.stdin.buffer, answers)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)


if __name__ == "__main__":
    main()

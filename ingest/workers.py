"""Several files are read at once, each in a worker process that can crash, hang or grow without harm to the others."""

import contextlib
import pickle
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

from core.errors import DamagedFile, ReadError, ReadLimit
from core.filings import ReadFiling
from core.protocols import Progress
from ingest.orders import READ, Message, Order, send
from ingest.processes import cores, end, resident_megabytes, seconds_waited, start_worker

WATCH_SECONDS = 0.1  # between two looks at each worker's time and memory


class FileToRead(NamedTuple):
    """A file on disk, the name it goes by, and its password."""

    path: Path
    name: str
    password: str | None = None


class ReadOutcome(NamedTuple):
    """What became of a file: its reading, or the error that says why there is none."""

    file: FileToRead
    reading: ReadFiling | None
    error: ReadError | None
    seconds: float


class _Moved(NamedTuple):
    file: FileToRead
    progress: Progress


def read_many(
    files: Sequence[FileToRead],
    *,
    seconds: float,
    megabytes: int,
    on_progress: Callable[[FileToRead, Progress], None],
    stop: threading.Event,
) -> Iterator[ReadOutcome]:
    """Reads files in worker processes, as many as there are cores; outcomes come as they are ready.

    Args:
        files: what to read.
        seconds: the most time for one file, without the time in which other programs had the processor; over it the
            worker is killed and `ReadLimit` is that file's outcome.
        megabytes: the most memory for one file, likewise.
        on_progress: is called in the caller's thread, between outcomes.
        stop: once set, no further file is begun, those being read are given up, and the iterator ends.
    """
    waiting: Queue[FileToRead] = Queue()
    for file in files:
        waiting.put(file)
    events: Queue[_Moved | ReadOutcome] = Queue()
    readers = max(1, min(len(files), cores()))
    workers = [_Worker(waiting, events, seconds, megabytes, cores() // readers) for _ in range(readers)]
    for worker in workers:
        worker.start()
    try:
        yield from _outcomes(workers, events, len(files), on_progress, stop)
    finally:
        for worker in workers:
            worker.close()


def _outcomes(
    workers: Sequence["_Worker"],
    events: "Queue[_Moved | ReadOutcome]",
    expected: int,
    on_progress: Callable[[FileToRead, Progress], None],
    stop: threading.Event,
) -> Iterator[ReadOutcome]:
    while expected and not stop.is_set():
        for worker in workers:
            worker.watch()
        with contextlib.suppress(Empty):
            event = events.get(timeout=WATCH_SECONDS)
            if isinstance(event, ReadOutcome):
                expected -= 1
                yield event
            else:
                on_progress(event.file, event.progress)


class _Worker(threading.Thread):
    """A thread that feeds one process; a process that died or was killed is replaced for the next file."""

    def __init__(
        self,
        waiting: "Queue[FileToRead]",
        events: "Queue[_Moved | ReadOutcome]",
        seconds: float,
        megabytes: int,
        processes: int,
    ) -> None:
        super().__init__(daemon=True, name="reader")
        self._waiting, self._events = waiting, events
        self._seconds, self._megabytes, self._processes = seconds, megabytes, processes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._began: float | None = None
        self._waited = 0.0
        self._over = ""
        self._closed = False

    def run(self) -> None:
        """Reads waiting files until there are none."""
        while not self._closed:
            try:
                file = self._waiting.get_nowait()
            except Empty:
                break
            began = time.monotonic()
            answer = self._read(file)
            seconds = time.monotonic() - began
            reading, error = (answer, None) if isinstance(answer, ReadFiling) else (None, answer)
            self._events.put(ReadOutcome(file, reading, error, seconds))
        self.close()

    def watch(self) -> None:
        """Kills the process where its file went over a limit."""
        with self._lock:
            process, began = self._process, self._began
            if process is None or began is None:
                return
            if time.monotonic() - began - (seconds_waited(process.pid) - self._waited) > self._seconds:
                self._over = f"took longer than {self._seconds:g} seconds to read"
            elif resident_megabytes(process.pid) > self._megabytes:
                self._over = f"needs more memory than allowed ({self._megabytes} MB)"
            if self._over:
                process.kill()

    def close(self) -> None:
        """Ends the process, whatever it does."""
        with self._lock:
            self._closed = True
            self._discard()

    def _read(self, file: FileToRead) -> ReadFiling | ReadError:
        limits = (self._seconds, self._megabytes, self._processes)
        order = Order(file.path.absolute(), file.name, file.password, *limits)
        try:
            process = self._running()
            assert process.stdin and process.stdout
            send(process.stdin, order)
            while True:
                message: Message = pickle.load(process.stdout)
                if not isinstance(message, Progress):
                    return message
                if message.step == READ:
                    self._stop_clock()
                else:
                    self._events.put(_Moved(file, message))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # a closed pipe is a ValueError
            return self._lost(file)

    def _stop_clock(self) -> None:
        """The file is read: what remains is this program's own time."""
        with self._lock:
            self._began = None

    def _running(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise EOFError
            if self._process is None:
                self._process = start_worker()
            self._began, self._over = time.monotonic(), ""
            self._waited = seconds_waited(self._process.pid)
            return self._process

    def _lost(self, file: FileToRead) -> ReadError:
        """Why the process is gone: over a limit, or crashed over this file."""
        with self._lock:
            self._discard()
            self._began = None
            if self._over:
                return ReadLimit(f"{file.name} {self._over}: split it, or raise the limit in the settings.")
        return DamagedFile(f"{file.name} crashed its reader and was left out: download it again, or save it anew.")

    def _discard(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None

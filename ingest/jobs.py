"""The work on files that goes on in the background, for whoever looks."""

import threading
from collections.abc import Callable, Sequence

from core.reports import IngestReport
from ingest.intake import IngestJob


class Jobs:
    """Those that run, and the last one. Safe from any thread."""

    def __init__(self) -> None:
        self._jobs: list[IngestJob] = []
        self._single: dict[str, IngestJob] = {}
        self._lock = threading.RLock()

    def begin(self, names: Sequence[str], work: Callable[..., IngestReport]) -> IngestJob:
        """Start one: `work` takes what is told of a file, the stop, and what is told of the report."""
        job = IngestJob(names, work)
        with self._lock:
            self._jobs = [*(j for j in self._jobs if not j.done), job]
        job.begin()
        return job

    def begin_once(self, kind: str, names: Callable[[], Sequence[str]], work: Callable[..., IngestReport]) -> IngestJob:
        """Start the one of its kind; the one that runs, if one does."""
        with self._lock:
            job = self._single.get(kind)
            if job is None or job.done:
                job = self._single[kind] = self.begin(names(), work)
            return job

    def all(self) -> Sequence[IngestJob]:
        """The jobs that run, and the last one."""
        return tuple(self._jobs)

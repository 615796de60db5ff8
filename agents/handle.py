"""A question being answered in a thread of its own."""

import threading
from collections.abc import Callable

from core.background import Background
from core.protocols import Emit
from core.recording import Recording
from core.traces import Run


class RunHandle(Background):
    """`run` is the run so far, or whole once `done`; `stop()` ends it and keeps what it found."""

    def __init__(self, run: Run, answer: Callable[[Run, Emit, threading.Event], Run]) -> None:
        super().__init__(self._work, "run")
        self.session = run.session
        self._recording = Recording(run)
        self._answer = answer

    @property
    def run(self) -> Run:
        """A snapshot: the same type in progress and whole."""
        return self._recording.run

    def _work(self, stop: threading.Event) -> None:
        self._answer(self._recording.run, self._recording.take, stop)

"""A question being answered in a thread of its own."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from core.answers import Answer, AnswerStatus
from core.background import Background
from core.protocols import Emit
from core.recording import Recording
from core.traces import Run


class RunHandle(Background):
    """`run` is the run so far, or whole once `done`; `stop()` ends it and keeps what it found.

    `browser` is the one that asked, None for a script.
    """

    def __init__(
        self, run: Run, answer: Callable[[Run, Emit, threading.Event], Run], browser: str | None = None
    ) -> None:
        super().__init__(self._work, "run")
        self.session = run.session
        self.browser = browser
        self._recording = Recording(run)
        self._answer = answer

    @property
    def run(self) -> Run:
        """A snapshot: the same type in progress and whole."""
        return self._recording.run

    def _work(self, stop: threading.Event) -> None:
        self._answer(self._recording.run, self._recording.take, stop)


def broken(run: Run, error: Exception) -> Run:
    """The run as it ends when Footnote itself fails: with a sentence, and nothing of the error's own text."""
    sentence = f"Footnote broke on this question by a fault of its own ({type(error).__name__}); ask it another way."
    return replace(run, ended=datetime.now(UTC), answer=Answer(sentence, AnswerStatus.FAILED, error=sentence))

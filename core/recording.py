"""A run as it grows: events in, one `Run` out that can be shown at any moment."""

import threading
from dataclasses import replace

from core.answers import Answer, AnswerStatus
from core.traces import (
    Event,
    FindingReady,
    PlanReady,
    Run,
    RunEnded,
    RunStarted,
    Span,
    SpanEnded,
    SpanStarted,
    TextAdded,
)

FORMING = Answer("", AnswerStatus.PARTIAL)


def grown(run: Run, event: Event) -> Run:
    """The run after one more event; while it runs, `answer` holds the findings and the text so far."""
    match event:
        case RunStarted(run=whole) | RunEnded(run=whole):
            return whole
        case PlanReady(plan=plan):
            return replace(run, plan=plan)
        case SpanStarted(span=span) | SpanEnded(span=span):
            return replace(run, spans=_with(run.spans, span))
        case FindingReady(finding=finding):
            answer = run.answer or FORMING
            return replace(run, answer=replace(answer, findings=(*answer.findings, finding)))
        case TextAdded(text=text):
            answer = run.answer or FORMING
            return replace(run, answer=replace(answer, markdown=answer.markdown + text))


def _with(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    if any(s.id == span.id for s in spans):
        return tuple(span if s.id == span.id else s for s in spans)
    return (*spans, span)


class Recording:
    """Takes a run's events from any thread; `run` is the run so far."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()

    def take(self, event: Event) -> None:
        """Add one event."""
        with self._lock:
            self._run = grown(self._run, event)

    @property
    def run(self) -> Run:
        """The run so far: the same type, in progress or whole."""
        return self._run

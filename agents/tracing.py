"""Spans of a run: a context manager a step, timed and redacted, handed on as events."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from core.answers import Citation
from core.errors import Stopped
from core.protocols import Emit
from core.redaction import redacted
from core.traces import Span, SpanEnded, SpanKind, SpanStarted, SpanStatus, Tokens

_WITHIN: ContextVar["Step | None"] = ContextVar("footnote_step", default=None)
"""The step that this thread is in: what starts within it without a parent of its own hangs below it."""


@dataclass
class Step:
    """What a step fills in while it runs; it becomes the end of its span."""

    span: Span
    output: str = ""
    evidence: tuple[Citation, ...] = ()
    model: str | None = None
    tokens: Tokens | None = None
    cost: Decimal | None = None
    error: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


class Tracer:
    """Makes the spans of one run and emits them as they start and end. Safe from any thread."""

    def __init__(self, run: str, emit: Emit) -> None:
        self._run = run
        self._emit = emit
        self._lock = threading.Lock()
        self._ended: list[Span] = []

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans that have ended, by start."""
        with self._lock:
            return tuple(sorted(self._ended, key=lambda span: span.start))

    @contextmanager
    def span(
        self, kind: SpanKind, name: str, input: str = "", parent: Step | None = None, sub_question: str | None = None
    ) -> Iterator[Step]:
        """Time a step, below `parent` or else the step around it. Errors pass through; `Stopped` stops it."""
        parent = parent or _WITHIN.get()
        started = Span(
            id=uuid.uuid4().hex[:16],
            run=self._run,
            kind=kind,
            name=name,
            start=datetime.now(UTC),
            parent=parent.span.id if parent else None,
            input=redacted(input),
            sub_question=sub_question,
        )
        step = Step(started)
        self._emit(SpanStarted(started))
        outer = _WITHIN.set(step)
        status = SpanStatus.OK
        try:
            yield step
            status = SpanStatus.ERROR if step.error else SpanStatus.OK
        except Stopped as stopped:
            status, step.error = SpanStatus.STOPPED, str(stopped)
            raise
        except BaseException as error:
            status, step.error = SpanStatus.ERROR, f"{type(error).__name__}: {error}"
            raise
        finally:
            _WITHIN.reset(outer)
            self._end(step, status)

    def _end(self, step: Step, status: SpanStatus) -> None:
        span = replace(
            step.span,
            end=datetime.now(UTC),
            status=status,
            output=redacted(step.output),
            evidence=step.evidence,
            model=step.model,
            tokens=step.tokens,
            cost=step.cost,
            error=redacted(step.error) if step.error else None,
            attributes=dict(step.attributes),
        )
        with self._lock:
            self._ended.append(span)
        self._emit(SpanEnded(span))

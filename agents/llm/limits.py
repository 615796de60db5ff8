"""How much a question and a session may use. What was used is counted from the spans, so that nothing is forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from core.errors import LimitReached
from core.settings import Settings
from core.traces import Run, Span, SpanKind


@dataclass(frozen=True)
class Limits:
    """The most of a question (steps are model calls) and, in tokens, dollars and seconds of work, of a session."""

    steps: int = 30
    tool_calls: int = 60
    sub_questions: int = 24
    tokens: int = 300_000
    cost: Decimal = Decimal(1)
    seconds: float = 300.0
    session_tokens: int = 3_000_000
    session_cost: Decimal = Decimal(10)
    session_seconds: float = 14_400.0

    def check_tools(self, spans: Sequence[Span], running: int = 0) -> None:
        """Raises LimitReached where the run's tool calls, those still running counted, are used up."""
        _within("tool calls", _count(spans, SpanKind.TOOL) + running, self.tool_calls, "FOOTNOTE_MAX_TOOL_CALLS")

    def check(self, run: Run, spans: Sequence[Span], history: Sequence[Run] = ()) -> None:
        """Raises LimitReached, naming the limit and its setting, where the run or its session has used it up."""
        tokens, cost = used(spans)
        before = [used(earlier.spans) for earlier in history]
        _within("model calls", _count(spans, SpanKind.LLM), self.steps, "FOOTNOTE_MAX_STEPS")
        _within("tokens", tokens, self.tokens, "FOOTNOTE_MAX_TOKENS")
        _within("dollars", cost, self.cost, "FOOTNOTE_MAX_COST")
        self.check_seconds(run, history)
        session_tokens = tokens + sum(one.tokens for one in before)
        _within("tokens of the session", session_tokens, self.session_tokens, "FOOTNOTE_SESSION_TOKENS")
        session_cost = cost + sum((one.cost for one in before), Decimal(0))
        _within("dollars of the session", session_cost, self.session_cost, "FOOTNOTE_SESSION_COST")

    def check_seconds(self, run: Run, history: Sequence[Run] = ()) -> None:
        """Raises LimitReached where the run, or with those before its session, has lasted as long as it may."""
        seconds = (datetime.now(UTC) - run.started).total_seconds()
        _within("seconds", seconds, self.seconds, "FOOTNOTE_MAX_SECONDS")
        before = sum((earlier.ended - earlier.started).total_seconds() for earlier in history if earlier.ended)
        _within("seconds of the session", before + seconds, self.session_seconds, "FOOTNOTE_SESSION_SECONDS")


class Used(NamedTuple):
    """Tokens and dollars."""

    tokens: int
    cost: Decimal


def used(spans: Iterable[Span]) -> Used:
    """What the model calls among the spans used."""
    calls = [span for span in spans if span.kind is SpanKind.LLM]
    tokens = sum(span.tokens.total for span in calls if span.tokens)
    return Used(tokens, sum((span.cost for span in calls if span.cost), Decimal(0)))


def limits_of(settings: Settings) -> Limits:
    """The limits that the settings name."""
    return Limits(
        steps=settings.max_steps,
        tool_calls=settings.max_tool_calls,
        sub_questions=settings.max_sub_questions,
        tokens=settings.max_tokens,
        cost=settings.max_cost,
        seconds=settings.max_seconds,
        session_tokens=settings.session_tokens,
        session_cost=settings.session_cost,
        session_seconds=settings.session_seconds,
    )


def _count(spans: Iterable[Span], kind: SpanKind) -> int:
    return sum(span.kind is kind for span in spans)


def _within(what: str, have: Decimal | float, most: Decimal | float, setting: str) -> None:
    if have >= most:
        raise LimitReached(
            f"The limit of {most:,} {what} was reached; ask something narrower, or raise {setting} in the settings."
        )

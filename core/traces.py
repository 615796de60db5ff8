"""A question as it was answered: spans of a run, runs of a session, feedback; and the events they grow from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.answers import Answer, Citation, Finding, Plan
from core.filings import Filing


class SpanKind(StrEnum):
    """What a span is: the OpenInference span kinds that Footnote uses."""

    AGENT = "AGENT"
    CHAIN = "CHAIN"
    TOOL = "TOOL"
    RETRIEVER = "RETRIEVER"
    EMBEDDING = "EMBEDDING"
    LLM = "LLM"
    EVALUATOR = "EVALUATOR"
    GUARDRAIL = "GUARDRAIL"


class SpanStatus(StrEnum):
    """Where a span stands; a stopped one keeps what it had."""

    RUNNING = "running"
    OK = "ok"
    ERROR = "error"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Tokens:
    """Tokens of a model call."""

    prompt: int = 0
    completion: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.prompt + self.completion


@dataclass(frozen=True)
class Span:
    """One step of a run. Times are UTC; `input` and `output` are text or JSON, with keys redacted.

    `sub_question` is the id of the plan's line that it worked for, `evidence` what it read.
    """

    id: str
    run: str
    kind: SpanKind
    name: str
    start: datetime
    parent: str | None = None
    end: datetime | None = None
    status: SpanStatus = SpanStatus.RUNNING
    input: str = ""
    output: str = ""
    sub_question: str | None = None
    evidence: tuple[Citation, ...] = ()
    model: str | None = None
    tokens: Tokens | None = None
    cost: Decimal | None = None
    error: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs."""
        return (self.end - self.start).total_seconds() if self.end else None


class Vote(StrEnum):
    """Thumbs."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Feedback:
    """A user's word on an answer, or on one of its footnotes (`footnote` is its number).

    `done` says that somebody has worked through it.
    """

    vote: Vote
    at: datetime
    footnote: int | None = None
    reason: str = ""
    correction: str = ""
    done: bool = False


@dataclass(frozen=True)
class RunSettings:
    """What a run was asked with."""

    provider: str = "offline"
    strategy: str = "sub-question"
    model: str | None = None
    version: str = ""


@dataclass(frozen=True)
class Run:
    """One question, from asking to answer. `filings` are those in scope, whole, so that a run reads by itself.

    `scope` are the ids that the user ticked or named; empty for all.
    """

    id: str
    session: str
    question: str
    started: datetime
    settings: RunSettings = RunSettings()
    scope: tuple[str, ...] = ()
    filings: tuple[Filing, ...] = ()
    plan: Plan | None = None
    answer: Answer | None = None
    spans: tuple[Span, ...] = ()
    ended: datetime | None = None
    stopped: bool = False
    feedback: tuple[Feedback, ...] = ()

    @property
    def seconds(self) -> float | None:
        """How long the question took; None while it runs."""
        return (self.ended - self.started).total_seconds() if self.ended else None

    @property
    def planned(self) -> bool:
        """Whether it ended with its plan, on purpose, and waits to be run."""
        return self.ended is not None and self.plan is not None and self.answer is None and not self.stopped


@dataclass(frozen=True)
class Session:
    """The runs of one conversation, oldest first."""

    id: str
    title: str
    created: datetime
    updated: datetime
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class RunStarted:
    """A question was taken on."""

    run: Run


@dataclass(frozen=True)
class PlanReady:
    """The plan stands and is about to run."""

    plan: Plan


@dataclass(frozen=True)
class SpanStarted:
    """A step began."""

    span: Span


@dataclass(frozen=True)
class SpanEnded:
    """A step ended, well or not; the same id as when it started."""

    span: Span


@dataclass(frozen=True)
class FindingReady:
    """A sub-question ended."""

    finding: Finding


@dataclass(frozen=True)
class TextAdded:
    """The answer grew by this much Markdown (shown while it forms; `RunEnded` has the audited whole)."""

    text: str


@dataclass(frozen=True)
class RunEnded:
    """The run is over: answered, refused, failed or stopped; nothing follows."""

    run: Run


Event = RunStarted | PlanReady | SpanStarted | SpanEnded | FindingReady | TextAdded | RunEnded

"""What an analyst is handed, and the two roles in which the offline and the LLM analyst differ."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from agents.indexes import Indexes
from agents.tool_reading import Summariser
from agents.tracing import Tracer
from core.answers import Answer, Finding, Plan, SubQuestion
from core.filings import Filing
from core.ontology import Ontology
from core.protocols import Emit, Shelf
from core.traces import Run


@dataclass(frozen=True)
class Task:
    """One question with all that answering it needs.

    Attributes:
        run: id, session, question, scope (ids that the user ticked; empty for all), settings, started.
        shelf: what is kept of the filings.
        ontology: the line items and ratios.
        history: the earlier runs of the conversation, oldest first.
        emit: takes the events, from any thread.
        stop: set when the user ends the run.
        plan: an edited plan to run in place of planning.
        indexes: the facts of the filings, indexed; hand in the same object to keep them warm over questions.
        searching: what is to be said of a filing, by its id, where its passages were searched.
    """

    run: Run
    shelf: Shelf
    ontology: Ontology
    history: tuple[Run, ...]
    emit: Emit
    stop: threading.Event
    plan: Plan | None = None
    indexes: Indexes = field(default_factory=Indexes)
    searching: Mapping[str, str] = field(default_factory=dict)

    def in_scope(self) -> tuple[Filing, ...]:
        """The filings ticked; all of them where none is."""
        filings = self.shelf.filings()
        return tuple(f for f in filings if not self.run.scope or f.id in self.run.scope)


class Planned(NamedTuple):
    """A plan and the filings that it is about."""

    plan: Plan
    filings: tuple[Filing, ...]


class Planner(Protocol):
    """Turns a question into a plan."""

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        """The plan. Raises NoFilings or CannotAsk with a sentence for the user."""
        ...


class Answerer(Protocol):
    """Turns findings into an answer."""

    def answer(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer:
        """The answer, not yet audited."""
        ...


class Explored(NamedTuple):
    """What an explorer looked up, as a plan, and what it found."""

    planned: Planned
    findings: tuple[Finding, ...]


LookUp = Callable[[SubQuestion], Finding]
"""Runs one sub-question with its tool, its span and its event; what fails is the finding's error."""


class Explorer(Protocol):
    """Looks things up step by step, each step after seeing what the last one found, in place of a plan made before."""

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """What was looked up and found. Raises NoFilings or CannotAsk with a sentence for the user."""
        ...


class Reviewer(Protocol):
    """Looks over the audited answer: what the audit of figures cannot see in free text, and how well the run did."""

    def review(self, task: Task, answer: Answer, tracer: Tracer) -> Answer:
        """The answer as it is shown."""
        ...


class Analyst(NamedTuple):
    """Who plans and who answers; who explores in place of planning, and who looks the answer over, where one does.

    `streams` says that the answerer emits its text itself, as it forms; `summariser` makes, for one question, who
    puts a section's sentences into points, where one does.
    """

    planner: Planner
    answerer: Answerer
    explorer: Explorer | None = None
    reviewer: Reviewer | None = None
    streams: bool = False
    summariser: Callable[[Task, Tracer], Summariser] | None = None

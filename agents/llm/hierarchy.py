"""Hierarchy: a top agent over one agent per filing, for questions that span many.

LlamaIndex has the parts of this (an `ObjectIndex` over tools, an `AgentWorkflow` over agents), and they do not serve
here. Its index finds tools by embedding alone (see `filings.fitting`); its agents are built for all filings before the
first is asked, hand the question on so that one agent works at a time, and ask the model in a loop of their own, past
the question's limits, its stop, its loop guard and its trace. So the loop is the one that all strategies share, on
LlamaIndex's LLM.
"""

from dataclasses import dataclass

from agents.llm.delegating import Delegating
from agents.llm.filings import MOST_OFFERED, NARROWED, in_question, narrowing
from agents.llm.ledger import Ledger
from agents.llm.talk import Model
from agents.llm.walking import MakeSteps, as_far_as, asked, walk
from agents.task import Explored, Explorer, LookUp, Task
from agents.tracing import Tracer

MANY = 10
"""Filings above which a question goes through agents of their own, whatever the strategy of step by step."""


@dataclass(frozen=True)
class Hierarchy:
    """The top agent asks the agents of filings, side by side, until it is done."""

    model: Model
    make_steps: MakeSteps

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """What the agents looked up; by the rule's plan where they looked nothing up. Raises NoFilings, CannotAsk."""
        filings = in_question(task)
        offered = narrowing(task, tracer, task.run.question, filings, MOST_OFFERED)
        ledger = Ledger(task, tracer, look_up, self.model.provider.limits)
        if len(offered) < len(filings):
            ledger.remark(NARROWED)

        def go() -> None:
            talk = self.model.about(task, tracer)
            top = Delegating(talk, ledger, filings, offered, self.make_steps)
            walk(talk, self.make_steps(talk), asked(task.run.question, top.filings), top)

        return as_far_as(ledger, task, tracer, filings, go)


@dataclass(frozen=True)
class BySpan:
    """One explorer for a question over a few filings, another for one that spans many."""

    few: Explorer
    many: Explorer

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """By whichever fits the filings in question. Raises NoFilings and CannotAsk."""
        spans_many = len(in_question(task)) > MANY
        return (self.many if spans_many else self.few).explore(task, look_up, tracer)

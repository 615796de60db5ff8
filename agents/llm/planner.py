"""The model's plan: typed, checked, mended once with its errors in sight; else the offline planner's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.indexes import words_of
from agents.llm.fallback import LIMIT, NO_ENDPOINT, NO_USE, TOO_LONG, plan_by_rule
from agents.llm.filings import handles, listed, noted, offered
from agents.llm.messages import Message
from agents.llm.patience import TooLong
from agents.llm.plan_mending import mended, with_own_lines
from agents.llm.plan_reply import PlanReply, errors_in, plan_shape, sub_questions
from agents.llm.prompts import fenced, prompt
from agents.llm.structured import structured
from agents.llm.talk import Model, Talk
from agents.llm.toolspecs import described
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Plan
from core.errors import LimitReached, ProviderError
from core.filings import Filing

EARLIER = 4


@dataclass(frozen=True)
class LlmPlanner:
    """Plans with a model over the plan type, filings and tools of the offline planner."""

    model: Model

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        """The model's plan, or the offline planner's with the reason. Raises NoFilings or CannotAsk."""
        filings = handles(offered(task))
        try:
            planned = self.drawn(task, tracer, filings)
        except TooLong:
            return plan_by_rule(task, tracer, TOO_LONG)
        except ProviderError:
            return plan_by_rule(task, tracer, NO_ENDPOINT)
        except LimitReached:
            return plan_by_rule(task, tracer, LIMIT)
        return noted(task, planned, len(filings)) if planned else plan_by_rule(task, tracer, NO_USE)

    def drawn(
        self, task: Task, tracer: Tracer, filings: Mapping[str, Filing], remarks: str = "", name: str = "plan"
    ) -> Planned | None:
        """One plan of the model, None where it is of no use; `remarks` are what to mind. Raises ProviderError."""
        most = self.model.provider.limits.sub_questions
        talk = self.model.about(task, tracer)
        reply = structured(
            talk,
            name,
            plan_messages(talk, filings, most, remarks),
            plan_shape(filings, most, self.model.provider.longest),
            PlanReply,
            lambda reply: errors_in(with_own_lines(reply, filings, task.ontology), filings, most),
        )
        return planned_from(with_own_lines(reply, filings, task.ontology), filings, most, task) if reply else None


def plan_messages(talk: Talk, filings: Mapping[str, Filing], most: int, remarks: str = "") -> Sequence[Message]:
    """The prompt for a plan: the tools, the filings fenced, the questions before, the question."""
    task = talk.task
    before = "\n".join(run.question for run in task.history[-EARLIER:])
    parts = [
        f"The filings:\n{listed(filings)}",
        f"Earlier questions of the conversation:\n{fenced(before, 'conversation')}" if before else "",
        remarks,
        f"The question: {task.run.question}",
    ]
    return (
        Message("system", prompt("plan", tools=described(), most=most)),
        Message("user", "\n\n".join(part for part in parts if part)),
    )


def planned_from(reply: PlanReply, filings: Mapping[str, Filing], most: int, task: Task) -> Planned:
    """A reply without errors as a plan of about `most` steps, and its filings."""

    def named_in(segment: str, filing: Filing) -> bool:
        words = set(words_of(segment))
        printed = {words_of(fact.segment) for fact in task.shelf.facts(filing.id) if fact.segment}
        printed.discard(())
        return words <= set(words_of(task.run.question)) or any(
            words <= set(name) or words >= set(name) for name in printed
        )

    made = mended(reply, filings, most, named_in)
    steps = sub_questions(made.reply, filings)
    used = {step.filing for step in steps}
    return Planned(Plan(steps, made.readings), tuple(filing for filing in filings.values() if filing.id in used))

"""Reflexion: a failed attempt is criticised, the critique kept for the next (Shinn et al. 2023, arXiv:2303.11366).

An attempt has failed where something asked for was not found, or where the answer written from what was found states
what the audit cannot tie to it.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import NamedTuple

from agents.llm.evidence import evidence_of
from agents.llm.fallback import LIMIT, NO_ENDPOINT, NO_USE, plan_by_rule
from agents.llm.filings import handles, noted, offered
from agents.llm.messages import Message
from agents.llm.planner import LlmPlanner
from agents.llm.prompts import fenced, prompt, shortened
from agents.llm.rehearsal import Rehearsal
from agents.task import Explored, LookUp, Planned, Task
from agents.tracing import Tracer
from core.answers import Finding, FindingStatus
from core.errors import LimitReached, ProviderError
from core.filings import Filing
from core.traces import PlanReady, SpanKind

SIDE_BY_SIDE = 8
OBSERVED = 1500  # tokens of what an attempt found, for its critique
LONGEST_LESSON = 600  # characters
LESSONS = "What earlier attempts taught:"
BEST_SHOWN = "Of {} attempts the one with least wrong with it is shown."


class Attempt(NamedTuple):
    """What one attempt looked up, and what is wrong with it, in sentences."""

    explored: Explored
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Reflexion:
    """Plans, looks up, drafts the answer; what was not found or cannot be tied is criticised, and it is tried again.

    `attempts` is how often at most. The critiques are the memory: each new plan is made with all of them in sight.
    """

    planner: LlmPlanner
    rehearsal: Rehearsal
    attempts: int = 2

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """The best attempt: the one with fewest faults, the first of equals. Raises NoFilings and CannotAsk."""
        filings = handles(offered(task))
        tried, remark = list[Attempt](), ""
        try:
            self._try(task, look_up, tracer, filings, tried)
        except ProviderError:
            remark = NO_ENDPOINT
        except LimitReached:
            remark = LIMIT
        if not tried:
            return looked_up(task, plan_by_rule(task, tracer, remark or NO_USE), look_up)
        best = self._best(task, tried, remark)
        return best._replace(planned=noted(task, best.planned, len(filings)))

    def _try(
        self, task: Task, look_up: LookUp, tracer: Tracer, filings: Mapping[str, Filing], tried: list[Attempt]
    ) -> None:
        """Attempts until one is without fault, or there have been enough."""
        lessons: list[str] = []
        for number in range(1, self.attempts + 2):
            attempt = self._attempt(task, look_up, tracer, filings, lessons, number)
            if attempt is None:
                return
            tried.append(attempt)
            if not attempt.faults or number > self.attempts:
                return
            lessons.append(self._lesson(task, tracer, attempt, filings))

    def _attempt(
        self,
        task: Task,
        look_up: LookUp,
        tracer: Tracer,
        filings: Mapping[str, Filing],
        lessons: Sequence[str],
        number: int,
    ) -> Attempt | None:
        """One attempt, a step of the trace: the memory goes in, what is wrong with it comes out."""
        memory = "\n".join([LESSONS, *(f"- {lesson}" for lesson in lessons)]) if lessons else ""
        with tracer.span(SpanKind.CHAIN, f"attempt {number}", memory or task.run.question) as step:
            planned = self.planner.drawn(task, tracer, filings, memory, f"attempt {number}")
            if planned is None:
                step.output = NO_USE
                return None
            explored = looked_up(task, _numbered(planned, number), look_up)
            faults = tuple(f"{f.sub_question.text} {f.answer}" for f in explored.findings if not _is_answered(f))
            if not faults:
                faults = self.rehearsal.faults(task, explored, tracer)
            step.output = "\n".join(faults) or "Nothing is missing, and every figure is tied to its place."
            return Attempt(explored, faults)

    def _lesson(self, task: Task, tracer: Tracer, attempt: Attempt, filings: Mapping[str, Filing]) -> str:
        plan = attempt.explored.planned.plan
        steps = "\n".join(f"{s.id}. {s.text} [{s.tool} {dict(s.arguments)}]" for s in plan.sub_questions)
        found = evidence_of(attempt.explored.findings, (), tuple(filings.values())).text(OBSERVED)
        asked = [
            f"The question: {task.run.question}",
            f"The plan:\n{fenced(steps, 'plan')}",
            f"What came of it:\n{found}",
            f"What is wrong:\n{fenced(shortened(chr(10).join(attempt.faults), OBSERVED), 'faults')}",
        ]
        said = [Message("system", prompt("critique")), Message("user", "\n\n".join(asked))]
        return " ".join(self.planner.model.about(task, tracer).ask("critique", said).text.split())[:LONGEST_LESSON]

    def _best(self, task: Task, tried: Sequence[Attempt], remark: str) -> Explored:
        best = min(tried, key=lambda one: len(one.faults) - len(one.explored.findings)).explored
        attempts = (BEST_SHOWN.format(len(tried)),) if len(tried) > 1 else ()
        readings = tuple(note for note in (*best.planned.plan.readings, *attempts, remark) if note)
        plan = replace(best.planned.plan, readings=readings)
        task.emit(PlanReady(plan))
        return Explored(Planned(plan, best.planned.filings), best.findings)


def _numbered(planned: Planned, number: int) -> Planned:
    """A plan whose lines bear the attempt's number, so that two attempts' findings are not taken for one another."""
    if number == 1:
        return planned
    steps = (
        replace(s, id=f"{number}.{s.id}", depends_on=tuple(f"{number}.{one}" for one in s.depends_on))
        for s in planned.plan.sub_questions
    )
    return Planned(replace(planned.plan, sub_questions=tuple(steps)), planned.filings)


def _is_answered(finding: Finding) -> bool:
    return finding.status is FindingStatus.ANSWERED


def looked_up(task: Task, planned: Planned, look_up: LookUp) -> Explored:
    """A plan run whole, its sub-questions side by side."""
    task.emit(PlanReady(planned.plan))
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="sub-question") as pool:
        futures = [pool.submit(copy_context().run, look_up, step) for step in planned.plan.sub_questions]
        return Explored(planned, tuple(future.result() for future in futures))

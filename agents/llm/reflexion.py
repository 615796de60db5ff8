"""Reflexion: a failed attempt is criticised, the critique kept for the next (Shinn et al. 2023, arXiv:2303.11366)."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace

from agents.llm.evidence import evidence_of
from agents.llm.fallback import LIMIT, NO_ENDPOINT, NO_USE, plan_by_rule
from agents.llm.filings import handles, offered
from agents.llm.messages import Message
from agents.llm.planner import LlmPlanner
from agents.llm.prompts import fenced, prompt
from agents.task import Explored, LookUp, Planned, Task
from agents.tracing import Tracer
from core.answers import Finding, FindingStatus
from core.errors import LimitReached, ProviderError
from core.filings import Filing
from core.traces import PlanReady

SIDE_BY_SIDE = 8
OBSERVED = 1500  # tokens of what an attempt found, for its critique
LESSONS = "What earlier attempts taught:"


@dataclass(frozen=True)
class Reflexion:
    """Plans and looks up; where something was not found, criticises the plan and tries again, `attempts` times."""

    planner: LlmPlanner
    attempts: int = 2

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """The best attempt: the one with most answers, the first of equals. Raises NoFilings and CannotAsk."""
        filings = handles(offered(task))
        tried, lessons = list[Explored](), list[str]()
        remark = ""
        try:
            for number in range(self.attempts + 1):
                planned = self._drawn(task, tracer, filings, lessons, number)
                if planned is None:
                    break
                tried.append(looked_up(task, planned, look_up))
                if _missing(tried[-1].findings) == 0 or number == self.attempts:
                    break
                lessons.append(self._lesson(task, tracer, tried[-1], filings))
        except ProviderError:
            remark = NO_ENDPOINT
        except LimitReached:
            remark = LIMIT
        if not tried:
            return looked_up(task, plan_by_rule(task, tracer, remark or NO_USE), look_up)
        return self._best(task, tried, remark)

    def _drawn(
        self, task: Task, tracer: Tracer, filings: Mapping[str, Filing], lessons: Sequence[str], number: int
    ) -> Planned | None:
        remarks = "\n".join([LESSONS, *(f"- {lesson}" for lesson in lessons)]) if lessons else ""
        return self.planner.drawn(task, tracer, filings, remarks, f"attempt {number + 1}")

    def _lesson(self, task: Task, tracer: Tracer, tried: Explored, filings: Mapping[str, Filing]) -> str:
        steps = "\n".join(
            f"{step.id}. {step.text} [{step.tool} {dict(step.arguments)}]" for step in tried.planned.plan.sub_questions
        )
        found = evidence_of(tried.findings, (), tuple(filings.values())).text(OBSERVED)
        asked = f"The question: {task.run.question}\n\nThe plan:\n{fenced(steps, 'plan')}\n\nWhat came of it:\n{found}"
        said = [Message("system", prompt("critique")), Message("user", asked)]
        return " ".join(self.planner.model.about(task, tracer).ask("critique", said).text.split())[:600]

    def _best(self, task: Task, tried: Sequence[Explored], remark: str) -> Explored:
        best = min(tried, key=lambda one: _missing(one.findings) - len(one.findings))
        attempts = (f"Of {len(tried)} attempts the one that found most is shown.",) if len(tried) > 1 else ()
        readings = tuple(note for note in (*best.planned.plan.readings, *attempts, remark) if note)
        plan = replace(best.planned.plan, readings=readings)
        task.emit(PlanReady(plan))
        return Explored(Planned(plan, best.planned.filings), best.findings)


def _missing(findings: Sequence[Finding]) -> int:
    return sum(finding.status is not FindingStatus.ANSWERED for finding in findings)


def looked_up(task: Task, planned: Planned, look_up: LookUp) -> Explored:
    """A plan run whole, its sub-questions side by side."""
    task.emit(PlanReady(planned.plan))
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="sub-question") as pool:
        futures = [pool.submit(copy_context().run, look_up, step) for step in planned.plan.sub_questions]
        return Explored(planned, tuple(future.result() for future in futures))

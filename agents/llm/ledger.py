"""What was looked up in the course of one question, by one agent or by several: a plan that grows with each call."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace

from agents.llm.limits import Limits
from agents.task import Explored, LookUp, Planned, Task
from agents.tracing import Tracer
from core.answers import Argument, Finding, Plan, SubQuestion
from core.filings import Filing
from core.traces import PlanReady, SpanKind

SIDE_BY_SIDE = 8


class Ledger:
    """The calls of one question in the order in which they were asked, with their findings. Safe from any thread."""

    def __init__(self, task: Task, tracer: Tracer, look_up: LookUp, limits: Limits) -> None:
        """Take the question, its trace, who runs a call, and the limits."""
        self._task, self._tracer, self._look_up, self._limits = task, tracer, look_up, limits
        self._lock = threading.Lock()
        self._asked: list[SubQuestion] = []
        self._found: dict[str, Finding] = {}
        self._remarks: list[str] = []

    @property
    def found(self) -> bool:
        """Whether anything was looked up."""
        return bool(self._found)

    def remark(self, remark: str) -> None:
        """Keep what the answer should say about how it was reached."""
        with self._lock:
            self._remarks.append(remark)

    def refused(self, call: str, why: str) -> str:
        """Show in the trace a call that was not run, and why; the reason is handed back."""
        with self._tracer.span(SpanKind.GUARDRAIL, "call not run", call) as step:
            step.output = why
        return why

    def ask(self, text: str, tool: str, filing: Filing | None, arguments: Mapping[str, Argument]) -> SubQuestion:
        """Put a call into the plan, to be run next. Raises LimitReached where the run has used up a limit."""
        with self._lock:
            self._limits.check_tools((), running=len(self._asked))
            self._limits.check(self._task.run, self._tracer.spans, self._task.history)
            asked = SubQuestion(str(len(self._asked) + 1), text, tool, filing.id if filing else None, arguments)
            self._asked.append(asked)
            self._task.emit(PlanReady(self._plan()))
        return asked

    def run(self, asked: Sequence[SubQuestion]) -> tuple[Finding, ...]:
        """Run calls of the plan side by side; their findings in the same order."""
        with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="look-up") as pool:
            futures = [pool.submit(copy_context().run, self._look_up, one) for one in asked]
            findings = tuple(future.result() for future in futures)
        with self._lock:
            self._found |= {finding.sub_question.id: finding for finding in findings}
        return findings

    def explored(self, filings: Iterable[Filing]) -> Explored:
        """All that was looked up, as a plan with its findings, and which of the filings it is about."""
        findings = tuple(self._found[asked.id] for asked in self._asked if asked.id in self._found)
        read = {citation.filing for finding in findings for citation in finding.citations}
        read |= {finding.sub_question.filing for finding in findings if finding.sub_question.filing}
        about = tuple(filing for filing in filings if filing.id in read)
        plan = replace(self._plan(), sub_questions=tuple(finding.sub_question for finding in findings))
        return Explored(Planned(plan, about), findings)

    def by_plan(self, planned: Planned) -> Explored:
        """A plan run in place of the model's own steps."""
        plan = replace(planned.plan, readings=(*planned.plan.readings, *dict.fromkeys(self._remarks)))
        self._task.emit(PlanReady(plan))
        return Explored(Planned(plan, planned.filings), tuple(self._look_up(asked) for asked in plan.sub_questions))

    def _plan(self) -> Plan:
        return Plan(tuple(self._asked), tuple(dict.fromkeys(self._remarks)))

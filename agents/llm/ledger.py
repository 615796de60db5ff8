"""What was looked up in the course of one question, by one agent or by several: a plan that grows with each call."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace

from agents.llm.limits import Limits
from agents.task import Explored, LookUp, Planned, Task
from agents.tracing import Tracer
from core.answers import Argument, Finding, Plan, SubQuestion
from core.filings import Filing
from core.traces import PlanReady


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

    def run(self, text: str, tool: str, filing: Filing | None, arguments: Mapping[str, Argument]) -> Finding:
        """Run one call as the plan's next sub-question. Raises LimitReached where the run has used up a limit."""
        self._limits.check_tools(self._tracer.spans)
        self._limits.check(self._task.run, self._tracer.spans, self._task.history)
        with self._lock:
            asked = SubQuestion(str(len(self._asked) + 1), text, tool, filing.id if filing else None, arguments)
            self._asked.append(asked)
            self._task.emit(PlanReady(self._plan()))
        finding = self._look_up(asked)
        with self._lock:
            self._found[asked.id] = finding
        return finding

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

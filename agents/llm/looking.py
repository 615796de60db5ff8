"""Calls that a model asks for one after the other: checked, run, told to it as observations; loops are seen."""

import json
from collections.abc import Mapping
from dataclasses import replace

from agents.llm.evidence import evidence_of
from agents.llm.filings import named
from agents.llm.limits import Limits
from agents.llm.prompts import fenced
from agents.llm.toolspecs import coerced
from agents.task import Explored, LookUp, Planned, Task
from agents.toolcalls import TOOLS
from agents.tracing import Tracer
from core.answers import Argument, Finding, Plan, SubQuestion
from core.errors import CannotAsk
from core.filings import Filing
from core.traces import PlanReady

LOOP = 3
LOOPED = "The model asked for the same thing three times; it was stopped there and told so."
OBSERVED = 1500  # tokens of one observation


class Looking:
    """What a model looked up in the course of one question, as a plan that grows with each call."""

    def __init__(
        self, task: Task, tracer: Tracer, look_up: LookUp, filings: Mapping[str, Filing], limits: Limits
    ) -> None:
        """Take the question, who runs a call, the filings by handle, and the limits."""
        self._task, self._tracer, self._look_up = task, tracer, look_up
        self._filings, self._limits = filings, limits
        self._seen: dict[str, int] = {}
        self._findings: list[Finding] = []
        self._remarks: list[str] = []

    @property
    def found(self) -> bool:
        """Whether anything was looked up."""
        return bool(self._findings)

    @property
    def looping(self) -> bool:
        """Whether the same call was asked for three times."""
        return LOOPED in self._remarks

    def remark(self, remark: str) -> None:
        """Keep what the answer should say about how it was reached."""
        self._remarks.append(remark)

    def observe(self, tool: str, arguments: str | Mapping[str, object], why: str = "") -> str:
        """Runs one call and says what came of it; a call that cannot be run is an error that says how to ask better.

        Args:
            tool: the name that the model gave.
            arguments: as JSON, or read from it.
            why: the model's thought, which becomes the sub-question.

        Raises:
            LimitReached: where the run has used up a limit.
        """
        given = _read(arguments)
        if tool not in TOOLS:
            return f"Error: there is no tool \u201c{tool[:60]}\u201d; the tools are {', '.join(TOOLS)}."
        if given is None:
            return "Error: the arguments are no JSON object; write them like {\u201cfiling\u201d: \u201cF1\u201d}."
        key = f"{tool} {json.dumps(given, sort_keys=True, ensure_ascii=False, default=str).lower()}"
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] >= LOOP:
            self.remark(LOOPED)
            return "Error: this is the third time that you make the same call; the looking up ends here."
        if self._seen[key] > 1:
            return (
                "Error: you made this very call before, and its result stays the same; use it, or ask something else."
            )
        try:
            return self._run(tool, coerced(given), why)
        except CannotAsk as error:
            return f"Error: {error}"

    def _run(self, tool: str, given: dict[str, Argument], why: str) -> str:
        filing = named(str(given.pop("filing", "")), self._filings)
        if filing is None and tool != "compare":
            return f"Error: name one of the filings {', '.join(self._filings)}."
        names = given.get("filings")
        if isinstance(names, list):
            given["filings"] = [one.id for name in names if (one := named(name, self._filings))]
        self._limits.check_tools(self._tracer.spans)
        self._limits.check(self._task.run, self._tracer.spans, self._task.history)
        text = why.strip() or f"{tool}: {', '.join(str(value) for value in given.values())}"
        asked = SubQuestion(str(len(self._findings) + 1), text, tool, filing.id if filing else None, given)
        self._task.emit(PlanReady(self._plan(asked)))
        finding = self._look_up(asked)
        self._findings.append(finding)
        return self._told(finding)

    def _told(self, finding: Finding) -> str:
        """A finding as an observation; an error's own sentence may repeat a filing's words, so that is data too."""
        if finding.error:
            return f"Error:\n{fenced(finding.error, 'error')}"
        return evidence_of([finding], (), tuple(self._filings.values())).text(OBSERVED)

    def _plan(self, *more: SubQuestion) -> Plan:
        return Plan((*(finding.sub_question for finding in self._findings), *more), tuple(dict.fromkeys(self._remarks)))

    def explored(self) -> Explored:
        """All that was looked up, as a plan with its findings."""
        read = {citation.filing for finding in self._findings for citation in finding.citations}
        read |= {finding.sub_question.filing for finding in self._findings if finding.sub_question.filing}
        filings = tuple(filing for filing in self._filings.values() if filing.id in read)
        return Explored(Planned(self._plan(), filings), tuple(self._findings))

    def by_plan(self, planned: Planned) -> Explored:
        """A plan run in place of the model's own steps."""
        plan = replace(planned.plan, readings=(*planned.plan.readings, *dict.fromkeys(self._remarks)))
        self._task.emit(PlanReady(plan))
        return Explored(Planned(plan, planned.filings), tuple(self._look_up(asked) for asked in plan.sub_questions))


def _read(arguments: str | Mapping[str, object]) -> Mapping[str, object] | None:
    """Arguments that the model wrote; None where they are no JSON object."""
    if not isinstance(arguments, str):
        return arguments
    try:
        read = json.loads(arguments or "{}")
    except ValueError:
        return None
    return read if isinstance(read, dict) else None

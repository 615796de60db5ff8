"""An answer written before it is asked for, to see whether it would hold; the one that is chosen is then handed out."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.audit import audit
from agents.llm.claims_audit import asked_in, doubts
from agents.llm.fallback import is_by_rule
from agents.task import Answerer, Explored, Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, Finding
from core.traces import TextAdded


@dataclass(frozen=True)
class _Draft:
    run: str
    findings: tuple[Finding, ...]
    answer: Answer


@dataclass(frozen=True)
class Rehearsal:
    """An answerer that can be asked for a draft first. Safe from any thread."""

    answerer: Answerer
    _drafts: list[_Draft] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def faults(self, task: Task, explored: Explored, tracer: Tracer) -> tuple[str, ...]:
        """What the answer written from these findings states that cannot be tied to them, in sentences."""
        answer = self.answerer.answer(task, explored.planned, explored.findings, tracer)
        with self._lock:
            self._drafts.append(_Draft(task.run.id, explored.findings, answer))
        if is_by_rule(answer):
            return ()
        audited = audit(answer, asked_in(answer), task.shelf, task.ontology)
        loose = [remark for remark in audited.caveats if remark not in answer.caveats]
        loose += [f"{doubt.text}: {doubt.reason}." for doubt in doubts(task, audited)]
        return tuple(dict.fromkeys(loose))

    def answer(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer:
        """The draft written from these findings, else an answer written now."""
        with self._lock:
            own = [draft for draft in self._drafts if draft.run == task.run.id]
            self._drafts[:] = [draft for draft in self._drafts if draft.run != task.run.id]
        kept = next((draft.answer for draft in own if draft.findings == tuple(findings)), None)
        answer = kept or self.answerer.answer(task, planned, findings, tracer)
        task.emit(TextAdded(answer.markdown))
        return answer

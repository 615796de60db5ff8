"""The model's answer: written from the findings, its footnotes and figures tied to them, sent back once if need be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from agents.audit import audit
from agents.llm.claims_audit import asked_in, doubts
from agents.llm.drafting import Material, composed, material_of
from agents.llm.fallback import LIMIT, answer_by_rule
from agents.llm.messages import Message
from agents.llm.prompts import fenced, prompt
from agents.llm.provider import gave_up
from agents.llm.talk import Model, Talk
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus, Finding
from core.errors import LimitReached, ProviderError
from core.traces import TextAdded

SILENT = "The model gave no answer."
MOST_PROBLEMS = 12


class Written(NamedTuple):
    """An answer and what is wrong with it, in sentences for the model."""

    answer: Answer
    problems: tuple[str, ...]


@dataclass(frozen=True)
class LlmAnswerer:
    """Writes with a model. Where that fails, the offline answer over the same findings stands in, and says why.

    `instructions` names the prompt, `read` takes the answer out of the model's text; `streams` says
    whether that text is shown as it forms.
    """

    model: Model
    instructions: str = "answer"
    read: Callable[[str], str] = str.strip
    streams: bool = True

    def answer(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer:
        """The answer, not yet audited. Raises Stopped."""
        reason = gave_up(tracer)
        if reason:
            return self._by_rule(task, planned, findings, tracer, reason)
        try:
            written = self._cut_short(planned, self._written(task, planned, findings, tracer), tracer)
        except LimitReached as error:
            return self._by_rule(task, planned, findings, tracer, str(error), partial=True)
        except ProviderError as error:
            return self._by_rule(task, planned, findings, tracer, str(error))
        return written or self._by_rule(task, planned, findings, tracer, SILENT)

    def _cut_short(self, planned: Planned, answer: Answer | None, tracer: Tracer) -> Answer | None:
        """The answer as partial, its caveats naming the limit, where the tool calls had reached theirs."""
        if answer is None or LIMIT not in planned.plan.readings:
            return answer
        try:
            self.model.provider.limits.check_tools(tracer.spans)
        except LimitReached as error:
            return replace(answer, caveats=(*answer.caveats, str(error)), status=AnswerStatus.PARTIAL)
        return answer

    def _by_rule(
        self,
        task: Task,
        planned: Planned,
        findings: Sequence[Finding],
        tracer: Tracer,
        why: str,
        partial: bool = False,
    ) -> Answer:
        answer = answer_by_rule(task, planned, findings, tracer, why, partial)
        if self.streams:
            task.emit(TextAdded(answer.markdown))
        return answer

    def _written(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer | None:
        """The first version, or the second where the audit sent the first back; None where the model wrote nothing."""
        talk = self.model.about(task, tracer)
        material = material_of(task, planned, findings, tracer)
        said = [
            Message("system", prompt(self.instructions)),
            Message("user", _asked(material, talk)),
        ]
        reply = talk.ask("answer", said, on_text=(lambda text: task.emit(TextAdded(text))) if self.streams else None)
        if not reply.text.strip():
            return None
        first = self._checked(task, material, reply.text)
        if not first.problems:
            return first.answer
        return self._corrected(talk, material, [*said, Message("assistant", reply.text)], first)

    def _corrected(self, talk: Talk, material: Material, said: Sequence[Message], first: Written) -> Answer:
        """The better of the answer and its correction; the first where the second cannot be had."""
        problems = "\n".join(f"- {problem}" for problem in first.problems[:MOST_PROBLEMS])
        try:
            reply = talk.ask(
                "correction", [*said, Message("user", prompt("correct", problems=fenced(problems, "audit")))]
            )
        except (ProviderError, LimitReached) as error:
            caveats = (*first.answer.caveats, f"The answer could not be sent back for correction. {error}")
            return replace(first.answer, caveats=caveats)
        if not reply.text.strip():
            return first.answer
        second = self._checked(talk.task, material, reply.text)
        return second.answer if len(second.problems) < len(first.problems) else first.answer

    def _checked(self, task: Task, material: Material, text: str) -> Written:
        answer = composed(material, self.read(text))
        audited = audit(answer, asked_in(answer), task.shelf, task.ontology)
        wrong = [remark for remark in audited.caveats if remark not in answer.caveats]
        wrong += [f"{doubt.text}: {doubt.reason}." for doubt in doubts(task, audited)]
        if material.evidence.citations and not answer.citations:
            wrong.append("It has no footnote; put the findings' numbers after what they support.")
        return Written(answer, tuple(dict.fromkeys(wrong)))


def _asked(material: Material, talk: Talk) -> str:
    """The findings in about half of the model's context, what became of the looking up, and the question."""
    notes = "\n".join(material.planned.plan.readings)
    remarks = f"What became of the looking up:\n{fenced(notes, 'notes')}" if notes else ""
    parts = (material.evidence.text(talk.context // 2), remarks, f"The question: {talk.task.run.question}")
    return "\n\n".join(part for part in parts if part)

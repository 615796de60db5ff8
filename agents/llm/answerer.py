"""The model's answer: written from the findings, its footnotes and figures tied to them, sent back once if need be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from agents.audit import audit
from agents.llm.answer_reply import BESIDE, SILENT, Asked, NoAnswer, fitted, said_in
from agents.llm.answer_shape import AsItForms, Held, held_to, read_out
from agents.llm.claims_audit import asked_in, doubts
from agents.llm.drafting import Material, bears, composed, material_of
from agents.llm.fallback import BY_RULE, LIMIT, answer_by_rule
from agents.llm.messages import Message, Reply
from agents.llm.omissions import omitted
from agents.llm.patience import TooLong
from agents.llm.plan_mending import REMARKS
from agents.llm.prompts import fenced, prompt
from agents.llm.provider import gave_up
from agents.llm.talk import Model, Talk
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus, Finding
from core.errors import LimitReached, ProviderError, Stopped
from core.traces import TextAdded

MOST_PROBLEMS = 12
LEAST_ROOM = 100  # tokens of findings; with fewer there is nothing to answer from


class Written(NamedTuple):
    """An answer, what is wrong with it, in sentences for the model, and whether it uses nothing that was found."""

    answer: Answer
    problems: tuple[str, ...]
    idle: bool


@dataclass(frozen=True)
class LlmAnswerer:
    """Writes with a model. Where that fails, the offline answer over the same findings stands in, and says why.

    `instructions` names the prompt, `read` takes the answer out of the model's text; `streams` says
    whether that text is shown as it forms, `holds` whether a small model is held to a list of sentences.
    """

    model: Model
    instructions: str = "answer"
    read: Callable[[str], str] = str.strip
    streams: bool = True
    holds: bool = True

    def answer(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer:
        """The answer, not yet audited; of what was found, by rule, where the model is stopped as it writes."""
        reason = gave_up(tracer)
        if reason:
            return self._by_rule(task, planned, findings, tracer, reason)
        try:
            answer = self._written(task, planned, findings, tracer)
        except (LimitReached, Stopped) as error:
            return self._by_rule(task, planned, findings, tracer, str(error), partial=True)
        except ProviderError as error:
            answer = self._by_rule(task, planned, findings, tracer, str(error))
        return self._cut_short(planned, answer, tracer)

    def _cut_short(self, planned: Planned, answer: Answer, tracer: Tracer) -> Answer:
        """The answer as partial, its caveats naming the limit, where the tool calls had reached theirs."""
        if LIMIT not in planned.plan.readings:
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

    def _written(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer:
        """The first version, or the second where the audit sent the first back. Raises NoAnswer."""
        talk = self.model.about(task, tracer)
        material = material_of(task, planned, findings, tracer)
        asked = self._asked(talk, material)
        first = self._checked(task, material, asked)
        return self._corrected(talk, material, asked, first) if first.problems else first.answer

    def _asked(self, talk: Talk, material: Material) -> Asked:
        """The model's reply to the findings; to less and less of them, where they are longer than it takes in."""
        held = self._held(talk, material)
        system = prompt("answer_held", most=held.most) if held else prompt(self.instructions)
        room = talk.context // 2
        while True:
            told = fitted(material.evidence, room)
            said = (Message("system", system), Message("user", _findings(told.text, material, talk)))
            try:
                return Asked(said, self._reply(talk, said, held), told.remarks, held)
            except TooLong:
                room //= 2
                if room < LEAST_ROOM:
                    raise

    def _held(self, talk: Talk, material: Material) -> Held | None:
        """The schema of the answer for a model that calls no tools; others write freely, footnotes at each figure."""
        if not self.holds or not material.evidence.citations:
            return None
        can = talk.capabilities()
        if can.tools or not can.schema:
            return None
        return held_to(len(material.evidence.citations), talk.model.provider.longest)

    def _reply(self, talk: Talk, said: Sequence[Message], held: Held | None) -> Reply:
        give = (lambda text: talk.task.emit(TextAdded(text))) if self.streams else None
        if held is None or give is None:
            return talk.ask("answer", said, held.shape if held else None, on_text=give)
        forming = AsItForms(give)
        reply = talk.ask("answer", said, held.shape, on_text=forming.hear)
        forming.end()
        return reply

    def _corrected(self, talk: Talk, material: Material, asked: Asked, first: Written) -> Answer:
        """The better of the answer and its correction; the first where the second cannot be had."""
        problems = "\n".join(f"- {problem}" for problem in first.problems[:MOST_PROBLEMS])
        back = Message("user", prompt("correct", problems=fenced(problems, "audit")))
        try:
            said = [*asked.messages, Message("assistant", asked.reply.text), back]
            reply = talk.ask("correction", said, asked.held.shape if asked.held else None)
            second = self._checked(talk.task, material, asked._replace(reply=reply))
        except NoAnswer:
            return first.answer
        except (ProviderError, LimitReached) as error:
            caveats = (*first.answer.caveats, f"The answer could not be sent back for correction. {error}")
            return replace(first.answer, caveats=caveats)
        best = second if len(second.problems) < len(first.problems) else first
        if best.idle:
            raise NoAnswer(BESIDE)
        return best.answer

    def _checked(self, task: Task, material: Material, asked: Asked) -> Written:
        reply = asked.reply
        said = said_in(reply._replace(text=read_out(reply.text)) if asked.held else reply)
        text = self.read(said.text)
        if not text:
            raise NoAnswer(SILENT)
        idle = not bears(material, text)
        answer = composed(material, text)
        left_out = omitted(task.run.question, answer, task.ontology)
        remarks = (*asked.remarks, *said.remarks, *left_out)
        if remarks:
            status = AnswerStatus.PARTIAL if answer.status is AnswerStatus.ANSWERED else answer.status
            answer = replace(answer, caveats=(*answer.caveats, *remarks), status=status)
        audited = audit(answer, asked_in(answer), task.shelf, task.ontology)
        wrong = [*left_out, *(remark for remark in audited.caveats if remark not in answer.caveats)]
        wrong += [f"{doubt.text}: {doubt.reason}." for doubt in doubts(task, audited)]
        if idle:
            wrong.append("It has no footnote; put the findings' numbers after what they support.")
        return Written(answer, tuple(dict.fromkeys(wrong)), idle)


def _findings(told: str, material: Material, talk: Talk) -> str:
    """The findings, what became of the looking up, and the question; how the plan came about is of no use to it."""
    notes = "\n".join(one for one in material.planned.plan.readings if not one.endswith(BY_RULE) and one not in REMARKS)
    remarks = f"What became of the looking up:\n{fenced(notes, 'notes')}" if notes else ""
    parts = (told, remarks, f"The question: {talk.task.run.question}")
    return "\n\n".join(part for part in parts if part)

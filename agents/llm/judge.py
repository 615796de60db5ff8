"""The agent quad of a run as evaluator spans: by rule, and by a judge model where one is set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

from agents.llm.evidence import evidence_of
from agents.llm.messages import Message, Shape
from agents.llm.prompts import fenced, prompt
from agents.llm.quad import NAMES, TOOL_SELECTION, Judged, quad
from agents.llm.structured import structured
from agents.llm.talk import Model
from agents.task import Reviewer, Task
from agents.tracing import Tracer
from core.answers import Answer
from core.errors import LimitReached, ProviderError, Stopped
from core.traces import SpanKind

NOT_CHOSEN = "Not applicable: this strategy has one tool, so that none was chosen."
_SCORE: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "enum": list(NAMES)},
        "score": {"type": "number"},
        "reason": {"type": "string"},
    },
    "required": ["name", "score", "reason"],
    "additionalProperties": False,
}
_SHAPE = Shape(
    "quad",
    {
        "type": "object",
        "properties": {"scores": {"type": "array", "items": _SCORE}},
        "required": ["scores"],
        "additionalProperties": False,
    },
)


class QuadScore(BaseModel):
    """One of the four scores, as the judge gives it."""

    name: str
    score: float = Field(ge=0, le=1)
    reason: str = ""


class QuadReply(BaseModel):
    """The judge's four scores."""

    scores: list[QuadScore]


@dataclass(frozen=True)
class QuadReviewer:
    """Scores the run after another reviewer has looked the answer over; the answer itself is left as it is.

    `chooses_tools` is false for a strategy that has no tool to choose: its tool selection cannot be judged.
    """

    first: Reviewer
    judge: Model | None = None
    chooses_tools: bool = True

    def review(self, task: Task, answer: Answer, tracer: Tracer) -> Answer:
        """The other reviewer's answer; its scores stand in the trace."""
        answer = self.first.review(task, answer, tracer)
        for judged in quad(task, answer):
            _record(tracer, self._as_can_be(judged), "rule")
        if self.judge and answer.findings:
            for judged in self._judged(self.judge, task, answer, tracer):
                _record(tracer, self._as_can_be(judged), self.judge.provider.endpoint.model)
        return answer

    def _as_can_be(self, judged: Judged) -> Judged:
        """A score as it is; none for the choice of tools where there was none to make."""
        if self.chooses_tools or judged.name != TOOL_SELECTION:
            return judged
        return Judged(judged.name, None, NOT_CHOSEN)

    def _judged(self, judge: Model, task: Task, answer: Answer, tracer: Tracer) -> Sequence[Judged]:
        """The judge's scores; none where it cannot be asked, which its own span shows."""
        found = evidence_of(answer.findings, (), tuple(task.shelf.filings())).text(judge.provider.endpoint.context // 2)
        steps = "\n".join(f"{f.sub_question.text} [{f.sub_question.tool}] {f.status.value}" for f in answer.findings)
        asked = [
            f"The question: {task.run.question}",
            f"The look-ups:\n{fenced(steps, 'look-ups')}",
            f"What was found:\n{found}",
            f"The answer:\n{fenced(answer.markdown, 'answer')}",
        ]
        said = [Message("system", prompt("judge")), Message("user", "\n\n".join(asked))]
        try:
            reply = structured(judge.about(task, tracer), "judge", said, _SHAPE, QuadReply, _errors)
        except (ProviderError, LimitReached, Stopped):
            return ()
        return [Judged(one.name, one.score, one.reason) for one in reply.scores] if reply else ()


def _errors(reply: QuadReply) -> Sequence[str]:
    lacking = [name for name in NAMES if all(one.name != name for one in reply.scores)]
    return [f"{name} has no score." for name in lacking]


def _record(tracer: Tracer, judged: Judged, by: str) -> None:
    with tracer.span(SpanKind.EVALUATOR, judged.name) as step:
        step.output = judged.reason
        step.attributes["by"] = by
        if judged.score is not None:
            step.attributes["score"] = f"{judged.score:.3f}"

"""A section's sentences summed up by the model, each point tied to the sentences that it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from agents.llm.messages import Message, Shape
from agents.llm.prompts import fenced, prompt, shortened
from agents.llm.structured import structured
from agents.llm.talk import Model
from agents.task import Task
from agents.tool_reading import Point
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError
from core.numbers import numbers_in

MOST_POINTS = 9
_POINT: Mapping[str, object] = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "sentences": {"type": "array", "items": {"type": "integer"}}},
    "required": ["text", "sentences"],
    "additionalProperties": False,
}
_SHAPE = Shape(
    "summary",
    {
        "type": "object",
        "properties": {"points": {"type": "array", "items": _POINT}},
        "required": ["points"],
        "additionalProperties": False,
    },
)


class PointReply(BaseModel):
    """A point as the model gives it; its sentences are counted from 1."""

    text: str
    sentences: list[int]


class SummaryReply(BaseModel):
    """The points of a summary."""

    points: list[PointReply]


@dataclass(frozen=True)
class ModelSummariser:
    """Asks the model for points in the course of one question."""

    model: Model
    task: Task
    tracer: Tracer

    def __call__(self, heading: str, about: str, sentences: Sequence[str]) -> Sequence[Point]:
        """The points; none where the model cannot be asked or its reply is of no use, twice."""
        talk = self.model.about(self.task, self.tracer)
        listed = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))
        asked = [
            f"The sentences:\n{fenced(shortened(listed, talk.context // 3), heading)}",
            f"Sum up what they say about: {about}" if about.strip() else "Sum them up.",
        ]
        said = [Message("system", prompt("summarise")), Message("user", "\n\n".join(asked))]
        try:
            reply = structured(talk, "summarise", said, _SHAPE, SummaryReply, lambda reply: errors_in(reply, sentences))
        except (ProviderError, LimitReached):
            return ()
        points = reply.points[:MOST_POINTS] if reply else []
        return [Point(" ".join(one.text.split()), tuple(dict.fromkeys(one.sentences))) for one in points]


def summariser_of(model: Model) -> Callable[[Task, Tracer], ModelSummariser]:
    """Makes the summariser of each question."""
    return lambda task, tracer: ModelSummariser(model, task, tracer)


def errors_in(reply: SummaryReply, sentences: Sequence[str]) -> Sequence[str]:
    """What is wrong with a summary: points without sentences, figures that those sentences do not print."""
    errors = [] if reply.points else ["There is no point."]
    for place, point in enumerate(reply.points, 1):
        if not point.text.strip() or not point.sentences:
            errors.append(f"Point {place} needs a text and the numbers of its sentences.")
        elif not all(0 < number <= len(sentences) for number in point.sentences):
            errors.append(f"Point {place} names a sentence that there is not; they are numbered to {len(sentences)}.")
        else:
            printed = {n.value for number in point.sentences for n in numbers_in(sentences[number - 1])}
            loose = [n.text for n in numbers_in(point.text) if n.value not in printed]
            errors += [f"Point {place} states {text}, which its sentences do not print." for text in loose]
    return errors

"""Tree of thought: candidate plans, weighed by the model; the best is run (Yao et al. 2023, arXiv:2305.10601)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

from agents.llm.fallback import LIMIT, NO_ENDPOINT, NO_USE, plan_by_rule
from agents.llm.filings import handles, noted, offered
from agents.llm.messages import Message, Shape
from agents.llm.planner import LlmPlanner
from agents.llm.prompts import fenced, prompt
from agents.llm.structured import structured
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError
from core.filings import Filing
from core.traces import SpanKind

_OTHERWISE = (
    "",
    "Prefer few steps: the fewest that answer the question.",
    "Prefer breadth: also look for the reasons in the filings' own words.",
    "Prefer the statements' own line items and the period as the filing prints it.",
)
_SCORE = {
    "type": "object",
    "properties": {"plan": {"type": "integer"}, "score": {"type": "number"}, "reason": {"type": "string"}},
    "required": ["plan", "score", "reason"],
    "additionalProperties": False,
}
SCORES = Shape(
    "scores",
    {
        "type": "object",
        "properties": {"scores": {"type": "array", "items": _SCORE}},
        "required": ["scores"],
        "additionalProperties": False,
    },
)


class Score(BaseModel):
    """The model's score of one plan, counted from 1."""

    plan: int
    score: float = Field(ge=0, le=10)
    reason: str = ""


class Scores(BaseModel):
    """The scores of all candidate plans."""

    scores: list[Score]


@dataclass(frozen=True)
class TreePlanner:
    """Draws candidate plans, each with another preference, and takes the one that the model scores best."""

    planner: LlmPlanner
    candidates: int = 3

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        """The best plan; the others stand in the trace. Raises NoFilings or CannotAsk."""
        filings = handles(offered(task))
        plans, notes, why = list[Planned](), list[str](), NO_USE
        try:
            self._draw(task, tracer, filings, plans, notes)
            if not plans:
                return plan_by_rule(task, tracer, NO_USE)
            return noted(task, self._best(task, tracer, plans, notes), len(filings))
        except ProviderError:
            why = NO_ENDPOINT
        except LimitReached:
            why = LIMIT
        return plans[0] if plans else plan_by_rule(task, tracer, why)

    def _draw(
        self, task: Task, tracer: Tracer, filings: Mapping[str, Filing], plans: list[Planned], notes: list[str]
    ) -> None:
        """Draws the candidates into `plans`, those that differ; the notes say what became of the others."""
        for number in range(1, self.candidates + 1):
            preference = _OTHERWISE[(number - 1) % len(_OTHERWISE)]
            drawn = self.planner.drawn(task, tracer, filings, preference, f"candidate {number}")
            same = next((place for place, one in enumerate(plans, 1) if drawn and one.plan == drawn.plan), None)
            if drawn is None or same:
                notes.append(f"Candidate {number} is {f'the same as plan {same}' if same else 'of no use'}.")
            else:
                plans.append(drawn)
                notes.append(f"Candidate {number} is plan {len(plans)}. {preference}".strip())

    def _best(self, task: Task, tracer: Tracer, plans: Sequence[Planned], notes: Sequence[str]) -> Planned:
        """The plan of the best score; a step of the trace, with all candidates and their scores."""
        written = "\n\n".join(_written(*one) for one in enumerate(plans, 1))
        with tracer.span(SpanKind.CHAIN, "weigh plans", written) as step:
            step.output = "\n".join(notes)
            scores = self._scores(task, tracer, plans) if len(plans) > 1 else {}
            best = max(range(len(plans)), key=lambda place: scores.get(place + 1, Score(plan=0, score=0)).score)
            reasons = [f"Plan {n}: {one.score:g}. {one.reason}" for n, one in sorted(scores.items())]
            unscored = ["No plan has a score."] if len(plans) > 1 and not scores else []
            step.output = "\n".join([*notes, *reasons, *unscored, f"Plan {best + 1} is run."])
            return plans[best]

    def _scores(self, task: Task, tracer: Tracer, plans: Sequence[Planned]) -> Mapping[int, Score]:
        written = fenced("\n\n".join(_written(*one) for one in enumerate(plans, 1)), "plans")
        said = [Message("system", prompt("weigh")), Message("user", f"The question: {task.run.question}\n\n{written}")]
        talk = self.planner.model.about(task, tracer)
        reply = structured(talk, "weigh", said, SCORES, Scores, lambda scores: _errors(scores, len(plans)))
        return {one.plan: one for one in reply.scores} if reply else {}


def _errors(reply: Scores, plans: int) -> Sequence[str]:
    lacking = set(range(1, plans + 1)) - {one.plan for one in reply.scores}
    return [f"Plan {number} has no score." for number in sorted(lacking)]


def _written(number: int, planned: Planned) -> str:
    steps = (f"- {step.text} [{step.tool} {dict(step.arguments)}]" for step in planned.plan.sub_questions)
    return "\n".join([f"Plan {number}:", *steps])

"""The last look at a model's answer: what its sentences claim wrongly is marked, and said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.llm.claims_audit import Doubt, doubts, with_doubts
from agents.llm.fallback import is_by_rule
from agents.task import Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus
from core.traces import SpanKind

SAID = 4


@dataclass(frozen=True)
class ClaimsReviewer:
    """Marks figures that are right in themselves but stand in a sentence of another period, line or issuer."""

    def review(self, task: Task, answer: Answer, tracer: Tracer) -> Answer:
        """The audited answer with further marks, and caveats that say why."""
        if is_by_rule(answer):
            return answer
        with tracer.span(SpanKind.GUARDRAIL, "claims", answer.markdown) as step:
            found = doubts(task, answer)
            step.output = (
                "\n".join(f"{doubt.text}: {doubt.reason}" for doubt in found) or "No sentence claims a wrong figure."
            )
        if not found:
            return answer
        return replace(
            answer,
            markdown=with_doubts(answer, found),
            caveats=(*answer.caveats, *_said(found)),
            status=AnswerStatus.PARTIAL if answer.status is AnswerStatus.ANSWERED else answer.status,
        )


def _said(found: Sequence[Doubt]) -> Sequence[str]:
    return [f"{doubt.text} is marked: {doubt.reason}." for doubt in dict.fromkeys(found[:SAID])]

"""How well a run went, as its evaluator spans say: the agent quad, by rule and by a judge model where one is set.

The quad is tool selection, context relevance, groundedness and answer relevance: the RAG triad of TruLens, with the
choice of tools that an agent adds to it.
"""

from typing import NamedTuple

from core.traces import Run, Span, SpanKind


class Judgement(NamedTuple):
    """One score: its name, 0 to 1 or None where there was nothing to judge, the reason, and by whom."""

    name: str
    score: float | None
    reason: str
    by: str

    @property
    def sentence(self) -> str:
        """For people: the score, who gave it, and why."""
        score = "No score" if self.score is None else f"{self.score:.2f} of 1"
        return f"{score}, by {self.by}. {self.reason}"


def judgement_of(span: Span) -> Judgement | None:
    """What an evaluator span says; None for any other."""
    if span.kind is not SpanKind.EVALUATOR or "by" not in span.attributes:
        return None
    try:
        score = float(span.attributes["score"]) if "score" in span.attributes else None
    except ValueError:  # an imported session may say anything
        score = None
    return Judgement(span.name, score, span.output, span.attributes["by"])


def judgements(run: Run) -> tuple[Judgement, ...]:
    """All that was said of a run, in the order of its spans."""
    return tuple(judgement for span in run.spans if (judgement := judgement_of(span)))

"""Figures that a later filing replaced: said beside the answer, with the difference; never mixed with the others."""

from collections.abc import Sequence

from agents.recasts import AS_FIRST_REPORTED
from agents.synthesis_draft import Draft
from agents.synthesis_phrases import within
from agents.synthesis_points import Point, shown
from core.answers import Figure, Grounding
from core.filings import Filing


def as_they_stand(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points without the figures that a later filing replaced."""
    return tuple(point for point in points if not point.measure.endswith(AS_FIRST_REPORTED))


def recasts(points: Sequence[Point], filings: Sequence[Filing], draft: Draft) -> None:
    """Adds, for each figure replaced, what both filings print and the difference."""
    names = {filing.id: filing.name for filing in filings}
    for first in (point for point in points if point.measure.endswith(AS_FIRST_REPORTED)):
        measure = first.measure.removesuffix(AS_FIRST_REPORTED)
        later = next(p for p in points if p.measure == measure and p.figure.period == first.figure.period)
        said = (
            f"{measure} {within(first)} was recast: {_source(names, later.figure)} prints {draft.say(later.figure)}, "
            f"{_source(names, first.figure)} printed {draft.say(first.figure)}, a difference of "
            f"{draft.say(_difference(first, later))}. The later filing's figure is used."
        )
        draft.add(said)


def _source(names: dict[str, str], figure: Figure) -> str:
    return names.get(figure.citation.filing, "a filing") if figure.citation else "a filing"


def _difference(first: Point, later: Point) -> Figure:
    return Figure(
        label=f"Change in {later.said} by the recast, {later.label}",
        value=later.figure.value - first.figure.value,
        unit=later.figure.unit,
        period=later.figure.period,
        formula=f"{shown(later.figure)} \u2212 {shown(first.figure)}",
        inputs=(first.figure, later.figure),
        grounding=Grounding.COMPUTED,
        scale=later.figure.scale,
        sub_question=later.figure.sub_question,
    )

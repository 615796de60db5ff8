"""Two figures set against each other: two levels of one period, or the paces at which two lines have moved."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.operations import Sides
from agents.synthesis_changes import yearly
from agents.synthesis_draft import Draft
from agents.synthesis_phrases import Said, possessive, was, when, whose, within
from agents.synthesis_points import (
    Point,
    change_of,
    growth_of,
    in_points,
    left_of,
    measures_of,
    of_measure,
    pairs,
    shown,
)
from core.answers import Figure


class Pace(NamedTuple):
    """How one line of one issuer has moved: the points between which, and by how much."""

    earlier: Point
    later: Point
    by: Figure


def in_sides(sides: Sides, points: Sequence[Point]) -> tuple[Point, Point] | None:
    """The two figures that are compared, in the question's order; None unless both are of one issuer and period."""
    measures = measures_of(points)
    if len(measures) != 2:
        return None
    first, second = (of_measure(points, measure)[-1] for measure in measures)
    if _is_of(first, sides.second) or (_is_of(second, sides.first) and not _is_of(first, sides.first)):
        first, second = second, first
    alike = first.figure.unit == second.figure.unit and first.company == second.company
    return (first, second) if alike and first.label == second.label else None


def _is_of(point: Point, side: str) -> bool:
    """Whether a figure is of a segment by its name, or of a line item by its id."""
    return point.figure.concept == side or point.measure.lower().startswith(f"{side.lower()} ")


def levels(intent: Intent, points: Sequence[Point], draft: Draft) -> Said | None:
    """One figure as more or less than the other, and what lies between them."""
    found = in_sides(intent.wanted.sides, points) if intent.wanted.sides else None
    if found is None:
        return None
    first, second = found
    more, less = sorted(found, key=lambda point: point.figure.value, reverse=True)
    verb = was(first)
    amounts = f"{whose(first)} ({draft.say(first.figure)}) {verb}", f"{second.said} ({draft.say(second.figure)})"
    if more.figure.value == less.figure.value:
        return Said(f"{amounts[0]} as high as {amounts[1]} {when(first)}.", first.figure)
    word = "higher" if first is more else "lower"
    figure = left_of(more, [less])
    if figure.unit == "%":
        return Said(f"{amounts[0]} {word} than {amounts[1]} {when(first)}.", first.figure)
    draft.figure(figure)
    return Said(f"{amounts[0]} {word} than {amounts[1]} {when(first)}, by {shown(figure)}.", first.figure)


def paces(intent: Intent, points: Sequence[Point], draft: Draft) -> Said | None:
    """Which of two lines grew faster, over the latest period in which both moved; None where they are not two."""
    found = last_paces(intent, points)
    if len(found) != 2 or len({one.later.figure.unit == "%" for one in found}) > 1:
        return None
    lowest = intent.wanted.operation is Operation.LOWEST
    first, second = sorted(found, key=lambda one: one.by.value, reverse=not lowest)
    sizes = [_moved(one, draft) for one in (first, second)]
    text = f"{whose(first.later)} {_verb(first.by, second.by, lowest)} {_other(first.later, second.later)}"
    return Said(f"{text[:1].upper()}{text[1:]}: {sizes[0]}, against {sizes[1]}.", first.by)


def last_paces(intent: Intent, points: Sequence[Point]) -> list[Pace]:
    """The last change of each line of each issuer: in percent, in points for a rate."""
    keys = dict.fromkeys((point.company, point.measure) for point in points)
    found = []
    for key in keys:
        steps = list(pairs([p for p in points if (p.company, p.measure) == key], yearly(intent)))
        by = _by(*steps[-1]) if steps else None
        if by:
            found.append(Pace(*steps[-1], by))
    return found


def _by(earlier: Point, later: Point) -> Figure | None:
    return change_of(earlier, later) if later.figure.unit == "%" else growth_of(earlier, later)


def _verb(first: Figure, second: Figure, lowest: bool) -> str:
    if first.value == second.value:
        return "moved as much as"
    if lowest:
        return "grew more slowly than" if first.value >= 0 else "fell, unlike" if second.value > 0 else "fell more than"
    return "fell less than" if first.value < 0 else "grew, unlike" if second.value < 0 else "grew faster than"


def _other(first: Point, second: Point) -> str:
    """The second, by what tells it from the first."""
    if first.company == second.company:
        return second.said
    return possessive(second.company) if first.measure == second.measure else whose(second)


def _moved(pace: Pace, draft: Draft) -> str:
    draft.figure(pace.by)
    size = f"{in_points(pace.by.value)} percentage points" if pace.by.label.startswith("Change in") else shown(pace.by)
    sign = "+" if pace.by.value > 0 else ""
    ends = f"from {draft.say(pace.earlier.figure)} {within(pace.earlier)} to {draft.say(pace.later.figure)}"
    return f"{sign}{size}, {ends} {within(pace.later)}"

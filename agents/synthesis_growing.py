"""Rankings by growth: which segment, issuer or period grew most, and the names by which the ranked are told apart."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.grammar import Intent
from agents.grammar_operations import Basis, Operation
from agents.measures import lower_first
from agents.synthesis_draft import Draft
from agents.synthesis_phrases import Said, within
from agents.synthesis_points import Point, change_of, growth_of, in_points, pairs, shown
from core.answers import Figure


class _Grown(NamedTuple):
    earlier: Point
    later: Point
    by: Figure


def ranked_by_growth(intent: Intent, points: Sequence[Point], draft: Draft) -> Said | None:
    """Which of them grew most (or least): by the change in percent, in points for a rate; the first is the headline.

    What has no growth in percent (from a loss or nothing) is left out, and said so; None where fewer than two are left.
    """
    last = [steps[-1] for steps in _steps(intent, points) if steps]
    grown = [_Grown(a, b, f) for a, b in last if (f := change_of(a, b) if b.figure.unit == "%" else growth_of(a, b))]
    if len({one.later.company + one.later.measure for one in grown}) < 2:
        grown = [_Grown(a, b, f) for steps in _steps(intent, points) for a, b in steps if (f := growth_of(a, b))]
    if len(grown) < 2:
        return None
    lowest = intent.wanted.operation is Operation.LOWEST
    order = sorted(grown, key=lambda one: one.by.value, reverse=not lowest)
    pool = [one.later for one in order]
    listed = [f"{name_in(one.later, pool)} {_size(one.by, draft)}" for one in order]
    first = order[0]
    if intent.wanted.operation is Operation.RANK:
        text = f"Growth of {common_of(pool)}, from the highest down: {'; '.join(listed)}."
    else:
        text = (
            f"{name_in(first.later, pool)} {_moved(first, lowest)} {common_of(pool)}: {_size(first.by, draft)}, from "
            f"{draft.say(first.earlier.figure)} {within(first.earlier)} to {draft.say(first.later.figure)} "
            f"{within(first.later)}, against {'; '.join(listed[1:])}."
        )
    left = [name_in(b, [*pool, b]) for a, b in last if b.figure.unit != "%" and growth_of(a, b) is None]
    text += f" Without {', '.join(left)}, whose base is nil or negative." if left else ""
    return Said(text[0].upper() + text[1:], None if intent.wanted.operation is Operation.RANK else first.by)


def _steps(intent: Intent, points: Sequence[Point]) -> list[list[tuple[Point, Point]]]:
    """The changes of each line of each issuer, in time."""
    keys = dict.fromkeys((point.company, point.measure) for point in points)
    yearly = intent.wanted.basis is not Basis.SEQUENCE
    own = ([p for p in points if (p.company, p.measure) == key] for key in keys)
    return [list(pairs(mine, yearly)) for mine in own]


def _moved(first: _Grown, lowest: bool) -> str:
    if lowest:
        return "had the largest decline in" if first.by.value < 0 else "had the lowest growth of"
    return "had the highest growth of" if first.by.value > 0 else "had the smallest decline in"


def _size(by: Figure, draft: Draft) -> str:
    draft.figure(by)
    if by.label.startswith("Change in"):
        return f"{'+' if by.value > 0 else ''}{in_points(by.value)} percentage points"
    return f"{'+' if by.value > 0 else ''}{shown(by)}"


def common_of(pool: Sequence[Point]) -> str:
    """The line that they share."""
    measures = [point.measure for point in pool]
    return lower_first(pool[0].measure.removeprefix(apart(pool[0].measure, measures)).strip() or pool[0].measure)


def name_in(point: Point, pool: Sequence[Point]) -> str:
    """What tells a point from the others: its issuer, its segment or its period."""
    if len({other.company for other in pool}) > 1:
        return point.company
    if len({other.measure for other in pool}) > 1:
        return apart(point.measure, [other.measure for other in pool])
    return point.label


def apart(measure: str, measures: Sequence[str]) -> str:
    """What tells one measure from the others: its words less those at the end that all share.

    The line's own words are shared, which are in lower case within a title, not those of the names before them:
    "United States revenue" and "Non-United States revenue" are of the United States and of others.
    """
    if len(set(measures)) < 2:
        return measure
    words = measure.split()
    shared = 0
    while all(other.split()[-shared - 1 :] == words[-shared - 1 :] for other in measures) and shared < len(words) - 1:
        shared += 1
    own = shared
    while own and not words[-own][:1].islower():
        own -= 1
    return " ".join(words[: len(words) - (own or shared)])

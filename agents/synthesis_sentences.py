"""The one sentence that answers, and the one figure that is its headline."""

from collections.abc import Sequence

from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.synthesis_changes import changed, yearly
from agents.synthesis_draft import Draft
from agents.synthesis_pairs import levels, paces
from agents.synthesis_phrases import Said, asked_scale, not_as_assumed, was, when, who, whose
from agents.synthesis_points import Point, measures_of, of_measure
from agents.synthesis_ranking import average, cagr, ends_of, ranked, share, without
from agents.synthesis_tables import MOST_CELLS
from agents.synthesis_totals import apart_by, totalled
from agents.synthesis_verdicts import pace_asked

__all__ = ["sentence", "yearly"]

MANY = 3


def sentence(intent: Intent, points: Sequence[Point], draft: Draft) -> Said:
    """What the figures say to the question."""
    own = of_measure(points, measures_of(points)[0])
    if pair := _pair(intent, points, draft):
        return pair
    handler = {
        Operation.AVERAGE: average,
        Operation.CAGR: cagr,
        Operation.SHARE: share,
        Operation.WITHOUT: without,
        Operation.HIGHEST: ranked,
        Operation.LOWEST: ranked,
        Operation.RANK: ranked,
        Operation.GROWTH: changed,
        Operation.CHANGE: changed,
        Operation.TREND: changed,
        Operation.TOTAL: totalled,
        Operation.LEVEL: _level,
    }[intent.wanted.operation]
    said = handler(intent, points, own, draft)
    if said is None and (intent.wanted.operation is Operation.SHARE or intent.wanted.by_growth):
        level = _level(intent, points, own, draft)
        return Said(level.text) if level else Said("")  # the whole is no share, a level no growth
    return said or _level(intent, points, own, draft) or Said("")


def _pair(intent: Intent, points: Sequence[Point], draft: Draft) -> Said | None:
    """Two figures that the question sets against each other: levels, or paces."""
    if intent.wanted.sides:
        return levels(intent, points, draft)
    return paces(intent, points, draft) if pace_asked(intent) else None


def _level(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    if len(points) == 1:
        point = points[0]
        value = asked_scale(point.figure, intent.format)
        text = f"{whose(point)} {was(point)} {draft.say(point.figure, value)} {when(point)}."
        text = f"{not_as_assumed(intent, point)}{text}"
        return Said(text, point.figure)
    if len(own) == len(points):
        latest = own[-1]
        alone = len({point.company for point in own}) == 1
        listed = "; ".join(f"{who(p, alone)} {draft.say(p.figure)}" for p in own)
        return Said(f"{own[0].measure}: {listed}.", latest.figure if alone else None)
    if said := apart_by(intent, points, draft):
        return said
    if len({(p.company, p.label) for p in points}) == 1:
        listed = ", ".join(f"{p.said} {draft.say(p.figure)}" for p in points)
        return Said(f"{points[0].company} reported {listed} {when(points[0])}.", points[0].figure)
    return _spread(points, draft)


def _spread(points: Sequence[Point], draft: Draft) -> Said:
    """Several measures over several periods: what became of each between the first and the last.

    Many measures of several issuers stand in the table alone; the sentence gives the first of them.
    """
    several = len({point.company for point in points}) > 1 and len(points) <= MOST_CELLS
    if several and len(measures_of(points)) >= MANY:
        return _first_of_many(points, draft)
    parts = []
    for measure in measures_of(points)[:5]:
        own = of_measure(points, measure)
        found = ends_of(own)
        if found:
            first, last = found
            moved = f"went from {draft.say(first.figure)} ({first.label}) to {draft.say(last.figure)} ({last.label})"
            parts.append(f"{whose(last)} {moved}")
        else:
            listed = ", ".join(f"{draft.say(p.figure)} ({p.company}, {p.label})" for p in own[:4])
            parts.append(f"{own[0].said} was {listed}")
    text = "; ".join(parts)
    return Said(f"{text[:1].upper()}{text[1:]}.")


def _first_of_many(points: Sequence[Point], draft: Draft) -> Said:
    """The first measure that most issuers have, each one's latest, and what else the table compares."""
    measures = measures_of(points)
    issuers = {measure: len({point.company for point in of_measure(points, measure)}) for measure in measures}
    flows = [measure for measure in measures if any(point.months for point in of_measure(points, measure))]
    first = max(flows or measures, key=lambda measure: issuers[measure])
    latest = {point.company: point for point in of_measure(points, first)}
    listed = ", ".join(f"{draft.say(p.figure)} ({p.company}, {p.label})" for p in latest.values())
    others = [of_measure(points, measure)[0].said for measure in measures if measure != first]
    verb = was(of_measure(points, first)[0])
    rest = f"{', '.join(others[:-1])} and {others[-1]}" if len(others) > 1 else others[0]
    return Said(f"{first} {verb} {listed}; the table sets {rest} side by side.")

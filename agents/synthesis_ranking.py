"""Answers over many figures at once: rankings, averages, growth rates, shares."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.synthesis_draft import Draft, is_dash
from agents.synthesis_growing import apart, common_of, name_in, ranked_by_growth
from agents.synthesis_phrases import Said, asked_scale, when, whose, within
from agents.synthesis_points import Point, average_of, cagr_of, left_of, share_of
from core.answers import Figure

_LOSS = re.compile(r"\bloss(?:es)?\b", re.IGNORECASE)
_DAYS = 16


def ranked(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """Highest, lowest or all in order: over segments, issuers or periods."""
    if intent.wanted.by_growth:
        return ranked_by_growth(intent, points, draft)
    pool = pool_of(points, own)
    if len(pool) < 2 or len({point.figure.unit for point in pool}) > 1:
        return None
    losses = bool(_LOSS.search(intent.question)) and any(point.figure.value < 0 for point in pool)
    down = (intent.wanted.operation is not Operation.LOWEST) is not losses
    if not down and not losses:
        pool = [point for point in pool if not is_dash(point.figure)] or pool  # of what is not there none is lowest
    order = sorted(pool, key=lambda point: point.figure.value, reverse=down)
    first = order[0]
    if intent.wanted.operation is Operation.RANK:
        listed = "; ".join(f"{n}. {name_in(p, pool)}, {draft.say(p.figure)}" for n, p in enumerate(order, 1))
        common = common_of(pool)
        return Said(f"{common[:1].upper()}{common[1:]}, from the highest down: {listed}.", None)
    word = "highest" if down is not losses else "lowest"
    leading = draft.say(first.figure)
    rest = "; ".join(f"{name_in(p, pool)} {draft.say(p.figure)}" for p in order[1:6])
    common = common_of(pool).replace("income", "loss") if losses else common_of(pool)
    what = f"had the {word} {common}" if _is_shared(pool) else f"was the {word}"
    text = f"{name_in(first, pool)} {what}: {leading} {when(first)}, against {rest}."
    return Said(text[0].upper() + text[1:], first.figure)


def pool_of(points: Sequence[Point], own: Sequence[Point]) -> list[Point]:
    """What is ranked: the lines of one period, else one line over issuers (each one's latest) or periods."""
    flows = [point for point in points if point.months] or list(points)
    if len({point.label for point in flows}) == 1 and len({point.measure for point in flows}) > 1:
        return flows
    if len({point.company for point in own}) > 1:
        return list({point.company: point for point in own}.values())
    return list(own)


def _is_shared(pool: Sequence[Point]) -> bool:
    """Whether the points are of one line, be it of several issuers, periods or segments."""
    measures = [point.measure for point in pool]
    return len(set(measures)) == 1 or all(apart(measure, measures) != measure for measure in measures)


def _part_of(point: Point, points: Sequence[Point]) -> str:
    """The segment of a point whose measure is a part of another's ("Delivery revenue" of "Revenue"); else nothing."""
    for other in points:
        tail = f" {other.said}"
        if other.measure != point.measure and point.measure.endswith(tail):
            return point.measure.removesuffix(tail)
    return ""


def average(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """The mean of one issuer's figures, with each of them."""
    if len(own) < 2 or len({point.company for point in own}) > 1:
        return None
    span = f"{own[0].label} to {own[-1].label}"
    figure = average_of(own, f"Average {own[0].said}, {span}")
    draft.figure(figure)
    each = "; ".join(f"{point.label} {draft.say(point.figure)}" for point in own)
    return Said(f"{whose(own[-1])} averaged {asked_scale(figure, intent.format)} over {span} ({each}).", figure)


def cagr(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """The compound annual growth rate from the first figure to the last."""
    found = ends_of(own)
    figure = cagr_of(*found) if found else None
    if not found or figure is None:
        return None
    first, last = found
    text = (
        f"{whose(last)} grew at a compound annual rate of {draft.say(figure)} from {draft.say(first.figure)} "
        f"{within(first)} to {draft.say(last.figure)} {within(last)}."
    )
    return Said(text, figure)


def without(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """The whole less the parts that the question leaves out, for the latest period."""
    wholes = [point for point in points if not _part_of(point, points)]
    if not wholes or len({point.company for point in points}) > 1:
        return None
    whole = wholes[-1]
    parts = [p for p in points if _part_of(p, points) and p.figure.period == whole.figure.period]
    if not parts:
        return None
    figure = left_of(whole, parts)
    named = " and ".join(_part_of(part, points) for part in parts)
    each = "; ".join(f"{part.measure} {draft.say(part.figure)}" for part in parts)
    total = f"{draft.say(whole.figure)} in all"
    return Said(f"{whose(whole)} without {named} was {draft.say(figure)} {when(whole)} ({total}; {each}).", figure)


def share(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """Parts as percentages of their whole."""
    said, last = [], None
    for part, whole, share in shares(points):
        last = share
        said.append(
            f"{_part_of(part, points)} made up {draft.say(share)} of {part.company}'s {whole.said} {within(part)} "
            f"({draft.say(part.figure)} of {draft.say(whole.figure)})"
        )
    return Said(f"{'; '.join(said)}.", last if len(said) == 1 else None) if said else _of_a_longer_period(own, draft)


def _of_a_longer_period(own: Sequence[Point], draft: Draft) -> Said | None:
    """What fell in a quarter (or half), as a percentage of the longer period that holds it."""
    for part in own:
        whole = next((p for p in reversed(own) if p.company == part.company and _holds(p, part)), None)
        figure = share_of(part, whole) if whole else None
        if whole and figure:
            amounts = f"({draft.say(part.figure)} of {draft.say(whole.figure)})"
            return Said(
                f"{part.label} made up {draft.say(figure)} of {whose(whole)} {within(whole)} {amounts}.", figure
            )
    return None


def _holds(whole: Point, part: Point) -> bool:
    outer, inner = whole.figure.period, part.figure.period
    if outer is None or inner is None or outer.start is None or inner.start is None or whole.months <= part.months:
        return False
    return outer.start - timedelta(_DAYS) <= inner.start and inner.end <= outer.end + timedelta(_DAYS)


def shares(points: Sequence[Point]) -> Iterator[tuple[Point, Point, Figure]]:
    """Each part with its whole and its share of it."""
    wholes = {(p.company, p.figure.period): p for p in points if not _part_of(p, points)}
    for part in points:
        whole = wholes.get((part.company, part.figure.period)) if _part_of(part, points) else None
        if whole is not None and (share := share_of(part, whole)) is not None:
            yield part, whole, share


def ends_of(own: Sequence[Point]) -> tuple[Point, Point] | None:
    """The first and last comparable points of one issuer."""
    if len({point.company for point in own}) != 1:
        return None
    like = [point for point in own if point.months == own[-1].months and point.figure.unit == own[-1].figure.unit]
    return (like[0], like[-1]) if len(like) > 1 else None

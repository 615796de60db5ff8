"""Sums that a question asks for: of a flow over several periods of one issuer, of one figure over several issuers."""

import re
from collections.abc import Sequence

from agents.grammar import Intent
from agents.synthesis_draft import Draft
from agents.synthesis_phrases import Said, asked_scale, when, whose
from agents.synthesis_points import Point, left_of, total_of
from core.periods import near

_DAYS = 16
_DIFFERENCE = re.compile(
    r"\bdifference between\b|\bby how much\b|\bhow much (?:more|less|higher|lower|larger|smaller|bigger)\b|"
    r"\boutperform",
    re.IGNORECASE,
)


def totalled(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """The sum with each of its parts; None where the figures do not add up to anything (balances, overlaps, rates)."""
    if len(own) < 2 or len(own) != len(points) or len({p.figure.unit for p in own}) > 1 or len(own[0].figure.unit) != 3:
        return None
    companies = list(dict.fromkeys(point.company for point in own))
    if len(companies) == 1 and _follow(own):
        span = f"{own[0].label} to {own[-1].label}"
        figure = total_of(own, f"Total {own[0].said}, {span}")
        draft.figure(figure)
        each = "; ".join(f"{point.label} {draft.say(point.figure)}" for point in own)
        return Said(f"{whose(own[-1])} came to {asked_scale(figure, intent.format)} over {span} ({each}).", figure)
    if len(companies) == len(own):
        figure = total_of(own, f"Total {own[0].said} of {' and '.join(companies)}")
        draft.figure(figure)
        each = "; ".join(f"{point.company} {draft.say(point.figure)} {when(point)}" for point in own)
        return Said(f"Together, {own[0].said} came to {asked_scale(figure, intent.format)}: {each}.", figure)
    return None


def apart_by(intent: Intent, points: Sequence[Point], draft: Draft) -> Said | None:
    """Two figures of one issuer and period, and what lies between them, where that is asked for."""
    if len(points) != 2 or not _DIFFERENCE.search(intent.words) or len({p.figure.unit for p in points}) > 1:
        return None
    more, less = sorted(points, key=lambda point: point.figure.value, reverse=True)
    if (more.company, more.label) != (less.company, less.label) or len(more.figure.unit) != 3:
        return None
    figure = left_of(more, [less])
    draft.figure(figure)
    return Said(
        f"{whose(more)} ({draft.say(more.figure)}) was {asked_scale(figure, intent.format)} above {less.said} "
        f"({draft.say(less.figure)}) {when(more)}.",
        figure,
    )


def _follow(own: Sequence[Point]) -> bool:
    """Whether the points are flows of which each begins where the one before ends."""
    periods = [point.figure.period for point in own]
    for before, after in zip(periods, periods[1:], strict=False):
        if before is None or after is None or before.start is None or after.start is None:
            return False
        if not near(before.end, after.start, _DAYS):
            return False
    return True

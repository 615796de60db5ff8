"""Yes or no, judged on the figures."""

import re
from collections.abc import Sequence
from decimal import Decimal

from agents.grammar import Intent
from agents.grammar_operations import Claim, Operation
from agents.operations import Rivals, Sides
from agents.planning_common import DAYS_APART
from agents.synthesis_changes import yearly
from agents.synthesis_draft import Draft
from agents.synthesis_pairs import in_sides
from agents.synthesis_phrases import speaks_of_loss
from agents.synthesis_points import Point, growth_of, measures_of, of_measure, pairs
from agents.synthesis_ranking import shares
from core.numbers import numbers_in
from core.periods import near

_PAID = re.compile(r"Payments|Repayments|Dividends")
_PACE = re.compile(
    r"\b(?:(?P<slower>slower|less(?: quickly)?|more slowly|lag\w*)|faster|more(?: quickly| rapidly)?|quicker|outpac\w+)"
    r"(?: than)?\b",
    re.IGNORECASE,
)
_FALLING = re.compile(r"\b(?:f[ae]ll(?:en)?|declin\w*|decreas\w*|drop(?:ped)?|shr[aiu]nk)\b", re.IGNORECASE)
_NOW = re.compile(
    r"^\s*(?:is|are|does|do|has|have)\b(?!.*\b(?:always|ever|every|each|all|both|throughout|consistently)\b)", re.I
)
_BY_QUALITY = re.compile(r"\b(?:improv|worsen|deteriorat)\w*", re.IGNORECASE)


def verdict(intent: Intent, points: Sequence[Point], draft: Draft) -> str:
    """Say "Yes." or "No.", where the question claims something of the figures that they can settle; else nothing."""
    claim = intent.wanted.claim
    if intent.wanted.rivals:
        return _of_rivals(intent, intent.wanted.rivals, points)
    if intent.wanted.sides:
        return _of_sides(intent, intent.wanted.sides, points)
    if claim in (Claim.ABOVE, Claim.BELOW) and intent.wanted.operation is Operation.SHARE:
        return _of_shares(intent, points, claim is Claim.ABOVE)
    measures = measures_of(points)
    if claim in (Claim.ROSE, Claim.FELL) and len(measures) == 2 and (pace := pace_asked(intent)):
        return _of_paces(intent, points, bool(pace["slower"]))
    if claim is None or len(measures) > max(1, len(intent.line_items) + len(intent.ratios)):
        return ""
    verdicts = {_judged(claim, of_measure(points, measure), intent) for measure in measures}
    if None in verdicts:
        return ""
    return "Partly." if len(verdicts) > 1 else "Yes." if True in verdicts else "No."


def pace_asked(intent: Intent) -> re.Match[str] | None:
    """Where the question asks or claims that one thing moved faster or slower than another; None where it does not."""
    moved = intent.wanted.claim in (Claim.ROSE, Claim.FELL)
    by_growth = intent.wanted.by_growth and intent.wanted.operation is not Operation.RANK
    return _PACE.search(intent.words) if moved or by_growth else None


def _of_sides(intent: Intent, sides: Sides, points: Sequence[Point]) -> str:
    """Whether the first figure is more (or less) than the second."""
    found = in_sides(sides, points)
    if found is None:
        return ""
    more = found[0].figure.value - found[1].figure.value
    if speaks_of_loss(intent) and all(point.figure.value < 0 for point in found):
        more = -more  # the larger loss is the lower result
    return "Yes." if more and (more > 0) is sides.above else "No."


def _of_paces(intent: Intent, points: Sequence[Point], slower: bool) -> str:
    """Whether the first measure grew faster (or slower) than the second, each over the same periods."""
    found = [list(pairs(of_measure(points, measure), yearly(intent))) for measure in _in_order(intent, points)]
    if len(found) != 2 or not all(found) or len({point.company for point in points}) > 1:
        return ""
    growths = [growth_of(*steps[-1]) for steps in found]
    ends = {steps[-1][1].figure.period for steps in found}
    if growths[0] is None or growths[1] is None or len(ends) > 1:
        return ""
    more = growths[0].value - growths[1].value
    falling = bool(_FALLING.search(intent.words))  # what falls faster has the lower growth
    return "Yes." if more and (more < 0) is (slower is not falling) else "No."


def _in_order(intent: Intent, points: Sequence[Point]) -> list[str]:
    """The measures as the question names them, the one that is claimed to be faster first."""
    order = [mention.id for mention in intent.mentions]
    concepts = {point.measure: point.figure.concept or "" for point in points}
    places = {
        measure: order.index(concept) if concept in order else len(order) for measure, concept in concepts.items()
    }
    return sorted(concepts, key=places.__getitem__)


def _of_rivals(intent: Intent, rivals: Rivals, points: Sequence[Point]) -> str:
    """Whether the first company has more (or less) than the second, in periods that end at about the same time."""
    first = [point for point in points if point.filing.id in rivals.first]
    second = [point for point in points if point.filing.id in rivals.second]
    if not first or not second or not _alike(first[-1], second[-1]):
        return ""
    more = first[-1].figure.value - second[-1].figure.value
    if speaks_of_loss(intent) and first[-1].figure.value < 0 and second[-1].figure.value < 0:
        more = -more  # the larger loss is the lower result
    return "Yes." if more and (more > 0) is rivals.above else "No."


def _alike(one: Point, other: Point) -> bool:
    ends = [point.figure.period.end for point in (one, other) if point.figure.period]
    same = (one.measure, one.months, one.figure.unit) == (other.measure, other.months, other.figure.unit)
    return same and len(ends) == 2 and near(ends[0], ends[1], DAYS_APART)


def _of_shares(intent: Intent, points: Sequence[Point], above: bool) -> str:
    """Whether any part is more (or less) than so many percent of its whole."""
    numbers = numbers_in(intent.wanted.threshold or "")
    found = [figure.value for _part, _whole, figure in shares(points)]
    if not numbers or not found:
        return ""
    return "Yes." if any((value > numbers[0].value) is above for value in found) else "No."


def _judged(claim: Claim, own: Sequence[Point], intent: Intent) -> bool | None:
    if claim in (Claim.POSITIVE, Claim.NEGATIVE) and not intent.periods and _NOW.search(intent.question):
        own = own[-1:]  # what is so now, not what was so before
    values = [point.figure.value for point in own]
    steps = [later.figure.value - earlier.figure.value for earlier, later in pairs(own, yearly(intent))]
    if speaks_of_loss(intent) and any(value < 0 for value in values) and not _BY_QUALITY.search(intent.words):
        steps = [-step for step in steps]  # a loss that grows is a lower result
    if claim in (Claim.ROSE, Claim.FELL):
        return _overall(own, steps, claim is Claim.ROSE)
    if claim is Claim.ROSE_EVERY_TIME:
        return all(step > 0 for step in steps) if steps else None
    if claim is Claim.FELL_EVERY_TIME:
        return all(step < 0 for step in steps) if steps else None
    if claim is Claim.POSITIVE:
        return all(value > 0 for value in values)
    if claim is Claim.NEGATIVE:
        return any(value < 0 for value in values)
    if claim in (Claim.ABOVE, Claim.BELOW):
        return _against(values[-1], own[-1], intent.wanted.threshold, claim is Claim.ABOVE)
    if claim is Claim.EXISTS and len(own) == 1 and _PAID.match(own[0].figure.concept or ""):
        return values[-1] != 0
    return None


def _overall(own: Sequence[Point], steps: Sequence[Decimal], up: bool) -> bool | None:
    if not steps or len({point.company for point in own}) > 1:
        return None
    moved = sum(steps, Decimal(0))
    return moved > 0 if up else moved < 0


def _against(value: Decimal, point: Point, threshold: str | None, above: bool) -> bool | None:
    numbers = numbers_in(threshold or "")
    if not numbers:
        return None
    limit = numbers[0].value
    return value > limit if above else value < limit

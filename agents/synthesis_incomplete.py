"""A change that is asked for with one of its periods not there: said first, and nothing else taken for the answer."""

from collections.abc import Sequence

from agents.calendar import Target
from agents.grammar import Intent
from agents.grammar_operations import Claim, Operation
from agents.planning_missing import is_among
from agents.planning_periods import readings_of
from agents.reading import Reading
from agents.scope import listed
from agents.synthesis_points import Point, measures_of

_MOVING = (Operation.CHANGE, Operation.GROWTH, Operation.CAGR, Operation.AVERAGE)
_CLAIMS = (Claim.ROSE, Claim.FELL, Claim.CHANGED, Claim.ROSE_EVERY_TIME, Claim.FELL_EVERY_TIME)
_SAID = {Operation.CAGR: "growth rate", Operation.GROWTH: "growth", Operation.AVERAGE: "average"}


def incomplete(reading: Reading, points: Sequence[Point]) -> str:
    """That what is asked for cannot be had for want of a period's figure; empty where it can, or for several issuers.

    Of a change the first and the last period asked for count, of an average all.
    """
    intent = reading.intent
    moving = intent.wanted.operation in _MOVING or intent.wanted.claim in _CLAIMS
    if not points or not moving or len({point.company for point in points}) > 1:
        return ""
    what = f"The {_SAID.get(intent.wanted.operation, 'change')} asked for"
    lacking = _lacking(intent, reading, points)
    if lacking:
        return f"{what} cannot be computed: there is no figure for {listed(lacking)}. What is there:"
    alone = len({point.label for point in points}) == 1 and len(measures_of(points)) == 1
    if alone and not intent.formula and intent.wanted.operation is not Operation.AVERAGE:
        return f"{what} cannot be computed: there is no figure of another period beside it. What is there:"
    return ""


def of_the_whole(reading: Reading, points: Sequence[Point]) -> str:
    """That the part asked for is not printed and the figures are of the whole; empty where they are as asked."""
    if not points or not reading.names.of_whole or reading.intent.wanted.rivals:
        return ""
    return " ".join(reading.names.readings)


def _lacking(intent: Intent, reading: Reading, points: Sequence[Point]) -> list[str]:
    """The periods named of which there is no figure, where two or more are named and it matters."""
    filings = [filing for company in reading.scope.companies for filing in company.filings]
    ends = [(readings_of(asked, filings), asked) for asked in intent.periods]
    known = sorted(((readings[0].end, n) for n, (readings, _asked) in enumerate(ends) if readings))
    if len({end for end, _n in known}) < 2:
        return []
    there = [Target(p.figure.period.end, p.months, p.label) for p in points if p.figure.period]
    numbers = [n for _end, n in known]
    telling = numbers if intent.wanted.operation is Operation.AVERAGE else [numbers[0], numbers[-1]]
    return [ends[n][1].text for n in telling if not is_among(ends[n][0], there)]

"""What a single period is compared to: the year or the period before, the balance with which it began."""

from collections.abc import Sequence
from dataclasses import replace

from agents.calendar import Target
from agents.finder import Desk
from agents.grammar import Intent
from agents.grammar_operations import Basis, Claim, Operation
from agents.lookup import best
from agents.measures import Measure
from core.filings import Filing
from core.periods import near

_DAYS = 16


def with_comparatives(intent: Intent, target: Target) -> list[Target]:
    """A single period with what its change, growth or average needs beside it."""
    wanted = intent.wanted
    if wanted.operation in (Operation.AVERAGE, Operation.CAGR) and wanted.years:
        back = wanted.years - (0 if wanted.operation is Operation.CAGR else 1)
        return [*(target.back(n) for n in range(back, 0, -1)), target]
    if not wanted.compares and wanted.claim not in (Claim.ROSE, Claim.FELL, Claim.CHANGED):
        return [target]
    months = target.months if wanted.basis is Basis.SEQUENCE and target.months else 12
    return [target.back(1, months), target]


def opening_of(filing: Filing, desk: Desk, measures: Sequence[Measure], own: Target) -> Target | None:
    """The earlier balance that a quarterly report prints: that of the fiscal year's start."""
    ends = {f.period.end for m in measures for f in desk.facts(filing, m) if f.period.is_instant}
    earlier = [end for end in ends if end < own.end and not near(end, own.end, _DAYS)]
    return Target(max(earlier), 0, max(earlier).isoformat()) if earlier else None


def opening_between(
    target: Target, filings: Sequence[Filing], desk: Desk, measures: Sequence[Measure]
) -> Target | None:
    """The balance with which a half-year, nine months or a year began, where balances alone are asked for."""
    if target.months < 6 or not measures or not all(measure.is_balance for measure in measures):
        return None
    opening = replace(target.back(1, target.months), months=0)
    for filing in filings:
        for measure in measures:
            fact = best(desk.facts(filing, measure), opening, measure)
            if fact is not None:
                return Target(fact.period.end, 0, fact.period.end.isoformat())
    return None

"""A figure that a later filing prints differently: a recast, a restatement, a split of shares."""

from dataclasses import replace

from agents.calendar import Target
from agents.finder import Desk, Found, find
from agents.indexes import name_key
from agents.lookup import best, figure_of
from agents.measures import Measure
from core.answers import Figure
from core.filings import Fact, Filing, Source

AS_FIRST_REPORTED = ", as first reported"
"""Ends the label of the figure that a later filing replaced."""


def as_it_stands(desk: Desk, filing: Filing, measure: Measure, target: Target) -> tuple[Found, ...]:
    """What the filing prints or lets derive; before it what a later filing of the issuer replaced it by, if any did."""
    found = find(desk, filing, measure, target)
    later = recast_of(desk, filing, measure, found.figure) if found.figure else None
    if found.figure is None or later is None:
        return (found,)
    if desk.ticked and later.citation and later.citation.filing not in desk.ticked:
        other = desk.filing(later.citation.filing).name
        said = f"{other}, which is not among the filings chosen, prints another figure for this period: it was recast."
        return (replace(found, caveats=(*found.caveats, said)),)
    return replace(found, figure=later), replace(found, figure=first_reported(found.figure))


def recast_of(desk: Desk, filing: Filing, measure: Measure, figure: Figure) -> Figure | None:
    """The figure by which the issuer's latest filing in scope replaces one printed; None where none does."""
    if figure.period is None or figure.citation is None or filing.period_end is None:
        return None
    target = Target(figure.period.end, figure.period.months, "")
    first = best(desk.facts(filing, measure), target, measure)
    later = [f for f in desk.siblings(filing) if f.period_end and f.period_end > filing.period_end]
    for other in sorted(later, key=lambda f: str(f.period_end), reverse=True):
        fact = best(desk.facts(other, measure), target, measure)
        if first and fact and _same_line(first, fact):
            return figure_of(fact, measure) if _differs(first, fact) else None
    return None


def first_reported(figure: Figure) -> Figure:
    """The replaced figure, labelled as such."""
    return replace(figure, label=f"{figure.label}{AS_FIRST_REPORTED}")


def _same_line(one: Fact, other: Fact) -> bool:
    """Whether two filings' facts are one line: the same label and period, on the same kind of statement."""
    return (
        name_key(one.label) == name_key(other.label)
        and one.statement is other.statement
        and one.period == other.period
        and one.unit == other.unit
        and Source.TEXT not in (one.source, other.source)
    )


def _differs(one: Fact, other: Fact) -> bool:
    """Whether they differ by more than their rounding."""
    slack = 10 ** max(one.scale, other.scale) if max(one.scale, other.scale) else 0
    return abs(one.value - other.value) > slack

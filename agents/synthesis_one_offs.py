"""What distorts the growth that an answer states, in the filings' own words, beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.calendar import Target
from agents.finder import find
from agents.grammar_operations import Claim, Operation
from agents.measures import measure_named
from agents.one_off_words import CURRENCY
from agents.one_offs import Moved, OneOff, one_offs_of
from agents.reading import Reading
from agents.synthesis_changes import yearly
from agents.synthesis_draft import Draft
from agents.synthesis_points import Point, change_of, growth_of, measures_of, of_measure, pairs
from core.answers import Figure, Finding
from core.protocols import Shelf

MOST = 4
MOST_PAIRS = 6
YEAR = 12
_MOVES = (Operation.CHANGE, Operation.GROWTH, Operation.TREND)
_CLAIMS = (Claim.ROSE, Claim.FELL, Claim.ROSE_EVERY_TIME, Claim.FELL_EVERY_TIME, Claim.CHANGED)


def one_offs(reading: Reading, points: Sequence[Point], shelf: Shelf, draft: Draft) -> tuple[OneOff, ...]:
    """Adds the sentences that tie a one-off to a change which the answer states; gives them back.

    A change from one quarter to the next is not what filings explain: of it, what distorts the later quarter against
    the year before is quoted, and said to be so. Balances and rates are left out.
    """
    wanted = reading.intent.wanted
    if wanted.operation not in _MOVES and wanted.claim not in _CLAIMS:
        return ()
    told = list(_told(reading, points, shelf))[:MOST]
    if not told:
        return ()
    several = len({point.company for point, _one, _apart in told}) > 1
    lines = [
        f"- {f'{point.company}, ' if several else ''}{point.label}"
        f"{'' if apart else ', against the year before'}: \u201c{one.citation.quote}\u201d [{draft.cite(one.citation)}]"
        for point, one, apart in told
    ]
    draft.add("**What distorts this change, as the filings name it**\n\n" + "\n".join(lines))
    return tuple(one for _point, one, _apart in told)


def without_these(findings: Sequence[Finding], told: Sequence[OneOff]) -> tuple[Finding, ...]:
    """The findings without the quotes that are said as one-offs already."""
    said = {one.citation.quote for one in told}
    if not said:
        return tuple(findings)
    return tuple(replace(f, citations=tuple(c for c in f.citations if c.quote not in said)) for f in findings)


def _told(reading: Reading, points: Sequence[Point], shelf: Shelf) -> Iterator[tuple[Point, OneOff, bool]]:
    """Each one-off with the later point that it distorts, and whether that is measured against the year before."""
    by_year = yearly(reading.intent)
    for measure in measures_of(points)[:2]:
        found = [p for p in pairs(of_measure(points, measure), by_year) if p[1].months and p[1].figure.unit != "%"]
        few = 2 if len(found) == 1 else 1
        for earlier, later in found[-MOST_PAIRS:]:
            apart = _days(earlier, later) > 300
            moved = _moved(earlier, later) if apart else _against_year_before(reading, later)
            if moved is None:
                continue
            for one in one_offs_of(moved, shelf.passages(later.filing.id), reading.desk.ontology, few):
                if apart or one.kind != CURRENCY:
                    yield later, one, apart


def _days(earlier: Point, later: Point) -> int:
    one, other = earlier.figure.period, later.figure.period
    return (other.end - one.end).days if one and other else 0


def _moved(earlier: Point, later: Point) -> Moved:
    growth = growth_of(earlier, later)
    value = growth.value if growth else None
    change = change_of(earlier, later).value
    return Moved(later.measure, later.figure.concept, earlier.figure, later.figure, change, value)


def _against_year_before(reading: Reading, later: Point) -> Moved | None:
    """The later figure against that of the year before, as the later filing prints it."""
    before = _year_before(reading, later)
    if before is None:
        return None
    return _moved(replace(later, figure=before), later)


def _year_before(reading: Reading, later: Point) -> Figure | None:
    period = later.figure.period
    if period is None:
        return None
    line = later.figure.concept if later.figure.concept and " " not in later.measure else later.measure
    measure = measure_named(line, reading.desk.ontology)
    target = Target(period.end, period.months, later.label).back(1, YEAR)
    found = find(reading.desk, later.filing, measure, target).figure
    return found if found and found.citation and found.unit == later.figure.unit else None

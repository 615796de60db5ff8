"""Finding one measure for one period: printed in the filing, else derived from what this and its neighbours print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from agents.calendar import Target, label_of, own_target
from agents.indexes import Indexes
from agents.lookup import best, candidates, difference, figure_of, restated, total
from agents.measures import Measure
from agents.parts_printed import not_of_part, summed
from agents.scope_companies import companies_of
from core.answers import Figure
from core.filings import Fact, Filing
from core.ontology import Ontology
from core.periods import duration, near
from core.protocols import Shelf

LATEST, LOOKED_AT = 6, 32


@dataclass(frozen=True)
class Found:
    """A figure, or None with the reason; and what the reader should know beside it."""

    figure: Figure | None
    reason: str = ""
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What the tools work on: the shelf, the ontology, the indexed facts, the filings in scope; those ticked, by id."""

    shelf: Shelf
    ontology: Ontology
    filings: tuple[Filing, ...]
    indexes: Indexes = field(default_factory=Indexes)
    ticked: frozenset[str] = frozenset()

    def filing(self, id: str) -> Filing:
        """The filing of this id. Raises KeyError."""
        return {filing.id: filing for filing in self.filings}[id]

    def facts(self, filing: Filing, measure: Measure) -> tuple[Fact, ...]:
        """The filing's facts that are the measure, over all periods."""
        return candidates(self.indexes.of(self.shelf, filing.id), measure)

    @cached_property
    def _issuers(self) -> Mapping[str, tuple[Filing, ...]]:
        """Each filing's issuer's filings, by the filing's id."""
        return {filing.id: company.filings for company in companies_of(self.filings) for filing in company.filings}

    @cached_property
    def recent(self) -> tuple[Filing, ...]:
        """Each issuer's latest filings, not too many in all: whose tables are looked at for names."""
        latest = [filing for filings in dict.fromkeys(self._issuers.values()) for filing in filings[-LATEST:]]
        return tuple(latest[:LOOKED_AT])

    def siblings(self, filing: Filing) -> tuple[Filing, ...]:
        """The other filings of the same issuer, nearest in time first."""
        others = [other for other in self._issuers[filing.id] if other.id != filing.id]
        anchor = filing.period_end or date.min
        return tuple(sorted(others, key=lambda other: abs(((other.period_end or date.min) - anchor).days)))


def find(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Found:
    """The measure for the period: as printed by this filing, else derived, else the reason why not."""
    printed = _printed(desk, filing, measure, target)
    if printed is not None:
        together = summed(desk.indexes.of(desk.shelf, filing.id), measure, target)
        if together:
            return Found(together[0], caveats=together[1:])
        return Found(printed, caveats=_instead(desk, measure, printed))
    if measure.segment and not desk.facts(filing, measure):
        return Found(None, not_of_part(desk.indexes.of(desk.shelf, filing.id), filing, measure, desk.ontology))
    if measure.is_balance or not desk.facts(filing, measure):
        return Found(None, f"{measure.not_found} for {_said(filing, target)}.")
    if not measure.additive:
        said = f"{measure.title} {measure.are} not printed for {_said(filing, target)}, nor to be had by subtraction."
        return Found(None, said)
    return next((found for found in _derivations(desk, filing, measure, target) if found), None) or _year_to_date(
        desk, filing, measure, target
    )


def _instead(desk: Desk, measure: Measure, figure: Figure) -> tuple[str, ...]:
    """What is to be said where a neighbouring line item was taken for want of the one asked for."""
    item = desk.ontology.line_items.get(figure.concept or "")
    if item is None or figure.concept not in measure.instead:
        return ()
    return (f"{measure.name} {measure.are} not printed as such; \u201c{item.name}\u201d, the closest line, is taken.",)


def _said(filing: Filing, target: Target) -> str:
    return target.label or target.period.name


def _printed(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Figure | None:
    fact = best(desk.facts(filing, measure), target, measure)
    return figure_of(fact, measure) if fact else None


def _derivations(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Iterator[Found | None]:
    """The ways to a figure that is not printed, from the surest on."""
    if target.months in (3, 6):
        for whole in (6, 9, 12):
            yield _subtracted(desk, filing, measure, target, whole)
    if target.months in (6, 9, 12):
        yield _summed(desk, filing, measure, target)
    if target.months == 12:
        yield _rolled(desk, filing, measure, target)


def _subtracted(desk: Desk, filing: Filing, measure: Measure, target: Target, whole: int) -> Found | None:
    """The period that ends a longer one: the longer one less the one before it, both from the start of the year."""
    if whole <= target.months:
        return None
    later = _printed(desk, filing, measure, Target(target.end, whole, ""))
    if later is None or later.period is None or later.period.start is None:
        return None
    before = replace(target.back(1, target.months), months=whole - target.months)
    earlier = _anywhere(desk, filing, measure, before)
    if earlier is None or earlier.period is None or earlier.unit != later.unit:
        return None
    if not (earlier.period.start and near(earlier.period.start, later.period.start)):
        return None
    if _recast(desk, filing, measure, before, earlier):
        reason = (
            f"{measure.title} for {_said(filing, target)} cannot be derived: the earlier periods were recast since."
        )
        return Found(None, reason)
    period = duration(later.period.end, target.months)
    said = (
        f"{measure.title} for {_said(filing, target)} {measure.are} not printed; computed as {_words(later)} less "
        f"{_words(earlier)}."
    )
    return Found(difference(measure.title, later, earlier, period), caveats=(said,))


def _rolled(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Found | None:
    """Twelve months that end within a fiscal year: the last whole year, more the year to date, less the one before."""
    quarter = filing.calendar.label_of(target.end).quarter if filing.calendar else None
    if quarter in (None, 4):
        return None
    months = 3 * (quarter or 0)
    year = replace(target.back(1, months), months=12)
    so_far = Target(target.end, months, "")
    before = replace(so_far.back(1), months=months)
    found = [_anywhere(desk, filing, measure, part) for part in (year, so_far, before)]
    if any(
        _recast(desk, filing, measure, part, one) for part, one in zip((year, before), found[::2], strict=True) if one
    ):
        return Found(
            None, f"{measure.title} for {_said(filing, target)} cannot be derived: the earlier periods were recast."
        )
    whole, later, earlier = found
    if later is not None and whole is None:
        return Found(
            None,
            f"{measure.title} for {_said(filing, target)} cannot be had without the report on the last whole fiscal "
            "year.",
        )
    if whole is None or later is None or earlier is None or later.period is None:
        return None
    if len({whole.unit, later.unit, earlier.unit}) > 1:
        return None
    said = (
        f"{measure.title} for {_said(filing, target)} {measure.are} not printed; computed as {_words(whole)} more "
        f"{_words(later)} less {_words(earlier)}."
    )
    period = duration(later.period.end, 12)
    moved = difference(f"{measure.title}, year to date against the year before", later, earlier, later.period)
    return Found(total(measure.title, (whole, moved), period), caveats=(said,))


def _words(figure: Figure) -> str:
    return f"the {figure.period.name}" if figure.period else figure.label


def _anywhere(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Figure | None:
    """As this filing prints it, else the issuer's filing nearest in time."""
    for source in (filing, *desk.siblings(filing)):
        figure = _printed(desk, source, measure, target)
        if figure is not None:
            return figure
    return None


def _recast(desk: Desk, filing: Filing, measure: Measure, target: Target, figure: Figure) -> bool:
    sources = (filing, *desk.siblings(filing))
    return any(restated(desk.facts(source, measure), target, measure, figure.value) for source in sources)


def _summed(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Found | None:
    """The sum of the quarters, where each is printed by some filing of the issuer."""
    quarters: list[Figure] = []
    for back in range(target.months // 3):
        quarter = replace(target.back(back, 3), months=3) if back else Target(target.end, 3, "")
        figure = _anywhere(desk, filing, measure, quarter)
        if figure is None or (quarters and figure.unit != quarters[0].unit):
            return None
        quarters.append(figure)
    quarters.reverse()
    last = quarters[-1].period
    period = duration(last.end, target.months) if last else target.period
    said = (
        f"{measure.title} for {_said(filing, target)} {measure.are} not printed; computed as the sum of its quarters."
    )
    return Found(total(measure.title, quarters, period), caveats=(said,))


def _year_to_date(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Found:
    """Why a quarter can be neither read nor derived, and what is printed instead."""
    for months in (6, 9, 12) if target.months == 3 else ():
        figure = _printed(desk, filing, measure, Target(target.end, months, ""))
        if figure is not None and figure.period is not None:
            return Found(
                None,
                f"{measure.title} is printed for the {figure.period.name} alone; {_said(filing, target)} by itself "
                f"cannot "
                "be derived without the issuer's earlier report of that fiscal year.",
            )
    return Found(None, f"{measure.not_found} for {_said(filing, target)}.")


def prints(desk: Desk, filing: Filing, measure: Measure, target: Target) -> bool:
    """Whether the filing itself prints the measure for the period."""
    return best(desk.facts(filing, measure), target, measure) is not None


def targets_or_own(targets: Sequence[Target], filing: Filing) -> tuple[Target, ...]:
    """The targets, or what the filing itself reports on where there are none."""
    own = own_target(filing)
    return tuple(targets) or ((own,) if own else ())


def labelled(filing: Filing, figure: Figure) -> str:
    """The issuer's name for the figure's period: "Q3 2022", "FY2022", "September 30, 2022" for want of better."""
    if figure.period is None:
        return ""
    return label_of(filing, figure.period.end, figure.period.months)

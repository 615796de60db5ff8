"""The figures of an answer in order, and what is computed between them: changes, averages, shares, growth rates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from agents.calendar import label_of
from agents.measures import lower_first
from agents.scope_companies import Company
from core.answers import Figure, Finding, Grounding
from core.filings import Filing
from core.numbers import display
from core.ontology import Ontology
from core.periods import near

_NAMED_HERE = re.compile(r"^Ratio of | as a percentage of | (?:less|plus) |, average of opening and closing")
_DAYS = 16
RATIO_PLACES = 6


@dataclass(frozen=True)
class Point:
    """One figure of one issuer for one period, from one filing; `said` is its measure within a sentence."""

    company: str
    filing: Filing
    label: str
    figure: Figure
    said: str

    @property
    def measure(self) -> str:
        """What it is a figure of; one measure over all filings."""
        return self.figure.label

    @property
    def months(self) -> int:
        """Months spanned, 0 for a balance."""
        return self.figure.period.months if self.figure.period else 0


def points_of(
    findings: Sequence[Finding], filings: Sequence[Filing], companies: Sequence[Company], ontology: Ontology
) -> tuple[Point, ...]:
    """The figures found, company by company in time; a later filing's value stands for a period that two print."""
    by_id = {filing.id: filing for filing in filings}
    usual = {item.name for item in ontology.line_items.values()} | {ratio.name for ratio in ontology.ratios.values()}
    names = {filing.id: short_name(company.name) for company in companies for filing in company.filings}
    points = [
        Point(names.get(filing.id, filing.company), filing, _label(filing, figure), figure, _in_sentence(figure, usual))
        for finding in findings
        if (filing := by_id.get(finding.sub_question.filing or "")) is not None
        for figure in finding.figures
    ]
    latest: dict[tuple[object, ...], Point] = {}
    for point in sorted(points, key=lambda p: (p.filing.period_end is not None, str(p.filing.period_end))):
        latest[point.company, point.measure, point.figure.period, point.figure.unit] = point
    return tuple(
        sorted(latest.values(), key=lambda p: (p.company, str(p.figure.period and p.figure.period.end), p.months))
    )


def _in_sentence(figure: Figure, usual: set[str]) -> str:
    named_here = bool(_NAMED_HERE.search(figure.label))
    return lower_first(figure.label) if named_here or figure.label in usual else figure.label


def short_name(company: str) -> str:
    """An issuer's name without "Inc." and the like."""
    words = company.replace(",", " ").split()
    while len(words) > 1 and words[-1].lower().strip(".") in _ENDINGS:
        words.pop()
    name = " ".join(words).removeprefix("The ")
    return name.title() if name.isupper() and len(name) > 5 else name


_ENDINGS = frozenset("inc incorporated corp corporation co company plc ltd limited llc lp nv sa ag & the".split())


def _label(filing: Filing, figure: Figure) -> str:
    if figure.period is None:
        return filing.title
    if figure.period.is_instant:
        end = figure.period.end
        return f"{end:%b} {end.day}, {end.year}"
    return label_of(filing, figure.period.end, figure.period.months)


def measures_of(points: Sequence[Point]) -> tuple[str, ...]:
    """The measures, in the order in which they were asked for."""
    return tuple(dict.fromkeys(point.measure for point in points))


def of_measure(points: Sequence[Point], measure: str) -> tuple[Point, ...]:
    """The points of one measure."""
    return tuple(point for point in points if point.measure == measure)


def pairs(points: Sequence[Point], yearly: bool) -> Iterator[tuple[Point, Point]]:
    """Earlier and later point of each change: a year apart, or one after the other; only of one issuer and length."""
    for place, later in enumerate(points):
        before = [p for p in points[:place] if comparable(p, later)]
        if yearly:
            before = [p for p in before if _year_apart(p, later)]
        if before:
            yield before[-1], later


def comparable(one: Point, other: Point) -> bool:
    """Whether a change between them means something: same issuer, unit and length, different ends."""
    return (
        one.company == other.company
        and one.measure == other.measure
        and one.figure.unit == other.figure.unit
        and one.months == other.months
        and one.figure.period != other.figure.period
    )


def _year_apart(one: Point, other: Point) -> bool:
    if one.figure.period is None or other.figure.period is None:
        return False
    year_before = one.figure.period.end.replace(
        year=one.figure.period.end.year + 1, day=min(28, one.figure.period.end.day)
    )
    return near(year_before, other.figure.period.end, _DAYS)


def change_of(earlier: Point, later: Point) -> Figure:
    """The difference, in the figures' own unit (percentage points for a rate)."""
    value = later.figure.value - earlier.figure.value
    label = f"Change in {later.said}, {earlier.label} to {later.label}"
    written = f"{_exactly(later.figure)} − {_exactly(earlier.figure)}"
    return _computed(label, value, later.figure, earlier.figure, written)


def in_points(value: Decimal) -> str:
    """A change of a rate in percentage points: to one decimal, to more where that would be none."""
    places = next((places for places in (1, 2, 3) if round(value, places)), 1)
    return display(value, "%", 0, places)[:-1]


def decrease_of(earlier: Point, later: Point) -> Figure:
    """The difference as the size of a fall, in the figures' own unit."""
    value = earlier.figure.value - later.figure.value
    label = f"Decrease in {later.said}, {earlier.label} to {later.label}"
    written = f"{_exactly(earlier.figure)} − {_exactly(later.figure)}"
    return _computed(label, value, later.figure, earlier.figure, written)


def growth_of(earlier: Point, later: Point) -> Figure | None:
    """The change in percent; None for a rate, and from a zero or negative base, where a percentage would mislead."""
    base = earlier.figure.value
    if later.figure.unit == "%" or base <= 0:
        return None
    value = (later.figure.value - base) / base * 100
    label = f"Growth of {later.said}, {earlier.label} to {later.label}"
    formula = f"({_exactly(later.figure)} − {_exactly(earlier.figure)}) ÷ {_exactly(earlier.figure)}"
    return replace(_computed(label, value, later.figure, earlier.figure, formula), unit="%", scale=0)


def average_of(points: Sequence[Point], label: str) -> Figure:
    """The plain mean of the points."""
    figures = [point.figure for point in points]
    value = sum((figure.value for figure in figures), Decimal(0)) / len(figures)
    written = f"({' + '.join(_exactly(figure) for figure in figures)}) ÷ {len(figures)}"
    return replace(_computed(label, value, figures[-1], figures[0], written), inputs=tuple(figures))


def total_of(points: Sequence[Point], label: str) -> Figure:
    """The sum of the points."""
    figures = [point.figure for point in points]
    value = sum((figure.value for figure in figures), Decimal(0))
    written = " + ".join(_exactly(figure) for figure in figures)
    return replace(_computed(label, value, figures[-1], figures[0], written), inputs=tuple(figures))


def share_of(part: Point, whole: Point) -> Figure | None:
    """A part as a percentage of its whole."""
    if whole.figure.value == 0 or part.figure.unit != whole.figure.unit:
        return None
    value = part.figure.value / whole.figure.value * 100
    label = f"{part.measure} as a share of {whole.said}, {part.label}"
    figure = _computed(label, value, part.figure, whole.figure, f"{shown(part.figure)} ÷ {shown(whole.figure)}")
    return replace(figure, unit="%", scale=0)


def left_of(whole: Point, parts: Sequence[Point]) -> Figure:
    """The whole less some of its parts."""
    figures = [part.figure for part in parts]
    value = whole.figure.value - sum((figure.value for figure in figures), Decimal(0))
    written = " − ".join(shown(figure) for figure in (whole.figure, *figures))
    label = f"{whole.measure} without {', '.join(part.measure for part in parts)}, {whole.label}"
    return replace(_computed(label, value, whole.figure, whole.figure, written), inputs=(whole.figure, *figures))


def cagr_of(first: Point, last: Point) -> Figure | None:
    """The compound annual growth rate between two points; None from or to a value that is not positive."""
    if first.figure.value <= 0 or last.figure.value <= 0 or not (first.figure.period and last.figure.period):
        return None
    years = round((last.figure.period.end - first.figure.period.end).days / 365.25 * 4) / 4
    if years < 1:
        return None
    value = Decimal(((float(last.figure.value / first.figure.value)) ** (1 / years) - 1) * 100)
    written = f"({shown(last.figure)} ÷ {shown(first.figure)}) ^ (1 ÷ {years:g}) − 1"
    label = f"Compound annual growth rate of {last.said}, {first.label} to {last.label}"
    return replace(_computed(label, value, last.figure, first.figure, written), unit="%", scale=0)


def _computed(label: str, value: Decimal, later: Figure, earlier: Figure, written: str) -> Figure:
    return Figure(
        label=label,
        value=value,
        unit=later.unit,
        period=later.period,
        formula=written,
        inputs=tuple(dict.fromkeys((earlier, later))),
        grounding=Grounding.COMPUTED,
        scale=later.scale,
        sub_question=later.sub_question,
    )


def _exactly(figure: Figure) -> str:
    """A figure within a formula: a computed ratio with decimals enough that what is computed from it follows."""
    plain = figure.formula and figure.unit in ("x", "")
    return display(figure.value, "", 0, RATIO_PLACES) if plain else shown(figure)


def shown(figure: Figure) -> str:
    """A figure as a sentence prints it: in the issuer's scale; percentages to one decimal, ratios to two."""
    places = 1 if figure.unit == "%" and figure.formula else None
    if figure.formula and len(figure.unit) == 3:
        places = _places_like(figure)
    if figure.unit in ("x", "days"):
        return f"{display(figure.value, '', 0, 2)}{'x' if figure.unit == 'x' else ' days'}"
    return display(figure.value, figure.unit, figure.scale, places)


def _places_like(figure: Figure) -> int | None:
    """Decimals of a computed amount: as many as its inputs have in the same scale, none where they have none."""
    inputs = [f for f in figure.inputs if f.unit == figure.unit]
    exponents = [int(f.value.scaleb(-figure.scale).normalize().as_tuple().exponent) for f in inputs]
    return min(2, max([0, *(-exponent for exponent in exponents)])) if inputs else None

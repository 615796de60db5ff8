"""The comparison table and the chart of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agents.synthesis_draft import Draft
from agents.synthesis_points import Point, change_of, growth_of, in_points, measures_of, of_measure, pairs
from core.answers import Cell, Chart, ChartPoint, ComparisonTable, Figure, TableRow
from core.numbers import display, scale_word, tabular

MOST_CELLS = 60
_DASH = "\u2013"


@dataclass(frozen=True)
class _Entry:
    """A cell to be: its figure, or nothing."""

    figure: Figure | None
    change: bool = False


def comparison(points: Sequence[Point], draft: Draft, yearly: bool) -> ComparisonTable | None:
    """One measure: a row a period, with the change. Several: a row a measure, a column a period."""
    measures = measures_of(points)
    if len(points) < 2 or len(points) > MOST_CELLS:
        return None
    if len(measures) == 1:
        return _by_period(points, draft, yearly)
    return _by_measure(points, measures, draft)


def _by_period(points: Sequence[Point], draft: Draft, yearly: bool) -> ComparisonTable:
    changes = {
        id(later): (change_of(earlier, later), growth_of(earlier, later)) for earlier, later in pairs(points, yearly)
    }
    several = len({point.company for point in points}) > 1
    growth = any(pair[1] for pair in changes.values())
    head = _headed(points[0].measure, points[0].figure)
    columns = [
        head,
        *(["Change" if not yearly else "Change on the year before"] if changes else []),
        *(["Change, %"] if growth else []),
    ]
    rows = []
    for point in points:
        entries = [_Entry(point.figure)]
        pair = changes.get(id(point), (None, None))
        entries += [_Entry(pair[0], True)] if changes else []
        entries += [_Entry(pair[1], True)] if growth else []
        label = f"{point.company}, {point.label}" if several else _period_label(point)
        rows.append(TableRow(label, tuple(_cell(entry, draft, points[0].figure.scale) for entry in entries)))
    return ComparisonTable(points[0].measure, tuple(columns), tuple(rows))


def _by_measure(points: Sequence[Point], measures: Sequence[str], draft: Draft) -> ComparisonTable:
    names = _columns(points)
    rows = []
    for measure in measures:
        own = of_measure(points, measure)
        by_column = {names[_span(p)]: p for p in own}
        cells = tuple(
            _cell(_Entry(by_column[name].figure if name in by_column else None), draft, own[0].figure.scale)
            for name in dict.fromkeys(names.values())
        )
        rows.append(TableRow(_headed(measure, own[0].figure), cells))
    return ComparisonTable("Comparison", tuple(dict.fromkeys(names.values())), tuple(rows))


_Span = tuple[str, str, str]


def _span(point: Point) -> _Span:
    period = point.figure.period
    return point.company, str(period and period.end), f"{period and not period.is_instant} {point.label}"


def _columns(points: Sequence[Point]) -> dict[_Span, str]:
    """The heading of each issuer's period, in order; a balance stands under the one period that ends on its day."""
    several = len({point.company for point in points}) > 1
    by_span = {_span(point): point for point in points}
    names: dict[_Span, str] = {}
    for span in sorted(by_span):
        point = by_span[span]
        flows = {p.label for s, p in by_span.items() if s[:2] == span[:2] and p.months}
        label = flows.pop() if not point.months and len(flows) == 1 else point.label
        names[span] = f"{point.company}, {label}" if several else label
    return names


def _period_label(point: Point) -> str:
    period = point.figure.period
    return f"{point.label} ({period.name})" if period and not period.is_instant else point.label


def _headed(measure: str, figure: Figure) -> str:
    """As "Revenue ($ million)"."""
    if figure.unit == "%":
        return f"{measure} (%)" if "%" not in measure else measure
    if len(figure.unit) == 3:
        word = scale_word(figure.scale)
        return f"{measure} ({figure.unit}{f' {word}' if word else ''})"
    return f"{measure} ({scale_word(figure.scale)})" if scale_word(figure.scale) else measure


def _cell(entry: _Entry, draft: Draft, scale: int) -> Cell:
    figure = entry.figure
    if figure is None:
        return Cell(_DASH)
    text = _text(figure, entry.change, scale)
    return Cell(text, draft.figure(figure))


def _text(figure: Figure, change: bool, scale: int) -> str:
    plus = "+" if change and figure.value > 0 else ""
    if figure.unit == "%":
        points = change and "Growth" not in figure.label and "growth" not in figure.label
        if points:
            return f"{plus}{in_points(figure.value)} percentage points"
        return f"{plus}{display(figure.value, '%', 0, 1 if figure.formula else None)}"
    if figure.unit in ("x", "days"):
        return f"{plus}{display(figure.value, '', 0, 2)}"
    if len(figure.unit) == 3 or figure.unit == "shares":
        places = 0 if figure.formula and scale >= 6 and figure.value == figure.value.to_integral_value() else None
        return f"{plus}{tabular(figure.value, scale, places)}"
    return f"{plus}{display(figure.value, figure.unit, 0)}"


def as_markdown(table: ComparisonTable, draft: Draft) -> str:
    """The table with footnotes in its cells."""
    figures = draft.figures
    lines = [f"| | {' | '.join(table.columns)} |", f"|---|{'---:|' * len(table.columns)}"]
    for row in table.rows:
        cells = []
        for cell in row.cells:
            figure = figures[cell.figure] if cell.figure is not None else None
            plain = figure is None or figure.label.startswith(("Change in", "Growth of"))
            notes = "" if plain or figure is None else draft.notes(figure)
            cells.append(f"{cell.text} {notes}".strip())
        lines.append(f"| {row.label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def chart_of(points: Sequence[Point], draft: Draft) -> Chart | None:
    """A line over three or more periods, or bars across three or more issuers; of the first measure alone."""
    measures = measures_of(points)
    own = of_measure(points, measures[0]) if measures else ()
    own = tuple(point for point in own if point.months == own[0].months and point.figure.unit == own[0].figure.unit)
    if len(own) < 3:
        return None
    scale = own[0].figure.scale
    kind = "line" if len({point.label for point in own}) > 1 else "bar"
    drawn = tuple(
        ChartPoint(p.label if kind == "line" else p.company, p.company, _scaled(p.figure.value, scale), place)
        for p in own
        if (place := draft.figure(p.figure)) is not None
    )
    return Chart(kind, measures[0], _headed("", own[0].figure).strip(" ()"), drawn)


def _scaled(value: Decimal, scale: int) -> Decimal:
    return value.scaleb(-scale)

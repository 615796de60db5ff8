"""An answer's chart as the browser draws it: a line over periods or bars across companies."""

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from core.answers import Chart
from core.numbers import grouped, tabular
from core.traces import Run
from ui.answer import place_of
from ui.components import mount
from ui.markdown import Node

TICKS = 5
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def draw_chart(run: Run, key: str, on_click: Callable[[], None] | None = None) -> str | None:
    """Draw the answer's chart, where it has one; the place of a clicked point's footnote."""
    chart = run.answer.chart if run.answer else None
    if run.answer is None or chart is None or not chart.points:
        return None
    figures = run.answer.figures
    places = [place_of(figures[p.figure], p.figure) if p.figure < len(figures) else "" for p in chart.points]
    return mount("chart", chart_payload(run.id, chart, places), key, on_click)


def chart_payload(run: str, chart: Chart, places: Sequence[str]) -> Node:
    """All that the view of a chart shows: points with the place each leads to, series, the axis."""
    points = [
        {
            "x": p.x,
            "series": p.series,
            "value": float(p.value),
            "text": tabular(p.value, places=_decimals(p.value, chart.unit)),
            "place": place,
        }
        for p, place in zip(chart.points, places, strict=True)
    ]
    low, high, step = axis([p.value for p in chart.points])
    ticks = [low + step * i for i in range(int((high - low) / step) + 1)]
    return {
        "run": run,
        "kind": chart.kind,
        "title": chart.title,
        "unit": chart.unit,
        "places": list(dict.fromkeys(p.x for p in chart.points)),
        "series": list(dict.fromkeys(p.series for p in chart.points)),
        "points": points,
        "low": float(low),
        "high": float(high),
        "ticks": [[float(t), f"({grouped(-t)})" if t < 0 else grouped(t)] for t in ticks],
    }


def _decimals(value: Decimal, unit: str) -> int | None:
    """As many as an analyst writes: one in a percentage and a hundred or more of any unit, two in an amount a share."""
    if "/" in unit:
        return 2
    return 1 if unit == "%" or (abs(value) >= 100 and value % 1) else None


def axis(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Lowest and highest tick and the step between them: round steps of 1, 2, 2.5 or 5, zero always on the axis."""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    span = high - low or Decimal(1)
    raw = span / (TICKS - 1)
    power = Decimal(1).scaleb(raw.adjusted())
    step = next(power * factor for factor in STEPS if power * factor >= raw)
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return bottom, top, step

"""Where the lines, bars and labels of a chart lie, for a drawing without a script."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from core.answers import Chart
from core.numbers import tabular

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 18, 40
STEPS = 4
COLOURS = 6


class Mark(NamedTuple):
    """A point or a bar: its box, its label, and the colour's number of its series."""

    x: float
    y: float
    width: float
    height: float
    text: str
    title: str
    colour: int


class Line(NamedTuple):
    """A series' line as SVG points."""

    points: str
    colour: int


class Tick(NamedTuple):
    """A label on an axis."""

    at: float
    text: str


class Drawing(NamedTuple):
    """All of a chart, in a space of WIDTH by HEIGHT."""

    kind: str
    title: str
    unit: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    legend: tuple[str, ...]
    zero: float


class _Frame(NamedTuple):
    """From values to places: the axis reaches from `low` to `high`, zero included."""

    places: Sequence[str]
    series: Sequence[str]
    low: float
    high: float

    def y(self, value: float) -> float:
        return round(TOP + (self.high - value) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM), 1)

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / len(self.places)

    def x(self, place: str) -> float:
        return round(LEFT + (self.places.index(place) + 0.5) * self.step, 1)


def drawing(chart: Chart) -> Drawing | None:
    """The chart's drawing; None for one without points."""
    if not chart.points:
        return None
    frame = _frame(chart)
    bars = chart.kind != "line"
    return Drawing(
        chart.kind,
        chart.title,
        chart.unit,
        tuple(_bars(chart, frame) if bars else _dots(chart, frame)),
        () if bars else tuple(_line(chart, frame, number) for number in range(len(frame.series))),
        tuple(Tick(frame.x(place), place) for place in frame.places),
        tuple(Tick(frame.y(value), tabular(Decimal(str(value)))) for value in _levels(frame)),
        tuple(frame.series) if len(frame.series) > 1 and frame.series != frame.places else (),
        frame.y(0),
    )


def _frame(chart: Chart) -> _Frame:
    values = [float(point.value) for point in chart.points]
    step = _round_step((max(*values, 0.0) - min(*values, 0.0)) / STEPS)
    low, high = math.floor(min(*values, 0.0) / step) * step, math.ceil(max(*values, 0.0) / step) * step
    high = high if high > low else low + step
    places = tuple(dict.fromkeys(point.x for point in chart.points))
    return _Frame(places, tuple(dict.fromkeys(point.series for point in chart.points)), low, high)


def _round_step(step: float) -> float:
    """The next larger of 1, 2, 2.5, 5 or 10 times a power of ten."""
    if step <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(step))
    return next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= step * 0.999)


def _levels(frame: _Frame) -> list[float]:
    step = _round_step((frame.high - frame.low) / STEPS)
    count = round((frame.high - frame.low) / step)
    return [round(frame.low + number * step, 10) for number in range(count + 1)]


def _dots(chart: Chart, frame: _Frame) -> list[Mark]:
    return [
        Mark(
            frame.x(p.x),
            frame.y(float(p.value)),
            0,
            0,
            tabular(p.value),
            _title(p.x, p.series),
            _colour(frame, p.series),
        )
        for p in chart.points
    ]


def _bars(chart: Chart, frame: _Frame) -> list[Mark]:
    """Bars side by side at each place; where every place has one bar, as across companies, it stands in the middle."""
    beside = {place: [p.series for p in chart.points if p.x == place] for place in frame.places}
    most = max(len(series) for series in beside.values())
    width = frame.step * 0.7 / most
    marks = []
    for point in chart.points:
        left = frame.x(point.x) + (beside[point.x].index(point.series) - len(beside[point.x]) / 2 + 0.04) * width
        ends = frame.y(float(point.value)), frame.y(0)
        size = (round(left, 1), min(ends), round(width * 0.92, 1), round(abs(ends[0] - ends[1]), 1))
        colour = _colour(frame, point.series) if most > 1 else 0
        marks.append(Mark(*size, tabular(point.value), _title(point.x, point.series), colour))
    return marks


def _line(chart: Chart, frame: _Frame, number: int) -> Line:
    own = [point for point in chart.points if point.series == frame.series[number]]
    return Line(" ".join(f"{frame.x(p.x)},{frame.y(float(p.value))}" for p in own), number % COLOURS)


def _colour(frame: _Frame, series: str) -> int:
    return frame.series.index(series) % COLOURS


def _title(place: str, series: str) -> str:
    return f"{series}, {place}"

"""The charts sheet: each answer's chart as the workbook's own, over cells that refer to the comparison."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.answers import Answer, Chart, Figure
from core.traces import Session
from export.live_formulas import cell_value
from export.naming import FigureKey, figure_key
from export.xlsx_styles import Styles, number_pattern, text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET = "Charts"
ROWS_OF_A_CHART = 17
Places = Mapping[tuple[str, FigureKey], str]
"""Where the comparison sheet has a run's figure, by run and figure: "Comparison!$B$12"."""


def write_charts(book: "Workbook", styles: Styles, session: Session, places: Places) -> None:
    """A block an answer that has a chart, the drawing beside its cells; no sheet where none has."""
    answers = [(run.id, run.answer) for run in session.runs if run.answer]
    charted = [
        (run, answer, answer.chart) for run, answer in answers if answer.chart and _drawable(answer, answer.chart)
    ]
    if not charted:
        return
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 6, 16)
    row = 0
    for run, answer, chart in charted:
        _Block(book, sheet, styles).write(run, answer, chart, places, row)
        row += max(ROWS_OF_A_CHART, len({point.x for point in chart.points}) + 4)


def _drawable(answer: Answer, chart: Chart) -> bool:
    return bool(chart.points) and all(0 <= point.figure < len(answer.figures) for point in chart.points)


class _Block:
    """One chart and the cells that it draws."""

    def __init__(self, book: "Workbook", sheet: "Worksheet", styles: Styles) -> None:
        self._book = book
        self._sheet = sheet
        self._styles = styles

    def write(self, run: str, answer: Answer, chart: Chart, places: Places, row: int) -> None:
        """Title, a row a place, a column a series; then the drawing to the right of them."""
        across = list(dict.fromkeys(point.series for point in chart.points))
        down = list(dict.fromkeys(point.x for point in chart.points))
        text(self._sheet, self._styles, row, 0, f"{chart.title} ({chart.unit})" if chart.unit else chart.title)
        for column, series in enumerate(across, 1):
            self._sheet.write_string(row + 1, column, series, self._styles.head_right)
        for line, place in enumerate(down, row + 2):
            text(self._sheet, self._styles, line, 0, place)
        for point in chart.points:
            cell = (row + 2 + down.index(point.x), 1 + across.index(point.series))
            figure = answer.figures[point.figure]
            self._number(cell, figure, places.get((run, figure_key(figure))))
        pattern = number_pattern(answer.figures[chart.points[0].figure], scaled=True)
        self._draw(chart, row, len(down), len(across), pattern)

    def _number(self, cell: tuple[int, int], figure: Figure, place: str | None) -> None:
        value, look = float(cell_value(figure)), self._styles.number(figure, scaled=True)
        if place:
            self._sheet.write_formula(*cell, f"={place}", look, value)
        else:
            self._sheet.write_number(*cell, value, look)

    def _draw(self, chart: Chart, row: int, down: int, across: int, pattern: str) -> None:
        drawn = self._book.add_chart({"type": "line" if chart.kind == "line" else "column"})
        for column in range(1, across + 1):
            drawn.add_series(
                {
                    "name": [SHEET, row + 1, column],
                    "categories": [SHEET, row + 2, 0, row + 1 + down, 0],
                    "values": [SHEET, row + 2, column, row + 1 + down, column],
                    "marker": {"type": "circle"},
                }
            )
        drawn.set_title({"name": [SHEET, row, 0], "name_font": {"size": 11}})
        drawn.set_y_axis({"num_format": pattern, "major_gridlines": {"visible": True, "line": {"color": "#D7DDE5"}}})
        drawn.set_x_axis({"label_position": "low"})
        drawn.set_legend({"position": "bottom"} if across > 1 else {"none": True})
        self._sheet.insert_chart(row, across + 2, drawn, {"x_scale": 1.2})

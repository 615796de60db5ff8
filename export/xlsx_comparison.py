"""The comparison sheet: each answer's table and figures, every number a reference to an input or a live formula."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.answers import Answer, Cell, ComparisonTable, Figure
from core.traces import Run, Session
from export.live_formulas import cell_value, live_formula
from export.naming import GROUNDING, FigureKey, all_figures, figure_key, status_of, told
from export.xlsx_charts import Places
from export.xlsx_inputs import Inputs
from export.xlsx_styles import POINTS, Styles, as_printed, shown_unit, text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIGURES = ("Figure", "Value", "Unit", "Period", "Formula", "Audit")
WIDTHS = (48, 20, 20, 40, 60, 24, *(18,) * 8)


def write_comparison(sheet: "Worksheet", styles: Styles, session: Session, inputs: Inputs) -> Places:
    """Each run in turn: question, status, the comparison table, then every figure with its formula.

    Returns:
        Where each figure's value stands.
    """
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = 0
    places: dict[tuple[str, FigureKey], str] = {}
    for run in session.runs:
        block = _Block(sheet, styles, inputs)
        row = block.write(run, row) + 2
        places |= {(run.id, key): f"Comparison!$B${at + 1}" for key, at in block.rows.items()}
    return places


class _Block:
    """One run on the sheet. Figures stand below the table that refers to them, so their rows are settled first."""

    def __init__(self, sheet: "Worksheet", styles: Styles, inputs: Inputs) -> None:
        self._sheet = sheet
        self._styles = styles
        self._inputs = inputs
        self.rows: dict[FigureKey, int] = {}

    def write(self, run: Run, row: int) -> int:
        """Write the block from `row` on; gives the first row after it."""
        self._sheet.write_string(row, 0, run.question[:32_000], self._styles.title)
        said = run.answer.headline.text if run.answer and run.answer.headline else told(run)
        text(self._sheet, self._styles, row + 1, 0, f"{status_of(run)}{f': {said}' if said else ''}")
        row += 3
        if run.answer is None:
            return row
        table = run.answer.table
        after_table = row + len(table.rows) + 3 if table else row
        figures = all_figures(run.answer)
        self.rows = {figure_key(figure): row for row, figure in enumerate(figures, after_table + 1)}
        if table:
            self._table(table, run.answer, row)
        return self._figures(run.answer, figures, after_table) if figures else row

    def _table(self, table: ComparisonTable, answer: Answer, row: int) -> None:
        text(self._sheet, self._styles, row, 0, table.title)
        self._sheet.write_blank(row + 1, 0, None, self._styles.head)
        for column, name in enumerate(table.columns, 1):
            self._sheet.write_string(row + 1, column, name, self._styles.head_right)
        for place, line in enumerate(table.rows, row + 2):
            text(self._sheet, self._styles, place, 0, line.label)
            for column, cell in enumerate(line.cells, 1):
                self._cell(place, column, cell, answer)

    def _cell(self, row: int, column: int, cell: Cell, answer: Answer) -> None:
        if cell.figure is None or not 0 <= cell.figure < len(answer.figures):
            self._sheet.write_string(row, column, cell.text, self._styles.right)
            return
        figure = answer.figures[cell.figure]
        if cell.text.endswith(POINTS):
            source = self._source(figure) or self._place(figure)
            self._sheet.write_formula(
                row, column, f"={source}*100", self._styles.points, float(cell_value(figure) * 100)
            )
            return
        shown, decimals = as_printed(figure, cell.text)
        look = self._styles.number(shown, scaled=True, decimals=decimals)
        self._number(row, column, figure, self._source(figure) or self._place(figure), look)

    def _figures(self, answer: Answer, figures: Sequence[Figure], row: int) -> int:
        for column, name in enumerate(FIGURES):
            self._sheet.write_string(row, column, name, self._styles.head_right if column == 1 else self._styles.head)
        for place, figure in enumerate(figures, row + 1):
            text(self._sheet, self._styles, place, 0, figure.label)
            look = self._styles.number(figure, scaled=True)
            self._number(place, 1, figure, self._source(figure) or self._formula(figure), look)
            text(self._sheet, self._styles, place, 2, shown_unit(figure))
            text(self._sheet, self._styles, place, 3, figure.period.name if figure.period else "")
            text(self._sheet, self._styles, place, 4, figure.formula or "")
            audit = GROUNDING[figure.grounding] + (f": {figure.reason}" if figure.reason else "")
            self._sheet.write_string(place, 5, audit, None if figure.grounded else self._styles.warning)
        row += len(figures) + 2
        for caveat in answer.caveats:
            text(self._sheet, self._styles, row, 0, caveat)
            row += 1
        return row

    def _source(self, figure: Figure) -> str | None:
        """The input's cell, for a figure that was read."""
        return None if figure.inputs else self._inputs.cell(figure)

    def _formula(self, figure: Figure) -> str | None:
        return live_formula(figure, [self._source(part) or self._place(part) for part in figure.inputs])

    def _place(self, figure: Figure) -> str:
        """Where the block itself has the figure's value."""
        return f"$B${self.rows[figure_key(figure)] + 1}"

    def _number(self, row: int, column: int, figure: Figure, formula: str | None, look: "Format") -> None:
        value = float(cell_value(figure))
        if formula is None:
            self._sheet.write_number(row, column, value, look)
        else:
            self._sheet.write_formula(row, column, f"={formula}", look, value)

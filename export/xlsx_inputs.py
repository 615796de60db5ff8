"""The inputs sheet: every figure that was read, once, in units of one, with the place where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from core.answers import Figure
from core.filings import BBox, Filing
from core.periods import Period
from core.traces import Session
from export.live_formulas import cell_value
from export.naming import GROUNDING, all_figures, name_of
from export.xlsx_styles import Styles, heading, text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    "Label", "Value", "Unit", "Period start", "Period end", "Period", "Filing", "Page", "As printed", "Footnote",
    "Audit",
)  # fmt: skip
WIDTHS = (36, 20, 12, 12, 12, 38, 28, 7, 14, 12, 12)


class InputKey(NamedTuple):
    """What makes two inputs one."""

    label: str
    value: str
    unit: str
    period: Period | None
    filing: str
    page: int
    bbox: BBox | None


@dataclass(frozen=True)
class Inputs:
    """The read figures of a session, by key, in the order of the sheet's rows; and each one's row, from 1."""

    figures: Mapping[InputKey, Figure]
    rows: Mapping[InputKey, int]

    @classmethod
    def of(cls, session: Session) -> "Inputs":
        """The read figures of all answers, and those that computed ones stand on."""
        whole = [figure for run in session.runs if run.answer for figure in all_figures(run.answer)]
        figures: dict[InputKey, Figure] = {}
        for figure in whole:
            for leaf in _leaves(figure, top=True):
                figures.setdefault(input_key(leaf), leaf)
        return cls(figures, {key: row for row, key in enumerate(figures, 2)})

    def cell(self, figure: Figure) -> str | None:
        """Where a read figure's value stands, as "Inputs!$B$2"; None for one that is not an input."""
        row = self.rows.get(input_key(figure))
        return None if row is None else f"Inputs!$B${row}"


def input_key(figure: Figure) -> InputKey:
    """The same for the same printed cell, however often it is cited."""
    citation = figure.citation
    return InputKey(
        figure.label,
        format(figure.value.normalize(), "f"),
        figure.unit,
        figure.period,
        citation.filing if citation else "",
        citation.page if citation else 0,
        citation.bbox if citation else None,
    )


def _leaves(figure: Figure, top: bool = False) -> Iterator[Figure]:
    """What a figure stands on: itself where it was read; a bare number of an answer is no input."""
    if figure.inputs:
        for part in figure.inputs:
            yield from _leaves(part)
    elif figure.citation or not top:
        yield figure


def write_inputs(
    sheet: "Worksheet",
    styles: Styles,
    inputs: Inputs,
    filings: Mapping[str, Filing],
    footnotes: Mapping[tuple[str, int, str], int],
) -> None:
    """A row a figure; "Footnote" leads to its quote on the Footnotes sheet."""
    heading(sheet, styles, COLUMNS, WIDTHS)
    for row, figure in enumerate(inputs.figures.values(), 1):
        text(sheet, styles, row, 0, figure.label)
        sheet.write_number(row, 1, float(cell_value(figure)), styles.number(figure, scaled=False))
        text(sheet, styles, row, 2, figure.unit)
        if figure.period:
            _write_period(sheet, styles, row, figure.period)
        text(sheet, styles, row, 8, figure.printed or figure.text)
        text(sheet, styles, row, 10, GROUNDING[figure.grounding])
        if figure.citation:
            citation = figure.citation
            text(sheet, styles, row, 6, name_of(filings, citation.filing))
            sheet.write_number(row, 7, citation.page)
            noted = footnotes.get((citation.filing, citation.page, citation.quote))
            if noted is not None:
                sheet.write_url(row, 9, f"internal:'Footnotes'!B{noted + 1}", string=f"footnote {citation.number}")


def _write_period(sheet: "Worksheet", styles: Styles, row: int, period: Period) -> None:
    if period.start:
        sheet.write_datetime(row, 3, midnight(period.start), styles.date)
    sheet.write_datetime(row, 4, midnight(period.end), styles.date)
    text(sheet, styles, row, 5, period.name)


def midnight(day: date) -> datetime:
    """The day as a workbook takes it."""
    return datetime.combine(day, time())

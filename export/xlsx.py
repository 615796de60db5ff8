"""A session as a workbook: comparisons as live formulas over an inputs sheet, footnotes, trace.

Written with XlsxWriter, which stores each formula's value beside it, so that viewers that do not recalculate show it.
"""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.filings import Filing
from core.traces import Run, Session
from export.naming import Place, duration, filings_of, footnotes_of, name_of, seconds_in, tree
from export.xlsx_charts import write_charts
from export.xlsx_comparison import write_comparison
from export.xlsx_inputs import Inputs, midnight, write_inputs
from export.xlsx_styles import Styles, heading, text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FOOTNOTES = ("Question", "Footnote", "Filing", "Company", "Form", "Fiscal period", "Period end", "Page", "Quote")
TRACE = (
    "Question", "Step", "Kind", "Starts at (s)", "Seconds", "Status", "Model", "Prompt tokens", "Completion tokens",
    "Cost (USD)", "Error", "Input", "Output",
)  # fmt: skip


def to_xlsx(session: Session) -> bytes:
    """The workbook: sheets Comparison, Inputs, Footnotes, Trace, and Charts where an answer has one."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": session.title[:255], "comments": "Exported from Footnote"})
        _write(book, session)
    return buffer.getvalue()


def _write(book: "Workbook", session: Session) -> None:
    styles, filings = Styles(book), filings_of(session)
    comparison, inputs, footnotes, trace = (
        book.add_worksheet(name) for name in ("Comparison", "Inputs", "Footnotes", "Trace")
    )
    rows = _write_footnotes(footnotes, styles, session, filings)
    read = Inputs.of(session)
    places = write_comparison(comparison, styles, session, read)
    write_inputs(inputs, styles, read, filings, rows)
    _write_trace(trace, styles, session)
    write_charts(book, styles, session, places)
    for sheet in book.worksheets():
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _write_footnotes(
    sheet: "Worksheet", styles: Styles, session: Session, filings: Mapping[str, Filing]
) -> Mapping[tuple[str, int, str], int]:
    """Write the sheet; gives the row (from 0) of each cited place, by filing, page and quote."""
    heading(sheet, styles, FOOTNOTES, (9, 9, 28, 28, 8, 13, 12, 7, 90))
    rows: dict[tuple[str, int, str], int] = {}
    row = 0
    for number, run in enumerate(session.runs, 1):
        for citation in footnotes_of(run.answer) if run.answer else ():
            row += 1
            rows.setdefault((citation.filing, citation.page, citation.quote), row)
            filing = filings.get(citation.filing)
            sheet.write_number(row, 0, number)
            sheet.write_number(row, 1, citation.number)
            _texts(sheet, styles, row, 2, (name_of(filings, citation.filing), *_identity(filing)))
            if filing and filing.period_end:
                sheet.write_datetime(row, 6, midnight(filing.period_end), styles.date)
            sheet.write_number(row, 7, citation.page)
            text(sheet, styles, row, 8, citation.quote, wrapped=True)
    return rows


def _identity(filing: Filing | None) -> tuple[str, str, str]:
    if filing is None:
        return ("", "", "")
    return (filing.company, filing.form.value, filing.fiscal_period.label if filing.fiscal_period else "")


def _write_trace(sheet: "Worksheet", styles: Styles, session: Session) -> None:
    heading(sheet, styles, TRACE, (9, 32, 11, 12, 9, 9, 16, 13, 17, 11, 40, 60, 60))
    row = 0
    for number, run in enumerate(session.runs, 1):
        for place in tree(run):
            row += 1
            sheet.write_number(row, 0, number)
            _write_span(sheet, styles, row, run, place)


def _write_span(sheet: "Worksheet", styles: Styles, row: int, run: Run, place: Place) -> None:
    span = place.span
    numbers = {
        3: seconds_in(run, span),
        4: duration(span),
        7: span.tokens.prompt if span.tokens else None,
        8: span.tokens.completion if span.tokens else None,
        9: float(span.cost) if span.cost is not None else None,
    }
    for column, number in numbers.items():
        if number is not None:
            sheet.write_number(row, column, number, styles.seconds if column in (3, 4) else None)
    words = {1: "  " * place.depth + span.name, 2: span.kind.value, 5: span.status.value, 6: span.model or ""}
    for column, word in (words | {10: span.error or "", 11: span.input, 12: span.output}).items():
        text(sheet, styles, row, column, word)


def _texts(sheet: "Worksheet", styles: Styles, row: int, column: int, words: Sequence[str]) -> None:
    for place, word in enumerate(words):
        text(sheet, styles, row, column + place, word)

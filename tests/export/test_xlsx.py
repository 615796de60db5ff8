import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as OneCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.answers import Cell, TableRow
from core.traces import Session
from export.writers import write_session
from tests.export.conftest import EVIL, FORMULA_LIKE


@pytest.fixture
def data(session: Session) -> bytes:
    return write_session(session, "xlsx", {})


@pytest.fixture
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def values(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def column(sheet: Worksheet, title: str) -> list[object]:
    place = [cell.value for cell in sheet[1]].index(title) + 1
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


def row_of(sheet: Worksheet, label: str, nth: int = 0) -> int:
    rows = [cell.row for cell in sheet["A"] if cell.value == label]
    return rows[nth]


def test_sheets_are_those_promised(book: Workbook) -> None:
    assert book.sheetnames == ["Comparison", "Inputs", "Footnotes", "Trace", "Charts"]


def test_inputs_are_numbers_in_units_of_one_with_their_place(book: Workbook) -> None:
    sheet = book["Inputs"]
    assert column(sheet, "Value") == [6854000000, 8073000000, 8343000000, 0.157, 0.142]
    assert column(sheet, "Period start")[0] == datetime(2025, 1, 1)
    assert column(sheet, "Period end")[0] == datetime(2025, 3, 31)
    assert column(sheet, "Filing")[1] == "harbor_q2_2025.pdf"
    assert column(sheet, "Page") == [5, 5, 5, 31, 31]
    assert column(sheet, "As printed")[0] == "6,854"


def test_each_input_leads_to_its_quote(book: Workbook) -> None:
    sheet, footnotes = book["Inputs"], book["Footnotes"]
    for row in range(2, sheet.max_row + 1):
        link = sheet.cell(row, 10).hyperlink
        assert link is not None and link.location is not None
        name, _, cell = link.location.partition("!")
        assert name.strip("'") == "Footnotes"
        assert footnotes.cell(footnotes[cell].row, 8).value == sheet.cell(row, 8).value


def test_comparison_refers_to_inputs_and_computes_growth(book: Workbook) -> None:
    sheet = book["Comparison"]
    revenue = row_of(sheet, "Revenue")
    assert sheet.cell(revenue, 2).value == "=Inputs!$B$2"
    growth = str(sheet.cell(row_of(sheet, "Revenue growth"), 2).value)
    assert growth.startswith("=") and "Inputs!$B$3" in growth and "Inputs!$B$2" in growth


def test_figure_without_source_is_a_marked_number_and_no_formula(book: Workbook) -> None:
    sheet = book["Comparison"]
    row = row_of(sheet, "Bookings")
    assert sheet.cell(row, 2).value == 31000000000
    assert sheet.cell(row, 6).value == "unsupported: No page prints it."


def test_amounts_show_in_the_issuers_scale_and_rates_as_percentages(book: Workbook) -> None:
    sheet = book["Comparison"]
    assert sheet.cell(row_of(sheet, "Revenue"), 2).number_format == "#,##0,,;(#,##0,,)"
    assert "%" in sheet.cell(row_of(sheet, "Revenue growth"), 2).number_format
    assert book["Inputs"]["B2"].number_format == "#,##0;(#,##0)"


def test_text_never_becomes_a_formula(book: Workbook) -> None:
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]  # fmt: skip
    assert formulas
    assert not [f for f in formulas if "HYPERLINK" in str(f)]
    assert any(FORMULA_LIKE in str(cell) for cell in column(book["Footnotes"], "Quote"))
    assert book["Comparison"].cell(row_of(book["Comparison"], FORMULA_LIKE), 1).data_type == "s"
    labels = [cell for cell in book["Comparison"]["A"] if cell.value == "@Effective tax rate"]
    assert labels[0].quotePrefix


def test_trace_has_tokens_cost_and_error(book: Workbook) -> None:
    sheet = book["Trace"]
    steps = column(sheet, "Step")
    synthesis = steps.index("  synthesis")
    assert column(sheet, "Prompt tokens")[synthesis] == 1200
    assert column(sheet, "Cost (USD)")[synthesis] == pytest.approx(0.00098)
    assert "error" in column(sheet, "Status")
    assert EVIL in column(sheet, "Output")


def test_stored_values_are_the_answers(values: Workbook) -> None:
    sheet = values["Comparison"]
    assert sheet.cell(row_of(sheet, "Revenue growth"), 2).value == pytest.approx(0.177852349)


@pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("FOOTNOTE_REQUIRE_FILINGS") != "1",
    reason="needs LibreOffice (soffice) to recalculate",
)
def test_recalculated_values_are_the_stored_ones(data: bytes, values: Workbook, tmp_path: Path) -> None:
    source = tmp_path / "session.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.save(source)  # openpyxl drops the stored values, so that what comes back was calculated
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(["soffice", profile, "--headless", *convert], check=True, capture_output=True, timeout=120)
    recalculated = openpyxl.load_workbook(tmp_path / "out" / "session.xlsx", data_only=True)
    formulas = [cell for row in book["Comparison"].iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) >= 15
    for cell in formulas:
        stored, again = (b["Comparison"][cell.coordinate].value for b in (values, recalculated))
        assert again == pytest.approx(stored), cell.coordinate


def test_figure_that_its_finding_repeats_stands_once(book: Workbook) -> None:
    rows = [cell.value for cell in book["Comparison"]["A"]]
    assert rows.count("Revenue") == 4  # the table's row, and one a quarter in the list of figures


def test_chart_is_the_workbooks_own_over_live_cells(book: Workbook, values: Workbook) -> None:
    sheet = book["Charts"]
    (chart,) = sheet._charts
    assert chart.ser[0].val.numRef.f == "Charts!$B$3:$B$5"
    assert chart.ser[0].cat.strRef.f == "Charts!$A$3:$A$5"
    place = str(sheet["B4"].value).removeprefix("=Comparison!").replace("$", "")
    assert values["Comparison"][place].value == values["Charts"]["B4"].value == 8073000000


def test_sessions_without_charts_have_no_charts_sheet(session: Session) -> None:
    plain = replace(session, runs=session.runs[1:])
    book = openpyxl.load_workbook(io.BytesIO(write_session(plain, "xlsx", {})))
    assert "Charts" not in book.sheetnames


def test_unit_beside_a_figure_tells_the_scale_that_its_cell_shows(book: Workbook) -> None:
    sheet = book["Comparison"]
    units = {sheet.cell(row, 1).value: sheet.cell(row, 3).value for row in range(8, sheet.max_row + 1)}
    assert (units["Revenue"], units["Revenue growth"]) == ("USD millions", "%")
    assert set(column(book["Inputs"], "Unit")) == {"USD", "%"}


@pytest.mark.parametrize(
    ("value", "scale", "printed", "pattern"),
    [
        ("-2424000000", 6, "(2,424,000)", "#,##0,;(#,##0,)"),
        ("9104000", 3, "9,104", "#,##0,;(#,##0,)"),
        ("425325000", 3, "425.3", "#,##0.0,,;(#,##0.0,,)"),
        ("1219000000", 6, "+1,219", "#,##0,,;(#,##0,,)"),
        ("1219000000", 6, "more than a billion", "#,##0,,;(#,##0,,)"),
    ],
)
def test_cell_of_the_table_shows_its_figure_in_the_scale_that_the_table_prints(
    session: Session, value: str, scale: int, printed: str, pattern: str
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(printed_as(session, printed, value=Decimal(value), scale=scale)))
    assert cell_of(sheet).number_format == pattern


def printed_as(session: Session, text: str, **first: object) -> bytes:
    """The workbook of a session whose first table has the first figure, changed so, in one cell with this text."""
    run = session.runs[0]
    assert run.answer and run.answer.table
    figures = (replace(run.answer.figures[0], **first), *run.answer.figures[1:])  # type: ignore[arg-type]
    table = replace(run.answer.table, columns=("Q1 2025",), rows=(TableRow("As printed", (Cell(text, 0),)),))
    changed = replace(run, answer=replace(run.answer, figures=figures, table=table))
    return write_session(replace(session, runs=(changed, *session.runs[1:])), "xlsx", {})


def cell_of(book: Workbook) -> OneCell:
    sheet = book["Comparison"]
    found = sheet.cell(row_of(sheet, "As printed"), 2)
    assert isinstance(found, OneCell)
    return found


def test_change_of_a_rate_is_in_percentage_points(session: Session) -> None:
    data = printed_as(session, "−3.2 percentage points", value=Decimal("-3.2"), unit="%")
    live, stored = (cell_of(openpyxl.load_workbook(io.BytesIO(data), data_only=only)) for only in (False, True))
    assert str(live.value).startswith("=") and str(live.value).endswith("*100")
    assert stored.value == pytest.approx(-3.2)
    assert live.number_format == '0.0" pp";(0.0" pp")'

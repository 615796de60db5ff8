import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from core.errors import DamagedFile, EmptyFile, NoPages, PasswordNeeded, UnknownKind
from core.filings import Form, Kind, Source, Statement
from core.protocols import Progress
from ingest.reader import read_filing

MakePdf = Callable[..., bytes]
Save = Callable[[str, bytes | str], Path]


def test_a_pdf_becomes_a_filing(make_pdf: MakePdf, save: Save, quarterly_report: object) -> None:
    path = save("whatever 2019.pdf", make_pdf(quarterly_report))
    reading = read_filing(path)
    filing = reading.filing
    assert (filing.name, filing.company, filing.form) == ("whatever 2019.pdf", "Tillow Mills, Inc.", Form.TEN_Q)
    assert (filing.fiscal_year, filing.fiscal_quarter, filing.period_end) == (2022, 3, date(2022, 10, 29))
    assert (filing.kind, filing.pages, filing.ticker) == (Kind.PDF, 3, "TLLW")
    assert len(filing.sha256) == 64 and filing.sha256.startswith(filing.id) and len(filing.id) == 16
    assert (filing.fact_count, filing.passage_count) == (len(reading.facts), len(reading.passages))
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert all(p.filing == filing.id for p in reading.passages)


def test_the_name_given_is_kept_and_progress_is_told(make_pdf: MakePdf, save: Save, quarterly_report: object) -> None:
    told: list[Progress] = []
    reading = read_filing(save("x", make_pdf(quarterly_report)), name="Report.pdf", on_progress=told.append)
    assert reading.filing.name == "Report.pdf"
    assert [p.step for p in told] == ["reading", "reading", "reading", "tables", "passages"]
    assert told[2] == Progress("reading", 3, 3)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyFile, "is empty"),
        (bytes(range(256)) * 9, UnknownKind, "neither a PDF"),
        (b"%PDF-1.7\n1 0 obj\n<<", DamagedFile, "damaged"),
        (b"<html><head><title>x</title></head><body><script>1</script></body></html>", DamagedFile, "no text"),
    ],
)
def test_bad_files_end_in_one_sentence_with_the_next_step(
    content: bytes, error: type[Exception], words: str, save: Save
) -> None:
    with pytest.raises(error) as caught:
        read_filing(save("report.pdf", content))
    message = str(caught.value)
    assert "report.pdf" in message and words in message
    assert message.endswith(".") and "\n" not in message and len(message) < 200


def test_a_truncated_pdf_is_damaged_or_read_as_far_as_it_goes(make_pdf: MakePdf, save: Save) -> None:
    whole = make_pdf([["Some text on a page"]] * 20)
    with pytest.raises(DamagedFile, match="report.pdf"):
        read_filing(save("report.pdf", whole[:300]))


def test_an_encrypted_pdf_asks_for_its_password(make_pdf: MakePdf, save: Save) -> None:
    path = save("secret.pdf", make_pdf([["The loom is oiled."]], "open sesame"))
    with pytest.raises(PasswordNeeded, match="password is needed to open secret.pdf"):
        read_filing(path)
    with pytest.raises(PasswordNeeded, match="does not open secret.pdf"):
        read_filing(path, password="wrong")
    assert "The loom is oiled." in read_filing(path, password="open sesame").pages[0].text


def test_a_pdf_without_pages_says_so(save: Save) -> None:
    stream = io.BytesIO()
    pypdf.PdfWriter().write(stream)
    with pytest.raises((NoPages, DamagedFile), match="none.pdf"):
        read_filing(save("none.pdf", stream.getvalue()))


def test_a_report_without_dated_tables_says_so(make_pdf: MakePdf, save: Save, quarterly_report: list[object]) -> None:
    reading = read_filing(save("x.pdf", make_pdf([quarterly_report[0], quarterly_report[2]])))
    assert any("No table with dated figures" in note for note in reading.filing.quality.notes)


def test_a_file_that_is_not_there_is_the_callers_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_filing(tmp_path / "missing.pdf")


def test_plain_text_is_read_with_pages_but_without_places(save: Save) -> None:
    text = (
        "Tillow Mills, Inc.\nThe year was good, and the looms ran day and night.\f\nSecond page: the next year too.\n"
    )
    reading = read_filing(save("notes.txt", text))
    assert reading.filing.kind is Kind.TEXT
    assert [page.text.split("\n")[0] for page in reading.pages] == [
        "Tillow Mills, Inc.",
        "Second page: the next year too.",
    ]
    assert reading.pages[0].width == 0
    assert all(p.bboxes == () for p in reading.passages)


def test_a_table_of_plain_text_gives_facts(save: Save) -> None:
    text = """                    TILLOW MILLS, INC.
              CONSOLIDATED BALANCE SHEETS
                     (In millions)

                               December 31,   December 31,
                                   2022           2021
Cash and cash equivalents           $ 20           $ 18
Total assets                         500            450
Total liabilities                    300            260
Total liabilities and equity         500            450
"""
    facts = read_filing(save("notes.txt", text)).facts
    assets = [f for f in facts if f.label == "Total assets"]
    assert [(f.value, f.period.end) for f in assets] == [
        (Decimal(500_000_000), date(2022, 12, 31)),
        (Decimal(450_000_000), date(2021, 12, 31)),
    ]
    assert all(f.bbox is None for f in facts)


def test_a_real_quarterly_report_is_read_whole(filings_dir: Path) -> None:
    reading = read_filing(filings_dir / "uber-10q-2022/uber_10q_sept_2022.pdf")
    assert reading.filing.title == "Uber Technologies, Inc. · 10-Q · Q3 2022"
    assert reading.filing.pages == 98
    income = [f for f in reading.facts if f.statement is Statement.INCOME and f.period.end == date(2022, 9, 30)]
    revenue = {f.period.months: f.value for f in income if f.label == "Revenue"}
    assert revenue[3] == Decimal(8_343_000_000)
    assert all(f.source in (Source.TABLE, Source.TEXT) for f in reading.facts)

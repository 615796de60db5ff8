import io
import itertools
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from core.filings import Statement
from ingest.ocr import with_scans_read
from ingest.pdf import nothing, read_pdf_pages
from ingest.reader import read_filing

BALANCE = (
    "CONSOLIDATED BALANCE SHEETS",
    "(In millions)",
    "                                      December 31,      December 31,",
    "                                         2022                 2021",
    "Cash and cash equivalents      1,914                1,811",
    "Total assets                          25,161              24,350",
    "Total liabilities                       13,211              14,110",
)


@pytest.fixture(scope="session")
def scanned(make_pdf: Callable[..., bytes]) -> bytes:
    """A PDF of three pages: one with text, the picture of a balance sheet, a blank one."""
    document = pypdfium2.PdfDocument(make_pdf([BALANCE, ["A page with its own text."]]))
    picture = document[0].render(scale=3).to_pil().convert("L")
    stream = io.BytesIO()
    picture.save(stream, format="PDF", resolution=72 * 3)
    whole = pypdfium2.PdfDocument.new()
    whole.import_pages(document, [1])
    whole.import_pages(pypdfium2.PdfDocument(stream.getvalue()))
    whole.new_page(612, 792)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_only_pages_without_text_are_read_from_their_picture(
    scanned: bytes, save: Callable[[str, bytes], Path]
) -> None:
    reading = read_filing(save("scan.pdf", scanned))
    assert reading.pages[0].text.strip() == "A page with its own text."
    assert "CONSOLIDATED BALANCE SHEETS" in reading.pages[1].text
    assert "Cash and cash equivalents" in reading.pages[1].text
    assert reading.pages[2].text == ""
    assert reading.filing.quality.notes == (
        "Page 2 had no text and was read from its picture: check figures against the page.",
    )
    assets = [f for f in reading.facts if f.label == "Total assets"]
    assert [f.value for f in assets] == [Decimal(25_161_000_000), Decimal(24_350_000_000)]
    assert {f.statement for f in assets} == {Statement.BALANCE}
    box = assets[0].bbox
    assert box and 0 < box.x0 < box.x1 < 612 and 0 < box.y0 < box.y1 < 792


def test_pages_left_for_want_of_time_are_named(scanned: bytes) -> None:
    pages = read_pdf_pages(scanned, "scan.pdf")
    clock = itertools.count(step=1000).__next__
    scans = with_scans_read(pages, scanned, None, nothing, clock=lambda: float(clock()))
    assert scans.pages == pages
    assert scans.notes == (
        "Page 2 is a picture that was not read, as it took too long: split the file to have the rest read.",
    )


def test_without_its_package_the_pages_are_named(scanned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    pages = read_pdf_pages(scanned, "scan.pdf")
    scans = with_scans_read(pages, scanned, None, nothing)
    assert scans.pages == pages
    assert "Page 2 is a picture that was not read, as rapidocr-onnxruntime is not installed" in scans.notes[0]


def test_a_file_with_text_throughout_is_left_alone(make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf([["Text."]])
    pages = read_pdf_pages(data, "x.pdf")
    assert with_scans_read(pages, data, None, nothing) == (pages, ())

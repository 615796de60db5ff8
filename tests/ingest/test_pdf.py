"""Words and lines of a PDF, and what cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import DamagedFile, PasswordNeeded
from core.protocols import Progress
from ingest.pdf import read_pdf_pages

Make = Callable[..., bytes]


def test_words_stand_where_they_were_drawn(make_pdf: Make) -> None:
    page = read_pdf_pages(make_pdf([["Net sales 1,250", "Gross profit"]]), "a.pdf")[0]
    assert [line.text for line in page.lines] == ["Net sales 1,250", "Gross profit"]
    first = page.lines[0].words[0]
    assert (page.width, page.height, first.text) == (612, 792, "Net")
    assert first.bbox.x0 == pytest.approx(50, abs=1.5)
    assert first.bbox.y0 < 792 - 740 < first.bbox.y1


def test_the_text_is_the_pages_own(make_pdf: Make) -> None:
    assert read_pdf_pages(make_pdf([["Net sales 1,250"], ["Page two"]]), "a.pdf")[1].text.strip() == "Page two"


def test_a_page_without_text_has_no_lines(make_pdf: Make) -> None:
    page = read_pdf_pages(make_pdf([[]]), "a.pdf")[0]
    assert (page.text, page.lines) == ("", ())


def test_progress_counts_the_pages(make_pdf: Make) -> None:
    seen: list[Progress] = []
    read_pdf_pages(make_pdf([["one"], ["two"]]), "a.pdf", on_progress=seen.append)
    assert seen == [Progress("reading", 1, 2), Progress("reading", 2, 2)]


def test_a_file_that_is_no_pdf_is_damaged() -> None:
    with pytest.raises(DamagedFile, match="a.pdf"):
        read_pdf_pages(b"%PDF-1.7 and then nothing", "a.pdf")


def test_an_encrypted_file_needs_its_password(make_pdf: Make) -> None:
    data = make_pdf([["secret"]], "open sesame")
    with pytest.raises(PasswordNeeded, match="is needed"):
        read_pdf_pages(data, "a.pdf")
    with pytest.raises(PasswordNeeded, match="does not open"):
        read_pdf_pages(data, "a.pdf", "wrong")
    assert read_pdf_pages(data, "a.pdf", "open sesame")[0].text.strip() == "secret"


def test_a_real_filing_reads_line_by_line(filings_dir: Path) -> None:
    path = filings_dir / "uber-10q-2022" / "uber_10q_sept_2022.pdf"
    page = read_pdf_pages(path.read_bytes(), path.name)[5]
    assert any(line.text.startswith("Revenue $ 4,845 $ 8,343") for line in page.lines)

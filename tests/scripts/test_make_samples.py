"""The sample filings are what their script writes, and their books hang together."""

from datetime import date
from pathlib import Path

import pypdf
import pytest

from scripts.make_samples import expected_facts, sample_files
from scripts.sample_filings import marrowby_books, quillhaven_books
from scripts.sample_filings.books import together
from scripts.sample_filings.marrowby_statements import segment_rows, year_to_date

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ["marrowby-2024-q1.pdf", "marrowby-2024-q2.pdf", "marrowby-2024-q3.pdf", "quillhaven-2024-10k.pdf"]


def contents(data: bytes) -> list[bytes]:
    """What each page draws: the file itself differs where another zlib packs it."""
    from io import BytesIO

    return [page.get_contents().get_data() for page in pypdf.PdfReader(BytesIO(data)).pages]


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return dict(sample_files())


def test_the_folder_holds_what_the_script_writes(written: dict[str, bytes]):
    assert sorted(path.name for path in SAMPLES.glob("*.pdf")) == sorted(written) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_sample_is_what_the_script_writes(name: str, written: dict[str, bytes]):
    assert contents((SAMPLES / name).read_bytes()) == contents(written[name])


def test_the_same_script_writes_the_same_bytes(written: dict[str, bytes]):
    assert dict(sample_files()) == written


def test_the_samples_are_small():
    assert sum(path.stat().st_size for path in SAMPLES.glob("*.pdf")) < 1_000_000


def test_every_balance_sheet_balances():
    sheets = [*marrowby_books.BALANCES.values(), *quillhaven_books.BALANCES.values()]
    assert all(sheet.assets == sheet.liabilities + sheet.equity for sheet in sheets)


def test_quarters_add_up_to_the_year_to_date():
    nine = year_to_date(2024, 3)
    assert nine.revenue == sum(marrowby_books.QUARTERS[f"2024 Q{n}"].revenue for n in (1, 2, 3))
    assert nine.operating_cash == together([year_to_date(2024, 2), marrowby_books.QUARTERS["2024 Q3"]]).operating_cash
    assert nine.cash == marrowby_books.BALANCES["2024 Q3"].cash - marrowby_books.BALANCES["2023 Q4"].cash


def test_segments_sum_to_the_company():
    rows = segment_rows((marrowby_books.QUARTERS["2024 Q3"],))
    amounts = [row.values[0] for row in rows if row.values]
    assert sum(amounts[:3]) == amounts[3] and sum(amounts[4:8]) == amounts[8]


def test_the_fiscal_year_before_had_a_fifty_third_week():
    last = marrowby_books.QUARTERS["2023 Q4"]
    assert (last.end - last.start).days + 1 == 14 * 7
    assert marrowby_books.QUARTERS["2024 Q3"].end == date(2024, 11, 2)


def test_the_expected_facts_cover_both_periods_of_the_third_quarter():
    ends = {(fact.start, fact.end) for fact in expected_facts()["marrowby-2024-q3.pdf"] if fact.concept == "Revenues"}
    assert len(ends) == 4

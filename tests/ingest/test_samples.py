"""The sample filings are read as their own books have it."""

from datetime import date
from pathlib import Path

import pytest

from core.filings import Form, ReadFiling
from core.periods import FiscalPeriod, Period
from ingest.reader import read_filing
from scripts.make_samples import expected_facts

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = expected_facts()


@pytest.fixture(scope="module")
def readings() -> dict[str, ReadFiling]:
    return {name: read_filing(SAMPLES / name) for name in EXPECTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_figure_of_the_statements_is_read(name: str, readings: dict[str, ReadFiling]):
    read = {(f.concept, abs(f.value), f.period) for f in readings[name].facts if f.statement}
    missing = [e for e in EXPECTED[name] if (e.concept, abs(e.value), Period(e.end, e.start)) not in read]
    assert not missing


@pytest.mark.parametrize("name", EXPECTED)
def test_no_figure_of_the_statements_is_read_wrongly(name: str, readings: dict[str, ReadFiling]):
    """A line item has one value in a period: what the books say, whatever statement repeats it."""
    books = {(e.concept, Period(e.end, e.start)): abs(e.value) for e in EXPECTED[name]}
    statements = [f for f in readings[name].facts if f.statement and f.statement != "equity" and f.segment is None]
    known = [f for f in statements if (f.concept, f.period) in books]
    assert not [f for f in known if abs(f.value) != books[f.concept, f.period]]


@pytest.mark.parametrize(
    ("name", "company", "form", "period", "end"),
    [
        ("marrowby-2024-q1.pdf", "Marrowby", Form.TEN_Q, FiscalPeriod(2024, 1), date(2024, 5, 4)),
        ("marrowby-2024-q2.pdf", "Marrowby", Form.TEN_Q, FiscalPeriod(2024, 2), date(2024, 8, 3)),
        ("marrowby-2024-q3.pdf", "Marrowby", Form.TEN_Q, FiscalPeriod(2024, 3), date(2024, 11, 2)),
        ("quillhaven-2024-10k.pdf", "Quillhaven", Form.TEN_K, FiscalPeriod(2024), date(2024, 12, 31)),
    ],
)
def test_the_cover_page_identifies_the_filing(
    name: str, company: str, form: Form, period: FiscalPeriod, end: date, readings: dict[str, ReadFiling]
):
    filing = readings[name].filing
    assert filing.company.startswith(company)
    assert (filing.form, filing.fiscal_period, filing.period_end) == (form, period, end)


def test_a_risk_factor_is_found_in_its_item(readings: dict[str, ReadFiling]):
    passages = readings["marrowby-2024-q3.pdf"].passages
    (risk,) = [p for p in passages if "plant disease" in p.text]
    assert "Risk Factors" in risk.section

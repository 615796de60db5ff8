"""Statements of real filings: the periods, the totals that tie, and the issuers' own tags."""

import importlib.util
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from core.filings import Fact, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from ingest.pdf import read_pdf_pages
from tests.ingest.grid import filing


def facts_of(path: Path, form: Form, year: int, quarter: int | None, end: date) -> Sequence[Fact]:
    pages = read_pdf_pages(path.read_bytes(), path.name)
    return table_facts(pages, filing(form, year, quarter, end), load_ontology())


def scorer(scoring_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("xbrl_gold", scoring_dir / "xbrl_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_quarter_is_not_the_nine_months(filings_dir: Path) -> None:
    path = filings_dir / "uber-10q-2022" / "uber_10q_sept_2022.pdf"
    facts = facts_of(path, Form.TEN_Q, 2022, 3, date(2022, 9, 30))
    revenue = {
        f.period.months: f.value for f in facts if f.label == "Revenue" and f.page == 6 and f.period.end.year == 2022
    }
    assert revenue == {3: Decimal("8343e6"), 9: Decimal("23270e6")}


@pytest.mark.parametrize(
    ("pdf", "html", "quarter", "end"),
    [
        ("2023 Q3 AAPL.pdf", "AAPL_10-Q_2023-07-01.html", 3, date(2023, 7, 1)),
        ("2023 Q2 AMZN.pdf", "AMZN_10-Q_2023-06-30.html", 2, date(2023, 6, 30)),
    ],
)
def test_the_statements_agree_with_the_issuers_tags(
    filings_dir: Path, scoring_dir: Path, pdf: str, html: str, quarter: int, end: date
) -> None:
    facts = facts_of(filings_dir / "kgrag-10q" / "pdfs" / pdf, Form.TEN_Q, 2023, quarter, end)
    rows = [
        {
            "value": str(f.value),
            "label": f.label,
            "concept": f.concept,
            "period_end": f.period.end.isoformat(),
            "period_months": f.period.months,
            "statement": f.statement,
            "segment": f.segment,
            "page": f.page,
        }
        for f in facts
    ]
    score = scorer(scoring_dir).score(filings_dir / "ixbrl" / html, rows)
    assert score["recall"] >= 0.97
    assert score["precision"] >= 0.99
    assert score["concepts"] >= 0.95


@pytest.mark.parametrize(
    ("name", "year", "end"),
    [
        ("3M_2018_10K", 2018, date(2018, 12, 31)),
        ("ADOBE_2016_10K", 2016, date(2016, 12, 2)),
        ("BESTBUY_2023_10K", 2023, date(2023, 1, 28)),
        ("GENERALMILLS_2020_10K", 2020, date(2020, 5, 31)),
        ("JOHNSON_JOHNSON_2022_10K", 2022, date(2023, 1, 1)),
        ("MGMRESORTS_2018_10K", 2018, date(2018, 12, 31)),
        ("VERIZON_2022_10K", 2022, date(2022, 12, 31)),
    ],
)
def test_the_balance_sheet_of_an_annual_report_ties(filings_dir: Path, name: str, year: int, end: date) -> None:
    facts = facts_of(filings_dir / "financebench" / "pdfs" / f"{name}.pdf", Form.TEN_K, year, None, end)
    balance = [f for f in facts if f.statement is Statement.BALANCE and f.period.end == end]
    assets = {f.value for f in balance if f.concept == "Assets"}
    assert assets and assets == {f.value for f in balance if f.concept == "LiabilitiesAndStockholdersEquity"}
    flows = {f.concept for f in facts if f.period.end == end and f.period.months == 12 and f.statement}
    assert {"Revenues", "NetCashProvidedByUsedInOperatingActivities"} <= flows

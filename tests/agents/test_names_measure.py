"""Measures that no standard defines: found where a filing prints them, else not disclosed with what was searched."""

from datetime import date
from decimal import Decimal

import pytest

from core.answers import AnswerStatus, FindingStatus
from core.filings import Form
from tests.agents.conftest import filing, passages, row

END, BEFORE = date(2022, 12, 31), date(2021, 12, 31)


@pytest.fixture
def barge(shelf):
    """A report that prints measures of its own beside its statements."""
    report = filing("barge-10k", "Bargewell Freight, Inc.", Form.TEN_K, 2022, None, END)
    facts = row(report, "Revenue", [(END, 12, "900"), (BEFORE, 12, "800")], concept="Revenues")
    facts += row(report, "Gross Bookings", [(END, 12, "2,000"), (BEFORE, 12, "1,500")], page=9)
    facts += row(report, "Adjusted EBITDA", [(END, 12, "120"), (BEFORE, 12, "90")], page=9)
    facts += row(report, "Monthly Active Platform Consumers (“MAPCs”)", [(END, 12, "30")], page=9, unit="", scale=0)
    facts += row(report, "Adjusted EPS (diluted) 1,4", [(END, 12, "1.25")], page=9, unit="USD/share")
    facts += row(report, "Comparable sales % change", [(END, 12, "3.5%"), (BEFORE, 12, "(1.0%)")], page=9, unit="%")
    facts += row(report, "Revenue per Berth (REVPAB)", [(END, 12, "203")], page=9, scale=0)
    facts += row(report, "Organic sales", [(END, 12, "700")], page=9)
    facts += row(report, "Harbour", [(END, 12, "300")], page=10, segment="Harbour")
    facts += row(report, "Total backlog", [(END, 12, "5,000")], page=9, concept="RevenueRemainingPerformanceObligation")
    shelf.add(report, facts, passages(report, "Item 7 · Results", 9, "Our ARR is not what we are run by."))
    return report


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were Bargewell's gross bookings in FY2022?", 2000),
        ("What was Bargewell's adjusted EBITDA in FY2022?", 120),
        ("How many MAPCs did Bargewell have in FY2022?", 30),
        ("What was Bargewell's adjusted EPS in FY2022?", Decimal("1.25")),
        ("What was Bargewell's adjusted earnings per share for FY2022?", Decimal("1.25")),
        ("What was Bargewell's comparable sales growth in FY2022?", Decimal("3.5")),
        ("What was Bargewell's backlog at the end of FY2022?", 5000),
    ],
)
def test_a_measure_is_found_under_the_label_that_the_filing_prints(ask, barge, question, value):
    answer = ask(question, barge.id).answer
    assert answer.headline is not None and answer.headline.value == value
    assert all(figure.grounded for figure in answer.figures)


@pytest.mark.parametrize(
    "measure",
    [
        "organic growth",
        "adjusted net income",
        "adjusted EBITDA margin",
        "churn rate",
        "free subscribers",
        "net revenue retention",
        "MRR",
        "constant currency revenue growth",
        "pro forma revenue",
    ],
)
def test_a_measure_that_is_not_printed_is_no_line_that_its_words_name(ask, barge, measure):
    answer = ask(f"What was Bargewell's {measure} in FY2022?", barge.id).answer
    assert answer.headline is None
    assert not answer.figures


def test_where_it_was_looked_for_is_said(ask, barge):
    answer = ask("What was Bargewell's ARR in FY2022?", barge.id).answer
    assert answer.status is AnswerStatus.REFUSED
    (finding,) = answer.findings
    assert finding.status is FindingStatus.NOT_DISCLOSED
    assert finding.citations


def test_growth_of_a_measure_is_growth_of_what_is_printed(ask, barge):
    answer = ask("How much did Bargewell's adjusted EBITDA grow in FY2022?", barge.id).answer
    assert answer.headline is not None and answer.headline.value == Decimal("33.3")


def test_a_measure_that_is_growth_by_its_name_is_a_level(ask, barge):
    answer = ask("What was Bargewell's comparable sales growth in FY2022 and FY2021?", barge.id).answer
    assert {figure.value for figure in answer.figures} >= {Decimal("3.5"), Decimal("-1.0")}
    assert "did not increase" not in answer.markdown


def test_a_measure_asked_of_a_part_is_not_its_revenue(ask, shelf, barge):
    report, facts, text = shelf.books[barge.id]
    more = row(report, "Harbour", [(END, 12, "300")], concept="Revenues", segment="Harbour", page=11)
    shelf.books[barge.id] = (report, (*facts, *more), text)
    answer = ask("What was the take rate for Harbour at Bargewell in FY2022?", barge.id).answer
    assert answer.headline is None

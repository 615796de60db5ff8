"""Line items as they are meant: activities in a list, programmes, what is left out, shares of a longer period."""

from datetime import date
from decimal import Decimal

import pytest

from agents.grammar import read_question
from core.filings import Form, Statement
from core.ontology import load_ontology
from tests.agents.conftest import filing, row

ACTIVITIES = (
    "NetCashProvidedByUsedInOperatingActivities",
    "NetCashProvidedByUsedInInvestingActivities",
    "NetCashProvidedByUsedInFinancingActivities",
)


@pytest.mark.parametrize(
    ("question", "items", "ratios"),
    [
        ("Among operations, investing and financing activities, which used the most cash?", ACTIVITIES, ()),
        ("Which of operating, investing, or financing activities brought in the most cash flow?", ACTIVITIES, ()),
        ("R&D and SG&A as % of sales", (), ("rd_percent", "sga_percent")),
        ("How much did it return to shareholders via dividends and buybacks?", (), ("capital_returned",)),
        ("What is the remaining share repurchase authorization?", (), ()),
        ("What was the average price paid per share in its buybacks?", (), ()),
        ("What were operating expenses excluding litigation?", (), ()),
        ("What is the average interest rate on its commercial paper?", (), ()),
        ("What is the amount of the unused line of credit?", (), ()),
        ("Compare advertising and R&D expense", ("MarketingExpense", "ResearchAndDevelopmentExpense"), ()),
        ("What were share repurchases?", ("PaymentsForRepurchaseOfCommonStock",), ()),
        ("What was revenue excluding Freight?", ("Revenues",), ()),
    ],
)
def test_what_is_asked_for_is_what_is_meant(question, items, ratios):
    intent = read_question(question, load_ontology())
    assert (set(intent.line_items), intent.ratios) == (set(items), ratios)


def test_what_fell_in_a_quarter_is_a_share_of_the_longer_period(ask):
    answer = ask("What percent of Ferrowick's revenue in the first half of 2022 fell in Q2 2022?").answer
    assert answer.headline.value == Decimal("52.4")
    assert all(figure.grounded for figure in answer.figures)


def test_a_share_whose_part_is_not_found_has_no_headline(ask):
    answer = ask("What percent of Ferrowick's 2022 dividends paid fell in Q2 2022?").answer
    assert answer.headline is None


def test_the_largest_use_of_cash_is_the_lowest_activity(ask, shelf):
    end = date(2022, 12, 31)
    report = filing("mill-10k", "Millbrook Paper, Inc.", Form.TEN_K, 2022, None, end)
    facts = []
    for (label, cell), concept in zip(
        (("operating", "500"), ("investing", "(300)"), ("financing", "(90)")), ACTIVITIES, strict=True
    ):
        facts += row(
            report,
            f"Net cash from {label} activities",
            [(end, 12, cell)],
            concept=concept,
            statement=Statement.CASH_FLOW,
        )
    shelf.add(report, facts)
    question = "Among operations, investing and financing activities, which used the most cash for Millbrook in FY2022?"
    assert ask(question).answer.headline.value == -300

"""One company set against another: yes or no first, over the latest period on which both report."""

from datetime import date

import pytest

from core.filings import Form, Statement
from tests.agents.conftest import Q, filing, row


@pytest.fixture
def two(shelf):
    """A company with a year and a quarter, one with the year alone; the second sells less and loses more."""
    for id, name, year_sales, year_result, quarter_sales in (
        ("zenith", "Zenithal Ropes, Inc.", "900", "(30)", "260"),
        ("maple", "Maplethorn Ladders, Inc.", "700", "(80)", ""),
    ):
        end = date(2021, 12, 31)
        annual = filing(f"{id}-10k", name, Form.TEN_K, 2021, None, end)
        facts = row(annual, "Net sales", [(end, 12, year_sales)], concept="Revenues", statement=Statement.INCOME)
        facts += row(
            annual, "Net income (loss)", [(end, 12, year_result)], concept="NetIncomeLoss", statement=Statement.INCOME
        )
        shelf.add(annual, facts)
        if quarter_sales:
            end = date(2022, 3, 31)
            report = filing(f"{id}-q1", name, Form.TEN_Q, 2022, 1, end)
            cells = [(end, 3, quarter_sales)]
            shelf.add(report, row(report, "Net sales", cells, concept="Revenues", statement=Statement.INCOME))
    return shelf


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is Zenithal bigger than Maplethorn by revenue?", "Yes."),
        ("Is Maplethorn larger than Zenithal?", "No."),
        ("Did Maplethorn make more revenue than Zenithal in 2021?", "No."),
        ("Was Maplethorn's revenue lower than Zenithal's in 2021?", "Yes."),
        ("Is Maplethorn's net loss larger than Zenithal's in 2021?", "Yes."),
        ("Is Zenithal more profitable than Maplethorn in terms of net margin in 2021?", "Yes."),
    ],
)
def test_the_verdict_on_two_companies_comes_first(ask, two, question, verdict):
    assert ask(question, on=two).answer.markdown.startswith(verdict)


def test_two_companies_are_compared_over_the_latest_period_on_which_both_report(ask, two):
    answer = ask("Compare the revenue of Zenithal and Maplethorn", on=two).answer
    assert {figure.value for figure in answer.figures if figure.citation} == {900_000_000, 700_000_000}
    assert "FY2021 is taken" in answer.markdown


def test_no_verdict_is_given_where_one_company_has_no_figure(ask, two):
    answer = ask("Is Zenithal's net income higher than Maplethorn's in Q1 2022?", on=two).answer
    assert not answer.markdown.startswith(("Yes", "No."))


@pytest.fixture
def apart(shelf):
    """A company that counts by the calendar, and one whose year ends in June."""
    for id, name, year, quarter, end, sales in (
        ("dove-q3", "Dovecote Lamps, Inc.", 2023, 3, date(2023, 9, 30), "500"),
        ("elm-q3", "Elmwright Rugs, Inc.", 2023, 3, date(2023, 3, 31), "480"),
        ("elm-q1", "Elmwright Rugs, Inc.", 2024, 1, date(2023, 9, 30), "520"),
    ):
        report = filing(id, name, Form.TEN_Q, year, quarter, end)
        shelf.add(report, row(report, "Net sales", [(end, 3, sales)], concept="Revenues", statement=Statement.INCOME))
    return shelf


def test_companies_are_compared_over_the_same_months(ask, apart):
    answer = ask("Did Dovecote make more revenue than Elmwright in Q3 2023?", on=apart).answer
    assert answer.markdown.startswith("No.")
    assert {figure.value for figure in answer.figures} == {500_000_000, 520_000_000}
    assert "read as the calendar's" in answer.markdown


def test_a_fiscal_quarter_is_each_company_s_own(ask, apart):
    answer = ask("Compare revenue of Dovecote and Elmwright in the third quarter of fiscal 2023", on=apart).answer
    assert {figure.value for figure in answer.figures if figure.citation} == {500_000_000, 480_000_000}


def test_one_company_s_quarter_is_its_own(ask, apart):
    assert ask("What was Elmwright's revenue in Q3 2023?", on=apart).answer.headline.value == 480


def test_two_figures_of_one_period_are_compared_with_each_other(ask):
    answer = ask("How did Ferrowick's Passenger revenue compare with Freight revenue in Q2 2022?", "ferry-q2").answer
    assert answer.markdown.startswith("Ferrowick Ferries reported Passenger revenue $660 million")
    assert "2021" not in answer.markdown.split("\n")[0]


def test_how_much_was_lost_is_the_loss(ask, shelf):
    report = shelf.books["ferry-q2"][0]
    more = row(report, "Freight", [(Q[2], 3, "(12)")], concept="OperatingIncomeLoss", segment="Freight", page=14)
    shelf.books["ferry-q2"] = (report, (*shelf.facts("ferry-q2"), *more), ())
    assert ask("How much did Ferrowick's Freight segment lose in Q2 2022?", "ferry-q2").answer.headline.value == -12
    assert ask("How much did Ferrowick lose in Q2 2022?", "ferry-q2").answer.headline.value == -20

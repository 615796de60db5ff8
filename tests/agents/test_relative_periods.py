"""Periods told from others: the year to date, twelve months that end with a quarter, a year ago."""

from datetime import date
from decimal import Decimal

import pytest

from agents.grammar_periods import Span, periods_in
from core.answers import AnswerStatus
from core.filings import Form, Statement
from tests.agents.conftest import filing, row


@pytest.mark.parametrize(
    ("text", "span", "year", "quarter", "to_date", "ago"),
    [
        ("net income TTM", Span.TRAILING, None, None, False, 0),
        ("LTM revenue as of Q3 2022", Span.TRAILING, 2022, 3, False, 0),
        ("revenue over the last twelve months", Span.TRAILING, None, None, False, 0),
        ("TTM revenue FY2021", Span.YEAR, 2021, None, False, 0),
        ("revenue YTD", Span.QUARTER, None, None, True, 0),
        ("capex year to date through September 2022", Span.OPEN, 2022, None, True, 0),
        ("year to date as of Q3 2022", Span.NINE_MONTHS, 2022, 3, False, 0),
        ("What was revenue a year ago?", Span.OPEN, None, None, False, 1),
        ("What was revenue two years ago?", Span.OPEN, None, None, False, 2),
        ("What was revenue last year?", Span.YEAR, None, None, False, 0),
        ("cash at 9/30/2022", Span.DAY, 2022, None, False, 0),
    ],
)
def test_a_period_may_be_told_from_another(text, span, year, quarter, to_date, ago):
    (asked,) = periods_in(text)
    assert (asked.span, asked.year, asked.quarter, asked.to_date, asked.ago) == (span, year, quarter, to_date, ago)


@pytest.mark.parametrize(
    ("text", "span", "back"),
    [
        ("the last four quarters", Span.QUARTER, (3, 2, 1, 0)),
        ("revenue in the past two fiscal years", Span.YEAR, (1, 0)),
        ("the 3 most recent years", Span.YEAR, (2, 1, 0)),
        ("capex in the prior year", Span.YEAR, (1,)),
        ("revenue for the previous quarter", Span.QUARTER, (1,)),
    ],
)
def test_the_last_few_years_or_quarters_are_counted_back_from_the_latest(text, span, back):
    assert [(asked.span, asked.back) for asked in periods_in(text)] == [(span, one) for one in back]


@pytest.mark.parametrize(
    "text", ["CAGR over the last three years", "growth over the previous year", "than last quarter"]
)
def test_what_only_tells_how_far_to_look_back_is_no_period(text):
    assert periods_in(text) == ()


def test_the_last_few_are_those_of_the_issuers_own_calendar(ask, with_annual):
    few = ask("What was Ferrowick's revenue in the last two quarters?").answer
    assert [row.label.split(" (")[0] for row in few.table.rows] == ["Q2 2022", "Q3 2022"]
    year = ask("What was Ferrowick's revenue in the last two years?", on=with_annual).answer
    assert "3,500" in year.markdown and "1,210" not in year.markdown
    prior = ask("What was Ferrowick's revenue in the prior quarter?").answer
    assert "1,100" in prior.markdown and "1,210" not in prior.markdown


@pytest.mark.parametrize("text", ["revenue up from a year ago", "growth over last year", "against a year earlier"])
def test_what_a_period_is_compared_with_is_no_period_asked_for(text):
    assert periods_in(text) == ()


@pytest.fixture
def with_annual(shelf):
    """The ferry line with its report on the year before."""
    end = date(2021, 12, 31)
    report = filing("ferry-10k", "Ferrowick Ferries, Inc.", Form.TEN_K, 2021, None, end)
    facts = row(report, "Total revenue", [(end, 12, "3,500")], concept="Revenues", statement=Statement.INCOME)
    shelf.add(report, facts)
    return shelf


def test_twelve_months_that_no_filing_prints_are_the_last_year_brought_forward(ask, with_annual):
    answer = ask("Ferrowick revenue TTM", on=with_annual).answer
    assert answer.headline.value == Decimal(3500 + 3310 - 2550)
    assert "not printed" in answer.markdown
    assert all(figure.grounded for figure in answer.figures)


def test_twelve_months_without_the_last_annual_report_are_refused(ask):
    answer = ask("Ferrowick revenue over the last twelve months").answer
    assert answer.status is AnswerStatus.REFUSED
    assert "whole fiscal year" in answer.markdown


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Ferrowick's revenue YTD", 3310),
        ("Ferrowick capex year to date through September 2022", 100),
        ("What was Ferrowick's revenue a year ago?", 900),
        ("What was Ferrowick's revenue last year?", 3500),
    ],
)
def test_periods_told_from_the_latest_report(ask, with_annual, question, value):
    assert ask(question, on=with_annual).answer.headline.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "net sales the prior year",
        "What was net income the year before?",
        "What was revenue for the comparable quarter last year?",
        "revenue the prior-year quarter",
        "gross margin, year-ago quarter",
        "revenue the same period a year earlier",
        "What was revenue the previous year?",
    ],
)
def test_the_year_before_is_the_period_asked_for(text):
    (asked,) = periods_in(text)
    assert (asked.ago, asked.year) == (1, None)


@pytest.mark.parametrize(
    "text",
    [
        "How did revenue compare with the prior year?",
        "Did revenue fall from the previous year?",
        "revenue versus the year-ago quarter",
        "Is it more than in the same quarter of last year?",
        "income for the year before taxes",
    ],
)
def test_the_year_before_is_no_period_where_another_is_held_against_it(text):
    assert not [asked for asked in periods_in(text) if asked.ago or asked.back]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("revenue in Q2 2024 and a year earlier", [(2023, 2), (2024, 2)]),
        ("net sales in fiscal 2022 and the previous year", [(2021, None), (2022, None)]),
        ("revenue for Q1 2022 and the prior quarter", [(2021, 4), (2022, 1)]),
        ("revenue in Q2 2024 compared with a year earlier", [(2024, 2)]),
    ],
)
def test_a_period_may_be_asked_for_with_the_one_a_year_before(text, found):
    assert [(asked.year, asked.quarter) for asked in periods_in(text)] == found


def test_a_day_a_year_earlier_is_the_same_day():
    for said, earlier in (("June 30, 2024", date(2023, 6, 30)), ("February 29, 2024", date(2023, 2, 28))):
        assert periods_in(f"cash at {said} and a year earlier")[0].day == earlier


def test_the_prior_year_is_answered_with_its_own_figure(ask, shelf):
    report = filing("plinth-10k", "Plinth Works, Inc.", Form.TEN_K, 2022, None, date(2022, 12, 31))
    cells = [(date(2022, 12, 31), 12, "90"), (date(2021, 12, 31), 12, "70")]
    shelf.add(report, row(report, "Net sales", cells, concept="Revenues", statement=Statement.INCOME))
    text = ask("Plinth revenue the prior year", report.id).answer.markdown
    assert text.startswith("Plinth Works' revenue was $70 million [1] in FY2021")

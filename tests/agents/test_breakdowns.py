"""Segments, products and places: their own ratios, shares and rankings; never the whole in place of a part."""

from datetime import date

import pytest

from agents.breakdown import segments_of
from agents.calendar import own_target
from agents.indexes import FactIndex
from core.answers import AnswerStatus
from core.filings import Form, Statement
from tests.agents.conftest import filing, row

END = date(2022, 12, 31)


@pytest.fixture
def bakery(shelf):
    """A year of a bakery: two segments with their profits, three places, one line of its own, a pension table."""
    report = filing("bakery-10k", "Bramblewick Bakeries, Inc.", Form.TEN_K, 2022, None, END)
    facts = row(report, "Net sales", [(END, 12, "1,000")], concept="Revenues", statement=Statement.INCOME)
    facts += row(
        report, "Operating income", [(END, 12, "90")], concept="OperatingIncomeLoss", statement=Statement.INCOME
    )
    for name, sales, profit in (("Bread", "700", "140"), ("Cakes", "300", "(50)")):
        facts += row(report, "Net sales", [(END, 12, sales)], concept="Revenues", page=20, segment=name)
        facts += row(
            report, "Operating income", [(END, 12, profit)], concept="OperatingIncomeLoss", page=20, segment=name
        )
    for name, sales in (("Americas", "500"), ("Europe", "300"), ("Asia Pacific", "200"), ("United Kingdom", "120")):
        facts += row(report, "Net sales", [(END, 12, sales)], concept="Revenues", page=21, segment=name)
    for name, rate in (("Exchange Rate Effect", "(10)"), ("At Prior Rates", "1,010")):
        facts += row(report, "Net sales", [(END, 12, rate)], concept="Revenues", page=22, segment=name)
    facts += row(report, "Total wedding cake sales", [(END, 12, "40")], page=23)
    facts += row(report, "Net periodic benefit cost", [(END, 12, "7")], page=30, segment="Canada")
    facts += row(report, "Sourdough", [(END, 12, "55")], page=31, unit="")
    shelf.add(report, facts)
    return shelf


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was Bramblewick's Bread operating margin in FY2022?", 20),
        ("Bread operating margin FY2022", 20),
        ("What percent of Bramblewick's FY2022 net sales came from cakes?", 30),
        ("What percentage of Bramblewick's net sales was from Europe in FY2022?", 30),
        ("Which segment dragged down Bramblewick's operating income in FY2022?", -50),
        ("Which Bramblewick segment made the largest loss in FY2022?", -50),
        ("Which region had the lowest net sales for Bramblewick in FY2022?", 200),
        ("Bramblewick wedding cake sales FY2022", 40),
    ],
)
def test_a_part_is_answered_with_its_own_figure(ask, bakery, question, value):
    assert ask(question, on=bakery).answer.headline.value == value


@pytest.mark.parametrize(
    "question",
    [
        "What was the international net sales of Bramblewick in FY2022?",
        "What was Bramblewick's Canada revenue in FY2022?",
        "What percent of Bramblewick's FY2022 net sales was outside the US?",
        "What percent of Bramblewick's FY2022 net sales came from pretzels?",
        "Which country had the highest gross profit for Bramblewick in FY2022?",
        "Bramblewick's Sourdough contribution margin in FY2022",
        "What was the gross margin of Bramblewick's Bread segment in FY2022?",
    ],
)
def test_what_is_not_printed_of_a_part_is_not_answered_with_another_figure(ask, bakery, question):
    answer = ask(question, on=bakery).answer
    assert answer.headline is None
    assert not answer.figures


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Are there any segments that represent more than 60% of Bramblewick's FY2022 net sales?", "Yes."),
        ("Are there any geographies that account for more than 60% of Bramblewick's FY2022 net sales?", "No."),
    ],
)
def test_whether_a_part_is_more_than_a_share_is_judged_on_the_shares(ask, bakery, question, verdict):
    assert ask(question, on=bakery).answer.markdown.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("net sales by segment", ("Bread", "Cakes")),
        ("net sales by region", ("Americas", "Europe", "Asia Pacific")),
        ("net sales by product category", ("Bread", "Cakes")),
    ],
)
def test_a_division_is_of_the_kind_asked_for_and_adds_up(bakery, question, parts):
    report = next(one for one in bakery.filings() if one.id == "bakery-10k")
    found = segments_of(FactIndex(bakery.facts(report.id)), "Revenues", own_target(report), question)
    assert found == parts


def test_which_part_grew_is_read_as_a_question_about_revenue_and_says_so(ask, bakery):
    answer = ask("Which of Bramblewick's segments was the biggest in FY2022?", on=bakery).answer
    assert "read as one about revenue" in answer.markdown
    assert "Bread" in answer.markdown.splitlines()[0]
    assert answer.status is AnswerStatus.ANSWERED


def test_parts_of_a_part_are_none_of_the_whole():
    report = filing("pumps-10k", "Farrow Pumps, Inc.", Form.TEN_K, 2022, None, END)
    facts = []
    for name, sales in (("Pumps", "70"), ("Pumps, Domestic", "40"), ("Pumps, Abroad", "30"), ("Valves", "30")):
        facts += row(report, name, [(END, 12, sales)], concept="Revenues", page=20, segment=name)
    target = own_target(report)
    assert segments_of(FactIndex(facts), "Revenues", target, "revenue by segment") == ("Pumps", "Valves")


def test_a_line_of_a_segment_is_no_other_name_of_it(ask, shelf):
    report = filing("thatch-10k", "Thatch Stores, Inc.", Form.TEN_K, 2022, None, END)
    facts = row(report, "Revenue", [(END, 12, "900")], concept="Revenues", statement=Statement.INCOME)
    facts += row(report, "Revenue", [(END, 12, "800")], concept="Revenues", page=20, segment="Domestic")
    facts += row(report, "Total online revenue", [(END, 12, "250")], page=20, segment="Domestic")
    shelf.add(report, facts)
    text = ask("What were Thatch's online sales in FY2022?", on=shelf).answer.markdown
    assert "$250 million" in text and "$800 million" not in text

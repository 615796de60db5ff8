from decimal import Decimal

import pytest

from core.answers import AnswerStatus, FindingStatus


def headline(run):
    return (run.answer.headline.value, run.answer.headline.unit) if run.answer.headline else None


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("What was Ferrowick's revenue in Q3 2022?", "1210", "USD millions"),
        (
            "What was Ferrowick's revenue in Q3 2022 (in USD billions)? Round to two decimal places.",
            "1.21",
            "USD billions",
        ),
        ("What was revenue of Ferrowick for the first nine months of 2022?", "3310", "USD millions"),
        ("What was Ferrowick's operating cash flow in the second quarter of 2022?", "150", "USD millions"),
        ("What was Ferrowick's free cash flow in Q3 2022?", "140", "USD millions"),
        ("How much did Ferrowick's revenue grow year over year in Q3 2022?", "34.4", "%"),
        ("What is Ferrowick's year-over-year change in net income in Q2 2022?", "10", "USD millions"),
        ("What share of Ferrowick's revenue came from Freight in Q1 2022?", "40", "%"),
        ("What was Tramontane's FY2021 capital expenditure (in USD millions)?", "240", "USD millions"),
        (
            "What is the FY2019 - FY2021 3 year average of capex as a % of revenue for Tramontane? Answer in units of "
            "percents and round to one decimal place.",
            "2.0",
            "%",
        ),
        ("What was Tramontane's gross margin in FY2021?", "37.5", "%"),
        ("What was Ferrowick's revenue excluding Freight in Q2 2022?", "660", "USD millions"),
        ("What was Ferrowick's year-to-date revenue in Q3 2022?", "3310", "USD millions"),
        ("What was Ferrowick's revenue in the last quarter?", "1210", "USD millions"),
        (
            "What is the FY2021 working capital ratio of Tramontane? Define working capital ratio as total current "
            "assets "
            "divided by total current liabilities. Round your answer to two decimal places.",
            "2.00",
            "x",
        ),
        (
            "What is Tramontane's FY2021 inventory turnover? It is defined as: FY2021 COGS / average inventory "
            "between FY2020 "
            "and FY2021.",
            "5.56",
            "x",
        ),
        ("What was the CAGR of Tramontane's revenue from FY2019 to FY2021?", "15.5", "%"),
    ],
)
def test_the_headline_is_the_figure_asked_for_in_the_unit_asked_for(ask, question, value, unit):
    got = headline(ask(question))
    assert got is not None
    assert got[0] == Decimal(value)
    assert got[1] in (unit, "")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did Ferrowick's revenue grow every quarter?", "Yes."),
        ("Did Ferrowick's revenue fall between Q1 2022 and Q3 2022?", "No."),
        ("Was Ferrowick's net income positive in Q3 2022?", "Yes."),
        ("Was Ferrowick's net income positive in Q2 2022?", "No."),
        ("Did Tramontane's net sales increase in FY2021?", "Yes."),
    ],
)
def test_yes_or_no_is_judged_on_the_figures(ask, question, verdict):
    assert ask(question).answer.markdown.startswith(verdict)


def test_growth_from_a_loss_is_money_not_a_percentage(ask):
    run = ask("How much did Ferrowick's net income grow from Q2 2022 to Q3 2022?")
    assert "%" not in run.answer.markdown
    assert headline(run) == (Decimal(35), "USD millions")


def test_the_highest_segment_is_found_among_those_that_add_up(ask):
    run = ask("Which segment of Ferrowick had the highest revenue in Q2 2022?")
    assert run.answer.markdown.startswith("Passenger had the highest revenue")
    assert headline(run)[0] == 660


def test_reasons_are_quoted_beside_the_figures(ask):
    run = ask("How did Ferrowick's revenue change in Q3 2022 and why?")
    assert "northern route" in run.answer.markdown and "1,210" in run.answer.markdown
    assert {q.tool for q in run.plan.sub_questions} == {"lookup_fact", "search_passages"}


def test_a_follow_up_takes_line_item_and_company_from_the_question_before(ask):
    first = ask("What was Ferrowick's revenue in Q2 2022?")
    second = ask("and in the third quarter?", history=(first,))
    assert headline(second) == (Decimal(1210), "USD millions")
    third = ask("What about Tramontane?", history=(ask("What was Ferrowick's net income?"),))
    assert headline(third) == (Decimal(400), "USD millions")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What was Zephyrine's revenue in Q2 2022?", "Zephyrine"),
        ("What was Ferrowick's revenue in FY2017?", "Q1 2022, Q2 2022 and Q3 2022"),
        ("qwxz plomf grint", "line item"),
        ("???", "in words"),
        ("revenue " * 2000, "characters"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(ask, question, says):
    answer = ask(question).answer
    assert answer.status is AnswerStatus.REFUSED
    assert says in answer.error
    assert answer.headline is None and not answer.figures


def test_an_empty_library_is_refused_with_the_next_step(ask):
    from tests.agents.conftest import MemoryShelf

    answer = ask("What was revenue?", on=MemoryShelf()).answer
    assert answer.status is AnswerStatus.REFUSED and "add a" in answer.error


def test_a_figure_that_no_filing_prints_is_not_disclosed_with_the_places_searched(ask):
    run = ask("What was Ferrowick's goodwill in Q2 2022?")
    assert run.answer.status is AnswerStatus.REFUSED
    assert run.answer.findings[0].status is FindingStatus.NOT_DISCLOSED


@pytest.mark.parametrize("when", ["in Q3 2022", "for the quarter", "in the latest quarter"])
def test_a_nine_month_figure_is_never_given_as_a_quarter(ask, shelf, when):
    del shelf.books["ferry-q2"]
    run = ask(f"What was Ferrowick's operating cash flow {when}?")
    assert headline(run) is None
    assert "nine months" in run.answer.markdown
    assert not any(f.value == Decimal("4.2E8") for f in run.answer.figures)


def test_text_of_a_filing_is_data_not_an_instruction(ask):
    run = ask("Compare Ferrowick's revenue between quarters")
    assert "9,999" not in run.answer.markdown


def test_a_year_named_otherwise_than_the_issuer_names_it_is_read_by_its_end(ask):
    run = ask("What was Tramontane's revenue in FY2022?")
    assert headline(run) == (Decimal(8000), "USD millions")
    assert run.plan.readings


def test_an_inventory_ratio_means_nothing_without_inventories(ask):
    run = ask("What is Ferrowick's inventory turnover in Q3 2022?")
    assert run.answer.status is AnswerStatus.ANSWERED
    assert "not a useful measure" in run.answer.markdown


def test_ticked_filings_are_each_asked(ask):
    run = ask("How has total assets changed over time?", "ferry-q1", "ferry-q3")
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1", "ferry-q3"]

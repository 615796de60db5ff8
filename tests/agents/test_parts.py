"""Segments, products and regions by the names that filings print, and those that they do not print."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agents.printed_rows import unread_rows
from core.answers import AnswerStatus
from core.filings import Form, Statement
from tests.agents.conftest import Q, filing, passages, row


def add(shelf, id, facts):
    filing, before, texts = shelf.books[id]
    shelf.books[id] = (filing, (*before, *facts), texts)


def table(shelf, id, quarter, label, cells, **more):
    report, end = shelf.books[id][0], Q[quarter]
    spans = [(end.replace(year=end.year - 1), 3, cells[0]), (end, 3, cells[1])]
    add(shelf, id, row(report, label, spans, page=13, **more))


def test_a_region_that_no_table_prints_is_not_answered_with_the_whole(ask):
    run = ask("What was Ferrowick's revenue in Japan in Q2 2022?")
    assert run.answer.status is AnswerStatus.REFUSED and run.answer.headline is None
    assert "Japan" in run.answer.error


def test_a_segment_has_the_measures_printed_for_it_and_no_neighbouring_one(ask, shelf):
    table(shelf, "ferry-q2", 2, "Operating income", ("5", "7"), concept="OperatingIncomeLoss", segment="Freight")
    run = ask("What was the net income of Freight at Ferrowick in Q2 2022?")
    assert run.answer.headline is None
    assert "does not print net income for Freight" in run.answer.error and "operating income" in run.answer.error


def test_units_sold_are_not_money(ask):
    run = ask("How many Passenger tickets did Ferrowick sell in Q2 2022?")
    assert run.answer.headline is None


def test_a_region_is_found_by_its_usual_spellings(ask, shelf):
    for id, quarter in (("ferry-q1", 1), ("ferry-q2", 2), ("ferry-q3", 3)):
        table(shelf, id, quarter, 'United States and Canada ("US&CAN")', ("500", "700"))
        table(shelf, id, quarter, "United States", ("400", "600"))
    for spelt in ("the United States and Canada", "US & Canada", "U.S. and Canada"):
        run = ask(f"What was Ferrowick's revenue in {spelt} in Q2 2022?")
        assert run.answer.headline and run.answer.headline.value == 700, spelt


def test_a_name_with_a_joining_word_is_one_name(ask, shelf):
    for label, cells in (("Harbour products and cloud services", ("50", "60")), ("Product", ("10", "20"))):
        table(shelf, "ferry-q2", 2, label, cells)
    run = ask("What was Ferrowick's revenue from Harbour products and cloud services in Q2 2022?")
    assert run.answer.headline.value == 60


def test_a_segments_adjusted_measure_from_a_loss_changes_in_money(ask, shelf):
    report = shelf.books["ferry-q2"][0]
    facts = row(report, "Freight", [(Q[2].replace(year=2021), 3, "(12)"), (Q[2], 3, "18")], page=14)
    add(shelf, "ferry-q2", [replace(f, parents=("Segment Adjusted EBITDA:",)) for f in facts])
    table(shelf, "ferry-q2", 2, "Adjusted EBITDA", ("100", "120"))
    run = ask("What was the percentage growth of Ferrowick's Freight Adjusted EBITDA from Q2 2021 to Q2 2022?")
    assert run.answer.headline.value == 30 and "USD" in run.answer.headline.unit
    assert not any(f.unit == "%" for f in run.answer.figures)


def test_a_later_filing_that_prints_a_line_differently_is_the_default_and_both_are_shown(ask, shelf):
    later = shelf.books["ferry-q3"][0]
    add(shelf, "ferry-q3", row(later, "Passenger", [(Q[2], 3, "640"), (Q[3], 3, "800")], page=12))
    run = ask("What was Ferrowick's Passenger revenue in Q2 2022?", "ferry-q2", "ferry-q3")
    assert run.answer.headline.value == 640
    assert {Decimal("6.4E8"), Decimal("6.6E8")} <= {f.value for f in run.answer.figures}
    assert "recast" in run.answer.markdown and all(f.grounded for f in run.answer.figures)


def test_growth_does_not_mix_the_two_sides_of_a_recast(ask, shelf):
    later = shelf.books["ferry-q3"][0]
    add(shelf, "ferry-q3", row(later, "Passenger", [(Q[2], 3, "640"), (Q[3], 3, "800")], page=12))
    shelf.books["ferry-q3"] = (later, tuple(f for f in shelf.facts("ferry-q3") if f.row != "Passenger 726"), ())
    run = ask("How much did Ferrowick's Passenger revenue grow from Q2 2022 to Q3 2022?", "ferry-q2", "ferry-q3")
    assert any(f.unit == "%" and f.value == 25 for f in run.answer.figures)


def test_a_statement_that_agrees_with_the_earlier_one_is_no_recast(ask, shelf):
    later = shelf.books["ferry-q3"][0]
    cells = [(Q[2], 3, "1,100"), (Q[3], 3, "1,210")]
    add(shelf, "ferry-q3", row(later, "Total revenue", cells, concept="Revenues", statement=Statement.INCOME))
    run = ask("What was Ferrowick's revenue in Q2 2022?", "ferry-q2", "ferry-q3")
    assert "recast" not in run.answer.markdown


def metrics(shelf, id, quarter, *rows):
    report, facts, before = shelf.books[id]
    head = (
        f"Three Months Ended {Q[quarter]:%B} {Q[quarter].day},\n(In millions, except percentages) 2021 2022 % Change\n"
    )
    text = passages(report, "Part I, Item 2. Operating highlights", 35, head + "\n".join(rows))
    shelf.books[id] = (report, facts, (*before, *text))


def test_a_metric_in_a_table_of_mixed_kinds_is_found_by_its_label(ask, shelf):
    metrics(shelf, "ferry-q2", 2, "Crossings 1,641 1,953 19 %", "Gross Fares $ 23,113 $ 29,119 26 %", "Net 5 7 **")
    run = ask("How many Crossings were completed at Ferrowick in the second quarter of 2022?", "ferry-q2")
    assert run.answer.headline.text == "1,953 million"
    assert all(figure.grounded for figure in run.answer.figures)
    run = ask("What were Ferrowick's Gross Fares in Q2 2021?", "ferry-q2")
    assert run.answer.headline.value == 23113 and "USD" in run.answer.headline.unit


def test_a_row_whose_unit_is_not_told_is_not_read(shelf):
    metrics(shelf, "ferry-q2", 2, "Crossings 1,641 1,953 19 %", "Gross Fares $ 23,113 $ 29,119 26 %", "Net 5 7 **")
    metrics(shelf, "ferry-q1", 1, "Gross Fares $ 23,113 $ 29,119 26 %", "Net 5 7 **")
    read = {id: {f.label for f in unread_rows(shelf.passages(id), shelf.facts(id))} for id in ("ferry-q1", "ferry-q2")}
    assert read == {"ferry-q1": set(), "ferry-q2": {"Crossings", "Gross Fares"}}


def test_a_word_beside_the_line_item_that_no_table_prints_is_said_to_be_left_aside(ask):
    run = ask("What was Ferrowick's catering revenue in Q2 2022?")
    assert "catering" in run.answer.markdown and "of the whole" in run.answer.markdown


def test_the_whole_is_no_answer_to_a_part_that_no_table_prints(ask):
    answer = ask("What was Ferrowick's catering revenue in Q2 2022?").answer
    assert answer.headline is None
    assert answer.status is AnswerStatus.PARTIAL
    assert answer.markdown.startswith("No table prints \u201ccatering\u201d")


@pytest.mark.parametrize("how", ["reported", "actual", "full-quarter", "companywide", "top-line"])
def test_how_the_whole_is_meant_is_no_part_of_it(ask, how):
    answer = ask(f"What was Ferrowick's {how} revenue in Q2 2022?").answer
    assert answer.headline is not None and answer.headline.value == 1100


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("State Tramontane's FY2021 net sales, in millions of US dollars.", 8000),
        ("State net sales of Tramontane for FY2021.", 8000),
        ("What were the total current assets of Tramontane as at the close of FY2021?", 2400),
        ("What was the carrying amount of Tramontane's property and equipment at the end of FY2021?", 1100),
    ],
)
def test_words_of_the_question_and_headings_of_columns_are_no_parts(ask, shelf, question, value):
    report, facts, text = shelf.books["tram-10k"]
    end = report.period_end
    more = row(report, "Senior notes", [(end, 0, "70")], segment="Carrying", page=70)
    more += row(report, "United States", [(end, 12, "6,000")], segment="United States", page=71)
    more += row(report, "Net sales", [(end, 12, "8,000")], concept="Revenues", page=71)
    shelf.books["tram-10k"] = (report, (*facts, *more), text)
    answer = ask(question, "tram-10k").answer
    assert answer.headline is not None and answer.headline.value == value


@pytest.mark.parametrize(
    "asked", ["two-year revenue CAGR, FY2019-FY2021", "revenue CAGR over two years, FY2019-FY2021"]
)
def test_a_number_of_years_is_no_part(ask, asked):
    answer = ask(f"Tramontane: {asked}?", "tram-10k").answer
    assert answer.headline is not None and answer.headline.unit == "%"


def test_an_average_at_the_beginning_of_a_question_is_no_part(ask, shelf):
    report, facts, text = shelf.books["tram-10k"]
    more = row(report, "Average", [(report.period_end, 12, "50")], segment="Average", page=72)
    shelf.books["tram-10k"] = (report, (*facts, *more), text)
    answer = ask("Average capex as a percent of sales for Tramontane over FY2020 and FY2021 (in %)?", "tram-10k").answer
    assert answer.headline is not None and answer.headline.value == Decimal("2.5")


def test_what_revenue_is_said_to_come_from_ends_before_the_next_preposition(ask):
    answer = ask("What was Ferrowick's revenue from catering in Q2 2022?").answer
    assert answer.headline is None and "catering" in answer.markdown


@pytest.fixture
def loom(shelf):
    """An annual report that prints sales and their cost of products and of services, each with the year before."""
    end, before = date(2022, 12, 31), date(2021, 12, 31)
    report = filing("loom-10k", "Loomgate Weavers, Inc.", Form.TEN_K, 2022, None, end)
    facts = []
    for label, concept, products, services, whole in (
        ("Net sales", "Revenues", ("600", "500"), ("400", "200"), ("1,000", "700")),
        ("Cost of sales", "CostOfRevenue", ("300", "250"), ("100", "60"), ("400", "310")),
    ):
        for name, cells in (("Products", products), ("Services", services)):
            spans = [(end, 12, cells[0]), (before, 12, cells[1])]
            facts += row(report, name, spans, concept=concept, segment=name, page=50)
        spans = [(end, 12, whole[0]), (before, 12, whole[1])]
        facts += row(report, f"Total {label.lower()}", spans, concept=concept, statement=Statement.INCOME, page=50)
    shelf.add(report, facts)
    return report


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was Loomgate's gross margin for services in FY2022?", 75),
        ("What was Loomgate's services gross margin in FY2022?", 75),
        ("What share of Loomgate's net sales were services in FY2022?", 40),
        ("Which Loomgate product grew the most in FY2022?", 100),
    ],
)
def test_parts_called_by_ordinary_words_are_taken_beside_the_measure(ask, loom, question, value):
    answer = ask(question, loom.id).answer
    assert answer.headline is not None and answer.headline.value == value


def test_a_line_of_a_table_by_product_is_a_part_though_no_capital_tells_it(ask, shelf):
    table(shelf, "ferry-q2", 2, "Kayaks", ("30", "40"), segment="Kayaks")
    answer = ask("What was Ferrowick's revenue from kayaks in Q2 2022?").answer
    assert answer.headline is not None and answer.headline.value == 40
    both = ask("How much revenue did Ferrowick make from Passenger or kayaks in Q2 2022?").answer
    assert {Decimal("4E7"), Decimal("6.6E8")} <= {figure.value for figure in both.figures}


def test_what_an_amount_is_divided_by_is_not_what_is_asked_for(ask, shelf):
    table(shelf, "ferry-q2", 2, "Active Riders", ("400,000", "512,345"), unit="", scale=0)
    assert ask("How many active riders did Ferrowick have in Q2 2022?").answer.headline.value == 512_345
    for question in ("What was Ferrowick's revenue per active rider in Q2 2022?", "Ferrowick profit per active rider"):
        answer = ask(question).answer
        assert answer.headline is None and "512,345" not in answer.markdown, question
    table(shelf, "ferry-q2", 2, "Revenue per Active Rider", ("2.10", "2.20"), unit="USD/share")
    asked = ask("What was Ferrowick's revenue per active rider in Q2 2022?")
    assert asked.answer.headline.value == Decimal("2.20")

from datetime import date

import pytest

from agents.grammar import read_question
from agents.grammar_format import Format, format_in, statements_in, without_instructions
from agents.grammar_operations import Basis, Claim, Operation, wanted_in
from agents.grammar_periods import Span, periods_in
from agents.grammar_topics import topics_in
from core.filings import Statement
from core.ontology import load_ontology


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q3 2022", [(Span.QUARTER, 2022, 3)]),
        ("2022 Q3 and 2023 Q1", [(Span.QUARTER, 2022, 3), (Span.QUARTER, 2023, 1)]),
        ("3Q22", [(Span.QUARTER, 2022, 3)]),
        ("third quarter of fiscal 2021", [(Span.QUARTER, 2021, 3)]),
        ("Q1 2022, Q2 2022 and Q4 2023", [(Span.QUARTER, 2022, 1), (Span.QUARTER, 2022, 2), (Span.QUARTER, 2023, 4)]),
        ("Q4 of fiscal 2021, Q1 of fiscal 2022", [(Span.QUARTER, 2021, 4), (Span.QUARTER, 2022, 1)]),
        ("FY2021, Q1 2022", [(Span.YEAR, 2021, None), (Span.QUARTER, 2022, 1)]),
        ("first quarter of 2022, second quarter of 2022", [(Span.QUARTER, 2022, 1), (Span.QUARTER, 2022, 2)]),
        ("2022 Q1, 2022 Q2", [(Span.QUARTER, 2022, 1), (Span.QUARTER, 2022, 2)]),
        ("2022's Q2", [(Span.QUARTER, 2022, 2)]),
        ("second-quarter 2022 revenue", [(Span.QUARTER, 2022, 2)]),
        ("Q1 and Q2 2022", [(Span.QUARTER, 2022, 1), (Span.QUARTER, 2022, 2)]),
        ("third quarter of 2021 and 2022", [(Span.QUARTER, 2021, 3), (Span.QUARTER, 2022, 3)]),
        ("Q2 of FY2024 and FY2023", [(Span.QUARTER, 2024, 2), (Span.YEAR, 2023, None)]),
        ("2015-2017", [(Span.YEAR, 2015, None), (Span.YEAR, 2016, None), (Span.YEAR, 2017, None)]),
        ("FY2015\u201317", [(Span.YEAR, 2015, None), (Span.YEAR, 2016, None), (Span.YEAR, 2017, None)]),
        ("FY2015/16/17", [(Span.YEAR, 2015, None), (Span.YEAR, 2016, None), (Span.YEAR, 2017, None)]),
        ("by 2022-09, not 2022/12/31", [(Span.YEAR, 2022, None)]),
        ("FY2015 - FY2017", [(Span.YEAR, 2015, None), (Span.YEAR, 2016, None), (Span.YEAR, 2017, None)]),
        ("from Q3 2021 to Q1 2022", [(Span.QUARTER, 2021, 3), (Span.QUARTER, 2021, 4), (Span.QUARTER, 2022, 1)]),
        ("FY19", [(Span.YEAR, 2019, None)]),
        ("in Q1 FY23.", [(Span.QUARTER, 2023, 1)]),
        ("Q2 of FY23, FQ3 2023 and H1 FY24", [(Span.QUARTER, 2023, 2), (Span.QUARTER, 2023, 3), (Span.HALF, 2024, 2)]),
        ("Q2 22.5%", [(Span.QUARTER, None, 2)]),
        ("first half of 2023", [(Span.HALF, 2023, 2)]),
        ("nine months of 2022", [(Span.NINE_MONTHS, 2022, 3)]),
        ("and in the third quarter?", [(Span.QUARTER, None, 3)]),
        ("$2,022 million", []),
        ("2022 million", []),
        ("over 2,019 stores", []),
    ],
)
def test_periods_are_read_as_people_write_them(text, expected):
    assert [(p.span, p.year, p.quarter) for p in periods_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "span", "day"),
    [
        ("three months ended September 30, 2022", Span.QUARTER, date(2022, 9, 30)),
        ("twenty-six weeks ended July 29, 2023", Span.HALF, date(2023, 7, 29)),
        ("year ended December 31, 2021", Span.YEAR, date(2021, 12, 31)),
        ("as of December 31, 2021", Span.DAY, date(2021, 12, 31)),
        ("2022-09-30", Span.DAY, date(2022, 9, 30)),
    ],
)
def test_dates_say_length_and_end(text, span, day):
    (asked,) = periods_in(text)
    assert (asked.span, asked.day) == (span, day)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Answer in USD billions.", Format(9)),
        ("what is it (in USD millions)?", Format(6)),
        ("Answer in units of percents and round to one decimal place.", Format(None, True, 1)),
        ("Round your answer to two decimal places.", Format(None, False, 2)),
        ("What is the margin (as a %)?", Format(None, True)),
        ("in thousands of dollars", Format(3)),
        ("What was revenue?", Format()),
    ],
)
def test_unit_and_rounding_asked_for(question, expected):
    assert format_in(question) == expected


def test_statement_names_are_no_line_items_but_say_where_to_look():
    question = "Using the cash flow statement and the balance sheet, what was capex?"
    assert statements_in(question) == (Statement.CASH_FLOW, Statement.BALANCE)
    assert "cash" not in without_instructions(question)
    assert len(without_instructions(question)) == len(question)


@pytest.mark.parametrize(
    ("question", "operation", "basis"),
    [
        ("What was revenue in Q2?", Operation.LEVEL, None),
        ("Compare and contrast revenue between quarters", Operation.TREND, Basis.SEQUENCE),
        ("How much did revenue grow year over year?", Operation.GROWTH, Basis.YEAR),
        ("What is the 3 year average of capex as a % of revenue?", Operation.AVERAGE, None),
        ("days payable over the average accounts payable", Operation.LEVEL, None),
        ("Which segment had the lowest revenue?", Operation.LOWEST, None),
        ("Rank the companies by revenue", Operation.RANK, None),
        ("What is the CAGR of revenue?", Operation.CAGR, None),
        ("What share of revenue came from Europe?", Operation.SHARE, None),
        ("What is the most recent revenue?", Operation.LEVEL, None),
    ],
)
def test_operations_are_read_from_verbs(question, operation, basis):
    wanted = wanted_in(question)
    assert (wanted.operation, wanted.basis) == (operation, basis)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Did revenue grow every quarter?", Claim.ROSE_EVERY_TIME),
        ("Did revenue increase or decrease?", Claim.CHANGED),
        ("Is working capital positive?", Claim.POSITIVE),
        ("Was revenue more than $5 billion?", Claim.ABOVE),
        ("Has the margin declined?", Claim.FELL),
        ("What was revenue?", None),
    ],
)
def test_claims_of_yes_or_no_questions(question, claim):
    assert wanted_in(question).claim is claim


def test_reasons_are_asked_by_why_drivers_and_implications():
    assert all(wanted_in(q).reasons for q in ("Why did it fall?", "What drove it?", "what might this indicate?"))
    assert not wanted_in("What was revenue?").reasons


def test_topics_are_matters_of_words():
    assert [t.name for t in topics_in("Summarize the risk factors")] == ["risk factors"]
    assert [t.name for t in topics_in("Summarize its risks about operations abroad")] == ["risk factors"]
    assert [t.name for t in topics_in("Which lawsuits are pending?")] == ["legal proceedings"]
    assert [t.name for t in topics_in("What critical audit matters are there?")] == ["audit"]
    assert [t.name for t in topics_in("How much of the line of credit is unused?")] == ["credit facilities"]
    assert not topics_in("What was revenue?")


def test_a_definition_is_taken_out_of_the_question():
    intent = read_question(
        "What is the FY2019 working capital ratio? Define working capital ratio as total current assets divided by "
        "total current liabilities.",
        load_ontology(),
    )
    assert intent.formula is not None
    assert [i.concept for i in intent.formula.inputs] == ["AssetsCurrent", "LiabilitiesCurrent"]
    assert [p.year for p in intent.periods] == [2019]


def test_a_line_over_another_is_computed():
    intent = read_question("What was marketing as a % of goodwill in FY2021?", load_ontology())
    assert intent.formula is not None and intent.formula.unit == "%"


def test_an_input_named_beside_its_ratio_stays_one_named_within_it_does_not():
    beside = read_question("Compare revenue and gross margin", load_ontology())
    assert beside.line_items == ("Revenues",) and beside.ratios == ("gross_margin",)
    within = read_question("How often was inventory sold? Calculate inventory turnover.", load_ontology())
    assert within.line_items == () and within.ratios == ("inventory_turnover",)

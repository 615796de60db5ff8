"""Computations that a question spells out over lines, and lines that it names by what was done."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agents.grammar import read_question
from core.filings import Statement
from core.ontology import load_ontology
from tests.agents.conftest import row

CAPEX = "PaymentsToAcquirePropertyPlantAndEquipment"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were Tramontane's net sales less cost of sales in FY2021?", 3000),
        ("What was Tramontane's FY2021 capex % margin? One decimal place.", 3),
        (
            "What is Tramontane's FY2021 ratio of capital expenditures to inventories? Two decimal places.",
            Decimal("0.24"),
        ),
        ("What was Tramontane's average inventory between FY2020 and FY2021?", 900),
        ("What was Tramontane's average inventory in FY2021?", 900),
        ("What is Tramontane's average capital expenditure to revenue ratio over FY2020-FY2021, in %?", Decimal("2.5")),
        ("What is Tramontane's FY2021 gross profit?", 3000),
        ("How much did Tramontane invest in property and equipment in FY2021?", 240),
        ("How much did Tramontane put into new PP&E in FY2021?", 240),
        ("What were Tramontane's short-term liabilities at the end of FY2021?", 1200),
        ("How many times did Tramontane turn over its inventory in FY2021? Two decimal places.", Decimal("5.56")),
    ],
)
def test_what_is_spelt_out_is_computed(ask, question, value):
    answer = ask(question, "tram-10k").answer
    assert answer.headline is not None and answer.headline.value == value


def test_an_average_of_ratios_follows_from_them(ask):
    answer = ask("What is the average ratio of capex to revenue of Tramontane over FY2019-FY2021?", "tram-10k").answer
    assert answer.headline is not None and all(figure.grounded for figure in answer.figures)


def test_a_definition_over_some_years_divides_by_what_it_says(ask):
    question = (
        "What is Tramontane's FY2021 fixed asset turnover? Define it as revenue divided by average net PP&E over "
        "FY2020 and FY2021. Round to two decimal places."
    )
    assert ask(question, "tram-10k").answer.headline.value == Decimal("8.00")


def test_a_ratio_that_is_a_share_is_the_answer():
    wanted = read_question("What is goodwill as a % of total assets?", load_ontology()).wanted
    assert wanted.operation.value == "level"


def test_cash_used_for_a_line_is_that_line():
    question = "How much cash did it use to buy back stock in FY2021?"
    assert read_question(question, load_ontology()).line_items == ("PaymentsForRepurchaseOfCommonStock",)
    question = "How much cash did it have, and what were its dividends?"
    assert "CashAndCashEquivalentsAtCarryingValue" in read_question(question, load_ontology()).line_items


def test_a_line_of_another_entity_in_a_note_is_not_the_issuers(ask, shelf):
    report, facts, text = shelf.books["tram-10k"]
    venture = row(report, "Gross margin", [(report.period_end, 12, "31")], concept="GrossProfit", page=80)
    shelf.books["tram-10k"] = (report, (*facts, *venture), text)
    assert ask("What was Tramontane's gross profit in FY2021?", "tram-10k").answer.headline.value == 3000


@pytest.mark.parametrize(("tax", "value"), [("63", Decimal("15.8")), ("80", 16)])
def test_a_rate_printed_without_decimals_is_computed_where_it_is_the_same(ask, shelf, tax, value):
    report, facts, text = shelf.books["tram-10k"]
    end = report.period_end
    more = row(report, "Effective tax rate", [(end, 12, "16%")], unit="%", page=30)
    more = [replace(fact, concept="EffectiveIncomeTaxRateContinuingOperations") for fact in more]
    for label, concept, cell in (
        ("Income tax expense", "IncomeTaxExpenseBenefit", tax),
        (
            "Income before taxes",
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
            "400",
        ),
    ):
        more += row(report, label, [(end, 12, cell)], concept=concept, statement=Statement.INCOME, page=50)
    shelf.books["tram-10k"] = (report, (*facts, *more), text)
    assert ask("What was Tramontane's effective tax rate in FY2021?", "tram-10k").answer.headline.value == value


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was the cumulative net income of Tramontane from FY2019 to FY2021?", 980),
        ("How much did Tramontane spend on capex in total over FY2020 and FY2021?", 380),
        ("What is the difference between Tramontane's current assets and current liabilities in FY2021?", 1200),
        ("What is the sum of Tramontane's inventories and property and equipment at the end of FY2021?", 2100),
        ("How much did Tramontane earn in FY2021?", 400),
        ("what's Tramontane's cost of sales in FY2021?", 5000),
    ],
)
def test_sums_and_differences_are_the_answer(ask, question, value):
    answer = ask(question, "tram-10k").answer
    assert answer.headline is not None and answer.headline.value == value
    assert all(figure.grounded for figure in answer.figures)


def test_balances_over_time_are_not_added_up(ask):
    answer = ask("What were Tramontane's combined inventories over FY2020 and FY2021?", "tram-10k").answer
    assert all(figure.value != 1_800_000_000 for figure in answer.figures)


@pytest.mark.parametrize("span", ["from FY2019 to FY2021", "FY2019 - FY2021", "between FY2019 and FY2021"])
def test_growth_over_a_span_is_that_from_its_first_year_to_its_last(ask, span):
    answer = ask(f"What was Tramontane's revenue growth {span}? One decimal place.", "tram-10k").answer
    assert answer.headline is not None and answer.headline.value == Decimal("33.3")

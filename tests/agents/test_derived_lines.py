"""Lines that an issuer does not print: computed from those that it does, and said so; never taken from a note."""

from datetime import date
from decimal import Decimal

import pytest

from agents.measures import measure_named
from agents.sentences import is_row
from agents.tool_passages import speaks_of
from core.answers import AnswerStatus, Grounding
from core.filings import Form, Statement
from core.ontology import load_ontology
from tests.agents.conftest import filing, row

END, BEFORE = date(2022, 12, 31), date(2021, 12, 31)
EQUITY = "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"


def balance(report, label, cells, concept, page=5):
    spans = [(end, 0, cell) for end, cell in zip((END, BEFORE), cells, strict=False)]
    return row(report, label, spans, concept=concept, statement=Statement.BALANCE, page=page)


@pytest.fixture
def brick(shelf):
    """An annual report without a line for total liabilities, nor one for selling, general and administrative."""
    report = filing("brick-10k", "Brickmoor Kilns, Inc.", Form.TEN_K, 2022, None, END)
    facts = balance(report, "Total assets", ("1,000", "900"), "Assets")
    facts += balance(report, "Total equity", ("(400)", "350"), EQUITY)
    facts += balance(report, "Cash and cash equivalents", ("80", "70"), "CashAndCashEquivalentsAtCarryingValue")
    facts += balance(report, "Accounts receivable, net", ("40", "30"), "AccountsReceivableNetCurrent")
    facts += balance(report, "Total current liabilities", ("240", "200"), "LiabilitiesCurrent")
    facts += balance(report, "Long-term debt", ("500", "450"), "LongTermDebtNoncurrent")
    note = row(report, "Short-term investments", [(END, 0, "60")], concept="ShortTermInvestments", page=22)
    for label, cell, concept in (
        ("Revenue", "700", "Revenues"),
        ("Sales and marketing", "120", "SellingAndMarketingExpense"),
        ("General and administrative", "80", "GeneralAndAdministrativeExpense"),
        ("Net income", "70", "NetIncomeLoss"),
    ):
        facts += row(
            report, label, [(END, 12, cell), (BEFORE, 12, cell)], concept=concept, statement=Statement.INCOME, page=4
        )
    facts += row(report, "Interest income", [(END, 12, "(6)")], concept="InvestmentIncomeInterest", page=21)
    shelf.add(report, [*facts, *note])
    return report


def test_total_liabilities_are_assets_less_equity(ask, brick):
    answer = ask("What were Brickmoor's total liabilities at the end of FY2021?", brick.id).answer
    assert answer.headline.value == Decimal(550)
    assert "Total liabilities are not printed" in answer.markdown and "computed here" in answer.markdown
    assert any(figure.grounding is Grounding.COMPUTED and figure.formula for figure in answer.figures)


def test_selling_general_and_administrative_is_the_sum_of_its_two_lines(ask, brick):
    answer = ask("What was Brickmoor's SG&A expense in FY2022?", brick.id).answer
    assert answer.headline.value == Decimal(200)
    assert {figure.value for figure in answer.figures} >= {Decimal(120_000_000), Decimal(80_000_000)}


def test_a_ratio_takes_a_computed_line(ask, brick):
    answer = ask("What is Brickmoor's SG&A as a percentage of revenue in FY2022?", brick.id).answer
    assert answer.headline.value == Decimal("28.6")


def test_redeemable_stock_beside_equity_is_not_counted_among_liabilities(ask, brick, shelf):
    report, facts, passages = shelf.books[brick.id]
    stock = balance(report, "Redeemable preferred stock", ("90", "90"), None)
    shelf.books[brick.id] = (report, (*facts, *stock), passages)
    answer = ask("What were Brickmoor's total liabilities at the end of FY2021?", brick.id).answer
    assert answer.status is AnswerStatus.REFUSED


def test_a_balance_of_a_note_is_no_line_of_the_balance_sheet(ask, brick):
    answer = ask("What is the quick ratio of Brickmoor at the end of FY2022?", brick.id).answer
    assert answer.headline.value == Decimal("0.5")


def test_interest_earned_is_positive_however_it_is_bracketed(ask, brick):
    assert ask("What was Brickmoor's interest income in FY2022?", brick.id).answer.headline.value == 6


def test_a_ratio_on_negative_equity_says_that_its_size_tells_nothing(ask, brick):
    answer = ask("What is Brickmoor's debt to equity ratio in FY2022?", brick.id).answer
    assert "negative base" in answer.markdown


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("Total liabilities were $40 million.", True),
        ("This is mostly the remeasurement of deferred tax liabilities of $789 million.", False),
        ("Total liabilities are described below.", False),
    ],
)
def test_a_sentence_speaks_of_a_line_where_it_names_it_with_an_amount(sentence, speaks):
    assert speaks_of(sentence, measure_named("total liabilities", load_ontology())) is speaks


@pytest.mark.parametrize(
    ("line", "row_of_table"),
    [
        ("Average number of common shares - diluted EPS 612.6 619.1", True),
        ("Impact of income tax adjustments on adjusted diluted EPS $(0.05) $0.04", True),
        ("the year ended December 31, 2022", False),
        ("sales rose from $40 million to $45 million", False),
    ],
)
def test_a_line_that_ends_in_two_cells_is_a_row(line, row_of_table):
    assert is_row(line) is row_of_table


def test_a_regular_dividend_is_not_all_that_was_declared(ask, shelf):
    report = filing("clay-10k", "Claybank Pots, Inc.", Form.TEN_K, 2022, None, END)
    facts = row(report, "Regular quarterly cash dividends per share", [(END, 12, "1.12")], unit="USD/share", page=9)
    facts += row(report, "Revenue", [(END, 12, "700")], concept="Revenues", statement=Statement.INCOME)
    shelf.add(report, facts)
    answer = ask("What were Claybank's dividends declared per share in FY2022?", report.id).answer
    assert answer.headline is None


def test_what_was_not_found_is_said_in_the_number_of_its_name(ask, brick):
    answer = ask("What were Brickmoor's operating expenses in FY2022?", brick.id).answer
    assert "Operating expenses were not found for FY2022" in answer.markdown


def test_liquid_funds_are_cash_and_short_term_investments_not_cash_alone(ask, shelf):
    report = filing("funds-10k", "Fundmoor Kilns, Inc.", Form.TEN_K, 2022, None, END)
    facts = balance(report, "Cash and cash equivalents", ("80", "70"), "CashAndCashEquivalentsAtCarryingValue")
    facts += balance(report, "Marketable securities", ("40", "30"), "ShortTermInvestments")
    facts += balance(report, "Operating lease liabilities, current", ("6", "5"), "OperatingLeaseLiabilityCurrent")
    facts += balance(report, "Operating lease liabilities", ("14", "15"), "OperatingLeaseLiabilityNoncurrent")
    shelf.add(report, facts)
    answer = ask("How much cash and marketable securities did Fundmoor have at the end of FY2022?", report.id).answer
    assert answer.headline.value == Decimal(120)
    assert ask("What were Fundmoor's lease liabilities in FY2022?", report.id).answer.headline.value == Decimal(20)


@pytest.mark.parametrize(("name", "adds_up"), [("Active Riders", False), ("Paid subscribers", False), ("Trips", True)])
def test_those_who_are_counted_again_each_quarter_do_not_add_up_to_a_year(name: str, adds_up: bool) -> None:
    assert measure_named(name, load_ontology()).additive is adds_up

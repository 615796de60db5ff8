"""Questions as they are typed: analysts' shorthand and slips of the keyboard."""

import pytest

from agents.shorthand import mended, written_out
from core.ontology import load_ontology
from tests.agents.conftest import passages


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("op inc 2Q23", ["OperatingIncomeLoss"]),
        ("rev growth y/y", ["Revenues"]),
        ("op margin", ["operating_margin"]),
        ("tech and content expense", ["TechnologyAndInfrastructureExpense"]),
        ("how much did it lose per share", ["EarningsPerShareDiluted"]),
        ("why did it lose money", ["NetIncomeLoss"]),
        ("Acme FY2018 CFO", ["NetCashProvidedByUsedInOperatingActivities"]),
        ("the CFO of Acme in Q3 2022", ["NetCashProvidedByUsedInOperatingActivities"]),
        ("LT debt at year end", ["LongTermDebtNoncurrent"]),
        ("Who was the CFO of Acme in 2017?", []),
        ("Did the CFO resign in 2022?", []),
    ],
)
def test_shorthand_names_its_line_item(typed, ids):
    assert [mention.id for mention in load_ontology().mentions(written_out(typed))] == ids


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("revnue in the frist half of 2022", "revenue in the first half of 2022"),
        ("accounts recievable", "accounts receivable"),
        ("operating expences", "operating expenses"),
        ("gross margn trend", "gross margin trend"),
    ],
)
def test_a_slip_in_a_line_item_or_period_is_mended_and_said(typed, meant):
    found = mended(typed, load_ontology())
    assert found.question == meant
    assert found.readings


@pytest.mark.parametrize(
    "question",
    [
        "How did the Company perform?",
        "What were the storage costs?",
        "How many trips and stores?",
        "Compare Costco and Revenu",
        "What are the risks of loans and claims?",
    ],
)
def test_words_that_name_nothing_more_when_changed_stay(question):
    assert mended(question, load_ontology()) == (question, ())


@pytest.mark.parametrize("question", ["adj. EBITDA in 2022", "revenue per active rider", "sales per employee"])
def test_an_adjusted_or_a_unit_amount_is_not_the_line_item(question):
    assert load_ontology().mentions(written_out(question)) == ()


@pytest.mark.parametrize(
    ("question", "id"),
    [("dividends per share", "CommonStockDividendsPerShareDeclared"), ("revenue per quarter", "Revenues")],
)
def test_an_amount_per_share_or_per_quarter_is(question, id):
    assert [mention.id for mention in load_ontology().mentions(question)] == [id]


def test_a_word_that_the_filings_use_is_no_slip():
    question = "What is the tax rate, as income tax expences over pretax income?"
    assert mended(question, load_ontology()).readings
    assert not mended(question, load_ontology(), {"expences"}).readings


def test_the_words_of_a_computation_are_no_slips():
    question = "What is the quick ratio, defined as current assets less inventory divided by current liabilities?"
    assert mended(question, load_ontology()) == (question, ())


def test_who_leads_the_company_is_asked_in_the_words_of_filings(ask, shelf):
    report = shelf.books["ferry-q3"][0]
    said = "On September 1, 2022, Ada Quill was appointed President and Chief Executive Officer of the Company."
    shelf.books["ferry-q3"] = (report, shelf.facts("ferry-q3"), tuple(passages(report, "Item 5.02", 9, said)))
    assert "Ada Quill" in ask("Who is Ferrowick's new CEO?", "ferry-q3").answer.markdown

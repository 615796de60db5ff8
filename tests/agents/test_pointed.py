"""Questions in words that point at one thing, and those that no filing answers."""

from dataclasses import replace
from datetime import date

import pytest

from core.answers import AnswerStatus, FindingStatus
from core.filings import Statement
from tests.agents.conftest import passages, row


def tell(shelf, id, *texts, section="Part I, Item 1. Business", page=6):
    filing, facts, before = shelf.books[id]
    shelf.books[id] = (filing, facts, (*before, *passages(filing, section, page, *texts)))


def test_a_definite_matter_that_no_sentence_treats_is_not_disclosed(ask, shelf):
    tell(shelf, "ferry-q2", "Our chief executive officer evaluated the controls and found that they were effective.")
    run = ask("What is the salary of Ferrowick's chief executive officer?", "ferry-q2")
    assert run.answer.status is AnswerStatus.REFUSED
    assert all(f.status is not FindingStatus.ANSWERED for f in run.answer.findings)


def test_the_price_of_a_share_today_is_in_no_filing(ask, shelf):
    tell(shelf, "ferry-q2", "The conversion price is 38 dollars a share of our common stock under the 2025 notes.")
    run = ask("What is the current share price of Ferrowick?", "ferry-q2")
    assert run.answer.status is AnswerStatus.REFUSED and "market" in run.answer.error


def test_a_name_is_answered_by_the_sentences_that_hold_it(ask, shelf):
    tell(
        shelf,
        "ferry-q2",
        "In May 2022 we completed a transaction with Harrow Maritime for the divestiture of our shipyard in Leland.",
        "We sell tickets to passengers and to operators of coaches, who sell them to their own customers in turn.",
    )
    markdown = ask("What did Ferrowick sell to Harrow Maritime?", "ferry-q2").answer.markdown
    assert "shipyard" in markdown and "coaches" not in markdown


def test_a_count_asked_for_is_quoted_with_the_thing_it_counts(ask, shelf):
    tell(
        shelf,
        "tram-10k",
        "Our employees are our most valuable resource and we invest in their training in every year and in all places.",
        "As of January 29, 2022, over 120 employees were in charge of the safety of customers in all of our stores.",
        "As of January 29, 2022, we had approximately 4,310 full-time employees in stores, offices and warehouses.",
    )
    run = ask("How many employees did Tramontane have in 2022?", "tram-10k")
    assert "4,310" in run.answer.findings[0].citations[0].quote
    assert not any("valuable" in citation.quote for citation in run.answer.findings[0].citations)


@pytest.mark.parametrize("currency", ["Swiss francs", "euros", "GBP", "millions of yen", "Canadian dollars"])
def test_a_currency_that_the_filing_does_not_use_is_not_converted_to(ask, currency):
    run = ask(f"What was Ferrowick's revenue in Q3 2022 in {currency}?")
    assert run.answer.headline.value == 1210 and "USD" in run.answer.headline.unit
    assert "does not convert" in run.answer.markdown


def test_the_filings_own_currency_needs_no_remark(ask):
    assert "convert" not in ask("What was Ferrowick's revenue in Q3 2022 in US dollars?").answer.markdown


def test_a_balance_is_preferred_to_its_change_in_the_cash_flow_statement(ask, shelf):
    filing, facts, before = shelf.books["tram-10k"]
    end = date(2022, 1, 29)
    balance = row(filing, "Gift reserves", [(end, 0, "900")], statement=Statement.BALANCE, page=52)
    change = row(filing, "Gift reserves", [(end, 12, "81")], statement=Statement.CASH_FLOW, page=55)
    change = [replace(fact, parents=("Changes in operating assets and liabilities",)) for fact in change]
    shelf.books["tram-10k"] = (filing, (*facts, *change, *balance), before)
    run = ask("What were Tramontane's Gift reserves at the end of 2021?", "tram-10k")
    assert run.answer.headline.value == 900


def test_a_count_of_a_thing_that_only_the_text_gives_is_looked_for_in_the_text(ask, shelf):
    tell(
        shelf, "tram-10k", "At the end of the year we ran 215 stores in nine states, most of them in leased buildings."
    )
    run = ask("How many stores does Tramontane operate?", "tram-10k")
    assert "215 stores" in run.answer.markdown

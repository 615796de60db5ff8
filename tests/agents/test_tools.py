from decimal import Decimal

import pytest

from agents.finder import Desk
from agents.toolcalls import call
from agents.tools import Toolbox
from core.answers import FindingStatus, SubQuestion
from core.errors import CannotAsk, FilingNotFound
from core.filings import Statement
from core.ontology import load_ontology
from tests.agents.conftest import Q, row


@pytest.fixture
def tools(shelf):
    return Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))


@pytest.mark.parametrize("filing", ["ferry-q2", "ferry-q2.pdf", "FERRY-Q2", "Ferrowick Ferries, Inc. · 10-Q · Q2 2022"])
def test_a_filing_is_found_by_any_of_its_names(tools, filing):
    assert tools.lookup_fact(filing, "revenue").figures[0].value == Decimal("1.1E9")


def test_an_unknown_filing_is_answered_with_what_is_there(tools):
    with pytest.raises(FilingNotFound, match="ferry-q1"):
        tools.lookup_fact("nonesuch", "revenue")


def test_several_lines_and_periods_come_in_one_call(tools):
    result = tools.lookup_fact("ferry-q2", ["revenue", "net income"], ["Q2 2022", "Q2 2021"])
    assert [f.value / 10**6 for f in result.figures] == [1100, -20, 850, -30]


def test_an_amount_paid_is_positive_and_cited_by_its_row(tools):
    (figure,) = tools.lookup_fact("tram-10k", "capex").figures
    assert figure.value == Decimal("2.4E8")
    assert figure.citation.quote == "Capital expenditures (240) (140) (60)"


def test_a_balance_is_never_derived(tools):
    result = tools.lookup_fact("ferry-q2", "total assets", "Q2 2021")
    assert result.status is FindingStatus.NOT_DISCLOSED


def test_a_ratio_names_the_inputs_that_are_missing(tools):
    result = tools.compute_ratio("tram-10k", "current ratio", "FY2019")
    assert result.status is FindingStatus.NOT_DISCLOSED
    assert "Total current assets" in result.answer


def test_a_formula_may_be_written_out(tools):
    (figure,) = tools.compute_ratio("tram-10k", "NetIncomeLoss / Revenues").figures
    assert figure.value == Decimal("0.05")
    assert {part.concept for part in figure.inputs} == {"NetIncomeLoss", "Revenues"}


def test_sloppy_arguments_are_mended_and_unknown_ones_named(tools):
    mended = SubQuestion(
        "1", "", "lookup_fact", "ferry-q2", {"line_item": "Revenue", "period": "Q2 2022", "segment": None}
    )
    assert call(tools, mended).figures
    with pytest.raises(CannotAsk, match="it takes filing"):
        call(tools, SubQuestion("1", "", "lookup_fact", "ferry-q2", {"colour": "red"}))
    with pytest.raises(CannotAsk, match="needs line_items"):
        call(tools, SubQuestion("1", "", "lookup_fact", "ferry-q2", {}))


def test_a_recast_quarter_is_not_derived_across(shelf):
    recast, facts, passages = shelf.books["ferry-q3"]
    later = [f for f in facts if f.statement is not Statement.CASH_FLOW or f.concept != "Revenues"]
    later += row(
        recast,
        "Net cash provided by operating activities",
        [(Q[2], 6, "240")],
        concept="NetCashProvidedByUsedInOperatingActivities",
        statement=Statement.CASH_FLOW,
        page=9,
    )
    shelf.books["ferry-q3"] = (recast, tuple(later), passages)
    tools = Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))
    result = tools.lookup_fact("ferry-q3", "operating cash flow", "Q3 2022")
    assert result.status is FindingStatus.NOT_DISCLOSED and "recast" in result.answer


def test_a_figure_of_an_acquired_business_is_not_the_issuers(shelf):
    report, facts, passages = shelf.books["ferry-q2"]
    bought = row(report, "Revenue", [(Q[1], 3, "55")], concept="Revenues", page=30)
    shelf.books["ferry-q2"] = (report, (*facts, *bought), passages)
    tools = Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))
    assert tools.lookup_fact("ferry-q2", "revenue", "Q1 2022").status is FindingStatus.NOT_DISCLOSED


def test_pages_are_read_whole_and_a_missing_one_is_said(tools):
    assert "Risk" not in tools.read_page("ferry-q1", 3).answer
    assert tools.read_page("ferry-q1", 39).status is FindingStatus.NOT_DISCLOSED


def test_comparing_filings_gives_each_its_own_period(tools):
    result = tools.compare(["ferry-q1", "ferry-q2"], "revenue")
    assert [f.value / 10**6 for f in result.figures] == [1000, 1100]


def test_the_place_searched_is_quoted_in_a_few_words_at_least():
    from agents.tool_passages import first_sentence

    assert first_sentence("9. Repurchase of Common Stock. We bought shares.") == "9. Repurchase of Common Stock."
    assert first_sentence("Nothing.") == "Nothing."

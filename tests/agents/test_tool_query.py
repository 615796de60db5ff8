"""Facts asked in SQL: which rows become figures, and how they are cited."""

import inspect
from dataclasses import replace
from decimal import Decimal

import pytest

from agents.audit_figures import FigureAudit
from agents.finder import Desk
from agents.tool_query import LOOSE, MOST_FILINGS
from agents.tools import Toolbox
from core.answers import FindingStatus, Grounding
from core.errors import CannotAsk, FilingNotFound
from core.ontology import load_ontology
from library.fact_sql import NAMES
from tests.agents.conftest import Q, row


@pytest.fixture
def tools(shelf):
    return Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))


def test_rows_become_figures_that_pass_the_audit(tools, shelf):
    sql = "SELECT fact, label FROM facts WHERE concept = 'Revenues' AND months = 3 AND period_end = '2022-06-30'"
    result = tools.query_facts(sql, "ferry-q2")
    assert {f.value for f in result.figures} == {Decimal("1.1E9")} and result.caveats == ()
    audited = [FigureAudit(shelf, (), load_ontology()).audited(figure) for figure in result.figures]
    assert {f.grounding for f in audited} == {Grounding.FOUND}
    first = result.citations[0]
    assert (first.filing, first.page, first.bbox is not None) == ("ferry-q2", 4, True)


def test_a_row_that_fits_one_printed_figure_is_cited_without_its_number(tools):
    sql = "SELECT name, label, amount, period_end FROM facts WHERE concept = 'Assets' AND amount > 5200000000"
    (figure,) = tools.query_facts(sql, ["ferry-q3"]).figures
    assert figure.value == Decimal("5.3E9") and figure.citation.page == 3


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(amount) FROM facts WHERE concept = 'Revenues'",
        "SELECT sum(amount) AS amount FROM facts WHERE concept = 'Revenues'",
        "SELECT count(*) FROM facts",
        "SELECT a.amount, b.amount, a.company FROM facts a JOIN facts b ON a.company = b.company WHERE a.fact < 3",
        "SELECT label, company FROM facts",
        "SELECT amount / 1000 AS thousands, label FROM facts",
        "SELECT -1 AS amount, label FROM facts",
    ],
)
def test_what_sql_computed_is_no_figure_and_this_is_said(tools, sql):
    result = tools.query_facts(sql, ["ferry-q1", "ferry-q2"])
    assert result.status is FindingStatus.ANSWERED and result.figures == () and LOOSE in result.caveats


def test_an_amount_that_two_lines_print_is_not_cited_by_chance(shelf):
    report, facts, passages = shelf.books["ferry-q1"]
    same = row(report, "Fares", [(Q[1], 3, "1,000")], page=9)
    shelf.books["ferry-q1"] = (report, (*facts, *same), passages)
    tools = Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))
    assert tools.query_facts("SELECT amount FROM facts WHERE amount = 1e9 LIMIT 1", "ferry-q1").figures == ()
    assert tools.query_facts("SELECT amount, label FROM facts WHERE label = 'Fares'", "ferry-q1").figures


def test_two_rows_of_a_join_are_both_cited(tools):
    sql = (
        "SELECT a.fact, b.fact FROM facts a JOIN facts b ON a.concept = b.concept AND a.months = 3 AND b.months = 3 "
        "WHERE a.concept = 'NetIncomeLoss' AND a.filing = 'ferry-q1' AND b.filing = 'ferry-q2' "
        "AND a.period_end = '2022-03-31' AND b.period_end = '2022-06-30'"
    )
    assert [f.value / 10**6 for f in tools.query_facts(sql).figures] == [-50, -20]


def test_no_row_says_what_there_is(tools):
    result = tools.query_facts("SELECT fact FROM facts WHERE concept = 'Revenue'", "tram-10k")
    assert result.status is FindingStatus.NOT_DISCLOSED
    assert "Months there are 0, 12" in result.answer and "Revenues" in result.answer


def test_only_the_filings_named_are_asked(tools):
    result = tools.query_facts("SELECT DISTINCT filing FROM facts", "tram-10k")
    assert result.answer == "filing\ntram-10k"
    with pytest.raises(FilingNotFound, match="ferry-q1"):
        tools.query_facts("SELECT fact FROM facts", "nonesuch")


def test_too_many_filings_are_to_be_named(shelf):
    report, facts, passages = shelf.books["ferry-q1"]
    for n in range(MOST_FILINGS):
        shelf.add(replace(report, id=f"more-{n}", name=f"more-{n}.pdf"), facts, passages)
    tools = Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))
    with pytest.raises(CannotAsk, match="name at most 40"):
        tools.query_facts("SELECT fact FROM facts")
    assert tools.query_facts("SELECT fact FROM facts LIMIT 1", ["more-1"]).figures


def test_more_rows_than_are_given_is_said(tools):
    result = tools.query_facts("SELECT a.fact FROM facts a, facts b")
    assert any("Only the first 60 rows" in caveat for caveat in result.caveats)


def test_the_docstring_that_a_model_reads_names_every_column():
    told = inspect.getdoc(Toolbox.query_facts)
    assert [name for name in NAMES if name not in told] == []

"""Whether a ratio means something is told by statements that are there, not by a filing that has none."""

from datetime import date

from core.filings import Form, Statement
from tests.agents.conftest import filing, row

END = date(2022, 12, 31)


def test_of_a_filing_without_statements_nothing_is_said_of_the_issuers_costs(ask, shelf):
    letter = filing("plinth-letter", "Plinth Works, Inc.", Form.OTHER, 2022, None, END)
    shelf.add(letter, [])
    answer = ask("What was Plinth Works' gross margin?", letter.id).answer
    assert "reports no cost of revenue" not in answer.markdown and answer.headline is None


def test_of_statements_without_costs_of_revenue_it_is(ask, shelf):
    report = filing("plinth-10k", "Plinth Works, Inc.", Form.TEN_K, 2022, None, END)
    shelf.add(report, row(report, "Net revenue", [(END, 12, "90")], concept="Revenues", statement=Statement.INCOME))
    assert "reports no cost of revenue" in ask("What was Plinth Works' gross margin?", report.id).answer.markdown

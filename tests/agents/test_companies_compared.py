"""Companies compared over quarters that end on different days; changes of ratios; quarters of 52-week years."""

from datetime import date

from core.filings import Form, Statement
from tests.agents.conftest import MemoryShelf, Q, filing, row


def _shop(shelf, id, company, end, quarter, revenue, research="10"):
    report = filing(id, company, Form.TEN_Q, end.year, quarter, end)
    facts = row(report, "Revenue", [(end, 3, revenue)], concept="Revenues", statement=Statement.INCOME)
    facts += row(
        report, "Research", [(end, 3, research)], concept="ResearchAndDevelopmentExpense", statement=Statement.INCOME
    )
    shelf.add(report, facts)
    return report


def test_it_is_said_where_the_quarters_compared_end_on_different_days(ask):
    shelf = MemoryShelf()
    _shop(shelf, "alder", "Alderbrook Saws, Inc.", date(2023, 3, 31), 1, "900")
    _shop(shelf, "birch", "Birchwell Planes, Inc.", date(2023, 4, 29), 1, "800")
    markdown = ask("Which company had the highest revenue in Q1 2023?", on=shelf).answer.markdown
    assert "end on different days: Alderbrook Saws on March 31, 2023; Birchwell Planes on April 29, 2023" in markdown


def test_quarters_that_end_a_day_apart_are_the_same(ask):
    shelf = MemoryShelf()
    _shop(shelf, "alder", "Alderbrook Saws, Inc.", date(2023, 3, 31), 1, "900")
    _shop(shelf, "birch", "Birchwell Planes, Inc.", date(2023, 4, 1), 1, "800")
    assert "different days" not in ask("Which company had the highest revenue in Q1 2023?", on=shelf).answer.markdown


def test_the_change_of_a_bare_ratio_follows_from_its_formula(ask):
    shelf = MemoryShelf()
    for quarter, end, research in ((1, date(2022, 3, 31), "82"), (2, date(2022, 6, 30), "91"), (3, Q[3], "66")):
        _shop(shelf, f"cedar-q{quarter}", "Cedarholm Lathes, Inc.", end, quarter, "1,000", research)
    answer = ask(
        "What is the ratio of Cedarholm's research and development to revenue in each quarter?", on=shelf
    ).answer
    assert answer.figures and all(figure.grounded for figure in answer.figures)


def test_a_quarter_derived_in_a_year_of_52_weeks_is_of_its_period(ask):
    shelf = MemoryShelf()
    for quarter, end, paid in ((1, date(2022, 12, 31), "30"), (2, date(2023, 4, 1), "70")):
        report = filing(f"elm-q{quarter}", "Elmhurst Clocks, Inc.", Form.TEN_Q, 2023, quarter, end)
        months = 3 * quarter
        shelf.add(
            report,
            row(
                report, "Dividends", [(end, months, paid)], concept="PaymentsOfDividends", statement=Statement.CASH_FLOW
            )
            + row(report, "Revenue", [(end, 3, "500")], concept="Revenues", statement=Statement.INCOME),
        )
    answer = ask("How much did Elmhurst pay in dividends in each quarter?", on=shelf).answer
    assert "wrong period" not in answer.markdown
    assert {figure.value for figure in answer.figures} >= {40_000_000}

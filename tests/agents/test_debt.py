"""Debt is counted whole or not at all: every line that the balance sheet prints, and none that is something else."""

from datetime import date
from decimal import Decimal

import pytest

from agents.finder import Desk
from agents.tools import Toolbox
from core.answers import FindingStatus
from core.filings import Form, Statement
from core.ontology import load_ontology
from tests.agents.conftest import MemoryShelf, filing, row

END = date(2022, 3, 31)


def toolbox(*rows) -> Toolbox:
    shelf = MemoryShelf()
    issuer = filing("kiln", "Kilnworth Tiles", Form.TEN_Q, 2022, 1, END)
    shelf.add(issuer, [fact for label, cell, more in rows for fact in row(issuer, label, [(END, 0, cell)], **more)])
    return Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))


def balance(concept: str | None) -> dict:
    return {"concept": concept, "statement": Statement.BALANCE}


def test_convertible_notes_count_as_debt():
    tools = toolbox(
        ("Convertible senior notes, net", "339", balance("ConvertibleDebtNoncurrent")),
        ("Term loan, current", "11", balance("LongTermDebtCurrent")),
    )
    assert tools.compute_ratio("kiln", "total_debt").figures[0].value == Decimal("350E6")


def test_convertible_notes_that_are_the_only_debt_are_counted_once():
    tools = toolbox(("Convertible senior notes, net", "339", balance("ConvertibleDebtNoncurrent")))
    result = tools.compute_ratio("kiln", "total_debt")
    assert result.figures[0].value == Decimal("339E6")
    assert not any("closest line" in caveat for caveat in result.caveats)


def test_commercial_paper_held_as_an_investment_is_no_debt():
    tools = toolbox(("Commercial paper", "10", {"concept": "AvailableForSaleSecuritiesDebtSecurities"}))
    assert tools.compute_ratio("kiln", "total_debt").status is FindingStatus.NOT_DISCLOSED


@pytest.mark.parametrize("label", ["Exchangeable senior notes", "Vehicle-backed debt, net"])
def test_a_line_of_debt_that_is_not_known_stops_the_sum(label):
    tools = toolbox(("Long-term debt", "90", balance("LongTermDebtNoncurrent")), (label, "40", balance(None)))
    result = tools.compute_ratio("kiln", "debt_to_assets")
    assert result.status is FindingStatus.NOT_DISCLOSED
    assert label in result.answer


def test_a_receivable_does_not_stop_the_sum():
    tools = toolbox(
        ("Long-term debt", "90", balance("LongTermDebtNoncurrent")), ("Notes receivable", "40", balance(None))
    )
    assert tools.compute_ratio("kiln", "total_debt").figures[0].value == Decimal("90E6")


def test_long_term_debt_alone_does_not_stand_in_for_total_debt():
    tools = toolbox(
        ("Long-term debt", "90", balance("LongTermDebtNoncurrent")),
        ("Debt maturing within one year", "7", balance("DebtCurrent")),
    )
    assert tools.compute_ratio("kiln", "total_debt").figures[0].value == Decimal("97E6")


def test_a_part_of_a_line_that_a_note_prints_is_not_counted_again():
    tools = toolbox(
        ("Long-term debt", "90", balance("LongTermDebtNoncurrent")),
        ("Short-term debt and current portion of long-term debt", "7", balance("DebtCurrent")),
        ("Commercial paper", "5", {"concept": "ShortTermBorrowings"}),
    )
    assert tools.compute_ratio("kiln", "total_debt").figures[0].value == Decimal("97E6")


def test_interest_accrued_on_debt_is_no_debt():
    tools = toolbox(("Accrued interest on long-term debt", "14", balance(None)))
    assert tools.compute_ratio("kiln", "total_debt").status is FindingStatus.NOT_DISCLOSED

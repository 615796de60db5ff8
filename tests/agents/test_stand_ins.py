"""A neighbouring line item stands in for one that is not printed only where it is all there is."""

from datetime import date

from agents.finder import Desk
from agents.tools import Toolbox
from core.answers import FindingStatus
from core.filings import Form, Statement
from core.ontology import load_ontology
from tests.agents.conftest import MemoryShelf, filing, row

END = date(2022, 12, 31)


def cost_of_revenue(*lines: tuple[str, str | None, str]):
    shelf = MemoryShelf()
    issuer = filing("mast", "Mastwell Towers", Form.TEN_K, 2022, None, END)
    facts = [
        fact
        for label, concept, cell in lines
        for fact in row(issuer, label, [(END, 12, cell)], concept=concept, statement=Statement.INCOME)
    ]
    shelf.add(issuer, facts)
    return Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings()))).lookup_fact("mast", "cost of revenue")


def test_the_only_cost_line_is_taken_and_said_to_be():
    result = cost_of_revenue(("Cost of services", "CostOfServices", "286"))
    assert result.figures[0].value == 286_000_000
    assert "closest line" in result.caveats[0]


def test_one_cost_line_of_two_is_not_the_cost_of_revenue():
    result = cost_of_revenue(("Cost of services", "CostOfServices", "286"), ("Cost of equipment", None, "250"))
    assert result.status is FindingStatus.NOT_DISCLOSED


def without_operating_income(*more: tuple[str, str, Statement]):
    shelf = MemoryShelf()
    issuer = filing("brim", "Brimstead Soaps", Form.TEN_K, 2022, None, END)
    pretax = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"
    lines = [
        ("Net sales", "Revenues", "1,000"),
        ("Interest expense", "InterestExpense", "20"),
        ("Earnings before income taxes", pretax, "80"),
    ]
    facts = [
        fact
        for label, concept, cell in lines
        for fact in row(issuer, label, [(END, 12, cell)], concept=concept, statement=Statement.INCOME)
    ]
    for label, concept, statement in more:
        facts += row(issuer, label, [(END, 0, "900")], concept=concept, statement=statement)
    shelf.add(issuer, facts)
    return Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))


def test_pre_tax_income_and_interest_stand_for_operating_income_within_a_ratio_and_it_is_said():
    result = without_operating_income().compute_ratio("brim", "operating margin")
    assert str(result.figures[-1].value) == "10.0"
    assert any("prints no operating income" in caveat for caveat in result.caveats)


def test_operating_income_itself_is_not_made_up():
    assert without_operating_income().lookup_fact("brim", "operating income").status is FindingStatus.NOT_DISCLOSED


def test_nothing_stands_for_the_operating_income_of_a_bank():
    bank = without_operating_income(("Deposits", "Deposits", Statement.BALANCE))
    assert not bank.compute_ratio("brim", "operating margin").figures

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

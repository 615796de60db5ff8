"""Names that share their last word."""

import pytest

from agents.grammar_shared import with_shared_heads
from core.ontology import load_ontology


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("compare advertising and R&D expense", ["MarketingExpense", "ResearchAndDevelopmentExpense"]),
        ("gross and operating margin of the group", ["gross_margin", "operating_margin"]),
        ("gross, operating and net margin", ["gross_margin", "operating_margin", "net_margin"]),
        ("basic and diluted EPS", ["EarningsPerShareBasic", "EarningsPerShareDiluted"]),
        ("current and total assets", ["AssetsCurrent", "Assets"]),
        ("its current and quick ratios", ["current_ratio", "quick_ratio"]),
        ("revenue and operating income", ["Revenues", "OperatingIncomeLoss"]),
        ("for Acme and the net income", ["NetIncomeLoss"]),
        ("inventory and total assets", ["InventoryNet", "Assets"]),
    ],
)
def test_a_name_whose_last_word_the_next_one_has_is_read_whole(words: str, ids: list[str]) -> None:
    ontology = load_ontology()
    found = with_shared_heads(words.lower(), ontology.mentions(words.lower()), ontology)
    assert [mention.id for mention in found] == ids

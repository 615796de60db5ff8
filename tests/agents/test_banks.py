"""What banks report of their capital and margin: asked for by any of its names, answered as printed."""

from datetime import date

import pytest

from core.filings import Form
from tests.agents.conftest import filing, row

END = date(2023, 6, 30)
REPORT = filing("millbrook-q2", "Millbrook Bancorp, Inc.", Form.TEN_Q, 2023, 2, END)


@pytest.fixture
def millbrook(shelf):
    """Ratios at a day, or printed for quarters alone; each with its line item as the reading gives it."""
    facts = row(REPORT, "CET1 capital ratio", [(END, 0, "12.4")], concept="CommonEquityTier1CapitalRatio", unit="%")
    spans = [(END, 3, "9.1"), (END, 6, "9.0")]
    facts += row(REPORT, "Tier 1 leverage ratio", spans, concept="TierOneLeverageCapitalToAverageAssets", unit="%")
    facts += row(REPORT, "Net interest margin", [(END, 3, "3.25")], concept="NetInterestMargin", unit="%")
    shelf.add(REPORT, facts)
    return REPORT


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was Millbrook's CET1 ratio at June 30, 2023?", "CET1 capital ratio was 12.4%"),
        ("Millbrook common equity tier 1 ratio Q2 2023", "CET1 capital ratio was 12.4%"),
        ("What was the net interest margin of Millbrook in Q2 2023?", "net interest margin was 3.25%"),
        ("Millbrook NIM Q2 2023", "net interest margin was 3.25%"),
        ("What was Millbrook's Tier 1 leverage ratio at June 30, 2023?", "Tier 1 leverage ratio was 9.1%"),
    ],
)
def test_a_ratio_of_a_bank_is_given_as_printed(ask, millbrook, question, said):
    assert said in ask(question, millbrook.id).answer.markdown


@pytest.mark.parametrize("name", ["total capital ratio", "liquidity coverage ratio", "supplementary leverage ratio"])
def test_a_ratio_that_is_not_printed_is_refused_and_no_other_given(ask, millbrook, name):
    answer = ask(f"What was Millbrook's {name} at June 30, 2023?", millbrook.id).answer
    assert not answer.figures
    assert "was not found" in answer.markdown

"""Of a matter, what filings state of it: the effect of currencies on results, what of a debt is outstanding."""

from agents.extract import best_sentences
from core.filings import Hit, Passage

CURRENCY = (
    "Foreign currency risks related to certain investments are hedged using foreign exchange forward contracts.",
    "We may use swaps and forward contracts to protect our margins from movements in foreign exchange rates.",
    "Changes in foreign exchange rates reduced net sales by $285 million for the second quarter of 2023.",
    "Weakness in foreign currencies had an unfavorable impact on net sales of lamps during the second quarter.",
)
DEBT = (
    "We have a commercial paper program under which we may issue unsecured commercial paper from time to time at "
    "interest rates that depend on the market and on our credit ratings as a borrower.",
    "The fair value of our long-term debt, which pays interest at a fixed rate, will move with interest rates.",
    "As of June 30, 2023, we had $6.5 billion of unsecured senior notes outstanding and no other borrowings.",
)


def first(question, texts, section, n=1):
    hits = [Hit(Passage("f", place, section, 10, text), 1.0) for place, text in enumerate(texts)]
    return [quote.text for quote in best_sentences(question, hits, n)]


def test_the_effect_of_currencies_comes_before_what_guards_against_it():
    quoted = first("What is the impact of foreign exchange rates on financial performance?", CURRENCY, "Results", 2)
    assert quoted == [CURRENCY[2], CURRENCY[3]]


def test_hedges_are_quoted_where_they_are_asked_about():
    quoted = first("How does the company hedge its foreign currency risks?", CURRENCY, "Market risk")
    assert quoted[0] in CURRENCY[:2]


def test_what_is_outstanding_comes_first_where_debt_is_asked_about():
    question = "Are there any significant changes in the debt structure or interest expenses?"
    assert first(question, DEBT, "Note 5 · Debt") == [DEBT[2]]

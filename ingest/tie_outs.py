"""Whether the figures that were read hang together: the sums that a filing's own statements must satisfy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from core.filings import Fact, Statement, TieOut
from core.ontology import Ontology
from core.periods import Period, near
from core.tying import Book, Entry, book_of, makes_up, ties

CASH = (
    "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
    "CashAndCashEquivalentsAtCarryingValue",
)
CHANGE_IN_CASH = (
    "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect"
)
_HELD_FOR_SALE = re.compile(r"\breclassif\w+\b.*\bheld[- ]for[- ]sale\b", re.IGNORECASE)
EQUITY = ("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "StockholdersEquity")


class Check(NamedTuple):
    """A sum: `total` is what all of `parts` and some of `may_be` add up to; a concept after "-" is taken away."""

    name: str
    total: str
    parts: tuple[str, ...]
    may_be: tuple[str, ...] = ()


CHECKS = (
    Check("Total assets = total liabilities and equity", "Assets", ("LiabilitiesAndStockholdersEquity",)),
    *(
        Check("Total assets = liabilities + equity", "Assets", ("Liabilities", equity),
              ("RedeemableNoncontrollingInterestEquityCarryingAmount", "MinorityInterest", "PreferredStockValue"))
        for equity in EQUITY
    ),
    Check("Total assets = current + non-current assets", "Assets", ("AssetsCurrent", "AssetsNoncurrent")),
    Check("Total liabilities = current + non-current liabilities", "Liabilities",
          ("LiabilitiesCurrent", "LiabilitiesNoncurrent")),
    Check("Gross profit = revenue - cost of revenue", "GrossProfit", ("Revenues", "-CostOfRevenue")),
    *(
        Check("Net income = income before tax - income tax", net,
              ("IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
               "-IncomeTaxExpenseBenefit"),
              ("IncomeLossFromEquityMethodInvestments", "IncomeLossFromDiscontinuedOperationsNetOfTax",
               "-NetIncomeLossAttributableToNoncontrollingInterest"))
        for net in ("ProfitLoss", "NetIncomeLoss")
    ),
    Check("Change in cash = operating + investing + financing cash flows", CHANGE_IN_CASH,
          ("NetCashProvidedByUsedInOperatingActivities", "NetCashProvidedByUsedInInvestingActivities",
           "NetCashProvidedByUsedInFinancingActivities"),
          ("EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",)),
)  # fmt: skip


def tie_outs(facts: Sequence[Fact], ontology: Ontology) -> tuple[TieOut, ...]:
    """Every check for which the filing prints all that is needed, for each period once."""
    book = book_of(facts)
    found = [*_sums(book), *_cash(book, _reclassified(facts)), *_quarters(book, ontology)]
    return tuple({(t.name, t.left, t.right): t for t in found}.values())


def _sums(book: Book) -> Iterator[TieOut]:
    """One check of each name and period; of two ways to make a check the one that holds."""
    found: dict[tuple[str, Period], TieOut] = {}
    for check in CHECKS:
        for period, total in book.get(check.total, {}).items():
            tie_out = _sum(check, period, total, book)
            before = found.get((check.name, period))
            if tie_out and (before is None or not before.ok):
                found[check.name, period] = tie_out
    return iter(found.values())


def _sum(check: Check, period: Period, total: Entry, book: Book) -> TieOut | None:
    parts = [_values(concept, period, book) for concept in check.parts]
    if not all(parts):
        return None
    extras = [(Decimal(0), *values) for concept in check.may_be if (values := _values(concept, period, book))]
    sums = [sum(some, Decimal(0)) for some in product(*parts, *extras)]
    closest = min(sums, key=lambda right: abs(total.value - right))
    return TieOut(check.name, total.value, closest, ties(total.value, closest, total.scale), total.page)


def _values(concept: str, period: Period, book: Book) -> tuple[Decimal, ...]:
    """What a part may add: its value; either sign where it is taken away, as statements bracket it or do not."""
    entry = book.get(concept.lstrip("-"), {}).get(period)
    if entry is None:
        return ()
    return (-entry.value, entry.value) if concept.startswith("-") else (entry.value,)


def _reclassified(facts: Sequence[Fact]) -> dict[Period, Decimal]:
    """Cash that a statement of cash flows moves to or from assets held for sale, beside the change in cash."""
    flows = [fact for fact in facts if fact.statement is Statement.CASH_FLOW and fact.period.start]
    return {fact.period: fact.value for fact in flows if _HELD_FOR_SALE.search(fact.label)}


def _cash(book: Book, reclassified: Mapping[Period, Decimal]) -> Iterator[TieOut]:
    """Cash at the end less cash at the beginning is the change in cash, less what was reclassified."""
    for period, change in book.get(CHANGE_IN_CASH, {}).items():
        for concept in CASH:
            balances = book.get(concept, {})
            end = balances.get(Period(period.end))
            begin = _opening(balances, period)
            if end and begin:
                moved = end.value - begin.value - reclassified.get(period, Decimal(0))
                name = "Change in cash = cash at the end - cash at the beginning"
                yield TieOut(name, change.value, moved, ties(change.value, moved, change.scale), change.page)
                break


def _opening(balances: Mapping[Period, Entry], period: Period) -> Entry | None:
    if period.start is None:
        return None
    before = period.start - timedelta(days=1)
    return next((entry for p, entry in balances.items() if p.is_instant and near(p.end, before, 3)), None)


def _quarters(book: Book, ontology: Ontology) -> Iterator[TieOut]:
    """A period that two others make up has their sum: the year to date is what it was before, and the quarter."""
    for concept, entries in book.items():
        item = ontology.line_items.get(concept)
        if item is None or not item.additive:
            continue
        flows = [(period, entry) for period, entry in entries.items() if period.start]
        for (whole, total), (first, one), (last, other) in _chains(flows):
            left, right = total.value, one.value + other.value
            name = f"{item.name}: {whole.months} months = {first.months} months + {last.months} months"
            yield TieOut(name, left, right, ties(left, right, total.scale), total.page)


_Flow = tuple[Period, Entry]


def _chains(flows: Sequence[_Flow]) -> Iterator[tuple[_Flow, _Flow, _Flow]]:
    """A whole period, and the two that follow each other within it."""
    for whole in flows:
        for first in flows:
            for last in flows:
                if first[0].end < last[0].end and makes_up(whole[0], first[0], last[0]):
                    yield whole, first, last

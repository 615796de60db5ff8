"""Where two lines of a statement claim one line item with different amounts: which of them means it.

A single label cannot tell: "Net income" is the company's own where nothing else is printed, and the whole group's where
"Net income attributable to" the company follows; "Net sales" is revenue unless "Total revenue" stands below it; and
"Property, plant and equipment" is gross where the same, "net", follows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.filings import Fact, Source, Statement

_ATTRIBUTABLE = re.compile(r"\b(?:attributable|available|applicable) to\b", re.IGNORECASE)
_NET = re.compile(r"\bnet\b|\bless\b", re.IGNORECASE)
_TOTAL = re.compile(r"^\W*(?:total|consolidated)\b", re.IGNORECASE)
_NAMED_EQUITY = re.compile(
    r"attributable to|^\W*total (?!equity|deficit|common|(?:stock|share) ?(?:holders|owners)|owners|members)"
    r".*(?:equity|investment|deficit)",
    re.IGNORECASE,
)
_LOSERS: Mapping[str, str] = {
    "NetIncomeLoss": "ProfitLoss",
    "ComprehensiveIncomeNetOfTax": "ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest",
    "PropertyPlantAndEquipmentNet": "PropertyPlantAndEquipmentGross",
    "LoansAndLeasesReceivableNetReportedAmount": "LoansAndLeasesReceivableGross",
    "StockholdersEquity": "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
}
_EXPLICIT: Mapping[str, re.Pattern[str]] = {
    "NetIncomeLoss": _ATTRIBUTABLE,
    "ComprehensiveIncomeNetOfTax": _ATTRIBUTABLE,
    "PropertyPlantAndEquipmentNet": _NET,
    "LoansAndLeasesReceivableNetReportedAmount": _NET,
    "AccountsReceivableNetCurrent": _NET,
    "StockholdersEquity": _NAMED_EQUITY,
}


class _Claim(NamedTuple):
    """A line item on a statement."""

    statement: Statement
    concept: str


def settled(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of one filing, in order, each line item of a primary statement claimed by one line only.

    The line that says it outright keeps it ("attributable to", "net", "total"); the others get what they then
    mean, or no concept. Tagged facts, segments, and claims that no word decides stay as they are.
    """
    losing = _losing(facts)
    renamed = tuple(replace(f, concept=_LOSERS.get(f.concept or "")) if _of(f) in losing else f for f in facts)
    return _whole_group(renamed)


def _of(fact: Fact) -> tuple[_Claim | None, str]:
    return _claim(fact), fact.label


def _claim(fact: Fact) -> _Claim | None:
    if fact.statement is None or fact.concept is None or fact.segment or fact.source is Source.XBRL:
        return None
    return _Claim(fact.statement, fact.concept)


def _losing(facts: Iterable[Fact]) -> set[tuple[_Claim | None, str]]:
    """The lines that lose their claim to another line with another amount in the same period."""
    lines: dict[_Claim, list[Fact]] = defaultdict(list)
    for fact in facts:
        claim = _claim(fact)
        if claim and fact.statement is not Statement.EQUITY:
            lines[claim].append(fact)
    return {(claim, label) for claim, claimed in lines.items() for label in _weaker(claim.concept, claimed)}


def _weaker(concept: str, facts: Sequence[Fact]) -> set[str]:
    """The lines that do not say it outright, and print another amount for a period than one that does."""
    explicit = _EXPLICIT.get(concept, _TOTAL)
    strong = {fact.label for fact in facts if explicit.search(fact.label)}
    weak = {fact.label for fact in facts} - strong
    amounts = {(fact.period, fact.unit): abs(fact.value) for fact in facts if fact.label in strong}
    return {
        fact.label
        for fact in facts
        if fact.label in weak and amounts.get((fact.period, fact.unit), abs(fact.value)) != abs(fact.value)
    }


def _whole_group(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Net income on other statements is the whole group's where its amount is, and the company's own is another."""
    group = {fact.period: fact.value for fact in facts if fact.concept == "ProfitLoss" and fact.segment is None}
    own = {
        fact.period: fact.value
        for fact in facts
        if fact.concept == "NetIncomeLoss" and _ATTRIBUTABLE.search(fact.label) and fact.segment is None
    }

    def means_group(fact: Fact) -> bool:
        whole = group.get(fact.period)
        return (
            fact.concept == "NetIncomeLoss"
            and fact.source is not Source.XBRL
            and not _ATTRIBUTABLE.search(fact.label)
            and fact.value == whole != own.get(fact.period, whole)
        )

    return tuple(replace(fact, concept="ProfitLoss") if means_group(fact) else fact for fact in facts)

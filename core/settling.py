"""Where two lines of a statement claim one line item with different amounts: which of them means it.

A single label cannot tell: "Net income" is the company's own where nothing else is printed, and the whole group's where
"Net income attributable to" the company follows; "Net sales" is revenue unless "Total revenue" stands below it; and
"Property, plant and equipment" is gross where the same, "net", follows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core.filings import Fact, Source, Statement
from core.labels import canonical
from core.ontology import LineItem, Ontology
from core.periods import Period

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
    "InterestPaidNet": _NET,
    "StockholdersEquity": _NAMED_EQUITY,
}


class _Claim(NamedTuple):
    """A line item on a statement."""

    statement: Statement
    concept: str


class _Row(NamedTuple):
    """A printed row, and the line item that it claims."""

    page: int
    label: str
    text: str
    concept: str


def settled(facts: Sequence[Fact], ontology: Ontology) -> tuple[Fact, ...]:
    """The facts of one filing, in order, each line item of a primary statement claimed by one line only.

    The line that says it outright keeps it ("attributable to", "net", "total"); the others get what they then
    mean, or no concept. Where no word decides, the item's usual name comes before a rarer one, and its own statement
    before another. Tagged facts, segments, and claims that nothing decides stay as they are.
    """
    losing = _losing(facts)
    renamed = tuple(replace(f, concept=_LOSERS.get(f.concept or "")) if _of(f) in losing else f for f in facts)
    grouped = _whole_group(renamed)
    rarer = _rarer(grouped, ontology)
    named = tuple(replace(f, concept=None) if _of(f) in rarer else f for f in grouped)
    return _statements_over_notes(_own_statement_first(named, ontology))


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
    strong = {fact.label for fact in facts if explicit.search(fact.label) or _is_share(fact)}
    weak = {fact.label for fact in facts} - strong
    amounts = {(fact.period, fact.unit): abs(fact.value) for fact in facts if fact.label in strong}
    return {
        fact.label
        for fact in facts
        if fact.label in weak and amounts.get((fact.period, fact.unit), abs(fact.value)) != abs(fact.value)
    }


def _is_share(fact: Fact) -> bool:
    """Whether a line says to whom the result above it belongs: "Owners of the parent", under "Attributable to:"."""
    return bool(fact.parents) and bool(_ATTRIBUTABLE.search(fact.parents[-1]))


def _rarer(facts: Iterable[Fact], ontology: Ontology) -> set[tuple[_Claim | None, str]]:
    """The lines that claim an item by a rarer name than another line with another amount in the same period.

    Of two "other" lines neither is the whole: both lose.
    """
    lines: dict[tuple[_Claim, Period, str], dict[str, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        claim = _claim(fact)
        if claim and fact.statement is not Statement.EQUITY:
            lines[claim, fact.period, fact.unit][fact.label].add(abs(fact.value))
    lost: set[tuple[_Claim | None, str]] = set()
    for (claim, _, _), labels in lines.items():
        ranks = {label: _rank(label, ontology.line_items.get(claim.concept)) for label in labels}
        first = min(ranks, key=lambda label: ranks[label])
        others = [label for label in labels if ranks[label] > ranks[first] and labels[label] != labels[first]]
        both = [first] if others and all(canonical(label).startswith("other ") for label in labels) else []
        lost |= {(claim, label) for label in (*others, *both)}
    return lost


def _rank(label: str, item: LineItem | None) -> int:
    """How usual a label is as the item's name: its place among the names that issuers print, or after them all."""
    names = (item.name, *item.synonyms, *item.printed) if item else ()
    return _places(names).get(canonical(label), len(names))


@lru_cache(maxsize=1_000)
def _places(names: tuple[str, ...]) -> Mapping[str, int]:
    return {canonical(name): place for place, name in reversed(list(enumerate(names)))}


def _own_statement_first(facts: tuple[Fact, ...], ontology: Ontology) -> tuple[Fact, ...]:
    """The facts, without the claims of lines that print another amount than the line item's own statement does."""
    own: dict[tuple[str, Period, str], set[Decimal]] = defaultdict(set)
    for fact in facts:
        claim = _claim(fact)
        if claim and claim.statement is _home(claim.concept, ontology):
            own[claim.concept, fact.period, fact.unit].add(abs(fact.value))

    def gives_way(fact: Fact) -> bool:
        claim = _claim(fact)
        if claim is None or claim.statement in (Statement.INCOME, _home(claim.concept, ontology)):
            return False
        amounts = own.get((claim.concept, fact.period, fact.unit))
        return amounts is not None and abs(fact.value) not in amounts

    return tuple(replace(fact, concept=None) if gives_way(fact) else fact for fact in facts)


def _statements_over_notes(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts, without the claims of rows in the notes that print other amounts than the statements do.

    "Research and development" below stock-based compensation is a part of it, not the line of the income statement. A
    row that agrees with the statements in one period keeps its claim.
    """
    printed: dict[tuple[str, Period, str], set[Decimal]] = defaultdict(set)
    for fact in facts:
        if fact.concept and fact.statement and not fact.segment:
            printed[fact.concept, fact.period, fact.unit].add(abs(fact.value))
    agrees: dict[_Row, list[bool]] = defaultdict(list)
    for fact in facts:
        amounts = printed.get((fact.concept or "", fact.period, fact.unit))
        if _is_note(fact) and amounts:
            agrees[_row(fact)].append(_rounded_alike(fact, amounts))
    losing = {row for row, votes in agrees.items() if not any(votes)}
    return tuple(replace(f, concept=None) if _is_note(f) and _row(f) in losing else f for f in facts)


def _is_note(fact: Fact) -> bool:
    return fact.statement is None and fact.segment is None and fact.source is Source.TABLE and fact.concept is not None


def _row(fact: Fact) -> _Row:
    return _Row(fact.page, fact.label, fact.row, fact.concept or "")


def _rounded_alike(fact: Fact, amounts: set[Decimal]) -> bool:
    """Whether a note prints one of these amounts, be it rounded to its own scale."""
    half = Decimal(1).scaleb(fact.scale) / 2
    return any(abs(abs(fact.value) - amount) <= half for amount in amounts)


def _home(concept: str, ontology: Ontology) -> Statement | None:
    item = ontology.line_items.get(concept)
    return item.statement if item else None


def _whole_group(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Net income on other statements is the whole group's where its amount is, and the company's own is another."""
    group = {fact.period: fact.value for fact in facts if fact.concept == "ProfitLoss" and fact.segment is None}
    own = {
        fact.period: fact.value
        for fact in facts
        if fact.concept == "NetIncomeLoss" and fact.segment is None
        if _ATTRIBUTABLE.search(fact.label) or _is_share(fact)
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

"""What a total is made of: the lines printed above it that add up to it, and the lines of its statement."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agents.calendar import Target
from agents.indexes import FactIndex, shown_name, words_of
from agents.lookup import DAYS_OFF
from core.filings import Fact, Statement
from core.periods import near

PARTS = {
    concept: (
        "ResearchAndDevelopmentExpense",
        "TechnologyAndInfrastructureExpense",
        "FulfillmentExpense",
        "OperationsAndSupport",
        "SellingAndMarketingExpense",
        "SellingGeneralAndAdministrativeExpense",
        "GeneralAndAdministrativeExpense",
        "LaborAndRelatedExpense",
    )
    for concept in ("OperatingExpenses", "CostsAndExpenses")
}
MOST_PARTS = 4
_LINES_ABOVE = 14
_PLACES = frozenset(
    "america american state canada europe european asia pacific china japan kingdom germany international emea apac latam "
    "africa domestic foreign rest world middle east region country".split()
)
_BY_PLACE = re.compile(r"\b(?:regions?|geograph\w*|countr(?:y|ies)|markets?|areas?)\b", re.IGNORECASE)


def parts_of_statement(index: FactIndex, concept: str) -> tuple[str, ...]:
    """The line items that an income statement prints as parts of a total of expenses."""
    printed = index.by_concept
    return tuple(
        part
        for part in PARTS.get(concept, ())
        if any(fact.statement is Statement.INCOME for fact in printed.get(part, ()))
    )[:MOST_PARTS]


def segments_of(index: FactIndex, concept: str, target: Target, question: str) -> tuple[str, ...]:
    """The segments, products or regions into which the filing divides a total for a period; empty where it does not."""
    tagged = dict.fromkeys(f.segment for f in index.by_concept.get(concept, ()) if f.segment and _is_of(f, target))
    groups = [group for group in _groups(index.facts, concept, target)]
    by_place = bool(_BY_PLACE.search(question))
    fitting = [group for group in groups if _are_places(group) is by_place]
    if fitting or (groups and not tagged):
        return (fitting or groups)[0]
    return tuple(name for name in tagged if name)


def _groups(facts: Sequence[Fact], concept: str, target: Target) -> Iterator[tuple[str, ...]]:
    """The runs of lines right above each printing of the total, in its column, that add up to it."""
    for place, total in enumerate(facts):
        if total.concept == concept and total.segment is None and _is_of(total, target):
            column = [f for f in facts[max(0, place - _LINES_ABOVE * 8) : place] if _same_column(f, total)]
            names = _adding_up(column, total)
            if names:
                yield names


def _same_column(fact: Fact, total: Fact) -> bool:
    return (fact.page, fact.period, fact.unit) == (total.page, total.period, total.unit)


def _adding_up(column: Sequence[Fact], total: Fact) -> tuple[str, ...]:
    rest, names = total.value, list[str]()
    slack = Decimal(2).scaleb(total.scale)
    for fact in reversed(column[-_LINES_ABOVE:]):
        if fact.concept == total.concept or not words_of(fact.label):
            return ()
        rest -= fact.value
        names.append(shown_name(fact.label))
        if abs(rest) <= slack and len(names) > 1:
            return tuple(reversed(names))
    return ()


def _is_of(fact: Fact, target: Target) -> bool:
    months = 0 if fact.period.is_instant else target.months
    return fact.period.months == months and near(fact.period.end, target.end, DAYS_OFF)


def _are_places(names: Sequence[str]) -> bool:
    return sum(bool(_PLACES & set(words_of(name))) for name in names) * 2 >= len(names)

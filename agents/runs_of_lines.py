"""Runs of lines that add up to the total printed below them: what a table divides that total into."""

from collections.abc import Sequence
from decimal import Decimal

from agents.indexes import FactIndex, words_of
from core.filings import Fact

LINES_ABOVE = 14


def column_above(facts: Sequence[Fact], place: int) -> list[Fact]:
    """The lines above a total in its own column, from the top down."""
    total = facts[place]
    return [fact for fact in facts[max(0, place - LINES_ABOVE * 8) : place] if _same_column(fact, total)]


def run_adding_up(column: Sequence[Fact], total: Fact) -> tuple[Fact, ...]:
    """The lines right above a total that add up to it, two or more of them; empty where none do."""
    rest, run = total.value, list[Fact]()
    slack = Decimal(2).scaleb(total.scale)
    for fact in reversed(column[-LINES_ABOVE:]):
        rest -= fact.value
        run.append(fact)
        if abs(rest) <= slack and len(run) > 1:
            return tuple(reversed(run))
    return ()


def parts_of_revenue(index: FactIndex, rows: Sequence[Fact]) -> list[Fact]:
    """Of rows under one name, those within a run of lines that adds up to the issuer's total revenue.

    The total is known by its value where the table calls it otherwise than the income statement does.
    """
    whole = {(f.period, f.unit, f.value) for f in index.by_concept.get("Revenues", ()) if f.segment is None}
    pages = {fact.page for fact in rows}
    parts: set[Fact] = set()
    for place, fact in enumerate(index.facts):
        if fact.page in pages and (fact.period, fact.unit, fact.value) in whole and words_of(fact.label):
            parts |= set(run_adding_up(column_above(index.facts, place), fact))
    return [fact for fact in rows if fact in parts]


def _same_column(fact: Fact, total: Fact) -> bool:
    return (fact.page, fact.period, fact.unit) == (total.page, total.period, total.unit)

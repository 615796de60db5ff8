"""What ties figures together: the primary statements as a book, and when two figures are one but for rounding."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from core.filings import Fact, Statement
from core.periods import Period, near

ROUNDING = 2  # units of the printed scale by which a sum of rounded figures may be off


class Entry(NamedTuple):
    """A figure of the statements: its value in units of one, the power of ten it is printed in, its page."""

    value: Decimal
    scale: int
    page: int


Book = Mapping[str, Mapping[Period, Entry]]
"""The entries of the primary statements by concept and period."""


def book_of(facts: Iterable[Fact]) -> Book:
    """The first entry of each concept and period on the primary statements but equity, segments left out."""
    book: dict[str, dict[Period, Entry]] = {}
    for fact in facts:
        if fact.concept and fact.statement and not fact.segment and fact.statement is not Statement.EQUITY:
            book.setdefault(fact.concept, {}).setdefault(fact.period, Entry(fact.value, fact.scale, fact.page))
    return book


def ties(left: Decimal, right: Decimal, scale: int) -> bool:
    """Whether two amounts are the same but for the rounding of the printed scale."""
    return abs(left - right) <= ROUNDING * Decimal(10) ** scale


def makes_up(whole: Period, first: Period, last: Period) -> bool:
    """Whether two periods follow each other and together are the whole."""
    if whole.start is None or first.start is None or last.start is None:
        return False
    same_ends = near(whole.start, first.start, 1) and whole.end == last.end
    return same_ends and near(first.end + timedelta(days=1), last.start, 1)

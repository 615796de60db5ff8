"""What the figures make of a page: which primary statement it is, and which line items stand on it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.filings import Fact, Statement

FEWEST_LINES = 5


@dataclass(frozen=True)
class PageProfile:
    """A page's statement (None unless it carries at least five lines of one), and its line items by statement or not.

    `concepts` are those of the statement's own lines, `mentioned` those of any other table or sentence.
    """

    number: int
    statement: Statement | None = None
    concepts: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


def profiles(facts: Sequence[Fact]) -> Mapping[int, PageProfile]:
    """The profile of each page that has facts."""
    by_page: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_page[fact.page].append(fact)
    return {page: _profile(page, found) for page, found in by_page.items()}


def _profile(page: int, facts: Sequence[Fact]) -> PageProfile:
    lines = {(fact.statement, fact.label, fact.parents) for fact in facts if fact.statement is not None}
    counts = Counter(statement for statement, _, _ in lines)
    statement, most = counts.most_common(1)[0] if counts else (None, 0)
    own = {fact.concept for fact in facts if fact.concept and fact.statement is not None}
    other = {fact.concept for fact in facts if fact.concept and fact.statement is None}
    return PageProfile(page, statement if most >= FEWEST_LINES else None, frozenset(own), frozenset(other))

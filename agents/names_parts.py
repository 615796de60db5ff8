"""Which printed names are those of parts of an issuer: segments, products, regions."""

from collections.abc import Container

from agents.indexes import FactIndex, name_key, words_of
from core.filings import Fact

_NO_REVENUE = frozenset("proceed available maturity purchase held deferred unearned".split())  # of "sale" otherwise


def sells(index: FactIndex, name: str) -> bool:
    """Whether revenue is printed under a name: then a question about the name alone means that."""
    return any(
        fact.concept == "Revenues" or _is_under_revenue(fact) for fact in index.named(name) if len(fact.unit) == 3
    )


def _is_under_revenue(fact: Fact) -> bool:
    words = set(words_of(" ".join((fact.label, *fact.parents, fact.heading))))
    return bool({"revenue", "sale"} & words) and not _NO_REVENUE & words


def is_part(index: FactIndex, name: str, line_items: Container[str] = ()) -> bool:
    """Whether a name is that of a segment, product or region: revenue or one of these lines is printed for it.

    A line of a table by segment is one of what the table is of, which for most is revenue.
    """
    named = index.named(name)
    tagged = (fact.concept for fact in named if fact.segment and fact.concept)
    if sells(index, name) or any(not line_items or concept in line_items for concept in tagged):
        return True
    return "Revenues" in line_items and any(len(fact.unit) == 3 and _is_own_line(fact) for fact in named)


def _is_own_line(fact: Fact) -> bool:
    return fact.concept is None and fact.segment is not None and name_key(fact.label) == name_key(fact.segment)

"""A matter that filings treat in words."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A matter of words.

    Attributes:
        name: for people.
        pattern: how questions name it.
        query: words that the passages about it use.
        sections: the Item or heading under which it stands; empty where it may stand anywhere.
        line_items: the figures that belong beside it, by id.
    """

    name: str
    pattern: re.Pattern[str]
    query: str
    sections: re.Pattern[str] | None = None
    line_items: tuple[str, ...] = ()


def topic(name: str, pattern: str, query: str, sections: str = "", line_items: str = "") -> Topic:
    """A topic from patterns without flags; `line_items` are ids with spaces between."""
    return Topic(
        name,
        re.compile(rf"\b(?:{pattern})", re.IGNORECASE),
        query,
        re.compile(sections, re.IGNORECASE) if sections else None,
        tuple(line_items.split()),
    )

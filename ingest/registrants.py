"""Combined filings: whose statements stand where, told by the registrant's name above each statement's title."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.filings import Statement
from ingest.statements import statement_titled
from ingest.tables import Table

ABOVE = 3  # lines above a statement's title that may name its registrant
NAME_LENGTH = 80
KINDS = 2  # of statements that each registrant of a combined filing has, at the least
_BODY = re.compile(
    r"\b(?:inc|incorporated|corp|corporation|company|companies|co|llc|l\.l\.c|lp|l\.p|ltd|limited|plc|partners|partnership"
    r"|trust|holdings?|subsidiar\w+|group|bank|n\.a|cooperative|authority)\b\.?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:part|item|table|form|notes?|for|as|in|see|index|page|financial|the accompanying)\b|[.:;]$(?<!inc\.)(?<!co\.)"
    r"(?<!corp\.)(?<!ltd\.)(?<!l\.p\.)(?<!l\.l\.c\.)|\bparent company\b|\b(?:is|are|was|were|of contents)\b|\d{3}",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:(?:unaudited|interim|condensed|consolidated|combined|schedule of)\s+)*"
    r"(?:statements?\s+of|balance\s+sheets?)\b.*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)?")
_SUMMARY = re.compile(r"\bsummari[sz]ed\s+(?:\w+\s+){0,3}(?:information|data|statements?)\b", re.IGNORECASE)
_GUARANTEE = re.compile(r"\b(?:(?:non-?)?guarantors?|obligors?|obligated\s+group)\b", re.IGNORECASE)
GUARANTORS = "Guarantors"
"""The segment of figures of those who owe or guarantee an issuer's notes, summed up apart from its own statements."""
_SUBSIDIARIES = re.compile(r"\band (?:its )?(?:consolidated )?(?:subsidiar\w+|affiliates)\b.*", re.IGNORECASE)


class Other(NamedTuple):
    """A statement of a registrant that is not the filing's first: its name as printed, and which statement it is."""

    registrant: str
    statement: Statement


def others_in(tables: Sequence[Table]) -> Mapping[int, Other]:
    """The statements, by index, of a combined filing's other registrants; none where one alone has statements."""
    owned: dict[int, Other] = {}
    for index, table in enumerate(tables):
        statement = statement_titled((*table.context, table.stub))
        name = _name_over(table.context) if statement else ""
        if statement and name:
            owned[index] = Other(name, statement)
        elif index - 1 in owned and table.continues:
            owned[index] = owned[index - 1]
    kinds: dict[str, set[Statement]] = {}
    for other in owned.values():
        kinds.setdefault(_key(other.registrant), set()).add(other.statement)
    registrants = [key for key, statements in kinds.items() if len(statements) >= KINDS]
    return {index: other for index, other in owned.items() if _key(other.registrant) in registrants[1:]}


def of_guarantors(tables: Sequence[Table]) -> frozenset[int]:
    """The tables, by index, of what guarantors of an issuer's notes have and earn: told by the words above them.

    A table right below such a one, with no words of its own between, is one too.
    """
    found: set[int] = set()
    for index, table in enumerate(tables):
        words = " ".join((*table.context, *table.stubs))
        follows = index - 1 in found and tables[index - 1].page == table.page and not table.context
        if follows or (_SUMMARY.search(words) and _GUARANTEE.search(words)):
            found.add(index)
    return frozenset(found)


def _name_over(context: Sequence[str]) -> str:
    """The name of a body that stands above a statement's title, or before it on its line; "" where none does."""
    place = next((index for index in range(len(context) - 1, -1, -1) if _TITLE.search(context[index])), None)
    if place is None:
        return ""
    beside = _TITLE.sub("", context[place])
    for text in (beside, *reversed(context[max(0, place - ABOVE) : place])):
        name = " ".join(_BRACKETS.sub(" ", text).split()).strip(" -–—,:")
        if name and len(name) <= NAME_LENGTH and name[0].isupper() and _BODY.search(name) and not _NO_NAME.search(name):
            return name
    return ""


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w ]+", " ", _SUBSIDIARIES.sub("", name.lower()).removeprefix("the ")).split())

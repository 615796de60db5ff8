"""Questions about what is new or gone in a section from one filing to the next."""

import re
from collections.abc import Sequence
from datetime import date

from agents.grammar import Intent
from agents.operations import Operation
from core.filings import Filing

_NEW = re.compile(
    r"\b(?:which|what)\b.{0,60}\b(?:new(?:ly)?|added|gone|removed|dropped|deleted|no longer)\b"
    r"|\b(?:how|what)\b.{0,80}\b(?:changed?|changes|differ|differs|evolved?)\b.{0,60}"
    r"\b(?:between|since|from|compared|against|quarter[- ]over[- ]quarter)\b",
    re.IGNORECASE,
)
_OVER_TIME = (Operation.CHANGE, Operation.TREND)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|since|against|versus|than(?: in)?|from)\s+(?:the |its |that of the )?"
    r"(first|second|third|fourth)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:summari[sz]e|outline|list|describe|what are|identify|discuss)\b", re.IGNORECASE)


def follows_changes(intent: Intent) -> bool:
    """Whether only what changed in a section is asked for, and the section is one that can be told by its heading."""
    told = bool(intent.topics and intent.topics[0].name == "risk factors")
    return told and bool(_NEW.search(intent.question)) and not _WHOLE.search(intent.question)


def follows_both(intent: Intent) -> bool:
    """Whether a section is asked for at large, and beside it how it changed."""
    told = bool(intent.topics and intent.topics[0].name == "risk factors")
    return told and intent.wanted.operation in _OVER_TIME and bool(_WHOLE.search(intent.question))


def compared(chosen: Sequence[Filing], scope: Sequence[Filing], question: str) -> tuple[tuple[Filing, Filing], ...]:
    """The earlier and the later filing of each comparison.

    The filings of the periods named, one after the other; a single one against the filing that the question sets it
    against ("compared with the first"), else against the one before it.
    """
    if len(chosen) != 1:
        return consecutive(chosen)
    later = chosen[0]
    end = later.period_end or date.max
    before = [f for f in scope if f.company == later.company and f.period_end and f.period_end < end]
    match = _AGAINST.search(question)
    named = [f for f in before if match and f.fiscal_quarter == _ORDINALS[match[1].lower()]]
    before = sorted(named or before, key=lambda filing: filing.period_end or date.min)
    return ((before[-1], later),) if before else ()


def consecutive(filings: Sequence[Filing]) -> tuple[tuple[Filing, Filing], ...]:
    """Each filing with the one before it of the same issuer, in time."""
    ordered = sorted(filings, key=lambda filing: (filing.company, filing.period_end or date.min))
    pairs = zip(ordered, ordered[1:], strict=False)
    return tuple((before, later) for before, later in pairs if before.company == later.company)

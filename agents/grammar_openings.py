"""Balances "at the beginning of" a year or quarter: those with which the one before ended."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.grammar_periods import PeriodAsked, Span

_OPENING = re.compile(
    r"\b(?:at|as of|as at|on) (?:the )?(?:beginning|start|opening|outset)(?: of)?(?: the)?"
    r"(?: (?:fiscal|calendar|financial))?(?: (?:year|quarter))?(?: of)?\s+(?:the )?$",
    re.IGNORECASE,
)


def at_openings(words: str, periods: Sequence[PeriodAsked]) -> tuple[PeriodAsked, ...]:
    """The periods, each one whose beginning is asked about as the one before it."""
    return tuple(_before(asked) if _OPENING.search(words[: asked.start]) else asked for asked in periods)


def _before(asked: PeriodAsked) -> PeriodAsked:
    """The year or quarter before; a date or a half stays as it is."""
    if asked.year is None or asked.day is not None:
        return asked
    text = f"the beginning of {asked.text}"
    if asked.span is Span.YEAR:
        return replace(asked, text=text, year=asked.year - 1)
    if asked.span is Span.QUARTER and asked.quarter:
        earlier = asked.quarter - 1
        return replace(asked, text=text, quarter=earlier or 4, year=asked.year if earlier else asked.year - 1)
    return asked

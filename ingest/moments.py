"""Balances inside a table of flows: the cash with which a period began, the equity with which it ended."""

import re

from core.filings import Statement
from core.periods import Period
from ingest.dating import Calendar
from ingest.labels import Row

_BEGINNING = re.compile(r"\b(?:beginning|start|opening)\b", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:end|ending|closing)\b", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:at\s+)?(?:the\s+)?(?:beginning|end|start)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:period|year|quarter)",
    re.IGNORECASE,
)
_EITHER_END = re.compile(r"^(?:beginning|ending|opening|closing)\b", re.IGNORECASE)
_BALANCE = re.compile(r"\bbalances?\b|\bcash\b|\bequity\b", re.IGNORECASE)
_RECONCILED = re.compile(r"\breconciliation of cash\b", re.IGNORECASE)
_TOTAL_CASH = re.compile(
    r"^total (?:restricted )?cash\b(?!.*\b(?:provided|used|paid|increase|decrease|change)\b)", re.IGNORECASE
)
_TOTAL_EQUITY = re.compile(r"^total\b[^,]*\b(?:equity|deficit|investment)\W*$", re.IGNORECASE)


def moment(row: Row, period: Period, statement: Statement | None, calendar: Calendar) -> Period:
    """The period of a row in a column of this period: an instant for an opening or closing balance."""
    if statement is Statement.EQUITY and _TOTAL_EQUITY.search(row.label):
        return Period(period.end)
    named = (_BALANCE.search(row.label), _EDGE.search(row.label), _EITHER_END.search(row.label))
    if period.is_instant or not any(named):
        return period
    if _TOTAL_CASH.search(row.label) or any(_RECONCILED.search(parent) for parent in row.parents):
        return Period(period.end)  # what cash consists of, below a statement of cash flows
    if _BEGINNING.search(row.label):
        return Period(calendar.before(period))
    return Period(period.end) if _ENDING.search(row.label) else period

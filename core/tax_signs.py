"""The sign of income taxes: an expense is positive, whether a statement adds it up or takes it off in brackets.

"Provision for income taxes (769)" below an income of 3,806 and above a net income of 3,033 is an expense of 769; the
same brackets in "Income tax expense (benefit)" are a benefit. The words do not tell; the sum does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.filings import Fact, Source, Statement
from core.periods import Period

TAX = "IncomeTaxExpenseBenefit"
_BEFORE = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"
_AFTER = ("IncomeLossFromContinuingOperations", "ProfitLoss", "NetIncomeLoss")
_TAKEN_OFF = re.compile(r"\((?:expense|provision)\b", re.IGNORECASE)


def with_tax_signs(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, in order, with the income taxes of an income statement positive where they are an expense.

    A row is judged by its periods: by whether income before taxes and the taxes as printed add up to the income after
    them, or differ by it. Where the sum cannot tell, "(expense)" in the label does. Tagged facts have their sign.
    """
    whole = (f for f in reversed(facts) if f.statement is Statement.INCOME and not f.segment)
    results = {(f.concept, f.period): f.value for f in whole if f.concept}
    rows: dict[tuple[int, str], list[Fact]] = {}
    for fact in facts:
        if _is_printed_tax(fact):
            rows.setdefault((fact.page, fact.label), []).append(fact)
    turned = {id(fact) for row in rows.values() if _taken_off(row, results) for fact in row}
    return tuple(replace(fact, value=-fact.value) if id(fact) in turned else fact for fact in facts)


def _is_printed_tax(fact: Fact) -> bool:
    return (
        fact.concept == TAX
        and fact.statement is Statement.INCOME
        and fact.source is Source.TABLE
        and fact.segment is None
        and bool(fact.value)
    )


def _taken_off(row: Sequence[Fact], results: Mapping[tuple[str, Period], Decimal]) -> bool:
    """Whether the row's printed values are what is added to income before taxes, so that an expense is in brackets."""
    votes = [vote for fact in row if (vote := _added(fact, results)) is not None]
    if votes:
        return sum(votes) * 2 > len(votes)
    return bool(_TAKEN_OFF.search(row[0].label))


def _added(fact: Fact, results: Mapping[tuple[str, Period], Decimal]) -> bool | None:
    before = results.get((_BEFORE, fact.period))
    after = next((results[(c, fact.period)] for c in _AFTER if (c, fact.period) in results), None)
    if before is None or after is None:
        return None
    added, subtracted = abs(before + fact.value - after), abs(before - fact.value - after)
    if 2 * min(added, subtracted) >= max(added, subtracted):
        return None
    return added < subtracted

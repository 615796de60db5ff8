"""What a question wants done with its figures: level, change, growth, trend, ranking, average, share, verdict, why."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.grammar_verbs import (
    BY_MUCH,
    CLAIMS,
    EITHER,
    FALLEN,
    GROWN,
    LEAST,
    NUMBERS,
    OPERATIONS,
    REASONS,
    SEQUENCE,
    THAN_THEN,
    YEAR,
    YEARS,
    YES_NO,
    without_condition,
)
from agents.operations import Basis, Claim, Operation, Wanted

__all__ = ["Basis", "Claim", "Operation", "Wanted", "wanted_in"]


_RANKED = (Operation.HIGHEST, Operation.LOWEST)
_MOVED = (Claim.ROSE, Claim.FELL)


def wanted_in(question: str, named: Sequence[tuple[int, int]] = ()) -> Wanted:
    """What the question wants done, read from its verbs and adverbs.

    `named` are the places of line items: their words ("research and development") say nothing of what is to be done.
    """
    said = {operation for operation, pattern in OPERATIONS if _says(pattern, question, named)}
    operation = next((operation for operation, _pattern in OPERATIONS if operation in said), Operation.LEVEL)
    if operation is Operation.CHANGE and Operation.TREND in said:
        operation = Operation.TREND
    basis = Basis.SEQUENCE if SEQUENCE.search(question) else Basis.YEAR if YEAR.search(question) else None
    claim, threshold = _claim(question)
    if operation in _RANKED and claim in _MOVED and THAN_THEN.search(question):
        operation = Operation.CHANGE
    wanted = Wanted(
        operation, basis, claim, threshold, bool(REASONS.search(without_condition(question))), _years(question)
    )
    return _by_growth(replace(wanted, amount=bool(BY_MUCH.search(question))), question)


def _by_growth(wanted: Wanted, question: str) -> Wanted:
    """A ranking of how much each grew or fell, where that is what is asked for: "grew fastest", "largest decline"."""
    if wanted.operation not in (*_RANKED, Operation.RANK) or not GROWN.search(question):
        return wanted
    if wanted.operation is Operation.RANK:
        return replace(wanted, by_growth=True)
    lowest = bool(FALLEN.search(question)) is not bool(LEAST.search(question))
    return replace(wanted, operation=Operation.LOWEST if lowest else Operation.HIGHEST, by_growth=True)


def _says(pattern: re.Pattern[str], question: str, named: Sequence[tuple[int, int]]) -> bool:
    """Whether the pattern stands in the question, otherwise than within the name of a line item."""
    return any(
        not any(start <= match.start() and match.end() <= end for start, end in named)
        for match in pattern.finditer(question)
    )


def _claim(question: str) -> tuple[Claim | None, str | None]:
    if not YES_NO.search(question) and not re.search(
        r"[.,:]\s+(?:is|are|was|were|did|does|has|have)\s+\w", question, re.I
    ):
        return None, None
    if EITHER.search(question):
        return Claim.CHANGED, None
    for claim, pattern in CLAIMS:
        match = pattern.search(question)
        if match:
            groups = match.groupdict()
            return claim, groups.get("limit") or groups.get("limit2")
    return None, None


def _years(question: str) -> int | None:
    match = YEARS.search(question)
    if not match:
        return None
    count = (match["count"] or match["count2"]).lower()
    return int(count) if count.isdigit() else NUMBERS[count]

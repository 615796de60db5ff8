"""What a question wants done with its figures: level, change, growth, trend, ranking, average, share, verdict, why."""

import re

from agents.grammar_verbs import CLAIMS, EITHER, NUMBERS, OPERATIONS, REASONS, SEQUENCE, YEAR, YEARS, YES_NO
from agents.operations import Basis, Claim, Operation, Wanted

__all__ = ["Basis", "Claim", "Operation", "Wanted", "wanted_in"]


def wanted_in(question: str) -> Wanted:
    """What the question wants done, read from its verbs and adverbs."""
    operation = next((op for op, pattern in OPERATIONS if pattern.search(question)), Operation.LEVEL)
    if operation is Operation.CHANGE and OPERATIONS[-2][1].search(question):
        operation = Operation.TREND
    basis = Basis.SEQUENCE if SEQUENCE.search(question) else Basis.YEAR if YEAR.search(question) else None
    claim, threshold = _claim(question)
    return Wanted(operation, basis, claim, threshold, bool(REASONS.search(question)), _years(question))


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

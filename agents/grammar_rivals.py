"""Yes-or-no questions that set one company against another: "Is Acme bigger than Zenith?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.operations import Rivals
from agents.scope import Scope

_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|bigger|larger|greater|higher|better|stronger|wider|above|over|ahead)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|smaller|lower|fewer|worse|weaker|narrower|below|under)\b", re.IGNORECASE)
_PROFITABLE = re.compile(r"\bprofitable\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:bigger|larger|smaller)\s+than\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|against|contrast|difference between|outperform\w*|exceed\w*)\b", re.IGNORECASE
)
_MOVED = re.compile(
    r"\b(?:chang|increas|decreas|reduc|declin|r[io]se|f[ae]ll|drop|improv|wors|grow|grew|widen|narrow|expand|contract|swing|"
    r"(?:prior|previous|last) (?:year|quarter|period)|year (?:ago|before|earlier)|yoy|qoq|over time)",
    re.IGNORECASE,
)
_GROWING = (Operation.GROWTH, Operation.CAGR, Operation.AVERAGE, Operation.SHARE)


def beside_each_other(intent: Intent, segments: Sequence[str]) -> Intent:
    """A question that compares two figures of one period with each other, and with no other period's, as a level."""
    two = len(segments) > 1 or len(intent.line_items) + len(intent.ratios) > 1
    compares = (
        intent.wanted.operation is Operation.CHANGE and intent.wanted.claim is None and _COMPARED.search(intent.words)
    )
    if not two or not compares or len(intent.periods) > 1 or intent.earlier or _MOVED.search(intent.words):
        return intent
    return replace(intent, wanted=replace(intent.wanted, operation=Operation.LEVEL))


def with_rivals(intent: Intent, question: str, scope: Scope) -> tuple[Intent, tuple[str, ...]]:
    """The question as a comparison of two companies' figures, and how it was read; as it was where it is none."""
    than = _THAN.search(question)
    wanted = intent.wanted
    if than is None or wanted.claim is None or wanted.operation in _GROWING:
        return intent, ()
    before = [one.company for one in scope.named if one.end <= than.start()]
    after = [one.company for one in scope.named if one.start >= than.end()]
    less, more = _LESS.search(question[: than.start()]), _MORE.search(question[: than.start()])
    if not before or not after or before[-1] == after[0] or not (less or more):
        return intent, ()
    filings = {company.key: frozenset(filing.id for filing in company.filings) for company in scope.companies}
    rivals = Rivals(filings.get(before[-1], frozenset()), filings.get(after[0], frozenset()), above=less is None)
    compared = replace(wanted, operation=Operation.LEVEL, claim=None, basis=None, rivals=rivals)
    return _measured(replace(intent, wanted=compared), question)


def _measured(intent: Intent, question: str) -> tuple[Intent, tuple[str, ...]]:
    """By what they are compared, where the question does not say."""
    if intent.asks_figures:
        return intent, ()
    if _PROFITABLE.search(question):
        said = "No figure is named; “profitable” is read as the net profit margin."
        return replace(intent, ratios=("net_margin",), topics=()), (said,)
    if _SIZE.search(question):
        said = "No figure is named; the companies are compared by revenue."
        return replace(intent, line_items=("Revenues",), topics=()), (said,)
    return intent, ()

"""Yes-or-no questions that set one company, segment or line item against another: "Is Acme bigger than Zenith?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.grammar_verbs import GROWN, YES_NO
from agents.indexes import words_of
from agents.operations import Rivals, Sides
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
_EXCEEDS = re.compile(r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outweigh(?:s|ed)?|top(?:s|ped))\b", re.IGNORECASE)
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


def with_sides(intent: Intent, segments: Sequence[str]) -> Intent:
    """The question as a comparison of two segments or two line items in one period; as it was where it is none."""
    split = _comparative(intent.words)
    moves = _MOVED.search(intent.words) or GROWN.search(intent.words) or intent.wanted.operation in _GROWING
    if split is None or moves or intent.wanted.rivals or intent.earlier or len(intent.periods) > 1:
        return intent
    if not YES_NO.search(intent.words.lstrip()):
        return intent
    places = _places(intent, segments)
    if len(places) != 2 or not places[0][0] < split[0] < places[1][0]:
        return intent
    sides = Sides(places[0][1], places[1][1], above=split[1])
    wanted = replace(intent.wanted, operation=Operation.LEVEL, claim=None, basis=None, sides=sides)
    return replace(intent, wanted=wanted)


def _comparative(words: str) -> tuple[int, bool] | None:
    """Where a question says that one is more (or less) than another, and whether more; None where it does not."""
    if exceeds := _EXCEEDS.search(words):
        return exceeds.start(), True
    than = _THAN.search(words)
    less, more = (pattern.search(words[: than.start()]) if than else None for pattern in (_LESS, _MORE))
    return (than.start(), less is None) if than and (less or more) else None


def _places(intent: Intent, segments: Sequence[str]) -> list[tuple[int, str]]:
    """The segments compared, else the line items or ratios, each with its place in the question, in order."""
    if segments:
        found = [(intent.words.lower().find(words_of(name)[0]), name) for name in segments if words_of(name)]
        return sorted(found) if all(place >= 0 for place, _name in found) else []
    first = {mention.id: mention.start for mention in reversed(intent.mentions)}
    return sorted((first[id], id) for id in (*intent.line_items, *intent.ratios) if id in first)


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

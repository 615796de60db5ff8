"""Questions that can be meant otherwise: under which reading they are answered, and how to ask for the others."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from agents.grammar import Intent
from core.ontology import Ontology

_STARTS = (
    r"(?:(?<=  )|(?<=\bthe )|(?<=\bits )|(?<=\btheir )|(?<=\btotal )|(?<=\boverall )|(?<=\bis )|(?<=\bwas )|(?<=^))"
)
_ENDS = r"(?=\s*(?:$|[?.!,]|(?:in|for|of|at|during|over|was|were|is|as|last|by|and|vs|versus|compared)\b))"
MOST_WORDS = 9


@dataclass(frozen=True)
class Ambiguous:
    """A word that may mean several figures.

    Attributes:
        pattern: the word standing alone.
        meant: the line item or ratio as which it is read.
        said: that reading, in words.
        others: what it may mean besides, in the words that ask for it.
    """

    pattern: re.Pattern[str]
    meant: str
    said: str
    others: tuple[str, ...]


class Resolved(NamedTuple):
    """A question under the reading that was taken, what to say of it, and the question put otherwise."""

    intent: Intent
    readings: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


def _word(words: str, meant: str, said: str, *others: str) -> Ambiguous:
    return Ambiguous(re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), meant, said, others)


UNNAMED = (
    _word("margins?|profit margins?", "net_margin", "the net profit margin", "gross margin", "operating margin"),
    _word("income", "NetIncomeLoss", "net income", "operating income", "income before income taxes"),
    _word("growth", "Revenues", "growth of revenue", "net income growth", "operating income growth"),
    _word("costs?|expenses?", "CostsAndExpenses", "total costs and expenses", "cost of revenue", "operating expenses"),
    _word("returns?", "return_on_equity", "the return on equity", "return on assets", "return on invested capital"),
    _word("turnover", "asset_turnover", "asset turnover", "inventory turnover", "receivables turnover"),
)
"""Words that name no line item by themselves; where nothing else is asked for, they are read as one."""

NAMED = (
    _word("earnings", "NetIncomeLoss", "net income", "diluted earnings per share", "operating income"),
    _word("profits?", "NetIncomeLoss", "net income", "gross profit", "operating income"),
    _word(
        "cash",
        "CashAndCashEquivalentsAtCarryingValue",
        "cash and cash equivalents",
        "cash, cash equivalents and restricted cash",
        "cash from operating activities",
    ),
    _word("debts?", "total_debt", "total debt", "long-term debt", "net debt"),
    _word("margins?|profit margins?", "net_margin", "the net profit margin", "gross margin", "operating margin"),
)
"""Words that the ontology reads as one line item or ratio, and that may mean others."""


def resolved(intent: Intent, ontology: Ontology) -> Resolved:
    """The question under a stated reading, where a word of it may mean several figures."""
    if not (intent.asks_figures or intent.topics):
        return _unnamed(intent, ontology)
    for word in NAMED:
        mention = next((m for m in intent.mentions if m.id == word.meant and word.pattern.fullmatch(m.text)), None)
        if mention is not None:
            return Resolved(intent, (), _put(intent.question, word))
    return Resolved(intent)


def _unnamed(intent: Intent, ontology: Ontology) -> Resolved:
    if len(intent.words.split()) > MOST_WORDS or intent.wanted.reasons:
        return Resolved(intent)
    found = ((word, re.search(_STARTS + word.pattern.pattern + _ENDS, intent.words, re.I)) for word in UNNAMED)
    word, match = next(((word, match) for word, match in found if match), (None, None))
    if word is None or match is None:
        return Resolved(intent)
    said = f"\u201c{match[0]}\u201d is read as {word.said}."
    items, ratios = ((word.meant,), ()) if word.meant in ontology.line_items else ((), (word.meant,))
    return Resolved(replace(intent, line_items=items, ratios=ratios), (said,), _put(intent.question, word))


def _put(question: str, word: Ambiguous) -> tuple[str, ...]:
    """The question with each of the other meanings in the word's place."""
    return tuple(word.pattern.sub(other, question, count=1) for other in word.others)

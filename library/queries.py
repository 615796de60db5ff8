"""What a question asks of retrieval: its words, the line items it means, and the statements it wants to see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.filings import Statement
from core.ontology import Ontology
from library.bm25 import tokens
from library.topics import other_words

ASKED_FOR = 1.0
"""How much a statement is wanted that the question names, or whose lines it asks for."""
BESIDE = 0.6
"""... that a ratio or a judgement rests on beside those of its inputs."""
IN_PASSING = 0.3
"""... whose lines are named beside those asked for ("cash" in "cash used by investing activities")."""
OF_A_SEGMENT = 0.3
"""... whose lines are asked for by segment, region or product: notes and discussion print them."""
OF_A_CAUSE = 0.1
"""... whose lines a question of reasons names: the discussion gives the reasons."""

PRIMARY = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW)
_NAMES = {
    Statement.INCOME: r"income statement|statements? of (?:consolidated )?(?:income|operations|earnings)|p&l"
    r"|profit and loss",
    Statement.BALANCE: r"balance sheet|statements? of (?:consolidated )?financial (?:position|condition)",
    Statement.CASH_FLOW: r"cash[- ]?flows? statement|statements? of (?:consolidated )?cash[- ]?flows?",
    Statement.COMPREHENSIVE_INCOME: r"statements? of (?:consolidated )?comprehensive (?:income|loss|earnings)",
    Statement.EQUITY: r"statements? of (?:changes in )?(?:(?:stock|share)holders.? )?equity",
}
_NAMED = {statement: re.compile(pattern, re.IGNORECASE) for statement, pattern in _NAMES.items()}
_CASH_BY_ACTIVITY = re.compile(
    r"\bcash\b.{0,40}\b(?:operations|operating|investing|financing)\b|\b(?:operat\w+|investing|financing) activities"
    r"|\b(?:operating|free) cash ?flows?\b|\bcash burn",
    re.IGNORECASE,
)
_PROVISO = re.compile(r"(?:^|(?<=[.?!;]))\s*(?:and\s+)?if\b[^.?!;,]*\bnot\b[^.?!;]*[.?!;]?", re.IGNORECASE)
_CAUSE = re.compile(r"\b(?:drove|drivers?|driven|why|reasons?|because|caused?|explains?|due to)\b", re.IGNORECASE)
_SEGMENT = re.compile(
    r"\b(?:segments?|regions?|categor(?:y|ies)|geograph\w*|divisions?|product lines?|customers?|brands?|countr(?:y|ies)"
    r"|international|domestic|overseas)\b",
    re.IGNORECASE,
)
_JUDGEMENT = re.compile(
    r"\b(?:healthy|liquidity|solven\w+|capital[- ]intensi\w+|profitab\w+|leveraged?|financials|high[- ]growth)\b",
    re.IGNORECASE,
)
_ABOUT_THE_ANSWER = frozenset(
    tokens(
        "answer question following information primarily using used utilizing based basing base judgments "
        "resource relying details shown stated provided solution conclusions drawing useful relevant "
        "meaningful metric company like state explain give response please assume analyst help compute "
        "calculate calculated round decimal place units percent usd dollars thousands millions billions fy "
        "define defined asked line items clearly within need want here case tell show find list describe "
        "summarize compare contrast "
    )
)


@dataclass(frozen=True)
class Query:
    """A question, read. `words` and `expansion` are tokens; `statements` says how much each is wanted, 0 to 1."""

    text: str
    words: tuple[str, ...]
    expansion: tuple[str, ...]
    concepts: frozenset[str]
    statements: Mapping[Statement, float]
    cause: bool


def read_query(text: str, ontology: Ontology) -> Query:
    """Read a question.

    What it says about the answer ("round to one decimal", "if that is not meaningful, explain why") is left out of its
    words, unless nothing else is left.
    """
    asked = _PROVISO.sub(" ", text).strip() or text
    words = tuple(dict.fromkeys(tokens(asked)))
    telling = tuple(word for word in words if word not in _ABOUT_THE_ANSWER) or words
    expansion = dict.fromkeys((*tokens(" ".join(ontology.expansion(asked))), *other_words(words)))
    cause = _CAUSE.search(asked) is not None
    return Query(
        asked,
        telling,
        tuple(word for word in expansion if word not in telling),
        _concepts(asked, ontology),
        _wanted(text, asked, cause, ontology),
        cause,
    )


def _concepts(asked: str, ontology: Ontology) -> frozenset[str]:
    found: set[str] = set()
    for mention in ontology.mentions(asked):
        found.update([mention.id] if mention.kind == "line_item" else ontology.ratios[mention.id].inputs)
    return frozenset(found)


def _wanted(text: str, asked: str, cause: bool, ontology: Ontology) -> dict[Statement, float]:
    named = {statement: ASKED_FOR for statement, pattern in _NAMED.items() if pattern.search(text)}
    if named:
        return named
    segment = _SEGMENT.search(asked) is not None
    weight = OF_A_CAUSE if cause else OF_A_SEGMENT if segment else ASKED_FOR
    items = (ontology.line_items[concept] for concept in _concepts(asked, ontology))
    wanted = {item.statement: weight for item in items if item.statement}
    if weight == ASKED_FOR and _CASH_BY_ACTIVITY.search(asked):
        return {statement: IN_PASSING for statement in wanted} | {Statement.CASH_FLOW: ASKED_FOR}
    ratio = any(mention.kind == "ratio" for mention in ontology.mentions(asked))
    if (ratio or _JUDGEMENT.search(asked)) and weight == ASKED_FOR:
        wanted = {statement: BESIDE for statement in PRIMARY} | wanted
    return wanted

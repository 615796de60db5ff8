"""Line items that a question means by more than their own name: one as a share of another, the cash of an activity."""

import re
from collections.abc import Iterable, Sequence

from agents.formulas import Formula, expression_in, titled
from core.errors import CannotAsk
from core.ontology import Mention, Ontology

_AS_SHARE = re.compile(
    r"\b(?:as an?|in)\s+(?:%|percent(?:age)?|share|proportion|fraction|multiple)\s+of\b|\s/\s|\bdivided by\b|"
    r"\brelative to\b",
    re.I,
)
_SHARE_OF = re.compile(
    r"(?:%|\b(?:percent(?:age)?|share|proportion|fraction|portion)|\bhow much)\s+of\s+(?=\S|\s)", re.IGNORECASE
)
_ONLY_WHOSE = re.compile(r"(?:\W|\b(?:s|its|the|their|all|total|overall|company|that)\b)*", re.IGNORECASE)
_CASH_BY = re.compile(
    r"\bcash\b(?!\s+(?:and|equivalents|balance|position))[^.?!]{0,60}?\b(?P<activity>operat|invest|financ)(?:ing\s+"
    r"activit|ions\b|ing\b)|\b(?P<before>operat|invest|financ)(?:ing\s+activities|ions)\b[^.?!]{0,40}\bcash\b",
    re.IGNORECASE,
)
_ACTIVITIES = {
    "operat": "NetCashProvidedByUsedInOperatingActivities",
    "invest": "NetCashProvidedByUsedInInvestingActivities",
    "financ": "NetCashProvidedByUsedInFinancingActivities",
}
_CASH = "CashAndCashEquivalentsAtCarryingValue"


def spelt_out(words: str, mentions: Sequence[Mention], ontology: Ontology) -> Formula | None:
    """One line over another, where the ontology has no ratio for it.

    As "capex as a % of revenue", or "what percentage of revenue was (went into, did it spend on) capex".
    """
    items = [mention for mention in mentions if mention.kind == "line_item"]
    if len(items) < 2 or any(mention.kind == "ratio" for mention in mentions):
        return None
    pair = _part_as_share(words, items) or _share_of_whole(words, items)
    if pair is None:
        return None
    part, whole = pair
    name = f"{ontology.line_items[part.id].name} as a percentage of {ontology.line_items[whole.id].name.lower()}"
    try:
        return titled(name, expression_in(f"{part.id} / {whole.id}", ontology), ontology, "%")
    except CannotAsk:
        return None


def _part_as_share(words: str, items: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    match = _AS_SHARE.search(words)
    before = [item for item in items if match and item.end <= match.start() + 1]
    after = [item for item in items if match and item.start >= match.end() - 1]
    return (before[-1], after[0]) if before and after else None


def _share_of_whole(words: str, items: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The whole stands right after "percentage of", the part anywhere else."""
    for match in _SHARE_OF.finditer(words):
        whole = next((item for item in items if item.start >= match.end() - 1), None)
        if whole is None or not _ONLY_WHOSE.fullmatch(words[match.end() : whole.start]):
            continue
        others = [item for item in items if item.id != whole.id]
        if others:
            return next((item for item in others if item.start > whole.end), others[-1]), whole
    return None


def with_cash_of_activities(words: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, "cash" beside an activity ("how much cash did operations generate") as that activity's cash."""
    match = _CASH_BY.search(words)
    if match is None:
        return tuple(mentions)
    concept = _ACTIVITIES[(match["activity"] or match["before"]).lower()]
    return tuple(
        mention._replace(id=concept) if mention.id == _CASH and _within(mention, match) else mention
        for mention in mentions
    )


def _within(mention: Mention, match: re.Match[str]) -> bool:
    return match.start() <= mention.start and mention.end <= match.end()

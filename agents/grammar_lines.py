"""Line items that a question means by more than their own name: the cash of an activity, what was spent on plant."""

import re
from collections.abc import Iterable, Sequence

from core.ontology import Mention, Ontology

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
_AND = re.compile(r"\s*(?:,|and|&|,\s*and)\s*", re.IGNORECASE)
_ALL_ACTIVITIES = re.compile(
    r"\boperat(?:ing|ions)(?:\s+activities)?\s*,?\s*(?:and\s+)?invest(?:ing|ments?)(?:\s+activities)?\s*,?\s*(?:and|or|&)?\s*"
    r"financ(?:ing|es?)(?:\s+activities)?\b",
    re.IGNORECASE,
)
_NOT_THE_AMOUNT = re.compile(
    r"\bremaining\b|\bauthori[sz]\w+|\baverage price\b|\bprice paid\b|\b(?:how many|number of) shares\b",
    re.IGNORECASE,
)
_REPURCHASES = "PaymentsForRepurchaseOfCommonStock"
_LEAVING_OUT = re.compile(
    r"\W{1,3}(?i:excluding|excl\.?|adjusted for|stripping out|not counting)\s+(?i:its |the |any |all |of )*[a-z]"
)
_RATE_ON = re.compile(
    r"\b(?:interest|coupon|discount|borrowing) rates?\b(?: \w+){0,2} (?:on|of|for|under|paid on)\b[^.?!;]{0,40}$",
    re.IGNORECASE,
)
_MATURING = re.compile(
    r"(?:\s+(?:do|does|did)\s[^.?!;]{0,40}?\b(?:have|has|had))?\W{0,2}"
    r"(?:(?:that|which|is|are|will|be|becomes?|comes?) ){0,3}(?:due|maturing|matures?|coming due|repayable|"
    r"to be repaid|payable)\s+(?:within|in|over|after|before|by|between|during|from|beyond)\b",
    re.IGNORECASE,
)
_CASH = "CashAndCashEquivalentsAtCarryingValue"
_PLANT, _CAPEX = "PropertyPlantAndEquipmentNet", "PaymentsToAcquirePropertyPlantAndEquipment"
_SPENT_ON = re.compile(
    r"\b(?:spen[dt]\w*|invest(?:s|ed|ing|ments?)?|put(?:s|ting)?|outlays?|purchas\w+|acquir\w+|acquisitions?|"
    r"additions?|add(?:ed|ing)?|bought|buy(?:ing)?|expenditures?|payments?|paid)\b[^.?!;]{0,30}?"
    r"\b(?:on|in|into|of|to|for|buying|purchas\w+|acquir\w+)\s+(?:(?:new|its|the|their|more|additional)\s+)*$",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\b(?:how much|what amount of|amount of|the)\s+$", re.IGNORECASE)
_USED = re.compile(
    r"[^.?!;]{0,60}?\b(?:us(?:e|ed|ing)|spen[dt]|spending|pa(?:y|id)|return(?:ed)?|devote[ds]?|go|went|put|raise[ds]?|"
    r"receive[ds]?|deploy(?:ed)?)\b",
    re.IGNORECASE,
)


def meant_items(words: str, mentions: Sequence[Mention], ontology: Ontology) -> tuple[Mention, ...]:
    """The mentions that ask for what they name, each as what is meant by it.

    The cash of an activity for "cash" beside it; all three activities where they are listed; of "R&D and SG&A as % of
    sales" both shares. Not the amount repurchased, where the programme is asked about; nor a line "excluding
    litigation", which is another figure than the line; nor the debt whose "interest rate" is asked for, or what is
    "due within five years" of it. Capital expenditures for what was "invested in property, plant and equipment"; not
    the balance of cash for the cash that was "used to buy back stock".
    """
    asked = [m for m in mentions if not _LEAVING_OUT.match(words, m.end) and not _RATE_ON.search(words[: m.start])]
    asked = _without_heads(words, [m for m in asked if not _MATURING.match(words, m.end)], ontology)
    kept = _without_means(words, _as_spent(words, with_cash_of_activities(words, asked)))
    if _NOT_THE_AMOUNT.search(words):
        kept = tuple(mention for mention in kept if mention.id != _REPURCHASES)
    return _shared_ratios(words, _with_all_activities(words, kept), ontology)


def _without_heads(words: str, mentions: Sequence[Mention], ontology: Ontology) -> list[Mention]:
    """The mentions without a total right behind one of its own lines: "commercial paper borrowings" are that line."""

    def is_head(place: int) -> bool:
        before, mention = mentions[place - 1], mentions[place]
        beside = place > 0 and not words[before.end : mention.start].strip()
        return beside and mention.kind == "ratio" and before.id in ontology.ratios[mention.id].inputs

    return [mention for place, mention in enumerate(mentions) if not is_head(place)]


def _as_spent(words: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(
        mention._replace(id=_CAPEX) if mention.id == _PLANT and _SPENT_ON.search(words[: mention.start]) else mention
        for mention in mentions
    )


def _without_means(words: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without "how much cash" that was used for, or came from, another line that is named."""
    means = [
        m
        for m in mentions
        if m.id == _CASH
        and m.text.lower() == "cash"
        and _HOW_MUCH.search(words[: m.start])
        and _USED.match(words, m.end)
    ]
    return tuple(m for m in mentions if m not in means) if len(mentions) > len(means) else mentions


def about_the_programme(words: str) -> bool:
    """Whether a programme of repurchases is asked about, its price or its shares: no amount answers that."""
    return bool(_NOT_THE_AMOUNT.search(words))


def about_maturities(words: str) -> bool:
    """Whether what falls due in some time is asked for: no balance answers that."""
    return bool(_MATURING.search(words))


def _with_all_activities(words: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    match = _ALL_ACTIVITIES.search(words)
    if match is None:
        return mentions
    others = [m for m in mentions if m.id not in (_CASH, *_ACTIVITIES.values())]
    three = [Mention(item, "line_item", match.start(), match.end(), match[0]) for item in _ACTIVITIES.values()]
    return tuple(sorted((*others, *three), key=lambda mention: mention.start))


def _shared_ratios(words: str, mentions: tuple[Mention, ...], ontology: Ontology) -> tuple[Mention, ...]:
    """A line item right before another one's ratio to revenue ("R&D and SG&A as % of sales") as its own ratio."""
    found = list(mentions)
    for place, (item, ratio) in enumerate(zip(mentions, mentions[1:], strict=False)):
        if item.kind != "line_item" or ratio.kind != "ratio" or not _AND.fullmatch(words[item.end : ratio.start]):
            continue
        _part, _over, whole = ontology.ratios[ratio.id].formula.partition(" / ")
        own = next((r.id for r in ontology.ratios.values() if whole and r.formula == f"{item.id} / {whole}"), None)
        if own:
            found[place] = item._replace(id=own, kind="ratio")
    return tuple(found)


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

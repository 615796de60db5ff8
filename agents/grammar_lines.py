"""Line items that a question means by more than their own name: one as a share of another, the cash of an activity."""

import re
from collections.abc import Iterable, Sequence

from agents.formulas import Formula, expression_in, parse_formula, titled
from core.errors import CannotAsk
from core.ontology import Mention, Ontology

_AS_SHARE = re.compile(
    r"\b(?:as an?|in)\s+(?:%|percent(?:age)?|share|proportion|fraction|multiple)\s+of\b|\s/\s|\bdivided by\b|"
    r"\brelative to\b",
    re.I,
)
_RATIO_OF = re.compile(r"\bratio of\s*(?:its |their |the |total |['\u2019]s|\s)*$", re.IGNORECASE)
_PLUS_OR_LESS = re.compile(
    r"\W*(?:(?P<plus>plus|\+|combined with)|(?P<less>less|minus|net of))\W*(?:the |its )?", re.IGNORECASE
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
    r"\W{0,2}(?:(?:that|which|is|are|will|be|becomes?|comes?) ){0,3}(?:due|maturing|matures?|coming due|repayable|"
    r"to be repaid|payable)\s+(?:within|in|over|after|before|by|between|during|from|beyond)\b",
    re.IGNORECASE,
)
_CASH = "CashAndCashEquivalentsAtCarryingValue"


def spelt_out(words: str, mentions: Sequence[Mention], ontology: Ontology) -> Formula | None:
    """One line over another, where the ontology has no ratio for it.

    As "capex as a % of revenue", or "what percentage of revenue was (went into, did it spend on) capex".
    """
    items = [mention for mention in mentions if mention.kind == "line_item"]
    if summed := _sum_over(words, mentions, ontology):
        return summed
    if len(items) < 2 or any(mention.kind == "ratio" for mention in mentions):
        return None
    if ratio := _ratio_between(words, items):
        part, whole = ratio
        name = f"Ratio of {ontology.line_items[part.id].name.lower()} to {ontology.line_items[whole.id].name.lower()}"
        return titled(name, expression_in(f"{part.id} / {whole.id}", ontology), ontology, "x")
    pair = _part_as_share(words, items) or _share_of_whole(words, items)
    if pair is None:
        return None
    part, whole = pair
    name = f"{ontology.line_items[part.id].name} as a percentage of {ontology.line_items[whole.id].name.lower()}"
    try:
        return titled(name, expression_in(f"{part.id} / {whole.id}", ontology), ontology, "%")
    except CannotAsk:
        return None


def _sum_over(words: str, mentions: Sequence[Mention], ontology: Ontology) -> Formula | None:
    """As "SG&A plus R&D as a percentage of sales", where the ontology has a ratio for the last part alone."""
    for place, (before, last) in enumerate(zip(mentions, mentions[1:], strict=False)):
        sign = _PLUS_OR_LESS.fullmatch(words[before.end : last.start])
        ratio = ontology.ratios.get(last.id) if last.kind == "ratio" else None
        if before.kind != "line_item" or ratio is None or sign is None or place:
            continue
        part, over, whole = ratio.formula.partition(" / ")
        if over and ratio.unit == "%" and part in ontology.line_items and whole in ontology.line_items:
            sign_said = "+" if sign["plus"] else "-"
            names = [ontology.line_items[id].name for id in (before.id, part, whole)]
            name = f"({names[0]} {sign_said} {names[1]}) / {names[2]}, percentage of {names[2].lower()}"
            return parse_formula(f"({before.id} {sign_said} {part}) / {whole}", ontology, name=name, unit="%")
    return None


def _ratio_between(words: str, items: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """As "the ratio of R&D to SG&A", "inventory to sales ratio"."""
    first, second = items[:2]
    between = words[first.end : second.start].strip().lower()
    said = _RATIO_OF.search(words[: first.start]) or re.match(r"\s+ratio\b", words[second.end :], re.IGNORECASE)
    return (first, second) if between in ("to", "over", "-to-") and said else None


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


def meant_items(words: str, mentions: Sequence[Mention], ontology: Ontology) -> tuple[Mention, ...]:
    """The mentions that ask for what they name, each as what is meant by it.

    The cash of an activity for "cash" beside it; all three activities where they are listed; of "R&D and SG&A as % of
    sales" both shares. Not the amount repurchased, where the programme is asked about; nor a line "excluding
    litigation", which is another figure than the line; nor the debt whose "interest rate" is asked for, or what is
    "due within five years" of it.
    """
    asked = [m for m in mentions if not _LEAVING_OUT.match(words, m.end) and not _RATE_ON.search(words[: m.start])]
    asked = [m for m in asked if not _MATURING.match(words, m.end)]
    kept = with_cash_of_activities(words, asked)
    if _NOT_THE_AMOUNT.search(words):
        kept = tuple(mention for mention in kept if mention.id != _REPURCHASES)
    return _shared_ratios(words, _with_all_activities(words, kept), ontology)


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

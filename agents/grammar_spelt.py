"""Computations that a question spells out over the lines it names: a share, a ratio, a difference, a margin, a mean."""

import re
from collections.abc import Sequence

from agents.formulas import Formula, parse_formula
from agents.measures import lower_first
from core.filings import Statement
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
_SIGN = re.compile(
    r"\s*\)?\s*(?:(?P<plus>plus|\+)|(?P<less>less|minus|(?<=\s)[-\u2212\u2013](?=\s)))\s+(?:the |its |total )*", re.I
)
_DIFFERENCE = re.compile(r"\bdifference between\s+(?:(?:its|the|their|total|net)\s+)*$", re.IGNORECASE)
_SUM = re.compile(r"\b(?:sum of|sum up|add up|adding)\s+(?:(?:its|the|their|total|net)\s+)*$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,?\s*and|&|to|with)\s+(?:(?:its|the|their|total|net)\s+)*", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"(?:%|\b(?:percent(?:age)?|share|proportion|fraction|portion)|\bhow much)\s+of\s+(?=\S|\s)", re.IGNORECASE
)
_ONLY_WHOSE = re.compile(r"(?:\W|\b(?:s|its|the|their|all|total|overall|company|that)\b)*", re.IGNORECASE)
_MARGIN = re.compile(r"\s*(?:(?:%|percent(?:age)?)\s*)?margins?\b", re.IGNORECASE)
_MEAN = re.compile(
    r"\b(?:average|mean)\s+(?:of\s+)?(?:(?:the|its|their|total|net|year[- ]end|overall|balance of)\s+)*$", re.IGNORECASE
)
_REVENUE = "Revenues"


def spelt_out(words: str, mentions: Sequence[Mention], periods: int, ontology: Ontology) -> Formula | None:
    """What a question computes over the lines it names, where the ontology has no ratio for it.

    As "capex as a % of revenue", "what percentage of revenue went into capex", "operating cash flow less dividends",
    "SG&A % margin", "average total assets for FY2021" (of one period: `periods` says how many are named).
    """
    items = [mention for mention in mentions if mention.kind == "line_item"]
    if summed := _sum_over(words, mentions, ontology):
        return summed
    if not items or len(items) < len(mentions):
        return None
    if len(items) == 1:
        return _margin(words, items[0], ontology) or (_mean(words, items[0], ontology) if periods == 1 else None)
    if ratio := _ratio_between(words, items):
        return _over(*ratio, "Ratio of {} to {}", "x", ontology)
    if pair := _part_as_share(words, items) or _share_of_whole(words, items):
        return _over(*pair, "{} as a percentage of {}", "%", ontology)
    return _sum_of_two(words, items, ontology) if len(items) == 2 else None


def averages_balance(words: str, mentions: Sequence[Mention], ontology: Ontology) -> bool:
    """Whether the mean of a balance alone is asked for: "average total assets between FY2017 and FY2018"."""
    if len(mentions) != 1 or mentions[0].kind != "line_item":
        return False
    of_balance = ontology.line_items[mentions[0].id].statement is Statement.BALANCE
    return of_balance and bool(_MEAN.search(words[: mentions[0].start]))


def _over(part: Mention, whole: Mention, named: str, unit: str, ontology: Ontology) -> Formula:
    one, other = (ontology.line_items[mention.id].name for mention in (part, whole))
    name = named.format(lower_first(one) if named.startswith("Ratio") else one, lower_first(other))
    return parse_formula(f"{part.id} / {whole.id}", ontology, name=name, unit=unit)


def _margin(words: str, item: Mention, ontology: Ontology) -> Formula | None:
    """As "D&A % margin": a flow over revenue."""
    line = ontology.line_items[item.id]
    if item.id == _REVENUE or not line.additive or not _MARGIN.match(words, item.end):
        return None
    name = f"{line.name} as a percentage of revenue"
    return parse_formula(f"{item.id} / {_REVENUE}", ontology, name=name, unit="%")


def _mean(words: str, item: Mention, ontology: Ontology) -> Formula | None:
    if not averages_balance(words, [item], ontology):
        return None
    name = f"{ontology.line_items[item.id].name}, average of opening and closing balance"
    return parse_formula(f"avg({item.id})", ontology, name=name)


def _sum_of_two(words: str, items: Sequence[Mention], ontology: Ontology) -> Formula | None:
    """As "cash from operations less capital expenditures", "the difference between current assets and …"."""
    first, second = items
    sign = _sign_between(words, first, second)
    lines = [ontology.line_items[item.id] for item in items]
    if not sign or first.id == second.id or lines[0].unit != lines[1].unit:
        return None
    name = f"{lines[0].name} {'plus' if sign == '+' else 'less'} {lower_first(lines[1].name)}"
    return parse_formula(f"{first.id} {sign} {second.id}", ontology, name=name)


def _sign_between(words: str, first: Mention, second: Mention) -> str:
    before, between = " ".join(words[: first.start].split()) + " ", words[first.end : second.start]
    if sign := _SIGN.fullmatch(between):
        return "+" if sign["plus"] else "-"
    if _AND.fullmatch(between):
        return "-" if _DIFFERENCE.search(before) else "+" if _SUM.search(before) else ""
    return ""


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

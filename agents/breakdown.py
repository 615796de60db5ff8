"""What a total is made of: the lines printed above it that add up to it, and the lines of its statement."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from agents.calendar import Target
from agents.indexes import FactIndex, shown_name, words_of
from agents.lookup import DAYS_OFF
from agents.runs_of_lines import column_above, run_adding_up
from core.filings import Fact, Statement
from core.periods import near

PARTS = {
    concept: (
        "ResearchAndDevelopmentExpense",
        "TechnologyAndInfrastructureExpense",
        "FulfillmentExpense",
        "OperationsAndSupport",
        "SellingAndMarketingExpense",
        "SellingGeneralAndAdministrativeExpense",
        "GeneralAndAdministrativeExpense",
        "LaborAndRelatedExpense",
    )
    for concept in ("OperatingExpenses", "CostsAndExpenses")
}
MOST_PARTS = 4
PLACES = frozenset(
    "america american state canada europe european asia pacific china japan kingdom germany international "
    "emea apac latam "
    "africa domestic foreign rest world middle east region country".split()
)
_BESIDE_PLACES = frozenset(
    "us uk the and of in other all total united north south east west northern southern eastern western central latin "
    "greater mainland market operation segment unallocated area & non outside eu gulf sub saharan arab republic "
    "new zealand korea taiwan hong kong singapore australia brazil mexico canada france italy spain netherland ireland "
    "switzerland sweden turkey russia israel argentina chile colombia vietnam indonesia thailand philippine".split()
)
_NO_SEGMENT = re.compile(
    r"\b(?:total|consolidated|managed|taxable|adjust\w*|eliminat\w*|reconcil\w*|highlights|corporation|inc|"
    r"co|level \d|rates?|effects?|as reported|constant|currency|prior|(?:un)?allocated|segments?)\b"
    r"|^worldwide$",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:eliminations?|reconcil\w+|intersegment|inter-segment)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:other|unallocated|corporate)\b", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:operating|segment|gross|net) (?:income|loss|profit|earnings|margin)\b", re.IGNORECASE)
_RESULTS = ("OperatingIncomeLoss", "NetIncomeLoss", "GrossProfit")
_BY_PRODUCT = re.compile(
    r"\b(?:products?|categor\w+|services?|offerings?|brands?|lines?|sources?|streams?)\b", re.IGNORECASE
)
_BY_SEGMENT = re.compile(r"\b(?:segments?|divisions?|business(?:es)?|units?)\b", re.IGNORECASE)
_BY_PLACE = re.compile(r"\b(?:regions?|geograph\w*|countr(?:y|ies)|markets?|areas?)\b", re.IGNORECASE)


def parts_of_statement(index: FactIndex, concept: str) -> tuple[str, ...]:
    """The line items that an income statement prints as parts of a total of expenses."""
    printed = index.by_concept
    return tuple(
        part
        for part in PARTS.get(concept, ())
        if any(fact.statement is Statement.INCOME for fact in printed.get(part, ()))
    )[:MOST_PARTS]


def costs_of_statement(index: FactIndex) -> tuple[str, ...]:
    """The line items that an income statement prints as costs, no total among them."""
    return tuple(
        cost
        for cost in ("CostOfRevenue", *PARTS["CostsAndExpenses"], "DepreciationDepletionAndAmortization")
        if any(fact.statement is Statement.INCOME for fact in index.by_concept.get(cost, ()))
    )


def segments_of(
    index: FactIndex, concept: str, target: Target, question: str, phrases: Sequence[str] = ()
) -> tuple[str, ...]:
    """The segments, products or regions into which the filing divides a line item for a period; empty for none.

    Places are given where places are asked for, and never in place of products; an issuer's segments may be places.

    Args:
        index: the filing's facts.
        concept: the line item.
        target: the period.
        question: says whether regions, products or segments are asked for.
        phrases: labels of the line item, by which a table's heading is known where its lines bear no concept.
    """
    tables = _tagged(index, concept, target, [words_of(phrase) for phrase in phrases])
    tagged = [names for _by, names in tables]
    groups = list(_groups(index.facts, concept, target))
    if _BY_PLACE.search(question):
        return next((group for group in (*groups, *tagged) if _are_places(group)), ())
    if _BY_PRODUCT.search(question):
        headed = [names for by, names in tables if _BY_PRODUCT.search(by)]
        products = headed or [group for group in (*groups, *tagged) if not _are_places(group)]
        return max(products, key=len, default=())
    things = [group for group in groups if not _are_places(group)]
    if _BY_SEGMENT.search(question):
        tagged = [names for by, names in tables if _BY_SEGMENT.search(by) or not _BY_PRODUCT.search(by)]
        profits = sorted(tagged, key=lambda group: not _have_profits(index, group))
        return next((g for g in (*profits, *groups) if concept in _RESULTS or _is_of_segments(index, g)), ())
    return next(iter((*things, *tagged, *groups)), ())


def segments_under(index: FactIndex, measure: str, target: Target) -> tuple[str, ...]:
    """The segments for which a measure of the issuer's own is printed below its name; empty for fewer than two."""
    phrases = [words_of(measure)]
    names = (
        (fact.segment or "").strip(" /,:")
        for fact in index.facts
        if fact.segment and _is_of(fact, target) and fact.parents and _is_headed(fact, phrases)
    )
    found = tuple(dict.fromkeys(name for name in names if not _NO_SEGMENT.search(name)))
    return found if len(found) > 1 else ()


def _is_of_segments(index: FactIndex, names: Sequence[str]) -> bool:
    """Whether names can be of segments: not of places for the most part, unless each has its profit printed."""
    return not _are_places([name for name in names if not _REST.search(name)]) or _have_profits(index, names)


def _have_profits(index: FactIndex, names: Sequence[str]) -> bool:
    """Whether a profit is printed for each: what tells an issuer's segments from its other divisions of revenue."""
    having = {fact.segment for fact in index.by_concept.get("OperatingIncomeLoss", ())}
    return all(name in having for name in names)


def _tagged(
    index: FactIndex, concept: str, target: Target, phrases: Sequence[tuple[str, ...]]
) -> list[tuple[str, tuple[str, ...]]]:
    """The segments of the line item, table by table, each after what its heading says that it is divided by.

    First where they add up to a total, then where there are most.
    """
    facts = [fact for fact in index.by_concept.get(concept, ()) if _is_of(fact, target)]
    totals = {fact.value for fact in facts if fact.segment is None}
    facts += [f for f in index.facts if f.segment and not f.concept and _is_of(f, target) and _is_headed(f, phrases)]
    tables: dict[tuple[int, str], dict[str, Fact]] = {}
    for fact in facts:
        if fact.segment and len(fact.unit) == 3 and not _NO_SEGMENT.search(fact.segment):
            tables.setdefault((fact.page, _divided_by(fact)), {}).setdefault(fact.segment, fact)
    divided = [(by, _outermost(found)) for (_page, by), found in tables.items()]
    groups = [(by, _whole_run(facts, totals)) for by, facts in divided if len(facts) > 1]
    groups.sort(key=lambda group: (sum(fact.value for fact in group[1]) not in totals, -len(group[1])))
    return [(by, tuple((fact.segment or "").strip(" /,:") for fact in group)) for by, group in groups]


def _outermost(found: Mapping[str, Fact]) -> Sequence[Fact]:
    """The facts by segment, without those of a part of one that is there itself: "Pumps, Domestic" beside "Pumps"."""
    return [fact for name, fact in found.items() if name.split(", ")[0] not in found.keys() - {name}]


def _divided_by(fact: Fact) -> str:
    """The heading that says by what a table is divided, "Revenue by product category"; empty where none does."""
    return next((parent for parent in fact.parents if "by" in words_of(parent)), "")


def _whole_run(facts: Sequence[Fact], totals: Container[Decimal]) -> Sequence[Fact]:
    """The facts that follow one another and add up to a total; all of them where none do.

    A page may print one division below another ("Americas, Europe, …", then "United States, China, other countries").
    """
    for start in range(len(facts) - 1):
        for end in range(len(facts), start + 1, -1):
            if sum(fact.value for fact in facts[start:end]) in totals:
                return facts[start:end]
    return facts


def _is_headed(fact: Fact, phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether the heading right above a line is the line item, or its segments' ("Segment operating profit").

    Or one further up says what it is divided by: "Revenue by product category".
    """
    heading = words_of(fact.parents[-1]) if fact.parents else ()
    if any(heading in (phrase, ("segment", *phrase)) for phrase in phrases):
        return True
    above = [words_of(parent) for parent in fact.parents]
    return any(words[: len(phrase) + 1] == (*phrase, "by") for words in above for phrase in phrases)


def _groups(facts: Sequence[Fact], concept: str, target: Target) -> Iterator[tuple[str, ...]]:
    """The runs of lines right above each printing of the total, in its column, that add up to it.

    A printing is known by the line item, or by the amount where its table calls it otherwise.
    """
    whole = max((abs(f.value) for f in facts if _is_whole(f, concept, target)), default=None)
    for place, total in enumerate(facts):
        named = total.concept in (concept, None) and total.segment is None and len(total.unit) == 3
        if whole and named and abs(total.value) == whole and _is_of(total, target):
            run = run_adding_up(_lines_of(column_above(facts, place), concept), total)
            names = [shown_name(fact.label) for fact in run]
            if names:
                yield tuple(name for name in names if not _BETWEEN.search(name))


def _lines_of(column: Sequence[Fact], concept: str) -> Sequence[Fact]:
    """The lines above a total as far as none is a total itself, a result, or a step from one result to another."""
    lines = list[Fact]()
    for fact in reversed(column):
        step = fact.concept and concept in _RESULTS
        if fact.concept == concept or step or not words_of(fact.label) or _RESULT.search(fact.label):
            break
        lines.append(fact)
    return lines[::-1]


def _is_whole(fact: Fact, concept: str, target: Target) -> bool:
    return fact.concept == concept and fact.segment is None and _is_of(fact, target)


def _is_of(fact: Fact, target: Target) -> bool:
    months = 0 if fact.period.is_instant else target.months
    return fact.period.months == months and near(fact.period.end, target.end, DAYS_OFF)


def _are_places(names: Sequence[str]) -> bool:
    return sum(_is_place(name) for name in names) * 2 >= len(names)


def _is_place(name: str) -> bool:
    """Whether a name is of a place and nothing else: "Asia Pacific", not "International Streaming"."""
    words = set(words_of(name))
    return bool(PLACES & words) and words <= PLACES | _BESIDE_PLACES

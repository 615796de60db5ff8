"""Line items and ratios: what a printed label means, and what a question asks for.

The knowledge is data, in `core/data`; this module reads it and looks it up.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from core.filings import Statement
from core.labels import canonical
from core.matching import Entry, LabelIndex
from core.mentions import SKIPPED, Mention, Phrases, tokens_of

STATEMENT_WORDS = MappingProxyType(
    {
        Statement.INCOME: "consolidated statements of income operations earnings",
        Statement.BALANCE: "consolidated balance sheets financial position",
        Statement.CASH_FLOW: "consolidated statements of cash flows",
        Statement.COMPREHENSIVE_INCOME: "consolidated statements of comprehensive income",
        Statement.EQUITY: "consolidated statements of stockholders shareholders equity",
    }
)

_OTHER_ACTIVITIES = r"\b(?:investing|financing)\b"  # headings under which no change of working capital stands


@dataclass(frozen=True)
class LineItem:
    """A line of the statements. `id` is its US-GAAP local name where one exists.

    `unit` is "money", "per_share", "shares", "percent" or "count"; `additive` says whether quarters add up to a
    year. `positive` marks an amount that is positive by definition (a payment, a cost), however a statement
    brackets it. `synonyms` are what issuers print and questions say, `printed` what means it on its own statement
    only, `asked` what only questions say. `statements` are those it stands on, its own first. `instead` are the
    items to take where a filing does not print this one, the closest first; with `alone`, only where no other line of
    its statement has a label of that pattern ("Cost of services" beside "Cost of products" is not the cost of revenue).
    `derived` is the ratio by which it is computed where no filing prints it; `stand_in` the one
    that stands for it within other ratios, where the issuer prints none at all. Empty where there is none.
    """

    id: str
    name: str
    statement: Statement | None
    unit: str
    additive: bool
    synonyms: tuple[str, ...]
    tags: tuple[str, ...]
    positive: bool = False
    statements: tuple[Statement, ...] = ()
    printed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    printed_patterns: tuple[str, ...] = ()
    under: str = ""
    not_under: str = ""
    section: str = ""
    instead: tuple[str, ...] = ()
    alone: str = ""
    derived: str = ""
    stand_in: str = ""


@dataclass(frozen=True)
class Ratio:
    """A ratio or derived measure: `formula` over line item ids, with avg(X), change(X) and prior(X).

    `unit` is "%" (the formula's value times 100), "x", "days", "money" or "per_share". `inputs` are the line items of
    the formula; those in `optional` count as zero where the issuer prints none. It means nothing for an issuer that
    prints none of `meaningless_without`, or one of `meaningless_with`; `note` says why. `printed_as` are line items
    that filings print for the same measure, to be preferred. `every` is a pattern of balance sheet labels all of which
    the formula has to count; empty where there is none.
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    formula: str
    unit: str
    inputs: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    meaningless_without: tuple[str, ...] = ()
    meaningless_with: tuple[str, ...] = ()
    note: str = ""
    printed_as: tuple[str, ...] = ()
    every: str = ""


class Ontology:
    """The line items and ratios by id, with the ways to find them from labels, tags and questions."""

    def __init__(
        self, line_items: Mapping[str, LineItem], ratios: Mapping[str, Ratio], no_mentions: Iterable[str] = ()
    ) -> None:
        self.line_items: Mapping[str, LineItem] = MappingProxyType(dict(line_items))
        self.ratios: Mapping[str, Ratio] = MappingProxyType(dict(ratios))
        self._no_mentions = tuple(no_mentions)
        self._tags = {tag: item.id for item in line_items.values() for tag in (*item.tags, item.id)}

    @cached_property
    def _labels(self) -> LabelIndex:
        return LabelIndex(_entry(item) for item in self.line_items.values())

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(_phrases(self.line_items, self.ratios), self._no_mentions)

    def concept_of(
        self, label: str, parents: Sequence[str] = (), statement: Statement | None = None, unit: str = ""
    ) -> str | None:
        """The id of the line item that a printed label means; None where that is not plain.

        Args:
            label: the line as printed.
            parents: the headings and lines above it that it belongs under, outermost first.
            statement: the primary statement it stands on, if it does.
            unit: "USD" (or another currency), "USD/share", "shares", "%"; "" where it is not known.
        """
        return self._labels.find(label, tuple(parents), statement, unit)

    def concept_of_tag(self, tag: str) -> str | None:
        """The id of the line item that an XBRL tag means ("us-gaap:Revenues"); None for one that is not known."""
        return self._tags.get(tag.rpartition(":")[2])

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The line items and ratios that a question names, in order; the longest match wins, none overlap."""
        return self._phrases.mentions(text)

    def expansion(self, text: str) -> tuple[str, ...]:
        """Words to add to a retrieval query: of the line items named (of a ratio, its inputs) and their statements."""
        words: dict[str, None] = {}
        for item in self._items_named(text):
            statement = STATEMENT_WORDS[item.statement] if item.statement else ""
            phrases = " ".join((item.name, *item.synonyms[:6], statement)).lower()
            words.update(dict.fromkeys(word for word, _, _ in tokens_of(phrases, fold=False)))
        said = {word for word, _, _ in tokens_of(text.lower(), fold=False)}
        return tuple(word for word in words if word not in said and word not in SKIPPED)

    def _items_named(self, text: str) -> list[LineItem]:
        ids: dict[str, None] = {}
        for mention in self.mentions(text):
            ids.update(dict.fromkeys([mention.id] if mention.kind == "line_item" else self.ratios[mention.id].inputs))
        return [self.line_items[id] for id in ids]


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """The ontology of `core/data`, read once."""
    items, ratios, phrases = _data("line_items"), _data("ratios"), _data("no_mentions")["phrases"]
    line_items = {id: _line_item(id, raw) for id, raw in items.items()}
    return Ontology(line_items, {id: _ratio(id, ratios, line_items) for id in ratios}, phrases)


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("core") / "data" / f"{name}.toml").read_text("utf-8"))


def _line_item(id: str, raw: Mapping[str, Any]) -> LineItem:
    statement = Statement(raw["statement"])
    unit = raw.get("unit", "money")
    flow = unit == "money" and statement is not Statement.BALANCE
    return LineItem(
        id=id,
        name=raw["name"],
        statement=statement,
        unit=unit,
        additive=raw.get("additive", flow),
        synonyms=tuple(raw["synonyms"]),
        tags=tuple(raw["tags"]),
        positive=raw.get("positive", False),
        statements=(statement, *(Statement(other) for other in raw.get("also", ()))),
        printed=tuple(raw.get("printed", ())),
        asked=tuple(raw.get("asked", ())),
        patterns=tuple(raw.get("patterns", ())),
        printed_patterns=tuple(raw.get("printed_patterns", ())),
        under=raw.get("under", ""),
        not_under=raw.get("not_under", _OTHER_ACTIVITIES if id.startswith("IncreaseDecreaseIn") else ""),
        section=raw.get("section", _section_of(id)),
        instead=tuple(raw.get("instead", ())),
        alone=raw.get("alone", ""),
        derived=raw.get("derived", ""),
        stand_in=raw.get("stand_in", ""),
    )


def _ratio(id: str, raw: Mapping[str, Mapping[str, Any]], line_items: Mapping[str, LineItem]) -> Ratio:
    """A ratio with the ratios that its formula names written out."""
    own = raw[id]
    formula, optional, every = own["formula"], list(own.get("optional", ())), own.get("every", "")
    for word, _, _ in tokens_of(formula, fold=False):
        if word in raw:
            inner = _ratio(word, raw, line_items)
            formula = formula.replace(word, f"({inner.formula})")
            optional += inner.optional
            every = every or inner.every
    inputs = dict.fromkeys(word for word, _, _ in tokens_of(formula, fold=False) if word in line_items)
    return Ratio(
        id=id,
        name=own["name"],
        synonyms=tuple(own["synonyms"]),
        formula=formula,
        unit=own["unit"],
        inputs=tuple(inputs),
        optional=tuple(dict.fromkeys(optional)),
        meaningless_without=tuple(own.get("meaningless_without", ())),
        meaningless_with=tuple(own.get("meaningless_with", ())),
        note=own.get("note", ""),
        printed_as=tuple(own.get("printed_as", ())),
        every=every,
    )


def _entry(item: LineItem) -> Entry:
    return Entry(
        item.id, item.unit, item.statements, item.synonyms, item.printed, item.patterns, item.printed_patterns,
        item.under, item.section, item.not_under,
    )  # fmt: skip


def _section_of(id: str) -> str:
    if id.endswith("Noncurrent"):
        return "noncurrent"
    return "current" if id.endswith("Current") else ""


def _phrases(line_items: Mapping[str, LineItem], ratios: Mapping[str, Ratio]) -> dict[str, Mention]:
    """What questions say, and what it names: a ratio before a line item, an item's own phrases before another's."""
    found: dict[str, Mention] = {}
    for ratio in ratios.values():
        for phrase in (ratio.name, *ratio.synonyms):
            found.setdefault(phrase, Mention(ratio.id, "ratio", 0, 0, phrase))
    for item in line_items.values():
        for phrase in (*([item.name] if item.synonyms or item.asked else []), *item.asked, *item.synonyms):
            found.setdefault(phrase, Mention(item.id, "line_item", 0, 0, phrase))
    return found


__all__ = ["LineItem", "Mention", "Ontology", "Ratio", "canonical", "load_ontology"]

"""What a question may ask a filing for by name: a line item, a segment's line, or a line in the filing's own words."""

import re
from dataclasses import dataclass

from core.filings import Statement
from core.ontology import LineItem, Ontology

UNITS = "Units sold"
"""A product's count, which no amount of money stands in for."""


def lower_first(text: str) -> str:
    """Lower case at the start, unless the word is an acronym or a name."""
    first = text.split(" ", 1)[0].rstrip(",:")
    numbered = re.match(r"\w+ \d", text)  # as "Tier 1"
    return text if first.isupper() or numbered or any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]


_COUNTED_AGAIN = re.compile(  # who or what is there in one quarter is there in the next: no quarters add up to a year
    r"\b(?:active|average|daily|monthly|riders?|users?|subscribers?|subscriptions?|members?|memberships?|customers?"
    r"|consumers?|drivers?|employees|headcount|accounts|stores|restaurants|locations|rate|per)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:revenue|income|profit|margin)$", re.IGNORECASE)  # behind the name of a part, be it a list
_NOUN_END = re.compile(r",| (?:and|for|from|of|per|as|to|paid|declared|used|by)\b")


def verb(name: str) -> str:
    """The verb that agrees with a line's name: "revenue was", "total assets were"."""
    if _ONE.search(name) and " of " not in name:
        return "was"
    noun = _NOUN_END.split(name, maxsplit=1)[0].split()[-1]
    return "were" if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else "was"


def sentence_start(text: str) -> str:
    """With a capital letter, unless the first word has one of its own ("iPhone")."""
    first = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in first) else text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Measure:
    """One line to look up.

    Attributes:
        name: for people, as "Revenue".
        concept: the line item's id; None for a line that the ontology does not know.
        segment: the segment, product or region as the filing names it; empty for the whole issuer.
        phrases: labels under which to look where no fact bears the concept.
        unit: "money", "per_share", "shares", "percent", "count", or "" where unknown.
        statement: where it stands first of all.
        positive: an amount that is positive by its name (a payment, a cost).
        additive: whether quarters add up to a year.
        instead: line items to take where the filing does not print this one.
        alone: of which labels no other may stand on the statement beside such a neighbour; empty where any may.
        on_statement: whether it counts only where it is printed on its statement, not in a note.
    """

    name: str
    concept: str | None = None
    segment: str = ""
    phrases: tuple[str, ...] = ()
    unit: str = ""
    statement: Statement | None = None
    positive: bool = False
    additive: bool = False
    instead: tuple[str, ...] = ()
    alone: str = ""
    on_statement: bool = False

    @property
    def title(self) -> str:
        """As "Revenue" or "Delivery revenue"."""
        return f"{self.segment} {lower_first(self.name)}" if self.segment else self.name

    @property
    def not_found(self) -> str:
        """As "Operating expenses were not found"."""
        return f"{sentence_start(self.title)} {verb(self.title)} not found"

    @property
    def are(self) -> str:
        """The verb that agrees: "revenue is", "dividends paid are"."""
        return "are" if verb(self.title) == "were" else "is"

    @property
    def is_balance(self) -> bool:
        """Whether it is a balance at a day, not a flow over time."""
        return self.statement is Statement.BALANCE


def measure_of(item: LineItem, segment: str = "", statement: Statement | None = None) -> Measure:
    """A line item of the ontology as a measure; `statement` is the one that the question says to use."""
    return Measure(
        name=item.name,
        concept=item.id,
        segment=segment,
        phrases=(item.name, *item.synonyms),
        unit=item.unit,
        statement=statement or item.statement,
        positive=item.positive,
        additive=item.additive,
        instead=item.instead,
        alone=item.alone,
    )


def measure_named(text: str, ontology: Ontology, segment: str = "", statement: Statement | None = None) -> Measure:
    """A line by its id, by any of its usual names, or else by the words of its label."""
    text = text.strip()
    item = ontology.line_items.get(text)
    if item is None:
        mentions = [mention for mention in ontology.mentions(text) if mention.kind == "line_item"]
        whole = [mention for mention in mentions if len(mention.text) >= 0.7 * len(text)]
        item = ontology.line_items[whole[0].id] if whole else None
    if item is not None:
        return measure_of(item, segment, statement)
    unit = "count" if text == UNITS else ""
    additive = not _COUNTED_AGAIN.search(text)
    return Measure(name=text, segment=segment, phrases=(text,), unit=unit, statement=statement, additive=additive)

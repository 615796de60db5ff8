"""What a question names in several words: line items as the filings call them, and words that belong together."""

import re
from collections.abc import Sequence

from core.filings import Hit
from core.ontology import Mention, Ontology, load_ontology
from library.bm25 import tokens

_WITHIN = frozenset(("of", "and", "the", "in", "per", "to"))


def lines_named(question: str, hits: Sequence[Hit]) -> frozenset[str]:
    """The names under which the passages found speak of the line items asked about, in lower case."""
    ontology = load_ontology()
    mentions = ontology.mentions(question)
    items = [ontology.line_items[id] for mention in mentions for id in _lines_of(mention, ontology)]
    names = {name.lower() for item in items for name in (item.name, *item.synonyms)}
    names |= {mention.text.lower() for mention in mentions}
    texts = [hit.passage.text.lower() for hit in hits] if names else []
    return frozenset(name for name in names if any(name in text for text in texts))


def _lines_of(mention: Mention, ontology: Ontology) -> Sequence[str]:
    """The line items by which a thing named is explained: itself, of a ratio its inputs but the revenue."""
    if mention.kind == "line_item":
        return (mention.id,)
    inputs = ontology.ratios[mention.id].inputs if mention.id in ontology.ratios else ()
    return [id for id in inputs if id != "Revenues" and id in ontology.line_items]


def phrases_in(question: str, terms: frozenset[str]) -> frozenset[str]:
    """The question's words that stand together and all count: "gross margin", "cost of revenue"."""
    phrases: set[str] = set()
    held: list[str] = []
    for word in [*re.findall(r"[a-z]+(?:-[a-z]+)*|[^\sa-z]", question.lower()), "."]:
        counts = bool(set(tokens(word)) & terms)
        if counts or (held and word in _WITHIN):
            held.append(word)
            continue
        while held and held[-1] in _WITHIN:
            held.pop()
        if len(held) > 1:
            phrases.add(" ".join(held))
        held = []
    return frozenset(phrases)

"""Brackets that only say again what stands before them: "depreciation and amortization (D&A from …)"."""

import re

from core.ontology import Ontology

_BRACKET = re.compile(r"\s*\([^()]{1,80}\)")
_EMPTY = re.compile(
    r"\W|\b(?:from|the|its|as|per|on|in|by|of|or|i\.?e|shown|stated|reported|out|a\.?k\.?a|taken|total|net)\b",
    re.IGNORECASE,
)


def without_asides(words: str, ontology: Ontology) -> str:
    """The words with every bracket blanked out, lengths kept, that names but the line before it, by another name."""
    mentions = ontology.mentions(words)
    for before in mentions:
        bracket = _BRACKET.match(words, before.end)
        if bracket is None:
            continue
        inner = [m for m in mentions if bracket.start() <= m.start and m.end <= bracket.end()]
        rest = "".join(
            char for at, char in enumerate(bracket[0], bracket.start()) if not any(m.start <= at < m.end for m in inner)
        )
        if inner and all(mention.id == before.id for mention in inner) and not _EMPTY.sub("", rest):
            words = words[: bracket.start()] + " " * len(bracket[0]) + words[bracket.end() :]
    return words

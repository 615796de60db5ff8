"""A line asked for by a narrower name than that of the line which is given: "commercial paper", "credit card loans".

The answer says then how the line is printed, or that what is asked for may be but a part of it.
"""

import re
from collections.abc import Iterator, Sequence

from agents.indexes import words_of
from agents.measures import lower_first
from agents.reading import Reading
from agents.synthesis_points import Point
from agents.vocabulary import ORDINARY_WORDS, SMALL_WORDS
from core.mentions import Mention

_KINDS = re.compile(
    r"\b(?:commercial papers?|notes? payable|(?:senior|convertible|medium[- ]term) notes|term (?:debt|loans?)|revolv\w+"
    r"|credit facilit\w+|credit lines?|lines? of credit|debentures?|bonds|bank loans?|overdrafts?|gift cards?)\b",
    re.IGNORECASE,
)
"""Kinds of borrowing, and the like, by which a wider line of the balance sheet may be asked for."""
_BEFORE = re.compile(r"(?:[A-Za-z][\w&-]* ){0,4}$")
_ARTICLES = frozenset(("the", "a", "an"))
_FIGURE = re.compile(r"\s[(\u2014\u2013$€£]*\s?\d|\s[\u2014\u2013]")


def narrower(reading: Reading, points: Sequence[Point]) -> list[str]:
    """What is to be said of lines that are given for narrower ones."""
    if reading.names.segments or reading.names.labels or reading.intent.formula:
        return []
    said = (_remark(*found, points, reading) for found in _asked(reading))
    return [remark for remark in dict.fromkeys(said) if remark]


def _asked(reading: Reading) -> Iterator[tuple[Mention, str]]:
    """Each line or total of lines that is named, with the words right before it that tell which of them is meant."""
    for mention in reading.intent.mentions:
        ratio = reading.desk.ontology.ratios.get(mention.id)
        if ratio is not None and ratio.unit != "money":
            continue
        run = _BEFORE.search(reading.intent.words[: mention.start])
        kind = _KINDS.search(run[0]) if run else None
        if run and kind:
            yield mention, run[0][kind.start() :].strip()
            continue
        before = run[0].split() if run else []
        while before and not _is_own(before[0]):
            before.pop(0)
        if any(not _is_own(word) for word in before):
            before = []
        yield mention, " ".join(before)


def _is_own(word: str) -> bool:
    low = word.lower()
    return low not in _ARTICLES and low not in ORDINARY_WORDS and low not in SMALL_WORDS and not low.isdigit()


def _remark(mention: Mention, before: str, points: Sequence[Point], reading: Reading) -> str:
    ontology = reading.desk.ontology
    item = ontology.line_items.get(mention.id) or ontology.ratios[mention.id]
    point = next((p for p in points if p.figure.concept == mention.id or p.measure == item.name), None)
    if point is None:
        return ""
    label = _FIGURE.split(point.figure.citation.quote, maxsplit=1)[0].strip() if point.figure.citation else ""
    known = {word for name in (item.name, label) for word in words_of(name)}
    asked = f"{before} {mention.text}".strip()
    beyond = set(words_of(before)) - known - {word for name in item.synonyms for word in words_of(name)}
    kind = _KINDS.search(asked)
    if not beyond and not (kind and set(words_of(kind[0])) - known):
        return ""
    name = lower_first(item.name)
    if label and not beyond:
        return f"\u201c{asked}\u201d is read as {name}; the line is printed as \u201c{label}\u201d."
    return f"\u201c{asked}\u201d is not found as a line of its own; {name} is given, of which it may be a part."

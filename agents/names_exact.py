"""The printed names that a question holds word for word."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from agents.currencies import without_currencies
from agents.grammar import Intent, names_in
from agents.grammar_directions import without_directions
from agents.grammar_operations import Operation
from agents.indexes import FactIndex, alike, words_of
from agents.names_beside import FROM, places_beside, shared_parts
from agents.names_parts import is_part
from agents.vocabulary import ORDINARY_WORDS, SMALL_WORDS

_CAPITAL = re.compile(r"(?:^|(?<=[a-z,\u2019'\" ] ))([A-Z][\w&.-]*(?:\s+(?:&\s+|and\s+(?=[A-Z]))?[A-Z][\w&.-]*)*)")
_BEFORE_SEGMENT = re.compile(
    r"\b([\w&.-]+(?:\s+[\w&.-]+)?)\s+(?:segment|division|product|category|region|business|brand)s?\b", re.I
)
_APART = re.compile(r"[,;:?.!()\"\u201c\u201d]|\s{3,}|\b(?:versus|vs|with|from|in|across|between|the)\b")
_JOINING = frozenset(("and", "&", "of", "or", "for"))
_RUN_BEFORE = re.compile(r"(?:[\w&-]+ ){0,4}$")
_TELLING = frozenset("product service subscription domestic international commercial retail other segment".split())
_DIVIDED_BY = re.compile(r"\s+(?:\w+\s+)*?by\b", re.IGNORECASE)
_OPENING = SMALL_WORDS | set("average mean median sum total growth change annual net gross ratio".split())
MOST = 4


class _Said(NamedTuple):
    """The words of a question that are no line item's, those with a capital letter, and the line items asked for."""

    own: Container[str]
    capitals: Container[str]
    items: Container[str]


def exact_names(intent: Intent, indexes: Sequence[FactIndex]) -> tuple[str, ...]:
    """The names of segments, products and lines, as printed."""
    found = _joined(intent, indexes)
    named = {word for m in intent.mentions for word in words_of(m.text)}
    capitals = {word for match in _CAPITAL.finditer(intent.words) for word in words_of(match[1])}
    own = _Said(set(words_of(intent.words)) - named, capitals, intent.line_items)
    for run, sure in _runs(intent):
        for words, name in _names_within(run, sure, own, indexes):
            if not any(set(words) <= set(other) for other in found):
                found[words] = name
    return tuple(dict.fromkeys(found.values()))[:MOST]


def _names_within(
    run: tuple[str, ...], sure: bool, own: "_Said", indexes: Sequence[FactIndex]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The longest name within a run, then those in what is left before and after it."""
    for words in _windows(run):
        if not any(word in own.own for word in words) or all(word.isdigit() for word in words):
            continue  # of the company's own name, or of the line item's
        if len(words) == 1 and words[0] in ORDINARY_WORDS and not sure:
            continue
        name = next((index.names[alike(words)] for index in indexes if alike(words) in index.names), None)
        if name and (
            len(words) > 1 or words[0] in own.capitals or any(is_part(index, name, own.items) for index in indexes)
        ):
            yield words, name
            start = next(at for at in range(len(run)) if run[at : at + len(words)] == words)
            yield from _names_within(run[:start], False, own, indexes)
            yield from _names_within(run[start + len(words) :], False, own, indexes)
            return


def _joined(intent: Intent, indexes: Sequence[FactIndex]) -> dict[tuple[str, ...], str]:
    """Names with a joining word within ("Search and news advertising"), which no run of words holds whole."""
    found = _with_commas(intent, indexes)
    text = intent.words
    for mention in intent.mentions:  # a line item's own words are no name of a part of it
        text = text[: mention.start] + "," * (mention.end - mention.start) + text[mention.end :]
    for part in _APART.split(text):
        for words in _windows(words_of(part)):
            key = alike(words)
            within = _JOINING & set(words[1:-1]) and not {words[0], words[-1]} & _JOINING
            if not within or any(set(words) <= set(words_of(mention.text)) for mention in intent.mentions):
                continue  # the line item's own
            name = next((index.names[key] for index in indexes if key in index.names), None)
            if name:
                found[words] = name
                break
    return found


def _with_commas(intent: Intent, indexes: Sequence[FactIndex]) -> dict[tuple[str, ...], str]:
    """Names that are lists themselves ("Homes, Roads & Rail"), which the commas of a question would part."""
    found: dict[tuple[str, ...], str] = {}
    for words in _windows(words_of(intent.words)) if "," in intent.words else ():
        name = next((index.names[alike(words)] for index in indexes if alike(words) in index.names), "")
        if len(words) > 2 and "," in name and not any(set(words) <= set(other) for other in found):
            found[words] = name
    return found


def _runs(intent: Intent) -> Iterable[tuple[tuple[str, ...], bool]]:
    """Runs of words that may be names; sure ones are capitalised or stand before "segment"."""
    for match in _CAPITAL.finditer(without_currencies(without_directions(intent.question))):
        if not intent.words[match.start(1) : match.end(1)].isspace():  # a company's name, and nothing beside it
            yield words_of(match[1]), bool(match.start(1)) or match[1].lower() not in _OPENING
    for pattern in (_CAPITAL, _BEFORE_SEGMENT):
        for match in pattern.finditer(intent.words):
            yield words_of(match[1]), match[1][:1].isupper()
    for run in names_in(intent, whole=True):
        yield run, False
    for place in places_beside(intent.words, intent.mentions):
        yield words_of(place), True
    yield from ((run, True) for run in _kinds_beside(intent))
    if intent.wanted.operation is Operation.SHARE:
        yield from ((words_of(part), True) for part in shared_parts(intent.words, intent.mentions))


def _kinds_beside(intent: Intent) -> Iterator[tuple[str, ...]]:
    """Ordinary words for a part ("services") right before a measure, or right after it and "of" or "for"."""
    for mention in intent.mentions:
        after = FROM.match(intent.words, mention.end)
        after = None if after and _DIVIDED_BY.match(after[0]) else after
        before = re.search(r"(\w+) $", intent.words[: mention.start])
        for said in (words_of(after[1])[:1] if after else (), words_of(before[1]) if before else ()):
            if said and said[0] in _TELLING:
                yield said


def _windows(run: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    for size in range(min(6, len(run)), 0, -1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


def phrase_label(intent: Intent, indexes: Sequence[FactIndex]) -> tuple[str, ...]:
    """The longest run of two or more words of the question that is a line's very label, however ordinary."""
    words = words_of(intent.words)
    for size in range(min(6, len(words)), 1, -1):
        for start in range(len(words) - size + 1):
            name = next(
                (i.names[words[start : start + size]] for i in indexes if words[start : start + size] in i.names), ""
            )
            if name:
                return (name,)
    return ()


def printed_line(intent: Intent, indexes: Sequence[FactIndex]) -> str:
    """A line that is printed under the words of the one line item asked for and those right before them.

    As "wireless service revenue" where a table prints "Total wireless service revenue"; empty where none does.
    """
    items = [mention for mention in intent.mentions if mention.kind == "line_item"]
    if len(items) != 1 or len(intent.mentions) != 1:
        return ""
    own = words_of(items[0].text)
    before = words_of(_RUN_BEFORE.search(intent.words[: items[0].start])[0])  # type: ignore[index]  # matches nothing too
    for size in range(min(4, len(before)), 0, -1):
        words = (*before[-size:], *own)
        if words[0] in ORDINARY_WORDS and words[0] not in _TELLING:
            continue
        for label in (words, ("total", *words)):
            fact = next((i.by_label[label][0] for i in indexes if label in i.by_label), None)
            if fact is not None and fact.concept is None and fact.segment is None:
                return fact.label
    return ""

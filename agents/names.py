"""Segments, products and regions in a question, by the names that the filings themselves print."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.breakdown import PLACES, segments_of
from agents.calendar import Target, own_target, targets_of
from agents.finder import Desk
from agents.grammar import Intent, names_in
from agents.indexes import FactIndex, alike, content_words, words_of
from agents.lookup import fact_is_of, sells
from agents.vocabulary import ORDINARY_WORDS
from core.filings import Filing

_CAPITAL = re.compile(r"(?<=[a-z,\u2019'\" ] )([A-Z][\w&.-]*(?:\s+(?:&\s+|and\s+(?=[A-Z]))?[A-Z][\w&.-]*)*)")
_BEFORE_SEGMENT = re.compile(
    r"\b([\w&.-]+(?:\s+[\w&.-]+)?)\s+(?:segment|division|product|category|region|business|brand)s?\b", re.I
)
_PARTS = (
    r"(?:segments|divisions|regions|geograph(?:y|ies|ical areas)|categories|business lines|product lines|"
    r"products|businesses)"
)
_WHICH = re.compile(
    rf"\b(?:which|what|each|every|by)(?: of \S+)?(?: \S+){{0,2}}? (?:segment|division|region|categor(?:y|"
    rf"ies)|country|{_PARTS[3:]}\b"
    rf"|\b{_PARTS}\b|\bbreak\s?downs?\b|\bsplit\b|\bdisaggregat\w+",
    re.IGNORECASE,
)
_DIVISIBLE = ("Revenues", "OperatingIncomeLoss", "CostOfRevenue", "GrossProfit", "Assets")
_FROM = re.compile(r"\s+(?:from|of|in|for|by)\s+(?:its |their |the )?((?:[\w&-]+\s*){1,4})")
_BEFORE = re.compile(r"(?:^|\s)([A-Z][\w&-]+(?:\s+[A-Z][\w&-]+)*)\s+(?:segment\s+|business\s+)?$")
_EMPTY = ORDINARY_WORDS | {"the", "a", "an"}
_NAMED_AFTER = re.compile(
    r"\s+(?:(?:from|of|in|for|by)\s+)(?:its |their |the )?([A-Z][\w&-]+(?: (?:and |of |& )?[A-Z][\w&-]+){0,3})"
)
_APART = re.compile(r"[,;:?.!()\"\u201c\u201d]|\s{3,}|\b(?:versus|vs|with|from|in|across|between|the)\b")
_JOINING = frozenset(("and", "&", "of", "or", "for"))
HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b|\bunits? (?:sold|sales|shipped)\b", re.IGNORECASE)
MOST = 4
MOST_IN_BREAKDOWN = 8


@dataclass(frozen=True)
class Names:
    """The segments meant (as printed), lines asked for by their own labels, and how a loose name was read."""

    segments: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    breakdown: bool = False


def names_for(intent: Intent, desk: Desk) -> Names:
    """The names of the question that stand in the filings' tables."""
    indexes = [desk.indexes.of(desk.shelf, filing.id) for filing in desk.recent]
    if intent.ratios and not intent.line_items or intent.formula:
        return Names()
    exact = _exact(intent, indexes)
    if exact:
        parts, measures = _parts_and_measures(exact, indexes)
        if measures:
            return Names(segments=parts, labels=measures)
        divided = intent.line_items or any(sells(index, name) for index in indexes for name in exact)
        uncounted = HOW_MANY.search(intent.question) and not any(_is_counted(exact, index) for index in indexes)
        return Names(segments=exact) if divided or uncounted else Names(labels=exact)
    if intent.line_items and _WHICH.search(intent.words):
        return Names(segments=_breakdown(intent, desk), breakdown=True)
    if intent.line_items:
        return _loose(intent, indexes)
    return Names(labels=_phrase(intent, indexes)) if not (intent.ratios or intent.topics) else Names()


def _is_counted(names: Sequence[str], index: FactIndex) -> bool:
    """Whether a number that is neither money nor a rate stands under one of the names."""
    return any(fact.unit in ("", "shares") for name in names for fact in index.named(name))


def _phrase(intent: Intent, indexes: Sequence[FactIndex]) -> tuple[str, ...]:
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


def _exact(intent: Intent, indexes: Sequence[FactIndex]) -> tuple[str, ...]:
    found = _joined(intent, indexes)
    own = set(words_of(intent.words)) - {word for m in intent.mentions for word in words_of(m.text)}
    for run, sure in _runs(intent):
        for words in _windows(run):
            if not own & set(words) or all(word.isdigit() for word in words):
                continue  # of the company's own name, or of the line item's
            if len(words) == 1 and words[0] in ORDINARY_WORDS and not sure:
                continue
            key = alike(words)
            name = next((index.names[key] for index in indexes if key in index.names), None)
            if name and not any(set(words) <= set(other) for other in found):
                found[words] = name
                break
    return tuple(dict.fromkeys(found.values()))[:MOST]


def _joined(intent: Intent, indexes: Sequence[FactIndex]) -> dict[tuple[str, ...], str]:
    """Names with a joining word within ("Search and news advertising"), which no run of words holds whole."""
    found: dict[tuple[str, ...], str] = {}
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


def _parts_and_measures(names: Sequence[str], indexes: Sequence[FactIndex]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parts and, of the names, those that head a table of them: "Delivery" and "Adjusted EBITDA"."""
    over = {name: words_of(name) for name in names}
    measures = {
        name
        for name in names
        for part in names
        if part != name and any(fact_is_of(fact, [over[name]]) for index in indexes for fact in index.named(part))
    }
    parts = tuple(name for name in names if name not in measures)
    return (parts, tuple(name for name in names if name in measures)) if parts else (tuple(names), ())


def _runs(intent: Intent) -> Iterable[tuple[tuple[str, ...], bool]]:
    """Runs of words that may be names; sure ones are capitalised or stand before "segment"."""
    for match in _CAPITAL.finditer(intent.question):
        yield words_of(match[1]), True
    for pattern in (_CAPITAL, _BEFORE_SEGMENT):
        for match in pattern.finditer(intent.words):
            yield words_of(match[1]), match[1][:1].isupper()
    for run in names_in(intent):
        yield run, False


def _windows(run: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    for size in range(min(6, len(run)), 0, -1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


def _breakdown(intent: Intent, desk: Desk) -> tuple[str, ...]:
    """Every part into which the latest filings of the period divide the line item asked for."""
    for filing in reversed(desk.filings):
        target = _target(intent, filing)
        index = desk.indexes.of(desk.shelf, filing.id)
        found = segments_of(index, intent.line_items[0], target, intent.words) if target else ()
        if found:
            return found[:MOST_IN_BREAKDOWN]
    return ()


def _target(intent: Intent, filing: Filing) -> Target | None:
    readings = targets_of(intent.periods[0], [filing]) if intent.periods else ()
    return readings[0] if readings else own_target(filing)


def _loose(intent: Intent, indexes: Sequence[FactIndex]) -> Names:
    """The printed names that share the telling words beside the measure, where none is printed as asked."""
    for run in _beside(intent):
        telling = [word for word in run if word not in _EMPTY and not word.isdigit()]
        best: dict[str, float] = {}
        for index in indexes:
            for words, name in index.names.items():
                shared = [word for word in telling if word in words]
                if shared and len(words) <= 6 and index.is_money(words):
                    score = len(shared) / (len(content_words(" ".join(words))) + len(telling))
                    best[name] = max(best.get(name, 0.0), score)
        if best:
            top = max(best.values())
            chosen = tuple(name for name, score in best.items() if score >= 0.8 * top)[:3]
            asked = " ".join(word for word in telling if any(word in words_of(name) for name in chosen))
            said = f"\u201c{asked}\u201d is read as {_quoted(chosen)}, as the filings print it."
            return Names(segments=chosen, readings=(said,))
    return Names(segments=_unprinted(intent), readings=_of_the_whole(intent))


def _of_the_whole(intent: Intent) -> tuple[str, ...]:
    """That words beside the line item which no table prints were left aside; a name would be asked for as a part."""
    if _unprinted(intent):
        return ()
    runs = (" ".join(word for word in run if word not in _EMPTY and not word.isdigit()) for run in _beside(intent))
    return tuple(f"No table prints \u201c{run}\u201d by itself; the figures are of the whole." for run in runs)[:1]


def _unprinted(intent: Intent) -> tuple[str, ...]:
    """A name beside the line item ("Cloud Services revenue", "revenue in Japan") that no table prints.

    It is asked for all the same: the whole issuer's figure would answer another question.
    """
    for mention in intent.mentions:
        if mention.kind == "line_item":
            before = _BEFORE.search(intent.words[: mention.start])
            after = _NAMED_AFTER.match(intent.words, mention.end)
            for match in (before, after):
                if match and any(word not in ORDINARY_WORDS or word in PLACES for word in words_of(match[1])):
                    return (match[1].strip(),)
    return ()


def _beside(intent: Intent) -> Iterable[tuple[str, ...]]:
    """The words right before a line item ("online retail sales") and after it ("revenue from online retail")."""
    for mention in intent.mentions:
        if mention.kind != "line_item" or mention.id not in _DIVISIBLE:
            continue
        after = _FROM.match(intent.words, mention.end)
        before = re.search(r"((?:[\w&-]+\s+){1,3})$", intent.words[: mention.start])
        for text in (after[1] if after else "", before[1] if before else ""):
            words = words_of(text)
            while words and words[0] in ORDINARY_WORDS:
                words = words[1:]
            if any(word not in _EMPTY and not word.isdigit() for word in words):
                yield words


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f"\u201c{name}\u201d" for name in names)

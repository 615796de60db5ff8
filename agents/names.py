"""Segments, products and regions in a question, by the names that the filings themselves print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.currencies import without_currencies
from agents.finder import Desk
from agents.grammar import Intent
from agents.grammar_lines import about_maturities
from agents.grammar_operations import Operation
from agents.indexes import FactIndex, words_of
from agents.lookup import fact_is_of
from agents.measures import lower_first
from agents.names_beside import places_beside, unknown_measure
from agents.names_divided import asks_for_one, asks_for_parts, breakdown, under_measure, undivided
from agents.names_exact import exact_names, phrase_label, printed_line
from agents.names_loose import loose_names, part_asked_about
from agents.names_measure import Named, measure_beside, named_measure
from agents.names_parts import is_part, sells

_PER = re.compile(
    r"\bper (?!cent\b|annum\b|(?:(?:common|ordinary|diluted|basic) )?shares?\b)[\w-]+(?: (?!in\b|for\b|of\b)[\w-]+)?",
    re.IGNORECASE,
)
"""What an amount is divided by, which is not itself asked for: "revenue per active rider"."""
HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b|\bunits? (?:sold|sales|shipped)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The segments meant (as printed), lines asked for by their own labels, and how a loose name was read.

    `undivided` says that a question about one of the parts ("which segment") has none to be about; `own_lines` that the
    labels stand in place of the line items that their words name ("wireless service revenue"); `measure` is the
    place in the question of a measure that no standard defines ("adjusted EBITDA"), where the label is one's;
    `of_whole` that the figures are of the whole, for no table prints the part that is asked for.
    """

    segments: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    breakdown: bool = False
    undivided: bool = False
    own_lines: bool = False
    measure: tuple[int, int] | None = None
    of_whole: bool = False


def names_for(intent: Intent, desk: Desk) -> Names:
    """The names of the question that stand in the filings' tables."""
    indexes = [desk.indexes.of(desk.shelf, filing.id) for filing in desk.recent]
    intent = replace(intent, words=without_currencies(intent.words))
    if not _PER.search(intent.words):
        return _names_for(intent, desk, indexes)
    label = phrase_label(intent, indexes)
    if label and "per" in words_of(label[0]):
        return Names(labels=label)
    words, question = (_PER.sub(_blank, text) for text in (intent.words, intent.question))
    return _names_for(replace(intent, words=words, question=question), desk, indexes)


def _names_for(intent: Intent, desk: Desk, indexes: Sequence[FactIndex]) -> Names:
    if intent.formula or about_maturities(intent.words):
        return Names()
    if intent.ratios and not intent.line_items:
        return _parts_with_ratio(intent, desk, indexes)
    if outside := next(
        (p for p in places_beside(intent.words, intent.mentions) if p.lower().startswith("outside")), ""
    ):
        return Names(segments=(outside,))
    if line := printed_line(intent, indexes):
        return Names(labels=(line,), own_lines=True)
    exact = exact_names(intent, indexes)
    if measure := named_measure(intent, indexes, exact):
        if asks_for_one(intent.words) and not exact:
            return _by_measure(intent, measure, desk)
        return Names(labels=(measure.label,), own_lines=True, measure=(measure.start, measure.end))
    if exact:
        return _of_exact(exact, intent, indexes)
    if intent.line_items and asks_for_parts(intent.words):
        return _divided(intent, desk)
    if intent.line_items:
        return _of_share(intent, Names(**loose_names(intent, indexes)._asdict()))
    return _of_phrase(intent, indexes) if not (intent.ratios or intent.topics) else Names()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _by_measure(intent: Intent, measure: Named, desk: Desk) -> Names:
    """The parts of which a measure of the issuer's own is asked, or that no table divides it."""
    asked = intent.words[measure.start : measure.end]
    parts = under_measure(intent, asked, desk)
    if not parts:
        return Names(readings=(f"No table divides {lower_first(asked)} that way.",), undivided=True)
    return Names(segments=parts, labels=(asked,), breakdown=True, measure=(measure.start, measure.end))


def _of_phrase(intent: Intent, indexes: Sequence[FactIndex]) -> Names:
    """A line by its very label; what is asked of it, where the question goes on to name a measure."""
    if part := part_asked_about(intent.words, indexes):
        return Names(segments=part)
    labels = phrase_label(intent, indexes)
    other = unknown_measure(intent.words, labels)
    return Names(segments=labels, labels=(other,)) if other else Names(labels=labels)


def _of_share(intent: Intent, names: Names) -> Names:
    """A share of a line item with no part that is printed is no question about the whole."""
    if intent.wanted.operation is not Operation.SHARE or names.segments or len(intent.periods) > 1:
        return names
    return replace(names, undivided=True, readings=("No table prints the part that is asked about by itself.",))


def _of_exact(exact: tuple[str, ...], intent: Intent, indexes: Sequence[FactIndex]) -> Names:
    """Printed names as parts of the line item asked for, as parts with measures of their own, or as lines."""
    parts, measures = _parts_and_measures(exact, indexes)
    if not measures and not intent.line_items:
        parts, measures = _sold_and_others(exact, indexes)
    if measures:
        return Names(segments=parts, labels=measures)
    if not intent.line_items and (other := unknown_measure(intent.words, exact) or _measure_of(intent, exact)):
        return Names(segments=exact, labels=(other,))
    divided = intent.line_items or any(sells(index, name) for index in indexes for name in exact)
    uncounted = HOW_MANY.search(intent.question) and not any(_is_counted(exact, index) for index in indexes)
    return Names(segments=exact) if divided or uncounted else Names(labels=exact)


def _measure_of(intent: Intent, exact: Sequence[str]) -> str:
    """The measure asked of printed names that are not its own words."""
    measure = measure_beside(intent)
    return measure if not any(set(words_of(name)) <= set(words_of(measure)) for name in exact) else ""


def _sold_and_others(names: Sequence[str], indexes: Sequence[FactIndex]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parts that sell something, and lines that do not ("mobility gross bookings"), where there are both."""
    parts = tuple(name for name in names if any(sells(index, name) for index in indexes))
    others = tuple(name for name in names if name not in parts)
    return (parts, others) if parts and others else (tuple(names), ())


def _parts_with_ratio(intent: Intent, desk: Desk, indexes: Sequence[FactIndex]) -> Names:
    """The segments whose ratio is asked for; a ratio's own words are no name."""
    parts = tuple(name for name in exact_names(intent, indexes) if any(is_part(index, name) for index in indexes))
    if parts:
        return Names(segments=parts)
    return _divided(intent, desk) if asks_for_one(intent.words) else Names()


def _divided(intent: Intent, desk: Desk) -> Names:
    """The parts of a line item, or that no table divides it."""
    parts = breakdown(intent, desk)
    if parts:
        return Names(segments=parts, breakdown=True)
    return Names(readings=(undivided(intent, desk),), breakdown=True, undivided=asks_for_one(intent.words))


def _is_counted(names: Sequence[str], index: FactIndex) -> bool:
    """Whether a number that is neither money nor a rate stands under one of the names."""
    return any(fact.unit in ("", "shares") for name in names for fact in index.named(name))


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

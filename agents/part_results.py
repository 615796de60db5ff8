"""How a part of an issuer did: its revenue, and what it earned or lost by the measure that the issuer prints of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.finder import Desk
from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.indexes import FactIndex, name_key, words_of
from agents.lookup import candidates
from agents.measures import lower_first, measure_named
from agents.names import HOW_MANY, Names
from core.ontology import Ontology

_OVERVIEW = re.compile(
    r"\b(?:perform(?:s|ed|ance|ing)?|results?|overview|summar\w+|highlights|key figures|"
    r"how (?:is|are|did|do|does|was|were|has|have)\b.{1,80}?\b(?:do|doing|done|fared?|faring))\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:los(?:e|t|ing|s(?:es)?)|(?:un)?profit(?:s|able|ability)?|earn(?:s|ed|ing|ings)?|mak(?:e|es|ing) money|made "
    r"money|in the (?:red|black))\b",
    re.IGNORECASE,
)
_SAID_OUTRIGHT = re.compile(
    r"\b(?:net|bottom[- ]line|after[- ]tax|operating|pre-?tax|gross)\s+(?:\w+ )?(?:income|loss|losses|earnings|"
    r"profits?|result)\b",
    re.IGNORECASE,
)
_PRINTED = (
    re.compile(
        r"(?:(?:segment|total|adjusted|property|core|underlying|reportable) )*"
        r"(?:EBITDAR?|EBITA?|OIBDA|contribution(?: profit)?|(?:operating|segment) (?:profit|income|earnings|loss|"
        r"result)s?)(?: \((?:loss|income)\))?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?:segment|adjusted) )*(?:pre-?tax (?:income|earnings|profit)|(?:income|earnings|profit) before "
        r"(?:income )?tax(?:es)?|net (?:income|earnings|loss))(?: \((?:loss|income)\))?",
        re.IGNORECASE,
    ),
)
"""How filings call what a segment earned, the usual measures before those after interest and taxes."""
_OPERATING, _NET = "OperatingIncomeLoss", "NetIncomeLoss"


def with_part_results(intent: Intent, names: Names, desk: Desk, asked: str) -> tuple[Intent, Names, tuple[str, ...]]:
    """The question with the measures of a part that it leaves to be understood, and what is to be said of them.

    Args:
        intent: the question as read.
        names: the names in it.
        desk: the filings in scope.
        asked: the question as the user put it: "net income" said outright is no other result.
    """
    if intent.formula or intent.ratios or names.breakdown or names.undivided or HOW_MANY.search(intent.question):
        return intent, names, ()
    indexes = [desk.indexes.of(desk.shelf, filing.id) for filing in desk.recent]
    if _asks_how_it_did(intent):
        return _overview(intent, names, indexes, desk.ontology)
    if not (names.segments and names.labels) and _asks_for_result(intent, asked):
        return _result(intent, names, indexes, desk.ontology)
    return intent, names, ()


def _asks_how_it_did(intent: Intent) -> bool:
    return not (intent.asks_figures or intent.topics) and bool(_OVERVIEW.search(intent.words))


def _asks_for_result(intent: Intent, asked: str) -> bool:
    if _SAID_OUTRIGHT.search(asked) or not _RESULT.search(asked):
        return False
    return intent.line_items in ((), (_NET,), (_OPERATING,)) and not intent.topics


def _result(
    intent: Intent, names: Names, indexes: Sequence[FactIndex], ontology: Ontology
) -> tuple[Intent, Names, tuple[str, ...]]:
    """What was earned or lost, instead of the revenue or of the net income that no segment has."""
    parts = names.segments or names.labels
    result = _result_of(parts, indexes, ontology) if parts and not names.own_lines else ""
    if not (names.segments or result):
        return intent, names, ()
    said = _instead(result, parts) if result else ()
    return replace(intent, line_items=()), replace(names, segments=parts, labels=(result or _OPERATING,)), said


def _overview(
    intent: Intent, names: Names, indexes: Sequence[FactIndex], ontology: Ontology
) -> tuple[Intent, Names, tuple[str, ...]]:
    """Revenue and result, as far as they are printed, over the periods there are."""
    parts = names.segments or names.labels
    result = _result_of(parts, indexes, ontology) if parts else ""
    sold = any(_prints(index, "Revenues", part, ontology) for index in indexes for part in parts)
    if names.segments and names.labels or names.own_lines or not parts:
        return intent, names, ()
    if not (names.segments or result or sold) and not any(_is_tagged(index, p) for index in indexes for p in parts):
        return intent, replace(names, own_lines=all(part in intent.words for part in parts)), ()
    lines = (*(["Revenues"] if sold or not result else []), *([result] if result else []))
    if intent.wanted.operation is Operation.LEVEL and intent.wanted.claim is None:
        intent = replace(intent, wanted=replace(intent.wanted, operation=Operation.TREND))
    return intent, replace(names, segments=parts, labels=lines), ()


def _result_of(parts: Sequence[str], indexes: Sequence[FactIndex], ontology: Ontology) -> str:
    """The line item, or the label, under which the filings print what these parts earned; empty where they do not."""
    if any(_prints(index, _OPERATING, part, ontology) for index in indexes for part in parts):
        return _OPERATING
    for pattern in _PRINTED:
        for index in reversed(indexes):
            for part in parts:
                if label := next(_labels(index, part, pattern, ontology), ""):
                    return label
    return _NET if any(_prints(index, _NET, part, ontology) for index in indexes for part in parts) else ""


def _labels(index: FactIndex, part: str, pattern: re.Pattern[str], ontology: Ontology) -> Iterator[str]:
    """What amounts of a part are called beside, above or over them, where that is a measure of its result."""
    for fact in index.named(part):
        for text in (fact.label, *reversed(fact.parents), fact.heading) if len(fact.unit) == 3 else ():
            label = text.strip(" :")
            if pattern.fullmatch(label) and _prints(index, label, part, ontology):
                yield label


def _is_tagged(index: FactIndex, part: str) -> bool:
    """Whether a name is that of a part, of which figures are printed, and not of a line of its own ("Trips")."""
    return any(fact.segment and name_key(fact.segment) == name_key(part) for fact in index.named(part)) or any(
        name_key(fact.label) == name_key(part) and fact.segment for fact in index.named(part)
    )


def _prints(index: FactIndex, line: str, part: str, ontology: Ontology) -> bool:
    facts = candidates(index, measure_named(line, ontology, part))
    return any(fact.period.months and len(fact.unit) == 3 for fact in facts)


def _instead(result: str, parts: Sequence[str]) -> tuple[str, ...]:
    """That the result is the issuer's own measure, where no operating income is printed of the part."""
    if result == _OPERATING:
        return ()
    measure = "net income" if result == _NET else lower_first(result)
    own = set(words_of(" ".join(parts)))
    return () if set(words_of(measure)) <= own else (f"What {parts[0]} earned or lost is given as {measure}.",)

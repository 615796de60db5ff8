"""Questions about the parts of a line item: by segment, product or region, or about one of them ("which segment")."""

import re

from agents.breakdown import segments_of, segments_under
from agents.calendar import Target, own_target, targets_of
from agents.finder import Desk
from agents.grammar import Intent
from agents.measures import lower_first
from core.filings import Filing

_PARTS = (
    r"(?:segments|divisions|regions|geograph(?:y|ies|ical areas)|categories|business lines|product lines|"
    r"products|businesses)"
)
_SOURCES = r"(?:sources?|streams?)"
_WHICH = re.compile(
    rf"\b(?:which|what|each|every|by)(?: of \S+)?(?: \S+){{0,2}}? (?:segment|division|region|categor(?:y|"
    rf"ies)|country|product(?: line)?|business line|brand|geography|{_PARTS[3:]}\b"
    rf"|\b(?:highest|largest|biggest|greatest|lowest|smallest|strongest|weakest|best|worst|top|fastest|slowest|leading|main)"
    rf"(?:[ -](?!of\b|in\b|for\b)[\w'&-]+){{0,4}}? (?:segment|division|region|categor(?:y|ies)|product(?: line)?|"
    rf"business (?:line|unit)|{_SOURCES})\b|\brevenue {_SOURCES}\b"
    rf"|\b{_PARTS}\b|\b(?:segment|regional|geographic) (?=revenue|sales|net sales|operating|profit|results)"
    r"|\bbreak\s?downs?\b|\bsplit\b|\bdisaggregat\w+",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:which|what)\b[^.?!]{0,40}?"
    rf"(?:\b(?:segment|division|region|category|country|geography|product|business|unit|brand)s?\b|\b{_PARTS}\b|"
    rf"\brevenue {_SOURCES}\b)",
    re.IGNORECASE,
)
MOST_IN_BREAKDOWN = 8


def asks_for_parts(words: str) -> bool:
    """Whether a question is about the parts of a figure."""
    return bool(_WHICH.search(_spaced(words)))


def asks_for_one(words: str) -> bool:
    """Whether it is about one of them ("which segment"), so that the whole is no answer."""
    return bool(_ONE_OF.search(_spaced(words)))


def undivided(intent: Intent, desk: Desk) -> str:
    """That no table divides what is asked for."""
    what = desk.ontology.ratios[intent.ratios[0]] if intent.ratios else desk.ontology.line_items[intent.line_items[0]]
    words = _spaced(intent.words)
    match = _WHICH.search(words) or _ONE_OF.search(words)
    by = match[0].split()[-1].lower() if match else "part"
    return f"No table divides {lower_first(what.name)} by {by} for the period, as far as it was read."


def breakdown(intent: Intent, desk: Desk) -> tuple[str, ...]:
    """Every part into which the latest filings of the period divide the line item (of a ratio, its first) asked for."""
    items = desk.ontology.line_items
    line = intent.line_items[0] if intent.line_items else desk.ontology.ratios[intent.ratios[0]].inputs[0]
    for filing in reversed(desk.filings):
        index = desk.indexes.of(desk.shelf, filing.id)
        phrases = (items[line].name, *items[line].synonyms)
        for target in _targets(intent, filing):
            if found := segments_of(index, line, target, intent.words, phrases):
                return found[:MOST_IN_BREAKDOWN]
    return ()


def under_measure(intent: Intent, measure: str, desk: Desk) -> tuple[str, ...]:
    """The parts for which the latest filings of the period print a measure of their own."""
    for filing in reversed(desk.filings):
        index = desk.indexes.of(desk.shelf, filing.id)
        for target in _targets(intent, filing):
            if found := segments_under(index, measure, target):
                return found[:MOST_IN_BREAKDOWN]
    return ()


def _targets(intent: Intent, filing: Filing) -> tuple[Target, ...]:
    """The ways to read the period asked for; the filing's own where none is."""
    own = own_target(filing)
    readings = targets_of(intent.periods[0], [filing]) if intent.periods else ()
    return readings or ((own,) if own else ())


def _spaced(words: str) -> str:
    """Without the gaps where names and periods stood."""
    return " ".join(words.split())

"""A question with its scope and all that the grammar makes of it; the plan and the answer are both made from it."""

import re
from dataclasses import dataclass, replace

from agents.breakdown import costs_of_statement, parts_of_statement
from agents.cover_and_staff import asks_for_staff
from agents.currencies import unconverted
from agents.finder import Desk
from agents.grammar import Intent, read_question
from agents.grammar_ambiguous import resolved
from agents.grammar_lines import about_maturities, about_the_programme
from agents.grammar_operations import Operation, wanted_in
from agents.grammar_rivals import beside_each_other, with_rivals, with_sides
from agents.grammar_subject import with_subject
from agents.history import carried_from
from agents.indexes import words_of
from agents.measures import UNITS
from agents.names import HOW_MANY, Names, names_for
from agents.part_results import with_part_results
from agents.pointed import counting, pointed_at
from agents.scope import Scope, scope_of
from agents.shorthand import mended, written_out
from agents.task import Task
from agents.vocabulary import ORDINARY_WORDS, SMALL_WORDS
from agents.whole_filing import asks_for_gist
from core.errors import CannotAsk

LONGEST_QUESTION = 4000
SEARCHED = 40
FEW = 3
UNASKED = (
    "The question names no figure and no matter that these filings treat; ask for a line item, a ratio or a topic, for "
    "example “How did revenue change?”."
)
MARKET = (
    "Periodic filings do not disclose the market's price of a share or its value today; ask for what they report, for "
    "example earnings per share or shares outstanding."
)
_MARKET = re.compile(
    r"^\s*(?:what|how (?:much|high))\b.{0,30}\b(?:is|was|are|were)\b.{0,60}"
    r"\b(?:(?:share|stock)(?:'s)? price|price of (?:a |the |its |their )?(?:share|stock)|price target|"
    r"market capitali[sz]ation|market cap)\b",
    re.IGNORECASE,
)
OVERVIEW = (
    "Revenues",
    "OperatingIncomeLoss",
    "NetIncomeLoss",
    "EarningsPerShareDiluted",
    "NetCashProvidedByUsedInOperatingActivities",
)
_OVERVIEW = re.compile(
    r"\b(?:perform(?:ed|ance|ing)?|financials?|financial (?:results|health|position|condition)|results|how "
    r"(?:is|did|was) "
    r"\S+ (?:do|doing)|overview|summar\w+|highlights|key figures)\b",
    re.IGNORECASE,
)
_SEGMENT_NEXT = re.compile(r"\s+(?:segment|division|business unit|brand)\b", re.IGNORECASE)
_COSTS = re.compile(r"\b(?:costs?|expenses?)\b(?! of\b)", re.IGNORECASE)
_RANKINGS = (Operation.HIGHEST, Operation.LOWEST, Operation.RANK)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Reading:
    """A question with its scope and all that it was read as; the plan and the answer are made from it.

    `otherwise` is the question put otherwise, where a word of it may mean another figure.
    """

    intent: Intent
    scope: Scope
    desk: Desk
    names: Names
    readings: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


def read(task: Task) -> Reading:
    """The question as the grammar reads it, with what a follow-up carries over. Raises NoFilings or CannotAsk."""
    _refuse_unreadable(task.run.question.strip())
    question, mends = mended(written_out(task.run.question.strip()), task.ontology, _Used(task))
    carried = carried_from(task.history, question, task.ontology)
    scope = scope_of(task, question, carried.filings)
    intent = read_question(question, task.ontology, _places_of_names(question, scope))
    intent, said = carried.into(intent)
    desk = Desk(task.shelf, task.ontology, scope.filings, task.indexes)
    intent = _with_costs(intent, desk)
    intent, assumed = with_subject(intent)
    meant = resolved(intent, task.ontology)
    intent, compared = with_rivals(meant.intent, question, scope)
    names = names_for(intent, desk)
    intent = with_sides(beside_each_other(intent, names.segments), names.segments)
    intent = _without_own_words(intent, names)
    intent, names, results = with_part_results(intent, names, desk, task.run.question)
    said = (*said, *results, *assumed, *meant.readings, *compared, *unconverted(question, scope.filings))
    return Reading(intent, scope, desk, names, (*mends, *scope.readings, *said, *names.readings), meant.otherwise)


def _places_of_names(question: str, scope: Scope) -> list[tuple[int, int]]:
    """Where companies are named; a second word of a name before "segment" is a part's ("Acme's Zenith segment")."""
    places: list[tuple[int, int]] = []
    seen: set[str] = set()
    for one in scope.named:
        if not (one.company in seen and _SEGMENT_NEXT.match(question, one.end)):
            places.append((one.start, one.end))
        seen.add(one.company)
    return places


class _Used:
    """The words that the filings use, as far as a few of them tell; looked up only for a word that may be a slip."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __contains__(self, word: object) -> bool:
        used = re.compile(rf"\b{re.escape(str(word))}\b", re.IGNORECASE)
        filings = self._task.in_scope()[:FEW]
        return any(used.search(passage.text) for filing in filings for passage in self._task.shelf.passages(filing.id))


def _with_costs(intent: Intent, desk: Desk) -> Intent:
    """The costs that the latest statement in scope prints, where the largest (or smallest) of them is asked for."""
    if intent.asks_figures or intent.wanted.operation not in _RANKINGS or not _COSTS.search(intent.words):
        return intent
    found = (costs_of_statement(desk.indexes.of(desk.shelf, filing.id)) for filing in reversed(desk.recent))
    return replace(intent, line_items=next((costs for costs in found if costs), ()))


def _without_own_words(intent: Intent, names: Names) -> Intent:
    """What is wanted, the words of the measure's own name aside: "organic growth" is a level, not growth of it."""
    if names.measure is None:
        return intent
    places = [(mention.start, mention.end) for mention in intent.mentions]
    return replace(intent, wanted=wanted_in(intent.words, [*places, names.measure]))


def _refuse_unreadable(question: str) -> None:
    if not _LETTERS.search(question):
        raise CannotAsk("Ask a question in words, for example “How did revenue change between quarters?”.")
    if len(question) > LONGEST_QUESTION:
        raise CannotAsk(
            f"The question has {len(question):,} characters; ask it in {LONGEST_QUESTION:,} or fewer, one matter at "
            f"a time."
        )


def refuse_nonsense(reading: Reading, task: Task) -> None:
    """A question of which the filings know no word is not searched for: whatever would be found is chance."""
    intent = reading.intent
    _refuse_market(intent)
    if intent.asks_figures or intent.topics or reading.names.segments or reading.names.labels or overview(intent):
        return
    if asks_for_gist(intent.words):
        return
    words = {word for word in words_of(intent.words) if word not in SMALL_WORDS and len(word) > 2 and word != "new"}
    hits = task.shelf.search(intent.words, [filing.id for filing in reading.scope.filings[:SEARCHED]], 10)
    asked = pointed_at(intent.words, reading.scope.filings)
    if asked and asked.names and any(asked.bears(hit.passage.text) for hit in hits):
        return
    if (
        asks_for_staff(intent.words)
        or about_maturities(intent.words)
        or counting(intent.words, [hit.passage for hit in hits], 1)
    ):
        return
    telling = words - ORDINARY_WORDS
    if telling and telling != words and any(_names_them(hit.passage.text, telling, words) for hit in hits):
        return
    if not words or not any(_tells(hit.passage.text, words) for hit in hits):
        raise CannotAsk(UNASKED)


def _tells(text: str, words: set[str]) -> bool:
    """Whether a text bears on the words: a few of them all in one sentence, of many of them half in the passage."""
    if len(words) > 4:
        return len(words & set(words_of(text))) * 2 >= len(words)
    return any(words <= set(words_of(sentence)) for sentence in _SENTENCES.split(text))


def _names_them(text: str, telling: set[str], words: set[str]) -> bool:
    """Whether one sentence has all the words that are no ordinary ones, and one of the others beside them."""
    sentences = (set(words_of(sentence)) for sentence in _SENTENCES.split(text))
    return any(telling <= said and said & (words - telling) for said in sentences)


def _refuse_market(intent: Intent) -> None:
    if _MARKET.search(intent.question) and not intent.wanted.reasons:
        raise CannotAsk(MARKET)


def overview(intent: Intent) -> bool:
    """Whether a question asks how the issuer did at large."""
    return not (intent.asks_figures or intent.topics) and bool(_OVERVIEW.search(intent.question))


def lines_of(reading: Reading) -> list[str]:
    """The line items to look up: those asked for, else those that belong to the topic, else revenue for a product."""
    intent = reading.intent
    if intent.formula or reading.names.undivided:
        return []
    if reading.names.own_lines:
        return list(reading.names.labels)
    if intent.line_items:
        return _with_parts(reading)
    if intent.ratios:
        return []
    if reading.names.segments and reading.names.labels:
        return list(reading.names.labels)
    if reading.names.segments:
        return [UNITS if HOW_MANY.search(intent.question) else "Revenues"]
    if overview(intent) and any(filing.fiscal_period for filing in reading.scope.filings):
        return list(OVERVIEW)
    of_topics = (
        []
        if about_the_programme(intent.words) or about_maturities(intent.words)
        else [item for topic in intent.topics for item in topic.line_items if item in reading.desk.ontology.line_items]
    )
    return list(dict.fromkeys(of_topics)) or list(reading.names.labels)


def _with_parts(reading: Reading) -> list[str]:
    """The line items asked for; a total of expenses whose change is asked about comes with its parts."""
    intent, items = reading.intent, list(reading.intent.line_items)
    if not (intent.wanted.reasons or intent.wanted.claim) or reading.names.segments:
        return items
    for filing in reading.scope.filings[-1:]:
        index = reading.desk.indexes.of(reading.desk.shelf, filing.id)
        items += [part for item in tuple(items) for part in parts_of_statement(index, item) if part not in items]
    return items


def ratios_of(reading: Reading) -> list[str]:
    """The ratios to compute, or the name of the computation that the question defines."""
    intent = reading.intent
    if reading.names.undivided:
        return []
    if intent.formula:
        return [intent.formula.name]
    return list(intent.ratios)

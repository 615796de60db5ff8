"""From a question read to a plan: one sub-question per filing that can answer, each with its tool and arguments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.breakdown import parts_of_statement
from agents.calendar import Target, own_target
from agents.finder import Desk
from agents.grammar import Intent, read_question
from agents.grammar_operations import Operation
from agents.grammar_periods import Span
from agents.history import Carried, carried_from
from agents.indexes import words_of
from agents.names import Names, names_for
from agents.planning_periods import Assigned, assigned
from agents.scope import Scope, scope_of
from agents.task import Planned, Task
from agents.tracing import Tracer
from agents.vocabulary import ORDINARY_WORDS
from core.answers import Argument, Plan, SubQuestion
from core.errors import CannotAsk
from core.filings import Filing

LONGEST_QUESTION = 4000
MOST_FILINGS = 40
UNASKED = (
    "The question names no figure and no matter that these filings treat; ask for a line item, a ratio or a topic, for "
    "example “How did revenue change?”."
)
OVERVIEW = (
    "Revenues",
    "OperatingIncomeLoss",
    "NetIncomeLoss",
    "EarningsPerShareDiluted",
    "NetCashProvidedByUsedInOperatingActivities",
)
_OVERVIEW = re.compile(
    r"\b(?:perform(?:ed|ance|ing)?|financials?|financial (?:results|health|position|condition)|results|how (?:is|did|was) "
    r"\S+ (?:do|doing)|overview|summar\w+|highlights|key figures)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Reading:
    """A question with its scope and all that it was read as; the plan and the answer are made from it."""

    intent: Intent
    scope: Scope
    desk: Desk
    names: Names
    readings: tuple[str, ...] = ()


class OfflinePlanner:
    """Plans by the grammar of companies, periods, line items, ratios and topics. No model is involved."""

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        """The plan of a question. Raises NoFilings or CannotAsk with a sentence for the user."""
        reading = read(task)
        _refuse_nonsense(reading, task)
        steps = [*_figure_steps(reading, task), *_word_steps(reading, task)]
        if not steps:
            raise CannotAsk(UNASKED)
        numbered = tuple(replace(step, id=str(n)) for n, step in enumerate(steps, 1))
        used = {step.filing for step in numbered}
        filings = tuple(filing for filing in reading.scope.filings if filing.id in used)
        return Planned(Plan(numbered, reading.readings), filings)


def read(task: Task) -> Reading:
    """The question as the grammar reads it, with what a follow-up carries over. Raises NoFilings or CannotAsk."""
    question = task.run.question.strip()
    _refuse_unreadable(question)
    carried = carried_from(task.history, question, task.ontology)
    scope = scope_of(task, question, carried.filings)
    intent = read_question(question, task.ontology, [(one.start, one.end) for one in scope.named])
    intent, said = carried.into(intent)
    desk = Desk(task.shelf, task.ontology, scope.filings, task.indexes)
    names = names_for(intent, desk)
    return Reading(intent, scope, desk, names, (*scope.readings, *said, *names.readings))


def _refuse_unreadable(question: str) -> None:
    if not _LETTERS.search(question):
        raise CannotAsk("Ask a question in words, for example “How did revenue change between quarters?”.")
    if len(question) > LONGEST_QUESTION:
        raise CannotAsk(
            f"The question has {len(question):,} characters; ask it in {LONGEST_QUESTION:,} or fewer, one matter at a time."
        )


def _refuse_nonsense(reading: Reading, task: Task) -> None:
    """A question of which the filings know no word is not searched for: whatever would be found is chance."""
    intent = reading.intent
    if intent.asks_figures or intent.topics or reading.names.segments or reading.names.labels or overview(intent):
        return
    words = {word for word in words_of(intent.words) if word not in ORDINARY_WORDS and len(word) > 2}
    hits = task.shelf.search(intent.words, [filing.id for filing in reading.scope.filings[:MOST_FILINGS]], 10)
    known = {word for hit in hits for word in words_of(hit.passage.text)}
    if len(words & known) * 2 < len(words) or not words:
        raise CannotAsk(UNASKED)


def overview(intent: Intent) -> bool:
    """Whether a question asks how the issuer did at large."""
    return not (intent.asks_figures or intent.topics) and bool(_OVERVIEW.search(intent.question))


def _figure_steps(reading: Reading, task: Task) -> list[SubQuestion]:
    """Look-ups and computations: for each company the filings that print the periods meant."""
    intent, steps = reading.intent, list[SubQuestion]()
    lines, ratios = _lines(reading), _ratios(intent)
    if not lines and not ratios:
        return steps
    for part in assigned(reading.intent, reading.scope, reading.desk, reading.names, bool(task.run.scope)):
        if lines:
            steps.append(_lookup(reading, part, lines))
        steps += [_ratio(reading, part, ratio) for ratio in ratios]
    return steps


def _lines(reading: Reading) -> list[str]:
    """The line items to look up: those asked for, else those that belong to the topic, else revenue for a product."""
    intent = reading.intent
    if intent.formula:
        return []
    if intent.line_items:
        return _with_parts(reading)
    if intent.ratios:
        return []
    if reading.names.segments:
        return ["Revenues"]
    if overview(intent):
        return list(OVERVIEW)
    of_topics = [
        item for topic in intent.topics for item in topic.line_items if item in reading.desk.ontology.line_items
    ]
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


def _ratios(intent: Intent) -> list[str]:
    if intent.formula:
        return [intent.formula.name]
    return list(intent.ratios)


def _lookup(reading: Reading, part: Assigned, lines: Sequence[str]) -> SubQuestion:
    names = [
        reading.desk.ontology.line_items[line].name if line in reading.desk.ontology.line_items else line
        for line in lines
    ]
    intent = reading.intent
    arguments: dict[str, Argument] = {"line_items": list(lines), "periods": [t.label for t in part.targets]}
    if reading.names.segments:
        whole = [""] if intent.wanted.operation is Operation.SHARE else []
        arguments["segments"] = [*reading.names.segments, *whole]
    if reading.intent.statements:
        arguments["statement"] = reading.intent.statements[0].value if len(reading.intent.statements) == 1 else ""
    what = _and(list(reading.names.segments) or [name.lower() for name in names])
    if reading.names.segments and reading.intent.line_items:
        what = f"{_and([name.lower() for name in names])} of {what}"
    text = f"What does {part.filing.title} report as {what} for {_and([_said(t) for t in part.targets])}?"
    return SubQuestion("", text, "lookup_fact", part.filing.id, arguments)


def _ratio(reading: Reading, part: Assigned, ratio: str) -> SubQuestion:
    intent = reading.intent
    ratios = reading.desk.ontology.ratios
    name = ratios[ratio].name if ratio in ratios and not intent.formula else ratio
    arguments: dict[str, Argument] = {"ratio": ratio, "periods": [t.label for t in part.targets]}
    if intent.formula:
        arguments["definition"] = intent.question
    text = f"What is the {name.lower() if not name.isupper() else name} of {part.filing.title} for {_and([_said(t) for t in part.targets])}?"
    return SubQuestion("", text, "compute_ratio", part.filing.id, arguments)


def _word_steps(reading: Reading, task: Task) -> list[SubQuestion]:
    """Searches for what the filings say: of the topic, of the reasons, or of a question that names no figure."""
    intent = reading.intent
    figures = bool(_lines(reading) or _ratios(intent))
    if figures and not intent.wanted.reasons and not intent.topics:
        return []
    if figures and intent.topics and not intent.wanted.reasons and _topic_is_figure(intent):
        return []
    topic = intent.topics[0].name if intent.topics else ""
    return [_search(filing, intent, topic) for filing in _filings_for_words(reading, task)]


def _topic_is_figure(intent: Intent) -> bool:
    """Whether the words that name the topic are themselves the line item asked for, and nothing is asked in words."""
    named = [(m.start, m.end) for m in intent.mentions]
    for topic in intent.topics:
        match = topic.pattern.search(intent.words)
        if match and not any(start < match.end() and match.start() < end for start, end in named):
            return False
    return bool(named) and intent.wanted.claim is None


def _filings_for_words(reading: Reading, task: Task) -> list[Filing]:
    """The filings of the periods named; all that were ticked; the latest where the latest alone is meant."""
    intent, chosen = reading.intent, list[Filing]()
    for company in reading.scope.companies:
        filings = list(company.filings)
        if intent.latest and not intent.earlier and not task.run.scope:
            filings = filings[-1:]
        elif intent.periods and (matching := [f for f in filings if _is_of(f, intent)]):
            filings = matching
        chosen += filings
    if len(chosen) <= MOST_FILINGS // 4 or task.run.scope:
        return chosen[:MOST_FILINGS]
    found = [hit.passage.filing for hit in task.shelf.search(intent.words, [f.id for f in chosen], 20)]
    return [filing for filing in chosen if filing.id in found][: MOST_FILINGS // 4]


def _is_of(filing: Filing, intent: Intent) -> bool:
    from agents.planning_periods import readings_of

    own = own_target(filing)
    if own is None:
        return False
    for asked in intent.periods:
        for target in readings_of(asked, [filing]):
            same_end = abs((own.end - target.end).days) <= 16
            if same_end or (asked.span is Span.YEAR and own.months == 3 and 0 <= (target.end - own.end).days < 350):
                return True
    return False


def _search(filing: Filing, intent: Intent, topic: str) -> SubQuestion:
    arguments: dict[str, Argument] = {"query": intent.question if len(intent.question) < 600 else intent.question[:600]}
    if topic:
        arguments["topic"] = topic
    matter = topic or "this"
    if intent.asks_figures and intent.wanted.reasons:
        matter = "the reasons"
    return SubQuestion("", f"What does {filing.title} say about {matter}?", "search_passages", filing.id, arguments)


def _said(target: Target) -> str:
    return target.label or target.period.name


def _and(parts: Sequence[str]) -> str:
    parts = list(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else "this"


__all__ = ["Carried", "OfflinePlanner", "Operation", "Reading", "read"]

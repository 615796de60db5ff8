"""From a question read to a plan: one sub-question per filing that can answer, each with its tool and arguments."""

from collections.abc import Sequence
from dataclasses import replace

from agents.calendar import Target, own_target
from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.grammar_periods import PeriodAsked, Span
from agents.planning_changes import compared, follows_both, follows_changes
from agents.planning_common import aligned, said_aligned
from agents.planning_missing import missing_companies, missing_periods
from agents.planning_periods import Assigned, assigned, readings_of
from agents.planning_readings import other_periods, said_ends, said_periods
from agents.reading import UNASKED, Reading, lines_of, ratios_of, read, refuse_nonsense
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Argument, Plan, SubQuestion
from core.errors import CannotAsk
from core.filings import Filing

MOST_FILINGS = 40


class OfflinePlanner:
    """Plans by the grammar of companies, periods, line items, ratios and topics. No model is involved."""

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        """The plan of a question. Raises NoFilings or CannotAsk with a sentence for the user."""
        reading = read(task)
        refuse_nonsense(reading, task)
        named = reading.intent
        reading = replace(reading, intent=aligned(named, reading.scope))
        parts = _parts(reading, task)
        steps = [*_figure_steps(reading, parts), *_word_steps(reading, task)]
        if not steps:
            raise CannotAsk(UNASKED)
        alike = said_aligned(reading.intent) if reading.intent != named else ()
        ends = said_ends(reading.scope, parts)
        asked, told = (reading.intent, parts) if parts else _quarters_told(reading, steps)
        readings = (*reading.readings, *alike, *said_periods(asked, reading.scope, told), *ends)
        numbered = tuple(replace(step, id=str(n)) for n, step in enumerate(steps, 1))
        used = {step.filing for step in numbered}
        filings = tuple(filing for filing in reading.scope.filings if filing.id in used)
        missing = (*missing_companies(reading.scope, task), *missing_periods(asked, reading.scope, told))
        if reading.otherwise:
            others = " or ".join(f"\u201c{other}\u201d" for other in reading.otherwise)
            readings = (*readings, f"It can be meant otherwise: ask {others}.")
        otherwise = (*reading.otherwise, *other_periods(reading.intent, reading.scope, parts))
        return Planned(Plan(numbered, readings, missing, otherwise), filings)


def _parts(reading: Reading, task: Task) -> list[Assigned]:
    """Which filing is asked for which periods; none where no figure is asked for."""
    if not lines_of(reading) and not ratios_of(reading):
        return []
    return assigned(reading.intent, reading.scope, reading.desk, reading.names, bool(task.run.scope))


def _quarters_told(reading: Reading, steps: Sequence[SubQuestion]) -> tuple[Intent, list[Assigned]]:
    """The quarters that a question in words names, and those that the filings searched report on."""
    quarters = tuple(asked for asked in reading.intent.periods if asked.span is Span.QUARTER and asked.year)
    searched = {step.filing for step in steps}
    own = [(filing, own_target(filing)) for filing in reading.scope.filings if filing.id in searched]
    told = [Assigned(filing, (target,)) for filing, target in own if target and target.months == 3]
    return replace(reading.intent, periods=quarters), told if quarters and len(told) == len(own) else []


def _figure_steps(reading: Reading, parts: Sequence[Assigned]) -> list[SubQuestion]:
    """Look-ups and computations: for each company the filings that print the periods meant."""
    lines, steps = lines_of(reading), list[SubQuestion]()
    for part in parts:
        if lines:
            steps.append(_lookup(reading, part, lines))
        steps += [_ratio(reading, part, ratio) for ratio in ratios_of(reading)]
    return steps


def _lookup(reading: Reading, part: Assigned, lines: Sequence[str]) -> SubQuestion:
    names = [
        reading.desk.ontology.line_items[line].name if line in reading.desk.ontology.line_items else line
        for line in lines
    ]
    intent = reading.intent
    arguments: dict[str, Argument] = {"line_items": list(lines), "periods": [t.label for t in part.targets]}
    if reading.names.segments:
        whole = [""] if intent.wanted.operation in (Operation.SHARE, Operation.WITHOUT) else []
        index = reading.desk.indexes.of(reading.desk.shelf, part.filing.id)
        own = [name for name in reading.names.segments if index.named(name)]
        arguments["segments"] = [*own, *whole] if own else list(reading.names.segments)
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
    own = ""
    if reading.names.segments and not intent.formula:
        arguments["segments"] = list(reading.names.segments)
        own = f"{_and(list(reading.names.segments))} at "
    text = (
        f"What is the {name.lower() if not name.isupper() else name} of {own}{part.filing.title} for "
        f"{_and([_said(t) for t in part.targets])}?"
    )
    return SubQuestion("", text, "compute_ratio", part.filing.id, arguments)


def _word_steps(reading: Reading, task: Task) -> list[SubQuestion]:
    """Searches for what the filings say: of the topic, of the reasons, or of a question that names no figure."""
    intent = reading.intent
    figures = bool(lines_of(reading) or ratios_of(reading))
    if figures and not intent.wanted.reasons and not intent.topics and not reading.names.readings:
        return []
    alone = reading.names.measure or intent.topics and _topic_is_figure(intent)
    ahead = any(topic.name == "guidance" for topic in intent.topics)
    if figures and alone and not intent.wanted.reasons and not ahead:
        return []
    topic = intent.topics[0].name if intent.topics else ""
    filings = _filings_for_words(reading, task)
    if follows_changes(intent) and (pairs := compared(filings, reading.scope.filings, intent.question)):
        return [_search(later, intent, topic, earlier) for earlier, later in pairs]
    pairs = compared(filings, reading.scope.filings, intent.question) if follows_both(intent) else ()
    changes = [_search(later, intent, topic, earlier) for earlier, later in pairs if later in filings]
    return [*(_search(filing, intent, topic) for filing in filings), *changes]


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
        elif intent.periods and (matching := [f for f in filings if _is_of(f, intent, filings)]):
            filings = matching
        chosen += filings
    if len(chosen) <= MOST_FILINGS // 4 or task.run.scope:
        return chosen[:MOST_FILINGS]
    found = [hit.passage.filing for hit in task.shelf.search(intent.words, [f.id for f in chosen], 20)]
    return [filing for filing in chosen if filing.id in found][: MOST_FILINGS // 4]


def _read_for(asked: PeriodAsked, filing: Filing, filings: Sequence[Filing]) -> tuple[Target, ...]:
    """How a period is read for a filing: in the issuer's own count alone, where one of its filings reports on that."""
    readings = readings_of(asked, [filing])
    owns = [own for other in filings if (own := own_target(other))]
    reported = readings and any(abs((own.end - readings[0].end).days) <= 16 for own in owns)
    return readings[:1] if reported else readings


def _is_of(filing: Filing, intent: Intent, filings: Sequence[Filing]) -> bool:
    own = own_target(filing)
    if own is None:
        return False
    for asked in intent.periods:
        for target in _read_for(asked, filing, filings):
            same_end = abs((own.end - target.end).days) <= 16
            if same_end or (asked.span is Span.YEAR and own.months == 3 and 0 <= (target.end - own.end).days < 350):
                return True
    return False


def _search(filing: Filing, intent: Intent, topic: str, since: Filing | None = None) -> SubQuestion:
    arguments: dict[str, Argument] = {"query": intent.question if len(intent.question) < 600 else intent.question[:600]}
    if topic:
        arguments["topic"] = topic
    matter = topic or "this"
    if since is not None:
        arguments["since"] = since.id
        text = f"What is new in {filing.title} about {matter} since {since.title}, and what is gone?"
        return SubQuestion("", text, "search_passages", filing.id, arguments)
    if intent.asks_figures and intent.wanted.reasons:
        matter = "the reasons"
    return SubQuestion("", f"What does {filing.title} say about {matter}?", "search_passages", filing.id, arguments)


def _said(target: Target) -> str:
    return target.label or target.period.name


def _and(parts: Sequence[str]) -> str:
    parts = list(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else "this"

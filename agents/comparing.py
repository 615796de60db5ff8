"""A comparison as a plan: filings down, questions across, each cell a sub-question of its own."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from agents.planner import OfflinePlanner
from agents.task import Task
from agents.tracing import Tracer
from core.answers import Argument, Plan, SubQuestion
from core.errors import FootnoteError
from core.filings import Filing
from core.ontology import Ontology
from core.protocols import Shelf
from core.traces import Run

Arguments = Mapping[str, Argument]


def comparison_plan(questions: Sequence[str], filings: Sequence[Filing], shelf: Shelf, ontology: Ontology) -> Plan:
    """One sub-question a cell, with the id "c{column}-r{row}".

    A line item is looked up and a ratio computed; anything else is found in words, as the analyst would look for it,
    what is new since the filing before included.
    """
    cells = []
    for column, question in enumerate(questions):
        tool, arguments = _named(question, ontology) or _in_words(question, filings, shelf, ontology)
        for row, filing in enumerate(filings):
            asked = SubQuestion(f"c{column}-r{row}", question, tool, filing.id, arguments)
            cells.append(_since_the_last(asked, filing, shelf) if "since" in arguments else asked)
    return Plan(tuple(cells))


def _named(question: str, ontology: Ontology) -> tuple[str, Arguments] | None:
    """The look-up or computation that a question names outright."""
    mentions = ontology.mentions(question)
    named = mentions[0] if len(mentions) == 1 else None
    if named is None or (named.end - named.start) * 2 <= len(question.strip()):
        return None
    return (
        ("compute_ratio", {"ratio": named.id}) if named.kind == "ratio" else ("lookup_fact", {"line_items": [named.id]})
    )


def _in_words(question: str, filings: Sequence[Filing], shelf: Shelf, ontology: Ontology) -> tuple[str, Arguments]:
    """How the analyst would look for it in one of the filings: one that has another before it, where there is one."""
    pairs = [(filing, _before(filing, shelf)) for filing in filings]
    filing, before = next((pair for pair in pairs if pair[1]), pairs[0])
    scope = tuple(one.id for one in (before, filing) if one)
    run = Run("", "", question, datetime.now(UTC), scope=scope)
    task = Task(run, shelf, ontology, (), lambda event: None, threading.Event())
    try:
        plan = OfflinePlanner().plan(task, Tracer("", lambda event: None)).plan
    except FootnoteError:
        plan = Plan(())
    found = [s.arguments for s in plan.sub_questions if s.tool == "search_passages" and s.filing == filing.id]
    return "search_passages", found[-1] if found else {"query": question}


def _since_the_last(asked: SubQuestion, filing: Filing, shelf: Shelf) -> SubQuestion:
    before = _before(filing, shelf)
    others = {name: value for name, value in asked.arguments.items() if name != "since"}
    return replace(asked, arguments=others | ({"since": before.id} if before else {}))


def _before(filing: Filing, shelf: Shelf) -> Filing | None:
    """The last filing of the same issuer before this one."""
    end = filing.period_end or date.max
    own = [one for one in shelf.filings() if one.company == filing.company and one.period_end and one.period_end < end]
    return max(own, key=lambda one: one.period_end or date.min, default=None)

"""How an export names things: filings, places, periods, statuses, spans as a tree."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from core.answers import Answer, AnswerStatus, Citation, ComparisonTable, Figure, FindingStatus, Grounding
from core.filings import Filing
from core.periods import Period
from core.traces import Run, Session, Span

_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
STATUS = {
    AnswerStatus.ANSWERED: "answered",
    AnswerStatus.PARTIAL: "answered in part",
    AnswerStatus.REFUSED: "not answered",
    AnswerStatus.FAILED: "failed",
}
FINDING = {
    FindingStatus.ANSWERED: "answered",
    FindingStatus.NOT_DISCLOSED: "not disclosed",
    FindingStatus.FAILED: "failed",
}
GROUNDING = {
    Grounding.FOUND: "found",
    Grounding.COMPUTED: "computed",
    Grounding.UNSUPPORTED: "unsupported",
    Grounding.WRONG_PERIOD: "wrong period",
}


class Place(NamedTuple):
    """A span in the order of a trace: how deep it lies under the root."""

    span: Span
    depth: int


def filings_of(session: Session) -> Mapping[str, Filing]:
    """Every filing that a run carries, by id."""
    return {filing.id: filing for run in session.runs for filing in run.filings}


def name_of(filings: Mapping[str, Filing], filing: str | None) -> str:
    """The filing's file name, or its id where no run carries it; empty for none."""
    if filing is None:
        return ""
    return filings[filing].name if filing in filings else filing


def status_of(run: Run) -> str:
    """How the question ended, in words."""
    if run.stopped:
        return "stopped"
    return STATUS[run.answer.status] if run.answer else "no answer"


def unsaid(answer: Answer, sentence: str) -> bool:
    """Whether the answer's own text does not say this already, emphasis and footnote marks aside."""
    bare = [re.sub(r"[*_`\\]|\[\d+\]|\s", "", text) for text in (sentence, answer.markdown)]
    return bare[0] not in bare[1]


def told(run: Run) -> str:
    """The sentence that stands where there is no answer; empty where there is one."""
    if run.answer and run.answer.error:
        return run.answer.error
    if run.answer and run.answer.markdown:
        return ""
    return "The run was stopped before it had an answer." if run.stopped else "The run has no answer."


def own_table(answer: Answer) -> ComparisonTable | None:
    """The comparison table, where the answer's Markdown does not show one itself."""
    return None if _TABLE_RULE.search(answer.markdown) else answer.table


def footnotes_of(answer: Answer) -> tuple[Citation, ...]:
    """The numbered footnotes, each number once, in order."""
    by_number = {citation.number: citation for citation in reversed(answer.citations)}
    return tuple(by_number[number] for number in sorted(by_number))


class FigureKey(NamedTuple):
    """What makes two figures of an answer one, whichever sub-question found them and however they are printed."""

    label: str
    value: Decimal
    unit: str
    period: Period | None
    formula: str | None
    place: tuple[str, int] | None


def figure_key(figure: Figure) -> FigureKey:
    """The same for the same figure; `place` is the filing and page of one that was read."""
    place = (figure.citation.filing, figure.citation.page) if figure.citation else None
    return FigureKey(figure.label, figure.value, figure.unit, figure.period, figure.formula, place)


def all_figures(answer: Answer) -> tuple[Figure, ...]:
    """The answer's figures, those of its findings, and the computed ones that these stand on; each once."""
    found: dict[FigureKey, Figure] = {}
    waiting = [*answer.figures, *(figure for finding in answer.findings for figure in finding.figures)]
    while waiting:
        figure = waiting.pop(0)
        if found.setdefault(figure_key(figure), figure) is figure:
            waiting += [part for part in figure.inputs if part.inputs]
    return tuple(found.values())


def tree(run: Run) -> tuple[Place, ...]:
    """The run's spans, each after its parent, by start; a span whose parent is not there stands at the top."""
    known = {span.id for span in run.spans}
    children: dict[str | None, list[Span]] = {}
    for span in sorted(run.spans, key=lambda span: seconds_in(run, span)):
        parent = span.parent if span.parent in known and span.parent != span.id else None
        children.setdefault(parent, []).append(span)
    placed = tuple(_under(children, None, 0))
    seen = {place.span.id for place in placed}
    return placed + tuple(Place(span, 0) for span in run.spans if span.id not in seen)


def _under(children: Mapping[str | None, list[Span]], parent: str | None, depth: int) -> Iterator[Place]:
    for span in children.get(parent, ()):
        yield Place(span, depth)
        if depth < 50:
            yield from _under(children, span.id, depth + 1)


def seconds_in(run: Run, span: Span) -> float:
    """When the span began, in seconds from the run's start."""
    return seconds_between(run.started, span.start)


def seconds_between(start: datetime, end: datetime) -> float:
    """Seconds from one moment to another; those without a zone are UTC."""
    return (end.replace(tzinfo=None) - start.replace(tzinfo=None)).total_seconds()


def duration(span: Span) -> float | None:
    """How long the span took, never below 0; None where it did not end."""
    return max(0.0, seconds_between(span.start, span.end)) if span.end else None

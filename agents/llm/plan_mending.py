"""Steps of a model's plan, mended where the meaning is plain.

A period asked of a filing that is too early for it; a line item that a step's question names and its arguments do not,
and a filing's handle in its place; a segment that is none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from agents.calendar import targets_of
from agents.grammar_periods import MONTHS_OF, PeriodAsked, Span, periods_in
from agents.llm.filings import named
from agents.llm.plan_reply import PlanReply, StepReply
from core.filings import Filing
from core.ontology import Ontology

DATED = ("lookup_fact", "compute_ratio")
MOVED = "A period that the model asked of a filing too early for it was asked of the filing that reports on it."
INVENTED = "A segment that neither the question nor the filing names was left out of the model's plan."
REMARKS = (MOVED, INVENTED)
_BETWEEN = re.compile(r"\b(?:and|or|to|through)\b|\W")
SLACK = timedelta(days=10)  # within which two days are the end of the same period


NamedIn = Callable[[str, Filing], bool]


class Mended(NamedTuple):
    """The steps to take, and what is to be said of them."""

    reply: PlanReply
    readings: tuple[str, ...] = ()


def mended(reply: PlanReply, filings: Mapping[str, Filing], most: int, named_in: NamedIn) -> Mended:
    """A reply without errors, its steps as they can be taken.

    Args:
        reply: the model's.
        filings: those it was offered, by handle.
        most: steps; a step whose periods belong to several filings becomes one for each, as far as there is room.
        named_in: whether the question or a filing names a segment.
    """
    steps = [mended for step in reply.steps for mended in _mended(step, filings, named_in)]
    steps = steps[: max(most, len(reply.steps))]
    asked = {step.filing for step in reply.steps}
    moved = any(step.filing not in asked for step in steps)
    given = {one for step in reply.steps for one in _segments(step)}
    invented = given - {one for step in steps for one in step.segments}
    return Mended(PlanReply(steps=steps), (*((MOVED,) if moved else ()), *((INVENTED,) if invented else ())))


def _segments(step: StepReply) -> list[str]:
    """What a step gives for segments, without what is a line item of it, or a period."""
    lines = {line.casefold() for line in step.line_items}
    return [one for one in step.segments if one.casefold() not in lines and not _is_period(one)]


def with_own_lines(reply: PlanReply, filings: Mapping[str, Filing], ontology: Ontology) -> PlanReply:
    """The look-ups without handles for names, and with the line items of their questions, where they have none of them.

    To be checked after this: what is left of a step may be nothing.
    """
    return PlanReply(steps=[_with_own_lines(step, filings, ontology) for step in reply.steps])


def _with_own_lines(step: StepReply, filings: Mapping[str, Filing], ontology: Ontology) -> StepReply:
    if step.tool != "lookup_fact":
        return step
    lines = [line for line in step.line_items if line.strip() not in filings]
    segments = [segment for segment in step.segments if segment.strip() not in filings]
    named = {m.id: m.text for m in ontology.mentions(step.question) if m.kind == "line_item"}
    given = {m.id for line in lines for m in ontology.mentions(line)}
    own = [] if given & named.keys() else named.values()
    return step.model_copy(update={"line_items": [*own, *lines], "segments": segments})


def _mended(step: StepReply, filings: Mapping[str, Filing], named_in: NamedIn) -> Iterator[StepReply]:
    filing = named(step.filing, filings)
    if filing is None or step.tool not in DATED:
        yield step
        return
    segments = [one for one in _segments(step) if named_in(one, filing)]
    periods = list(dict.fromkeys(step.periods)) or _too_late(step, filing, filings)
    for handle, own in _by_filing(periods, step.filing, filing, filings).items():
        yield step.model_copy(update={"filing": handle, "segments": segments, "periods": own})


def _by_filing(
    periods: Sequence[str], handle: str, filing: Filing, filings: Mapping[str, Filing]
) -> Mapping[str, list[str]]:
    """The periods by the filing to ask for them, in their order; none at all are the filing's own."""
    found: dict[str, list[str]] = {}
    for text in periods:
        found.setdefault(_reports_on(text, handle, filing, filings), []).append(text)
    return found or {handle: []}


def _reports_on(text: str, handle: str, filing: Filing, filings: Mapping[str, Filing]) -> str:
    """The filing that was named, or where a period ends after it, the issuer's first one that does not end before."""
    asked = periods_in(text)
    end = _end(asked[0], filing) if asked else None
    if end is None or filing.period_end is None or end <= filing.period_end + SLACK:
        return handle
    later = [
        (other.period_end, name)
        for name, other in filings.items()
        if other.company == filing.company and other.period_end and other.period_end + SLACK >= end
    ]
    return min(later)[1] if later else handle


def _end(asked: PeriodAsked, filing: Filing) -> date | None:
    targets = targets_of(asked, [filing], default=MONTHS_OF[Span.QUARTER])
    return targets[0].end if targets else None


def _is_period(text: str) -> bool:
    """Whether a text names periods and nothing else, be they several."""
    for asked in periods_in(text):
        text = text.replace(asked.text.strip(), " ")
    return not _BETWEEN.sub("", text)


def _too_late(step: StepReply, filing: Filing, filings: Mapping[str, Filing]) -> list[str]:
    """The periods of a step's question, where it gives none as an argument and means another filing's."""
    named_ones = [asked.text for asked in periods_in(step.question) if asked.year is not None]
    return [text for text in named_ones if _reports_on(text, step.filing, filing, filings) != step.filing]

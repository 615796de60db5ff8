"""The periods that a plan asks for: what the audit holds every figure to, whatever the tools brought back."""

from collections.abc import Iterator, Mapping, Sequence

from agents.calendar import own_target, target_named
from agents.task import Planned
from core.answers import SubQuestion
from core.filings import Filing
from core.periods import Period

_DATED = {"lookup_fact", "compute_ratio"}
_COMPARISON = "compare"


def asked_periods(planned: Planned) -> tuple[Period, ...]:
    """The period of every look-up of the plan, as its own filing counts it; none where the plan looks nothing up."""
    filings = {filing.id: filing for filing in planned.filings}
    found = (
        period
        for question in planned.plan.sub_questions
        for filing in _asked_of(question, planned, filings)
        for period in _of(question, filing)
    )
    return tuple(dict.fromkeys(found))


def _asked_of(question: SubQuestion, planned: Planned, filings: Mapping[str, Filing]) -> Sequence[Filing]:
    """The filing that a look-up is asked of; a comparison may be of any of the plan's."""
    if question.tool == _COMPARISON:
        return planned.filings
    filing = filings.get(question.filing or "")
    return (filing,) if filing and question.tool in _DATED else ()


def _of(question: SubQuestion, filing: Filing) -> Iterator[Period]:
    for text in _named(question.arguments.get("periods", question.arguments.get("period"))) or [""]:
        target = target_named(text, filing) if text else own_target(filing)
        if target:
            yield target.period


def _named(given: object) -> Sequence[str]:
    return [given] if isinstance(given, str) else [str(text) for text in given] if isinstance(given, list) else []

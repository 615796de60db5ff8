"""The periods that a plan asks for: what the audit holds every figure to, whatever the tools brought back."""

from collections.abc import Iterator, Mapping, Sequence

from agents.calendar import own_target, target_named, targets_of
from agents.grammar_periods import periods_in
from agents.task import Planned
from core.answers import SubQuestion
from core.filings import Filing
from core.periods import Period

_DATED = {"lookup_fact", "compute_ratio"}
_COMPARISON = "compare"
_QUERY = "query_facts"


def asked_periods(planned: Planned, question: str = "") -> tuple[Period, ...]:
    """The period of every look-up of the plan, as its own filing counts it; none where the plan looks nothing up.

    Args:
        planned: the plan and its filings.
        question: in the user's words; its periods are those of look-ups in SQL, which name none of their own.
    """
    filings = {filing.id: filing for filing in planned.filings}
    found = (
        period
        for asked in planned.plan.sub_questions
        for filing in _asked_of(asked, planned, filings)
        for period in (_in_words(question, filing) if asked.tool == _QUERY else _of(asked, filing))
    )
    return tuple(dict.fromkeys(found))


def _asked_of(question: SubQuestion, planned: Planned, filings: Mapping[str, Filing]) -> Sequence[Filing]:
    """The filing that a look-up is asked of; a comparison may be of any of the plan's."""
    if question.tool == _COMPARISON:
        return planned.filings
    if question.tool == _QUERY:
        return [filing for filing in planned.filings if filing.id in _named(question.arguments.get("filings"))]
    filing = filings.get(question.filing or "")
    return (filing,) if filing and question.tool in _DATED else ()


def _in_words(question: str, filing: Filing) -> Iterator[Period]:
    """The periods that a question names; the filing's own and the same a year before where it names none."""
    named = [target for asked in periods_in(question) for target in targets_of(asked, [filing])]
    own = own_target(filing)
    for target in named or ([own, own.back()] if own else []):
        yield target.period


def _of(question: SubQuestion, filing: Filing) -> Iterator[Period]:
    for text in _named(question.arguments.get("periods", question.arguments.get("period"))) or [""]:
        target = target_named(text, filing) if text else own_target(filing)
        if target:
            yield target.period


def _named(given: object) -> Sequence[str]:
    return [given] if isinstance(given, str) else [str(text) for text in given] if isinstance(given, list) else []

"""What a question names that no filing in scope is about: a company, or a period of one that is there."""

from collections.abc import Iterator, Sequence

from agents.calendar import Target
from agents.grammar import Intent
from agents.planning_periods import Assigned, readings_of
from agents.scope import Scope, listed, no_filing_of
from agents.scope_companies import Company, companies_of
from agents.task import Task
from core.periods import near

_DAYS = 16


def missing_companies(scope: Scope, task: Task) -> tuple[str, ...]:
    """That companies named beside those that are answered for have no filing in scope."""
    if not scope.missing:
        return ()
    return (no_filing_of(scope.missing, companies_of(task.in_scope()), bool(task.run.scope)),)


def missing_periods(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> tuple[str, ...]:
    """That no filing of a company reports on a period asked for, and on which ones there are filings."""
    if not parts or not intent.periods:
        return ()
    return tuple(dict.fromkeys(_missing_periods(intent, scope, parts)))


def _missing_periods(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> Iterator[str]:
    named = {one.company for one in scope.named}
    for company in scope.companies:
        if len(scope.companies) > 1 and company.key not in named:
            continue  # one of all those in the library, which was not asked for
        ids = {filing.id for filing in company.filings}
        targets = [target for part in parts if part.filing.id in ids for target in part.targets]
        lacking = [asked.text for asked in intent.periods if not is_among(readings_of(asked, company.filings), targets)]
        if lacking:
            yield f"No filing of {company.name} in scope reports on {listed(lacking)}; there is {_there(company)}."


def is_among(readings: Sequence[Target], targets: Sequence[Target]) -> bool:
    """Whether a period is asked for, or one within it; one that cannot be read for the issuer is not missed."""
    if not readings:
        return True
    return any(
        near(reading.end, target.end, _DAYS) or reading.months > target.months and _within(target, reading)
        for reading in readings
        for target in targets
    )


def _within(target: Target, whole: Target) -> bool:
    return 0 <= (whole.end - target.end).days < whole.months * 31


def _there(company: Company) -> str:
    return listed([f.fiscal_period.label if f.fiscal_period else f.name for f in company.filings])

"""The latest period that all companies compared report on, where the question names none."""

from collections.abc import Mapping

from agents.calendar import Target, own_target
from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.scope import Scope
from agents.scope_companies import Company
from core.filings import Filing
from core.periods import near

DAYS_APART = 50  # between the ends of two issuers' quarters that are compared with each other


def common_filings(intent: Intent, scope: Scope) -> Mapping[str, Filing]:
    """By company, its report on the latest period that all companies named report on; empty where there is none.

    A year is compared with a year, a quarter with a quarter; a question over time is about all of each one's periods.
    """
    named = {one.company for one in scope.named}
    companies = [company for company in scope.companies if company.key in named]
    if intent.periods or len(companies) < 2 or intent.wanted.operation is Operation.TREND or intent.earlier:
        return {}
    for filing in reversed(companies[0].filings):
        own = own_target(filing)
        others = [_like(company, own) for company in companies[1:]] if own else []
        if others and all(others):
            pairs = zip(companies, [filing, *others], strict=True)
            return {company.key: one for company, one in pairs if one is not None}
    return {}


def _like(company: Company, target: Target | None) -> Filing | None:
    """A company's report on a period as long, which ends at about the same time."""
    for filing in reversed(company.filings):
        own = own_target(filing)
        if own and target and own.months == target.months and near(own.end, target.end, DAYS_APART):
            return filing
    return None


def said_common(common: Mapping[str, Filing], scope: Scope) -> tuple[str, ...]:
    """That an earlier period than one's latest was taken, for all to report on it."""
    passed = [company for company in scope.companies if company.key in common and _has_later(company, common)]
    labels = {filing.fiscal_period.label for filing in common.values() if filing.fiscal_period}
    if not passed:
        return ()
    which = labels.pop() if len(labels) == 1 else "the latest period"
    return (f"No period is named; {which} is taken, the latest on which there are filings of all of them.",)


def _has_later(company: Company, common: Mapping[str, Filing]) -> bool:
    return company.filings[-1].id != common[company.key].id


def filings_of(company: Company, common: Mapping[str, Filing]) -> tuple[Filing, ...]:
    """The filings of a company to ask: the one of the common period where there is one."""
    return (common[company.key],) if company.key in common else company.filings

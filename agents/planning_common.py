"""Periods for companies compared: the latest that all report on where none is named, the same months for all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agents.calendar import Target, own_target, targets_of
from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.grammar_periods import PeriodAsked, Span
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


def aligned(intent: Intent, scope: Scope) -> Intent:
    """A quarter that ends at another time for each of the companies compared, as the calendar's quarter for all.

    Only where each has a report on that, and the question does not speak of fiscal periods. Where it names no company,
    a ranking compares all of them.
    """
    named = {one.company for one in scope.named}
    ranking = intent.wanted.operation in (Operation.HIGHEST, Operation.LOWEST, Operation.RANK)
    everyone = ranking and not named
    companies = [company for company in scope.companies if everyone or company.key in named]
    if len(companies) < 2:
        return intent
    return replace(intent, periods=tuple(_aligned(asked, companies) for asked in intent.periods))


def _aligned(asked: PeriodAsked, companies: Sequence[Company]) -> PeriodAsked:
    if asked.span not in (Span.QUARTER, Span.HALF, Span.NINE_MONTHS) or asked.day or asked.month or asked.fiscal:
        return asked
    own = [targets_of(asked, company.filings)[:1] for company in companies]
    ends = [target.end for (target,) in own] if all(own) else []
    if not ends or near(min(ends), max(ends), DAYS_APART):
        return asked
    by_calendar = replace(asked, fiscal=False)
    there = all(_reports_on(company, targets_of(by_calendar, company.filings)[:1]) for company in companies)
    return by_calendar if there else asked


def _reports_on(company: Company, targets: Sequence[Target]) -> bool:
    owns = [own for filing in company.filings if (own := own_target(filing))]
    return any(near(own.end, target.end, DAYS_APART // 3) for target in targets for own in owns)


def said_aligned(intent: Intent) -> tuple[str, ...]:
    """That a quarter was read as the calendar's."""
    texts = [asked.text for asked in intent.periods if asked.fiscal is False]
    if not texts:
        return ()
    return (
        f"\u201c{texts[0]}\u201d is read as the calendar's, so that the companies are compared over the same months.",
    )

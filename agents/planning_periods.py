"""Which filing answers for which period: the periods asked for, else each filing's own, with what they compare to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agents.calendar import Target, label_of, own_target, targets_of
from agents.finder import Desk, find, prints
from agents.formulas import Formula, ratio_formula
from agents.grammar import Intent
from agents.grammar_operations import Basis, Claim, Operation
from agents.grammar_periods import PeriodAsked, Span
from agents.measures import Measure, measure_named, measure_of
from agents.names import Names
from agents.planning_common import common_filings, filings_of
from agents.planning_comparatives import opening_between, opening_of, with_comparatives
from agents.scope import Scope, listed
from agents.scope_companies import Company
from core.errors import NoFilings
from core.filings import Filing, Form
from core.periods import near

_QUARTERS = re.compile(r"\bquarter(?:s|ly)?\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\b(?:annual(?:ly)?|yearly|years|fiscal years|full[- ]year)\b", re.IGNORECASE)
_THE_QUARTER = re.compile(
    r"\b(?:for|in|during|of|over) (?:the|this|that|each|every) (?:\w+ ){0,2}quarter\b|"
    r"\bthis quarter\b|\bthree months\b",
    re.IGNORECASE,
)
_DAYS = 16
_RESULTS = ("Revenues", "NetIncomeLoss")  # a filing that prints them for a period covers it
_EVERY_TIME = (Claim.ROSE_EVERY_TIME, Claim.FELL_EVERY_TIME)


@dataclass(frozen=True)
class Assigned:
    """One filing and the periods that it is asked for."""

    filing: Filing
    targets: tuple[Target, ...]


def assigned(intent: Intent, scope: Scope, desk: Desk, names: Names, ticked: bool) -> list[Assigned]:
    """The filings to ask, company by company, each with its periods.

    Raises NoFilings where no filing reaches a period asked for; the message names what is there.
    """
    parts: list[Assigned] = []
    common = {} if ticked else common_filings(intent, scope)
    for company in scope.companies:
        measures = _measures(intent, desk, names)
        if intent.periods:
            parts += _asked(intent, company, desk, measures, ticked)
        else:
            parts += _own(intent, replace(company, filings=filings_of(company, common)), desk, measures, ticked)
    if not parts:
        raise NoFilings(_nothing_there(intent, scope))
    return parts


def _measures(intent: Intent, desk: Desk, names: Names) -> list[Measure]:
    """What availability is judged by: the lines asked for, or the inputs of the ratios."""
    items = desk.ontology.line_items
    statement = intent.statements[0] if len(intent.statements) == 1 else None
    formulas: list[Formula] = (
        [intent.formula] if intent.formula else [ratio_formula(r, desk.ontology) for r in intent.ratios]
    )
    of_formulas = [i.concept for formula in formulas for i in formula.inputs if i.concept in items]
    lines = list(intent.line_items) if not intent.formula else []
    of_topics = [] if lines or of_formulas else [i for topic in intent.topics for i in topic.line_items if i in items]
    if names.segments:
        own = lines or list(names.labels) or ["Revenues"]
        return [measure_named(line, desk.ontology, part) for part in names.segments for line in own]
    if not lines and not of_formulas and not of_topics and not names.labels:
        lines = list(_RESULTS)
    concepts = dict.fromkeys([*lines, *(c for c in of_formulas if c), *of_topics])
    return [measure_of(items[c], statement=statement if c in lines else None) for c in concepts] or [
        measure_named(label, desk.ontology) for label in names.labels
    ]


def readings_of(asked: PeriodAsked, filings: Sequence[Filing]) -> tuple[Target, ...]:
    """How a named period may be read for an issuer with these filings."""
    quarterly = any(filing.fiscal_quarter for filing in filings)
    return targets_of(asked, filings, default=3 if quarterly else 12)


def _asked(intent: Intent, company: Company, desk: Desk, measures: Sequence[Measure], ticked: bool) -> list[Assigned]:
    if _QUARTERS.search(intent.words) and all(p.span is Span.YEAR and p.day is None for p in intent.periods):
        within = [f for f in company.filings if _own_within(f, intent.periods, company.filings)]
        if within:
            return [Assigned(f, _compared(intent, f, desk, measures, len(within))) for f in within]
    targets: list[Target] = []
    absent = False
    for asked in intent.periods:
        readings = readings_of(asked, company.filings)
        there = [t for t in readings if any(_reaches(f, t, desk, measures) for f in company.filings)]
        targets += there[:1]
        absent |= bool(readings and not there)
    targets = sorted(dict.fromkeys(targets), key=lambda target: (target.end, target.months))
    if targets and not absent and (len(targets) == 1 or intent.wanted.by_growth):
        targets = [*with_comparatives(intent, targets[0]), *targets[1:]]
        if len(targets) == 2 and not intent.wanted.basis:
            targets[0] = opening_between(targets[1], company.filings, desk, measures) or targets[0]
        counting = next((filing for filing in reversed(company.filings) if filing.calendar), company.filings[-1])
        targets = [_labelled(counting, target) for target in targets]
    return _distributed(targets, company.filings, desk, measures, ticked)


def _own_within(filing: Filing, periods: Sequence[PeriodAsked], filings: Sequence[Filing]) -> bool:
    own = own_target(filing)
    if own is None or own.months != 3:
        return False
    years = [reading for asked in periods for reading in readings_of(asked, filings)[:1]]
    return any(0 <= (year.end - own.end).days + _DAYS < 365 for year in years)


def _reaches(filing: Filing, target: Target, desk: Desk, measures: Sequence[Measure]) -> bool:
    """Whether a filing prints any of the measures for the period, is the report on it, or covers it beside its own."""
    own = own_target(filing)
    if own and near(own.end, target.end, _DAYS):
        return True
    results = [measure_of(desk.ontology.line_items[concept]) for concept in _RESULTS]
    return any(prints(desk, filing, measure, target) for measure in (*measures, *results))


def _distributed(
    targets: Sequence[Target], filings: Sequence[Filing], desk: Desk, measures: Sequence[Measure], ticked: bool
) -> list[Assigned]:
    """Each period to one filing: all to one that prints them all, else each to its own report or the next one after."""
    if not targets:
        return []
    if not (ticked and len(filings) > 1):
        whole = [f for f in filings if all(any(prints(desk, f, m, t) for m in measures) for t in targets)]
        if whole:
            return [Assigned(min(whole, key=lambda f: _distance(f, targets[-1])), tuple(targets))]
    chosen: dict[str, tuple[Filing, list[Target]]] = {}
    for target in targets:
        filing = _filing_for(target, filings, desk, measures)
        if filing:
            chosen.setdefault(filing.id, (filing, []))[1].append(target)
    return [Assigned(filing, tuple(wanted)) for filing, wanted in chosen.values()]


def _filing_for(target: Target, filings: Sequence[Filing], desk: Desk, measures: Sequence[Measure]) -> Filing | None:
    by_distance = sorted(filings, key=lambda filing: _distance(filing, target))
    printing = [f for f in by_distance if any(prints(desk, f, m, target) for m in measures)]
    if printing:
        return printing[0]
    deriving = [f for f in by_distance if any(_derives(desk, f, m, target) for m in measures)]
    reporting = [f for f in by_distance if f.period_end and near(f.period_end, target.end, _DAYS)]
    return next(iter([*deriving, *reporting, *by_distance]), None)


def _derives(desk: Desk, filing: Filing, measure: Measure, target: Target) -> bool:
    figure = find(desk, filing, measure, target).figure
    return figure is not None and figure.period is not None and figure.period.months in (0, target.months)


def _distance(filing: Filing, target: Target) -> tuple[int, int]:
    """How far a filing's own period is from the target: its own report first, then later ones, then earlier ones."""
    end = filing.period_end or date.min
    days = (end - target.end).days
    own = own_target(filing)
    return (0 if days >= -_DAYS else 1, abs(days) + (40 if own and own.months != target.months else 0))


def _own(intent: Intent, company: Company, desk: Desk, measures: Sequence[Measure], ticked: bool) -> list[Assigned]:
    """Each filing for the period that it reports on; the latest alone where no comparison is asked for."""
    filings = _of_length(intent, [f for f in company.filings if own_target(f)])
    if intent.latest and not intent.earlier:
        filings = filings[-1:]
    elif (
        intent.wanted.operation is Operation.LEVEL and intent.wanted.claim is None and not ticked and not intent.earlier
    ):
        filings = filings[-1:]
    return [Assigned(f, _compared(intent, f, desk, measures, len(filings))) for f in filings]


def _of_length(intent: Intent, filings: Sequence[Filing]) -> list[Filing]:
    quarterly = [f for f in filings if f.form is not Form.TEN_K and f.fiscal_quarter]
    annual = [f for f in filings if f not in quarterly]
    if quarterly and annual and _ANNUAL.search(intent.words) and not _QUARTERS.search(intent.words):
        return annual
    if quarterly and annual and _QUARTERS.search(intent.words):
        return quarterly
    return list(filings)


def _compared(
    intent: Intent, filing: Filing, desk: Desk, measures: Sequence[Measure], count: int
) -> tuple[Target, ...]:
    """A filing's own period, with the year before where growth is asked for or nothing else is there to compare to."""
    own = own_target(filing)
    if own is None:
        return ()
    wanted, growing = intent.wanted, intent.wanted.by_growth or intent.wanted.operation is Operation.GROWTH
    yearly = wanted.basis is Basis.YEAR or (growing and wanted.basis is None)
    alone = count == 1 and (wanted.compares or wanted.claim in (Claim.ROSE, Claim.FELL, Claim.CHANGED))
    if wanted.operation is Operation.AVERAGE and wanted.years and count == 1:
        return tuple(_labelled(filing, own.back(n)) if n else own for n in range(wanted.years - 1, -1, -1))
    by_itself = own.months == 3 and bool(_THE_QUARTER.search(intent.words))
    spans = (own,) if by_itself else _printed_spans(filing, desk, measures, own)
    if not yearly and not alone and wanted.claim not in _EVERY_TIME:
        return spans
    if count > 1 and not yearly:
        return spans
    before = _labelled(filing, own.back(1))
    a_year_ago = wanted.basis is Basis.YEAR and _has(filing, desk, measures, before)
    if measures and all(m.is_balance for m in measures) and own.months == 3 and not a_year_ago:
        before = opening_of(filing, desk, measures, own) or before
    whole_run = wanted.operation is Operation.TREND or wanted.claim in _EVERY_TIME
    back = [_labelled(filing, own.back(2))] if own.months == 12 and whole_run else []
    earlier = [*back, before, *(_labelled(filing, span.back(1)) for span in spans if span.months != own.months)]
    return (*(t for t in earlier if _has(filing, desk, measures, t)), *spans)


def _has(filing: Filing, desk: Desk, measures: Sequence[Measure], target: Target) -> bool:
    return any(prints(desk, filing, m, target) or _derives(desk, filing, m, target) for m in measures)


def _printed_spans(filing: Filing, desk: Desk, measures: Sequence[Measure], own: Target) -> tuple[Target, ...]:
    """A quarterly report's own quarter, and the year to date for what it prints for that alone (its cash flows)."""
    if own.months != 3 or filing.fiscal_quarter in (None, 1):
        return (own,)
    months = 3 * (filing.fiscal_quarter or 1)
    to_date = Target(own.end, months, label_of(filing, own.end, months))
    flows = [m for m in measures if not m.is_balance and desk.facts(filing, m)]
    quarterly = [m for m in flows if _has(filing, desk, [m], own)]
    whole = [m for m in flows if m not in quarterly and prints(desk, filing, m, to_date)]
    if not whole:
        return (own,)
    return (to_date,) if len(whole) == len(flows) else (own, to_date)


def _labelled(filing: Filing, target: Target) -> Target:
    return target if target.label else replace(target, label=label_of(filing, target.end, target.months))


def _nothing_there(intent: Intent, scope: Scope) -> str:
    asked = listed([period.text for period in intent.periods]) if intent.periods else "that period"
    there = "; ".join(
        f"{company.name}: {listed([f.fiscal_period.label if f.fiscal_period else f.name for f in company.filings])}"
        for company in scope.companies[:6]
    )
    return (
        f"No filing in scope reports on {asked}. There are filings for {there}; ask about one of these, or add "
        f"the filing."
    )

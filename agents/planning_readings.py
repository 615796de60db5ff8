"""How a question's periods were read, said so that the user can correct it."""

from collections.abc import Iterator, Sequence
from datetime import date

from agents.calendar import Target, own_target
from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.planning_common import common_filings, said_common
from agents.planning_periods import Assigned, readings_of
from agents.scope import Scope
from agents.synthesis_points import short_name
from core.filings import Filing
from core.periods import near

_DAYS = 16
MOST = 4
DAYS_ALIKE = 6  # between ends that are the same quarter's for a calendar and a 52/53-week year


def said_periods(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> tuple[str, ...]:
    """What is to be said of the periods: a reading not the issuer's own, another possible one, the latest taken."""
    if not parts:
        return ()
    common = common_filings(intent, scope)
    used = {part.filing.id for part in parts}
    if common and used == {filing.id for filing in common.values()}:
        return said_common(common, scope)
    return tuple(dict.fromkeys([*_of_named(intent, scope, parts), *_of_latest(intent, scope, parts)]))


def said_ends(scope: Scope, parts: Sequence[Assigned]) -> tuple[str, ...]:
    """That the periods of the companies compared end on different days, and on which."""
    last: dict[str, date] = {}
    for company in scope.companies:
        ids = {filing.id for filing in company.filings}
        targets = [target for part in parts if part.filing.id in ids for target in part.targets]
        if targets:
            last[short_name(company.name)] = _end(company.filings, max(targets, key=lambda target: target.end))
    if len(last) < 2 or len(last) > MOST or near(min(last.values()), max(last.values()), DAYS_ALIKE):
        return ()
    each = "; ".join(f"{name} on {end:%B} {end.day}, {end.year}" for name, end in last.items())
    return (f"The periods compared end on different days: {each}.",)


def _end(filings: Sequence[Filing], target: Target) -> date:
    """The day on which a period really ends, as a filing has it."""
    owns = (own_target(filing) for filing in filings)
    return next((own.end for own in owns if own and _same(own, target)), target.end)


def _of_named(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> Iterator[str]:
    for company in scope.companies:
        ids = {filing.id for filing in company.filings}
        targets = [target for part in parts if part.filing.id in ids for target in part.targets]
        for asked in intent.periods:
            readings = readings_of(asked, company.filings)
            chosen = next((r for r in readings if any(_same(r, t) for t in targets)), None)
            if chosen is None or len(readings) < 2 or (asked.fiscal is False and chosen is readings[0]):
                continue
            said = f"\u201c{asked.text}\u201d is read as {company.name}'s {_dated(company.filings, chosen)}"
            if chosen is not readings[0]:
                yield f"{said}: no filing in scope reports on its {readings[0].label}."
            elif any(_reported(company.filings, other) for other in readings[1:]):
                other = next(o for o in readings[1:] if _reported(company.filings, o))
                yield f"{said}; by the calendar it would be {_dated(company.filings, other)}: ask for its dates."


def _dated(filings: Sequence[Filing], target: Target) -> str:
    """As "Q3 2022, the three months ended June 25, 2022", the day as a filing has it."""
    owns = (own_target(filing) for filing in filings)
    own = next((o for o in owns if o and _same(o, target) and o.months == target.months), None)
    return f"{target.label}, the {own.period.name}" if own else target.label


def _same(one: Target, other: Target) -> bool:
    return near(one.end, other.end, _DAYS)


def _reported(filings: Sequence[Filing], target: Target) -> bool:

    owns = [own_target(filing) for filing in filings]
    return any(own is not None and _same(own, target) for own in owns)


def _of_latest(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> Iterator[str]:
    """A question without a period, where one filing was taken of several."""
    if intent.periods or intent.latest or intent.wanted.operation is not Operation.LEVEL:
        return
    for company in scope.companies:
        asked = [part for part in parts if part.filing in company.filings]
        if len(company.filings) > 1 and len(asked) == 1:
            label = asked[0].targets[-1].label
            yield f"No period is named; {company.name}'s latest, {label}, is taken. Ask \u201cover time\u201d for all."


def other_periods(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> tuple[str, ...]:
    """The question put by the issuer's own count, where a quarter or year may be its own or the calendar's."""
    return tuple(dict.fromkeys(_other_periods(intent, scope, parts)))[:MOST]


def _other_periods(intent: Intent, scope: Scope, parts: Sequence[Assigned]) -> Iterator[str]:
    for company in scope.companies:
        ids = {filing.id for filing in company.filings}
        taken = [target for part in parts if part.filing.id in ids for target in part.targets]
        for asked in intent.periods:
            for other in readings_of(asked, company.filings)[1:]:
                own = next((o for f in company.filings if (o := own_target(f)) and near(o.end, other.end, _DAYS)), None)
                chosen = any(near(target.end, other.end, _DAYS) for target in taken)
                if own and not chosen and own.months == other.months and asked.text in intent.question:
                    yield intent.question.replace(asked.text, f"fiscal {other.label}", 1)

"""The audit of a computed figure: its formula comes to it, over its inputs, and these are of its period."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from agents.arithmetic import worked_out
from agents.audit_match import value_at
from core.answers import Figure
from core.numbers import display
from core.periods import MONTHS_IN_WORDS, Period, near

CLOSE = Decimal("0.005")  # of a computed value: how far its printed inputs, rounded, may move it
POINT = Decimal("0.06")  # of a percentage: likewise
AMOUNT = 1000  # a bare number in a formula below it may be a constant, such as 365 days
RATES = ("%", "pp", "percentage points")
DAYS_OFF = 16  # between a period's end counted by quarters and the day on which a 52/53-week one really ends


def miscomputed(figure: Figure, inputs: Sequence[Figure]) -> str:
    """Why a computed figure does not follow from its inputs; empty where it does."""
    worked = worked_out(figure.formula or "")
    if worked is None:
        return "its formula cannot be worked out from what it prints"
    values = [item.value for item in _flat(inputs)]
    for number in worked.numbers:
        amount = number.money or number.percent or abs(number.value) >= AMOUNT
        if amount and not any(value_at(number.value, value, number.half) for value in values):
            return f"its formula uses {number.text}, which is none of its inputs"
    rate = figure.unit in RATES
    result = worked.value * 100 if rate else worked.value
    rounding = sum((number.half for number in worked.numbers if number.money or number.percent), Decimal(0))
    slack = max(POINT, rounding if rounding < 1 else POINT) if rate else rounding
    if abs(result - figure.value) > max(CLOSE * abs(figure.value), slack if rate or figure.unit else Decimal(0)):
        return f"its formula comes to {display(result, figure.unit, figure.scale)}"
    return ""


def _flat(figures: Iterable[Figure]) -> Iterator[Figure]:
    for figure in figures:
        yield figure
        yield from _flat(figure.inputs)


def mistimed(figure: Figure, inputs: Sequence[Figure]) -> str:
    """Why a computed figure is not of its period; empty where it is.

    Some input ends when the figure's period does, and what is set against each other there is equally long. A quarter
    may be what is left of a longer period, a year the sum of its quarters; balances are taken at any day.
    """
    period = figure.period
    own = [item.period for item in _flat(inputs) if item.period]
    if period is None or not own:
        return ""
    here = [one for one in own if near(one.end, period.end, DAYS_OFF)]
    if not here:
        return f"none of its inputs is of the {period.name}"
    lengths = {one.months for one in here if not one.is_instant}
    worked = _is_left_over(period, own) or _is_brought_forward(period, own) or _is_sum(period, inputs)
    if period.is_instant or not lengths or worked:
        return ""
    if period.months not in lengths:
        return f"its inputs are of {_said(lengths)}, not of the {period.name}"
    if _is_share_of_longer(figure, inputs):
        return ""
    mixed = {i.period.months for i in inputs if i.period and not i.period.is_instant and i.period in here}
    return f"it sets {_said(mixed)} against each other" if len(mixed) > 1 else ""


def _is_share_of_longer(figure: Figure, inputs: Sequence[Figure]) -> bool:
    """Whether one line is set against itself in a longer period, said to be a share of it."""
    return " as a share of " in figure.label and len({(item.label, item.concept) for item in inputs}) == 1


def _is_left_over(period: Period, own: Sequence[Period]) -> bool:
    """Whether the period is what one of the inputs' periods leaves of a longer one from the same start."""
    return any(
        _begin_alike(whole, part) and whole.months - part.months == period.months
        for whole in own
        if near(whole.end, period.end, DAYS_OFF)
        for part in own
    )


def _begin_alike(one: Period, other: Period) -> bool:
    """Whether two spans begin on the same day, as far as years of 52 or 53 weeks let it be told."""
    return one.start is not None and other.start is not None and near(one.start, other.start, DAYS_OFF)


def _is_brought_forward(period: Period, own: Sequence[Period]) -> bool:
    """Whether an earlier span as long as the period is carried on by one that follows it and ends with the period."""
    return any(
        later.start and near(later.end, period.end, DAYS_OFF) and near(whole.end, later.start, DAYS_OFF)
        for whole in own
        if whole.months == period.months
        for later in own
    )


def _is_sum(period: Period, inputs: Sequence[Figure]) -> bool:
    """Whether the inputs' periods, one after the other, make up the period."""
    return len(inputs) > 1 and sum(item.period.months for item in inputs if item.period) == period.months


def _said(lengths: Iterable[int]) -> str:
    return " and ".join(MONTHS_IN_WORDS.get(months, f"{months} months") for months in sorted(lengths))

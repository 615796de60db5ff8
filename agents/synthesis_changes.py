"""What became of a figure between two periods: the sentence, its premise, and the change that is its headline."""

import re
from collections.abc import Sequence

from agents.grammar import Intent
from agents.grammar_operations import Basis, Operation
from agents.synthesis_draft import Draft
from agents.synthesis_phrases import Said, possessive, speaks_of_loss, whose, within
from agents.synthesis_points import Point, change_of, decrease_of, growth_of, in_points, pairs, shown
from core.answers import Figure
from core.numbers import grouped

_UP = r"(?:increas|r[io]se|grow|grew|gain|climb|widen|expand)"
_DOWN = r"(?:decreas|f[ae]ll|declin|drop|shr[aiu]nk|narrow|contract)"
_ASSUMED = r"\b(?:did|has|have|had)\b.{{0,80}}\b{word}|\b{word}\w*\s+(?:in|of)\b"
_BETWEEN = re.compile(
    r"\bfrom\b[^.?!]*\b(?:FY\s?|Q[1-4]\s?)?(?:19|20)?\d\d\b[^.?!]*\bto\b|\bbetween\b[^.?!]*\d[^.?!]*\band\b|"
    r"\b(?:FY\s?)?(?:19|20)\d\d\s?[-\u2013]\s?(?:FY\s?)?(?:19|20)?\d\d\b",
    re.I,
)
_UPWARD = re.compile(_ASSUMED.format(word=_UP), re.IGNORECASE)
_DOWNWARD = re.compile(_ASSUMED.format(word=_DOWN), re.IGNORECASE)


def yearly(intent: Intent) -> bool:
    """Whether changes are measured against the year before."""
    wanted = intent.wanted
    if wanted.basis is not None or len(intent.periods) > 1:
        return wanted.basis is Basis.YEAR
    return wanted.by_growth or wanted.operation is Operation.GROWTH


def changed(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """What became of one measure: of one issuer step by step, of several side by side."""
    if len(own) != len(points):
        return None
    if len({point.company for point in own}) > 1:
        return _side_by_side(intent, own, draft)
    apart = list(pairs(own, yearly(intent)))
    if not apart:
        return None
    first, last = apart[-1] if yearly(intent) or len(apart) == 1 else (own[0], own[-1])
    if first.months != last.months or first.figure.unit != last.figure.unit:
        first, last = apart[-1]
    alone = len(apart) == 1 or yearly(intent)
    text = f"{_premise(intent, first, last) if alone else ''}{_from_to(intent, first, last, draft)}"
    text += _extremes(own, draft) if intent.wanted.operation is Operation.TREND else ""
    steps = [] if yearly(intent) or len(apart) < 2 else [_step(one, other, draft) for one, other in apart]
    text += f": {'; '.join(step for step in steps if step)}." if steps else "."
    between = first is own[0] and last is own[-1] and _BETWEEN.search(intent.question)
    return Said(text, _headline(intent, first, last, draft) if alone or between else None)


def _from_to(intent: Intent, first: Point, last: Point, draft: Draft) -> str:
    growth, change = growth_of(first, last), change_of(first, last)
    both = f"from {draft.say(first.figure)} {within(first)} to {draft.say(last.figure)} {within(last)}"
    if speaks_of_loss(intent) and max(first.figure.value, last.figure.value) < 0 and "income" in last.said:
        verb = "narrowed" if change.value > 0 else "widened"
        name = f"{possessive(last.company)} {last.said.replace('income', 'loss')}"
        return f"{name} {verb} by {_size(change, draft)} {both}" if change.value else f"{name} did not change {both}"
    if growth is not None and change.value and _as_amount(intent):
        verb = "rose" if change.value > 0 else "fell"
        return f"{whose(last)} {verb} by {_size(change, draft)} ({_size(growth, draft)}) {both}"
    return f"{whose(last)} {_moved(change, growth, draft)} {both}"


def _premise(intent: Intent, first: Point, last: Point) -> str:
    """What is to be said first where the question takes for granted that it rose, and it fell; or the reverse."""
    up, down = bool(_UPWARD.search(intent.words)), bool(_DOWNWARD.search(intent.words))
    moved = last.figure.value - first.figure.value
    loss = speaks_of_loss(intent) and min(first.figure.value, last.figure.value) < 0
    rose = (moved < 0) if loss else (moved > 0)
    if intent.wanted.claim is not None or up is down or not moved or up is rose:
        return ""
    return f"{'The loss' if loss else 'It'} did not {'increase' if up else 'decrease'}: "


def _as_amount(intent: Intent) -> bool:
    """Whether the change is asked for as an amount."""
    wanted, form = intent.wanted, intent.format
    if form.percent:
        return False
    return wanted.amount or (form.scale is not None and wanted.operation is not Operation.GROWTH)


def _headline(intent: Intent, first: Point, last: Point, draft: Draft) -> Figure:
    """The change as asked for: an amount (of a fall that is asked for as such, its size) or a percentage."""
    growth, change = growth_of(first, last), change_of(first, last)
    if growth is not None and not _as_amount(intent):
        return growth
    down = bool(_DOWNWARD.search(intent.words)) and not _UPWARD.search(intent.words)
    if intent.wanted.amount and down and change.value < 0 and not speaks_of_loss(intent):
        decrease = decrease_of(first, last)
        draft.figure(decrease)
        return decrease
    return change


def _moved(change: Figure, growth: Figure | None, draft: Draft) -> str:
    if change.value == 0:
        return "did not change"
    verb = "rose" if change.value > 0 else "fell"
    if growth is not None:
        return f"{verb} {_size(growth, draft)}"
    if change.unit == "%":
        draft.figure(change)
        return f"{verb} by {in_points(abs(change.value))} percentage points"
    return f"{verb} by {_size(change, draft)}"


def _size(figure: Figure, draft: Draft) -> str:
    draft.figure(figure)
    text = shown(figure)
    return text.removeprefix("-")


def _step(earlier: Point, later: Point, draft: Draft) -> str:
    growth, change = growth_of(earlier, later), change_of(earlier, later)
    figure = growth or change
    draft.figure(figure)
    sign = "+" if figure.value > 0 else ""
    unit = " percentage points" if growth is None and figure.unit == "%" else ""
    text = in_points(figure.value) if unit else shown(figure)
    return f"{sign}{text}{unit} {within(later)}"


def _extremes(own: Sequence[Point], draft: Draft) -> str:
    if len(own) < 3:
        return ""
    top = max(own, key=lambda point: point.figure.value)
    if top in (own[0], own[-1]):
        return ""
    return f", with a peak of {draft.say(top.figure)} {within(top)}"


def _side_by_side(intent: Intent, own: Sequence[Point], draft: Draft) -> Said:
    """Several issuers: each one's change, or its figure where it has one alone."""
    parts = []
    for company in dict.fromkeys(point.company for point in own):
        mine = [point for point in own if point.company == company]
        apart = list(pairs(mine, yearly(intent)))
        if apart:
            first, last = apart[-1] if yearly(intent) else (apart[0][0], apart[-1][1])
            growth, change = growth_of(first, last), change_of(first, last)
            moved = _moved(change, growth, draft)
            parts.append(f"{company}'s {moved} to {draft.say(last.figure)} {within(last)}")
        else:
            parts.append(f"{company}'s was {draft.say(mine[-1].figure)} {within(mine[-1])}")
    return Said(f"{own[0].measure}: {'; '.join(parts)}.{_gap(own, draft)}")


def _gap(own: Sequence[Point], draft: Draft) -> str:
    """What lies between two issuers' latest figures."""
    last = {point.company: point for point in own}
    if len(last) != 2:
        return ""
    one, other = sorted(last.values(), key=lambda point: point.figure.value, reverse=True)
    if (
        one.figure.unit != other.figure.unit
        or other.figure.value <= 0
        or one.months != other.months
        or one.figure.unit == "%"
    ):
        return ""
    times = one.figure.value / other.figure.value
    if times < 2:
        return ""
    figure = Figure(
        label=f"{one.company} as a multiple of {other.company}",
        value=times,
        unit="x",
        formula=f"{shown(one.figure)} ÷ {shown(other.figure)}",
        inputs=(one.figure, other.figure),
    )
    return f" {one.company}'s is {draft.say(figure, grouped(times, 1))} times {other.company}'s."

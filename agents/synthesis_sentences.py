"""The one sentence that answers, and the one figure that is its headline."""

from collections.abc import Sequence

from agents.grammar import Intent
from agents.grammar_operations import Basis, Operation
from agents.synthesis_draft import Draft
from agents.synthesis_phrases import Said, asked_scale, was, when, who, whose, within
from agents.synthesis_points import (
    Point,
    change_of,
    growth_of,
    measures_of,
    of_measure,
    pairs,
    shown,
)
from agents.synthesis_ranking import average, cagr, ends_of, ranked, share, without
from core.answers import Figure
from core.numbers import display, grouped


def sentence(intent: Intent, points: Sequence[Point], draft: Draft) -> Said:
    """What the figures say to the question."""
    own = of_measure(points, measures_of(points)[0])
    handler = {
        Operation.AVERAGE: average,
        Operation.CAGR: cagr,
        Operation.SHARE: share,
        Operation.WITHOUT: without,
        Operation.HIGHEST: ranked,
        Operation.LOWEST: ranked,
        Operation.RANK: ranked,
        Operation.GROWTH: _changed,
        Operation.CHANGE: _changed,
        Operation.TREND: _changed,
        Operation.TOTAL: _level,
        Operation.LEVEL: _level,
    }[intent.wanted.operation]
    said = handler(intent, points, own, draft)
    return said or _level(intent, points, own, draft) or Said("")


def yearly(intent: Intent) -> bool:
    """Whether changes are measured against the year before."""
    wanted = intent.wanted
    if wanted.basis is not None or len(intent.periods) > 1:
        return wanted.basis is Basis.YEAR
    return wanted.operation is Operation.GROWTH


def _level(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    if len(points) == 1:
        point = points[0]
        value = asked_scale(point.figure, intent.format)
        text = f"{whose(point)} {was(point)} {draft.say(point.figure, value)} {when(point)}."
        return Said(text, point.figure)
    if len(own) == len(points):
        latest = own[-1]
        alone = len({point.company for point in own}) == 1
        listed = "; ".join(f"{who(p, alone)} {draft.say(p.figure)}" for p in own)
        return Said(f"{own[0].measure}: {listed}.", latest.figure if alone else None)
    if len({(p.company, p.label) for p in points}) == 1:
        listed = ", ".join(f"{p.said} {draft.say(p.figure)}" for p in points)
        return Said(f"{points[0].company} reported {listed} {when(points[0])}.", points[0].figure)
    return _spread(points, draft)


def _spread(points: Sequence[Point], draft: Draft) -> Said:
    """Several measures over several periods: what became of each between the first and the last."""
    parts = []
    for measure in measures_of(points)[:5]:
        own = of_measure(points, measure)
        found = ends_of(own)
        if found:
            first, last = found
            moved = f"went from {draft.say(first.figure)} ({first.label}) to {draft.say(last.figure)} ({last.label})"
            parts.append(f"{whose(last)} {moved}")
        else:
            listed = ", ".join(f"{draft.say(p.figure)} ({p.company}, {p.label})" for p in own[:4])
            parts.append(f"{own[0].said} was {listed}")
    text = "; ".join(parts)
    return Said(f"{text[:1].upper()}{text[1:]}.")


def _changed(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    if len(own) != len(points):
        return None
    companies = list(dict.fromkeys(point.company for point in own))
    if len(companies) > 1:
        return _side_by_side(intent, own, draft)
    apart = list(pairs(own, yearly(intent)))
    if not apart:
        return None
    first, last = apart[-1] if yearly(intent) or len(apart) == 1 else (own[0], own[-1])
    if first.months != last.months or first.figure.unit != last.figure.unit:
        first, last = apart[-1]
    growth, change = growth_of(first, last), change_of(first, last)
    text = (
        f"{whose(last)} {_moved(change, growth, draft)} from {draft.say(first.figure)} {within(first)} to "
        f"{draft.say(last.figure)} {within(last)}"
    )
    text += _extremes(own, draft) if intent.wanted.operation is Operation.TREND else ""
    steps = [] if yearly(intent) or len(apart) < 2 else [_step(one, other, draft) for one, other in apart]
    text += f": {'; '.join(step for step in steps if step)}." if steps else "."
    return Said(text, _headline_of_change(intent, growth, change) if len(apart) == 1 or yearly(intent) else None)


def _headline_of_change(intent: Intent, growth: Figure | None, change: Figure) -> Figure:
    money = intent.format.scale is not None and not intent.format.percent
    return change if growth is None or (money and intent.wanted.operation is not Operation.GROWTH) else growth


def _moved(change: Figure, growth: Figure | None, draft: Draft) -> str:
    if change.value == 0:
        return "did not change"
    verb = "rose" if change.value > 0 else "fell"
    if growth is not None:
        return f"{verb} {_size(growth, draft)}"
    if change.unit == "%":
        draft.figure(change)
        return f"{verb} by {display(abs(change.value), '%', 0, 1)[:-1]} percentage points"
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
    text = shown(figure).removesuffix("%") if unit else shown(figure)
    return f"{sign}{text}{unit} in {later.label}"


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

"""The one sentence that answers, and the one figure that is its headline."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from agents.grammar import Intent
from agents.grammar_format import Format
from agents.grammar_operations import Basis, Operation
from agents.measures import lower_first
from agents.synthesis_draft import Draft
from agents.synthesis_points import (
    Point,
    average_of,
    cagr_of,
    change_of,
    growth_of,
    measures_of,
    of_measure,
    pairs,
    share_of,
    shown,
)
from core.answers import Figure, Headline
from core.numbers import display, grouped, rounded, scale_word


class Said(NamedTuple):
    """A sentence, and the figure that it is about."""

    text: str
    headline: Figure | None = None


def sentence(intent: Intent, points: Sequence[Point], draft: Draft) -> Said:
    """What the figures say to the question."""
    own = of_measure(points, measures_of(points)[0])
    handler = {
        Operation.AVERAGE: _average,
        Operation.CAGR: _cagr,
        Operation.SHARE: _share,
        Operation.HIGHEST: _ranked,
        Operation.LOWEST: _ranked,
        Operation.RANK: _ranked,
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
    return wanted.basis is Basis.YEAR or (wanted.operation is Operation.GROWTH and wanted.basis is not Basis.SEQUENCE)


def _level(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    if len(points) == 1:
        point = points[0]
        value = _asked_scale(point.figure, intent.format)
        text = f"{_of(point)} was {draft.say(point.figure, value)} {_when(point)}."
        return Said(text, point.figure)
    if len(own) == len(points):
        latest = own[-1]
        alone = len({point.company for point in own}) == 1
        listed = "; ".join(f"{_who(p, alone)} {draft.say(p.figure)}" for p in own)
        return Said(f"{own[0].measure}: {listed}.", latest.figure if alone else None)
    if len({(p.company, p.label) for p in points}) == 1:
        listed = ", ".join(f"{p.said} {draft.say(p.figure)}" for p in points)
        return Said(f"{points[0].company} reported {listed} {_when(points[0])}.", points[0].figure)
    return _spread(points, draft)


def _spread(points: Sequence[Point], draft: Draft) -> Said:
    """Several measures over several periods: what became of each between the first and the last."""
    parts = []
    for measure in measures_of(points)[:5]:
        own = of_measure(points, measure)
        found = _ends(own)
        if found:
            first, last = found
            parts.append(
                f"{own[0].said} went from {draft.say(first.figure)} ({first.label}) to {draft.say(last.figure)} ({last.label})"
            )
        else:
            parts.append("; ".join(f"{own[0].said} {draft.say(p.figure)} ({p.company}, {p.label})" for p in own[:4]))
    return Said(f"{points[0].company}: {'; '.join(parts)}.")


def _ends(own: Sequence[Point]) -> tuple[Point, Point] | None:
    """The first and last comparable points of one issuer."""
    if len({point.company for point in own}) != 1:
        return None
    like = [point for point in own if point.months == own[-1].months and point.figure.unit == own[-1].figure.unit]
    return (like[0], like[-1]) if len(like) > 1 else None


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
    text = f"{_of(last)} {_moved(change, growth, draft)} from {draft.say(first.figure)} {_in(first)} to {draft.say(last.figure)} {_in(last)}"
    text += _extremes(own, draft) if intent.wanted.operation is Operation.TREND else ""
    steps = [] if yearly(intent) or len(apart) < 2 else [_step(e, l, draft) for e, l in apart]
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
    return f", with a peak of {draft.say(top.figure)} {_in(top)}"


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
            parts.append(f"{company}'s {moved} to {draft.say(last.figure)} {_in(last)}")
        else:
            parts.append(f"{company}'s was {draft.say(mine[-1].figure)} {_in(mine[-1])}")
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


def _ranked(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    """Highest, lowest or all in order: over segments, issuers or periods."""
    pool = points if len({p.label for p in points}) == 1 and len(own) != len(points) else own
    latest = (
        {(p.company, p.measure): p for p in pool} if len({p.company for p in pool}) > 1 else {id(p): p for p in pool}
    )
    pool = list(latest.values())
    if len(pool) < 2 or len({point.figure.unit for point in pool}) > 1:
        return None
    down = intent.wanted.operation is not Operation.LOWEST
    order = sorted(pool, key=lambda point: point.figure.value, reverse=down)
    first = order[0]
    if intent.wanted.operation is Operation.RANK:
        listed = "; ".join(f"{n}. {_name(p, pool)}, {draft.say(p.figure)}" for n, p in enumerate(order, 1))
        return Said(f"{own[0].measure}, from the highest down: {listed}.", None)
    word = "highest" if down else "lowest"
    rest = "; ".join(f"{_name(p, pool)} {draft.say(p.figure)}" for p in order[1:6])
    text = f"{_name(first, pool)} had the {word} {_common(pool)}: {draft.say(first.figure)} {_when(first)}, against {rest}."
    return Said(text[0].upper() + text[1:], first.figure)


def _common(pool: Sequence[Point]) -> str:
    measures = [point.measure for point in pool]
    return lower_first(pool[0].measure.removeprefix(_apart(pool[0].measure, measures)).strip() or pool[0].measure)


def _name(point: Point, pool: Sequence[Point]) -> str:
    """What tells a point from the others: its issuer, its segment or its period."""
    if len({other.company for other in pool}) > 1:
        return point.company
    if len({other.measure for other in pool}) > 1:
        return _apart(point.measure, [other.measure for other in pool])
    return point.label


def _apart(measure: str, measures: Sequence[str]) -> str:
    """What tells one measure from the others: its words less those at the end that all share."""
    if len(set(measures)) < 2:
        return measure
    words = measure.split()
    shared = 0
    while all(other.split()[-shared - 1 :] == words[-shared - 1 :] for other in measures) and shared < len(words) - 1:
        shared += 1
    return " ".join(words[: len(words) - shared])


def _part_of(point: Point, points: Sequence[Point]) -> str:
    """The segment of a point whose measure is a part of another's ("Delivery revenue" of "Revenue"); else nothing."""
    for other in points:
        tail = f" {other.said}"
        if other.measure != point.measure and point.measure.endswith(tail):
            return point.measure.removesuffix(tail)
    return ""


def _average(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    if len(own) < 2 or len({point.company for point in own}) > 1:
        return None
    span = f"{own[0].label} to {own[-1].label}"
    figure = average_of(own, f"Average {own[0].said}, {span}")
    draft.figure(figure)
    each = "; ".join(f"{point.label} {draft.say(point.figure)}" for point in own)
    return Said(f"{_of(own[-1])} averaged {_asked_scale(figure, intent.format)} over {span} ({each}).", figure)


def _cagr(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    found = _ends(own)
    figure = cagr_of(*found) if found else None
    if not found or figure is None:
        return None
    first, last = found
    text = f"{_of(last)} grew at a compound annual rate of {draft.say(figure)} from {draft.say(first.figure)} {_in(first)} to {draft.say(last.figure)} {_in(last)}."
    return Said(text, figure)


def _share(intent: Intent, points: Sequence[Point], own: Sequence[Point], draft: Draft) -> Said | None:
    wholes = {(p.company, p.figure.period): p for p in points if not _part_of(p, points)}
    parts = [p for p in points if _part_of(p, points) and (p.company, p.figure.period) in wholes]
    said, last = [], None
    for part in parts:
        whole = wholes[part.company, part.figure.period]
        share = share_of(part, whole)
        if share is not None:
            last = share
            named = _part_of(part, points)
            said.append(
                f"{named} made up {draft.say(share)} of {part.company}'s {whole.said} {_in(part)} ({draft.say(part.figure)} of {draft.say(whole.figure)})"
            )
    return Said(f"{'; '.join(said)}.", last if len(said) == 1 else None) if said else None


def _of(point: Point) -> str:
    return f"{_possessive(point.company)} {point.said}"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _who(point: Point, alone: bool) -> str:
    return point.label if alone else f"{point.company}, {point.label},"


def _in(point: Point) -> str:
    return f"at {point.label}" if point.months == 0 else f"in {point.label}"


def _when(point: Point) -> str:
    period = point.figure.period
    if period is None:
        return ""
    if period.is_instant:
        return period.name
    return f"in {point.label} ({period.name})" if point.label not in period.name else f"in the {period.name}"


def _asked_scale(figure: Figure, wanted: Format) -> str:
    """In the scale asked for, the issuer's own beside it where the two differ."""
    own = shown(figure)
    if wanted.scale is None or len(figure.unit) != 3 or wanted.scale == figure.scale:
        return own
    places = 2 if wanted.places is None else wanted.places
    return f"{display(figure.value, figure.unit, wanted.scale, places)} ({own})"


def headline_of(figure: Figure, wanted: Format) -> Headline:
    """The figure in the unit asked for, else in the issuer's scale; rounded as asked."""
    if len(figure.unit) == 3:
        scale = figure.scale if wanted.scale is None else wanted.scale
        value = figure.value.scaleb(-scale)
        places = (
            wanted.places if wanted.places is not None else (2 if wanted.scale is not None or figure.formula else None)
        )
        value = value if places is None else rounded(value, places)
        word = scale_word(scale)
        return Headline(
            value.normalize() + Decimal(0), f"{figure.unit} {word}s" if word else figure.unit, shown(figure)
        )
    value, unit = figure.value, figure.unit
    if wanted.percent and unit in ("", "x"):
        value, unit = value * 100, "%"
    places = wanted.places if wanted.places is not None else (1 if unit == "%" else 2)
    if figure.formula is not None or wanted.places is not None:
        value = rounded(value, places)
    return Headline(value, unit, shown(figure))

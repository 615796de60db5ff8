"""From facts to the right fact: the line item asked for, in exactly the period asked for, from where it counts most."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agents.calendar import Target
from agents.indexes import FactIndex, content_words, name_key, words_of
from agents.measures import Measure
from agents.runs_of_lines import parts_of_revenue
from core.answers import Citation, Figure, Grounding
from core.filings import Fact, Source, Statement
from core.numbers import display
from core.periods import Period, near

DAYS_OFF = 16  # between the end of a period counted by quarters and the 52/53-week day on which it really ends
_NOT_TOTAL = frozenset(
    "change increase decrease percent percentage % margin growth per constant currency excluding adjusted regular "
    "special".split()
)


def candidates(index: FactIndex, measure: Measure) -> tuple[Fact, ...]:
    """The facts of all periods that are the measure, the best matching kind first: by line item, else by label."""
    if measure.segment:
        return of_segment(index, measure)
    if measure.concept:
        for concept in (measure.concept, *measure.instead):
            facts = [fact for fact in index.by_concept.get(concept, ()) if fact.segment is None]
            if facts and (concept == measure.concept or _stands_alone(index, measure, concept)):
                return tuple(facts)
    return _by_label(index, measure)


def _stands_alone(index: FactIndex, measure: Measure, concept: str) -> bool:
    """Whether a neighbouring line item may stand in: no other line of the statement is of the same kind."""
    if not measure.alone:
        return True
    kind = re.compile(measure.alone, re.IGNORECASE)
    lines = (fact for fact in index.facts if fact.statement is measure.statement and fact.segment is None)
    return not any(kind.search(fact.label) for fact in lines if fact.concept != concept)


def best(facts: Sequence[Fact], target: Target, measure: Measure) -> Fact | None:
    """The fact of exactly this period: never of a longer or shorter one, an instant for a balance."""
    months = 0 if measure.is_balance else target.months
    if measure.on_statement:
        facts = [fact for fact in facts if fact.statement is measure.statement]
    facts = [fact for fact in facts if unit_fits(fact, measure) and not _is_change(fact, measure)]
    fitting = [fact for fact in facts if fits(fact.period, target.end, months)]
    if not fitting and not measure.is_balance and (not measure.concept or all(f.period.is_instant for f in facts)):
        fitting = [fact for fact in facts if fits(fact.period, target.end, 0)]
    if not any(fact.period.is_instant for fact in facts) and measure.is_balance:
        fitting = [fact for fact in facts if fact.statement is None and fits(fact.period, target.end, target.months)]
    fitting = fitting or (_ending_with(facts, target) if measure.is_balance and measure.unit == "percent" else [])
    return min(_of_issuer(fitting, facts, measure), key=lambda fact: _rank(fact, target, measure), default=None)


def _ending_with(facts: Sequence[Fact], target: Target) -> list[Fact]:
    """Of a rate at a day that is printed for spans alone ("2Q23"), those that end with it."""
    ending = [fact for fact in facts if near(fact.period.end, target.end, DAYS_OFF)]
    return [fact for fact in ending if fact.period.months == min(other.period.months for other in ending)]


def _of_issuer(fitting: Sequence[Fact], facts: Sequence[Fact], measure: Measure) -> list[Fact]:
    """Without what notes print of something else: where the statement has the line, rows elsewhere must repeat it."""
    if measure.segment or measure.statement is None:
        return list(fitting)
    own = {fact.value for fact in facts if fact.statement is measure.statement}
    if not own:
        return list(fitting)
    rows = {(fact.page, fact.row) for fact in facts if fact.value in own}
    return [fact for fact in fitting if fact.statement is not None or (fact.page, fact.row) in rows]


def _is_change(fact: Fact, measure: Measure) -> bool:
    """Whether a line known by its label alone stands among the changes of a cash flow statement, not for itself."""
    if measure.concept or fact.statement is not Statement.CASH_FLOW or "change" in words_of(measure.name):
        return False
    return any("change" in words_of(parent) for parent in fact.parents)


def fits(period: Period, end: date, months: int) -> bool:
    """Whether a printed period is the one that ends about then and is so long."""
    return period.months == months and near(period.end, end, DAYS_OFF)


def _rank(fact: Fact, target: Target, measure: Measure) -> tuple[float, ...]:
    wanted = measure.statement
    return (
        0 if wanted and fact.statement is wanted else 1 if fact.statement else 2,
        0 if measure.concept and fact.concept == measure.concept else 1,
        len(_NOT_TOTAL & set(words_of(fact.label))),
        *_label_rank(fact, measure),
        abs((fact.period.end - target.end).days),
        0 if fact.source is not Source.TEXT else 1,
        len(fact.parents) if measure.segment == "" and fact.statement is None else 0,
        fact.page,
    )


def _label_rank(fact: Fact, measure: Measure) -> tuple[int, int]:
    """A net amount before the gross one above it, a total before its parts, where both pass for the line item."""
    words = set(words_of(fact.label))
    net = "net" in words_of(measure.name) and "net" not in words
    return int(net), int("total" not in words)


def unit_fits(fact: Fact, measure: Measure) -> bool:
    """Whether the fact is of the kind that the measure is: money, a rate, a count."""
    if measure.unit == "money":
        return len(fact.unit) == 3
    if measure.unit == "per_share":
        return "/" in fact.unit
    if measure.unit == "percent":
        return fact.unit == "%"
    if measure.unit == "count":
        return fact.unit in ("", "shares")
    return measure.unit != "shares" or fact.unit == "shares"


def of_segment(index: FactIndex, measure: Measure) -> tuple[Fact, ...]:
    """Facts of a segment, product or region: tagged with it, or printed under its name among facts of the measure."""
    named = index.named(measure.segment)
    wanted = [fact for fact in named if measure.concept and fact.concept == measure.concept]
    if wanted:
        return tuple(wanted)
    phrases = [words_of(phrase) for phrase in (measure.name, *measure.phrases)]
    spoken = [f for f in named if f.concept in (None, measure.concept) and fact_is_of(f, phrases)]
    plain = [fact for fact in named if fact.concept is None and unit_fits(fact, measure) and is_own_row(fact, measure)]
    return tuple(spoken or _beside_total(index, plain)) if measure.concept == "Revenues" else tuple(spoken)


def _beside_total(index: FactIndex, rows: Sequence[Fact]) -> Sequence[Fact]:
    """Of rows with a segment's name alone, those on a page with total revenue; all where they do not contradict.

    Where they do, those that are parts of total revenue, whatever their table calls that.
    """
    totals = {fact.page for fact in index.by_concept.get("Revenues", ())}
    beside = [fact for fact in rows if fact.page in totals]
    values = {(fact.period, fact.value) for fact in rows}
    if beside or len(values) == len({period for period, _value in values}):
        return beside or rows
    return parts_of_revenue(index, rows)


def is_own_row(fact: Fact, measure: Measure) -> bool:
    """Whether a row is called by the segment's name, not only tagged with it: a pension cost of "United States"."""
    return name_key(fact.label) == name_key(measure.segment)


def fact_is_of(fact: Fact, phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands in the fact's label, above it or over its column."""
    texts = [words_of(text) for text in (fact.label, *fact.parents, fact.heading)]
    return any(
        words[start : start + len(phrase)] == phrase
        for phrase in phrases
        for words in texts
        for start in range(len(words) - len(phrase) + 1 if phrase else 0)
    )


def _by_label(index: FactIndex, measure: Measure) -> tuple[Fact, ...]:
    """Facts under a label that says the same: the same words, else the label with the fewest other words.

    A line item is looked for so by the same words alone, among the lines of its own statement, not under another line
    item: "Commercial paper" is a borrowing on the balance sheet, an investment in a note.
    """
    for phrase in measure.phrases:
        words = words_of(phrase)
        same = tuple(f for f in index.by_label.get(words, ()) if f.segment is None and words_of(f.label) == words)
        same = _of_statement(same, measure) if measure.concept else same or index.named(phrase)
        if same:
            return same
    longer = measure.concept is None or measure.unit == "per_share"  # of an amount, another line may bear the words
    return _under_longer_label(index, measure) if longer else ()


def _of_statement(facts: tuple[Fact, ...], measure: Measure) -> tuple[Fact, ...]:
    own = tuple(fact for fact in facts if fact.concept in (None, measure.concept))
    return tuple(f for f in own if f.statement is measure.statement) if measure.statement else own


def _under_longer_label(index: FactIndex, measure: Measure) -> tuple[Fact, ...]:
    best_facts: tuple[Fact, ...] = ()
    fewest = 4
    for phrase in measure.phrases:
        wanted = content_words(phrase)
        for label, facts in index.labels if wanted else ():
            others = len(label - wanted)
            if wanted <= label and others < fewest and not label & _NOT_TOTAL - wanted:
                best_facts, fewest = facts, others
    return best_facts


def figure_of(fact: Fact, measure: Measure) -> Figure:
    """The fact as a figure of an answer, cited by its row; an amount paid or a cost is positive."""
    return Figure(
        label=measure.title,
        value=signed(fact, measure),
        unit=fact.unit,
        period=fact.period,
        citation=Citation(0, fact.filing, fact.page, fact.row or fact.printed or fact.label, fact.bbox, fact.anchor),
        printed=fact.printed,
        scale=fact.scale,
        concept=fact.concept or measure.concept,
    )


def signed(fact: Fact, measure: Measure) -> Decimal:
    """The value with the sign that the measure's name implies, whatever brackets the statement puts around it."""
    return -fact.value if measure.positive and fact.value < 0 else fact.value


def difference(label: str, later: Figure, earlier: Figure, period: Period) -> Figure:
    """What lies between two year-to-date figures, marked as computed."""
    written = f"year to date {_shown(later)} − the part before {_shown(earlier)}"
    return _computed(label, (later, earlier), later.value - earlier.value, written, period)


def total(label: str, parts: Sequence[Figure], period: Period) -> Figure:
    """The sum of consecutive periods, marked as computed."""
    written = " + ".join(_shown(part) for part in parts)
    return _computed(label, parts, sum((part.value for part in parts), Decimal(0)), written, period)


def _shown(figure: Figure) -> str:
    return display(figure.value, figure.unit, figure.scale)


def _computed(label: str, inputs: Sequence[Figure], value: Decimal, written: str, period: Period) -> Figure:
    return replace(
        inputs[0],
        label=label,
        value=value,
        period=period,
        citation=None,
        formula=written,
        inputs=tuple(inputs),
        grounding=Grounding.COMPUTED,
        printed="",
    )


def restated(facts: Iterable[Fact], target: Target, measure: Measure, value: Decimal) -> bool:
    """Whether these facts give the same measure and period another value: a recast."""
    fact = best(tuple(facts), target, measure)
    return fact is not None and signed(fact, measure) != value

"""Ratios and defined formulas over one issuer's figures."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from agents.calendar import Target, label_of
from agents.finder import Desk, Found, find
from agents.formula_days import days_counted, over_days
from agents.formula_tree import with_inputs
from agents.formulas import (
    Constant,
    Formula,
    Input,
    evaluate,
    ratio_formula,
)
from agents.measures import Measure, lower_first, measure_named, measure_of
from agents.ratio_checks import meaningless, on_a_loss, uncounted
from agents.scope import listed
from core.answers import Figure
from core.errors import MissingInputs, NotComparable
from core.filings import Filing, Statement
from core.ontology import Ratio
from core.periods import Period, near

_HALF = Decimal("0.5")


def computed_ratio(
    desk: Desk, filing: Filing, formula: Formula, target: Target, ratio: Ratio | None = None, segment: str = ""
) -> Found:
    """The formula for one period of one filing; each input from this filing, else from the issuer's nearest one.

    Of a ratio of the ontology, the figure printed is taken first, unless it is the computed one rounded to a whole
    number; optional inputs not printed count as zero. Of a segment, every input is its own.
    """
    if segment:
        return _of_segment(desk, filing, formula, target, segment)
    printed = _printed(desk, filing, ratio, target) if ratio else None
    if printed and printed.figure and "." in printed.figure.printed:
        return printed
    exact = _computed(desk, filing, formula, target, ratio)
    return exact if printed is None or _rounds_to(exact.figure, printed.figure) else printed


def _rounds_to(exact: Figure | None, printed: Figure | None) -> bool:
    """Whether a printed whole number is the computed figure with its decimals rounded away."""
    if exact is None or printed is None or exact.unit != printed.unit:
        return False
    return abs(exact.value - printed.value) <= _HALF


def _computed(desk: Desk, filing: Filing, formula: Formula, target: Target, ratio: Ratio | None) -> Found:
    if ratio and (left_out := uncounted(desk, filing, ratio, target)):
        return Found(None, f"{_said(filing, target)}: {ratio.name} is not computed: {left_out}")
    formula, caveats = _without_missing(formula, ratio, _Inputs(desk, filing, target, ratio))
    if ratio and (days := days_counted(formula, target)):
        formula = over_days(formula, days)
        caveats = (
            *caveats,
            f"{ratio.name} for {_said(filing, target)} counts the {days} days of the period, not those of a year.",
        )
    inputs = _Inputs(desk, filing, target, ratio)
    try:
        figure = evaluate(formula, inputs.figure)
    except (MissingInputs, NotComparable) as error:
        return Found(None, f"{_said(filing, target)}: {error}", (*caveats, *inputs.caveats))
    written = (figure.formula or "").replace("; ", ", ")
    caveats = (*caveats, *inputs.caveats, *on_a_loss(figure))
    return Found(replace(figure, period=_period(figure, target), formula=written), caveats=caveats)


def off_statement(desk: Desk, filing: Filing, measure: Measure, target: Target) -> bool:
    """Whether a line that can be computed is printed in notes alone, where it may be that of another entity."""
    item = desk.ontology.line_items.get(measure.concept or "")
    if item is None or not item.derived or measure.segment:
        return False
    return find(desk, filing, replace(measure, on_statement=True), target).figure is None


def derived(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Found | None:
    """A line that no filing prints, computed from lines that they do; None where the ontology knows no way.

    As total liabilities from assets and equity, selling, general and administrative expense from its two parts.
    """
    item = desk.ontology.line_items.get(measure.concept or "")
    if item is None or not item.derived or measure.segment:
        return None
    ratio = desk.ontology.ratios[item.derived]
    found = computed_ratio(desk, filing, ratio_formula(ratio.id, desk.ontology), target, ratio)
    if found.figure is None:
        return None
    said = f"{measure.title} {measure.are} not printed, but computed here ({_said(filing, target)})."
    return Found(replace(found.figure, label=measure.title, concept=item.id), caveats=(said, *found.caveats))


def _stand_in(desk: Desk, filing: Filing, measure: Measure, target: Target) -> Found | None:
    """What stands within a ratio for a line that the issuer never prints: pre-tax income and interest for EBIT."""
    item = desk.ontology.line_items.get(measure.concept or "")
    if item is None or not item.stand_in or measure.segment or desk.facts(filing, measure):
        return None
    ratio = desk.ontology.ratios[item.stand_in]
    if meaningless(desk, filing, ratio):
        return None
    found = computed_ratio(desk, filing, ratio_formula(ratio.id, desk.ontology), target, ratio)
    if found.figure is None:
        return None
    said = f"{filing.company} prints no {lower_first(measure.title)}; {lower_first(ratio.name)} stands for it."
    return Found(found.figure, caveats=(said, *found.caveats))


def _of_segment(desk: Desk, filing: Filing, formula: Formula, target: Target, segment: str) -> Found:
    inputs = _Inputs(desk, filing, target, segment=segment)
    try:
        figure = evaluate(formula, inputs.figure)
    except (MissingInputs, NotComparable) as error:
        return Found(None, f"{_said(filing, target)}: of {segment}, {error}", tuple(inputs.caveats))
    written, label = (figure.formula or "").replace("; ", ", "), f"{segment} {lower_first(formula.name)}"
    return Found(
        replace(figure, label=label, period=_period(figure, target), formula=written), caveats=tuple(inputs.caveats)
    )


def _without_missing(formula: Formula, ratio: Ratio | None, inputs: "_Inputs") -> tuple[Formula, tuple[str, ...]]:
    """The formula with zero for optional inputs that the issuer does not print, unless it prints none of them."""
    optional = [item for item in formula.inputs if ratio and item.concept in ratio.optional]
    concepts = {item.concept for item in formula.inputs}
    missing = {item.concept: item.phrase for item in optional if not _own(inputs.figure(item), item, concepts)}
    if not missing or len(missing) == len({item.concept for item in optional}) and len(optional) == len(formula.inputs):
        return formula, ()
    zero = Constant(Decimal(0))
    expression = with_inputs(formula.expression, lambda item: zero if item.concept in missing else item)
    left_out = listed(list(missing.values()))
    said = f"{left_out}: not printed, so counted as zero ({_said(inputs.filing, inputs.target)})."
    return replace(formula, expression=expression), (said,)


def _own(figure: Figure | None, asked: Input, concepts: Container[str | None]) -> bool:
    """Whether an input has a figure that no other input of the formula counts already, standing in for this one."""
    return figure is not None and (figure.concept == asked.concept or figure.concept not in concepts)


def _printed(desk: Desk, filing: Filing, ratio: Ratio, target: Target) -> Found | None:
    for concept in ratio.printed_as:
        measure = measure_of(desk.ontology.line_items[concept])
        found = find(desk, filing, replace(measure, additive=False, instead=()), target)
        if found.figure is not None:
            return Found(replace(found.figure, label=ratio.name))
    return None


def _said(filing: Filing, target: Target) -> str:
    return f"{filing.company}, {target.label or target.period.name}"


def _period(figure: Figure, target: Target) -> Period:
    return figure.period or target.period


@dataclass
class _Inputs:
    """Looks up a formula's inputs and keeps what should be said about them."""

    desk: Desk
    filing: Filing
    target: Target
    ratio: Ratio | None = None
    segment: str = ""

    def __post_init__(self) -> None:
        self.caveats: list[str] = []

    def figure(self, asked: Input) -> Figure | None:
        measure = self._measure(asked)
        target = self._target(asked)
        if off_statement(self.desk, self.filing, measure, target) and (figure := self._derived(measure, target)):
            return figure
        for source in (self.filing, *self.desk.siblings(self.filing)):
            found = find(self.desk, source, measure, target)
            if found.figure and _is_for(found.figure, target):
                self.caveats += [caveat for caveat in found.caveats if caveat not in self.caveats]
                return replace(
                    found.figure, label=f"{found.figure.label.replace(',', '')}{_when(found.figure, self.target)}"
                )
        return self._opening(measure, asked) or self._derived(measure, target)

    def _derived(self, measure: Measure, target: Target) -> Figure | None:
        found = derived(self.desk, self.filing, measure, target) or _stand_in(self.desk, self.filing, measure, target)
        self.caveats += found.caveats if found else ()
        return found.figure if found else None

    def _measure(self, asked: Input) -> Measure:
        item = self.desk.ontology.line_items.get(asked.concept or "")
        if item is None:
            return measure_named(asked.phrase, self.desk.ontology, self.segment, asked.statement)
        measure = measure_of(item, self.segment, asked.statement)
        optional = self.ratio is not None and item.id in self.ratio.optional
        balances = measure.is_balance and self._prints_balances()
        return replace(measure, on_statement=optional and (balances or bool(self.ratio and self.ratio.every)))

    def _prints_balances(self) -> bool:
        """Whether the filing has a balance sheet: then what it leaves out counts as none, whatever a note prints."""
        facts = self.desk.indexes.of(self.desk.shelf, self.filing.id).by_concept.get("Assets", ())
        return any(fact.statement is Statement.BALANCE for fact in facts)

    def _target(self, asked: Input) -> Target:
        target = self.target
        calendar = self.filing.calendar
        if asked.period and calendar:
            end = calendar.end_of(asked.period)
            months = 3 if asked.period.quarter else 12
            target = Target(end, months, asked.period.label)
        if asked.back:
            earlier = target.back(asked.back, target.months or 12)
            target = replace(earlier, label=label_of(self.filing, earlier.end, earlier.months))
        return target

    def _opening(self, measure: Measure, asked: Input) -> Figure | None:
        """For a balance a quarter back that no filing prints: that of the last year's end, which one does print."""
        if not (measure.is_balance and asked.back == 1 and self.target.months == 3):
            return None
        ends = {fact.period.end for fact in self.desk.facts(self.filing, measure) if fact.period.is_instant}
        earlier = [end for end in ends if end < self.target.end and not near(end, self.target.end, 16)]
        if not earlier:
            return None
        opening = max(earlier)
        found = find(self.desk, self.filing, measure, Target(opening, 0, ""))
        self.caveats.append(
            f"{measure.title}: the balance a quarter before is not printed; that of {opening:%B} {opening.day}, "
            f"{opening.year} is taken."
        )
        return found.figure


def _when(figure: Figure, target: Target) -> str:
    """How far back an input lies, in words: figures beside figures would be read as part of the formula."""
    if figure.period is None or near(figure.period.end, target.end, 16):
        return ""
    years = round((target.end - figure.period.end).days / 365.25)
    return {1: " a year earlier", 2: " two years earlier"}.get(years, " earlier")


def _is_for(figure: Figure, target: Target) -> bool:
    """Whether a figure is of the period itself, not of the longer one that stood in for it."""
    end = figure.period.end if figure.period else date.min
    months = figure.period.months if figure.period else 0
    return near(end, target.end, 16) and months in (0, target.months)

"""The audit of a free sentence: each of its figures is looked for among the facts, as the sentence claims it.

A figure is let pass only where a fact has its value at its scale and sign, for the issuer, line and period that the
sentence names, or where it follows from such facts: a change, a growth rate, a ratio, a share. What is not found is
unsupported; what is found for another period only is of the wrong period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.audit_book import Book
from agents.audit_lines import Lines
from agents.audit_text import Said
from agents.audit_words import figures_claimed
from agents.calendar import Target, own_target, targets_of
from agents.claim import Claim
from agents.claim_direction import goes_against, is_told_as_loss
from agents.claim_words import Back, Shape, Way
from agents.claims import claims_in
from agents.formulas import Input, evaluate, ratio_formula
from agents.grammar_periods import PeriodAsked
from agents.scope_companies import Company, companies_of
from core.answers import Figure, Grounding
from core.errors import CannotAsk, MissingInputs, NotComparable
from core.filings import Fact, Filing
from core.ontology import Ontology
from core.periods import Period, near
from core.protocols import Shelf

DAYS_OFF = 16  # between a period end counted by quarters and the day on which a 52/53-week quarter ends
NONE_SUCH = "no filing in scope has this figure for this line"
TOO_MANY = "the sentence states too many figures to be checked"
OTHER_WAY = "it went the other way than the sentence says"
UNKNOWN_PERIOD = "the sentence names a period that none of the filings has"


class FigureVerdict(NamedTuple):
    """The verdict on one figure of a sentence: the number as printed, where it stands, and what speaks for it."""

    text: str
    start: int
    end: int
    mark: int
    grounding: Grounding
    reason: str = ""
    facts: tuple[Fact, ...] = ()


def audit_sentence(
    sentence: str, shelf: Shelf, filings: Sequence[str], asked: Sequence[Period], ontology: Ontology
) -> tuple[FigureVerdict, ...]:
    """Checks every figure that a sentence states against the facts of the filings.

    Args:
        sentence: one sentence, or a few on the same matter; a footnote mark in it is no figure.
        shelf: where the facts are. Nothing in a filing's text is followed.
        filings: the ids of the filings that the sentence may speak of.
        asked: the periods asked for, for a sentence that names none; with none of these either, a filing's own.
        ontology: the line items and ratios that the sentence may name.

    Returns:
        One verdict a figure, in order: found, computed, of the wrong period, or unsupported.
    """
    return SentenceAudit(shelf, filings, asked, ontology).verdicts(sentence)


class SentenceAudit:
    """Audits the sentences of one answer; what it learns of the filings serves them all."""

    def __init__(self, shelf: Shelf, filings: Sequence[str], asked: Sequence[Period], ontology: Ontology) -> None:
        """Take what `audit_sentence` takes."""
        self._asked = tuple(asked)
        self._ontology = ontology
        self._companies = companies_of(shelf.filings())
        self._scopes = tuple(_scopes(self._companies, shelf, frozenset(filings), ontology))

    def verdicts(self, sentence: str) -> tuple[FigureVerdict, ...]:
        """One verdict a figure of the sentence, in order."""
        judged = [self._verdict(claim) for claim in claims_in(sentence, self._companies, self._ontology)]
        rest = figures_claimed(sentence)[len(judged) :]
        return (*judged, *(_verdict_on(said, Grounding.UNSUPPORTED, TOO_MANY) for said in rest))

    def _verdict(self, claim: Claim) -> FigureVerdict:
        meant = [scope for scope in self._scopes if claim.company in (None, scope.book.company.key)]
        outcomes = [self._checked(claim, scope) for scope in meant]
        grounding, reason, facts = min(outcomes, key=_badness, default=(Grounding.UNSUPPORTED, NONE_SUCH, ()))
        return _verdict_on(claim.said, grounding, reason, facts)

    def _checked(self, claim: Claim, scope: "_Scope") -> "_Outcome":
        lines = Lines(claim, scope.book, self._ontology, self._companies)
        if lines.stranger:
            return Grounding.UNSUPPORTED, f"“{lines.stranger}” is no line or issuer of the filings in scope", ()
        targets = self._targets(claim, scope)
        if not targets:
            return Grounding.UNSUPPORTED, UNKNOWN_PERIOD, ()
        if claim.shape is Shape.LEVEL:
            return self._level(claim, lines, targets)
        change = self._change(claim, lines, targets, scope)
        level = self._level(claim, lines, targets) if claim.either and change[0] is Grounding.UNSUPPORTED else change
        return min(change, level, key=_badness)

    def _targets(self, claim: Claim, scope: "_Scope") -> tuple[Target, ...]:
        """The periods that a figure may be of: as named, else as asked, else the filings' own."""
        named = _named(claim.period, scope)
        if claim.period is None:
            named = tuple(Target(period.end, period.months, period.name) for period in self._asked)
            named = named or tuple(target for filing in scope.filings if (target := own_target(filing)))
        if claim.back is Back.NONE:
            return named
        backs = (Back.YEAR, Back.QUARTER) if claim.back is Back.EITHER else (claim.back,)
        return tuple(_earlier(target, back) for target in named for back in backs)

    def _level(self, claim: Claim, lines: Lines, targets: Sequence[Target]) -> "_Outcome":
        facts = lines.with_value()
        here = [fact for fact in facts if any(_fits(fact.period, target) for target in targets)]
        if here and (claim.denied or self._goes_other_way(claim, lines, here[0], targets)):
            return Grounding.UNSUPPORTED, OTHER_WAY, (here[0],)
        if here:
            return Grounding.FOUND, "", (here[0],)
        if any(self._is_ratio(claim, lines, target) or lines.is_share(target, _fits) for target in targets):
            return Grounding.COMPUTED, "", ()
        if facts:
            return Grounding.WRONG_PERIOD, f"the filing gives it for {facts[0].period.name}", (facts[0],)
        return Grounding.UNSUPPORTED, NONE_SUCH, ()

    def _goes_other_way(self, claim: Claim, lines: Lines, fact: Fact, targets: Sequence[Target]) -> bool:
        """Whether a level is said to have risen or fallen, and went the other way since each period it may mean."""
        if claim.way is Way.NONE:
            return False
        target = next(target for target in targets if _fits(fact.period, target))
        now, as_loss = lines.values_like(fact, target, _fits)[0], is_told_as_loss(claim)
        before = [value for base in _bases(claim, target, lines) for value in lines.values_like(fact, base, _fits)]
        return bool(before) and all(goes_against(now, value, claim.way, as_loss) for value in before)

    def _is_ratio(self, claim: Claim, lines: Lines, target: Target) -> bool:
        """Whether the figure is a ratio that the sentence names, computed for the period."""
        named = [claim.item] if claim.is_ratio else [id for id in claim.others if id in self._ontology.ratios]
        figures = (self._ratio(id, lines, target) for id in named if id)
        return any(figure is not None and lines.value.shows(figure.value, figure.unit) for figure in figures)

    def _ratio(self, ratio: str, lines: Lines, target: Target) -> Figure | None:
        """A ratio computed for a period; None where it cannot be."""

        def lookup(item: Input) -> Figure | None:
            return lines.figure(item.concept, _earlier(target, Back.YEAR) if item.back else target, _fits)

        try:
            return evaluate(ratio_formula(ratio, self._ontology), lookup)
        except (MissingInputs, NotComparable, CannotAsk):
            return None

    def _is_rate_moved(self, claim: Claim, lines: Lines, target: Target, base: Target) -> bool:
        """Whether a ratio moved by the percentage points that the sentence states."""
        if not (claim.is_ratio and claim.item and claim.in_points):
            return False
        now, before = (self._ratio(claim.item, lines, period) for period in (target, base))
        return bool(now and before and now.unit == "%" and lines.value.has_moved(now.value, before.value))

    def _change(self, claim: Claim, lines: Lines, targets: Sequence[Target], scope: "_Scope") -> "_Outcome":
        now = _named(claim.period, scope) or tuple(targets)
        named = _named(claim.base, scope)
        for target in now:
            for base in named or _bases(claim, target, lines):
                if support := lines.change(target, base, _fits):
                    return Grounding.COMPUTED, "", support
                if self._is_rate_moved(claim, lines, target, base):
                    return Grounding.COMPUTED, "", ()
        printed = [fact for fact in lines.with_value() if any(_fits(fact.period, target) for target in now)]
        if printed and claim.said.number.percent:
            return Grounding.FOUND, "", (printed[0],)
        return Grounding.UNSUPPORTED, "no such change follows from the figures of the two periods", ()


def _verdict_on(said: Said, grounding: Grounding, reason: str, facts: tuple[Fact, ...] = ()) -> FigureVerdict:
    number = said.number
    return FigureVerdict(number.text, number.start, number.end, said.mark, grounding, reason, facts)


@dataclass(frozen=True)
class _Scope:
    """One issuer's filings in scope, and their facts."""

    filings: tuple[Filing, ...]
    book: Book


_Outcome = tuple[Grounding, str, tuple[Fact, ...]]
_ORDER = {Grounding.FOUND: 0, Grounding.COMPUTED: 1, Grounding.WRONG_PERIOD: 2, Grounding.UNSUPPORTED: 3}


def _badness(outcome: _Outcome) -> int:
    return _ORDER[outcome[0]]


def _scopes(companies: Sequence[Company], shelf: Shelf, ids: frozenset[str], ontology: Ontology) -> Iterator[_Scope]:
    for company in companies:
        filings = tuple(filing for filing in company.filings if filing.id in ids)
        if filings:
            facts = [fact for filing in filings for fact in shelf.facts(filing.id)]
            yield _Scope(filings, Book(company, facts, ontology))


def _named(asked: PeriodAsked | None, scope: _Scope) -> tuple[Target, ...]:
    """The first reading of a named period for which the filings have facts; all where none has."""
    if asked is None:
        return ()
    readings = targets_of(asked, scope.filings)
    there = [target for target in readings if any(_fits(fact.period, target) for fact in scope.book.facts)]
    return tuple(there[:1]) or readings


def _bases(claim: Claim, target: Target, lines: Lines) -> tuple[Target, ...]:
    """What a change may be measured from, where the sentence names no period: what it says, else the year before.

    Else the quarter before a quarter, and the days before a balance's that the issuer prints beside it.
    """
    if claim.back in (Back.YEAR, Back.QUARTER):
        return (_earlier(target, claim.back),) if claim.back is Back.YEAR or target.months in (0, 3) else ()
    quarter = (_earlier(target, Back.QUARTER),) if target.months == 3 else ()
    return (_earlier(target, Back.YEAR), *quarter, *lines.days_before(target))


def _fits(period: Period, target: Target) -> bool:
    """Whether a fact's period is the target; a balance is looked at on the target's last day."""
    return near(period.end, target.end, DAYS_OFF) and period.months in ((target.months, 0) if target.months else (0,))


def _earlier(target: Target, back: Back) -> Target:
    return target.back(1, 12 if back is Back.YEAR else 3) if back in (Back.YEAR, Back.QUARTER) else target

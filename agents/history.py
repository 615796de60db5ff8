"""What a follow-up question takes over from the questions before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.grammar import Intent, read_question
from agents.grammar_operations import Operation
from agents.periods_asked import PeriodAsked, Span, same_day
from agents.shorthand import mended, written_out
from core.ontology import Ontology
from core.traces import Run

_FOLLOW_UP = re.compile(
    r"^\W*(?:and|but|or|so|then|also|now|what about|how about|what of|why|same|again|compared? (?:it|that|them|this)|"
    r"(?:and )?(?:for|in|by) (?:the )?(?:same|previous|prior|next|first|second|third|fourth|Q\d|20\d\d|FY))\b"
    r"|\b(?:it|its|they|their|them|that|those|this)\b(?! (?:quarter|year|period|filing|report|company|segment))",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:the |one |a )?(?P<unit>year|quarter) (?:(?P<back>before|earlier|prior|ago)|after|later)\b"
    r"|\b(?:(?P<back2>previous|prior|preceding)|next|following) (?P<unit2>year|quarter)\b",
    re.IGNORECASE,
)
_SHORT = 8  # words: as short as this, a question without a measure leans on the one before
_MOST = 6


@dataclass(frozen=True)
class Carried:
    """The question before, read, and the filings that it was about; empty where there is none to lean on."""

    before: Intent | None = None
    filings: tuple[str, ...] = ()

    def into(self, intent: Intent) -> tuple[Intent, tuple[str, ...]]:
        """The question with what it leaves out taken from the one before, and what was taken, in words."""
        if self.before is None:
            return intent, ()
        return _merged(self.before, intent)


def carried_from(history: Sequence[Run], question: str, ontology: Ontology) -> Carried:
    """What the question may lean on: nothing where it stands by itself."""
    if not history or not leans(question):
        return Carried()
    before: Intent | None = None
    for run in history[-_MOST:]:
        intent = read_question(mended(written_out(run.question), ontology).question, ontology)
        before = _merged(before, intent)[0] if before and leans(run.question) else intent
    filings = next((tuple(f.id for f in run.filings) for run in reversed(history) if run.filings), ())
    return Carried(before, filings)


def leans(question: str) -> bool:
    """Whether a question reads as a follow-up."""
    return bool(_FOLLOW_UP.search(question)) or len(question.split()) <= _SHORT


def _merged(before: Intent, intent: Intent) -> tuple[Intent, tuple[str, ...]]:
    said: list[str] = []
    moved = _moved(before.periods, intent.question) if intent.wanted.operation is Operation.LEVEL else ()
    if not (intent.asks_figures or intent.topics):
        intent = replace(
            intent,
            line_items=before.line_items,
            ratios=before.ratios,
            formula=before.formula,
            mentions=(),
            topics=() if intent.wanted.reasons else before.topics,
            words=f"{before.words} {intent.words}",
            question=f"{intent.question} {before.question}" if intent.wanted.reasons else intent.question,
            wanted=replace(before.wanted, reasons=True, claim=None) if intent.wanted.reasons else intent.wanted,
        )
        if intent.asks_figures or intent.topics:
            said.append("What is asked is taken from the question before.")
    if moved:
        return replace(intent, periods=moved, latest=False, earlier=False), (*said, _counted_from(before.periods))
    if intent.periods:
        years = {period.year for period in before.periods if period.year}
        if len(years) == 1:
            year = years.pop()
            intent = replace(intent, periods=tuple(_in_year(p, year) for p in intent.periods))
    elif before.periods and not intent.latest:
        intent = replace(intent, periods=before.periods)
        said.append("The period is taken from the question before.")
    return intent, tuple(said)


def _in_year(period: PeriodAsked, year: int) -> PeriodAsked:
    """A period of the year that the question before is about, where its own is left open."""
    told = period.year is not None or period.ago or period.back is not None
    return period if told else replace(period, year=year)


def _counted_from(periods: Sequence[PeriodAsked]) -> str:
    return f"The period is counted from {' and '.join(period.text for period in periods)}, of the question before."


def _moved(periods: Sequence[PeriodAsked], question: str) -> tuple[PeriodAsked, ...]:
    """The periods of the question before, moved as this one says ("and the year before?"); empty where it does not."""
    match = _MOVED.search(question)
    if match is None or not periods:
        return ()
    back = 1 if match["back"] or match["back2"] else -1
    step = _quarters if (match["unit"] or match["unit2"]).lower() == "quarter" else _years
    moved = [step(period, back) for period in periods]
    return tuple(period for period in moved if period is not None) if all(moved) else ()


def _years(period: PeriodAsked, back: int) -> PeriodAsked | None:
    if period.year is None:
        return None
    year = period.year - back
    day = same_day(period.day, year) if period.day else None
    return replace(
        period, year=year, day=day, text=str(year) if period.span is Span.YEAR else f"{period.text} in {year}"
    )


def _quarters(period: PeriodAsked, back: int) -> PeriodAsked | None:
    if period.year is None or period.quarter is None or period.span is not Span.QUARTER:
        return None
    index = period.year * 4 + period.quarter - 1 - back
    year, quarter = index // 4, index % 4 + 1
    return replace(period, year=year, quarter=quarter, text=f"Q{quarter} {year}")

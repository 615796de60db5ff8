"""What a follow-up question takes over from the questions before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.grammar import Intent, read_question
from agents.shorthand import mended, written_out
from core.ontology import Ontology
from core.traces import Run

_FOLLOW_UP = re.compile(
    r"^\W*(?:and|but|or|so|then|also|now|what about|how about|what of|why|same|again|compared? (?:it|that|them|this)|"
    r"(?:and )?(?:for|in|by) (?:the )?(?:same|previous|prior|next|first|second|third|fourth|Q\d|20\d\d|FY))\b"
    r"|\b(?:it|its|they|their|them|that|those|this)\b(?! (?:quarter|year|period|filing|report|company|segment))",
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
    if not (intent.asks_figures or intent.topics):
        intent = replace(
            intent,
            line_items=before.line_items,
            ratios=before.ratios,
            formula=before.formula,
            mentions=(),
            topics=() if intent.wanted.reasons else before.topics,
            words=f"{before.words} {intent.words}",
        )
        if intent.asks_figures or intent.topics:
            said.append("What is asked is taken from the question before.")
    if intent.periods:
        years = {period.year for period in before.periods if period.year}
        if len(years) == 1:
            year = years.pop()
            intent = replace(intent, periods=tuple(replace(p, year=p.year or year) for p in intent.periods))
    elif before.periods and not intent.latest:
        intent = replace(intent, periods=before.periods)
        said.append("The period is taken from the question before.")
    return intent, tuple(said)

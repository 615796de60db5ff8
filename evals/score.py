"""Whether an answer is right, wrong or a refusal, and whether it cites the page."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.answers import Answer, AnswerStatus, Citation, Figure, FindingStatus, Headline
from core.numbers import SCALE_WORDS
from core.traces import Run
from evals.questions import Expect, Gold, Question, gold_of

CLOSE = Decimal("0.001")
NameOf = Callable[[str], str]
"""From a filing's id to its name as kept."""


class Verdict(StrEnum):
    """How one question was answered."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"


class Score(NamedTuple):
    """The verdict on one question; `cited` is None where no page is asked for; `reason` says what is amiss."""

    question: Question
    verdict: Verdict
    cited: bool | None
    reason: str
    seconds: float


class Summary(NamedTuple):
    """Counts over a dataset; `cited` of `citable` right answers cite a gold page of every filing."""

    asked: int
    right: int
    wrong: int
    refused: int
    cited: int
    citable: int
    median_seconds: float


def score(question: Question, run: Run, name_of: NameOf) -> Score:
    """Score a run against its question."""
    answer = run.answer or Answer("", AnswerStatus.FAILED, error="no answer")
    reason = _amiss(question, answer)
    refused = answer.status in (AnswerStatus.REFUSED, AnswerStatus.FAILED) or (
        question.expect is Expect.FIGURE and answer.headline is None
    )
    verdict = Verdict.RIGHT if not reason else Verdict.REFUSED if refused else Verdict.WRONG
    return Score(question, verdict, _cited(question, answer, name_of), reason, run.seconds or 0.0)


def summary(scores: Sequence[Score]) -> Summary:
    """The counts of a dataset."""
    by = {verdict: sum(s.verdict is verdict for s in scores) for verdict in Verdict}
    citable = [s for s in scores if s.verdict is Verdict.RIGHT and s.cited is not None]
    seconds = sorted(s.seconds for s in scores)
    return Summary(
        len(scores),
        by[Verdict.RIGHT],
        by[Verdict.WRONG],
        by[Verdict.REFUSED],
        sum(bool(s.cited) for s in citable),
        len(citable),
        seconds[len(seconds) // 2] if seconds else 0.0,
    )


def _amiss(question: Question, answer: Answer) -> str:
    """What is wrong with the answer; empty where it is right."""
    stated = _never(question, answer)
    if stated:
        return stated
    checks: Mapping[Expect, Callable[[Question, Answer], str]] = {
        Expect.FIGURE: _headline,
        Expect.FIGURES: _figures,
        Expect.YES: _verdict,
        Expect.NO: _verdict,
        Expect.REFUSED: _refusal,
    }
    if question.expect is Expect.CAVEAT and answer.status is AnswerStatus.REFUSED and answer.error:
        return ""
    check = checks.get(question.expect)
    return (check(question, answer) if check else "") or _said(question, answer)


def _headline(question: Question, answer: Answer) -> str:
    if answer.headline is None:
        return answer.error or "no headline figure"
    headline = answer.headline
    right = same(_in_units(headline), gold_of(question.gold))
    return "" if right else f"headline {headline.text or headline.value}, not {question.gold}"


def _in_units(headline: Headline) -> Decimal:
    """The headline in units of one: 8343 of "USD million" is 8,343,000,000."""
    scale = next((power for word, power in SCALE_WORDS.items() if word in headline.unit.lower()), 0)
    return headline.value.scaleb(scale)


def _figures(question: Question, answer: Answer) -> str:
    missing = [g for g in question.golds if not any(same(f.value, gold_of(g)) for f in answer.figures)]
    return f"figures without {', '.join(missing)}" if missing else ""


def _never(question: Question, answer: Answer) -> str:
    given = [figure.value for figure in answer.figures]
    if answer.headline:
        given.append(_in_units(answer.headline))
    stated = [n for n in question.never if any(same(value, gold_of(n)) for value in given)]
    return f"states {', '.join(stated)}" if stated else ""


def _verdict(question: Question, answer: Answer) -> str:
    first = re.sub(r"[^a-z]+", " ", answer.markdown.lower()).strip().partition(" ")[0]
    return "" if first == question.expect.value else f"begins with {first!r}, not {question.expect.value!r}"


def _refusal(question: Question, answer: Answer) -> str:
    """Refused as a whole, or every sub-question not disclosed; a reason is told either way."""
    told = answer.error or answer.caveats or answer.markdown
    not_there = answer.findings and all(f.status is not FindingStatus.ANSWERED for f in answer.findings)
    if answer.status in (AnswerStatus.REFUSED, AnswerStatus.FAILED) or (not_there and answer.headline is None):
        return "" if told else "refused without a reason"
    return f"answered: {answer.headline.text if answer.headline else answer.markdown[:80]}"


def _said(question: Question, answer: Answer) -> str:
    text = " ".join(" ".join(_texts(answer)).split())
    missing = [pattern for pattern in question.says if not re.search(pattern, text, re.IGNORECASE)]
    return f"does not say {', '.join(missing)}" if missing else ""


def _texts(answer: Answer) -> Sequence[str]:
    findings = [part for f in answer.findings for part in (f.answer, f.error or "", *f.caveats)]
    return [answer.markdown, answer.error or "", *answer.caveats, *findings]


def same(value: Decimal, gold: Gold) -> bool:
    """Whether a value in units of one is the gold one: to half of its last digit or a thousandth, sign included."""
    return abs(value - gold.value) <= max(gold.half, abs(gold.value) * CLOSE)


def _cited(question: Question, answer: Answer, name_of: NameOf) -> bool | None:
    if not question.pages:
        return None
    places = {(_stem(name_of(c.filing)), c.page) for c in _citations(answer)}
    return all(any((_stem(name), page) in places for page in pages) for name, pages in question.pages.items())


def _stem(name: str) -> str:
    return re.sub(r"\.(pdf|html?|xhtml|txt)$", "", name, flags=re.IGNORECASE)


def _citations(answer: Answer) -> list[Citation]:
    figures = [*answer.figures, *(f for finding in answer.findings for f in finding.figures)]
    cited = [c for figure in figures for c in _of_figure(figure)]
    return [*answer.citations, *(c for finding in answer.findings for c in finding.citations), *cited]


def _of_figure(figure: Figure) -> list[Citation]:
    own = [figure.citation] if figure.citation else []
    return own + [c for part in figure.inputs for c in _of_figure(part)]

"""The agent quad, as far as rules can tell: tool selection, context relevance, groundedness, answer relevance."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agents.audit_text import figures_said
from agents.indexes import content_words
from agents.llm.claims_audit import unmarked
from agents.reading import read
from agents.task import Task
from core.answers import Answer, Finding, FindingStatus
from core.errors import CannotAsk, NotThere

TOOL_SELECTION = "tool_selection"
NAMES = (TOOL_SELECTION, "context_relevance", "groundedness", "answer_relevance")
FIGURES = ("lookup_fact", "compute_ratio", "compare", "query_facts", "read_page")
WORDS = ("search_passages", "summarise_section", "read_page")
_NOT_PROSE = re.compile(r"^\s*(?:\||>|[-*]?\s*\*[^*].*\*$|#)")
_FOOTNOTE = re.compile(r"\[\d+\]")


class Judged(NamedTuple):
    """One score from 0 to 1; None where there is nothing to judge. `reason` is a sentence."""

    name: str
    score: float | None
    reason: str


def quad(task: Task, answer: Answer) -> tuple[Judged, ...]:
    """The four scores of an audited answer, by rule."""
    return (
        tool_selection(task, answer.findings),
        context_relevance(task, answer.findings),
        groundedness(answer),
        answer_relevance(task, answer),
    )


def tool_selection(task: Task, findings: Sequence[Finding]) -> Judged:
    """The share of look-ups whose tool suits what the grammar reads in the question, and that could be run."""
    if not findings:
        return Judged(NAMES[0], None, "Nothing was looked up.")
    suited = _suited(task)
    wrong = [f for f in findings if f.sub_question.tool not in suited or f.status is FindingStatus.FAILED]
    said = "; ".join(f"{f.sub_question.id} ({f.sub_question.tool}, {f.status.value})" for f in wrong[:6])
    reason = f"Not suited, or failed: {said}." if wrong else f"All look-ups used one of {', '.join(suited)}."
    return Judged(NAMES[0], 1 - len(wrong) / len(findings), reason)


def _suited(task: Task) -> tuple[str, ...]:
    try:
        intent = read(task).intent
    except (CannotAsk, NotThere):
        return tuple(dict.fromkeys((*FIGURES, *WORDS)))
    words = bool(intent.topics or intent.wanted.reasons or not intent.asks_figures)
    return tuple(dict.fromkeys((*(FIGURES if intent.asks_figures else ()), *(WORDS if words else ())))) or FIGURES


def context_relevance(task: Task, findings: Sequence[Finding]) -> Judged:
    """The share of the places found that print a figure asked for, or share a word with the question."""
    asked = content_words(task.run.question)
    places, apt = 0, 0
    for finding in findings:
        wanted = asked | content_words(finding.sub_question.text)
        rows = {figure.citation.quote for figure in finding.figures if figure.citation}
        for citation in finding.citations if finding.status is FindingStatus.ANSWERED else ():
            places += 1
            apt += bool(citation.quote in rows or finding.figures or wanted & content_words(citation.quote))
    if not places:
        return Judged(NAMES[1], None, "No place was found.")
    return Judged(NAMES[1], apt / places, f"{apt} of {places} places found bear on the question.")


def groundedness(answer: Answer) -> Judged:
    """Supported claims over claims: figures without a mark, and sentences without figures that have a footnote."""
    bare = unmarked(answer.markdown)
    lines = [line for line in bare.text.split("\n") if line.strip() and not _NOT_PROSE.match(line)]
    sentences = [one for line in lines for one in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", line) if content_words(one)]
    wordy = [one for one in sentences if not figures_said(one)]
    figures = sum(len(figures_said(line)) for line in lines)
    supported = max(0, figures - len(bare.marks)) + sum(bool(_FOOTNOTE.search(one)) for one in wordy)
    claims = figures + len(wordy)
    if not claims:
        return Judged(NAMES[2], None, "The answer claims nothing.")
    reason = f"{supported} of {claims} claims are supported; {len(bare.marks)} figures are marked."
    return Judged(NAMES[2], supported / claims, reason)


def answer_relevance(task: Task, answer: Answer) -> Judged:
    """The share of the question's telling words that the answer takes up."""
    asked = content_words(task.run.question) - _ASKING
    if not asked:
        return Judged(NAMES[3], None, "The question has no telling word.")
    said = {word.rstrip("s") for word in content_words(answer.markdown)}
    taken = {word for word in asked if word.rstrip("s") in said}
    left = ", ".join(sorted(asked - taken))
    reason = f"Not taken up: {left}." if left else "The answer takes up every telling word of the question."
    return Judged(NAMES[3], len(taken) / len(asked), reason)


_ASKING = frozenset(
    "what which how why when did does was were is are has have compare contrast between quarters quarter year years "
    "much many show tell give explain describe and the its their".split()
)

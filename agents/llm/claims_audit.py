"""The audit of the model's prose: each sentence's figures against the facts, as the sentence claims them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.audit import SentenceAudit
from agents.audit_figures import plain
from agents.audit_text import MARKS, UNSUPPORTED, WRONG_PERIOD, figures_said, marked, quotations
from agents.grammar_periods import periods_in
from agents.llm.computed_claims import ComputedClaims
from agents.llm.table_claims import stated_in, tables_in
from agents.synthesis_points import short_name
from agents.task import Task
from core.answers import Answer, Grounding
from core.periods import Period

_MARK = re.compile("|".join(f" {re.escape(mark)}" for mark in MARKS))
_NOT_PROSE = re.compile(r"^\s*(?:\||>|[-*]?\s*\*[^*].*\*$)")
_OVER_LIST = re.compile(r":\W*$|^\s*(?:#+\s|\*\*[^*]+\*\*\W*$)")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s")
_SENTENCE = re.compile(r"[^\s].*?(?:[.!?](?:\s*\[\d+\])*(?=\s+[A-Z“*])|$)", re.MULTILINE)


class Context:
    """What sentences before have named, for one that leaves it out: a list's items, "it was", "the quarter after"."""

    def __init__(self, task: Task) -> None:
        """Take the question's filings and ontology."""
        self._ontology = task.ontology
        self.issuers = {short_name(filing.company) for filing in task.shelf.filings()}
        self._line = self._issuer = self._period = ""

    def lead(self, sentence: str) -> str:
        """What to read before the sentence: the line item and issuer named last, where it names none itself.

        An item of a list is of the period that the line over the list names, where it names none itself.
        """
        return f"{self._lead_period(sentence)}{self._lead_line(sentence)}"

    def _lead_period(self, sentence: str) -> str:
        named = [asked.text for asked in periods_in(sentence)]
        if _OVER_LIST.search(sentence):
            self._period = named[0] if len(named) == 1 else ""
        elif not _ITEM.match(sentence):
            self._period = ""
        return f"In {self._period}, " if self._period and not named else ""

    def _lead_line(self, sentence: str) -> str:
        lines = [mention.text for mention in self._ontology.mentions(sentence)]
        issuers = [name for name in self.issuers if name.split()[0].lower() in sentence.lower()]
        lead = " ".join(part for part in ("" if issuers else self._issuer, "" if lines else self._line) if part)
        self._line, self._issuer = (lines or [self._line])[-1], (issuers or [self._issuer])[-1]
        return f"{lead}: " if lead and not lines else ""


class Doubt(NamedTuple):
    """A figure of the text that a sentence claims wrongly: where its mark belongs, the mark, and why."""

    place: int
    mark: str
    text: str
    reason: str


@dataclass(frozen=True)
class Unmarked:
    """A text without its marks, and the marks by place."""

    text: str
    marks: tuple[tuple[int, str], ...]


def unmarked(text: str) -> Unmarked:
    """Takes the marks out of a text, keeping where they stood."""
    marks, parts, end, length = list[tuple[int, str]](), list[str](), 0, 0
    for match in _MARK.finditer(text):
        parts.append(text[end : match.start()])
        length += match.start() - end
        marks.append((length, match[0].strip()))
        end = match.end()
    return Unmarked("".join([*parts, text[end:]]), tuple(marks))


def doubts(task: Task, answer: Answer) -> tuple[Doubt, ...]:
    """What the sentences of an answer claim wrongly, besides what is marked already.

    Quotes are left out, and the table that was made by rule, whose cells have figures of their own.
    """
    bare = unmarked(answer.markdown)
    filings = tuple(dict.fromkeys(citation.filing for f in answer.findings for citation in f.citations))
    sentences = SentenceAudit(task.shelf, filings, asked_in(answer), task.ontology)
    computed = ComputedClaims(answer.figures, tuple(task.shelf.filings()), task.ontology)
    known = {place for place, _mark in bare.marks}
    found = _doubts(bare.text, sentences, computed, Context(task), answer)
    return tuple(doubt for doubt in found if doubt.place not in known)


def asked_in(answer: Answer) -> tuple[Period, ...]:
    """The periods of the figures that were looked up."""
    figures = [figure for finding in answer.findings for figure in finding.figures]
    return tuple(dict.fromkeys(f.period for f in (*figures, *answer.figures) if f.period and f.formula is None))


def with_doubts(answer: Answer, found: Sequence[Doubt]) -> str:
    """The answer's text with the doubts marked beside the audit's own marks."""
    bare = unmarked(answer.markdown)
    return marked(bare.text, [*bare.marks, *((doubt.place, doubt.mark) for doubt in found)])


def _doubts(
    text: str, sentences: SentenceAudit, computed: ComputedClaims, context: Context, answer: Answer
) -> Iterator[Doubt]:
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if _NOT_PROSE.match(sentence) or _in_table(text, match.start()):
            continue
        lead = context.lead(sentence)
        for doubt in _of_sentence(sentence, lead, sentences, computed, answer):
            yield doubt._replace(place=match.start() + doubt.place)
    yield from _of_tables(text, sentences, computed, context, answer)


def _of_tables(
    text: str, sentences: SentenceAudit, computed: ComputedClaims, context: Context, answer: Answer
) -> Iterator[Doubt]:
    """The cells of the model's own tables, each as the sentence that it is."""
    by_rule = {row.label for row in answer.table.rows} if answer.table else set()
    for table in tables_in(text):
        if table.labels <= by_rule:
            continue
        for stated in stated_in(table, sorted(context.issuers)):
            last = [doubt for doubt in _of_sentence(stated.sentence, "", sentences, computed, answer)][-1:]
            for doubt in last:
                yield doubt._replace(place=stated.mark)


def _in_table(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 :].split("\n", 1)[0]
    return bool(_NOT_PROSE.match(line))


def _of_sentence(
    sentence: str, lead: str, sentences: SentenceAudit, computed: ComputedClaims, answer: Answer
) -> Iterator[Doubt]:
    line, shift = lead + sentence, len(lead)
    aside = [(quote.start, quote.end) for quote in quotations(line) if _is_cited(quote.text, answer)]
    vouched = {said.number.start for said in figures_said(line) if computed.vouch(said, line)}
    for verdict in sentences.verdicts(line):
        if verdict.grounding in (Grounding.FOUND, Grounding.COMPUTED) or verdict.start in vouched:
            continue
        if any(begin <= verdict.start < end for begin, end in aside) or verdict.start < shift:
            continue
        mark = WRONG_PERIOD if verdict.grounding is Grounding.WRONG_PERIOD else UNSUPPORTED
        yield Doubt(verdict.mark - shift, mark, verdict.text, verdict.reason)


def _is_cited(quote: str, answer: Answer) -> bool:
    words = plain(re.sub(r"\[\d+\]", "", quote))
    return bool(words) and any(words in plain(citation.quote) for citation in answer.citations)

"""A question read as an analyst reads it: which lines and ratios, what to do with them, for when, in what unit, why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agents.formulas import Formula, definition_in
from agents.grammar_asides import without_asides
from agents.grammar_format import Format, format_in, statements_in, without_instructions
from agents.grammar_lines import meant_items
from agents.grammar_openings import at_openings
from agents.grammar_operations import Operation, Wanted, wanted_in
from agents.grammar_periods import PeriodAsked, period_places, periods_in
from agents.grammar_shared import with_shared_heads
from agents.grammar_spelt import averages_balance, spelt_out
from agents.grammar_topics import topics_in
from agents.indexes import words_of
from agents.topics import Topic
from agents.vocabulary import ORDINARY_WORDS
from core.filings import Statement
from core.ontology import Mention, Ontology

_DEFINING = re.compile(
    r"[^.?!]*\b(?:is|are|be)?\s*(?:here\s+)?(?:defined|calculated|computed)\s+(?:as|"
    r"by)\b.*?(?=(?<=[^\d])[.?!](?:\s+[A-Z]|\s*$)|$)"
    r"|[^.?!]*\b(?:define|calculate|compute)\s+[^.?!]{1,80}?\s+(?:as|using|by)\s+[^?!]*?(?=[.?!](?:\s+[A-Z]|\s*$)|$)",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|most recent|newest|current|last reported)\b(?!\s+(?:assets?|liabilit\w+|ratio|portion|maturities))"
    r"|(?<!than )(?<!to )(?<!with )(?<!from )\b(?:the|its|their) last (?:fiscal )?(?:quarter|year)\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:previous|prior|preceding|earlier|past|last|other) (?:quarters|years|periods|filings|reports)"
    r"|\b(?:previous|prior|preceding|earlier) (?:quarter|year|period|filing|report)",
    re.I,
)
_BESIDE = re.compile(r"\s*(?:,|and|or|&|as well as|versus|vs\.?|with|to)+\s*(?:the|its|their)?\s*", re.I)


@dataclass(frozen=True)
class Intent:
    """A question, read.

    Attributes:
        question: as asked.
        words: the question without its instructions, for retrieval and names.
        line_items: line items asked for, by id.
        ratios: ratios asked for, by id.
        formula: the computation that the question defines or spells out; it stands before `ratios`.
        mentions: where the line items and ratios are named.
        topics: matters of words.
        periods: as named.
        wanted: what is to be done with the figures.
        format: unit and rounding.
        statements: the statements to use.
        latest: whether the latest period is meant.
        earlier: whether the latest is to be set against the ones before.
    """

    question: str
    words: str
    line_items: tuple[str, ...] = ()
    ratios: tuple[str, ...] = ()
    formula: Formula | None = None
    mentions: tuple[Mention, ...] = ()
    topics: tuple[Topic, ...] = ()
    periods: tuple[PeriodAsked, ...] = ()
    wanted: Wanted = Wanted(Operation.LEVEL)
    format: Format = Format()
    statements: tuple[Statement, ...] = ()
    latest: bool = False
    earlier: bool = False

    @property
    def asks_figures(self) -> bool:
        """Whether any line item, ratio or formula is asked for."""
        return bool(self.line_items or self.ratios or self.formula)


def read_question(question: str, ontology: Ontology, named: Sequence[tuple[int, int]] = ()) -> Intent:
    """Reads a question. `named` are the places of company names, which are no line items."""
    formula = definition_in(question, ontology)
    words = without_instructions(_blanked(question, named))
    words = _DEFINING.sub(lambda match: " " * len(match[0]), words) if formula else words
    if not words.strip(" ?.!"):
        words = without_instructions(_blanked(question, named))
    periods = at_openings(words, periods_in(words) or periods_in(question))
    bare = without_asides(_blanked(words, period_places(words)), ontology)
    mentions = meant_items(bare, with_shared_heads(bare, ontology.mentions(bare), ontology), ontology)
    form = format_in(question)
    formula = formula or _in_percent(spelt_out(bare, mentions, len(periods), ontology), form)
    wanted = wanted_in(words, [(m.start, m.end) for m in mentions if m.kind == "line_item"])
    is_ratio = formula or all(mention.kind == "ratio" for mention in mentions) and mentions
    if is_ratio and wanted.operation is Operation.SHARE or _is_the_sum(formula, wanted, len(periods)):
        wanted = replace(wanted, operation=Operation.LEVEL)
    if not formula and averages_balance(bare, mentions, ontology):
        wanted = replace(wanted, operation=Operation.AVERAGE)
    return Intent(
        question=question,
        words=bare,
        line_items=_unique(
            m.id for m in mentions if m.kind == "line_item" and not _is_input(m, mentions, bare, ontology)
        ),
        ratios=_unique(m.id for m in mentions if m.kind == "ratio"),
        formula=formula,
        mentions=tuple(mentions),
        topics=topics_in(bare),
        periods=periods,
        wanted=wanted,
        format=form,
        statements=statements_in(question),
        latest=bool(_LATEST.search(words)),
        earlier=bool(_EARLIER.search(words)),
    )


def _is_the_sum(formula: Formula | None, wanted: Wanted, periods: int) -> bool:
    """Whether what is asked for is the computation itself, for one period: "the difference between", "the sum of"."""
    return bool(formula) and periods < 2 and wanted.operation in (Operation.CHANGE, Operation.TOTAL)


def _in_percent(formula: Formula | None, form: Format) -> Formula | None:
    """A ratio of one line to another in per cent, where the question asks for that."""
    return replace(formula, unit="%") if formula and formula.unit == "x" and form.percent else formula


def _is_input(item: Mention, mentions: Sequence[Mention], words: str, ontology: Ontology) -> bool:
    """Whether a line item is only named as a part of a ratio that is asked for, and not beside it ("A and B")."""
    for ratio in mentions:
        if ratio.kind == "ratio" and item.id in ontology.ratios[ratio.id].inputs:
            first, second = sorted((item, ratio), key=lambda mention: mention.start)
            if not _BESIDE.fullmatch(words[first.end : second.start]):
                return True
    return False


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these places blanked out, lengths kept."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def names_in(intent: Intent, whole: bool = False) -> tuple[tuple[str, ...], ...]:
    """Runs of words that may name a segment, product or region: neither a line item nor an ordinary word alone.

    With `whole` the ordinary words at their ends stay, as in "professional services".
    """
    text = _blanked(intent.words, [(m.start, m.end) for m in intent.mentions])
    runs: list[tuple[str, ...]] = []
    for part in re.split(
        r"[,;:?.!()\"\u201c\u201d]|\s{3,}|\b(?:and|or|versus|vs|with|from|in|for|across|over|between|the|of)\b", text
    ):
        words = words_of(part)
        while words and words[0] in ORDINARY_WORDS:
            words = words[1:]
        while words and words[-1] in ORDINARY_WORDS and len(words) > 1 and not whole:
            words = words[:-1]
        if words and not all(word in ORDINARY_WORDS for word in words):
            runs.append(words)
    return tuple(runs)

"""Key figures that stand in a sentence ("our effective tax rate was 15.7% for the third quarter of 2022").

Only what is plain becomes a fact: one line item of the whole company, its verb, its figures, and as many periods.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from core.filings import BBox, Fact, Filing, Passage, Source, Statement
from core.mentions import Mention
from core.numbers import PrintedNumber, numbers_in
from core.ontology import Ontology
from core.periods import Period
from ingest.layout import PageLayout
from ingest.prose_periods import KnownPeriods, known_periods

RATES = {"effective_tax_rate": "EffectiveIncomeTaxRateContinuingOperations"}  # ratios that filings state as facts
FLOWS = (Statement.INCOME, Statement.CASH_FLOW)
LONGEST_HEADING = 60  # characters
LONGEST_SENTENCE = 400  # characters; a longer one says too much to be plain
_ENDS = re.compile(r"(?<=[.;!?:])[”\"’)]*\s+(?=[“\"(•·]?\s?[A-Z])")
_BULLET = re.compile(r"^[•·▪◦\s-]+")
_AFTERTHOUGHT = re.compile(
    r",?\s+(?:an?\s+(?:increase|decrease|rise|decline)\s+of|reflecting|primarily|mainly|due\s+to|driven\s+by|impacted\s+by"
    r"|as\s+a\s+result|because)\b.*$",
    re.IGNORECASE,
)
_WHOLE_COMPANY = re.compile(
    r"(?:^|,\s|\b(?:our|its|the|total|consolidated|company[’']s|reported|annual|quarterly|worldwide))\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:\s+(?:expense|rate))?\s*(?:\([“\"][^”\"]*[”\"]\)\s*)?"
    r"(?:of\s|(?:(?:for|in|as\s+of|at|during)\s[^$%]{0,110}?\s)?(?:was|were|totaled|totalled|amounted\s+to|equaled)\s)\s*",
    re.IGNORECASE,
)
_NOT_PLAIN = re.compile(
    r"\b(?:adjusted|non-gaap|pro forma|approximately|about|excluding|including|expect\w*|forecast|guidance|would|could"
    r"|may|if|segments?|organic|constant|comparable|except|increased?|decreased?|each|statutory|related|attributable|from"
    r"|domestic|international|unrecognized|deferred|prior to|subsequent)\b",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\s+(?:per|a)\s+(?:\w+\s+)?share", re.IGNORECASE)


class _Found(NamedTuple):
    mention: Mention
    numbers: tuple[PrintedNumber, ...]
    periods: tuple[Period, ...]
    sentence: str


def prose_facts(
    passages: Sequence[Passage], pages: Sequence[PageLayout], facts: Sequence[Fact], filing: Filing, ontology: Ontology
) -> tuple[Fact, ...]:
    """The facts of a filing's sentences, in order; a figure that its tables print for the period is not repeated.

    Args:
        passages: of the filing; those on primary statements have no sentences.
        pages: as laid out, for the figures' places.
        facts: of its tables, which date what the sentences say.
        filing: with its fiscal identity.
        ontology: names the line items.
    """
    periods = known_periods(filing, facts)
    known = {(fact.concept, fact.period) for fact in facts if fact.statement}
    layouts = {page.number: page for page in pages}
    stated: dict[tuple[str | None, Period], Fact] = {}
    for passage in passages:
        if passage.statement is None and ("%" in passage.text or "$" in passage.text):
            for found in _plain_sentences(passage.text, periods, ontology):
                for fact in _facts(found, passage, filing, layouts):
                    if (fact.concept, fact.period) not in known:
                        stated.setdefault((fact.concept, fact.period), fact)
    return tuple(stated.values())


def _plain_sentences(text: str, known: KnownPeriods, ontology: Ontology) -> Iterator[_Found]:
    for whole in _sentences(text):
        sentence = _AFTERTHOUGHT.sub("", whole)
        if len(sentence) > LONGEST_SENTENCE or _NOT_PLAIN.search(sentence):
            continue
        for mention in _of_the_company(sentence, ontology):
            numbers = _stated(sentence, mention, ontology)
            periods = list(known.named_in(sentence)) if numbers else []
            dated = tuple(period for period in periods if period)
            if numbers and len(numbers) == len(periods) == len(dated):
                yield _Found(mention, numbers, dated, whole)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a passage; its headings, which end without a full stop, are none."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    run: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        run.append(line)
        heading = len(line) < LONGEST_HEADING and line[-1] not in ".,;" and after[:1].isupper()
        if heading or not after:
            for sentence in _ENDS.split(" ".join(run)):
                yield _BULLET.sub("", sentence)
            run = []


def _of_the_company(sentence: str, ontology: Ontology) -> Iterator[Mention]:
    """The line item that a sentence is about, if it is about one alone: a rate, or a line of a flow statement.

    A balance in a sentence is most often that of a part: one facility, one kind of lease.
    """
    named = (m._replace(id=RATES.get(m.id, m.id)) for m in ontology.mentions(sentence))
    mentions = [m for m in named if m.id in ontology.line_items]
    if len(mentions) != 1 or not _WHOLE_COMPANY.search(sentence[: mentions[0].start]):
        return
    item = ontology.line_items[mentions[0].id]
    if item.unit == "percent" or (item.unit == "money" and item.statement in FLOWS):
        yield mentions[0]


def _stated(sentence: str, mention: Mention, ontology: Ontology) -> tuple[PrintedNumber, ...]:
    """The figures of a sentence, the first right behind the line item's verb; none where one is of another unit."""
    verb = _VERB.match(sentence, mention.end)
    figures = tuple(n for n in numbers_in(sentence) if n.percent or n.money)
    if not verb or not figures or sentence[verb.end() : figures[0].start].strip():
        return ()
    percent = ontology.line_items[mention.id].unit == "percent"
    same = all(n.percent == percent and not _PER_SHARE.match(sentence, n.end) for n in figures)
    return figures if same else ()


def _facts(found: _Found, passage: Passage, filing: Filing, layouts: Mapping[int, PageLayout]) -> Iterator[Fact]:
    for number, period in zip(found.numbers, found.periods, strict=True):
        yield Fact(
            filing=filing.id,
            label=found.mention.text,
            value=number.value,
            unit="%" if number.percent else filing.currency,
            period=period,
            page=passage.page,
            concept=found.mention.id,
            bbox=_place(number, found.sentence, layouts.get(passage.page)),
            anchor=passage.anchor,
            source=Source.TEXT,
            printed=number.text,
            row=found.sentence,
        )


def _place(number: PrintedNumber, sentence: str, page: PageLayout | None) -> BBox | None:
    """The box of the figure's word on a line of the sentence."""
    digits = number.text.split()[0].strip("$%(),")
    for line in page.lines if page else ():
        if digits in line.text and (line.text[:30] in sentence or sentence[:20] in line.text):
            return next((word.bbox for word in line.words if digits in word.text), line.bbox)
    return None

"""Passages of one filing for a query: under the headings of the matter, about the line asked for, with reasons."""

import re
from collections.abc import Collection, Sequence

from agents.breakdown import parts_of_statement
from agents.cover_and_staff import listed_securities, staff
from agents.extract import OPENING, Quote, best_sentences
from agents.extract_changes import Changes, changed_between
from agents.finder import Desk
from agents.grammar_topics import topic_named, topics_in
from agents.grammar_verbs import YES_NO, without_condition
from agents.indexes import content_words, words_of
from agents.measures import Measure
from agents.pointed import counting, holding, pointed_at
from agents.sentences import is_row
from agents.whole_filing import asks_for_gist, gist_of
from core.answers import Citation
from core.filings import Filing, Hit, Passage
from core.ontology import LineItem, Ontology

FOUND, MOVES = 16, 10
REASONS = "increased decreased primarily due to driven by offset by compared to the prior year"
_COUNTING = re.compile(r"\bhow (?:many|much|long|old|large|big)\b|\bnumber of\b", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\w-])\d[\d,.]*(?![\w-])(?!,? (?:19|20)\d\d)")
COUNTS = 3
SPARE, FEW_WORDS = 4, 3
PROSE = 8  # words of a line that is no heading
_CLOSED = re.compile(r"[.!?;:][\"\u201d\u2019)\]]*$")
_RESULT = re.compile(r"income|profit|margin|earnings|loss|cash|equity|assets|liabilities", re.IGNORECASE)
_AMOUNT = re.compile(r"[$\u20ac\u00a3]\s?\d|\d\s?%|\d (?:million|billion)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def passages_for(desk: Desk, filing: Filing, query: str, topic: str) -> tuple[Hit, ...]:
    """Passages for a query: those under a heading of the matter first; for reasons, those that give reasons."""
    matter = topic_named(topic) or next(iter(topics_in(query)), None)
    query = with_parts(without_condition(query), desk, filing)
    lines = lines_asked(query, desk.ontology)
    names = " ".join(item.name for item in lines)
    words = f"{query} {matter.query}" if matter else f"{query} {names} {REASONS if lines else ''}"
    hits = _merged(desk.shelf.search(words, [filing.id], FOUND), _moves(desk, filing, lines))
    if matter is None or matter.sections is None:
        return _headed_first(hits, query, lines, desk.ontology) if lines else tuple(hits)
    inside = [hit for hit in hits if matter.sections.search(hit.passage.section)]
    seen = {hit.passage.ordinal for hit in hits}
    top = hits[0].score if hits else 1.0
    more = [p for p in desk.shelf.passages(filing.id) if matter.sections.search(p.section) and p.ordinal not in seen]
    extra = [Hit(passage, top * 0.3) for passage in more[:24]]
    return (*inside, *extra, *(hit for hit in hits if hit not in inside))


def _moves(desk: Desk, filing: Filing, lines: Sequence[LineItem]) -> Sequence[Hit]:
    """The passages that tell how the lines asked about moved and why, whatever else the question is about."""
    if not lines:
        return ()
    return desk.shelf.search(f"{' '.join(item.name for item in lines)} {REASONS}", [filing.id], MOVES)


def _merged(hits: Sequence[Hit], more: Sequence[Hit]) -> tuple[Hit, ...]:
    """Two lists of passages as one, those of both lists once, the scores of each measured by its own best."""
    kept: dict[int, Hit] = {}
    for found in (hits, more):
        top = max((hit.score for hit in found), default=1.0) or 1.0
        for hit in found:
            scaled = Hit(hit.passage, hit.score / top)
            kept[hit.passage.ordinal] = max(kept.get(hit.passage.ordinal, scaled), scaled, key=lambda one: one.score)
    return tuple(sorted(kept.values(), key=lambda hit: -hit.score))


def quotes_for(desk: Desk, filing: Filing, query: str, topic: str, hits: Sequence[Hit], most: int) -> tuple[Quote, ...]:
    """The sentences that answer: with the count asked for, if there are any; of a definite thing only those on it."""
    passages = desk.shelf.passages(filing.id)
    if not topic and asks_for_gist(without_name(query, filing)):
        return gist_of(passages, most)
    counted = listed_securities(query, passages) or staff(query, passages) or counting(query, passages, COUNTS)
    if counted:
        return counted
    asked = None if topic or topics_in(query) or desk.ontology.mentions(query) else pointed_at(query, desk.filings)
    if asked is not None:
        near = holding(asked, hits, desk.shelf.passages(filing.id))
        return tuple(quote for quote in best_sentences(query, near, most) if asked.bears(quote.text))
    unnamed = with_parts(without_name(without_condition(query), filing), desk, filing)
    chosen = _of_lines(best_sentences(unnamed, hits, most + SPARE), unnamed, desk.ontology)
    chosen = tuple(quote for quote in chosen if not _runs_on(quote, passages))[:most]
    if not _on_matter(query, topic, chosen):
        return ()
    if _COUNTING.search(query):
        return tuple(sorted(chosen, key=lambda quote: not _COUNT.search(quote.text)))
    return chosen


def with_parts(query: str, desk: Desk, filing: Filing) -> str:
    """The query with the parts that the filing's statement prints of a total asked about, by which it is explained."""
    asked = [item.id for item in lines_asked(query, desk.ontology)]
    index = desk.indexes.of(desk.shelf, filing.id) if asked else None
    parts = dict.fromkeys(part for item in asked if index for part in parts_of_statement(index, item))
    names = [desk.ontology.line_items[part].name.lower() for part in parts if part not in asked]
    return f"{query} ({'; '.join(names)})" if names else query


def _runs_on(quote: Quote, passages: Sequence[Passage]) -> bool:
    """Whether a sentence that opens its passage began at the end of the one before: of "United States", "States"."""
    text, before = " ".join(quote.passage.text.split()), quote.passage.ordinal - 1
    if not text.startswith(quote.text) or not 0 <= before < len(passages):
        return False
    lines = [line.strip() for line in passages[before].text.splitlines() if line.strip()]
    prose = lines and passages[before].section == quote.passage.section and len(lines[-1].split()) >= PROSE
    return bool(prose and not is_row(lines[-1]) and not _CLOSED.search(lines[-1]))


def without_name(query: str, filing: Filing) -> str:
    """The query without the issuer's name, whose words say nothing of the matter ("Best Buy")."""
    words = filing.company.replace(",", " ").split()
    names = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    for name in names:
        bare, found = re.subn(rf"(?<!\w){re.escape(name)}(?:['\u2019]s)?(?!\w)", " ", query, flags=re.IGNORECASE)
        if found:
            return bare
    return query


def _on_matter(query: str, topic: str, quotes: Sequence[Quote]) -> bool:
    """Whether any of the quotes is of a matter asked about by a yes-or-no question: names it, or stands under it."""
    matters = [matter for matter in (topic_named(topic), *topics_in(query)) if matter]
    if not matters or not YES_NO.search(query):
        return True
    return any(
        matter.pattern.search(text) or matter.sections and matter.sections.search(text)
        for matter in matters
        for quote in quotes
        for text in (quote.text, quote.passage.section)
    )


def changes_for(desk: Desk, earlier: Filing, later: Filing, query: str, topic: str, most: int) -> Changes:
    """What is new and what is gone between two filings' sections on a matter."""
    matter = topic_named(topic) or next(iter(topics_in(query)), None)
    before, after = (
        [p for p in desk.shelf.passages(f.id) if matter and matter.sections and matter.sections.search(p.section)]
        for f in (earlier, later)
    )
    return changed_between(query, before, after, most)


def cited_quotes(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """Quotes as citations, numbered from 1."""
    return tuple(
        Citation(n, q.passage.filing, q.passage.page, q.text, q.bboxes[0] if q.bboxes else None, q.passage.anchor)
        for n, q in enumerate(quotes, 1)
    )


def lines_asked(query: str, ontology: Ontology) -> tuple[LineItem, ...]:
    """The line items that a query is about: those it names, and of a ratio what is measured, not its base."""
    items: dict[str, LineItem] = {}
    for mention in ontology.mentions(query):
        ratio = ontology.ratios.get(mention.id) if mention.kind == "ratio" else None
        measured = [id for id in ratio.inputs if id != "Revenues"] or ratio.inputs if ratio else (mention.id,)
        items |= {id: ontology.line_items[id] for id in measured}
    return tuple(items.values())


def _of_lines(quotes: Sequence[Quote], query: str, ontology: Ontology) -> tuple[Quote, ...]:
    """Without the sentences that open with another line item than the one asked about.

    A result (income, a margin, cash) is explained by the lines that go into it, so of it all are kept. Where nothing
    else is left, what names the line within a sentence on another one is better than nothing.
    """
    ids = {item.id for item in lines_asked(query, ontology)} | {mention.id for mention in ontology.mentions(query)}
    if not ids or any(_RESULT.search(mention.text) for mention in ontology.mentions(query)):
        return tuple(quotes)
    own = tuple(quote for quote in quotes if not (opening := _opening_line(quote.text, ontology)) or opening in ids)
    return own or tuple(
        quote for quote in quotes if any(mention.id in ids for mention in ontology.mentions(quote.text))
    )


def _opening_line(sentence: str, ontology: Ontology) -> str:
    """The line item or ratio that a sentence has for its subject; empty where it has none."""
    return next((mention.id for mention in ontology.mentions(sentence[:OPENING])), "")


def _headed_first(hits: Sequence[Hit], query: str, lines: Sequence[LineItem], ontology: Ontology) -> tuple[Hit, ...]:
    """The passages under a heading that names the line asked about, or that speak of it; else the first few."""
    spoken = [mention.text for mention in ontology.mentions(query)]
    names = [content_words(n) for n in (*spoken, *(name for item in lines for name in (item.name, *item.synonyms)))]
    headed = [hit for hit in hits if _names_one(hit.passage.section, names)]
    speaking = [hit for hit in hits if hit not in headed and _names_one(hit.passage.text, names)]
    return (*headed, *speaking) or tuple(hits[:6])


def _names_one(text: str, names: Collection[frozenset[str]]) -> bool:
    words = content_words(text) if names else frozenset()
    return any(name <= words for name in names)


def places_of(filing: Filing, passages: Sequence[Passage]) -> tuple[Citation, ...]:
    """The places that were searched: the first few passages."""
    return tuple(
        Citation(n, filing.id, p.page, first_sentence(p.text), p.bboxes[0] if p.bboxes else None, p.anchor)
        for n, p in enumerate(passages[:3], 1)
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text that has a few words, a note's number before them; forty words of it at most."""
    parts = _SENTENCE_END.split(text.strip())
    enough = next((n for n in range(1, len(parts)) if len(" ".join(parts[:n]).split()) >= FEW_WORDS), len(parts))
    return " ".join(" ".join(parts[:enough]).split()[:40])


def speaks_of(sentence: str, measure: Measure) -> bool:
    """Whether a sentence names the measure, its words one after the other, and gives a figure."""
    if not _AMOUNT.search(sentence) or not content_words(measure.segment) <= content_words(sentence):
        return False
    said = words_of(sentence)
    phrases = (words_of(phrase) for phrase in (measure.name, *measure.phrases))
    return any(said[at : at + len(p)] == p for p in phrases if p for at in range(len(said) - len(p) + 1))

"""Extractive answers: the sentences of the passages found that best answer a question about words.

A sentence counts by the question's own words, weighted by how rare they are among the passages found, in it and in
the heading above it; by the words in which filings treat the matter asked about; for a question why, by causal
phrases; and by how well its passage was found. They are taken one by one, each by what it adds (after maximal marginal
relevance, Carbonell and Goldstein 1998). The text of a filing is only ever quoted: nothing in it is acted upon.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from agents.boilerplate import is_boilerplate
from agents.extract_asked import Asked, Candidate, words_in
from agents.extract_spans import is_to_date
from agents.extract_stated import stated
from agents.extract_words import (
    ADVERSE,
    AHEAD,
    CAUSAL,
    DEFINES,
    GOES_ON,
    LEANS,
    MOVED,
    RISK_SECTION,
    SEGMENT,
    STANDARDS,
    THE_MOVE,
)
from agents.sameness import NewAndGone, new_and_gone, same_said
from agents.sentences import Sentence, boxes_of, sentences_in
from core.filings import BBox, Hit, Passage
from library.bm25 import tokens

__all__ = [
    "NewAndGone",
    "Quote",
    "best_sentences",
    "new_and_gone",
    "same_said",
    "said_once",
]

_PHRASE, _SUBJECT, _FOUND = 0.5, 1.0, 0.3
_CAUSE, _MOVE, _SECTION, _HEADING, _SUMMARY, _HYPOTHETICAL = 0.6, 0.3, 0.3, 0.4, 1.0, 0.4
_SHORT, _PART, _ASIDE, _NAMED, _DEFINED, _PIECE = 0.25, 0.3, 0.5, 0.3, 0.6, 0.3
_EXPLAINS = 0.8
_OTHER_SPAN = 0.5
SUBJECT = 60  # the same, with words such as "for the quarter" before it
OPENING = 40  # characters within which a sentence names its subject
GOOD_LENGTH = range(12, 70)  # words
FLOOR = 0.3  # of the best sentence's worth: less is no answer


class Quote(NamedTuple):
    """A sentence: an unbroken run of its passage's text (line breaks as single blanks), and where its lines stand."""

    text: str
    passage: Passage
    score: float
    bboxes: tuple[BBox, ...] = ()


def best_sentences(question: str, hits: Sequence[Hit], n: int) -> tuple[Quote, ...]:
    """The n sentences that best answer a question, from the passages found, in the order of their worth.

    Args:
        question: as the user put it.
        hits: passages of one filing or of several, best first.
        n: at most so many; fewer where the passages hold fewer that bear on the question.

    Returns:
        Whole sentences (or bullets), none a heading, a table's row or boilerplate, none saying what another says.
    """
    asked = Asked(question, hits)
    candidates = [candidate for hit in hits for candidate in candidates_in(hit, asked)]
    unsaid: Counter[str] = Counter()
    worths = [asked.worth(candidate, unsaid) for candidate in candidates]
    floor = FLOOR * max(worths, default=0.0)
    return _one_by_one(asked, candidates, [(-w, place) for place, w in enumerate(worths) if w >= floor], n)


def _one_by_one(
    asked: Asked, candidates: Sequence[Candidate], worths: list[tuple[float, int]], n: int
) -> tuple[Quote, ...]:
    """The n best candidates, each by what it adds to those before it and none saying what one of them says.

    What a candidate is worth only falls with what is said before it, so that one is valued anew where it comes up.

    Args:
        asked: what is asked.
        candidates: the sentences.
        worths: of those that may be taken, their worth (negative) and place.
        n: at most so many.
    """
    heapify(worths)
    said: Counter[str] = Counter()
    quotes: list[Quote] = []
    while worths and len(quotes) < n:
        place = heappop(worths)[1]
        best = candidates[place]
        if any(same_said(best.sentence.text, quote.text) for quote in quotes):
            continue
        worth = asked.worth(best, said)
        if worths and (-worth, place) > worths[0]:
            heappush(worths, (-worth, place))
            continue
        quotes.append(quoted(best, worth))
        said.update(best.words)
    return tuple(quotes)


def quoted(candidate: Candidate, worth: float) -> Quote:
    """A candidate as a quote, with the boxes of its lines."""
    return Quote(candidate.sentence.text, candidate.passage, worth, boxes_of(candidate.sentence, candidate.passage))


def said_once(quotes: Iterable[Quote]) -> tuple[tuple[Quote, ...], ...]:
    """Quotes that say the same brought together, the first to say it first; the groups in order of that first one."""
    groups: list[list[Quote]] = []
    for quote in quotes:
        group = next((group for group in groups if same_said(group[0].text, quote.text)), None)
        if group is None:
            groups.append([quote])
        else:
            group.append(quote)
    return tuple(tuple(group) for group in groups)


def candidates_in(hit: Hit, asked: Asked, wanted: Container[str] | None = None) -> Iterable[Candidate]:
    """The whole sentences of a passage that are of substance; of the wanted ones alone, if given."""
    section = hit.passage.section
    headed = words_in(section) & asked.terms
    place = 1 + _HEADING * asked.weight(headed) / (1 + asked.weight(asked.terms))
    if any(phrase in section.lower() for phrase in asked.phrases):
        place += _SECTION
    inside = any(topic.sections and topic.sections.search(section) for topic in asked.topics)
    if inside:
        place += _SECTION
    if not asked.risks and RISK_SECTION.search(section):
        place -= _HYPOTHETICAL * (2 if asked.events else 1)
    if SEGMENT.search(section) and not SEGMENT.search(asked.question):
        place -= _PART
    found = _FOUND * hit.score / asked.top
    before: frozenset[str] = frozenset()
    for sentence in sentences_in(hit.passage.text):
        words = words_in(sentence.text)
        if GOES_ON.search(sentence.text):
            words |= before & asked.terms  # "this matter" is the one that the sentence before names
        before = words
        if wanted is not None and sentence.text not in wanted:
            continue
        if sentence.whole and not is_boilerplate(sentence.text, section):
            told = stated(sentence.text, asked)
            worth = place + _form(sentence, asked) + min(told, 0.0)
            worth -= _OTHER_SPAN if is_to_date(hit.passage.text, sentence) is (not asked.to_date) else 0.0
            base = _risk(sentence, asked) + _reason(sentence, asked, bool(headed)) + _named(sentence, asked)
            base += max(told, 0.0)
            yield Candidate(sentence, hit.passage, words, base, worth, found, bool(headed), inside)


def _risk(sentence: Sentence, asked: Asked) -> float:
    """What a sentence is worth to a question about risks: most where it stands over the paragraphs on one."""
    if not asked.risks or not ADVERSE.search(sentence.text):
        return 0.0
    return _SUMMARY if sentence.alone and not LEANS.search(sentence.text) else _SUMMARY / 3


def _reason(sentence: Sentence, asked: Asked, headed: bool) -> float:
    """What a sentence is worth to a question why: most where it says of the very line how it moved and by what."""
    text = sentence.text
    if not asked.why or AHEAD.search(text) or not (MOVED.search(text) and CAUSAL.search(text)):
        return 0.0
    opening = text[:SUBJECT].lower()
    if any(phrase in opening for phrase in asked.phrases) or not asked.lines and asked.parts & set(tokens(opening)):
        return _EXPLAINS * asked.share_named(opening)
    return _EXPLAINS / 2 if headed and THE_MOVE.search(text) else 0.0


def _named(sentence: Sentence, asked: Asked) -> float:
    """What it is worth that a sentence names a matter outright which has no section of its own to be known by."""
    named = any(topic.sections is None and topic.pattern.search(sentence.text) for topic in asked.topics)
    return _NAMED if named else 0.0


def _form(sentence: Sentence, asked: Asked) -> float:
    """What a sentence's words gain or lose by how it is put."""
    causal = _CAUSE if asked.why and CAUSAL.search(sentence.text) else 0.0
    causal += _MOVE if asked.why and MOVED.search(sentence.text) else 0.0
    causal *= 0.5 if AHEAD.search(sentence.text) else 1.0
    phrase = max((_place_of(phrase, sentence.text.lower()) for phrase in asked.phrases), default=0.0)
    fit = 0.0 if len(sentence.text.split()) in GOOD_LENGTH else -_SHORT
    aside = _ASIDE if asked.why and asked.lines and not phrase else 0.0
    aside += _DEFINED if not asked.defines and DEFINES.search(sentence.text) else 0.0
    aside += _HYPOTHETICAL if asked.topics and not asked.policies and STANDARDS.search(sentence.text) else 0.0
    aside += _PIECE if sentence.bullet and not sentence.text[0].isupper() else 0.0
    named = _NAMED if any(topic.pattern.search(sentence.text) for topic in asked.topics) else 0.0
    return causal + phrase + named + fit - aside


def _place_of(phrase: str, text: str) -> float:
    """More for a sentence that has the phrase for its subject than for one that mentions it."""
    place = text.find(phrase)
    return 0.0 if place < 0 else _SUBJECT if place < OPENING else _PHRASE

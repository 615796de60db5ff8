"""Extractive answers: the sentences of the passages found that best answer a question about words.

A sentence counts by the question's own words, weighted by how rare they are among the passages found, in it and in
the heading above it; by the words in which filings treat the matter asked about; for a question why, by causal
phrases; and by how well its passage was found. They are taken one by one, each by what it adds (after maximal marginal
relevance, Carbonell and Goldstein 1998). The text of a filing is only ever quoted: nothing in it is acted upon.
"""

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from agents.boilerplate import is_boilerplate
from agents.extract_phrases import lines_named, phrases_in
from agents.grammar_topics import topics_in
from agents.sameness import NewAndGone, new_and_gone, same_said
from agents.sentences import Sentence, boxes_of, sentences_in
from agents.topics import Topic
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

_WHY = re.compile(
    r"\b(?:why|what (?:drove|drives|caused|led|explains|is behind)|driv(?:er|en|ing)|factors?|reasons?|causes?|"
    r"contribut\w+|explain\w*|due to|elements that|influenc\w+|impact\w*|affect\w*|attribut\w+|because)\b",
    re.IGNORECASE,
)
_MAINLY = r"(?:primarily |mainly |largely |principally |in part )?"
_CAUSAL = re.compile(
    rf"\b(?:due {_MAINLY}to|primarily(?! (?:consist|compris|includ))|driven {_MAINLY}by|as a result of|"
    rf"offset {_MAINLY}by|reflect(?:s|ed|ing)|"
    rf"result(?:ed|ing) {_MAINLY}(?:from|in)|attribut(?:able|ed) {_MAINLY}to|because of|led by|contribut(?:ed|ing)|"
    r"caused by|benefit(?:ed|ing)? from|impacted by|owing to|related to)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:increas|decreas|declin|improv|grew|growth|rose|fell|higher|lower|reduc|gain|chang|expan|contract|narrow|wid)\w*",
    re.IGNORECASE,
)
_ASKING = frozenset(
    tokens(
        "what which how many much company filing report reported reporting document quarter quarterly year annual "
        "recent latest previous prior past period timeframe compare compared contrast change changes changed evolve "
        "evolution significant notable major key main describe discuss explain summarize outline list identify "
        "disclosed disclose disclosure revealed announced provided information any new associated element factor "
        "contribute contributing influence influenced impact affect potential potentially 10-q 10-k 10q 10k form most "
        "between across these following related over time shift driver drove reason cause january february march april "
        "may june july august september october november december first second third fourth month week fy ytd "
        "explained led increase decrease rise fall grow decline"
    )
)
_RISK_WORDS = frozenset(tokens("risk risks factor factors element elements face faces facing business profile"))
_RISK_SECTION = re.compile(r"risk factors", re.IGNORECASE)
_SEGMENT = re.compile(r"\bsegments?\b", re.IGNORECASE)
_ADVERSE = re.compile(
    r"\b(?:advers\w+|harm\w*|negative\w*|suffer\w*|impair\w*|los(?:e|s|ses)|fail\w*|limit\w*|reduc\w+|declin\w+|disrupt\w*|"
    r"interrupt\w*|liabilit\w+|uncertain\w*|damag\w+|competit\w+|depend\w*|risks?|volatil\w+|unable)\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"\b[A-Z][\w&.-]*['’]s\b")
_TOPIC, _PHRASE, _SUBJECT, _FOUND = 0.5, 0.5, 1.0, 0.3
_CAUSE, _MOVE, _SECTION, _HEADING, _SUMMARY, _HYPOTHETICAL = 0.6, 0.3, 0.3, 0.4, 1.0, 0.4
_SHORT, _PART, _ASIDE = 0.25, 0.3, 0.5
_BESIDE = 0.3  # what a sentence is worth that is not of the matter asked about
OPENING = 40  # characters within which a sentence names its subject
GOOD_LENGTH = range(12, 70)  # words
ALREADY_SAID = 0.8  # what a word is worth that an earlier quote has said
FLOOR = 0.3  # of the best sentence's worth: less is no answer


class Quote(NamedTuple):
    """A sentence: an unbroken run of its passage's text (line breaks as single blanks), and where its lines stand."""

    text: str
    passage: Passage
    score: float
    bboxes: tuple[BBox, ...] = ()


class Candidate(NamedTuple):
    """A sentence with its words, what it is worth besides, what that is multiplied by for its place, what is added."""

    sentence: Sentence
    passage: Passage
    words: frozenset[str]
    base: float
    factor: float
    added: float


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
    floor = FLOOR * max((asked.worth(candidate, unsaid) for candidate in candidates), default=0.0)
    candidates = [candidate for candidate in candidates if asked.worth(candidate, unsaid) >= floor]
    said: Counter[str] = Counter()
    quotes: list[Quote] = []
    while candidates and len(quotes) < n:
        best = max(candidates, key=lambda candidate: asked.worth(candidate, said))
        worth = asked.worth(best, said)
        quotes.append(quoted(best, worth))
        said.update(best.words)
        candidates = [other for other in candidates if not same_said(other.sentence.text, best.sentence.text)]
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


class Asked:
    """What a question asks, and what a sentence is worth to it."""

    def __init__(self, question: str, hits: Sequence[Hit]) -> None:
        """Take the question and the passages found for it."""
        self.question = question
        self.why = bool(_WHY.search(question))
        self.topics: tuple[Topic, ...] = topics_in(question)
        self._hits = hits
        self.lines = lines_named(question, hits)
        own = frozenset(word for word in tokens(_POSSESSED.sub("", question)) if not word[0].isdigit()) - _ASKING
        self.terms = own | {word for line in self.lines for word in tokens(line)}
        self.matter = frozenset(word for topic in self.topics for word in tokens(topic.query)) - self.terms
        self.risks = any(topic.name == "risk factors" for topic in self.topics)
        if self.risks:
            self.terms -= _RISK_WORDS
        self.phrases = phrases_in(question, self.terms) | self.lines

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How telling each of the question's words is, by how few of the passages found hold it."""
        seen: Counter[str] = Counter()
        for hit in self._hits:
            seen.update(set(tokens(hit.passage.text)) & (self.terms | self.matter))
        return {word: math.log(1 + len(self._hits) / (1 + seen[word])) for word in self.terms | self.matter}

    @cached_property
    def top(self) -> float:
        """The best passage's score, by which the others are measured."""
        return max((hit.score for hit in self._hits), default=1.0) or 1.0

    def weight(self, words: Iterable[str]) -> float:
        """What words of the question are worth together."""
        return sum(self.rarity[word] for word in words)

    def worth(self, candidate: Candidate, said: Counter[str]) -> float:
        """What its words are worth, less for each time that they were said before, for where and how it stands."""
        told = self._told(candidate.words & self.terms, said) + _TOPIC * self._told(candidate.words & self.matter, said)
        fresh = sum(1 for word in candidate.words if not said[word]) / max(1, len(candidate.words))
        told = told / (1 + self.weight(self.terms or self.matter)) + candidate.base
        bears = 1.0 if self._bears(candidate) else _BESIDE
        return bears * told * max(candidate.factor, 0.0) * (0.4 + 0.6 * fresh) + bears * candidate.added

    def _bears(self, candidate: Candidate) -> bool:
        """Whether a sentence is of a matter asked about: it names it, or uses two of its words."""
        if not self.topics or self.risks or self.why:
            return True
        own = (self.matter - _ASKING) | self.terms
        return len(candidate.words & own) > 1 or any(t.pattern.search(candidate.sentence.text) for t in self.topics)

    def _told(self, words: Iterable[str], said: Counter[str]) -> float:
        return sum(self.rarity[word] * ALREADY_SAID ** said[word] for word in words)


def candidates_in(hit: Hit, asked: Asked, wanted: Container[str] | None = None) -> Iterable[Candidate]:
    """The whole sentences of a passage that are of substance; of the wanted ones alone, if given."""
    section = hit.passage.section
    place = 1 + _HEADING * asked.weight(frozenset(tokens(section)) & asked.terms) / (1 + asked.weight(asked.terms))
    if any(phrase in section.lower() for phrase in asked.phrases):
        place += _SECTION
    if any(topic.sections and topic.sections.search(section) for topic in asked.topics):
        place += _SECTION
    if not asked.risks and _RISK_SECTION.search(section):
        place -= _HYPOTHETICAL
    if _SEGMENT.search(section) and not _SEGMENT.search(asked.question):
        place -= _PART
    found = _FOUND * hit.score / asked.top
    for sentence in sentences_in(hit.passage.text):
        if wanted is not None and sentence.text not in wanted:
            continue
        if sentence.whole and not is_boilerplate(sentence.text, section):
            words = frozenset(tokens(sentence.text))
            yield Candidate(sentence, hit.passage, words, _risk(sentence, asked), place + _form(sentence, asked), found)


def _risk(sentence: Sentence, asked: Asked) -> float:
    """What a sentence is worth to a question about risks: most where it stands over the paragraphs on one."""
    if not asked.risks or not _ADVERSE.search(sentence.text):
        return 0.0
    return _SUMMARY if sentence.alone else _SUMMARY / 3


def _form(sentence: Sentence, asked: Asked) -> float:
    """What a sentence's words gain or lose by how it is put."""
    causal = _CAUSE if asked.why and _CAUSAL.search(sentence.text) else 0.0
    causal += _MOVE if asked.why and _MOVED.search(sentence.text) else 0.0
    phrase = max((_place_of(phrase, sentence.text.lower()) for phrase in asked.phrases), default=0.0)
    fit = 0.0 if len(sentence.text.split()) in GOOD_LENGTH else -_SHORT
    aside = _ASIDE if asked.why and asked.lines and not phrase else 0.0
    return causal + phrase + fit - aside


def _place_of(phrase: str, text: str) -> float:
    """More for a sentence that has the phrase for its subject than for one that mentions it."""
    place = text.find(phrase)
    return 0.0 if place < 0 else _SUBJECT if place < OPENING else _PHRASE

"""What a question about words asks, and what a sentence is worth to it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from agents.extract_phrases import lines_named, phrases_in
from agents.extract_spans import asks_to_date
from agents.extract_words import ASKING, DEFINING, EVENTS, RISK_WORDS, WHY
from agents.grammar_topics import topics_in
from agents.grammar_verbs import REASONS
from agents.sentences import Sentence
from agents.topics import Topic
from core.filings import Hit, Passage
from library.bm25 import tokens

_TOPIC = 0.5  # what a word of the matter counts beside one of the question's own
_POSSESSED = re.compile(r"\b[A-Z][\w&.-]*['’]s\b")
_TELLING = 0.35  # of what the question's words weigh together, where no matter and no line item is named
_FEW_WORDS, _MORE_WORDS = 1, 3  # of a matter, that tell that a sentence is of it
_BESIDE = 0.3  # what a sentence is worth that is not of the matter asked about
ALREADY_SAID = 0.8  # what a word is worth that an earlier quote has said


@lru_cache(maxsize=32768)
def words_in(text: str) -> frozenset[str]:
    """The words of a sentence, a heading or a passage, as they are searched for."""
    return frozenset(tokens(text))


class Candidate(NamedTuple):
    """A sentence with its words, what it is worth besides, what that is multiplied by for its place, what is added.

    `headed` says that the heading above it names what is asked about, `inside` that it is that of the matter's section.
    """

    sentence: Sentence
    passage: Passage
    words: frozenset[str]
    base: float
    factor: float
    added: float
    headed: bool = False
    inside: bool = False


class Asked:
    """What a question asks, and what a sentence is worth to it."""

    def __init__(self, question: str, hits: Sequence[Hit]) -> None:
        """Take the question and the passages found for it."""
        self.question = question
        self.why = bool(WHY.search(question) or REASONS.search(question))
        self.topics: tuple[Topic, ...] = topics_in(question)
        self._hits = hits
        self.lines = lines_named(question, hits)
        words = (word for word in tokens(_POSSESSED.sub("", question)) if not word[0].isdigit() and len(word) > 1)
        own = frozenset(words) - ASKING
        kin = frozenset(word for line in self.lines for word in tokens(line))
        said = frozenset(word for topic in self.topics for word in tokens(topic.query)) | kin
        self.terms = own if self.topics else own | kin  # where a matter is named, other names of its lines count less
        self.matter = said - self.terms
        self.to_date = asks_to_date(question)
        self.risks = any(topic.name == "risk factors" for topic in self.topics)
        self.defines = bool(DEFINING.search(question))
        self.policies = any(topic.name == "accounting policies" for topic in self.topics)
        self.events = any(topic.name in EVENTS for topic in self.topics)
        if self.risks:
            self.terms -= RISK_WORDS
        self.parts = (own & self.terms) - kin
        self.phrases = phrases_in(question, self.terms) | self.lines

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How telling each of the question's words is, by how few of the passages found hold it."""
        seen: Counter[str] = Counter()
        wanted = self.terms | self.matter
        for hit in self._hits:
            seen.update(words_in(hit.passage.text) & wanted)
        return {word: math.log(1 + len(self._hits) / (1 + seen[word])) for word in wanted}

    @cached_property
    def top(self) -> float:
        """The best passage's score, by which the others are measured."""
        return max((hit.score for hit in self._hits), default=1.0) or 1.0

    def weight(self, words: Iterable[str]) -> float:
        """What words of the question are worth together."""
        return sum(self.rarity[word] for word in words)

    def share_named(self, text: str) -> float:
        """How much of what the question names beside its line items ("Google advertising") a text names, from 0.3."""
        whole = self.weight(self.parts)
        return 1.0 if not whole else 0.3 + 0.7 * self.weight(self.parts & frozenset(tokens(text))) / whole

    def worth(self, candidate: Candidate, said: Counter[str]) -> float:
        """What its words are worth, less for each time that they were said before, for where and how it stands."""
        told = self._told(candidate.words & self.terms, said) + _TOPIC * self._told(candidate.words & self.matter, said)
        if (self.terms or self.matter) and not (told or candidate.base or candidate.headed or candidate.inside):
            return 0.0
        fresh = sum(1 for word in candidate.words if not said[word]) / max(1, len(candidate.words))
        told = told / (1 + self.weight(self.terms or self.matter)) + candidate.base
        bears = 1.0 if self._bears(candidate) else _BESIDE
        return bears * told * max(candidate.factor, 0.0) * (0.4 + 0.6 * fresh) + bears * candidate.added

    def _bears(self, candidate: Candidate) -> bool:
        """Whether a sentence is of a matter asked about: it names it, or uses words of it; under its heading fewer."""
        if self.risks:
            return candidate.inside or not {"risk", "uncertainty"}.isdisjoint(candidate.words)
        if self.why and self.lines and not self.topics:
            return True
        if not self.topics:
            told = self.weight(candidate.words & self.terms)
            return candidate.headed or told >= _TELLING * self.weight(self.terms)
        own = (self.matter - ASKING) | self.terms
        near = candidate.inside or candidate.headed or (self.why and self.lines)
        enough = _FEW_WORDS if near else _MORE_WORDS
        return len(candidate.words & own) >= enough or any(
            t.pattern.search(candidate.sentence.text) for t in self.topics
        )

    def _told(self, words: Iterable[str], said: Counter[str]) -> float:
        return sum(self.rarity[word] * ALREADY_SAID ** said[word] for word in words)

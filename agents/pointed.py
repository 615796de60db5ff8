"""Questions in words that point at one thing (a name, a count, a definite matter): only what bears on it answers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.extract import Quote, candidates_in, quoted
from agents.extract_asked import Asked
from agents.indexes import words_of
from agents.vocabulary import ORDINARY_WORDS, SMALL_WORDS
from core.filings import Filing, Hit, Passage

_DEFINITE = re.compile(
    r"^\s*(?:what|who|when|where|which|how (?:much|many|high|large|big|old|long))\b(?:\s+[\w'\u2019-]+){0,4}?\s+"
    r"(?:is|are|was|were|did|does|do|has|have|had)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:why|risks?|factors?|reasons?|drivers?|drove|caused?|explain\w*|describe\w*|discuss\w*|compare\w*|changes?|"
    r"changed|impact\w*|affect\w*|effects?|strateg\w+|trends?|outlook|initiatives?|key|main|major|significant|about)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][\w&.-]*(?:\s+[A-Z][\w&-]*)*)")
_COUNTED = re.compile(
    r"\bhow many ((?:[\w-]+ ){0,3}?[\w-]+)(?= (?:is|are|was|were|did|does|do|has|have|had|in|at|on|by|work|works)\b)"
    r"|\bnumber of ((?:[\w-]+ ){0,2}?[\w-]+)(?= (?:at|in|of|as|did|does|was|were|is|on)\b|\?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d+(?:\.\d+)?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_THINGS = frozenset("time day year month week quarter percent dollar million billion point".split())
MOST_WORDS = 5
NEAR = 5  # words between a count and what it counts


@dataclass(frozen=True)
class Pointed:
    """What a question points at: names as written, else the few words that tell what it is about."""

    names: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def bears(self, text: str) -> bool:
        """Whether a text holds one of the names, or all of the words."""
        if self.names:
            return any(name.lower() in text.lower() for name in self.names)
        return self.words <= set(words_of(text))


def pointed_at(question: str, filings: Sequence[Filing]) -> Pointed | None:
    """What a question points at; None for an open one, which many sentences may answer."""
    if not _DEFINITE.search(question) or _OPEN.search(question):
        return None
    own = {word for filing in filings for word in words_of(filing.company)}
    own |= {filing.ticker.lower() for filing in filings if filing.ticker}
    names = [match[1].removesuffix("'s") for match in _NAME.finditer(question)]
    names = [n for n in names if set(words_of(n)) - own and not set(words_of(n)) <= ORDINARY_WORDS]
    if names:
        return Pointed(tuple(names))
    words = frozenset(w for w in words_of(question) if w not in SMALL_WORDS | own and len(w) > 2 and w.isalpha())
    return Pointed(words=words) if 0 < len(words) <= MOST_WORDS else None


def holding(pointed: Pointed, hits: Sequence[Hit], passages: Iterable[Passage]) -> tuple[Hit, ...]:
    """The passages found that bear on it, and, for a name, all others that hold it."""
    kept = tuple(hit for hit in hits if pointed.bears(hit.passage.text))
    if not pointed.names:
        return kept
    seen = {hit.passage.ordinal for hit in kept}
    score = min((hit.score for hit in kept), default=1.0)
    more = (p for p in passages if p.ordinal not in seen and pointed.bears(p.text))
    return (*kept, *(Hit(passage, score) for passage in more))


def counting(question: str, passages: Sequence[Passage], most: int) -> tuple[Quote, ...]:
    """The sentences that give the count asked for ("how many employees"): the number right by what it counts.

    Those that name the year asked for come first, the larger counts (the whole, not a part) before the smaller.
    """
    match = _COUNTED.search(question)
    noun = words_of(match[1] or match[2]) if match else ()
    if not noun or noun[-1] in _NO_THINGS:
        return ()
    hits = [Hit(passage, 1.0) for passage in passages if noun[-1] in passage.text.lower()]
    asked, years = Asked(question, hits), set(_YEAR.findall(question))
    found = [one for hit in hits for one in candidates_in(hit, asked) if counts(one.sentence.text, noun)]
    found.sort(key=lambda one: (not years <= set(_YEAR.findall(one.sentence.text)), -largest(one.sentence.text)))
    return tuple(quoted(one, 1.0) for one in found[:most])


def largest(sentence: str) -> float:
    """The largest number of a sentence that is no year."""
    words = (word.strip("().;:,").replace(",", "") for word in sentence.split())
    return max((float(word) for word in words if _NUMBER.match(word) and not _YEAR.fullmatch(word)), default=0.0)


def counts(sentence: str, noun: Sequence[str]) -> bool:
    """Whether a sentence gives a number of a thing: "29,300 employees", "the number of employees was 4,453"."""
    words = [word.strip('().;:,\u201c\u201d"').lower() for word in sentence.split()]
    said = [words_of(word)[-1:] for word in words]
    places = [place for place, word in enumerate(said) if word == (noun[-1],)]
    numbers = [place for place, word in enumerate(words) if _NUMBER.match(word) and not _YEAR.fullmatch(word)]
    of_thing = "number of" in sentence.lower()
    return any(0 < place - number <= NEAR or (of_thing and number > place) for place in places for number in numbers)

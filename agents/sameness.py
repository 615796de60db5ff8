"""What two filings say alike, and what is new or gone between them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from library.bm25 import STOP_WORDS, stem

SAME = 0.75  # share of words in common, numbers and dates aside
WITHIN = 0.9  # share of the shorter one's words that the longer one holds
RAREST = 5  # words by which a sentence is looked up among many
MOST_NEAR = 100  # sentences looked at for each of them
_TIMES = frozenset(
    "january february march april may june july august september october november december first second third fourth "
    "one two three four five six seven eight nine ten eleven twelve thirteen quarter month year week ended end fiscal "
    "current prior previous period comparable".split()
)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LIGATURE = re.compile(
    r"\b([a-z]{0,4})f (ect(?:s|ed|ing|ive|ively)?|er(?:s|ed|ing|ings)|orts?|ice(?:s|r|rs)?|icient\w*|icult\w*|eren\w+|"
    r"iliat\w+)\b"
)
"""A word from which the page's text lost an "ff": "adverse ef ect"."""
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


class NewAndGone(NamedTuple):
    """Sentences of the later filing that the earlier one lacks, and the reverse, in the order of their filings."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


def same_said(one: str, other: str, *, numbers: bool = False) -> bool:
    """Whether two sentences say the same, dates and small words aside.

    Also where the shorter one stands almost whole in the longer one. A "not" on one side alone makes a difference,
    and so does "up" against "down".

    Args:
        one: a sentence.
        other: another.
        numbers: whether their numbers must be the same too; else these are left aside.
    """
    if numbers and _FIGURE.findall(one) != _FIGURE.findall(other):
        return False
    first, second = _said(one), _said(other)
    if not first or not second or bool(first & _DENIALS) != bool(second & _DENIALS) or _turned(first, second):
        return first == second and one == other
    common = len(first & second)
    alike = common >= SAME * len(first | second)
    return alike or (min(len(first), len(second)) >= 6 and common >= WITHIN * min(len(first), len(second)))


def new_and_gone(earlier: Sequence[str], later: Sequence[str]) -> NewAndGone:
    """What changed between two filings' sentences on one matter: new ones and ones no longer said."""
    return NewAndGone(_not_in(later, earlier), _not_in(earlier, later))


def _not_in(sentences: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    index = SentenceIndex(others)
    kept: list[str] = []
    for sentence in sentences:
        if not index.holds(sentence) and not any(same_said(sentence, said) for said in kept):
            kept.append(sentence)
    return tuple(kept)


class SentenceIndex:
    """Finds sentences that may say the same by their rarest words, so that long sections compare quickly."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Take the sentences to look among."""
        self._by_word: dict[str, list[str]] = {}
        self._exact = frozenset(sentences)
        for sentence in self._exact:
            for word in _said(sentence):
                self._by_word.setdefault(word, []).append(sentence)

    def holds(self, sentence: str) -> bool:
        """Whether one of them says the same."""
        if sentence in self._exact:
            return True
        words = sorted(_said(sentence) & self._by_word.keys(), key=lambda word: len(self._by_word[word]))
        near = {said for word in words[:RAREST] for said in self._by_word[word][:MOST_NEAR]}
        return any(same_said(sentence, said) for said in near)


_DENIALS = frozenset("not no never none without neither nor cannot".split())
_UP = frozenset("increas higher grew rise rose gain improv favorable strengthen".split())
_DOWN = frozenset("decreas lower declin fall fell loss reduc unfavorable weaken".split())


def _turned(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether one sentence says up alone where the other says down alone."""
    ways = [(bool(said & _UP), bool(said & _DOWN)) for said in (first, second)]
    return ways in ([(True, False), (False, True)], [(False, True), (True, False)])


@lru_cache(maxsize=20000)
def _said(sentence: str) -> frozenset[str]:
    words = _WORD.findall(_LIGATURE.sub(r"\1ff\2", sentence.lower().replace("’", "'")))
    kept = (word for word in words if word in _DENIALS or (word not in STOP_WORDS and word not in _TIMES))
    return frozenset(word if word in _DENIALS else stem(word) for word in kept)

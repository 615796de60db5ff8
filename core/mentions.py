"""Finding known phrases in a question: whole words, plural and hyphen tolerant, the longest first."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from core.labels import singular

_TOKEN = re.compile(r"\b[A-Za-z]/[A-Za-z]\b|\b[A-Za-z]{1,2} & [A-Z]\b|[A-Za-z_]+(?:&[A-Za-z]+)*(?:'s\b)?|\d+|%|&")
_OTHERWISE = re.compile(
    r"(?:(?<!un)adjusted|\badj\.?|non[- ]?gaap|organic|underlying|core|normalized|pro[- ]?forma|comparable)"
    r"(?: basic| diluted)?\W*$",
    re.IGNORECASE,
)
_PER_UNIT = re.compile(
    r"\W{0,2}per\b(?!\W+(?:(?:basic|diluted|common|ordinary)\W+)*(?:shares?|cent|annum|quarter|year|month|10-?[KQ])\b)",
    re.I,
)
_APART = re.compile(r"\s[/*]\s|[\u00f7\u00d7=;?!]|\s\+\s|\.\s")  # between words of one phrase none of these stands
_PLURAL = frozenset({"sales", "earnings", "proceeds", "taxes"})  # the singular means another thing
SKIPPED = frozenset({"the", "of", "a", "an", "its", "their", "s"})
_SAME = {"percent": "%", "percentage": "%", "stockholder": "shareholder", "shareowner": "shareholder", "and": "&"}


class Mention(NamedTuple):
    """A line item or ratio named in a text: its id, and the words that name it with their place."""

    id: str
    kind: Literal["line_item", "ratio"]
    start: int
    end: int
    text: str


_NOTHING = Mention("", "line_item", 0, 0, "")


class _Node:
    """A node of the tree of phrases: what ends here, and the words that may follow."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.ends: Mention | None = None
        self.next: dict[str, _Node] = {}


def tokens_of(text: str, fold: bool = True) -> Iterator[tuple[str, int, int]]:
    """The words of a text with their places; lower case and singular where `fold`, as written otherwise."""
    for match in _TOKEN.finditer(text.replace("’", "'")):
        word = match[0]
        if fold:
            word = word.lower().removesuffix("'s").replace(" ", "")
            word = word if word in _PLURAL else singular(word)
        yield word, match.start(), match.end()


class Phrases:
    """A tree of phrases, to find them all in one walk over a text."""

    def __init__(self, phrases: Mapping[str, Mention], nothing: Iterable[str] = ()) -> None:
        """Builds the tree.

        Args:
            phrases: what is to be found, by its phrase; of two that read the same the first counts.
            nothing: phrases that ask for nothing, though a part of them would be found.
        """
        self._root = _Node()
        self._single: set[str] = set()
        for phrase in nothing:
            self._add(phrase, _NOTHING)
        for phrase, mention in phrases.items():
            self._add(phrase, mention)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The phrases in a text, in order; where two overlap, the longer one (gaps aside), then the earlier one.

        What is asked for "adjusted" or otherwise outside GAAP is not the line item that bears the name; nor is an
        amount "per rider" the amount.
        """
        words = list(_words(text))
        found = sorted(self._all(words, text), key=lambda m: (-len("".join(m.text.split())), m.start))
        kept: list[Mention] = []
        for mention in found:
            if all(mention.end <= other.start or mention.start >= other.end for other in kept):
                kept.append(mention)
        meant = (
            m for m in kept if m.id and not _OTHERWISE.search(text[: m.start]) and not _PER_UNIT.match(text, m.end)
        )
        return tuple(sorted(meant, key=lambda m: m.start))

    def _add(self, phrase: str, mention: Mention) -> None:
        node = self._root
        words = [word for word, _, _ in _words(phrase)]
        for word in words:
            node = node.next.setdefault(word, _Node())
        node.ends = node.ends or mention
        if len(words) == 1:
            self._single.add(phrase.lower())

    def _means(self, text: str) -> bool:
        """Whether a phrase stands in the number that was listed: "liability" is not "Liabilities"."""
        word = text.lower().replace("’", "'").removesuffix("'s")
        return not word.isalpha() or word in self._single or (word.endswith("s") and singular(word) in self._single)

    def _all(self, words: list[tuple[str, int, int]], text: str) -> Iterator[Mention]:
        for at, (_, start, _) in enumerate(words):
            node: _Node | None = self._root
            before = start
            for word, begin, end in words[at:]:
                node = node.next.get(word) if node else None
                if node is None or _APART.search(text[before:begin]):
                    break
                before = end
                if node.ends and self._means(text[start:end]):
                    yield node.ends._replace(start=start, end=end, text=text[start:end])


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for word, start, end in tokens_of(text):
        if word not in SKIPPED:
            yield _SAME.get(word, word), start, end

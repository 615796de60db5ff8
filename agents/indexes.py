"""A filing's facts, indexed by line item and by the words of their labels."""

import re
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from agents.printed_rows import unread_rows
from core.filings import Fact
from core.protocols import Shelf

_WORD = re.compile(r"[a-z0-9]+(?:'s)?|&")
_DROPPED = frozenset("the a an of and in on for to net total by from at with its their our".split())


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a label or a question, lower case, plurals and possessives brought to their stem."""
    text = text.lower().replace("\u2019", "'").replace("&", " & ").replace("u.s.", "us ").replace("u.k.", "uk ")
    return tuple(_stem(word) for word in _WORD.findall(text))


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The words that tell one label from another."""
    return frozenset(word for word in words_of(text) if word not in _DROPPED and word != "&")


_AROUND = frozenset("total net revenue sale segment of from for by".split())
_MARK = re.compile(
    r"[\u00ae\u2122\u2120]|\s*\((?:\d{1,2}|[a-z]{1,2})\)|\s*\((?:the )?[\"\u201c][^\"\u201d]{1,40}[\"\u201d]\)"
)
_ALIKE = {"&": ("and",), "us": ("united", "state"), "uk": ("united", "kingdom")}


def alike(words: Sequence[str]) -> tuple[str, ...]:
    """Words as names are compared: "US & Canada" and "United States and Canada" are one."""
    return tuple(one for word in words for one in _ALIKE.get(word, (word,)))


def name_key(text: str) -> tuple[str, ...]:
    """The words that make a name: "Total Delivery revenue (1)" and "Delivery" are one."""
    words = list(words_of(_MARK.sub("", text)))
    while len(words) > 1 and words[0] in _AROUND:
        words.pop(0)
    while len(words) > 1 and words[-1] in _AROUND:
        words.pop()
    return alike(words)


def shown_name(text: str) -> str:
    """A name as printed, without marks and the words around it: "Delivery" for "Delivery revenue (1)"."""
    words = _MARK.sub("", text).strip(" :").split()
    while len(words) > 1 and _is_around(words[0]):
        words.pop(0)
    while len(words) > 1 and _is_around(words[-1]):
        words.pop()
    return " ".join(words).strip(" ,:")


def _is_around(word: str) -> bool:
    return set(words_of(word)) <= _AROUND


def _is_short_for(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether a name is another's initials or shares a word with it; a line of a segment shares none with its name."""
    return bool(set(short) & set(whole)) or "".join(short) == "".join(word[0] for word in whole)


class FactIndex:
    """The facts of one filing, in page order."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)

    @cached_property
    def by_concept(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each line item, in page order."""
        grouped: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.concept:
                grouped[fact.concept].append(fact)
        return {concept: tuple(facts) for concept, facts in grouped.items()}

    @cached_property
    def by_label(self) -> Mapping[tuple[str, ...], tuple[Fact, ...]]:
        """The facts under each label, and under each segment's name, by the label's words."""
        grouped: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            keys = {words_of(fact.label)} | ({words_of(fact.segment)} if fact.segment else set())
            for key in keys - {()}:
                grouped[key].append(fact)
        return {words: tuple(facts) for words, facts in grouped.items()}

    @cached_property
    def _named(self) -> Mapping[tuple[str, ...], tuple[str, tuple[Fact, ...]]]:
        """The facts under each name of a segment, product or line, without "total", "net sales" and such."""
        grouped: dict[tuple[str, ...], tuple[str, list[Fact]]] = {}
        for fact in self.facts:
            for text in (fact.segment, fact.label):
                key = name_key(text) if text else ()
                if key and text:
                    grouped.setdefault(key, (shown_name(text), []))[1].append(fact)
        return {key: (name, tuple(dict.fromkeys(facts))) for key, (name, facts) in grouped.items()}

    @cached_property
    def names(self) -> Mapping[tuple[str, ...], str]:
        """Each name as printed, by its words."""
        return {key: name for key, (name, _facts) in self._named.items()}

    def named(self, name: str) -> tuple[Fact, ...]:
        """The facts of a segment, product or line by its name; those of a segment that it is a short name of too."""
        facts = self._named.get(name_key(name), ("", ()))[1]
        segments = {fact.segment for fact in facts if fact.segment and name_key(fact.segment) != name_key(name)}
        if len(segments) != 1 or not _is_short_for(name_key(name), name_key(next(iter(segments)))):
            return facts
        return tuple(dict.fromkeys((*facts, *self._named[name_key(segments.pop())][1])))

    def is_money(self, key: tuple[str, ...]) -> bool:
        """Whether amounts of money stand under the name."""
        return any(len(fact.unit) == 3 for fact in self._named[key][1])

    @cached_property
    def labels(self) -> tuple[tuple[frozenset[str], tuple[Fact, ...]], ...]:
        """Each label's distinguishing words and its facts."""
        pairs = ((frozenset(w for w in key if w not in _DROPPED), facts) for key, facts in self.by_label.items())
        return tuple((words, facts) for words, facts in pairs if words)


class Indexes:
    """The indexes of a library's filings, each built once. Safe from any thread.

    An index is rebuilt when the shelf hands out other facts for the filing (re-indexed by the user).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._indexes: dict[str, tuple[Sequence[Fact], FactIndex]] = {}

    def of(self, shelf: Shelf, filing: str) -> FactIndex:
        """The filing's index. Raises FilingNotFound."""
        facts = shelf.facts(filing)
        with self._lock:
            kept = self._indexes.get(filing)
            if kept is None or kept[0] is not facts and not _same(kept[0], facts):
                unread = unread_rows(shelf.passages(filing), facts)
                self._indexes[filing] = (facts, FactIndex((*facts, *unread)))
            return self._indexes[filing][1]


def _same(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    return len(one) == len(other) and (not one or (one[0] == other[0] and one[-1] == other[-1]))

"""Words of a question that stand where a company's name would, and name none of the library's."""

import re
from collections.abc import Iterator, Sequence

from agents.grammar_periods import period_places
from agents.indexes import words_of
from agents.scope_companies import Named
from agents.vocabulary import ORDINARY_WORDS
from core.ontology import Ontology

_WORD = r"[A-Z][\w&.+\u2019'-]*"
_NAME = rf"{_WORD}(?:\s+(?:{_WORD}|&))*"
_POSSESSIVE = re.compile(r"\b([A-Za-z][\w&.+-]*(?:\s+[A-Z][\w&.+-]*)*)['\u2019]s?\b")
_AFTER = re.compile(rf"\b(?:of|for|at|by|about|vs\.?|versus|than|did|does|between|[Cc]ompare|and|with|to)\s+({_NAME})")
_BESIDE = re.compile(
    rf"\b(?:vs\.?|versus|than|and|with|to|or)\s+({_NAME})(?=['\u2019?,.]|\s*$|\s+(?:in|for|over|on|by|revenue|net)\b)"
)
_SUBJECT = re.compile(
    rf"({_NAME})\s+(?:(?:primarily|mainly|mostly|currently|also)\s+)?"
    r"(?:operates?|reports?|earns?|spends?|pays?|paid|acquires?|owns?|sells?|generates?|makes?)\b"
)
_BEFORE = re.compile(rf"({_NAME})\s*(?:,|,?\s*\b(?:and|or|vs\.?|versus|than|with|to|against))\s*$")
_ANY = re.compile(rf"(?<![\w'\u2019])({_NAME})")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]\s+|\n)\W*$")
_JOIN = re.compile(r"\s*(?:['\u2019]s)?\s*")


def candidates(question: str, named: Sequence[Named], ontology: Ontology) -> list[str]:
    """The names, in order: beside the companies that are known where there are any, else wherever a name may stand."""
    places = list(_beside(question, named) if named else _anywhere(question, ontology))
    found = []
    for start, text in sorted(places):
        name = _name_in(text)
        at = question.find(name, start)
        if name and not any(one.start < at + len(name) and at < one.end for one in named):
            found.append(name)
    return list(dict.fromkeys(found))


def _beside(question: str, named: Sequence[Named]) -> Iterator[tuple[int, str]]:
    yield from ((match.start(1), match[1]) for match in _BESIDE.finditer(question))
    for one in named:
        if match := _BEFORE.search(question[: one.start]):
            yield match.start(1), match[1]


def _anywhere(question: str, ontology: Ontology) -> Iterator[tuple[int, str]]:
    for pattern in (_POSSESSIVE, _AFTER, _SUBJECT):
        yield from ((match.start(1), match[1]) for match in pattern.finditer(question))
    taken = [(mention.start, mention.end) for mention in ontology.mentions(question)]
    if not taken:
        return
    taken += period_places(question)
    for match in _ANY.finditer(question):
        inside = any(start < match.end(1) and match.start(1) < end for start, end in taken)
        beside = any(_JOIN.fullmatch(question[match.end(1) : start]) for start, _end in taken if start >= match.end(1))
        if not inside and (beside or not _starts_sentence(question, match)):
            yield match.start(1), match[1]


def _starts_sentence(question: str, match: re.Match[str]) -> bool:
    return " " not in match[1] and bool(_SENTENCE_START.search(question[: match.start(1)]))


def _name_in(text: str) -> str:
    """The name within a run of capitalised words: from the first unusual word to the next usual one.

    Of a run whose first word is usual and whose second is not ("American Express"), both.
    """
    words = [word for word in re.split(r"\s+", text.strip("'\u2019.")) if word]
    if len(words) == 2 and usual(words[0]) and not usual(words[1]) and words[0].lower() in _ADJECTIVES:
        return _bare(" ".join(words))
    while words and usual(words[0]):
        words.pop(0)
    kept: list[str] = []
    for word in words:
        if usual(word):
            break
        kept.append(word)
    return _bare(" ".join(kept))


_ADJECTIVES = frozenset("american general united national international global first new federal north south".split())


def _bare(name: str) -> str:
    return re.sub(r"['\u2019]s?$", "", name)


def usual(word: str) -> bool:
    """Whether a word is none that a company would be called by: ordinary, a number, an acronym of finance."""
    bare = re.sub(r"['\u2019]s?$|[.,]+$", "", word)
    if len(bare) == 2 and bare.isalpha() and bare.isupper():
        return bare.lower() in ORDINARY_WORDS
    return (
        len(bare) < 3
        or bool(re.search(r"\d", bare))
        or bare.lower() in ORDINARY_WORDS
        or bool(words_of(bare) and words_of(bare)[0] in ORDINARY_WORDS)
        or (bare.isupper() and len(bare) <= 5 and ("&" in bare or bare.lower() in ORDINARY_WORDS))
    )

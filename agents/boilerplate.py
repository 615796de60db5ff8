"""What filings print around their substance: cautions, pointers elsewhere, introductions of tables, running lines."""

import re
from functools import lru_cache

_CAUTION = re.compile(
    r"forward[- ]looking (?:statements?|information)|private securities litigation reform|safe harbou?r|"
    r"undertakes? no obligation|(?:words|terms) such as [“\"]|actual results (?:could|may|might) differ|"
    r"incorporated (?:herein )?by reference|should be read (?:in conjunction|together) with|"
    r"pursuant to (?:section|rule) \d+|indicate by check mark|the following (?:discussion|sections?)|"
    r"not necessarily indicative",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^(?:[(“\"]*)(?:please )?(?:see|refer to|for (?:(?:more|further|additional) )?(?:information|details|discussion|a "
    r"(?:discussion|description|complete|further|more))|additional information|further information|"
    r"information (?:about|regarding|with respect to))\b|^refer also",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:^|[a-z]\s+)(?:Refer to|See) (?:[\w’'.&,“”\"-]+ ){0,8}?(?:Notes? \d|Items? \d|pages? \d|Part I|Form 10-)|"
    r"^Form (?:10-[KQ]|8-K)\b|^.{0,160}\bon pages? \d+(?:\s?[–-]\s?\d+)? of (?:this|the|our|its|[A-Z])"
)
"""Where else to look, also behind a heading that ran into the sentence, or what a line break left of it."""
_INTRODUCES = re.compile(
    r"^the following (?:are|is (?:a|an) (?:list|summary|brief|discussion|description)|list|summary)\b|"
    r"\b(?:as follows|(?:the )?following (?:table|chart|graph|schedule)|(?:table|chart|schedule)s? (?:below|above)|"
    r"summari[sz]ed (?:below|in the)|set forth (?:below|in the)|(?:is|are|was|were) as follows)\b",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"^\s*(?:table of contents|\d+|page \d+|.{0,60}\bform 10-[kq]\b.{0,20}\d*)\s*$|\.{4,}|(?:\. ){4,}", re.IGNORECASE
)
_UNAUDITED = re.compile(r"^\(?(?:unaudited|in (?:millions|thousands|billions)|dollars in)", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|your|the|these|my|previous|prior|earlier|above|preceding)\s+)*"
    r"(?:system\s+)?(?:instructions?|prompts?|rules|guidelines)\b|"
    r"^\W*(?:system|assistant)\s*:|<\|\w+\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|"
    r"\b(?:note|message|attention|instructions?) (?:to|for) (?:the |any |all |an )?(?:[\w’']+ ){0,3}"
    r"(?:software|models?|ai|assistants?|agents?|bots?)\b|"
    r"\b(?:whoever|anyone|any (?:model|agent|software|system)) (?:who |that )?(?:reads?|summari[sz]es?|answers?)\b|"
    r"\byou (?:must|should|shall) (?:now )?(?:answer|state|say|reply|respond|call|report)\b",
    re.IGNORECASE,
)
"""Words to a machine that reads the filing: they are never followed, and tell nothing about the issuer."""
_LETTERS = re.compile(r"[A-Za-z]{2,}")
MOST_WORDS = 130
FEWEST_WORDS = 6


@lru_cache(maxsize=16384)
def is_boilerplate(sentence: str, section: str = "") -> bool:
    """Whether a sentence tells nothing about the issuer: a caution, a pointer, a table's introduction, a foot."""
    words = _LETTERS.findall(sentence)
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return True
    letters = sum(map(str.isalpha, sentence))
    if letters < 0.6 * len(sentence) or _RUNNING.search(sentence) or _UNAUDITED.search(sentence):
        return True
    if sentence.rstrip().endswith(":") or (_INTRODUCES.search(sentence) and len(words) < 40):
        return True
    points = _POINTER.search(sentence) or _POINTS.search(sentence)
    return bool(points or _ORDER.search(sentence) or is_caution(sentence, section))


def is_caution(sentence: str, section: str = "") -> bool:
    """Whether a sentence belongs to the cautionary statement or to the cover."""
    return bool(_CAUTION.search(sentence) or re.search(r"forward[- ]looking", section, re.IGNORECASE))

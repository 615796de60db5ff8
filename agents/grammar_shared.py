"""Names that share their last word: "gross and operating margin", "basic, diluted EPS", "selling and R&D expense"."""

import re
from collections.abc import Sequence

from core.ontology import Mention, Ontology

_HEAD = re.compile(
    r"\W*\b(expenses?|costs?|incomes?|profits?|earnings|margins?|ratios?|turnover|assets|liabilities|debt|eps|"
    r"earnings per share|borrowings|payables?|receivables?|shares(?: outstanding)?|sales|revenues?|taxe?s?)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<words>(?:[\w&/'’-]+ ){0,3}[\w&/'’-]+)\s*(?:,(?:\s*(?:and|or))?|\band\b|\bor\b|&|/|\bvs\.?|\bversus\b|"
    r"\bthan\b|\bto\b)\s*(?:the |its |their )?$",
    re.IGNORECASE,
)


def with_shared_heads(words: str, mentions: Sequence[Mention], ontology: Ontology) -> tuple[Mention, ...]:
    """The mentions, and before each those that share its last word."""
    found = list(mentions)
    for mention in mentions:
        head, earliest = _head_of(words, mention), mention.start
        while head and (sharing := _sharing(words[:earliest], head, ontology)):
            if any(one.start < sharing.end and sharing.start < one.end for one in found):
                break
            found.append(sharing)
            earliest = sharing.start
    return tuple(sorted(found, key=lambda mention: mention.start))


def _head_of(words: str, mention: Mention) -> str:
    """The last word of a name, or the word right behind it that belongs to it."""
    within = [match for match in _HEAD.finditer(mention.text) if match.end() == len(mention.text)]
    if within:
        return within[-1][1]
    behind = _HEAD.match(words, mention.end)
    return behind[1] if behind and not words[mention.end : behind.start(1)].strip() else ""


def _sharing(before: str, head: str, ontology: Ontology) -> Mention | None:
    """What the words before a name mean with its last word, the most words first; None where they mean nothing."""
    match = _BEFORE.search(before)
    if match is None:
        return None
    end = match.end("words")
    for word in re.finditer(r"(?<!\S)\S+", match["words"]):
        start = match.start("words") + word.start()
        phrase = before[start:end]
        whole = f"{phrase} {head}".lower()
        named = ontology.mentions(whole)
        if [(one.start, one.end) for one in named] == [(0, len(whole))] and not ontology.mentions(phrase.lower()):
            return Mention(named[0].id, named[0].kind, start, end, phrase)
    return None

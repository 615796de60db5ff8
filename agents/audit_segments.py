"""The segments, products and regions of an issuer, told by its facts, and which of them a text names."""

import re
from collections.abc import Iterable, Sequence

from agents.indexes import content_words, words_of
from core.filings import Fact
from core.ontology import Ontology

Phrase = tuple[str, ...]
"""The words of a name, lower case and brought to their stem."""

LONGEST = 4  # words of a segment's name
SHORT = 3  # letters
_GENERIC = frozenset(
    "total net other company amount increase decrease change end balance year quarter month three six nine twelve all "
    "beginning gross consolidated corporate eliminations reconciling revenue sale item percentage share january "
    "february march april may june july august september october november december".split()
)
_OPEN = frozenset("of from to for in on at by with and or".split())
_KINDS = frozenset("revenue sale net segment".split())
_AFTER = r"(?:segments?|business(?:es)?|divisions?|revenues?|net sales|sales|operating|gross|adjusted|net|cost)"


_NOTE_MARK = re.compile(r"\s*\(\d{1,2}\)")


def phrase_of(text: str) -> Phrase:
    """The words of a printed name, without the marks of its notes and its kind: "iPhone (1)", "Mobility revenue"."""
    words = list(words_of(_NOTE_MARK.sub("", text)))
    while len(words) > 1 and words[-1] in _KINDS:
        words.pop()
    return tuple(words)


def segments_in(facts: Iterable[Fact], ontology: Ontology) -> frozenset[Phrase]:
    """The names of segments, products and regions: what facts are tagged with, and the parts of revenue."""
    found: set[Phrase] = set()
    for fact in facts:
        if fact.segment:
            found.add(phrase_of(fact.segment))
        elif fact.concept is None:
            found.add(_part_of_revenue(fact, ontology))
    return frozenset(phrase for phrase in found if _is_name(phrase) and not _is_line(phrase, ontology))


def _is_name(phrase: Phrase) -> bool:
    telling = content_words(" ".join(phrase)) - _GENERIC
    whole = 0 < len(phrase) <= LONGEST and phrase[-1] not in _OPEN  # not the beginning of a label: "proceeds from"
    return whole and bool(telling) and not any(word[0].isdigit() for word in phrase)


def _is_line(phrase: Phrase, ontology: Ontology) -> bool:
    """Whether the words name a line of the statements, such as "net income"."""
    text = " ".join(phrase)
    return any(len(found.text) == len(text) for found in ontology.mentions(text))


def _part_of_revenue(fact: Fact, ontology: Ontology) -> Phrase:
    """As "AWS" under "Net sales", or "Mobility" of "Mobility revenue"; empty for any other line."""
    label = _NOTE_MARK.sub("", fact.label)
    if "Revenues" in parents_of(fact, ontology):
        return phrase_of(label)
    mention = next((found for found in ontology.mentions(label) if found.id == "Revenues"), None)
    return words_of(label[: mention.start]) if mention and mention.start else ()


def parents_of(fact: Fact, ontology: Ontology) -> frozenset[str]:
    """The line items that a fact's parents name: "Net sales:", "Net sales by category:"."""
    return frozenset(id for parent in fact.parents if (id := _named_by(parent.rstrip(":"), fact, ontology)))


def _named_by(heading: str, fact: Fact, ontology: Ontology) -> str | None:
    if concept := ontology.concept_of(heading, (), fact.statement, fact.unit):
        return concept
    mentions = ontology.mentions(heading)
    return mentions[0].id if mentions and mentions[0].start == 0 and mentions[0].kind == "line_item" else None


def named_segments(
    text: str, segments: Iterable[Phrase], apart: Iterable[str], lines: Sequence[tuple[int, int]] = ()
) -> frozenset[Phrase]:
    """The segments that a text names, the longest of those that overlap.

    Args:
        text: a clause.
        segments: the names to look for.
        apart: names of companies, which are none of their segments.
        lines: where the text names line items, of whose names a part is no segment: "Interest expense".

    A name counts where it is capitalised, or stands before "revenue", "segment" and the like.
    """
    companies = {words_of(name) for name in apart}
    found = {phrase for phrase in segments if phrase not in companies and _is_named(phrase, text, lines)}
    return frozenset(phrase for phrase in found if not any(set(phrase) < set(other) for other in found))


def _is_named(phrase: Phrase, text: str, lines: Sequence[tuple[int, int]]) -> bool:
    spelt = r"[\s,&-]+(?:and\s+)?".join(_spelt(word) for word in phrase if word != "&")
    if not spelt:
        return False
    for match in re.finditer(rf"(?<![\w-])(?:{spelt})(?:['’]s)?(?![\w$])", text, re.IGNORECASE):
        if any(start <= match.start() and match.end() <= end and match.span() != (start, end) for start, end in lines):
            continue
        if any(letter.isupper() for letter in match[0]) or re.match(
            rf"\s+{_AFTER}\b", text[match.end() :], re.IGNORECASE
        ):
            return True
    return False


def _spelt(word: str) -> str:
    """A stem with its endings; a short one has none but the plural's, so that "US" is not "USD"."""
    return re.escape(word) + (r"\w{0,3}" if len(word) > SHORT else "s?")


def segments_of(fact: Fact, segments: frozenset[Phrase]) -> frozenset[Phrase]:
    """The segments that a fact is of: its own, one that it stands under, one that its label names.

    A line item of a statement is of the whole issuer, whatever its label begins with or stands under.
    """
    if fact.statement and fact.concept and not fact.segment:
        return frozenset()
    label = phrase_of(fact.label)
    phrases = {label, *(phrase_of(text) for text in (fact.segment or "", *fact.parents) if text)}
    starts = {label[:size] for size in range(1, min(LONGEST, len(label)) + 1)}
    return frozenset((phrases | starts) & segments)

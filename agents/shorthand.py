"""A question as typed, brought to the words of filings: shorthand written out, slips of the keyboard mended."""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from agents.grammar_periods import MONTHS, periods_in
from agents.vocabulary import ORDINARY_WORDS
from core.ontology import Ontology

_WHEN = r"(?:FY|fiscal|Q[1-4]|(?:19|20)\d\d|first|second|third|fourth|last|latest|past)"
_WRITTEN_OUT = tuple(
    (re.compile(rf"(?<![\w&/]){pattern}(?![\w&/])", re.IGNORECASE), full)
    for pattern, full in (
        (r"op(?:er|s)?\.? ?inc(?:ome)?\.?", "operating income"),
        (r"op(?:er|s)?\.? ?exp(?:enses?)?\.?", "operating expenses"),
        (r"op(?:er|s)?\.? (?P<rest>profits?|margins?|earnings|loss(?:es)?)", r"operating \g<rest>"),
        (r"net inc\.?", "net income"),
        (r"gross profits?\s*%", "gross margin"),
        (r"int(?:erest)?\.? exp\.?", "interest expense"),
        (r"revs?\.?", "revenue"),
        (r"adj\.?", "adjusted"),
        (r"tech(?= (?:and|&))", "technology"),
        (r"y/y", "year over year"),
        (r"q/q", "quarter over quarter"),
        (r"(?:lose|lost|losing) per share", "report as net loss per share"),
        (r"(?<!segment )(?<!division )(?<!business )(?:lose|lost|losing) (?:money|cash)", "make a net loss"),
        (r"per (?:dollar|\$1?) of (?P<whole>revenues?|(?:net )?sales)", r"as a percentage of \g<whole>"),
        (
            r"how much (?P<did>did|does|has) (?P<who>(?:(?!segment|division|business|unit)[^?.]){1,40}?) los[et]"
            r"(?=\s*\?| (?:in|for|during|over) )",
            r"how much net loss \g<did> \g<who> have",
        ),
        (r"CEO", "Chief Executive Officer"),
        (
            rf"(?<!who is the )(?<!who was the )CFO(?=(?: of [^?.]{{1,40}}?)? (?:in|for|during|over) (?:the )?{_WHEN})",
            "cash from operating activities",
        ),
        (rf"(?P<when>{_WHEN}[\w ]{{0,8}}) CFO", r"\g<when> cash from operating activities"),
        (r"LT debt", "long-term debt"),
        (r"ST debt", "short-term debt"),
        (
            r"CFO(?= of|['\u2019]s? |\?|$| (?:is|was|will|resign|leave|left|retire|step|appoint))",
            "Chief Financial Officer",
        ),
        (r"cash burn", "free cash flow"),
        (
            r"cash (?P<did>did|does|has|is) (?P<who>[^?.]{1,40}?) (?:burn(?:ed|t|ing)?)(?: through)?",
            r"free cash flow \g<did> \g<who> have",
        ),
        (
            r"how much (?P<did>did|does|has) (?P<who>[^?.]{1,40}?) (?:earn(?:ed)?|ma[dk]e)(?= after[ -]tax|\s*\?| "
            r"(?:in|for|during|over) (?:the |its )?(?:fiscal|fy|q[1-4]|[12]|first|second|third|fourth|last|latest|year|"
            r"quarter))",
            r"how much net income \g<did> \g<who> have",
        ),
        (r"how much of (?P<whose>[^?.]{1,40}?) debt (?:is|was) long[ -]?term", r"what is \g<whose> long-term debt"),
        (r"debt (?:is|was|falls|comes) due within (?:one|a|1) year", "debt due within one year"),
        (r"(?:pay|paid) (?:in|for|as) interest", "pay as interest payments"),
        (r"comps? sales|comps(?= (?:in|for|q\d|\d))", "comparable sales"),
        (r"sg ?& ?a", "SG&A"),
        (r"r ?& ?d", "R&D"),
    )
)
_WORD = re.compile(r"(?<![\w'\u2019.&/-])[A-Za-z]{5,}(?![\w'\u2019&/-])")
_PERIOD_WORDS = frozenset((*MONTHS, "quarter", "quarters", "first", "second", "third", "fourth", "fiscal", "latest"))
_ENGLISH = frozenset(
    "divide divided divides dividing multiplied multiply times minus averaged brought bought thought forth "
    "contact contacts contacted started starting properly county counted assert asserts premise promise "
    "promises computer competing planet planes plane resolving resolved retaining remained charged charge "
    "interval healthy balanced draft bridges bands scales prince deletion valued expensed employer employers "
    "provider providers receive provide relate issue reserved retire presents present weather whether advance "
    "advanced combination component deduction holding".split()
)  # words of their own, a slip away from one that names a line
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Mended(NamedTuple):
    """A question with its slips mended, and what was read as what, in words."""

    question: str
    readings: tuple[str, ...] = ()


def written_out(question: str) -> str:
    """Shorthand such as "op inc", "rev", "y/y" and "lost money" in the words that statements use."""
    for pattern, full in _WRITTEN_OUT:
        question = pattern.sub(full, question)
    return question


def mended(question: str, ontology: Ontology, known: Container[str] = ()) -> Mended:
    """Words that are one slip from a line item's or a period's, where reading them so names a figure or a period.

    Ordinary words, those that are `known` (the filings use them) and names (a capital within the question) stay.
    """
    readings: list[str] = []
    for match in reversed(list(_WORD.finditer(question))):
        word = match[0].lower()
        if (
            word in ORDINARY_WORDS
            or word in _ENGLISH
            or word in _vocabulary(ontology)
            or (match.start() and not match[0].islower())
        ):
            continue
        for better in _near(word, _vocabulary(ontology)):
            changed = question[: match.start()] + better + question[match.end() :]
            if _names_more(changed, question, ontology) and word not in known:
                question = changed
                readings.append(f"\u201c{match[0]}\u201d is read as \u201c{better}\u201d.")
                break
    return Mended(question, tuple(reversed(readings)))


def _names_more(changed: str, question: str, ontology: Ontology) -> bool:
    """Whether the changed question names a longer line item or period, or one more of them."""
    if _named_by_periods(changed) > _named_by_periods(question) + 2:
        return True
    before, after = ontology.mentions(question), ontology.mentions(changed)
    return len(after) > len(before) or sum(len(m.text) for m in after) > sum(len(m.text) for m in before) + 4


def _named_by_periods(question: str) -> int:
    return sum(len(period.text) for period in periods_in(question))


@lru_cache(maxsize=2)
def _vocabulary(ontology: Ontology) -> frozenset[str]:
    """The words of five letters and more by which questions name line items, ratios and periods."""
    items, ratios = ontology.line_items.values(), ontology.ratios.values()
    phrases = [phrase for item in items for phrase in (item.name, *item.synonyms, *item.asked)]
    phrases += [phrase for ratio in ratios for phrase in (ratio.name, *ratio.synonyms)]
    words = {word.lower() for phrase in phrases for word in re.findall(r"[A-Za-z]{5,}", phrase)}
    return frozenset(words | _PERIOD_WORDS)


def _near(word: str, vocabulary: Container[str]) -> Iterator[str]:
    """The known words one slip away: two letters swapped, one missing, one too many, one wrong (never the first)."""
    splits = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    swapped = (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    added = (a + letter + b for a, b in splits for letter in _LETTERS)
    dropped = (a + b[1:] for a, b in splits if b)
    wrong = (a + letter + b[1:] for a, b in splits if b for letter in _LETTERS) if len(word) > 7 else ()
    kinds = (swapped, added, dropped, wrong)
    yield from dict.fromkeys(near for kind in kinds for near in kind if near in vocabulary)

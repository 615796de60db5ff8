"""A measure that a question clearly names though no accounting standard defines it: "adjusted EBITDA", "ARR"."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from agents.grammar import Intent
from agents.indexes import FactIndex, name_key, words_of
from core.filings import Fact
from core.ontology import Mention

_HEAD = (
    r"(?:ebitdar?x?|ebita?|eps|income|loss|profits?|earnings|margins?|sales|revenues?|growth|costs?|expenses?|"
    r"cash flows?|rate|ratio|return|debt|leverage|contribution|oibda|noi|ffo|nopat|tax)"
)
_QUALIFIED = re.compile(
    r"(?<![\w-])(?:adjusted|non-?gaap|organic|underlying|core|normali[sz]ed|pro[ -]forma|constant[ -]currency|"
    r"like-for-like|comparable|comp|same[ -](?:store|restaurant|cent(?:er|re)|property|shop|site|club)|"
    r"annual(?:i[sz]ed)? recurring|monthly recurring)"
    rf"(?:[ -](?!(?:to|for|as|with|by|from|than|change|grow|grew)\b)[\w&]+){{0,4}}?[ -]{_HEAD}\b"
    rf"(?:(?: per (?:diluted )?share| before| after|[ -]to[ -](?:ebitda|debt)|[ ]{_HEAD})\b)*",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?<![\w-])(?:(?:(?:gross|net|total|new|mobility|annual)[ -])?bookings|(?:calculated |gross )?billings|"
    r"(?:order |sales )?backlog|book-to-bill(?: ratio)?|"
    r"(?:(?:average|global)[ -])?(?:monthly|daily|weekly|annual)[ -](?:active[ -])?(?:platform[ -])?(?:paying[ -])?"
    r"(?:users?|consumers?|customers?|people|buyers|riders|members|accounts|subscribers|listeners|players|uniques)|"
    r"(?:paid |paying |net |total )?subscribers(?: additions)?|(?:gross |net )?(?:paid )?net additions|"
    r"(?:customer |subscriber |revenue |logo )?churn(?: rate)?|take rate|"
    r"(?:(?:net|gross|dollar-based|customer|revenue|dollar|expansion)[ -]){1,4}retention(?: rate)?|"
    r"gross (?:merchandise (?:value|volume|sales)|transaction value|payment volume)|total payment volume|"
    r"(?:average revenue|revenue) per (?:available )?(?:user|account|member|customer|subscriber|room)|"
    r"load factor|occupancy(?: rate)?|average daily rate|assets under management|net promoter score|"
    r"combined ratio|loss ratio|funds from operations|remaining performance obligations?|"
    r"(?-i:ARR|MRR|NRR|NDR|MAUs?|DAUs?|MAPCs?|GMV|GTV|TPV|ARPU|ARPA|ARPPU|ARM|RevPAR|ADR|AFFO|FFO|AUM|NOI|NPS|RPO))"
    r"(?![\w-])",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?<=[A-Za-z)])\s?\(?\d{1,2}(?:,\s?\d{1,2})*\)?$")
_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,8}s?)\)")
_GROWING = frozenset("growth change increase decrease decline gain".split())
_ASIDE = frozenset("rate diluted net total percent percentage the of in and per".split())
_SPELT = {"eps": ("earning", "share"), "income": ("earning",), "profit": ("earning",), "revenue": ("sale",)}
_WRITTEN_OUT = {
    "arr": "annual recurring revenue",
    "mrr": "monthly recurring revenue",
    "nrr": "net revenue retention",
    "mau": "monthly active users",
    "dau": "daily active users",
    "mapc": "monthly active platform consumers",
    "gmv": "gross merchandise volume",
    "tpv": "total payment volume",
    "arpu": "average revenue per user",
    "ffo": "funds from operations",
    "aum": "assets under management",
    "noi": "net operating income",
    "revpar": "revenue per available room",
    "adr": "average daily rate",
    "rpo": "remaining performance obligations",
}


class Named(NamedTuple):
    """A measure by the label that the filings print, else as the question names it; where the question does."""

    label: str
    start: int
    end: int


def named_measure(intent: Intent, indexes: Sequence[FactIndex], exact: Sequence[str] = ()) -> Named | None:
    """The measure that a question names; None where it names none.

    Where a matter of words is named too, only what an adjective makes a measure of its own counts ("adjusted tax
    rate"); a line item within the measure's own words ("net revenue retention") is not what is asked for, one beside
    it is. `exact` are the printed names that the question holds: one beside the measure ("Delivery") is asked for with
    it, one that is only a part of its words ("Organic") is not.
    """
    match = _QUALIFIED.search(intent.words) or (None if intent.topics else _KNOWN.search(intent.words))
    if match is None or any(not _within(mention, match) for mention in intent.mentions):
        return None
    asked = " ".join(match[0].split())
    own = set(words_of(asked))
    if any(not set(words_of(name)) <= own for name in exact):
        return None
    return Named(_printed(asked, indexes) or asked, match.start(), match.end())


def measure_beside(intent: Intent) -> str:
    """The words of a measure of its own that is asked of a part ("take rate" of "Delivery"); empty where none is."""
    match = _QUALIFIED.search(intent.words) or (None if intent.topics else _KNOWN.search(intent.words))
    return " ".join(match[0].split()) if match and not intent.line_items else ""


def _printed(asked: str, indexes: Sequence[FactIndex]) -> str:
    """The label under which the filings print a measure: word for word, else the one with the most figures."""
    names = [name for name in (asked, _WRITTEN_OUT.get(asked.lower().removesuffix("s"), "")) if name]
    for name in names:
        for index in indexes:
            if name_key(name) in index.names:
                return index.names[name_key(name)]
    found = Counter[str]()
    for facts in (facts for index in indexes for facts in index.by_label.values()):
        if any(_says(facts, name) for name in names):
            found[facts[0].label] += len(facts)
    return found.most_common(1)[0][0] if found else ""


def _says(facts: Sequence[Fact], asked: str) -> bool:
    """Whether a label says the same: in other order, abbreviated, "Comparable sales" of their growth in percent.

    "Revenue per available room (RevPAR)" is found by either of its names, "Adjusted EPS (diluted)" as adjusted
    earnings per share.
    """
    label = facts[0].label
    if asked.lower() in (part.lower() for part in _IN_BRACKETS.findall(label)):
        return True
    wanted, there = _telling(words_of(asked)), _telling(words_of(_MARKS.sub("", label)))
    if wanted - _GROWING != there - _GROWING or not wanted - _GROWING:
        return False
    return all(fact.unit == "%" for fact in facts) if wanted & _GROWING else not there & _GROWING


def _telling(words: Iterable[str]) -> frozenset[str]:
    """The words that tell a measure from others, "EPS" and "per cent" as the others write them."""
    spelt = (one for word in words for one in _SPELT.get(word, (word,)))
    return frozenset(word for word in spelt if word not in _ASIDE and not word.isdigit())


def _within(mention: Mention, match: re.Match[str]) -> bool:
    """Whether a line item is named by some of the measure's words, not by all of them."""
    inside = match.start() <= mention.start and mention.end <= match.end()
    return inside and mention.end - mention.start < match.end() - match.start()

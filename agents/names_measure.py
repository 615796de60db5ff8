"""A measure that a question clearly names though no accounting standard defines it: "adjusted EBITDA", "ARR"."""

import re
from collections.abc import Sequence

from agents.grammar import Intent
from agents.indexes import FactIndex, name_key
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
    "rpo": "remaining performance obligations",
}


def named_measure(intent: Intent, indexes: Sequence[FactIndex]) -> str:
    """The measure as the filings print it, else as the question names it; empty where it names none.

    Where a matter of words is named too, only what an adjective makes a measure of its own counts ("adjusted tax
    rate"); a line item within the measure's own words ("net revenue retention") is not what is asked for, one beside
    it is.
    """
    match = _QUALIFIED.search(intent.words) or (None if intent.topics else _KNOWN.search(intent.words))
    if match is None or any(not _within(mention, match) for mention in intent.mentions):
        return ""
    asked = " ".join(match[0].split())
    full = _WRITTEN_OUT.get(asked.lower().removesuffix("s"), "")
    keys = [name_key(name) for name in (asked, full) if name]
    return next((index.names[key] for key in keys for index in indexes if key in index.names), asked)


def _within(mention: Mention, match: re.Match[str]) -> bool:
    """Whether a line item is named by some of the measure's words, not by all of them."""
    inside = match.start() <= mention.start and mention.end <= match.end()
    return inside and mention.end - mention.start < match.end() - match.start()

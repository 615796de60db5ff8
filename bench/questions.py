"""The questions that the bench of answers asks: of every kind, about whatever issuers there are."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from core.filings import Filing

_TEMPLATES = (
    ("figure", "What was {a}'s revenue in the latest quarter?"),
    ("figure", "Compare and contrast {a}'s revenue between quarters"),
    ("figure", "What were total assets and total liabilities of {a}?"),
    ("figure", "Which of {a} and {b} had the higher operating income?"),
    ("figure", "How much cash did {a} have at the end of the period?"),
    ("ratio", "What is the gross margin of {a}?"),
    ("ratio", "Compare the operating margin of {a} and {b}"),
    ("ratio", "What is {a}'s current ratio, to two decimal places?"),
    ("ratio", "What is the free cash flow of {b}?"),
    ("growth", "How fast did {a}'s revenue grow year over year?"),
    ("growth", "Did net income of {a} grow every quarter?"),
    ("growth", "By how much did {b}'s research and development expenses change?"),
    ("words", "What are the main risk factors of {a}?"),
    ("words", "How did the risk factors of {a} change between filings?"),
    ("words", "What legal proceedings does {b} disclose?"),
    ("words", "What does {a} say about foreign exchange?"),
    ("words", "Which acquisitions did {b} make?"),
    ("mixed", "How has {a}'s research and development expense changed and why?"),
    ("mixed", "What drove the change in {a}'s revenue?"),
    ("mixed", "What factors contributed to the change in {b}'s gross margin?"),
)
_OVER_ALL = (
    ("all", "Compare and contrast revenue between quarters"),
    ("all", "Which company had the highest net income?"),
    ("all", "What do the filings say about supply chain risks?"),
)
_LEGAL = frozenset("inc incorporated corp corporation co company plc ltd limited llc lp nv sa ag & the".split())


class Asked(NamedTuple):
    """A question and its kind."""

    kind: str
    text: str


def questions_about(filings: Sequence[Filing], pairs: int = 1) -> tuple[Asked, ...]:
    """The questions of every kind about so many pairs of issuers, those with the most filings first, and about all."""
    counted = Counter(spoken(filing.company) for filing in filings)
    names = [name for name, _count in counted.most_common()]
    found = [
        Asked(kind, text.format(a=names[2 * pair % len(names)], b=names[(2 * pair + 1) % len(names)]))
        for pair in range(pairs)
        for kind, text in _TEMPLATES
    ]
    return tuple(dict.fromkeys([*found, *(Asked(kind, text) for kind, text in _OVER_ALL)]))


def spoken(company: str) -> str:
    """An issuer's name as people say it: without "Inc." and the like."""
    words = company.replace(",", " ").split()
    while len(words) > 1 and words[-1].lower().strip(".") in _LEGAL:
        words.pop()
    name = " ".join(words).removeprefix("The ")
    return name.title() if name.isupper() and len(name) > 5 else name

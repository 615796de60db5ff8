"""Questions about a filing as a whole, which its gist answers: "What does this 8-K announce?"."""

import re
from collections.abc import Sequence

from agents.extract import Quote
from agents.extract_words import ASKING
from agents.gist import gist, quotes_in
from core.filings import Passage
from library.bm25 import tokens

_DOCUMENT = r"(?:8-?ks?|filings?|documents?|reports?|announcements?|(?:press |earnings )?releases?)"
_WHOLE = re.compile(
    rf"\b{_DOCUMENT}\b.{{0,60}}\b(?:say|announce|disclose|contain|cover|report|about)\b|"
    rf"\b(?:agendas?|subject|purpose|(?:main|key) points?|gist|takeaways?|content)\b.{{0,60}}\b{_DOCUMENT}\b|"
    rf"\bsummari[sz]e (?:the|this|these|both|each) (?:\w+ ){{0,2}}?{_DOCUMENT}\b",
    re.IGNORECASE,
)
_EVENT = re.compile(r"^item \d\.\d\d(?<!9\.01)\b", re.IGNORECASE)
EACH = 2  # sentences of an Item
_NOTHING = frozenset(
    tokens(
        "8-k 8-ks k ks 8k document report filing release press earnings announcement announce say contain cover agenda "
        "subject purpose point gist takeaway content summarize summarise both two three four current date dated s"
    )
)


def asks_for_gist(question: str) -> bool:
    """Whether a question names nothing but the filing itself."""
    words = {word for word in tokens(question) if not word[0].isdigit() and len(word) > 1}
    return bool(_WHOLE.search(question)) and not words - ASKING - _NOTHING


def gist_of(passages: Sequence[Passage], most: int) -> tuple[Quote, ...]:
    """What a filing is about: of an 8-K how each of its Items begins; else the gist of all but the cover."""
    events = [passage for passage in passages if _EVENT.search(passage.section)]
    if not events:
        return gist([passage for passage in passages if passage.section.lower() != "cover page"], most)
    quotes = (quotes_in(passage) for passage in events)
    begun: dict[str, list[Quote]] = {}
    for passage, found in zip(events, quotes, strict=True):
        begun.setdefault(passage.section, []).extend(found)
    each = max(EACH, most // len(begun))
    return tuple(quote for found in begun.values() for quote in found[:each])[:most]

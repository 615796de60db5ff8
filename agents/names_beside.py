"""What stands beside a line item or a name in a question: a place that narrows it, a measure of its own."""

import re
from collections.abc import Iterator, Sequence

from agents.indexes import words_of
from core.ontology import Mention

_PLACE = (
    r"(?:non[- ]?US|non[- ]?U\.S\.?|US|U\.S\.?(?:A\.?)?|UK|U\.K\.?|EU|APAC|EMEA|LATAM|"
    r"(?i:international|overseas|foreign|domestic|(?:western |eastern )?europe(?:an)?|asian?(?:[ -]pacific)?|"
    r"chinese|china|"
    r"japan(?:ese)?|german(?:y)?|indian?|(?:latin|north|south|central) american?|(?:the )?americas|african?|"
    r"middle east(?:ern)?|canad(?:a|ian)|mexic(?:o|an)|brazil(?:ian)?|france|french|ital(?:y|ian)|spain|spanish|"
    r"(?:south )?korean?|taiwan(?:ese)?|australian?|russian?|israeli?|ireland|irish|netherlands|switzerland|swiss|"
    r"singapore|hong kong|united kingdom|united states|puerto rico|rest of (?:the )?world|"
    r"outside (?:of )?(?:the )?(?:US|U\.S\.?|United States|America)))"
)
_BEFORE = re.compile(rf"(?<![\w-])({_PLACE})\s+(?:net\s+|total\s+)?$")
_AFTER = re.compile(
    rf"\s+(?:(?:was|were|is|are|came|comes|derived|generated|earned)\s+)*(?:(?:from|in|of|for)\s+)?(?:the\s+)?({_PLACE})(?![\w-])"
)
FROM = re.compile(
    r"\s+(?:(?:was|were|is|are|has|came|comes|come|derived|generated|earned|coming|arising|made)\s+)*"
    r"(?:from|of|in|for|by)\s+(?:its |their |the )?((?:[\w&-]+\s*){1,4})"
)
_WAS = re.compile(r"\s+(?:was|were|is|are) (?:made up of |its |their |the )?((?:[\w&-]+\s*){1,4})")
_NOT_PLACES = frozenset(("foreign",))  # of currency, as often as not
_MEASURES = frozenset(
    "margin profit income loss cost expense rate ratio growth headcount ebitda ebitdar ebit contribution user member "
    "membership subscriber price volume booking order backlog churn arpu unit shipment delivery occupancy".split()
)
MOST_WORDS = 3


def places_beside(words: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """Places right beside a line item ("international revenue", "sales in Japan"), as the question writes them."""
    for mention in mentions:
        if mention.kind == "line_item":
            for match in (_BEFORE.search(words[: mention.start]), _AFTER.match(words, mention.end)):
                if match and match[1].lower() not in _NOT_PLACES:
                    yield match[1]


def unknown_measure(words: str, names: Sequence[str]) -> str:
    """What is asked of a name right after it ("contribution margin" of "Domestic streaming"); empty for nothing."""
    said = words_of(words)
    for name in names:
        own = words_of(name)
        for at in range(len(said) - len(own) + 1):
            after = said[at + len(own) : at + len(own) + MOST_WORDS]
            if said[at : at + len(own)] == own:
                ends = [place for place, word in enumerate(after) if word in _MEASURES]
                if ends:
                    return " ".join(after[: ends[-1] + 1])
    return ""


def shared_parts(words: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """What a share is said to come from, or to be: "what percentage of revenue came from (or was) subscriptions"."""
    for mention in mentions:
        following = f" {' '.join(words[mention.end :].split())}"  # without the gaps where periods stood
        match = (FROM.match(following) or _WAS.match(following)) if mention.kind == "line_item" else None
        if match:
            yield match[1]

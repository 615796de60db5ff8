"""Where a question states a definition: the names it goes by and the words of its body."""

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from core.ontology import Ontology

_SENTENCE = re.compile(r"(?<=[.?!;])(?<!\bi\.e\.)(?<!\be\.g\.)\s+(?=[A-Z“\"(])|\n+")
_VERB = r"(?:defined|calculated|computed|measured|given|taken|expressed|understood|derived)"
_STATED = (
    re.compile(
        r"^(?:please\s+)?(?:note that\s+)?(?:where\s+|here,?\s+)?(?P<name>[^:=]{1,90}?),?\s+"
        r"(?:here\s+)?(?:is|are)\s+(?:here\s+)?"
        rf"(?:to be\s+)?{_VERB}\s*(?:here\s+)?(?:as|by|to be|from)?(?:\s+follows)?\s*[:=]?\s*(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b|^)(?:define|calculate|compute|measure|treat|take)\s+(?P<name>[^:=]{1,90}?)\s+"
        r"(?:as|by taking|by(?= \w+ing\b))\b\s*[:=]?\s*(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<name>[^:=,]{1,90}?),?\s*[(\[]?\s*(?:i\.e\.|that is|meaning|in other words)[,:]?\s+(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<name>[^:=,]{{1,90}}?)(?:\s*,|\s+|\s*\()\s*(?:which is |as )?{_VERB}\s+(?:here\s+)?(?:as|by)\b"
        r"\s*[:=]?\s*(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<name>[^:=]{1,60}?)\s*(?:=|:=)\s*(?P<body>.+)$"),
    re.compile(
        r"^(?:where\s+|and\s+|with\s+)?(?P<name>[^:=]{1,60}?)\s+(?:is|being|equals|means)\s*:?\s+(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<name>[^:=()]{1,90}?)\s*\("
        r"(?P<body>[^()=]*\w\s*(?:[/÷×*+−]|\s-|divided by|over|less|minus|plus)\s[^()]*)\)(?!\s*[/÷×*+−-])",
    ),
)
_LEAD = re.compile(
    r"^.*(?:\b(?:what (?:is|was|are|were)|how much (?:is|was)|calculate|compute|give|report|define|of|the|its|their|"
    r"assume|suppose|let|that|say)|['’]s)\s+(?=\S)",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"^(?P<name>.+?)\s*\((?P<alias>[^()]{1,30})\)\s*$")
_PERIOD_FIRST = re.compile(
    r"^(?:(?:fiscal year |fiscal |fy ?)?\d{2,4}|q[1-4](?: (?:fy ?)?\d{4})?)\s+(?=\S)", re.IGNORECASE
)
_ASKING = re.compile(r"^\W*(?:what|how|which|why|when|where|who|is|are|was|were|did|does|do|has|have)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|this|that|these|which|(?:the|this|that) (?:ratio|metric|measure))$", re.IGNORECASE)


class Stated(NamedTuple):
    """A definition as it stands: the names it goes by, the words of its body, and whether it says that it is one."""

    names: tuple[str, ...]
    body: str
    plain: bool


def sentences(question: str) -> list[str]:
    """The sentences of a question, and its parts between semicolons."""
    return [sentence.strip() for sentence in _SENTENCE.split(question) if sentence.strip()]


def stated_in(question: str, ontology: "Ontology") -> list[Stated]:
    """Every definition that a question states, as it stands."""
    found: list[Stated] = []
    spoken_of = ""
    for sentence in sentences(question):
        for pattern in _STATED:
            plain = pattern in _STATED[-2:]
            match = pattern.search(sentence)
            if match and not (pattern is _STATED[-2] and _ASKING.match(sentence)):
                names = (spoken_of or "the ratio",) if _PRONOUN.match(match["name"].strip()) else _names(match["name"])
                found.append(Stated(names, match["body"], plain))
                break
        ratios = [mention.text for mention in ontology.mentions(sentence) if mention.kind == "ratio"]
        spoken_of = ratios[-1] if ratios else spoken_of
    return [definition for definition in found if definition.names]


def _names(text: str) -> tuple[str, ...]:
    """What is defined, without the words before it, and its abbreviation where one is given."""
    text = text.strip(" ,:;\"“”'")
    match = _ALIAS.match(text)
    whole = match["name"] if match else text
    stripped = _PERIOD_FIRST.sub("", _LEAD.sub("", whole)).strip(" ,:;\"“”'")
    names = [stripped, match["alias"]] if match else [stripped]
    return tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= 8))


def balanced(body: str) -> str:
    """The body up to the bracket that closes a bracket opened before it."""
    depth = 0
    for place, letter in enumerate(body):
        depth += (letter in "([") - (letter in ")]")
        if depth < 0:
            return body[:place]
    return body

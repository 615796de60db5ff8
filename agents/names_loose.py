"""Names that no table prints as asked: those that share the telling words, else what is asked for by itself."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from agents.breakdown import PLACES
from agents.grammar import Intent
from agents.indexes import FactIndex, alike, content_words, words_of
from agents.names_beside import places_beside
from agents.names_parts import sells
from agents.vocabulary import ORDINARY_WORDS, SMALL_WORDS

_DIVISIBLE = ("Revenues", "OperatingIncomeLoss", "CostOfRevenue", "GrossProfit", "Assets")
_BEFORE = re.compile(
    r"(?P<first>(?:^|[.?!:]\s)\W*|\s)(?P<name>[A-Z][\w&-]+(?: [A-Z][\w&-]+)*) (?:segment |business )?$"
)
_FROM = re.compile(
    r"\s+(?:(?:was|were|is|are|has|came|comes|come|derived|generated|earned|coming|arising|made)\s+)*"
    r"(?:from|of|in|for|by) (?:its |their |the )?([\w&-]+(?: [\w&-]+){0,3})"
)
_EMPTY = ORDINARY_WORDS | frozenset("the a an fell came occurred happened took place made spent".split())
_PARTING = frozenset(
    "its their our the a an this that these those of in on for to from by with than and or between over as at per "
    "versus vs into against about through across during under is was were are has had have do does did be been "
    "drove drive drives driving caused causes led explains explained affect affects affected impacted hurt helped "
    "boosted lifted".split()
)
_PARTS_OF_PLACES = frozenset("state rest middle region country".split())  # "State total revenue" names no place
_ADVERBIAL = ("ly", "ed", "wide")  # how it is meant, not of what: "reported revenue", "companywide sales"
_NAMED_AFTER = re.compile(
    r"\s+(?:from|of|in|for|by) (?:its |their |the )?(?P<name>[A-Z][\w&-]+(?: (?:and |of |& )?[A-Z][\w&-]+){0,3})"
)


_DID = re.compile(
    r"\b(?:performance|results) of (?:the |its )?(?P<of>[A-Z][\w&-]+(?: (?:and |& |of )?[A-Z][\w&-]+){0,4})|"
    r"\bhow (?:did|is|has|was|does) (?:the |its )?(?P<did>[A-Z][\w&-]+(?: (?:and |& |of )?[A-Z][\w&-]+){0,4})"
    r"(?: segment| business| division| unit)? (?:do|doing|done|perform\w*|fare\w*|been doing)\b"
)
_PLAIN_DID = re.compile(
    r"\b(?:performance|results) of (?:the |its )?(?P<of>[\w&-]+(?: [\w&-]+){0,3}?)(?= (?:segment|business|"
    r"division|unit|in|for|during|over|across)\b| {2,}|\W*$)|"
    r"\bhow (?:did|is|has|was|does) (?:the |its )?(?P<did>[\w&-]+(?: [\w&-]+){0,3}?)(?: segment| business| division|"
    r" unit)? (?:do|doing|done|perform\w*|fare\w*|been doing)\b"
)
_OF_SEGMENT = re.compile(
    r"\b(?:the|its|their) (?P<name>(?:[\w&-]+ ){1,3})(?:segment|division)(?:['\u2019]s)? (?:total |net )?$",
    re.IGNORECASE,
)
_OF_CURRENCY = re.compile(r"\bforeign (?:currenc|exchange)", re.IGNORECASE)
_NO_NAME = SMALL_WORDS | frozenset("operating reportable business largest smallest biggest main own whole".split())


class Loose(NamedTuple):
    """The names taken, and how they were read; `of_whole` says that what is asked for by a name is not printed."""

    segments: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    of_whole: bool = False


def loose_names(intent: Intent, indexes: Sequence[FactIndex]) -> Loose:
    """The printed names that share the telling words beside the measure, where none is printed as asked."""
    for run in _beside(intent):
        telling = [word for word in run if _tells(word)]
        best: dict[str, float] = {}
        for index in indexes:
            for words, name in index.names.items():
                shared = [word for word in telling if word in words]
                if shared and len(words) <= 6 and index.is_money(words) and _fits(shared, index, name):
                    score = len(shared) / (len(content_words(" ".join(words))) + len(telling))
                    best[name] = max(best.get(name, 0.0), score)
        if best:
            top = max(best.values())
            chosen = tuple(name for name, score in best.items() if score >= 0.8 * top)[:3]
            asked = " ".join(word for word in telling if any(word in words_of(name) for name in chosen))
            said = f"\u201c{asked}\u201d is read as {_quoted(chosen)}, as the filings print it."
            return Loose(chosen, (said,))
    left_aside = _of_the_whole(intent)
    return Loose(_unprinted(intent), left_aside, bool(left_aside))


def _tells(word: str) -> bool:
    if len(word) < 2 or word.isdigit() or word.endswith(_ADVERBIAL) and word not in PLACES:
        return False
    return word not in _EMPTY or word in PLACES


def _fits(shared: Sequence[str], index: FactIndex, name: str) -> bool:
    """Whether a name that shares no more than a place with the question is one under which revenue is printed."""
    return not set(shared) <= PLACES or sells(index, name)


def _of_the_whole(intent: Intent) -> tuple[str, ...]:
    """That words beside the line item which no table prints were left aside; a name would be asked for as a part."""
    if _unprinted(intent):
        return ()
    runs = (" ".join(word for word in run if _tells(word)) for run in _beside(intent))
    return tuple(f"No table prints \u201c{run}\u201d by itself; the figures are of the whole." for run in runs)[:1]


def part_asked_about(words: str, indexes: Sequence[FactIndex]) -> tuple[str, ...]:
    """The name of what a question asks how it did ("How did Acme Foods do"), where the whole would be no answer.

    Ordinary words ("services") are a name where revenue is printed under them.
    """
    opening = words[:1].lower() + words[1:]
    plain = _PLAIN_DID.search(opening)
    key = alike(words_of(plain["of"] or plain["did"])) if plain else ()
    for index in indexes if key else ():
        if key in index.names and sells(index, index.names[key]):
            return (index.names[key],)
    match = _DID.search(opening)
    name = (match["of"] or match["did"]) if match else ""
    return (name,) if any(_names(word) for word in words_of(name)) else ()


def _unprinted(intent: Intent) -> tuple[str, ...]:
    """A name beside the line item ("Cloud Services revenue", "revenue in Japan") that no table prints.

    It is asked for all the same: the whole issuer's figure would answer another question.
    """
    for place in places_beside(intent.words, intent.mentions):
        return (place,)
    for mention in intent.mentions:
        if mention.kind == "line_item":
            before = _BEFORE.search(intent.words[: mention.start])
            after = _NAMED_AFTER.match(intent.words, mention.end)
            segment = _OF_SEGMENT.search(intent.words[: mention.start])
            if segment and not set(words_of(segment["name"])) & _NO_NAME:
                return (segment["name"].strip(),)
            for match in (before, after):
                if match and not _opens_sentence(match) and any(map(_names, words_of(match["name"]))):
                    return (match["name"],)
    return ()


def _names(word: str) -> bool:
    return word not in ORDINARY_WORDS or word in PLACES


def _opens_sentence(match: re.Match[str]) -> bool:
    """Whether a capital letter tells nothing: of the one word with which a sentence begins."""
    return " " not in match["name"] and bool((match.groupdict().get("first") or " ").strip(" ") or not match.start())


def _beside(intent: Intent) -> Iterable[tuple[str, ...]]:
    """The words right before a line item ("online retail sales") and after it ("revenue from online retail")."""
    for mention in intent.mentions:
        if mention.kind != "line_item" or mention.id not in _DIVISIBLE:
            continue
        after = _FROM.match(intent.words, mention.end)
        before = re.search(r"((?:[\w&-]+ ){0,2}[\w&-]+\s+)$", intent.words[: mention.start])
        said = before[1] if before and not _OF_CURRENCY.search(before[1]) else ""
        for words in (_named_after(after[1]) if after else (), _modifiers(said)):
            if not {word for word in words if _tells(word)} <= _PARTS_OF_PLACES:
                yield words


def _named_after(text: str) -> tuple[str, ...]:
    """What revenue is said to come from, as far as the next preposition: "adhesives in" names adhesives."""
    said = text.split()
    end = next((at for at, word in enumerate(said) if word.lower() in _PARTING), len(said))
    return _modifiers(" ".join(said[:end]))


def _modifiers(text: str) -> tuple[str, ...]:
    """The last words of a text that may qualify one thing: "outpace its" ends with none of them."""
    said = tuple(text.split())
    parting = [at for at, word in enumerate(said, 1) if word.lower() in _PARTING]
    words = words_of(" ".join(said[max(parting, default=0) :]))
    while words and words[0] in ORDINARY_WORDS and words[0] not in PLACES:
        words = words[1:]
    return words


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f"\u201c{name}\u201d" for name in names)

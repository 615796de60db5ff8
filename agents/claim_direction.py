"""Which way a sentence says that a level went: held against its own figures here, else against the filings' later."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from agents.claim import Claim
from agents.claim_words import ABOUT, DOWN, UP, Shape, Way

_THE = r"(?:(?:the|its|their|a)\s+)?"
_NO_WAY = r"(?!improv|gain|add|strengthen)"  # a loss that improves is smaller; "gain" and "add" are nouns and sums too
_WORD = rf"\b(?P<way>{_NO_WAY}(?:{UP}|{DOWN}))\w*"
_STEP = r"(?:by\s+)?(?:\s*[-\w]+ly|\s*year[- ](?:over|on)[- ]year|\s*sharply|\s*again|\s*back|\s*further)*"
_BASE = r"(?:from|than|versus|vs\.?|against|compared (?:with|to)|relative to)"
_MOVED_TO = re.compile(rf"{_WORD}{_STEP}\s+to\s+{_THE}{ABOUT}$", re.IGNORECASE)
_MOVED_FROM = re.compile(rf"{_WORD}{_STEP},?\s+from\s+{_THE}{ABOUT}$", re.IGNORECASE)
_NEAR_BASE = re.compile(rf"{_WORD}[^,;()]{{0,25}}\b{_BASE}\s+{_THE}{ABOUT}$", re.IGNORECASE)
_BASE_BEFORE = re.compile(rf"\b{_BASE}\s+{_THE}{ABOUT}$", re.IGNORECASE)
_TO = re.compile(rf"\bto\s+{_THE}{ABOUT}$", re.IGNORECASE)
_FROM_BEFORE = re.compile(
    rf"^[^,;.]{{0,40}}[,;]?\s*(?:an?\s+)?{_WORD}\b[^,;.]{{0,25}}\b(?:from|on|over|than|versus|compared (?:with|to))\s+"
    r"(?:(?:the|its|in|of|for|that|those)\s+)*"
    r"(?:(?:prior|previous|last|preceding)\b|a year\b|year[- ]ago|(?:year|quarter) before|same (?:quarter|period))",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?P<way>higher|lower|greater|larger|smaller|more|less|fewer)\b[^,;]{0,60}$", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b[^,;]{0,60}$", re.IGNORECASE)
_IS_DOWN = re.compile(rf"{DOWN}|less|smaller|fewer", re.IGNORECASE)


class Pair(NamedTuple):
    """The places of two levels of which one is measured from the other, and the way from one to the other."""

    later: int
    earlier: int
    way: Way


def directed(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of a sentence, levels with the way that they are said to have gone.

    Where the sentence names the level from which one came, the two are compared: a claim that they deny is `denied`.
    Else its `way` is for the filings to confirm.
    """
    made = list(claims)
    for place, claim in enumerate(claims):
        if claim.shape is not Shape.LEVEL:
            continue
        pair = _pair(text, claims, place)
        if pair is None:
            made[place] = replace(claim, way=_alone(text, claims, place))
        else:
            denied = _is_denied(claims[pair.later], claims[pair.earlier], pair.way)
            made[pair.earlier] = replace(made[pair.earlier], way=Way.NONE)
            made[pair.later] = replace(made[pair.later], way=Way.NONE, denied=denied)
    return tuple(made)


def _pair(text: str, claims: Sequence[Claim], place: int) -> Pair | None:
    """This figure and the one before it, where one is measured from the other."""
    if not place or claims[place - 1].shape is not Shape.LEVEL:
        return None
    before, lead = _before(text, claims, place), _before(text, claims, place - 1)
    if _TO.search(before) and (moved := _MOVED_FROM.search(lead)):
        return Pair(place, place - 1, _way(moved))
    if _THAN.search(before) and (moved := _COMPARED.search(lead)):
        return Pair(place - 1, place, _way(moved))
    if not _BASE_BEFORE.search(before):
        return None
    return Pair(place - 1, place, _way(_NEAR_BASE.search(before) or _MOVED_TO.search(lead)))


def _alone(text: str, claims: Sequence[Claim], place: int) -> Way:
    """The way that a figure is said to have gone without naming from where."""
    end = claims[place].said.number.end
    after = text[end : claims[place + 1].said.number.start if place + 1 < len(claims) else len(text)]
    return _way(_MOVED_TO.search(_before(text, claims, place)) or _FROM_BEFORE.match(after))


def _before(text: str, claims: Sequence[Claim], place: int) -> str:
    return text[claims[place - 1].said.number.end if place else 0 : claims[place].said.number.start]


def _way(moved: re.Match[str] | None) -> Way:
    if moved is None:
        return Way.NONE
    return Way.DOWN if _IS_DOWN.match(moved["way"]) else Way.UP


def _is_denied(later: Claim, earlier: Claim, way: Way) -> bool:
    """Whether two levels of one line went the other way than is said."""
    one_line = (later.item, later.company) == (earlier.item, earlier.company)
    if way is Way.NONE or not one_line or later.said.number.percent != earlier.said.number.percent:
        return False
    return goes_against(_told(later), _told(earlier), way, is_told_as_loss(later) and is_told_as_loss(earlier))


def _told(claim: Claim) -> Decimal:
    return -abs(claim.said.number.value) if claim.negative else claim.said.number.value


def is_told_as_loss(claim: Claim) -> bool:
    """Whether words, not a sign, say that an amount is below zero."""
    return claim.negative and claim.said.number.value > 0


def goes_against(now: Decimal, before: Decimal, way: Way, told_as_loss: bool) -> bool:
    """Whether a value went the other way than is said.

    A loss is up where it is greater, if it is told as one; of two amounts below zero either way of speaking is meant.
    """
    if now < 0 and before < 0:
        if not told_as_loss:
            return False
        now, before = -now, -before
    return now < before if way is Way.UP else way is Way.DOWN and now > before

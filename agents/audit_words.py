"""Amounts told in words: "doubled", "by a third", "three quarters of"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from agents.audit_text import Said, figures_said
from core.numbers import PrintedNumber

_TIMES = {"doubl": 100, "trebl": 200, "tripl": 200, "quadrupl": 300, "quintupl": 400, "halv": 50}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_MULTIPLE = re.compile(
    r"(?:\b(?P<over>more than|over)\s+|\b(?P<under>nearly|almost|close to)\s+)?"
    r"\b(?P<verb>doubl|trebl|tripl|quadrupl|quintupl|halv)(?:ed|ing)\b(?! (?:down|up\b))",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?:\b(?P<by>by)\s+)?(?:\b(?:about|around|roughly|some|nearly|almost|more than|over|just over|just under)\s+)?"
    r"(?<!first )(?<!last )(?<!past )(?<!next )"
    r"\b(?P<count>a|one|two|three|four)[ -](?P<part>half|third|quarter|fifth)s?\b"
    r"(?P<of> of\b(?! (?:the )?(?:fiscal|year|19|20)))?",
    re.IGNORECASE,
)
ROUGHLY = Decimal("0.12")  # of a multiple: what "doubled" leaves open
CLOSELY = Decimal(3)  # percentage points that "a third" leaves open


def amounts_in_words(text: str) -> tuple[Said, ...]:
    """The changes and shares that a text tells in words, as percentages with what the word leaves open.

    A fraction counts after "by" or before "of"; "a quarter" only after "by", for else it is a period.
    """
    return tuple(sorted([*_multiples(text), *_fractions(text)], key=lambda said: said.number.start))


def figures_claimed(sentence: str) -> tuple[Said, ...]:
    """The figures of a sentence in order, those told in words included."""
    printed = figures_said(sentence)
    told = [one for one in amounts_in_words(sentence) if not any(_overlap(one, other) for other in printed)]
    return tuple(sorted((*printed, *told), key=lambda said: said.number.start))


def _overlap(one: Said, other: Said) -> bool:
    return one.number.start < other.number.end and other.number.start < one.number.end


def is_multiple(said: Said) -> bool:
    """Whether a figure is a verb that tells a change by itself: "doubled", "halved"."""
    return bool(_MULTIPLE.fullmatch(said.number.text))


def is_halving(said: Said) -> bool:
    """Whether it is a fall by half."""
    return "halv" in said.number.text.lower()


def _multiples(text: str) -> Iterator[Said]:
    for match in _MULTIPLE.finditer(text):
        verb = match["verb"].lower()
        value = Decimal(_TIMES[verb])
        step = Decimal(50 if verb == "halv" else 100)
        open_to = step * ROUGHLY
        if match["over"]:
            value, open_to = value + step / 2, step / 2
        elif match["under"]:
            value, open_to = value - open_to, open_to
        yield _said(match, match.start(), value, open_to)


def _fractions(text: str) -> Iterator[Said]:
    for match in _FRACTION.finditer(text):
        count, part = match["count"].lower(), match["part"].lower()
        plural = match[0].rstrip().lower().removesuffix(" of").endswith("s")
        by = bool(match["by"])
        plain_quarter = part == "quarter" and count == "a"  # else a period, where no "by" stands before it
        told = by or bool(match["of"] and not plain_quarter and part != "half")
        if not told or plural is (count in ("a", "one")):
            continue
        yield _said(match, match.start("count"), Decimal(100 * _COUNTS[count]) / _PARTS[part], CLOSELY)


def _said(match: re.Match[str], start: int, value: Decimal, open_to: Decimal) -> Said:
    text = match.string[start : match.end()]
    return Said(PrintedNumber(value, start, match.end(), text, True, False, open_to), match.end())

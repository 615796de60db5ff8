"""The unit and rounding that a question asks for, and the words that only say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.grammar_directions import direction_places
from core.filings import Statement
from core.numbers import SCALE_WORDS

_COUNTS = {"no": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_SCALE = re.compile(
    r"\b(?:in|as|to the nearest)\s+(?:units\s+of\s+)?(?:the\s+)?(?:US\s*D(?:ollars?)?|U\.S\. dollars?|\$|EUR|"
    r"GBP|JPY|dollars?)?\s*"
    r"(?P<scale>thousand|million|billion)s?(?:\s+of)?(?:\s+(?:US\s*)?(?:USD|dollars?))?\b",
    re.IGNORECASE,
)
_BESIDE_CURRENCY = re.compile(
    r"(?<![\w.,])(?:US\s?D(?:ollars?)?|US\$|\$|(?<=\()(?=in\s))\s?(?:in\s+)?"
    r"(?P<scale>thousands?|millions?|billions?|mn|mm|m|bn|b|k)\b"
    r"|\bhow\s+many\s+(?P<counted>thousand|million|billion)s?\s+(?:of\s+)?(?:US\s+|U\.S\.\s+)?(?:dollars|USD)\b",
    re.IGNORECASE,
)
_SHORT = {"mn": 6, "m": 6, "mm": 6, "bn": 9, "b": 9, "k": 3}
_WHOLE = re.compile(
    r"\bin\s+(?:units\s+of\s+)?(?:whole\s+|US\s+|U\.S\.\s+)?(?:dollars|USD)\b(?!\s*(?:thousand|million|billion))",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\bin\s+(?:units?\s+of\s+)?(?:percents?|percentages?|%)(?!\s*points?)|\(?\bas\s+a\s+(?:%|"
    r"percent(?:age)?)(?=\s*(?:\)|[.,?]|$|for))"
    r"|\(in\s+%\)|\(%[,)]|\bdecimals?\s+percent(?:age)?\b(?!\s*points?)",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?P<count>no|zero|one|two|three|four|\d)[\s-]+(?:decimals?|digits?|places?)(?:[\s-]+(?:places?|"
    r"points?|numbers?))?"
    r"(?:\s+after\s+the\s+decimal(?:\s+point)?)?",
    re.IGNORECASE,
)
_WHOLE_NUMBER = re.compile(
    r"\b(?:round|rounded)\b[^.?]{0,30}\b(?:nearest\s+)?(?:whole|integer)\b|nearest whole", re.IGNORECASE
)
_STATEMENTS = (
    (Statement.CASH_FLOW, r"(?:consolidated\s+)?(?:statements?\s+of\s+cash\s+flows?|cash\s+flows?\s+statements?)"),
    (Statement.COMPREHENSIVE_INCOME, r"statements?\s+of\s+comprehensive\s+income"),
    (
        Statement.INCOME,
        r"(?:income\s+statements?|statements?\s+of\s+(?:income|operations|earnings)|p\s?&\s?l(?:\s+statements?)?"
        r"|profit\s+and\s+loss(?:\s+statements?)?)",
    ),
    (Statement.BALANCE, r"(?:balance\s+sheets?|statements?\s+of\s+financial\s+(?:position|condition))"),
    (
        Statement.EQUITY,
        r"statements?\s+of\s+(?:changes\s+in\s+)?(?:stockholders|shareholders|shareowners)?['\u2019]?\s*equity",
    ),
)
_ROLE_PLAY = re.compile(
    r"\b(?:assume that you are|you are (?:a|an)|imagine|act as|pretend|we (?:want|need) to calculate|please "
    r"(?:help|answer|utilize)|"
    r"here['\u2019]s the question|answer the following question|round|give (?:a|the|your) (?:response|answer|solution)|"
    r"base your (?:judgments?|answer)|address the question|answer in|calculate (?:\(or extract\) )?(?:the "
    r"answer|what was asked))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Format:
    """How the question wants its figure: power of ten, percent, decimals (None where it does not say)."""

    scale: int | None = None
    percent: bool = False
    places: int | None = None


def format_in(question: str) -> Format:
    """The unit and rounding asked for."""
    return Format(_scale(question), bool(_PERCENT.search(question)), _places(question))


def _scale(question: str) -> int | None:
    match = _SCALE.search(question)
    if match:
        return SCALE_WORDS[match["scale"].lower()]
    match = _BESIDE_CURRENCY.search(question)
    if match:
        word = (match["scale"] or match["counted"]).lower()
        return _SHORT.get(word) or SCALE_WORDS[word.removesuffix("s")]
    return 0 if _WHOLE.search(question) else None


def _places(question: str) -> int | None:
    match = _PLACES.search(question)
    if match:
        count = match["count"].lower()
        return int(count) if count.isdigit() else _COUNTS[count]
    return 0 if _WHOLE_NUMBER.search(question) else None


def statements_in(question: str) -> tuple[Statement, ...]:
    """The statements that the question says to use."""
    return tuple(s for s, pattern in _STATEMENTS if re.search(rf"\b{pattern}", question, re.IGNORECASE))


def without_instructions(question: str) -> str:
    """The question with its format, statement names and stage directions blanked out, places kept."""
    spans = list(_instruction_spans(question))
    return "".join(" " if any(start <= i < end for start, end in spans) else char for i, char in enumerate(question))


def _instruction_spans(question: str) -> Iterator[tuple[int, int]]:
    for pattern in (_SCALE, _BESIDE_CURRENCY, _WHOLE, _PERCENT, _PLACES, _WHOLE_NUMBER):
        yield from (match.span() for match in pattern.finditer(question))
    for _statement, words in _STATEMENTS:
        yield from (m.span() for m in re.finditer(rf"\b(?:the\s+)?{words}\b", question, re.IGNORECASE))
    yield from direction_places(question)
    yield from (match.span() for match in _ROLE_PLAY.finditer(question))

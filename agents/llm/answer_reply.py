"""An answer as the endpoint gave it: whether there is one, whether it is whole, and what it was written from."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from agents.llm.answer_shape import Held
from agents.llm.evidence import Evidence
from agents.llm.messages import Message, Reply
from agents.llm.prompts import shortened
from agents.llm.provider import CUT
from core.errors import ProviderError

FILTERED = "content_filter"
SILENT = "The model gave no answer."
BESIDE = "The model's answer used nothing of what was found, twice."
HELD_BACK = "The endpoint's content filter held the model's answer back."
ONLY_BEGUN = "The model's answer was cut off at its limit of length before its first sentence ended."
TRIMMED = "The model's answer was cut off at its limit of length; what it had begun to say last is left out."
_DECLINES = re.compile(
    r"\W*(?:(?:i(?:.m| am) (?:very |so )?sorry|sorry|i apologi[sz]e|unfortunately|as an ai\b[^.]*)[,.;:!]?\s*"
    r"(?:but\s+)?)?"
    r"(?:i|we)\s*(?:can(?:not|.t| not)|(?:am|.m|are) (?:unable|not able) to|won.t|will not|must decline)\b[^.]*"
    r"\b(?:help|assist|comply|answer|provide|discuss|do that|fulfil)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?](?:\s?\[\d+\])*(?=\s|$)|\n")
_QUOTED = 40  # tokens of a refusal that are repeated


class NoAnswer(ProviderError):
    """The model gave no text that could be an answer."""


class Said(NamedTuple):
    """A reply's text as far as it is whole, and what to say about it."""

    text: str
    remarks: tuple[str, ...] = ()


def said_in(reply: Reply) -> Said:
    """The text of an answer. Raises NoAnswer where the model declined, was held back, or gave none."""
    text = reply.text.strip()
    if reply.finish == FILTERED:
        raise NoAnswer(HELD_BACK)
    if reply.refusal or _DECLINES.match(text):
        words = shortened(" ".join((reply.refusal or text).split()), _QUOTED)
        raise NoAnswer(f"The model declined to answer (\u201c{words}\u201d).")
    if not text:
        raise NoAnswer(ONLY_BEGUN if reply.finish == CUT else SILENT)
    if reply.finish != CUT:
        return Said(text)
    ends = [match.end() for match in _END.finditer(text)]
    if not ends:
        raise NoAnswer(ONLY_BEGUN)
    return Said(text[: ends[-1]].strip(), (TRIMMED,))


class Fitted(NamedTuple):
    """The findings as a prompt tells them, and what is said of those that had no room."""

    text: str
    remarks: tuple[str, ...] = ()


def fitted(evidence: Evidence, tokens: int) -> Fitted:
    """The findings in about so many tokens; figures that do not fit are left out, the last first, and counted."""
    count = shown = len(evidence.figures)
    text = evidence.text(tokens)
    while shown > 1 and len(text) > tokens * 4:
        shown = shown * 3 // 4
        text = replace(evidence, figures=evidence.figures[:shown]).text(tokens)
    if shown == count:
        return Fitted(text)
    return Fitted(text, (f"The model had room for {shown} of the {count} figures that were found.",))


class Asked(NamedTuple):
    """The prompt of an answer, the model's reply, what is said of the prompt, and the schema that it was held to."""

    messages: Sequence[Message]
    reply: Reply
    remarks: tuple[str, ...]
    held: Held | None = None

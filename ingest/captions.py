"""The words above a table that hold for all of it: a title, or the end of a sentence ("... as of June 30, 2023:")."""

import re
from collections.abc import Sequence

from ingest.headings import Heading, read_heading

LONG = 110  # characters: a longer line is running text
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z“\"(])")
_OF_TIME = re.compile(r"(?:for|as (?:at|of)|at|in) ")  # "for the six months ended 30 June 2023", below a title
_INTRODUCES = re.compile(r":\W*$|\(\s*(?:dollars\s+)?in\s+\w+[^)]*\)\s*[:.]?$", re.IGNORECASE)


def caption_of(context: Sequence[str], stub: Sequence[str]) -> Heading:
    """What the lines above a table, and the words over its labels, say of its period; the nearest word counts.

    Args:
        context: the lines above the table's headings, nearest last.
        stub: what stands beside the headings, over the labels, top to bottom.
    """
    for text in reversed(stub):
        heading = _read(text)
        if heading.says_period:
            return heading
    sentence = _sentence(context)
    if sentence:
        return _read(sentence)
    for line in reversed(context[-6:]):
        if len(line) > LONG or line.endswith((".", ",")):
            break
        heading = _read(line)
        if line[:1].islower() and (not _OF_TIME.match(line) or heading.rest):
            break
        if heading.says_period:
            return heading
    return Heading()


def _sentence(context: Sequence[str]) -> str:
    """The sentence that introduces the table; empty where the last line introduces nothing."""
    if not context or not _INTRODUCES.search(context[-1]) or len(context[-1]) < 40:
        return ""
    text = " ".join(context[-4:])
    return _SENTENCE.split(text)[-1]


def _read(text: str) -> Heading:
    heading = read_heading(text)
    return Heading() if heading.change and len(text) < LONG else heading

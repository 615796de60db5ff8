"""JSON objects as models write them: fenced, with single quotes, trailing commas, bare keys, or cut short."""

import ast
import json
import re
from collections.abc import Iterator, Mapping

_CURLY = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
_TRAILING = re.compile(r",\s*(?=[}\]])")
_BARE_KEY = re.compile(r"([{,]\s*)([A-Za-z_]\w*)\s*:")
_WORDS = re.compile(r"(?<=[:\[,])\s*(true|false|null)\b")
_PYTHON = {"true": "True", "false": "False", "null": "None"}
DEEPEST = 40


def object_in(text: str) -> Mapping[str, object] | None:
    """The first JSON object in a text, mended where that is safe; None where there is none, or it cannot be read."""
    start = text.find("{")
    if start < 0:
        return None
    if "{" * DEEPEST in re.sub(r"\s", "", text):
        return None
    for reading in _readings(text[start:]):
        if isinstance(reading, dict):
            return {str(name): value for name, value in reading.items()}
    return None


def _readings(text: str) -> Iterator[object]:
    """What a text that begins with a brace may say, the strictest reading first."""
    cut = _balanced(text)
    straight = _TRAILING.sub("", _balanced(text.translate(_CURLY)))
    keyed = _BARE_KEY.sub(r'\1"\2":', straight)
    for written in (text, cut, straight, keyed):
        try:
            yield json.JSONDecoder().raw_decode(written)[0]
        except (ValueError, RecursionError):
            continue
    for written in (straight, keyed):
        try:
            yield ast.literal_eval(_WORDS.sub(lambda match: _PYTHON[match[1]], written))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue


def _balanced(text: str) -> str:
    """The text up to where its first brace closes; closed at its end where the model left it open."""
    open_ones, quote, escaped = list[str](), "", False
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote and not escaped else quote
            escaped = sign == "\\" and not escaped
        elif sign == '"' or (sign == "'" and text[:place].rstrip()[-1:] in ("{", "[", ",", ":")):
            quote = sign
        elif sign in "{[":
            open_ones.append("}" if sign == "{" else "]")
        elif sign in "}]" and open_ones and sign == open_ones[-1]:
            open_ones.pop()
            if not open_ones:
                return text[: place + 1]
    return text + quote + "".join(reversed(open_ones))

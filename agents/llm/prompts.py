"""Prompts from `agents/prompts/`, and text from filings fenced off as data."""

import re
import secrets
from pathlib import Path
from string import Template

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
_PURPOSE = re.compile(r"\A<!--.*?-->\s*", re.DOTALL)
_CONTROL = re.compile(r"<\|[^|>\n]{0,40}\|?>|\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>", re.IGNORECASE)
_FENCE = re.compile(r"</?\s*data\b", re.IGNORECASE)
CUT = " …"


def prompt(name: str, **values: object) -> str:
    """The prompt of this name with its variables filled in. Raises KeyError for one that is missing."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return Template(_PURPOSE.sub("", text)).substitute(values).strip()


def fenced(text: str, source: str) -> str:
    """Text from a filing, or of anybody's making, between fences that it cannot close.

    The fence bears a word drawn anew each time; fences and chat-template marks within the text are broken up.
    """
    word = secrets.token_hex(4)
    return f'<data id="{word}" source="{_plain(source)}">\n{harmless(text)}\n</data id="{word}">'


def harmless(text: str) -> str:
    """The text with what a chat template or a fence could take for its own broken up by a space."""
    text = _CONTROL.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
    return _FENCE.sub(lambda match: match[0].replace("<", "< "), text)


def _plain(source: str) -> str:
    return harmless(re.sub(r'[\s"<>]+', " ", source))[:120]


def shortened(text: str, tokens: int) -> str:
    """The text cut to about so many tokens (four characters each in English)."""
    most = max(tokens, 0) * 4
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + CUT

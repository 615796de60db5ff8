"""What a reasoning model says aloud, told from what it thinks: a thought is traced, never read or shown as a reply."""

import re
from typing import NamedTuple

from agents.llm.messages import OnText

_NAMES = r"think|thinking|thought|thoughts|reasoning"
_CLOSED = re.compile(rf"<({_NAMES})>(.*?)</\1>|\[(THINK)\](.*?)\[/THINK\]", re.DOTALL | re.IGNORECASE)
_OPEN = re.compile(rf"(?:<(?:{_NAMES})>|\[THINK\])(.*)\Z", re.DOTALL | re.IGNORECASE)
_CLOSING = re.compile(rf"\A(.*)(?:</(?:{_NAMES})>|\[/THINK\])", re.DOTALL | re.IGNORECASE)
_CHANNEL = re.compile(
    r"<\|channel\|>\s*(\w+)[^<]*<\|message\|>(.*?)(?=<\|(?:end|start|return|call|channel)\|>|\Z)", re.DOTALL
)
# what may become a mark is waited for
_BEGUN = re.compile(r"(?:<\|channel\|>(?:(?!<\|message\|>).)*|<[|/]?\w*\|?|\[(?:/?T\w*)?)\Z", re.DOTALL)


class Told(NamedTuple):
    """A reply in its two parts."""

    text: str
    thought: str


def told(text: str) -> Told:
    """Tells a reply's text from the thoughts in it.

    Thoughts stand between <think> and </think> (DeepSeek, Qwen), before a lone </think> (templates that open it in
    the prompt), between [THINK] and [/THINK] (Mistral), or in channels other than "final" (gpt-oss's harmony format).
    One that is not closed was cut off: nothing after it was said aloud.
    """
    channels = _CHANNEL.findall(text)
    if channels:
        said = "".join(body for name, body in channels if name == "final")
        return Told(said.strip(), "\n".join(body.strip() for name, body in channels if name != "final"))
    thoughts: list[str] = []

    def aside(match: re.Match[str]) -> str:
        thoughts.append(next((body for body in match.groups()[1::2] if body), ""))
        return ""

    text = _CLOSED.sub(aside, text)
    for pattern in (_CLOSING, _OPEN):
        found = pattern.search(text)
        if found:
            thoughts.append(found[1])
            text = text[: found.start()] + text[found.end() :]
    return Told(text.strip() if thoughts else text, "\n".join(thought.strip() for thought in thoughts))


class Aloud:
    """Hands on, piece by piece, what of a stream is said aloud; `raw` is all of it."""

    def __init__(self, on_text: OnText) -> None:
        """Take what gets the text."""
        self._on_text = on_text
        self.raw = ""
        self._given = ""

    def hear(self, piece: str) -> None:
        """Take the next piece of the stream."""
        self.raw += piece
        begun = _BEGUN.search(self.raw)
        self._give(told(self.raw[: begun.start()] if begun else self.raw).text)

    def end(self) -> None:
        """The stream is over: what was held back as the possible beginning of a mark was none."""
        self._give(told(self.raw).text)

    def _give(self, text: str) -> None:
        """Gives what is new. Where a lone end of thinking has unsaid what was given, the text begins again."""
        if not text.startswith(self._given):
            self._given = ""
        if len(text) > len(self._given):
            self._on_text(text[len(self._given) :])
            self._given = text

"""An answer held to a schema: sentences, each with the footnotes that it rests on.

For models that cannot call tools, which are small: held so, they come to an end and cannot make up a footnote.
"""

from string import digits
from typing import NamedTuple

from pydantic import BaseModel, Field
from pydantic_core import from_json

from agents.llm.messages import OnText, Shape

A_SENTENCE = 300  # characters
MOST_SENTENCES, MOST_NOTES = 6, 4
_TOKENS = 100  # of a sentence with its footnotes, at the most
_ENDS = ".!?"


class SentenceReply(BaseModel):
    """A sentence and its footnotes, as the evidence numbers them."""

    text: str = ""
    footnotes: list[int] = Field(default_factory=list)


class AnswerReply(BaseModel):
    """An answer."""

    sentences: list[SentenceReply] = Field(default_factory=list)


class Held(NamedTuple):
    """How an answer is held: the most sentences that there is room for, and the schema."""

    most: int
    shape: Shape


def held_to(citations: int, room: int) -> Held:
    """The schema of an answer over so many citations, one at least, in a reply of `room` tokens."""
    most = min(MOST_SENTENCES, max(1, room // _TOKENS))
    note = {"type": "integer", "enum": list(range(1, citations + 1))}
    parts: dict[str, object] = {  # a model writes in this order: what it goes by, then what that says
        "footnotes": {"type": "array", "items": note, "maxItems": MOST_NOTES},
        "text": {"type": "string", "pattern": rf'^[^"\\\n]{{1,{A_SENTENCE}}}$'},
    }
    sentence = _object(parts)
    sentences = {"type": "array", "items": sentence, "minItems": 1, "maxItems": most}
    return Held(most, Shape("answer", _object({"sentences": sentences})))


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def read_out(reply: str) -> str:
    """The answer in words, each footnote within its sentence; of a reply that broke off, what there is of it.

    A reply that is not of the schema is text, and stays as it is.
    """
    said = _sentences(reply)
    return reply if said is None else " ".join(said)


def _sentences(reply: str) -> list[str] | None:
    """The sentences, those said before left out; None where the reply is not of the schema.

    A number at the end of a reply that broke off may have had more digits, and is left out.
    """
    try:
        answer = AnswerReply.model_validate(from_json(reply.rstrip(digits), allow_partial="trailing-strings"))
    except ValueError:
        return None
    return list(dict.fromkeys(_said(sentence) for sentence in answer.sentences if sentence.text.strip()))


def _said(sentence: SentenceReply) -> str:
    text = sentence.text.strip()
    notes = "".join(f"[{number}]" for number in dict.fromkeys(sentence.footnotes))
    end = text[-1] if text[-1] in _ENDS else "."
    return f"{text.rstrip(_ENDS)} {notes}{end}" if notes else text


class AsItForms:
    """Hands on the sentences of such a reply, each when it is whole, while its JSON streams."""

    def __init__(self, on_text: OnText) -> None:
        """Take what gets the words."""
        self._on_text = on_text
        self._heard = self._given = ""

    def hear(self, piece: str) -> None:
        """Take the next piece of the JSON. The last sentence may go on, or have footnotes still."""
        self._heard += piece
        self._give(" ".join((_sentences(self._heard) or ())[:-1]))

    def end(self) -> None:
        """The stream is over."""
        self._give(read_out(self._heard))

    def _give(self, words: str) -> None:
        if words.startswith(self._given) and words != self._given:
            self._on_text(words[len(self._given) :])
            self._given = words

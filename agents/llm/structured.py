"""A reply as a typed value: held to a schema where the endpoint can, read from text where not, repaired once."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from agents.llm.messages import Message, Shape
from agents.llm.prompts import prompt
from agents.llm.provider import CUT
from agents.llm.talk import Talk

T = TypeVar("T", bound=BaseModel)
MOST_ERRORS = 6
CUT_SHORT = "It was cut off at the limit of its length; write fewer and shorter parts."


def structured(
    talk: Talk,
    name: str,
    messages: Sequence[Message],
    shape: Shape,
    kind: type[T],
    check: Callable[[T], Sequence[str]] = lambda value: (),
) -> T | None:
    """The model's reply as a value.

    Args:
        talk: the model, in the course of a question.
        name: what the call is for.
        messages: the prompt; it says what JSON is wanted, for endpoints that cannot be held to a schema.
        shape: the JSON schema.
        kind: the value's type.
        check: what is wrong with a value that parses, as sentences for the model.

    Returns:
        The value; None where the second reply, made with the errors of the first in sight, is of no use either.
    """
    said = list(messages)
    for attempt in ("", " again"):
        reply = talk.ask(name + attempt, said, shape)
        value, errors = _read(reply.text, kind)
        errors = (CUT_SHORT,) if value is None and reply.finish == CUT else errors
        errors = errors or (check(value) if value is not None else ())
        if value is not None and not errors:
            return value
        listed = "\n".join(f"- {error}" for error in errors[:MOST_ERRORS])
        said += [Message("assistant", reply.text), Message("user", prompt("repair", errors=listed))]
    return None


def _read(text: str, kind: type[T]) -> tuple[T | None, Sequence[str]]:
    found = json_in(text)
    if found is None:
        return None, ("It holds no JSON object.",)
    try:
        return kind.model_validate(found), ()
    except ValidationError as error:
        return None, [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]


def json_in(text: str) -> object | None:
    """The first JSON object in a text, whatever stands around it; None where there is none that is whole."""
    decoder = json.JSONDecoder()
    place = text.find("{")
    while place >= 0:
        try:
            return decoder.raw_decode(text, place)[0]  # type: ignore[no-any-return]  # json is typed Any
        except ValueError:
            place = text.find("{", place + 1)
    return None

"""Seeing that a model goes round in circles: calls that are the same but for spacing, case or order are one call."""

import json
import re
import threading
from collections import Counter
from collections.abc import Mapping

LOOP = 3
_SPACE = re.compile(r"[\s_]+")


class LoopGuard:
    """Counts the calls of one question. Safe from any thread."""

    def __init__(self) -> None:
        """Begin with no call."""
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()

    def times(self, tool: str, arguments: object) -> int:
        """How often the call was made, this time counted."""
        key = f"{_folded(tool)} {same(arguments)}"
        with self._lock:
            self._seen[key] += 1
            return self._seen[key]


def same(arguments: object) -> str:
    """Arguments as they are compared: no order, no case, no spacing, nothing empty; one text is a list of it."""
    if not isinstance(arguments, Mapping):
        return json.dumps(_texts(arguments), ensure_ascii=False)
    named = {_folded(str(name)): texts for name, value in arguments.items() if (texts := _texts(value))}
    return json.dumps(named, sort_keys=True, ensure_ascii=False)


def _texts(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [same(value)]
    if isinstance(value, list | tuple | set):
        return sorted({text for one in value for text in _texts(one)})
    text = "" if value is None else _folded(str(value))
    return [text] if text else []


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" \t\n\"'\u201c\u201d.;,?!").casefold()

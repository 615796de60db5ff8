"""A small cache that forgets what was used longest ago."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """The values used last, by key; safe from any thread."""

    def __init__(self, size: int) -> None:
        """Keep at most `size` values."""
        self._size, self._lock = size, threading.Lock()
        self._values: OrderedDict[str, Value] = OrderedDict()

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not there (twice, where two threads ask for it at once)."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

    def forget(self, key: str) -> None:
        """Drop a key; nothing happens where it is not there."""
        with self._lock:
            self._values.pop(key, None)

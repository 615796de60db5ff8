"""What is said between the program and a worker process, over pipes."""

import pickle
from pathlib import Path
from typing import IO, NamedTuple

from core.errors import ReadError
from core.filings import ReadFiling
from core.protocols import Progress

READ = "read"  # the step that says that only the answer is to come, which a busy parent may keep waiting


class Order(NamedTuple):
    """One file to read, the limits, and how many processes may read it side by side."""

    path: Path
    name: str
    password: str | None
    seconds: float
    megabytes: int
    processes: int


Message = Progress | ReadFiling | ReadError


def send(stream: IO[bytes], value: object) -> None:
    """Writes a value so that `pickle.load` reads it on the other end."""
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()

"""Questions that belong together, to be asked of any filings."""

from typing import NamedTuple


class Template(NamedTuple):
    """A name, and the questions of a comparison, a column each."""

    name: str
    questions: tuple[str, ...]

"""Words from filings, models and users, made harmless for Streamlit's Markdown; counts and times for people."""

import re
from pathlib import Path

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


def plain(text: str) -> str:
    """The text as Markdown that shows it letter by letter: no emphasis, links, formulas, colours, icons or HTML."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def count(number: int, one: str, many: str = "") -> str:
    """As "1 filing", "1,204 facts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def took(seconds: float) -> str:
    """As "0.42 s", "12 s", "3 min 5 s"."""
    if seconds < 10:
        return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word, with an ellipsis where it was cut."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    return flat[:limit].rsplit(" ", 1)[0] + "…"


def short_path(path: Path) -> str:
    """As "~/footnote/settings.json", where it lies in the folder of the user who runs the server."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)

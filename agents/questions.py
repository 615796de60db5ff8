"""What is asked, and who asks it: apart from all that answers, so that a screen or a script can say it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.answers import Plan
from core.settings import Settings


@dataclass(frozen=True)
class Question:
    """What is asked, of which filings (ids; none means all), in which session, by whom and how far."""

    text: str
    filings: Sequence[str] = ()
    session: str | None = None
    provider: str | None = None
    strategy: str | None = None
    plan: Plan | None = None
    stop_after_planning: bool = False


class Asker(NamedTuple):
    """Who asks: the settings that hold for them, their key among them; and their browser, None for a script."""

    settings: Settings
    browser: str | None = None

"""What docs/strategies.md says of strategies, tools and the view is what the code has."""

import re
from pathlib import Path

from agents.llm.analyst import STRATEGIES
from agents.toolcalls import TOOLS
from library.fact_sql import COLUMNS

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "strategies.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, str]:
    """The tables below a heading: the first cell's name, and the second cell."""
    part = TEXT.split(heading, 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `([\w-]+)` \| (.+?) \|", part, re.MULTILINE))


def test_every_strategy_is_described_and_no_other() -> None:
    assert set(rows("# How a model")) == set(STRATEGIES)


def test_every_tool_is_described_and_no_other() -> None:
    assert set(rows("## The tools")) == set(TOOLS)


def test_every_column_of_the_view_is_described_as_in_the_code() -> None:
    assert rows("## The view `facts`") == {column.name: column.meaning for column in COLUMNS}

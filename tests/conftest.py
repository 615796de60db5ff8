"""What the tests share: the real filings, where they are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def _shared(folder: str) -> Path:
    path = SHARED / folder
    if path.is_dir():
        return path
    if os.environ.get("FOOTNOTE_REQUIRE_FILINGS") == "1":
        pytest.fail(f"{path} is missing, and FOOTNOTE_REQUIRE_FILINGS=1 asks for it")
    pytest.skip(f"needs the real filings at {path}")


@pytest.fixture(scope="session")
def filings_dir() -> Path:
    """The folder of real filings; without it the test is skipped, or fails under FOOTNOTE_REQUIRE_FILINGS=1."""
    return _shared("filings")


@pytest.fixture(scope="session")
def scoring_dir() -> Path:
    """The folder of scoring scripts, likewise."""
    return _shared("scoring")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is begun first: the other tests then run beside it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)

"""What the README says is what the code does."""

import re
from pathlib import Path

from core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def environment_names() -> set[str]:
    fields = Settings.model_fields.items()
    return {str(field.validation_alias or f"FOOTNOTE_{name.upper()}") for name, field in fields}


def test_readme_names_every_setting_and_no_other() -> None:
    table = "\n".join(line for line in README.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`((?:FOOTNOTE|OPENAI|DATABASE|CHROMA|WANDB)_[A-Z_]+)`", table)) == environment_names()


def test_readme_shows_pictures_that_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_readme_names_every_verb_of_the_command_line() -> None:
    from cli import _parser

    verbs = set(re.findall(r"python cli\.py (\w+)", README))
    assert verbs == set(_parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]

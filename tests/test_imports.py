"""The import rule of the design: which package may know which, and who may know Streamlit."""

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = {"export", "agents", "ingest", "library", "core"}
MAY_IMPORT = {
    "app.py": {"ui", "core"},
    "pages": {"ui", "core"},
    "ui": {"ui", "workbench", "core"},
    "cli.py": {"workbench", "core"},
    "workbench.py": EVERYTHING | {"desk"},
    "desk": EVERYTHING | {"desk", "workspace"},
    "workspace.py": EVERYTHING,
    "evals": {"evals", "workbench", "core"},
    "bench": {"bench", "workbench", "core"},
    "export": {"export", "library", "core"},
    "agents": {"agents", "library", "core"},
    "ingest": {"ingest", "library", "core"},
    "library": {"library", "core"},
    "core": {"core"},
}
OURS = {Path(name).stem for name in MAY_IMPORT}
BEYOND_STANDARD_LIBRARY = {"core/settings.py": {"pydantic", "pydantic_settings", "platformdirs"}}


def modules() -> list[Path]:
    files = [
        path for name in MAY_IMPORT for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]
    return sorted(path.relative_to(ROOT) for path in files if path.exists())


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield (node.module or "").split(".")[0]


def test_every_package_of_the_design_is_looked_at() -> None:
    seen = {path.parts[0] for path in modules()}
    assert {"core", "library", "ingest", "agents", "export", "ui", "pages", "app.py", "cli.py", "workbench.py"} <= seen


@pytest.mark.parametrize("path", modules(), ids=str)
def test_module_imports_only_what_its_package_may(path: Path) -> None:
    names = set(imported(path))
    foreign = (names & OURS) - MAY_IMPORT[path.parts[0]]
    assert not foreign, f"{path} imports {sorted(foreign)}"


@pytest.mark.parametrize("path", modules(), ids=str)
def test_only_pages_know_streamlit(path: Path) -> None:
    if path.parts[0] not in {"app.py", "pages", "ui"}:
        assert "streamlit" not in set(imported(path))


@pytest.mark.parametrize("path", [path for path in modules() if path.parts[0] == "core"], ids=str)
def test_core_needs_the_standard_library_alone(path: Path) -> None:
    others = set(imported(path)) - set(sys.stdlib_module_names) - {"core"}
    assert others <= BEYOND_STANDARD_LIBRARY.get(path.as_posix(), set())


@pytest.mark.parametrize("path", [path for path in modules() if path.parts[0] in {"bench", "evals"}], ids=str)
def test_what_no_other_test_runs_finds_what_it_imports(path: Path) -> None:
    importlib.import_module(".".join(path.with_suffix("").parts))


def test_no_requirement_brings_a_module_named_agents() -> None:
    wanted = (ROOT / "requirements.txt").read_text() + (ROOT / "requirements-dev.txt").read_text()
    assert "openai-agents" not in wanted

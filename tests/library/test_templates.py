from pathlib import Path

import pytest

from core.errors import CannotAsk
from core.templates import Template
from library.database import open_database
from library.templates import TemplateStore


def test_templates_are_there_after_a_restart_by_name_and_apart_by_workspace(tmp_path: Path) -> None:
    store = TemplateStore(open_database(tmp_path, "w1"))
    store.save(Template("Debt", ("Long-term debt",)))
    store.save(Template("Cash", ("Cash", "Net cash from operating activities")))
    again = TemplateStore(open_database(tmp_path, "w1"))
    assert [t.name for t in again.list()] == ["Cash", "Debt"]
    assert again.list()[0].questions == ("Cash", "Net cash from operating activities")
    assert TemplateStore(open_database(tmp_path, "w2")).list() == []


def test_a_template_saved_under_a_name_replaces_the_one_before_and_can_be_deleted(tmp_path: Path) -> None:
    store = TemplateStore(open_database(tmp_path, "w1"))
    store.save(Template("Debt", ("Long-term debt",)))
    store.save(Template("  Debt ", ("Current ratio",)))
    assert store.list() == [Template("Debt", ("Current ratio",))]
    store.delete("Debt")
    assert store.list() == []


@pytest.mark.parametrize("template", [Template("  ", ("Revenue",)), Template("Debt", ())])
def test_a_template_without_a_name_or_a_question_is_refused(tmp_path: Path, template: Template) -> None:
    with pytest.raises(CannotAsk, match="needs a name"):
        TemplateStore(open_database(tmp_path, "w1")).save(template)

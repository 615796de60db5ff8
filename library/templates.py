"""The templates that users of a workspace saved, by name."""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from core.errors import CannotAsk
from core.templates import Template
from library.database import Database
from library.models import TEMPLATE

LONGEST_NAME = 120


class TemplateStore:
    """The templates of one workspace."""

    def __init__(self, database: Database) -> None:
        """Take the workspace's database."""
        self._engine, self._workspace = database

    def list(self) -> Sequence[Template]:
        """All of them, by name."""
        query = select(TEMPLATE.c.name, TEMPLATE.c.questions).where(TEMPLATE.c.workspace == self._workspace)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(TEMPLATE.c.name)).all()
        return [Template(name, tuple(json.loads(questions))) for name, questions in rows]

    def save(self, template: Template) -> None:
        """Keep a template, over the one that had its name. Raises CannotAsk where it has no name or no question."""
        name = " ".join(template.name.split())[:LONGEST_NAME]
        if not name or not template.questions:
            raise CannotAsk("A template needs a name and at least one question.")
        with self._engine.begin() as connection:
            connection.execute(TEMPLATE.delete().where(*self._place(name)))
            values = {"name": name, "questions": json.dumps(template.questions)}
            connection.execute(TEMPLATE.insert().values(workspace=self._workspace, **values))

    def delete(self, name: str) -> None:
        """Forget a template, where there is one of this name."""
        with self._engine.begin() as connection:
            connection.execute(TEMPLATE.delete().where(*self._place(name)))

    def _place(self, name: str) -> tuple[ColumnElement[bool], ...]:
        return TEMPLATE.c.workspace == self._workspace, TEMPLATE.c.name == name

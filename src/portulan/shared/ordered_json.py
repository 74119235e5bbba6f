"""JSON whose keys keep their order in the database: what is hashed, and what people see in the order they gave it.

PostgreSQL's jsonb orders keys its own way; its json keeps the text. That one has no equality, so no query compares
such a column."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL = "postgresql"


class OrderedJSONField(models.JSONField):
    """A JSONField that gives its keys back in the order in which they were written."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "json" if connection.vendor == POSTGRESQL else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if connection.vendor != POSTGRESQL:
            return super().get_db_prep_value(value, connection, prepared)
        from psycopg.types.json import Json  # the driver is there where PostgreSQL is used

        return Json(self.get_prep_value(value))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """The driver has already read a json column."""
        return super().from_db_value(value, expression, connection) if isinstance(value, str) else value

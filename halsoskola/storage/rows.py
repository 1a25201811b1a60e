"""One row written from a mapping of its columns, so that each subject says only once which columns it has."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from sqlalchemy.orm import Session as DbSession

from halsoskola.storage.tables import Base

Values: TypeAlias = dict[str, Any]
"""A row's columns by name, as a mapped class or an insert takes them."""


def save_row(db: DbSession, table: type[Base], key: object, values: Mapping[str, Any]) -> None:
    """Adds the row, or writes over the one with this primary key; columns not named keep what they have."""
    row = db.get(table, key)
    if row is None:
        db.add(table(**values))
    else:
        write_over(row, values)


def write_over(row: Base, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)

"""Ids of new rows."""

from uuid import uuid4


def new_id() -> str:
    """Random, so that rows made on two computers never meet under the same id."""
    return uuid4().hex

"""Alembic's entry: `services/operations/migrate.py` hands over an open connection."""

from typing import Any

from alembic import context
from sqlalchemy import JSON

from models import Base
from models.base import UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Writes our own types as plain ones: a migration must still run when the models have moved on."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return "DOCUMENT"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()

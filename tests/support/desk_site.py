"""The desk as supervisors use it, on the morning of 3 November."""

from __future__ import annotations

from datetime import UTC, datetime

from models.database import Database
from tests.support.world import World

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


class DeskSite(World):
    def __init__(self, database: Database) -> None:
        super().__init__(database, now=NOW)

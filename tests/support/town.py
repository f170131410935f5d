"""Two provinces before anybody is asked for anything."""

from __future__ import annotations

from models.database import Database
from tests.support.world import World


class Town(World):
    """The offices of a registry, and whoever joins them: no programme is there."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, asks=False)

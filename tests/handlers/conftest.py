"""What stories of the chat share."""

from __future__ import annotations

import pytest

from models.database import Database


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """On SQLite alone: what is said does not depend on the database. What is written is proved on both kinds with the
    services, whole months of chat with the journeys; a story of people who act at once asks for `any_database`."""
    return sqlite_database

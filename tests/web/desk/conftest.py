"""The desk's pages alone, without LINE."""

from __future__ import annotations

import pytest

from models.database import Database
from tests.support.desk_site import DeskSite
from tests.support.kept import kept


@pytest.fixture
def desk(sqlite_database: Database) -> DeskSite:
    """On SQLite alone: what a page shows does not depend on the database."""
    return kept(sqlite_database, DeskSite)


@pytest.fixture
def any_desk(database: Database) -> DeskSite:
    """On each kind of database in turn."""
    return kept(database, DeskSite)

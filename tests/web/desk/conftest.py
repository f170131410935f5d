"""The desk's pages alone, without LINE."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.database import Database, make_engine
from tests.conftest import ADDRESS, SECRET_KEY
from tests.support.desk_site import DeskSite


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[DeskSite]:
    """On SQLite alone: what a page shows does not depend on the database."""
    database = Database(make_engine(sqlite_url), {"address": ADDRESS, "secret_key": SECRET_KEY})
    yield DeskSite(database)
    database.close()


@pytest.fixture
def any_desk(database: Database) -> DeskSite:
    """On each kind of database in turn."""
    return DeskSite(database)

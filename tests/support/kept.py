"""Worlds that many tests begin with: built once a worker, and put back as they stood for each test."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeVar

from models.database import Database
from tests.support import databases

T = TypeVar("T")
_kept: dict[Any, tuple[Database, Any, Any]] = {}


def kept(database: Database, make: Callable[..., T], *how: Any) -> T:
    """What `make(database, *how)` gives and leaves in `database`, which must be empty.

    The first time it is made; from then on its rows are put back, and what it gave is copied with this database in the
    place of the first one. So whatever `make` does must depend on nothing but its arguments.
    """
    key = (database.engine.dialect.name, make, *how)
    if key not in _kept:
        given = make(database, *how)
        _kept[key] = (database, databases.contents(database), copy.deepcopy(given, {id(database): database}))
        return given
    first, rows, given = _kept[key]
    databases.put(database, rows)
    return copy.deepcopy(given, {id(first): database})

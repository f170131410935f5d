"""Bytes that lie in the store before a row names them, so that no row is ever without its file.

Each lies in a folder of its day. Those that no row names, because a process was killed, a form was given up, or a file
was replaced or dropped, are swept away the next night but one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from sqlalchemy.orm import Session

from bot.schedule import local_day
from models.database import Database

_DAY = "%Y%m%d"
# Between looking at a key and committing the row that names it there is time enough.
_TO_COMMIT = timedelta(hours=1)


def new_key(folder: str, now: datetime, ending: str = "") -> str:
    """A key nobody can guess, in the folder of the day of `now` in Bangkok. `folder` ends with a slash."""
    return f"{folder}{local_day(now).strftime(_DAY)}/{secrets.token_hex(16)}{ending}"


def may_be_gone(key: str, now: datetime) -> bool:
    """Whether a key that no row names yet is too old to be written down."""
    return _is_due(key, now + _TO_COMMIT)


def sweep(
    database: Database,
    named: Callable[[Session], set[str]],
    stored: Iterable[str],
    remove: Callable[[str], None],
    now: datetime,
) -> int:
    """Removes from the store, among the keys `stored`, what is not in `named`. Of yesterday and today nothing, for its
    row may still be on its way. Returns how many files went."""
    due = [key for key in stored if _is_due(key, now)]
    if not due:
        return 0
    with database.reading() as session:
        known = named(session)
    lost = [key for key in due if key not in known]
    for key in lost:
        remove(key)
    return len(lost)


def _is_due(key: str, now: datetime) -> bool:
    try:
        day = datetime.strptime(PurePosixPath(key).parent.name, _DAY).date()
    except ValueError:
        return False
    return day < local_day(now) - timedelta(days=1)

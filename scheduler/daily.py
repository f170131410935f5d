"""What is done once a Bangkok day, at its first pass: a pass that broke there, or was killed before it came to it, is
followed by one that does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import structlog

from bot.schedule import local_day
from models import heartbeat
from models.circulars import circular as circulars
from models.database import Database
from models.knowledge import knowledge_file
from services.circulars import letter_file
from services.knowledge import files
from services.messaging import ledger
from services.operations import retention
from services.photos.keeper import Keeper
from services.reminding import menus_shown
from services.storage import sweeping

log = structlog.get_logger(__name__)

CLEANED, MENUS = "cleaned", "menus"  # of the heartbeat
# Folders of the store whose files rows name, and what asks for those rows' keys.
_SWEPT = {files.FOLDER: knowledge_file.keys, letter_file.FOLDER: circulars.file_keys}


def is_due(beats: Mapping[str, datetime], name: str, now: datetime) -> bool:
    """Whether it was not done on this day yet. `beats`: when each was done last, by name."""
    return name not in beats or local_day(beats[name]) != local_day(now)


def clean(database: Database, keeper: Keeper, now: datetime) -> None:
    """Deletes what has been kept long enough, with files that no item of the library and no letter has, and brings the
    ledger of counted messages up to date."""
    with database.writing() as session:
        ledger.keep(session, now)
        log.info("cleaned", rows=retention.clean(session, now))
    for folder, named in _SWEPT.items():
        sweeping.sweep(database, named, keeper.keys(folder), keeper.remove, now)
    _note(database, CLEANED, now)


def show_menus(database: Database, shelf: menus_shown.Shelf, now: datetime, since: datetime | None) -> None:
    """To whom anything since then concerns; with None to everybody, for a new day is nearer to what is due."""
    menus_shown.show(database, shelf, now, since)
    if since is None:
        _note(database, MENUS, now)


def _note(database: Database, name: str, now: datetime) -> None:
    with database.writing() as session:
        heartbeat.beat(session, name, now)

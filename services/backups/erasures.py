"""The list of whom the product has forgotten, kept beside the backups: a backup from before would bring them back.

A file, a JSON object a line: the number of the person's row and when that row was made, by which the same row is known
in a backup. Neither leads to anybody. It only ever grows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from models.membership.person import Person
from services.membership import erasing
from services.storage.whole_files import WholeFiles

NAME = "erasures.jsonl"
"""What the list is called where it lies beside backups."""


class Erased(NamedTuple):
    """A row of the table of people that was emptied."""

    person: int
    created_at: datetime


class NotAList(Exception):
    """The file is no list of erasures; the text says where."""


def read(file: Path) -> set[Erased]:
    """Empty where there is no such file yet. Raises NotAList, and OSError."""
    if not file.exists():
        return set()
    found = set()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            value = json.loads(line)
            erased = Erased(int(value["person"]), datetime.fromisoformat(value["created_at"]))
            if erased.created_at.tzinfo is None:
                raise ValueError
        except (ValueError, KeyError, TypeError):
            raise NotAList(f"line {number} of {file.name} is no erasure") from None
        found.add(erased)
    return found


def keep(session: Session, file: Path) -> int:
    """Adds those that the list does not have yet, so that they are on the disk when it returns. How many."""
    gone = {Erased(*row) for row in session.execute(select(Person.id, Person.created_at).where(erasing.IS_GONE))}
    new = sorted(gone - read(file)) if gone else []
    if new:
        lines = (
            json.dumps({"person": one.person, "created_at": one.created_at.isoformat()}, separators=(",", ":")) + "\n"
            for one in new
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_bytes() if file.exists() else b""
        # Written anew: a full disk, or a kill, would leave half a line at the end of it, and no list.
        with WholeFiles() as files, files.open(file).open("wb") as listed:
            listed.write(before + "".join(lines).encode())
            listed.flush()
            os.fsync(listed.fileno())
    return len(new)


def apply(connection: Connection, listed: Iterable[Erased], now: datetime) -> int:
    """Forgets again whom a backup has brought back. How many."""
    forgotten = 0
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        for one in sorted(listed):
            person = session.scalar(
                select(Person).where(Person.id == one.person, Person.created_at == one.created_at, ~erasing.IS_GONE)
            )
            if person is not None:
                erasing.forget(session, person, now)
                forgotten += 1
        session.commit()
    return forgotten

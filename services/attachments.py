"""Photos of a report: named in the transaction of the answer, fetched from LINE right after it, kept for good.

LINE deletes what people send after a time it does not tell, so nothing waits: the fetch is tried at once and
then by the scheduler until it is there or LINE says it is gone.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import fsspec
import structlog
from PIL import Image, UnidentifiedImageError
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.client import Content
from models import attachment
from models.attachment import Attachment, AttachmentState
from models.database import Database
from services.lanes import Again

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
WAITS = (2, 5, 15, 60, 300, 900, 3600)  # seconds before try 2, 3, …; the last one repeats
GIVE_UP_AFTER = timedelta(days=3)
MAX_PIXELS = 60_000_000
TYPES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}


class NotAPicture(Exception):
    """The bytes are no picture that we can open."""


def name_photo(session: Session, *, person_id: int, report_id: int, message_id: str, now: datetime) -> str:
    """The reference that stands in the answers for this photo; the same message always gives the same one."""
    known = attachment.by_message(session, message_id)
    if known:
        return known.ref
    row = Attachment(
        ref=secrets.token_urlsafe(16),
        report_id=report_id,
        person_id=person_id,
        message_id=message_id,
        next_try_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.info.setdefault("wanted", []).append(row.id)
    return row.ref


def take_back(session: Session, message_id: str) -> Attachment | None:
    """The sender withdrew the message: what it showed must not be kept. Returns the row, its `key` still to be
    removed by `remove`; None if the message was no photo of a report."""
    row = attachment.by_message(session, message_id)
    if row:
        row.state = AttachmentState.GONE
    return row


class Keeper:
    """Fetches and stores. `media_url` is any address fsspec knows: a folder, `s3://bucket/path` …"""

    def __init__(
        self,
        database: Database,
        line: _Contents,
        media_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self.database = database
        self.line = line
        self.clock = clock
        self._files, self._root = fsspec.url_to_fs(media_url)

    def fetch_due(self, limit: int = 50) -> int:
        """Fetches what waits, oldest first; returns how many were tried."""
        with self.database.reading() as session:
            waiting = attachment.due(session, self.clock(), limit)
        return sum(self.fetch(attachment_id) is not None for attachment_id in waiting)

    def fetch_soon(self, attachment_id: int, again: Again) -> bool:
        """The work of a lane: one photo, and again shortly if LINE was not ready."""
        row = self.fetch(attachment_id)
        if row and row.state == AttachmentState.WANTED and row.attempts <= 3:
            again(WAITS[row.attempts - 1])
        return False

    def fetch(self, attachment_id: int) -> Attachment | None:
        """Tries one; None if somebody else has it or it is settled."""
        with self.database.writing() as session:
            row = attachment.claim(session, attachment_id, self.clock(), LEASE)
        if row is None:
            return None
        try:
            content = self.line.content(row.message_id)
            if content.body is None:
                return self._later(row)
            media_type, ending = kind_of(content.body)
        except errors.LineRefused as refused:
            if isinstance(refused, errors.NotAuthorized):
                return self._later(row)
            lost = AttachmentState.REFUSED if refused.status == 413 else AttachmentState.GONE
            return self._settle(row, lost)
        except errors.LineError:
            return self._later(row)
        except NotAPicture:
            return self._settle(row, AttachmentState.REFUSED)
        key = f"{row.ref[:2]}/{secrets.token_hex(16)}.{ending}"
        self._store(key, content.body)
        sha256 = hashlib.sha256(content.body).hexdigest()
        return self._settle(
            row, AttachmentState.KEPT, key=key, media_type=media_type, sha256=sha256, bytes=len(content.body)
        )

    def open(self, key: str) -> bytes:
        """The stored bytes. Raises FileNotFoundError."""
        return self._files.cat_file(f"{self._root}/{key}")

    def remove(self, key: str) -> None:
        """Deletes stored bytes; nothing happens if they are gone already."""
        try:
            self._files.rm_file(f"{self._root}/{key}")
        except FileNotFoundError:
            log.info("nothing to remove")

    def _store(self, key: str, body: bytes) -> None:
        path = f"{self._root}/{key}"
        self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        # A new random key each try: a half-written file of a killed process is never mistaken for a whole one.
        self._files.pipe_file(path, body)

    def _later(self, row: Attachment) -> Attachment:
        now = self.clock()
        if now > row.created_at + GIVE_UP_AFTER:
            return self._settle(row, AttachmentState.GONE)
        wait = timedelta(seconds=WAITS[min(row.attempts, len(WAITS)) - 1])
        return self._settle(row, AttachmentState.WANTED, next_try_at=now + wait)

    def _settle(self, row: Attachment, state: AttachmentState, **values: object) -> Attachment:
        """Records the outcome, unless the sender took the photo back meanwhile."""
        with self.database.writing() as session:
            settled = session.execute(
                update(Attachment)
                .where(Attachment.id == row.id, Attachment.state == AttachmentState.FETCHING)
                .values(state=state, claimed_until=None, **values)
                .execution_options(synchronize_session=False)
            )
            key = values.get("key")
            if settled.rowcount != 1 and isinstance(key, str):  # type: ignore[attr-defined]
                self.remove(key)
            found = session.get(Attachment, row.id, populate_existing=True)
        assert found is not None
        return found


def kind_of(body: bytes) -> tuple[str, str]:
    """Media type and file ending, judged by the content alone. Raises NotAPicture."""
    try:
        with Image.open(io.BytesIO(body)) as picture:
            if picture.format not in TYPES or picture.width * picture.height > MAX_PIXELS:
                raise NotAPicture
            picture.verify()
            return TYPES[picture.format]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotAPicture from None


class _Contents(Protocol):
    def content(self, message_id: str) -> Content: ...

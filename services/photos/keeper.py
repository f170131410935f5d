"""Fetches from LINE what people sent, looks at it, and keeps it.

LINE deletes what people send after a time it does not tell, so nothing waits: the fetch is tried at once and then by
the scheduler until it is there or LINE says it is gone.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import update

from bot.line import errors
from bot.line.client import Content
from models.database import Database
from models.photos import attachment
from models.photos.attachment import Attachment, AttachmentState
from services.assessment import photo_copies
from services.messaging.lanes import Again
from services.photos import small
from services.storage.media_types import NotOfKind
from services.storage.store import Store
from services.untrusted import readings
from services.untrusted.apart import Unavailable

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
WAITS = (2, 5, 15, 60, 300, 900, 3600)  # seconds before try 2, 3, …; the last one repeats
GIVE_UP_AFTER = timedelta(days=3)
# Pictures from before there were hashes that one pass of the scheduler looks at: a second or two of its minute, and a
# hundred thousand a day.
LOOKS = 70
# Of `look_version`. Goes up when what is read changes: pictures that were kept before are read again.
VERSION = 1


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
        self._store = Store(media_url)
        self.open = self._store.read
        self.open_small = small.SmallPictures(database, self._store).open
        self.remove = self._store.remove
        self.keys = self._store.keys

    def fetch_due(self, limit: int = 50) -> int:
        """Fetches what waits, oldest first, removes what is not wanted any more, and looks at some that were kept
        before there was anybody to look; returns how many were tried to fetch."""
        with self.database.reading() as session:
            waiting = attachment.due(session, self.clock(), limit)
            unwanted = attachment.unwanted(session, limit)
        for attachment_id in unwanted:
            self._forget(attachment_id)
        tried = sum(self.fetch(attachment_id) is not None for attachment_id in waiting)
        self.look_back()
        return tried

    def fetch_soon(self, attachment_id: int, again: Again) -> bool:
        """The work of a lane: fetch one photo, or remove one that nobody wants any more."""
        row = self.fetch(attachment_id)
        if row is None:
            self._forget(attachment_id)
        if row and row.state == AttachmentState.WANTED and row.attempts <= 3:
            again(WAITS[row.attempts - 1])
        return False

    def fetch(self, attachment_id: int) -> Attachment | None:
        """Tries one; None if somebody else has it or it is settled."""
        with self.database.writing(patient=True) as session:
            # The key stands in the row before the bytes lie under it: what a killed process left is written over by
            # the next try, or removed with the row; nothing lies in the store that nobody knows of.
            key = secrets.token_hex(16)
            row = attachment.claim(session, attachment_id, self.clock(), LEASE, key=f"{key[:2]}/{key}")
        if row is None:
            return None
        try:
            content = self.line.content(row.message_id)
            if content.body is None:
                return self._later(row)
            read = readings.attachment(content.body, row.kind)
        except errors.LineRefused as refused:
            if isinstance(refused, errors.NotAuthorized):
                return self._later(row)
            lost = AttachmentState.REFUSED if refused.status == 413 else AttachmentState.GONE
            return self._settle(row, lost)
        except (errors.LineError, Unavailable):
            return self._later(row)
        except NotOfKind:
            return self._settle(row, AttachmentState.REFUSED)
        return self._keep(row, content.body, read)

    def look_back(self, limit: int = LOOKS) -> int:
        """Looks at pictures that were kept before there was anybody to look; returns at how many. May be stopped
        anywhere: what is done is done, and the next time goes on with the rest. Reports that were judged without it
        stay as judged."""
        with self.database.reading() as session:
            waiting = attachment.unlooked(session, limit)
        looked = 0
        for attachment_id, key in waiting:
            try:
                said = _said(readings.attachment(self._store.read(key), "image"))
            except (FileNotFoundError, NotOfKind):
                # Lost from the store, or nothing to look at; asked for again every minute it would keep the others
                # waiting.
                said = {"look_version": VERSION}
            except PermissionError as error:
                # Of this one alone: the store answers, and gives out others.
                log.error("cannot be looked at now", attachment=attachment_id, error=type(error).__name__)
                continue
            except (OSError, Unavailable) as error:
                log.error("cannot be looked at now", attachment=attachment_id, error=type(error).__name__)
                return 0
            with self.database.writing(patient=True) as session:
                is_kept = Attachment.state == AttachmentState.KEPT
                session.execute(update(Attachment).where(Attachment.id == attachment_id, is_kept).values(said))
            looked += 1
        return looked

    def _keep(self, row: Attachment, body: bytes, read: readings.Attachment) -> Attachment:
        assert row.key is not None
        try:
            self._store.put_bytes(row.key, body)
        except OSError as error:
            log.error("the store does not take it", attachment=row.id, error=type(error).__name__)
            return self._later(row)
        said = _said(read) if read.media_type.startswith("image/") else {}
        sha256 = hashlib.sha256(body).hexdigest()
        kept = self._settle(
            row, AttachmentState.KEPT, media_type=read.media_type, sha256=sha256, bytes=len(body), **said
        )
        if kept.state == AttachmentState.KEPT:
            self._tell_later_ones(kept)
        return kept

    def _tell_later_ones(self, kept: Attachment) -> None:
        """A photo that came late: reports that were sent after its own, with the same one, did not know of it."""
        if kept.sent_at is None:
            return
        # With the forms engine, which a pass of the scheduler that judges nothing does not wait for.
        from services.assessment import quality

        with self.database.reading() as session:
            later = photo_copies.reports_after(session, kept)
        for report_id in later:
            with self.database.writing(patient=True) as session:
                if report := quality.lock(session, report_id):
                    quality.refresh(session, report, self.clock())

    def _forget(self, attachment_id: int) -> None:
        """Removes the bytes of a photo that was taken back or replaced."""
        with self.database.reading() as session:
            row = session.get(Attachment, attachment_id)
        if row is None or row.state != AttachmentState.GONE or row.key is None:
            return
        # The bytes go first: killed in between, the next pass finds the row and no file, and is content.
        try:
            self._store.remove(row.key)
            self._store.remove(small.key_of(row.key))
        except OSError as error:
            log.error("the store does not let it go", attachment=attachment_id, error=type(error).__name__)
            return
        with self.database.writing(patient=True) as session:
            session.execute(update(Attachment).where(Attachment.id == attachment_id).values(key=None))

    def _later(self, row: Attachment) -> Attachment:
        now = self.clock()
        if now > row.created_at + GIVE_UP_AFTER:
            return self._settle(row, AttachmentState.GONE)
        wait = timedelta(seconds=WAITS[min(row.attempts, len(WAITS)) - 1])
        return self._settle(row, AttachmentState.WANTED, next_try_at=now + wait)

    def _settle(self, row: Attachment, state: AttachmentState, **values: object) -> Attachment:
        """Records the outcome, unless the sender took the photo back. A report sent meanwhile is judged again."""
        from services.assessment import quality

        is_final = state != AttachmentState.WANTED
        with self.database.writing(patient=True) as session:
            report = quality.lock(session, row.report_id) if is_final and row.report_id else None
            settled = session.execute(
                update(Attachment)
                .where(Attachment.id == row.id, Attachment.state == AttachmentState.FETCHING)
                .values(state=state, claimed_until=None, **values)
                .execution_options(synchronize_session=False)
            )
            found = session.get(Attachment, row.id, populate_existing=True)
            assert found is not None
            is_settled = settled.rowcount == 1  # type: ignore[attr-defined]
            if is_settled and report is not None:
                quality.refresh(session, report, self.clock())
            # Taken back while it was on its way. Where another fetcher has it, the bytes are that one's now.
            is_unwanted = not is_settled and found.state == AttachmentState.GONE and row.key is not None
            if is_unwanted:
                found.key = row.key
        if is_unwanted:
            self._forget(row.id)
        return found


def _said(read: readings.Attachment) -> dict[str, object]:
    """The columns of what a picture says."""
    said: dict[str, object] = {"look_version": VERSION, "taken_at": read.at}
    if read.place:
        said["latitude"], said["longitude"] = read.place
    if read.coarse:
        said |= {f"band_{number}": band for number, band in enumerate(read.coarse)}
        said["fine_hash"] = read.fine
    return said


class _Contents(Protocol):
    def content(self, message_id: str) -> Content: ...

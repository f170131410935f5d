"""Photos and files of a report: named in the transaction of the answer, fetched from LINE right after it, kept.

LINE deletes what people send after a time it does not tell, so nothing waits: the fetch is tried at once and
then by the scheduler until it is there or LINE says it is gone.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import fsspec
import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.client import Content
from models import attachment
from models.attachment import Attachment, AttachmentState
from models.database import Database
from services import quality
from services.lanes import Again
from services.media_types import NotOfKind, kind_of

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
WAITS = (2, 5, 15, 60, 300, 900, 3600)  # seconds before try 2, 3, …; the last one repeats
GIVE_UP_AFTER = timedelta(days=3)


def name_photo(
    session: Session,
    *,
    ref: str,
    person_id: int,
    report_id: int,
    message_id: str,
    now: datetime,
    kind: str = "image",
) -> None:
    """Remembers that `ref`, which stands in an answer, is the photo (or film, sound, paper: `kind`) of this message,
    and that it is wanted."""
    row = Attachment(
        ref=ref,
        kind=kind,
        report_id=report_id,
        person_id=person_id,
        message_id=message_id,
        next_try_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.info.setdefault("wanted", []).append(row.id)


def lost_among(session: Session, report_id: int, answers: Any) -> set[str]:
    """References in the answers whose photo cannot be had: gone at LINE, or no picture."""
    query = select(Attachment.ref).where(
        Attachment.report_id == report_id, Attachment.state.in_((AttachmentState.GONE, AttachmentState.REFUSED))
    )
    return set(session.scalars(query)) & set(_strings(answers))


def let_go(session: Session, refs: Sequence[str]) -> None:
    """These stand in no answer any more: their bytes are removed after the commit."""
    for row in session.scalars(select(Attachment).where(Attachment.ref.in_(refs))):
        row.state = AttachmentState.GONE
        session.info.setdefault("wanted", []).append(row.id)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def take_back(session: Session, message_id: str, now: datetime) -> None:
    """The sender withdrew the message: what it showed must not be kept. A report that was sent with it lacks it now."""
    row = attachment.by_message(session, message_id)
    if row is None:
        return
    report = quality.lock(session, row.report_id) if row.report_id else None
    let_go(session, [row.ref])
    if report is not None:
        quality.refresh(session, report, now)


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
        """Fetches what waits, oldest first, and removes what is not wanted any more; returns how many were tried."""
        with self.database.reading() as session:
            waiting = attachment.due(session, self.clock(), limit)
            unwanted = attachment.unwanted(session, limit)
        for attachment_id in unwanted:
            self._forget(attachment_id)
        return sum(self.fetch(attachment_id) is not None for attachment_id in waiting)

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
            row = attachment.claim(session, attachment_id, self.clock(), LEASE)
        if row is None:
            return None
        try:
            content = self.line.content(row.message_id)
            if content.body is None:
                return self._later(row)
            media_type, ending = kind_of(content.body, row.kind)
        except errors.LineRefused as refused:
            if isinstance(refused, errors.NotAuthorized):
                return self._later(row)
            lost = AttachmentState.REFUSED if refused.status == 413 else AttachmentState.GONE
            return self._settle(row, lost)
        except errors.LineError:
            return self._later(row)
        except NotOfKind:
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

    def _forget(self, attachment_id: int) -> None:
        """Removes the bytes of a photo that was taken back or replaced."""
        with self.database.writing(patient=True) as session:
            row = session.get(Attachment, attachment_id)
            if row is None or row.state != AttachmentState.GONE or row.key is None:
                return
            # The bytes go first: killed in between, the next pass finds the row and no file, and is content.
            self.remove(row.key)
            row.key = None

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
        """Records the outcome, unless the sender took the photo back meanwhile. A report that was sent before its photo
        was here is judged again."""
        is_final = state != AttachmentState.WANTED
        with self.database.writing(patient=True) as session:
            report = quality.lock(session, row.report_id) if is_final and row.report_id else None
            settled = session.execute(
                update(Attachment)
                .where(Attachment.id == row.id, Attachment.state == AttachmentState.FETCHING)
                .values(state=state, claimed_until=None, **values)
                .execution_options(synchronize_session=False)
            )
            key = values.get("key")
            if settled.rowcount != 1 and isinstance(key, str):  # type: ignore[attr-defined]
                self.remove(key)
            elif report is not None:
                quality.refresh(session, report, self.clock())
            found = session.get(Attachment, row.id, populate_existing=True)
        assert found is not None
        return found


class _Contents(Protocol):
    def content(self, message_id: str) -> Content: ...

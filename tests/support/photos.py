"""Photos that offices send, as rows alone or with what a store keeps."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.membership.person import Person, PersonState
from models.photos.attachment import Attachment, AttachmentState
from tests.support.people import People
from tests.support.transcripts import photo


class Photos(People):
    """`copies` says of a photo to come which earlier one it is, by reference."""

    def __init__(self, database: Database, now: datetime) -> None:
        super().__init__(database, now)
        self.copies: dict[str, str] = {}

    def photo(self, number: int, ref: str, sha256: str | None = None, state: str = AttachmentState.KEPT) -> None:
        """A photo that was sent for this report; without a fingerprint it is still on its way."""
        row = {"state": state, "key": f"ab/{ref}", "sha256": sha256} if sha256 else {"state": AttachmentState.WANTED}
        with self.database.writing() as session:
            self._adds(session, number, self._anybody(session), ref, row)

    def stores(self, number: int, ref: str, **columns: Any) -> None:
        """A photo that was sent and stored while this report was filled in, whether it stands in an answer or not."""
        with self.database.writing() as session:
            self._stores(session, number, self._anybody(session), ref, shade=len(self.photos), **columns)

    def _anybody(self, session: Session) -> int:
        """Who sent is of no importance where a story does not say."""
        found = session.scalar(select(Person.id).order_by(Person.id).limit(1))
        if found is None:
            person = Person(line_user_id="U" + "e" * 32, created_at=self.now, state=PersonState.ACTIVE)
            session.add(person)
            session.flush()
            return person.id
        return found

    def _stores(self, session: Session, number: int, by: int, ref: str, shade: int, **columns: Any) -> None:
        if session.scalar(select(Attachment.id).where(Attachment.ref == ref)) is not None:
            return
        body = self.photos[f"ab/{self.copies[ref]}.jpg"] if ref in self.copies else photo(shade % 250)
        row: dict[str, Any] = {
            "state": AttachmentState.KEPT,
            "key": f"ab/{ref}.jpg",
            "media_type": "image/jpeg",
            "sha256": hashlib.sha256(body).hexdigest(),
            "bytes": len(body),
        } | columns
        if row["key"]:
            self.photos[row["key"]] = body
        self._adds(session, number, by, ref, row)

    def _adds(self, session: Session, number: int, by: int, ref: str, row: dict[str, Any]) -> None:
        common = {"message_id": f"message-{ref}", "next_try_at": self.now, "created_at": self.now}
        session.add(Attachment(ref=ref, report_id=number, person_id=by, **common, **row))
        session.flush()

"""What a circular says, before it is published: drafts, and what is wrong with them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.schedule import local_day
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularItem, CircularState, CircularVersion
from models.org_unit import LOCAL_KINDS, OrgUnit
from services.circulars.audience import LEVELS, Audience
from services.circulars.faults import CircularFault, Fault
from services.storage import sweeping

LONGEST = {"number": 80, "subject": 1_000, "issuing_office": 500, "contact": 500, "refers_to": 1_000, "body": 4_000}
# No letters that are read wrongly over the telephone or that spell words.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
_CODE = 6


@dataclass(frozen=True, slots=True)
class LetterFile:
    """The signed letter as it lies in the store."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a version says. `ack_by` is the last Bangkok day to acknowledge on, None for no such day."""

    number: str = ""
    dated: date | None = None
    subject: str = ""
    issuing_office: str = ""
    contact: str = ""
    refers_to: str = ""
    body: str = ""
    audience: Audience = field(default_factory=Audience)
    must_acknowledge: bool = False
    ack_by: date | None = None
    file: LetterFile | None = None

    def columns(self) -> dict[str, Any]:
        """Columns of `CircularVersion` by name."""
        file = self.file
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("audience", "file")}
        return plain | {
            "audience": self.audience.document(),
            "file_key": file.key if file else None,
            "file_name": file.name if file else None,
            "file_type": file.media_type if file else None,
            "file_size": file.size if file else None,
            "file_sha256": file.sha256 if file else None,
        }


def letter_of(version: CircularVersion) -> Letter:
    """What stands in this row."""
    plain = {one.name: getattr(version, one.name) for one in fields(Letter) if one.name not in ("audience", "file")}
    key, name, kind = version.file_key, version.file_name or "", version.file_type or ""
    file = LetterFile(key, name, kind, version.file_size or 0, version.file_sha256 or "") if key else None
    return Letter(**plain, audience=Audience.of(version.audience), file=file)


def tidied(letter: Letter) -> Letter:
    """The same without stray spaces: one line where one is meant, paragraphs kept in the body and the contact."""
    return replace(
        letter,
        number=_line(letter.number),
        subject=_line(letter.subject),
        issuing_office=_line(letter.issuing_office),
        contact=_block(letter.contact),
        refers_to=_block(letter.refers_to),
        body=_block(letter.body),
    )


def faults(letter: Letter, now: datetime) -> list[CircularFault]:
    """All that is wrong with a letter as it would be published now, less its audience in the registry."""
    found = _too_long(letter)
    if not letter.subject:
        found.append(CircularFault(Fault.NO_SUBJECT, "subject"))
    if not letter.number:
        found.append(CircularFault(Fault.NO_NUMBER, "number"))
    if letter.ack_by is not None and letter.ack_by < local_day(now):
        found.append(CircularFault(Fault.ACK_IN_THE_PAST, "ack_by"))
    if letter.ack_by is not None and not letter.must_acknowledge:
        found.append(CircularFault(Fault.ACK_OF_NOBODY, "ack_by"))
    strange = set(letter.audience.kinds) - set(map(str, LOCAL_KINDS)) | set(letter.audience.levels) - set(LEVELS)
    if strange:
        found.append(CircularFault(Fault.NO_SUCH_KIND, "audience", codes=", ".join(sorted(strange))))
    return found


def draft(
    session: Session,
    owner: OrgUnit,
    letter: Letter,
    now: datetime,
    *,
    by: int | None,
    programme_id: int | None = None,
    code: str = "",
) -> Circular:
    """A new circular that nobody has been sent, with this code of `new_code`, or another. Nothing is checked yet but
    that there is room for it: raises CircularFault."""
    columns = _columns(letter)
    new = Circular(
        code=code if _is_free(session, code) else new_code(session),
        owner_unit_id=owner.id,
        programme_id=programme_id,
        state=CircularState.DRAFT,
        version=0,
        created_by=by,
        created_at=now,
    )
    session.add(new)
    session.flush()
    session.add(CircularVersion(circular_id=new.id, version=1, **columns))
    session.flush()
    return new


def begun(session: Session, owner: OrgUnit, by: int, code: str) -> Circular | None:
    """What this person has made of the empty form that was given this code; None before it was sent. Raises
    CircularFault where it is out already."""
    known = circulars.by_code(session, code) if code else None
    found = circulars.take_turn(session, known.id) if known is not None else None
    if found is None or (found.owner_unit_id, found.created_by) != (owner.id, by):
        return None
    if found.version:
        raise CircularFault(Fault.ALREADY)
    return found


def change(session: Session, circular: Circular, letter: Letter) -> CircularVersion:
    """Writes the draft of this circular's next version, which begins as the present one. Raises CircularFault where
    the letter was withdrawn, or is too long."""
    if circular.state == CircularState.WITHDRAWN:
        raise CircularFault(Fault.WITHDRAWN)
    columns = _columns(letter)
    found = circulars.draft_of(session, circular)
    if found is None:
        found = CircularVersion(circular_id=circular.id, version=circular.version + 1, **columns)
        session.add(found)
    for name, value in columns.items():
        setattr(found, name, value)
    session.flush()
    return found


def drop_draft(session: Session, circular: Circular) -> None:
    """The version that is being written is thrown away, and with it a circular that was never published. Raises
    CircularFault where there is no draft, because somebody has published or dropped it."""
    found = circulars.draft_of(session, circular)
    if found is None:
        raise CircularFault(Fault.ALREADY)
    session.delete(found)
    session.flush()
    if circular.version == 0:
        go_with(session, circular, ())
        session.delete(circular)
        session.flush()


def may_be_gone(session: Session, file: LetterFile, now: datetime) -> bool:
    """Whether a kept file waited so long for its letter that it may have been swept away."""
    if not sweeping.may_be_gone(file.key, now):
        return False
    named = select(CircularVersion.id).where(CircularVersion.file_key == file.key)
    return session.scalar(named.limit(1)) is None


def current(session: Session, circular: Circular) -> Letter:
    """What its draft says, where there is one, else its newest version."""
    version = circulars.draft_of(session, circular) or circulars.version_of(session, circular)
    assert version is not None
    return letter_of(version)


def go_with(session: Session, circular: Circular, items: Sequence[int]) -> None:
    """These documents of the library (their ids, in order) go with the circular, and no others."""
    session.execute(delete(CircularItem).where(CircularItem.circular_id == circular.id))
    session.add_all(
        CircularItem(circular_id=circular.id, knowledge_item_id=item, position=position)
        for position, item in enumerate(dict.fromkeys(items))
    )
    session.flush()


def changed(before: Letter, after: Letter) -> Mapping[str, tuple[Any, Any]]:
    """What a correction changes: field → (before, after); files by their content."""
    pairs = {one.name: (getattr(before, one.name), getattr(after, one.name)) for one in fields(Letter)}
    old, new = before.file, after.file
    if (old.sha256 if old else None) == (new.sha256 if new else None):
        del pairs["file"]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def new_code(session: Session) -> str:
    """A code that no circular has. An empty form is given one, so that what is sent of it twice is one letter."""
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
        if circulars.by_code(session, code) is None:
            return code


def _columns(letter: Letter) -> dict[str, Any]:
    said = tidied(letter)
    for fault in _too_long(said):
        raise fault
    return said.columns()


def _too_long(letter: Letter) -> list[CircularFault]:
    return [
        CircularFault(Fault.TOO_LONG, name, most=most)
        for name, most in LONGEST.items()
        if len(getattr(letter, name)) > most or "\0" in getattr(letter, name)
    ]


def _is_free(session: Session, code: str) -> bool:
    return len(code) == _CODE and not set(code) - set(_LETTERS) and circulars.by_code(session, code) is None


def _line(text: str) -> str:
    return " ".join(text.split())


def _block(text: str) -> str:
    lines = [_line(line) for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip("\n")

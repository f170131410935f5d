"""Workbooks that an author has handed in at the desk and not published: looked at once, kept for a day or two.

A draft never changes: with other files beside it, it is another draft. Only how it ended is noted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.engine.definition.problems import Severity
from bot.forms.examined import Examined, framed, packed, unframed, unpacked
from models import upload
from models.membership.person import Person
from models.programme import Programme
from models.upload import Upload
from services.forms.publishing import fingerprint, title_of

PURPOSE = "form"
# The newest of each author; what nobody publishes goes with the daily cleaning (`retention.UPLOADS`).
MOST = 3
_LOOKED, _WORKBOOK, _LIST = "looked", "workbook", "list:"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was handed in, and all there is to say about it."""

    workbook: bytes
    files: Mapping[str, bytes]
    looked: Examined


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A draft in a list. `programme` is a code, `version` None until published, `sha256` "" where it is no form."""

    programme: str
    title: str
    questions: int
    counts: Mapping[str, int]
    sha256: str
    version: int | None = None

    @property
    def is_form(self) -> bool:
        return bool(self.sha256)


def keep(
    session: Session,
    person: Person,
    programme: Programme,
    name: str,
    draft: Draft,
    now: datetime,
) -> Upload:
    """Keeps a draft of this person; the oldest of theirs beyond `MOST` go."""
    parts = {_WORKBOOK: draft.workbook} | {f"{_LIST}{each}": content for each, content in draft.files.items()}
    read = {each: draft.files[each] for each in draft.looked.files if each in draft.files}
    looked = draft.looked
    kept = Upload(
        person_id=person.id,
        purpose=PURPOSE,
        file_name=name[-200:],
        content=framed(json.dumps(packed(looked)).encode(), parts),
        wanted={
            "programme": programme.code,
            "title": title_of(looked),
            "questions": looked.questions,
            "counts": {one.value: sum(each.severity is one for each in looked.remarks) for one in Severity},
            "sha256": fingerprint(looked.xml, read) if looked.xml is not None else "",
        },
        created_at=now,
    )
    session.add(kept)
    session.flush()
    for old in upload.every_of_mine(session, person, PURPOSE)[MOST:]:
        session.delete(old)
    return kept


def mine(session: Session, person: Person, number: int) -> Upload | None:
    """The person's own draft of that number; None for anybody else's and for none."""
    return upload.mine(session, person, PURPOSE, number)


def every(session: Session, person: Person) -> Sequence[Upload]:
    """The person's drafts, newest first."""
    return upload.every_of_mine(session, person, PURPOSE)


def about(kept: Upload) -> DraftFacts:
    return DraftFacts(**kept.wanted)


def opened(kept: Upload) -> Draft:
    """The files themselves, and what was said about them."""
    looked, parts = unframed(kept.content)
    files = {name.removeprefix(_LIST): content for name, content in parts.items() if name.startswith(_LIST)}
    return Draft(parts[_WORKBOOK], files, unpacked(json.loads(looked)))


def published(session: Session, kept: Upload, number: int) -> None:
    """Notes which version the draft has become."""
    kept.wanted = {**kept.wanted, "version": number}
    session.flush()

"""Files of the library: looked at, kept in the store (`services/storage/sweeping.py`), and then written down."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy.orm import Session

from models.knowledge import knowledge_file
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from services.knowledge import library
from services.storage import sweeping
from services.untrusted import readings
from services.untrusted.documents.kinds import DocumentRefused

FOLDER = "library/"
LARGEST = 20_000_000
"""Bytes of a file."""
LARGEST_IN_CHAT = 10_000_000
"""Bytes that LINE takes for a picture; it takes JPEG and PNG."""
MOST = 20
"""Files of an item."""
IN_CHAT = ("image/jpeg", "image/png")
# How names end, by what the content is; the usual one first.
ENDINGS = {
    "application/pdf": ("pdf",),
    "application/msword": ("doc", "dot"),
    "application/vnd.ms-excel": ("xls", "xlt"),
    "application/vnd.ms-powerpoint": ("ppt", "pps"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx", "dotx"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx", "xltx"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx", "ppsx"),
    "image/jpeg": ("jpg", "jpeg", "jpe"),
    "image/png": ("png",),
    "image/webp": ("webp",),
}
_LONGEST_NAME = 200
# "v1.2" has none.
_ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{1,4})")


class FileRefused(Exception):
    """`why` and `about` say it to `bot/texts/desk/library.py`: one of the reasons of `DocumentRefused`, or "none",
    "too_large", "lies" (about: ending of the name, usual ending of the content), "not_for_chat", "too_large_for_chat",
    "too_many"."""

    def __init__(self, why: str, *about: str) -> None:
        super().__init__(" ".join((why, *about)))
        self.why = why
        self.about = about


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the store, not yet written down."""

    use: FileUse
    name: str
    key: str
    media_type: str
    size: int
    sha256: str
    preview_key: str | None


def keep(body: bytes, name: str, use: FileUse, put: Callable[[str, bytes], None], now: datetime) -> Kept:
    """Looks at a file and puts it into the store, with a picture of its first page. Not within a transaction: it may
    take seconds. Raises FileRefused, Unavailable (try again), and what the store raises."""
    if not body:
        raise FileRefused("none")
    if len(body) > LARGEST:
        raise FileRefused("too_large")
    try:
        looked = readings.document(body)
    except DocumentRefused as refused:
        raise FileRefused(refused.why) from None
    media_type, name = looked.media_type, _named(name, looked.media_type)
    if use is FileUse.INFOGRAPHIC and media_type not in IN_CHAT:
        raise FileRefused("not_for_chat")
    if use is FileUse.INFOGRAPHIC and len(body) > LARGEST_IN_CHAT:
        raise FileRefused("too_large_for_chat")
    key = sweeping.new_key(FOLDER, now)
    put(key, body)
    preview_key = f"{key}-preview" if looked.preview else None
    if preview_key:
        put(preview_key, looked.preview)
    return Kept(use, name, key, media_type, len(body), hashlib.sha256(body).hexdigest(), preview_key)


def attach(
    session: Session, item: KnowledgeItem, kept: Kept, now: datetime, instead: KnowledgeFile | None = None
) -> KnowledgeFile:
    """Writes a kept file down, at the end of the item's files or in place of one of them, whose address it takes over.
    Raises FileRefused where there are too many."""
    files = knowledge_file.of_item(session, item.id)
    if instead is None:
        if len(files) >= MOST:
            raise FileRefused("too_many")
        row = KnowledgeFile(knowledge_item_id=item.id, created_at=now, position=len(files) + 1)
    else:
        row = instead
        if row.preview_key is not None and item.picture_key == row.preview_key:
            item.picture_key = kept.preview_key
    row.use, row.name, row.key, row.media_type = kept.use, kept.name, kept.key, kept.media_type
    row.size, row.sha256, row.preview_key = kept.size, kept.sha256, kept.preview_key
    session.add(row)
    library.renew(item)
    session.flush()
    return row


def drop(session: Session, item: KnowledgeItem, file: KnowledgeFile) -> bool:
    """Takes a file off an item; False where nothing would be left of it. The sweeper removes the bytes."""
    is_last = len(knowledge_file.of_item(session, item.id)) == 1
    if is_last and not item.target.strip() and not item.body.strip():
        return False
    if file.preview_key is not None and item.picture_key == file.preview_key:
        item.picture_key = None
    session.delete(file)
    library.renew(item)
    return True


def _named(name: str, media_type: str) -> str:
    """The name without folders, with the ending of what it is. Raises FileRefused for one that says otherwise."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(letter for letter in plain if letter.isprintable()).strip(" .")
    said = _ENDING.fullmatch(PurePosixPath(plain).suffix)
    endings = ENDINGS[media_type]
    if said and said[1].lower() not in endings:
        raise FileRefused("lies", said[1].lower(), endings[0])
    ending = said[1].lower() if said else endings[0]
    stem = PurePosixPath(plain).stem if said else plain
    return f"{stem[: _LONGEST_NAME - len(ending) - 1] or 'file'}.{ending}"

"""The signed letter: what it really is, whatever it is called, and where it lies."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath

from services.circulars.faults import CircularFault, Fault
from services.circulars.letters import LetterFile
from services.storage import sweeping
from services.storage.media_types import NotOfKind
from services.storage.store import Store
from services.untrusted import readings

FOLDER = "circulars/"
LARGEST = 20_000_000  # bytes
# What offices send each other as a letter, and how such a file may be called.
KINDS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
}
_LONGEST_NAME = 200


def keep(store: Store, name: str, body: bytes, now: datetime) -> LetterFile:
    """Keeps the letter under a name that says nothing. It is read by a process of its own: never to be called within a
    transaction. Raises CircularFault for what is no letter; then nothing is kept."""
    if not body:
        raise CircularFault(Fault.FILE_EMPTY, "file")
    if len(body) > LARGEST:
        raise CircularFault(Fault.FILE_TOO_LARGE, "file", most=LARGEST // 1_000_000)
    try:
        kind = readings.attachment(body, "file").media_type
    except NotOfKind:
        raise CircularFault(Fault.FILE_OF_NO_KIND, "file") from None
    if kind not in KINDS:
        raise CircularFault(Fault.FILE_OF_NO_KIND, "file")
    shown = PurePath(name.replace("\\", "/")).name.strip() or f"letter.{KINDS[kind][0]}"
    ending = PurePath(shown).suffix.lstrip(".").lower()
    if ending not in KINDS[kind]:
        raise CircularFault(Fault.FILE_LIES, "file", name=shown[-60:], kind=KINDS[kind][0])
    key = sweeping.new_key(FOLDER, now, f".{KINDS[kind][0]}")
    store.put_bytes(key, body)
    return LetterFile(key, shown[-_LONGEST_NAME:], kind, len(body), hashlib.sha256(body).hexdigest())

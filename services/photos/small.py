"""Small pictures: drawn when somebody first looks, and kept beside the large ones."""

from __future__ import annotations

from typing import Protocol

from models.database import Database
from models.photos.attachment import Attachment, AttachmentState
from services.storage.media_types import NotOfKind
from services.untrusted import readings


class Files(Protocol):
    """Where files are kept, by key: a `services.storage.store.Store`."""

    def read(self, key: str) -> bytes: ...

    def put_bytes(self, key: str, body: bytes) -> None: ...

    def remove(self, key: str) -> None: ...


def key_of(key: str) -> str:
    """Where the small one lies of the picture that lies under `key`."""
    return f"{key}-small"


class SmallPictures:
    """Over the store that holds the pictures."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    def open(self, attachment_id: int, key: str) -> bytes:
        """The small picture of a kept one: a JPEG. Not to be called within a transaction. Raises FileNotFoundError and
        whatever else of OSError the store does, NotOfKind for one that cannot be drawn, Unavailable: try again."""
        try:
            drawn = self._files.read(key_of(key))
        except (FileNotFoundError, PermissionError):
            # An object store says "forbidden" of what is not there, unless one may list it.
            drawn = readings.small_picture(self._files.read(key))
            # Nothing, where it cannot be drawn: that is not found out anew at each look either.
            self._files.put_bytes(key_of(key), drawn)
            self._unless_taken_back(attachment_id, key)
        if not drawn:
            raise NotOfKind
        return drawn

    def _unless_taken_back(self, attachment_id: int, key: str) -> None:
        """Whoever took the picture back meanwhile has removed what lay there then; later they find this one too."""
        with self._database.reading() as session:
            row = session.get(Attachment, attachment_id)
            is_kept = row is not None and row.state == AttachmentState.KEPT
        if not is_kept:
            self._files.remove(key_of(key))

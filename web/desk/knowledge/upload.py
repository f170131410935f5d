"""A file that comes with a form of the library."""

from __future__ import annotations

import structlog
from flask import request

from bot.texts.desk import library as words
from models.knowledge.knowledge_file import FileUse
from services.knowledge import files
from services.knowledge.files import FileRefused, Kept
from services.untrusted.apart import Unavailable
from web.desk.signed_in import Desk, dependencies

log = structlog.get_logger(__name__)

MAX_BODY = files.LARGEST + 256 * 1024
"""Bytes: a file, and an article beside it."""


class NotTaken(Exception):
    """`words` say why, `status` is that of the answer."""

    def __init__(self, said: str, status: int) -> None:
        super().__init__(said)
        self.words = said
        self.status = status


def is_sent() -> bool:
    """Whether a file was chosen at all."""
    sent = request.files.get("file")
    return sent is not None and bool(sent.filename)


def kept(desk: Desk) -> Kept:
    """Ends the transaction, has the file looked at and puts it into the store. Raises NotTaken."""
    sent, use = request.files.get("file"), request.form.get("use", "")
    body = sent.stream.read(files.LARGEST + 1) if sent is not None else b""
    desk.let_go()
    try:
        wanted = FileUse(use) if use in set(FileUse) else FileUse.READ
        name = (sent.filename or "") if sent is not None else ""
        return files.keep(body, name, wanted, dependencies().store.put_bytes, desk.now)
    except FileRefused as refused:
        raise NotTaken(words.refused(refused.why, refused.about), 422) from None
    except Unavailable:
        raise NotTaken(words.BUSY, 503) from None
    except OSError as error:
        log.error("the store does not take it", error=type(error).__name__)
        raise NotTaken(words.NOT_KEPT, 503) from None

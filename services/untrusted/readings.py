"""Everything that is read of a file from outside, each by a process of its own: the only way to do so.

All of them may take seconds and are not to be called within a transaction. `Unavailable` comes out of each: try again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.engine.definition.problems import FormRefused, refused
from bot.forms.examined import Examined, framed, of_refusal, unpacked
from bot.forms.workbook.looking import LARGEST_FILE, LARGEST_LIST
from bot.texts.exporting import memo as memo_words
from services.storage.media_types import NotOfKind
from services.storage.sheet import SheetError, Table
from services.untrusted.apart import WAIT, Broken, CannotRead, TooHeavy, TooSlow, Unavailable, run
from services.untrusted.documents.kinds import DocumentRefused
from services.untrusted.tasks import TERMS, Task
from services.untrusted.templates.refused import TemplateRefused

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic")
AT_A_PAGE = 5.0
"""Seconds that whoever looks at a page waits for their turn."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """`media_type` as the content says; of a picture also when (aware) and where (latitude, longitude) it was taken and
    its hash (`services/untrusted/pictures/picture_hash`), each None where it does not say."""

    media_type: str
    at: datetime | None = None
    place: tuple[float, float] | None = None
    coarse: tuple[int, ...] | None = None
    fine: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`media_type` as the content says, one of `services/untrusted/documents/kinds.TAKEN`; `preview` a JPEG of the
    first page, b"" for what is not drawn."""

    media_type: str
    preview: bytes


def workbook(
    content: bytes,
    files: Mapping[str, bytes] | None = None,
    *,
    seconds: int | None = None,
    megabytes: int | None = None,
    wait: float = WAIT,
) -> Examined:
    """All there is to say of a workbook and the lists it reads; also that it takes longer or more than it may.
    `seconds` (of a processor) and `megabytes` are the limits, the usual ones where they are not given."""
    handed = dict(files or {})
    try:
        if len(content) > LARGEST_FILE:
            raise refused("file-too-large", len(content) // 1_000_000, LARGEST_FILE // 1_000_000)
        for name, file in handed.items():
            if len(file) > LARGEST_LIST:
                raise refused("file-too-big", name, LARGEST_LIST // 1_000_000)
        try:
            said, _ = run(
                Task.EXAMINE_WORKBOOK,
                None,
                [framed(content, handed)],
                seconds=seconds,
                megabytes=megabytes,
                wait=wait,
            )
        except TooSlow:
            raise refused("too-slow", seconds or TERMS[Task.EXAMINE_WORKBOOK].seconds) from None
        except (TooHeavy, Broken):
            raise refused("too-heavy") from None
    except FormRefused as refusal:
        return of_refusal(refusal)
    return unpacked(said)


def table(data: bytes) -> Table:
    """The rows of a table, as `services.storage.sheet.read_table` gives them. Raises SheetError."""
    try:
        said, _ = run(Task.READ_TABLE, None, [data], wait=AT_A_PAGE)
    except Unavailable:
        raise
    except CannotRead:
        raise SheetError("bad-workbook", "takes too much") from None
    if "wrong" in said:
        raise SheetError(said["wrong"], *said["facts"])
    rows: Table = said["rows"]
    return rows


def attachment(body: bytes, wanted: str) -> Attachment:
    """What was sent in answer to a question for `wanted` (image, audio, video, file). Raises NotOfKind for what is
    none, and for what takes more than a photo may."""
    said, _ = _picture(Task.LOOK_AT_ATTACHMENT, wanted, body, WAIT)
    if not said:
        raise NotOfKind
    if "coarse" not in said:
        return Attachment(said["media_type"])
    return Attachment(
        said["media_type"],
        datetime.fromisoformat(said["at"]) if said["at"] else None,
        tuple(said["place"]) if said["place"] else None,
        tuple(said["coarse"]) if said["coarse"] else None,
        said["fine"],
    )


def small_picture(body: bytes) -> bytes:
    """A JPEG that stands upright and holds nothing but the picture; b"" where it cannot be drawn."""
    try:
        return _picture(Task.DRAW_SMALL, None, body, AT_A_PAGE)[1][0]
    except NotOfKind:
        return b""


def form_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files that were handed in beside a workbook, its pictures as a chat shows them: JPEG or PNG, small enough to be
    their own preview, and nothing but the picture in them; b"" for one that cannot be drawn."""
    return {name: _fitted(body) if name.lower().endswith(_PICTURES) else body for name, body in files.items()}


def _fitted(body: bytes) -> bytes:
    if len(body) > LARGEST_LIST:
        return body
    try:
        return _picture(Task.FIT_PICTURE, None, body, AT_A_PAGE)[1][0]
    except NotOfKind:
        return b""


def document(body: bytes) -> Document:
    """What was handed in for the library. Raises DocumentRefused for what is not taken."""
    try:
        said, pieces = run(Task.LOOK_AT_DOCUMENT, None, [body], wait=AT_A_PAGE)
    except Unavailable:
        raise
    except CannotRead:
        raise DocumentRefused("broken") from None
    if "refused" in said:
        raise DocumentRefused(said["refused"])
    return Document(said["media_type"], pieces[0])


def check_template(body: bytes) -> None:
    """Raises TemplateRefused for a memo's template that may not be used."""
    # Reads XML of its own, which only templates need.
    from services.untrusted.templates.package import LARGEST

    if len(body) > LARGEST:
        raise TemplateRefused(memo_words.too_large(LARGEST // 1024 // 1024))
    _template(Task.CHECK_TEMPLATE, None, body)


def filled_template(body: bytes, facts: Mapping[str, Any]) -> bytes:
    """The memo as .docx. Raises TemplateRefused for a template that was kept before there was a rule against it."""
    return _template(Task.FILL_TEMPLATE, facts, body)[0]


def _picture(task: Task, asked: Any, body: bytes, wait: float) -> tuple[Any, list[bytes]]:
    try:
        return run(task, asked, [body], wait=wait)
    except Unavailable:
        raise
    except CannotRead:
        raise NotOfKind from None


def _template(task: Task, asked: Any, body: bytes) -> list[bytes]:
    try:
        said, pieces = run(task, asked, [body], wait=AT_A_PAGE)
    except Unavailable:
        raise
    except Broken:
        raise TemplateRefused(memo_words.NOT_DOCX) from None
    except CannotRead:
        raise TemplateRefused(memo_words.TOO_MUCH) from None
    if said["refused"] is not None:
        raise TemplateRefused(said["refused"])
    return pieces

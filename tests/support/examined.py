"""Workbooks that many tests publish: a process of its own examines each of them once a worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from unittest import mock

from sqlalchemy.orm import Session

from bot.forms.examined import Examined
from models.form_version import FormVersion
from models.programme import Programme
from services.forms import publishing
from services.untrusted import readings
from services.untrusted.readings import workbook as read


def published(
    session: Session,
    programme: Programme,
    workbook: bytes,
    name: str,
    now: datetime,
    *,
    files: Mapping[str, bytes] | None = None,
) -> FormVersion:
    """Looked at and published in one go. Raises CannotPublish."""
    looked = readings.workbook(workbook, files)
    return publishing.publish(session, programme, workbook, name, now, looked=looked, files=files)


@contextmanager
def each_workbook_once() -> Iterator[None]:
    """Meanwhile whoever has the same bytes examined again hears what was said of them before, which is all that the
    process would say: it knows nothing but these bytes. What it does with bad ones, tests ask `read` itself."""
    with mock.patch.object(readings, "workbook", _recalled):
        yield


def _recalled(content: bytes, files: Mapping[str, bytes] | None = None, **limits: float) -> Examined:
    return _examined(content, tuple((files or {}).items()), **limits)


@lru_cache(maxsize=256)
def _examined(content: bytes, files: tuple[tuple[str, bytes], ...], **limits: float) -> Examined:
    return read(content, dict(files), **limits)  # type: ignore[arg-type]

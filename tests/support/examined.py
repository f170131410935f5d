"""Workbooks that many tests publish: a process of its own examines each of them once a worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from unittest import mock

from bot.forms.examined import Examined
from bot.forms.examining import examine_apart
from services.forms import publishing


@contextmanager
def each_workbook_once() -> Iterator[None]:
    """Meanwhile whoever publishes the same bytes again hears what was said of them before, which is all that the
    process would say: it knows nothing but these bytes. What it does with bad ones, tests ask `examine_apart` itself.
    """
    with mock.patch.object(publishing, "examine_apart", _recalled):
        yield


def _recalled(workbook: bytes, files: Mapping[str, bytes] | None = None, **limits: int) -> Examined:
    return _examined(workbook, tuple((files or {}).items()), **limits)


@lru_cache(maxsize=256)
def _examined(workbook: bytes, files: tuple[tuple[str, bytes], ...], **limits: int) -> Examined:
    return examine_apart(workbook, dict(files), **limits)

"""Readers of files from outside: an answer or a refusal, never a fault, and never one that says nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from services.storage.media_types import NotOfKind
from services.storage.sheet import SheetError
from services.untrusted import readings
from services.untrusted.templates.refused import TemplateRefused

FACTS = {"month": "ตุลาคม 2569", "area": "อำเภอเมือง", "own_name": "อำเภอเมือง"}


def reads_workbook(content: bytes) -> None:
    looked = readings.workbook(content)
    assert (looked.xml is None) == bool(looked.errors)
    assert all(remark.th and remark.en for remark in looked.errors)
    assert "too-heavy" not in {remark.code for remark in looked.errors}, "a reader stumbled"


def reads_table(content: bytes) -> None:
    with suppress(SheetError):
        rows = readings.table(content)
        assert rows is not None


def reads_template(content: bytes) -> None:
    """What is taken once is filled in without a fault, or refused with words."""
    try:
        readings.check_template(content)
        assert readings.filled_template(content, FACTS).startswith(b"PK")
    except TemplateRefused as refused:
        assert str(refused)


def reads_picture(sent: tuple[bytes, str]) -> None:
    """(content, what it was asked for)"""
    content, wanted = sent
    with suppress(NotOfKind):
        seen = readings.attachment(content, wanted)
        assert seen.at is None or (isinstance(seen.at, datetime) and seen.at.tzinfo is not None)
        assert seen.place is None or (abs(seen.place[0]) <= 90 and abs(seen.place[1]) <= 180)
    small = readings.small_picture(content)
    assert small == b"" or small.startswith(b"\xff\xd8")

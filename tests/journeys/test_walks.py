"""How many of the product's files one event, one report and one reminder walk through: what a reader has to follow.

Counted are files of which a function is called, from the webhook's event to its answer in the outbox, and from the
scheduler's tick to LINE. `docs/architecture.md` tells the three walks. A walk that grows wants a reason.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from bot.thai.dates import write_weekday_date
from models.database import Database
from tests.handlers.reviewing.reviewing import USUAL, Chats
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import at
from tests.support.source import ROOT

pytestmark = pytest.mark.slow

ANSWER, SENDING, REMINDER = 72, 82, 47


def walked(does: Callable[[], Any]) -> list[str]:
    """The product's files, in the order in which each is entered first."""
    files: dict[str, None] = {}

    def note(frame: FrameType, what: str, _: object) -> None:
        name = frame.f_code.co_filename
        if what == "call" and name.startswith(f"{ROOT}/"):
            files.setdefault(name.removeprefix(f"{ROOT}/"))

    # The scheduler sends in threads of its own.
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        does()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return [file for file in files if not file.startswith(("tests/", "emulator/", ".venv/"))]


def test_an_answer_and_a_report_that_is_sent(sqlite_database: Database) -> None:
    officer = Chats(sqlite_database).near
    officer.types("รายงาน")
    # A number, as most answers are.
    officer.types(USUAL[0])
    files = walked(lambda: officer.types(USUAL[1]))
    print(f"answer: {len(files)} files", *files, sep="\n  ")
    assert len(files) <= ANSWER
    for words in USUAL[2:]:
        officer.types(words)
    officer.photo()
    files = walked(lambda: officer.types("ส่ง"))
    print(f"sending: {len(files)} files", *files, sep="\n  ")
    assert "handlers/reporting/send.py" in files and len(files) <= SENDING


def test_a_reminder(sqlite_database: Database) -> None:
    scheduler = Scheduler(sqlite_database, PretendLine(), at(2026, 11, 5))
    district = scheduler.district()
    # The day's first pass cleans, which no reminder waits for; it is long before anybody is reminded.
    scheduler.tick(at(2026, 11, 5, 0, 1))
    # Words that another test of this process had drawn would hide the file that draws them.
    write_weekday_date.cache_clear()
    files = walked(lambda: scheduler.tick(at(2026, 11, 5, 9)))
    print(f"reminder: {len(files)} files", *files, sep="\n  ")
    assert scheduler.line.to(district.officer) and len(files) <= REMINDER

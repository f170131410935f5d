"""`deadletters`: what our bugs could not handle is looked at, played again, dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.messages import Text
from commands.deadletters import deadletters
from handlers.inbox import Outcome, handle_next
from handlers.request import Request
from models.database import Database
from tests.handlers.test_inbox import NOW, broken, event
from tests.support.inbox import take
from tests.support.terminal import Terminal


@pytest.fixture
def terminal(sqlite_url: str) -> Terminal:
    return Terminal(DATABASE_URL=sqlite_url)


@pytest.fixture
def letters(terminal: Terminal) -> Database:
    """Three events of one person, each tried until it was given up."""
    terminal.wiring._basic_id = "@nongraingan"
    database, later = terminal.wiring.database, NOW
    for number in range(3):
        result = take(event(number=f"E-{number}", text="ความลับ"), database, later, handle=broken)
        while result.outcome is not Outcome.FAILED:
            later += timedelta(seconds=max(result.wait, 1))
            again = handle_next("U1", database, later, handle=broken)
            assert again is not None
            result = again
    return database


def test_they_are_listed_without_what_was_written(terminal: Terminal, letters: Database) -> None:
    found = terminal.json(deadletters, "list")
    assert [one["id"] for one in found] == ["E-0", "E-1", "E-2"]
    assert all(one["error"].startswith("LookupError in broken") and one["attempts"] == 5 for one in found)
    said = terminal.done(deadletters, "list")
    assert "E-1" in said and "3 dead letters" in said and "ความลับ" not in said


def test_one_is_shown_whole(terminal: Terminal, letters: Database) -> None:
    assert "\\u0e04\\u0e27\\u0e32\\u0e21" in terminal.done(deadletters, "show", "E-1")


def test_what_is_played_again_is_handled_like_a_new_event(terminal: Terminal, letters: Database) -> None:
    assert "1 events" in terminal.done(deadletters, "replay", "E-1")

    def heard(request: Request) -> list[Text]:
        assert request.event.text == "ความลับ"
        return [Text("ค่ะ")]

    result = handle_next("U1", letters, NOW + timedelta(hours=1), handle=heard)
    assert result is not None and result.outcome is Outcome.DONE
    assert [one["id"] for one in terminal.json(deadletters, "list")] == ["E-0", "E-2"]


def test_what_is_dropped_is_gone_and_still_known_for_a_repeat(terminal: Terminal, letters: Database) -> None:
    assert "3 dead letters dropped" in terminal.done(deadletters, "drop", "--all", "--yes")
    assert terminal.json(deadletters, "list") == []
    assert take(event(number="E-1"), letters, NOW, handle=broken).outcome is Outcome.REPEAT


@pytest.mark.parametrize("act", ["replay", "drop"])
@pytest.mark.parametrize(
    ("named", "words"), [((), "--all"), (("E-1", "--all"), "--all"), (("E-1", "no-such"), "no-such")]
)
def test_a_slip_changes_nothing(
    terminal: Terminal, letters: Database, act: str, named: tuple[str, ...], words: str
) -> None:
    assert words in terminal.refused(deadletters, act, *named)
    assert len(terminal.json(deadletters, "list")) == 3

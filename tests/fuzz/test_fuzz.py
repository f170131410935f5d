"""The short form of `make fuzz`, always of the same inputs; and whether it would notice anything at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from bot.buttons import press
from bot.vocabulary.intents import Do
from handlers import inbox
from tests.fuzz.drawing.fields import Sent
from tests.fuzz.line_room import LineRoom
from tests.fuzz.place import Place
from tests.fuzz.rooms import Room, rooms_at
from tests.fuzz.run import LONGEST, run
from tests.support import databases

pytestmark = pytest.mark.slow

# Inputs of each kind: a few seconds of a processor in all.
HOW_MANY = {
    "webhooks": 20,
    "words": 20,
    "postbacks": 30,
    "desk forms": 25,
    "desk pages": 8,
    "open pages": 20,
    "workbooks": 2,
    "tables": 3,
    "templates": 2,
    "pictures": 4,
}


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """On PostgreSQL, which takes less than SQLite does: no NUL, no number that is too large."""
    with databases.opened("postgresql") as database:
        yield Place(database)


@pytest.fixture(scope="module")
def rooms(place: Place, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Room]:
    return rooms_at(place, tmp_path_factory.mktemp("media"))


def test_every_kind_of_input_is_tried(rooms: dict[str, Room]) -> None:
    assert set(HOW_MANY) == set(rooms) and sum(room.share for room in rooms.values()) == 100


@pytest.mark.parametrize("kind", HOW_MANY)
def test_nothing_that_is_handed_in_does_any_harm(rooms: dict[str, Room], kind: str) -> None:
    ran = run(rooms[kind], HOW_MANY[kind], 600.0, 11, is_timed=False)
    assert not ran.findings, "\n".join(ran.findings)
    assert ran.inputs >= HOW_MANY[kind]


def only(place: Place, tries: Any, one: object) -> list[str]:
    return run(Room(st.just(one), tries, 1), 1, 600.0, 1, is_timed=False).findings


def test_a_fault_of_the_chat_is_found(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = LineRoom(place, tmp_path)
    assert only(place, line.types, ("officer", "เมนู")) == []

    def broken(_request: object) -> None:
        raise KeyError("by the test")

    monkeypatch.setattr(inbox, "dispatch", broken)
    (found,) = only(place, line.types, ("officer", "เมนู"))
    assert "KeyError" in found and "เมนู" in found


def test_a_fault_of_the_desk_is_found(place: Place, rooms: dict[str, Room], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("by the test")

    monkeypatch.setattr("web.desk.signed_in.audit_log.note", broken)
    sent = Sent("district", "POST /desk/out", "/desk/out")
    (found,) = only(place, rooms["desk forms"].tries, sent)
    assert "KeyError" in found


def test_a_fault_of_an_open_page_is_seen(rooms: dict[str, Room], place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("/k/new-theory/go", (("u", "\0"),))
    assert only(place, rooms["open pages"].tries, asked) == []
    monkeypatch.setattr("web.storable._clean", lambda one: one)
    for path in ("/k/new-theory", "/k/new-theory/qr.svg"):
        (found,) = only(place, rooms["open pages"].tries, (path, asked[1]))
        assert "500" in found


def test_what_is_not_theirs_to_change_is_found(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A supervisor of another district who is taken for one of this."""
    line, report = LineRoom(place, tmp_path), place.world.places["here"].report
    pressed = press(Do.REVIEW_APPROVE, r=report, v=1)
    assert only(place, line.presses, ("district", pressed)) == []
    monkeypatch.setitem(place._reach, "district", place.reach("another district"))
    (found,) = only(place, line.presses, ("district", pressed))
    assert f"report ({report},)" in found
    monkeypatch.setattr(line, "_may_change", lambda _who: {"outbox", "webhook_event"})
    (found,) = only(place, line.presses, ("district", pressed))
    assert "report_event" in found


def test_nothing_of_an_input_stays(place: Place, rooms: dict[str, Room]) -> None:
    report = place.world.places["here"].report
    for _ in range(2):
        fields = (("revision", "1"),)
        with place.judged("district", {"report", "report_event", "audit_log", "outbox", "desk_visit", "conversation"}):
            browser = place.world.browsers["district"]
            answer = browser.client.post(f"/desk/r/{report}/approve", data={"mark": browser.mark, **dict(fields)})
            assert answer.status_code == 303
            assert "report_event" in place.database.changed


def test_a_slow_answer_is_found_and_one_that_was_slow_once_is_not() -> None:
    waits = iter([LONGEST + 1, 0.0])

    def slow_once(_one: object) -> None:
        clock[0] += next(waits, 0.0)

    def slow(_one: object) -> None:
        clock[0] += LONGEST + 1

    clock = [0.0]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.fuzz.cost.seconds", lambda: clock[0])
        assert run(Room(st.just(1), slow_once, 1), 1, 600.0, 1, is_timed=True).findings == []
        (found,) = run(Room(st.just(1), slow, 1), 1, 600.0, 1, is_timed=True).findings
    assert "no answer" in found

"""Every button and every word of the chat against everybody: what is not one's own answers as if it did not exist.

A new `do` without a line here fails the first test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from bot.buttons import press
from bot.events import Event, Kind
from bot.line.render import render
from handlers.dispatch import TABLE, dispatch
from handlers.request import request_of
from models.membership.membership import Role
from models.membership.person import Person
from services.messaging.outbox import address_of
from tests.support import databases
from tests.web.desk.world import NOWHERE, OFFICES, REACHES, SUPERVISORS, Place, World, world_in

pytestmark = pytest.mark.slow

Values = dict[str, Any]
MONTH = {"p": "khok-nong-na", "m": "2026-10"}


def _of_office(**more: Any) -> Callable[[Place], Values]:
    return lambda place: {"u": place.office} | MONTH | more


def _of_report(**more: Any) -> Callable[[Place], Values]:
    return lambda place: {"r": place.report} | more


def _of_request(place: Place) -> Values:
    return {"m": place.request}


# What one supervises, by the value that names it.
SUPERVISING: dict[str, Callable[[Place], Values]] = {
    "join.approve": _of_request,
    "join.refuse": _of_request,
    "review.overview": _of_office(),
    "review.missing": _of_office(),
    "review.office": _of_office(),
    "review.queue": _of_office(),
    "review.approve_all": _of_office(t=0),
    "review.open": _of_report(),
    "review.approve": _of_report(v=1),
    "review.history": _of_report(),
    "review.back": _of_report(v=1, q=0),
    "review.reason": _of_report(v=1, q=0, k="unclear"),
    "review.send": _of_report(v=1),
    "review.cancel": _of_report(),
    "review.unlock": _of_report(v=1),
    "chase.nudge": _of_office(),
    "chase.send": _of_office(d="2026-11-03"),
    "chase.extend": _of_office(),
    "chase.until": _of_office(d="2026-11-10"),
    "chase.because": _of_office(d="2026-11-10", r="flood"),
    "chase.grant": _of_office(d="2026-11-10", r="flood"),
}
# What an office's own people do.
REPORTING: dict[str, Callable[[Place], Values]] = {
    "report.start": _of_office(),
    "report.nothing": _of_office(),
    "report.takeover": _of_report(),
    "report.see": _of_report(),
    "report.history": _of_report(),
    "report.amend": _of_report(),
    "report.mend": _of_report(n=1),
}
# What the department alone does, with what it needs; for everybody else there is no such button.
DEPARTMENT_S: dict[str, Values] = {"trial.start": {"v": 1}, "trial.try": {}, "trial.leave": {}}
# What names nothing of any office, or only what the person's own conversation holds.
EVERYBODY_S = {
    *("menu", "status", "report", "knowledge", "qr", "contact", "help", "remind.tomorrow", "desk.open", "desk.out"),
    *("know.find", "know.shelf", "know.codes", "know.item", "know.qr", "join.choose", "join.requests"),
    *("join.how", "join.invite", "join.office", "join.named", "join.mine", "join.leave", "join.data", "join.forget"),
    *("join.pick", "join.more", "join.back", "join.confirm", "join.decline", "join.cancel", "chase.cancel"),
}
# Words with an office's code in them.
TYPED: dict[str, Callable[[Place], str]] = {
    "nudge": lambda place: f"เตือน {place.office}",
    "extend": lambda place: f"ขยายเวลา {place.office}",
    "extend until": lambda place: f"ขยายเวลา {place.office} ถึง 10 พฤศจิกายน 2569 เพราะน้ำท่วม",
}
REPORTERS = {"officer": {"here"}, "officer far away": {"there"}}
NOBODY = ("stranger", "ended")

_events = count(1)


class Chat:
    """What anybody would be answered, with nothing of it staying."""

    def __init__(self, world: World) -> None:
        self.world = world
        site = world.site
        self._changed: set[str] = set()
        event.listen(site.database.engine, "after_cursor_execute", self._written)
        self.people = {who: world.browsers[who].person_id for who in SUPERVISORS}
        self.people |= {
            "officer": site.person(Role.OFFICER, OFFICES["here"]),
            "officer far away": site.person(Role.OFFICER, OFFICES["there"]),
            "stranger": site.person(),
            "ended": world.browsers["ended"].person_id,
        }

    def presses(self, who: str, do: str, values: Values, place: Place) -> tuple[str, str]:
        return self._does(who, place, kind=Kind.POSTBACK, data=press(do, **values))

    def types(self, who: str, text: str, place: Place) -> tuple[str, str]:
        return self._does(who, place, kind=Kind.TEXT, text=text)

    def _written(self, _connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        found = re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)", statement)
        # What a person is talking about is theirs alone.
        if found and found[1] != "conversation" and cursor.rowcount != 0:
            self._changed.add(found[1])

    def _does(self, who: str, place: Place, **what: Any) -> tuple[str, str]:
        """(what was answered, the tables that had changed)."""
        now = self.world.site.now
        try:
            with self.world.site.database.writing() as session:
                person = session.get_one(Person, self.people[who])
                session.flush()
                self._changed.clear()
                sent = Event(id=f"e{next(_events)}", at=now, user_id=person.line_user_id, reply_token="t", **what)
                answer = render(dispatch(request_of(sent, session, now)), address_of(session))
                session.flush()
                raise _Undone(_neutral(json.dumps(answer, ensure_ascii=False), place), ", ".join(sorted(self._changed)))
        except _Undone as told:
            return told.answer


class _Undone(Exception):
    def __init__(self, *answer: str) -> None:
        self.answer = (answer[0], answer[1])


def _neutral(text: str, place: Place) -> str:
    """An answer may repeat what was asked for; that tells nothing. Numbers of conversations differ from try to try."""
    for named in (place.office, f"r={place.report}", f"m={place.request}"):
        text = re.sub(rf"\b{named}\b", "…", text)
    return re.sub(r"/desk/in/[\w.-]+|\bc=\d+", "…", text)


@pytest.fixture(scope="module")
def chat() -> Iterator[Chat]:
    with databases.opened("sqlite") as database:
        yield Chat(world_in(database))


def test_every_button_has_its_place_here() -> None:
    assert set(SUPERVISING) | set(REPORTING) | set(DEPARTMENT_S) | EVERYBODY_S == set(TABLE)


@pytest.mark.parametrize("do", DEPARTMENT_S)
def test_the_department_s_buttons_are_not_there_for_anybody_else(chat: Chat, do: str) -> None:
    here = chat.world.places["here"]
    department = {who for who, (role, _) in SUPERVISORS.items() if role in (Role.DEPARTMENT, Role.ADMIN)}
    for who in (*SUPERVISORS, *REPORTERS, *NOBODY):
        unknown = chat.presses(who, "nothing.of.the.kind", {}, here)
        answered = chat.presses(who, do, DEPARTMENT_S[do], here)
        assert (answered != unknown) is (who in department), who
        assert answered[1] == ""


def test_the_words_of_a_trial_are_any_words_for_everybody_else(chat: Chat) -> None:
    here = chat.world.places["here"]
    for who in set(chat.people) - {"department", "operator"}:
        for said in ("ลองกรอก", "เลิกลอง"):
            assert chat.types(who, said, here) == chat.types(who, "คำที่ไม่มีความหมาย", here), who
    assert "[ทดลอง]" in chat.types("department", "ลองกรอก", here)[0]


@pytest.mark.parametrize("do", SUPERVISING)
def test_a_button_about_what_lies_outside_answers_like_one_about_nothing(chat: Chat, do: str) -> None:
    values = SUPERVISING[do]
    for who in (*SUPERVISORS, *REPORTERS, *NOBODY):
        unknown = chat.presses(who, do, values(NOWHERE), NOWHERE)
        assert unknown[1] == "", who
        for name, place in chat.world.places.items():
            if name not in REACHES.get(who, set()):
                assert chat.presses(who, do, values(place), place) == unknown, (who, name)


@pytest.mark.parametrize("do", sorted(set(SUPERVISING) - {"review.cancel"}))
def test_the_same_button_about_what_lies_inside_answers_otherwise(chat: Chat, do: str) -> None:
    """Else the test above could not fail. (Cancelling answers the same whatever was cancelled.)"""
    values, here = SUPERVISING[do], chat.world.places["here"]
    for who in ("district", "province", "department"):
        assert chat.presses(who, do, values(here), here)[0] != chat.presses(who, do, values(NOWHERE), NOWHERE)[0], who


@pytest.mark.parametrize("do", REPORTING)
def test_an_office_s_own_buttons_do_nothing_for_people_of_other_offices(chat: Chat, do: str) -> None:
    values = REPORTING[do]
    for who in (*SUPERVISORS, *REPORTERS, *NOBODY):
        unknown = chat.presses(who, do, values(NOWHERE), NOWHERE)
        for name, place in chat.world.places.items():
            if name not in REPORTERS.get(who, set()):
                assert chat.presses(who, do, values(place), place) == unknown, (who, name)


@pytest.mark.parametrize("words", TYPED)
def test_words_about_what_lies_outside_are_answered_like_words_about_nothing(chat: Chat, words: str) -> None:
    said = TYPED[words]
    for who in (*SUPERVISORS, *REPORTERS, *NOBODY):
        unknown = chat.types(who, said(NOWHERE), NOWHERE)
        assert unknown[1] == "", who
        for name, place in chat.world.places.items():
            if name not in REACHES.get(who, set()):
                assert chat.types(who, said(place), place) == unknown, (who, name)


@pytest.mark.parametrize("unit", ["TH", "12", "1201", "1102"])
def test_areas_above_and_beside_are_not_there_for_a_district(chat: Chat, unit: str) -> None:
    place = chat.world.places["here"]
    for do, values in SUPERVISING.items():
        if "u" in values(place):
            answered = [
                chat.presses("district", do, values(place) | {"u": code}, place)[0].replace(code, "…")
                for code in (unit, "9999")
            ]
            assert answered[0] == answered[1], do


def test_a_button_to_the_desk_leads_only_to_the_door(chat: Chat) -> None:
    """Where it leads to is looked at when the page is opened, by whoever opens it."""
    place = chat.world.places["there"]
    said, _ = chat.presses("district", "desk.open", {"to": f"/desk/u/{place.office}"}, place)
    assert place.office not in said and "เปิดโต๊ะงาน" in said
    for who in ("officer", *NOBODY):
        said, changed = chat.presses(who, "desk.open", {}, place)
        assert "เฉพาะผู้มีหน้าที่" in said and changed == ""


def test_changes_are_noticed(chat: Chat) -> None:
    """Else the tests above could not fail on one."""
    here = chat.world.places["here"]
    assert "membership" in chat.presses("district", "join.approve", {"m": here.request}, here)[1]
    assert "report" in chat.presses("district", "review.approve", {"r": here.report, "v": 1}, here)[1]

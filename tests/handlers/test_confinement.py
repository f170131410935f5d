"""Every button and every word of the chat against everybody: what is not one's own answers as if it did not exist.

A new `do` without a line here fails the first test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from handlers.dispatch import TABLE
from models.membership.membership import Role
from tests.handlers.undone import Chat
from tests.support import databases
from tests.web.desk.world import NOWHERE, REACHES, SUPERVISORS, Place, world_in

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
    "chase.back": _of_office(),
    "chase.back.yes": _of_office(),
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
    "join.object": lambda place: {"m": place.member},
}
# What the department alone does, with what it needs; for everybody else there is no such button.
DEPARTMENT_S: dict[str, Values] = {"trial.start": {"v": 1}, "trial.try": {}, "trial.leave": {}}
# What names nothing of any office, or only what the person's own conversation holds.
EVERYBODY_S = {
    *("menu", "status", "report", "knowledge", "qr", "contact", "help", "remind.tomorrow", "desk.open", "desk.out"),
    *("thanks", "know.find", "know.shelf", "know.codes", "know.item", "know.qr", "join.choose", "join.requests"),
    *("join.how", "join.invite", "join.office", "join.named", "join.mine", "join.leave", "join.data", "join.forget"),
    *("join.mailbox", "know.print", "know.newest", "know.popular", "know.explain"),
    # To whom a letter is not addressed, its code names nothing: tests/handlers/circulars.
    *("circ.list", "circ.open", "circ.ack", "circ.items"),
    *("join.pick", "join.more", "join.back", "join.confirm", "join.decline", "join.cancel", "chase.cancel"),
}
# Words with an office's code in them.
TYPED: dict[str, Callable[[Place], str]] = {
    "nudge": lambda place: f"เตือน {place.office}",
    "extend": lambda place: f"ขยายเวลา {place.office}",
    "extend back": lambda place: f"ยกเลิกการขยายเวลา {place.office}",
    "extend until": lambda place: f"ขยายเวลา {place.office} ถึง 10 พฤศจิกายน 2569 เพราะน้ำท่วม",
}
REPORTERS = {"officer": {"here"}, "officer far away": {"there"}}
NOBODY = ("stranger", "ended")


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
    assert place.office not in said and "เปิดหน้าเว็บ" in said
    for who in ("officer", *NOBODY):
        said, changed = chat.presses(who, "desk.open", {}, place)
        assert "เฉพาะผู้มีหน้าที่" in said and changed == ""


def test_changes_are_noticed(chat: Chat) -> None:
    """Else the tests above could not fail on one."""
    here = chat.world.places["here"]
    assert "membership" in chat.presses("district", "join.approve", {"m": here.request}, here)[1]
    assert "mailbox_code" in chat.presses("officer", "join.object", {"m": here.member}, here)[1]
    assert "report" in chat.presses("district", "review.approve", {"r": here.report, "v": 1}, here)[1]

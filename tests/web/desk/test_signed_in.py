"""The guard before every view of the desk: when somebody else is quicker, and when the database is away."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from models.audit_log import AuditLog, note
from models.database import Database, make_engine
from models.membership.membership import Role
from services.access.jurisdiction import Level
from tests.support.desk_site import DeskSite, text_of
from tests.support.pages import new_app
from web import limits
from web.desk.signed_in import Desk, for_supervisors

View = Callable[..., ResponseReturnValue]
TYPED = "ขอให้ทุกหน่วยงานส่งรายงานภายในวันที่ 15"


def add(desk: DeskSite, view: View, *levels: Level, **how: bool) -> None:
    """Adds a view at /desk/try before the first request."""
    desk.app = new_app(lambda: desk)
    desk.app.add_url_rule("/desk/try", "try", for_supervisors(*levels, **how)(view), methods=["GET", "POST"])


def notes(desk: DeskSite) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(AuditLog.action).where(AuditLog.action.startswith("try"))))


@pytest.mark.parametrize("lost", [StaleDataError("x"), OperationalError("x", None, Exception())])
def test_who_is_beaten_to_it_is_tried_once_more_from_the_beginning(any_desk: DeskSite, lost: Exception) -> None:
    read: list[bytes] = []

    def view(desk: Desk) -> ResponseReturnValue:
        read.append(request.files["file"].read())
        flash(f"said {len(read)}", "good")
        note(desk.session, desk.now, f"try {len(read)}")
        if len(read) == 1:
            raise lost
        return redirect("/desk/admin/", 303)

    add(any_desk, view)
    browser = any_desk.comes_in(Role.DISTRICT)
    answer = browser.post("/desk/try", {"file": (io.BytesIO(b"whole"), "f")})
    # The upload is whole again, and of the lost try neither word nor row remains.
    assert read == [b"whole", b"whole"] and notes(any_desk) == ["try 2"]
    assert "said 2" in text_of(answer) and "said 1" not in text_of(answer)


def test_who_is_beaten_twice_is_told_that_it_did_not_work(desk: DeskSite) -> None:
    def view(desk: Desk) -> ResponseReturnValue:
        raise StaleDataError("x")

    add(desk, view)
    assert desk.comes_in(Role.DISTRICT).post("/desk/try").status_code == 500


def test_our_own_fault_leaves_nothing_half_done(desk: DeskSite) -> None:
    def view(desk: Desk) -> ResponseReturnValue:
        note(desk.session, desk.now, "try")
        desk.session.flush()
        raise RuntimeError("นายสมชาย")

    add(desk, view)
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post("/desk/try", {"body": TYPED})
    assert answer.status_code == 500 and "ระบบขัดข้อง" in text_of(answer) and "สมชาย" not in text_of(answer)
    assert f"{TYPED}</textarea>" in answer.get_data(as_text=True)
    assert notes(desk) == []


def test_a_page_that_is_only_looked_at_writes_nothing(desk: DeskSite) -> None:
    def view(desk: Desk) -> ResponseReturnValue:
        note(desk.session, desk.now, "try")
        desk.session.flush()
        return "seen"

    add(desk, view, writes=False)
    browser = desk.comes_in(Role.DISTRICT)
    assert browser.client.get("/desk/try").status_code == 200
    assert browser.post("/desk/try").status_code == 200
    assert notes(desk) == []


def test_a_view_for_some_levels_is_closed_to_others_in_plain_words(desk: DeskSite) -> None:
    add(desk, lambda desk: "inside", Level.PROVINCE)
    for role, status in ((Role.DISTRICT, 403), (Role.PROVINCE, 200), (Role.DEPARTMENT, 403)):
        answer = desk.comes_in(role).client.get("/desk/try")
        assert answer.status_code == status
        assert ("ผู้กำกับดูแลระดับอื่น" in text_of(answer)) == (status == 403)


def test_a_database_that_is_away_is_a_503_and_nobody_is_signed_out(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    dependencies = desk.app.extensions["desk"]
    lost = Database(make_engine("postgresql://nobody@127.0.0.1:1/none"), desk.database._read.kw["info"])
    desk.app.extensions["desk"] = replace(dependencies, database=lost)
    for answer in (browser.client.get("/desk/"), browser.client.post("/desk/out", data={"mark": "x", "body": TYPED})):
        assert answer.status_code == 503 and "ชั่วคราว" in text_of(answer)
    assert f"{TYPED}</textarea>" in answer.get_data(as_text=True), "what was typed is not lost with the form"
    desk.app.extensions["desk"] = dependencies
    browser.get("/desk/")


def test_a_person_may_ask_so_much_in_a_minute_from_however_many_browsers(
    desk: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON", limits.Rate(3))
    one = desk.comes_in("province")
    again = desk.stranger(one.person_id)
    again.client.post(desk.link(one.person_id))
    asked = [browser.client.get("/desk/").status_code for browser in (one, again, one, again, one)]
    assert asked == [200, 200, 200, 429, 429]
    assert f"{TYPED}</textarea>" in one.client.post("/desk/out", data={"body": TYPED}).get_data(as_text=True)
    assert desk.comes_in("district").client.get("/desk/").status_code == 200, "another's"


def test_the_door_is_not_for_guessing(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOOR", limits.Rate(2))
    stranger = desk.stranger().client
    far = {"REMOTE_ADDR": "203.0.113.7"}
    asked = [stranger.open("/desk/in/x", method=how, environ_base=far).status_code for how in ("GET", "POST") * 2]
    assert asked == [410, 410, 429, 429]

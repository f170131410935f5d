"""Coming to the desk by the link from the chat, staying for a working day, going out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.access.desk_link import DeskLink
from models.access.desk_visit import DeskVisit
from models.audit_log import AuditLog
from models.membership.membership import Role
from models.membership.person import Person
from services.access import desk as visits
from tests.support.desk_site import DeskSite, text_of, words_of

OVER = "ลิงก์นี้ใช้ไม่ได้แล้ว"
PLEASE_OPEN = "กรุณาเปิดหน้าเว็บจากแชต"


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.PROVINCE, Role.DEPARTMENT, Role.ADMIN])
def test_the_link_shows_a_button_and_the_button_opens_the_desk(any_desk: DeskSite, role: Role) -> None:
    desk = any_desk
    browser = desk.stranger()
    link = desk.link(desk.person(role))
    door = browser.get(link)
    assert "เข้าสู่หน้าเว็บ" in door and '<form method="post">' in door
    answer = browser.client.post(link)
    assert answer.status_code == 303 and answer.location == "/desk/"
    assert "ออกจากหน้าเว็บ" in browser.get("/desk/")


def test_a_preview_or_scanner_that_opens_the_link_does_not_eat_it(desk: DeskSite) -> None:
    link = desk.link(desk.person(Role.DISTRICT))
    for agent in ("facebookexternalhit/1.1;line-poker/1.0", "Mozilla/5.0 (scanner)", ""):
        for method in ("GET", "HEAD", "GET"):
            answer = desk.app.test_client().open(link, method=method, headers={"User-Agent": agent})
            assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert desk.stranger().client.post(link).status_code == 303


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(desk: DeskSite) -> None:
    said = desk.stranger().client.post(desk.link(desk.person(Role.PROVINCE))).headers["Set-Cookie"]
    assert said.startswith("desk=") and "HttpOnly" in said and "SameSite=Lax" in said and "Path=/" in said
    assert "Max-Age=28800" in said and "Secure" not in said


def test_over_https_the_cookie_is_secure_and_of_this_host_alone(desk: DeskSite) -> None:
    desk.app.extensions["desk"] = replace(desk.app.extensions["desk"], secure=True)
    client = desk.app.test_client()
    said = client.post(desk.link(desk.person(Role.PROVINCE)), base_url="https://localhost").headers["Set-Cookie"]
    assert said.startswith("__Host-desk=") and "Secure" in said and "Domain" not in said
    assert client.get("/desk/", base_url="https://localhost").status_code == 200


def test_a_used_link_does_not_work_for_whoever_it_was_forwarded_to(desk: DeskSite) -> None:
    link = desk.link(desk.person(Role.DISTRICT))
    assert desk.stranger().client.post(link).status_code == 303
    other = desk.stranger().client
    for answer in (other.get(link), other.post(link)):
        said = text_of(answer)
        assert answer.status_code == 410 and OVER in said and "เปิดหน้าเว็บ" in said and "10 นาที" in said
        assert "Set-Cookie" not in answer.headers
        # How to get a new one, one tap away.
        assert "https://line.me/R/oaMessage/%40nongraingan/?" in answer.get_data(as_text=True)
    assert other.get("/desk/").status_code == 401


def test_the_owner_who_taps_the_used_link_again_is_shown_the_way_on(desk: DeskSite) -> None:
    browser = desk.stranger()
    link = desk.link(desk.person(Role.DISTRICT))
    browser.client.post(link)
    again = browser.client.get(link)
    assert again.status_code == 410 and "ไปที่หน้าเว็บ" in text_of(again)


def test_a_link_lives_ten_minutes(desk: DeskSite) -> None:
    person = desk.person(Role.DISTRICT)
    young, old = desk.link(person), desk.link(person)
    desk.passes(minutes=9, seconds=59)
    assert desk.stranger().client.post(young).status_code == 303
    desk.passes(seconds=1)
    assert desk.stranger().client.get(old).status_code == 410
    assert desk.stranger().client.post(old).status_code == 410


@pytest.mark.parametrize("forged", ["x", "x.y", "a" * 32, "a" * 5000, "%F0%9F%8C%BE", "..%2f..", "%00"])
def test_a_link_that_we_did_not_sign_is_over_too(desk: DeskSite, forged: str) -> None:
    for method in ("GET", "POST"):
        answer = desk.stranger().client.open(f"/desk/in/{forged}", method=method)
        assert answer.status_code in (410, 404) and "Set-Cookie" not in answer.headers


def test_a_changed_signature_and_another_key_open_nothing(desk: DeskSite) -> None:
    link = desk.link(desk.person(Role.DISTRICT))
    assert desk.stranger().client.post(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 410
    assert desk.stranger().client.post(link.split(".")[0]).status_code == 410
    with desk.database.writing() as session:
        session.info["secret_key"] = "another key, just as long"
        assert visits.open_link(session, link.rsplit("/", 1)[1], desk.now) is None
    assert desk.stranger().client.post(link).status_code == 303


def test_neither_link_nor_cookie_can_be_read_out_of_the_database(desk: DeskSite) -> None:
    browser = desk.stranger()
    link = desk.link(desk.person(Role.DISTRICT))
    browser.client.post(link)
    cookie = browser.client.get_cookie("desk")
    assert cookie is not None
    with desk.database.reading() as session:
        kept = [*session.scalars(select(DeskLink.token_sha256)), *session.scalars(select(DeskVisit.token_sha256))]
    assert len(kept) == 2
    for secret in (link.rsplit("/", 1)[1], cookie.value):
        assert all(secret not in one and one not in secret for one in kept)


def test_two_who_press_at_once_get_one_seat(any_desk: DeskSite) -> None:
    link = any_desk.link(any_desk.person(Role.DISTRICT)).rsplit("/", 1)[1]
    with any_desk.database.writing() as session:
        opened = [visits.open_link(session, link, any_desk.now) for _ in range(2)]
    assert [one is not None for one in opened] == [True, False]


@pytest.mark.parametrize(
    ("leads_to", "arrives"),
    [
        ("/desk/u/1101?period=2026-10", "/desk/u/1101?period=2026-10"),
        ("/desk/r/12", "/desk/r/12"),
        ("/desk/admin/", "/desk/admin/"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/desk/", "/desk/"),
        ("/desk/../k/x", "/desk/"),
        ("/desk//evil.example", "/desk/"),
        ("/k/basics", "/desk/"),
        ("/desk/out", "/desk/"),
        ("/desk/in/abc", "/desk/"),
        ("/desk/u/1101\r\nSet-Cookie: a=b", "/desk/"),
        ("/desk/" + "a" * 400, "/desk/"),
        ("", "/desk/"),
    ],
)
def test_a_link_leads_to_our_own_pages_only(desk: DeskSite, leads_to: str, arrives: str) -> None:
    answer = desk.stranger().client.post(desk.link(desk.person(Role.DISTRICT), leads_to))
    assert answer.status_code == 303 and answer.location == arrives


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPUTY])
def test_who_supervises_nobody_does_not_come_in_by_any_link(desk: DeskSite, role: Role) -> None:
    answer = desk.stranger().client.post(desk.link(desk.person(role)))
    assert answer.status_code == 410 and "Set-Cookie" not in answer.headers


def test_the_day_ends_after_eight_hours(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    desk.passes(hours=7, minutes=59)
    browser.get("/desk/")
    desk.passes(minutes=1)
    said = words_of(browser.get("/desk/", 401))
    assert PLEASE_OPEN in said and "พิมพ์ เปิดหน้าเว็บ" in said


def test_who_loses_the_membership_loses_the_desk_at_once(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.PROVINCE)
    browser.get("/desk/")
    browser.without_membership()
    browser.get("/desk/", 401)
    assert browser.post("/desk/out").status_code == 401


def test_going_out_ends_the_visit_and_not_only_the_cookie(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    kept = browser.client.get_cookie("desk")
    assert kept is not None
    answer = browser.post("/desk/out")
    assert answer.status_code == 200 and "ออกจากหน้าเว็บแล้ว" in text_of(answer)
    assert browser.client.get_cookie("desk") is None
    thief = desk.stranger()
    thief.client.set_cookie("desk", kept.value)
    thief.get("/desk/", 401)


def test_going_out_everywhere_closes_other_machines_and_open_links(any_desk: DeskSite) -> None:
    office = any_desk.comes_in(Role.DISTRICT)
    other = any_desk.comes_in(Role.DISTRICT)
    phone = any_desk.stranger(office.person_id)
    phone.client.post(any_desk.link(office.person_id))
    unused = any_desk.link(office.person_id)
    with any_desk.database.writing() as session:
        person = session.get_one(Person, office.person_id)
        assert visits.sign_out_everywhere(session, person, any_desk.now) == 2
    office.get("/desk/", 401)
    phone.get("/desk/", 401)
    other.get("/desk/")
    assert any_desk.stranger().client.post(unused).status_code == 410


def test_coming_in_anew_closes_the_visit_that_was_open_in_this_browser(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    first = browser.client.get_cookie("desk")
    browser.client.post(desk.link(desk.person(Role.PROVINCE)))
    assert "สถจ.สมุทรปราการ" in browser.get("/desk/")
    thief = desk.stranger()
    assert first is not None
    thief.client.set_cookie("desk", first.value)
    thief.get("/desk/", 401)


@pytest.mark.parametrize("mark", [None, "", "x", "ก"])
def test_a_form_without_our_mark_changes_nothing(desk: DeskSite, mark: str | None) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.client.post("/desk/out", data={} if mark is None else {"mark": mark})
    assert answer.status_code == 400 and "เปิดค้างไว้นานเกินไป" in text_of(answer)
    browser.get("/desk/")


@pytest.mark.parametrize(("hours", "status"), [(9, 401), (0, 400)])
def test_what_was_typed_is_given_back_where_the_form_comes_too_late(desk: DeskSite, hours: int, status: int) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    desk.passes(hours=hours)
    body = "ขอให้ทุกหน่วยงาน <รายงาน>\nภายในวันที่ 15"
    fields = {"mark": "x" * 64, "number": "มท 1", "body": body}
    answer = browser.client.post("/desk/circulars/new", data=fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == status and "ข้อความที่ท่านพิมพ์ไว้" in page
    assert "ขอให้ทุกหน่วยงาน &lt;รายงาน&gt;\nภายในวันที่ 15</textarea>" in page
    assert page.count("<textarea") == 1 and "x" * 64 not in page, "neither what is short nor what a program wrote"
    assert "ยังไม่ได้บันทึก" in page or "ยังไม่มีการบันทึก" in page
    elsewhere = browser.client.post("/desk/circulars/new", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == status and "<textarea" not in elsewhere.get_data(as_text=True)


def test_the_mark_of_one_visit_is_worth_nothing_in_another(desk: DeskSite) -> None:
    mine, theirs = desk.comes_in(Role.DISTRICT), desk.comes_in(Role.DISTRICT)
    assert mine.client.post("/desk/out", data={"mark": theirs.mark}).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_sent_by_another_site_changes_nothing(desk: DeskSite, site: str) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    link = desk.link(desk.person(Role.PROVINCE))
    for path in ("/desk/out", link):
        answer = browser.client.post(path, data={"mark": browser.mark}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 400
    browser.get("/desk/")
    assert desk.stranger().client.post(link, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_pages_of_the_desk_are_kept_by_nobody(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    for path, client in (
        ("/desk/", browser.client),
        ("/desk/", desk.stranger().client),
        ("/desk/in/x", browser.client),
    ):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_page_that_a_form_led_to_is_shown_again_by_back_until_one_leaves(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    asked = browser.post("/desk/chase/1101/nudge", {"whole": "1"})
    assert (asked.status_code, asked.headers["Cache-Control"]) == (200, "private, no-cache")
    stale = browser.post("/desk/chase/1101/nudge", {"whole": "1", "mark": "x"})
    assert (stale.status_code, stale.headers["Cache-Control"]) == (400, "no-store")
    done = browser.post("/desk/chase/1101/nudge", follow=False)
    assert (done.status_code, done.headers["Cache-Control"]) == (303, "no-store")
    assert browser.post("/desk/out").headers["Clear-Site-Data"] == '"cache"'


def test_what_is_said_on_the_next_page_travels_as_safely(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post("/desk/admin/contact/1101", {"contact": "0 2000 0000"}, follow=False)
    said = answer.headers["Set-Cookie"]
    assert said.startswith("desk_says=") and "HttpOnly" in said and "SameSite=Lax" in said and "Path=/desk" in said
    assert "บันทึกข้อมูลติดต่อแล้ว" in browser.get("/desk/admin/contact/1101")
    assert "บันทึกข้อมูลติดต่อแล้ว" not in browser.get("/desk/admin/contact/1101")


def test_comings_and_goings_are_written_down(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    browser.post("/desk/out")
    with desk.database.reading() as session:
        query = select(AuditLog.action, AuditLog.person_id).where(AuditLog.action.startswith("desk."))
        noted = [tuple(row) for row in session.execute(query.order_by(AuditLog.id))]
    assert noted == [("desk.in", browser.person_id), ("desk.out", browser.person_id)]

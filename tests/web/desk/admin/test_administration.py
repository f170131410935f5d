"""Requests, people, contacts and programmes at the desk."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.texts.admin.programme_form import FAULTS
from bot.thai.dates import write_date
from models import org_unit, programme
from models.audit_log import AuditLog
from models.membership.membership import Membership, MembershipState, Role
from models.messaging.outbox import Outbox
from models.reporting.report import Report, ReportStatus
from services.programmes import settings_form
from tests.support.desk_site import Browser, DeskSite, seen_in, text_of, words_of
from web.desk.admin import requests

OFFICE, FOREIGN = "06110110", "06120110"
LETTER = "/desk/admin/programmes/khok-nong-na"


def state(desk: DeskSite, membership_id: int) -> str:
    with desk.database.reading() as session:
        return session.get_one(Membership, membership_id).state


def told(desk: DeskSite, person_id: int) -> str:
    with desk.database.reading() as session:
        return str(session.scalars(select(Outbox.messages).where(Outbox.person_id == person_id)).all())


# Requests


def test_a_request_is_approved_and_the_applicant_told(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.DISTRICT)
    person, wish = any_desk.asks_to_join(OFFICE, name="สมหญิง\nทดสอบ")
    page = words_of(browser.get("/desk/admin/requests"))
    assert "รอพิจารณา 1 คำขอ" in page and "สมหญิง ทดสอบ" in page and "อบต.แพรกษา อ.เมืองสมุทรปราการ" in page
    answer = browser.post(f"/desk/admin/requests/{wish}", {"decision": "approve"})
    assert "อนุมัติ สมหญิง ทดสอบ เข้า อบต.แพรกษา" in text_of(answer) and "ไม่มีคำขอที่รอพิจารณา" in text_of(answer)
    assert state(any_desk, wish) == MembershipState.ACTIVE
    assert "คำขอได้รับอนุมัติแล้ว" in told(any_desk, person) and any_desk.woken == [person]


def test_a_request_is_refused(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    person, wish = desk.asks_to_join(OFFICE)
    assert "ไม่อนุมัติ" in text_of(browser.post(f"/desk/admin/requests/{wish}", {"decision": "refuse"}))
    assert state(desk, wish) == MembershipState.REFUSED and "ไม่ได้รับอนุมัติ" in told(desk, person)


@pytest.mark.parametrize(("decision", "says"), [("approve", "อนุมัติ"), ("refuse", "ไม่อนุมัติ")])
def test_the_second_of_two_who_decide_hears_what_was_decided(desk: DeskSite, decision: str, says: str) -> None:
    first, second = desk.comes_in(Role.DISTRICT), desk.comes_in(Role.PROVINCE)
    _, wish = desk.asks_to_join(OFFICE)
    first.post(f"/desk/admin/requests/{wish}", {"decision": decision})
    decided = state(desk, wish)
    for browser, other in ((first, decision), (second, "approve"), (second, "refuse")):
        again = browser.post(f"/desk/admin/requests/{wish}", {"decision": other})
        assert f"ผลการพิจารณา: {says} " in text_of(again) and "ไม่มีคำขอที่รอพิจารณา" in text_of(again)
    assert state(desk, wish) == decided


def test_of_very_many_requests_the_oldest_are_shown_and_the_others_counted(
    desk: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "MOST", 1)
    browser = desk.comes_in(Role.DISTRICT)
    _, first = desk.asks_to_join(OFFICE, name="คนแรก")
    desk.asks_to_join(OFFICE, name="คนที่สอง")
    page = words_of(browser.get(requests.HERE))
    assert "รอพิจารณา 2 คำขอ" in page and "แสดง 1 คำขอแรก ที่เหลือจะแสดงเมื่อพิจารณาแล้ว" in page
    assert "คนแรก" in page and "คนที่สอง" not in page
    page = text_of(browser.post(f"{requests.HERE}/{first}", {"decision": "refuse"}))
    assert "รอพิจารณา 1 คำขอ" in page and "คนที่สอง" in page and "คำขอแรก" not in page


@pytest.mark.parametrize("fields", [{}, {"decision": ""}, {"decision": "maybe"}])
def test_a_decision_that_is_none_decides_nothing(desk: DeskSite, fields: dict[str, str]) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    _, wish = desk.asks_to_join(OFFICE)
    assert browser.post(f"/desk/admin/requests/{wish}", fields).status_code == 404
    assert state(desk, wish) == MembershipState.PENDING


def test_a_name_is_words_and_nothing_else(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    desk.asks_to_join(OFFICE, name='<script>alert(1)</script>"onload=')
    page = browser.get("/desk/admin/requests")
    assert "<script>" not in page and "&lt;script&gt;" in page


# People


def test_people_are_listed_by_office_searched_and_narrowed(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.PROVINCE)
    any_desk.person(Role.OFFICER, OFFICE, name="สมชาย ใจดี")
    any_desk.person(Role.DEPUTY, "05110106", name="สมปอง ดีใจ")
    any_desk.person(Role.OFFICER, FOREIGN, name="สมชาย ต่างถิ่น")

    def found(query: str) -> str:
        return words_of(browser.get(f"/desk/admin/people?{query}"))

    everybody = found("")
    assert "3 คน" in everybody and "สมชาย ใจดี" in everybody and "ต่างถิ่น" not in everybody
    assert "สมชาย ใจดี" in found("q=สมชาย") and "สมปอง" not in found("q=สมชาย")
    assert "สมปอง" in found("q=เทศบาลบางเมือง") and "สมชาย" not in found("q=เทศบาลบางเมือง").split("ค้นหา")[1]
    assert "สมชาย ใจดี" in found(f"q={OFFICE}") and "สมปอง" in found("role=deputy")
    assert "สมชาย ใจดี" in found("unit=1101") and "2 คน" in found("unit=1101")
    for nobody in ("q=ไม่มีใคร", "q=%25", "q=_", "role=admin", "q=ต่างถิ่น"):
        assert "ไม่พบผู้ใช้งานตามที่ค้นหา" in found(nobody), nobody
    assert "3 คน" in found("page=99") and "3 คน" in found("page=x") and "3 คน" in found("role=nonsense")
    browser.get("/desk/admin/people?unit=1201", 404)
    browser.get("/desk/admin/people?unit=9999", 404)


def test_a_long_list_has_pages(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    for _ in range(60):
        desk.person(Role.OFFICER, OFFICE)
    page = browser.get("/desk/admin/people?q=แพรกษา")
    assert "หน้า 1 จาก 2" in page and "page=2" in page and page.count("รายละเอียดของ") == 50
    assert browser.get("/desk/admin/people?q=แพรกษา&page=2").count("รายละเอียดของ") == 10


def test_an_officer_who_moved_is_ended_and_told(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.DISTRICT)
    person = any_desk.person(Role.OFFICER, OFFICE, name="สมชาย")
    with any_desk.database.reading() as session:
        member = any_desk.membership_of(session, person)
    assert "ถอดออกจากหน่วยงาน" in browser.get(f"/desk/admin/people/{member}")
    assert "ถอด สมชาย" in text_of(browser.post(f"/desk/admin/people/{member}/end"))
    assert state(any_desk, member) == MembershipState.ENDED
    assert "ถูกถอดออกจาก" in told(any_desk, person) and any_desk.woken == [person]
    assert "ออกจากหน่วยงานไปก่อนหน้านี้แล้ว" in text_of(browser.post(f"/desk/admin/people/{member}/end"))
    assert any_desk.woken == [person]
    browser.get(f"/desk/admin/people/{member}", 404)


def test_a_supervisor_who_is_ended_from_above_loses_the_desk(desk: DeskSite) -> None:
    above, below = desk.comes_in(Role.PROVINCE), desk.comes_in(Role.DISTRICT)
    with desk.database.reading() as session:
        member = desk.membership_of(session, below.person_id)
    below.get("/desk/admin/")
    assert above.post(f"/desk/admin/people/{member}/end").status_code == 200
    below.get("/desk/admin/", 401)


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.PROVINCE, Role.DEPARTMENT])
def test_nobody_ends_colleagues_of_their_own_office_nor_themselves(desk: DeskSite, role: Role) -> None:
    browser, colleague = desk.comes_in(role), desk.comes_in(role)
    for one in (browser, colleague):
        with desk.database.reading() as session:
            member = desk.membership_of(session, one.person_id)
        assert "หน่วยงานที่กำกับดูแล" in browser.get(f"/desk/admin/people/{member}")
        assert browser.post(f"/desk/admin/people/{member}/end").status_code == 404
        one.get("/desk/admin/")


def test_the_operator_ends_colleagues_but_not_themselves(desk: DeskSite) -> None:
    operator, colleague = desk.comes_in(Role.ADMIN), desk.comes_in(Role.DEPARTMENT)
    with desk.database.reading() as session:
        own, other = (desk.membership_of(session, one.person_id) for one in (operator, colleague))
    assert operator.post(f"/desk/admin/people/{own}/end").status_code == 404
    assert operator.post(f"/desk/admin/people/{other}/end").status_code == 200
    colleague.get("/desk/", 401)


# Contacts


def test_an_office_writes_its_contact(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.DISTRICT)
    answer = browser.post("/desk/admin/contact/1101", {"contact": "  งานท้องถิ่น \r\n\r\n โทร. 0 2000 0000 ต่อ 12  "})
    assert "บันทึกข้อมูลติดต่อแล้ว" in text_of(answer)
    with any_desk.database.reading() as session:
        unit = org_unit.by_code(session, "1101")
        assert unit is not None and unit.contact == "งานท้องถิ่น\nโทร. 0 2000 0000 ต่อ 12"
    assert "ต่อ 12" in browser.get("/desk/admin/contact/1101")


def test_a_contact_that_a_colleague_has_saved_meanwhile_is_not_overwritten_unseen(any_desk: DeskSite) -> None:
    path = "/desk/admin/contact/1101"
    browser, colleague = any_desk.comes_in(Role.DISTRICT), any_desk.comes_in(Role.DISTRICT)
    opened = seen_in(browser.get(path))
    colleague.post(path, {"contact": "ใหม่จากเพื่อน", "seen": opened})
    answer = browser.post(path, {"contact": "ของฉัน", "seen": opened})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "มีผู้แก้ไขข้อมูลนี้ไปก่อนแล้ว" in page
    assert "ขณะนี้เป็น: ใหม่จากเพื่อน" in page and ">ของฉัน</textarea>" in page
    # Pressed again it is meant; and twice, it says what stands already.
    for _ in range(2):
        assert "ของฉัน" in text_of(browser.post(path, {"contact": "ของฉัน", "seen": seen_in(page)}))
    with any_desk.database.reading() as session:
        unit = org_unit.by_code(session, "1101")
        assert unit is not None and unit.contact == "ของฉัน"


@pytest.mark.parametrize("text", ["ก\n" * 6, "ก" * 101])
def test_a_contact_too_long_is_shown_again_and_not_kept(desk: DeskSite, text: str) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post("/desk/admin/contact/1101", {"contact": text})
    assert answer.status_code == 422 and "ไม่เกิน 5 บรรทัด" in text_of(answer)
    assert f">{text}</textarea>" in answer.get_data(as_text=True)
    with desk.database.reading() as session:
        unit = org_unit.by_code(session, "1101")
        assert unit is not None and unit.contact == ""


# Programmes


def form(desk: DeskSite, **changed: object) -> dict[str, object]:
    """The programme's form as the page shows it, some fields typed over."""
    with desk.database.reading() as session:
        one = programme.every(session)[0]
        shown = settings_form.shown(one)
        fields: dict[str, object] = dict(shown.values)
        fields |= {"levels": list(shown.levels), "seen": settings_form.seen(one)}
        fields |= dict.fromkeys(shown.on, "1")
    return {key: value for key, value in (fields | changed).items() if value is not None}


@pytest.fixture
def department(desk: DeskSite) -> Browser:
    return desk.comes_in(Role.DEPARTMENT)


def test_what_the_page_shows_can_be_saved_as_it_is(desk: DeskSite, department: Browser) -> None:
    before = desk.programme()
    assert "ต.ค. 69" in department.get("/desk/admin/programmes")
    answer = department.post(LETTER, form(desk))
    after = desk.programme()
    assert "บันทึกแล้ว" in text_of(answer)
    for column in programme.Programme.__table__.columns.keys():  # noqa: SIM118
        assert getattr(before, column) == getattr(after, column), column
    with desk.database.reading() as session:
        assert session.scalar(select(AuditLog).where(AuditLog.action == "programme.change")) is None


def test_everything_can_be_changed(desk: DeskSite, department: Browser) -> None:
    answer = department.post(
        LETTER,
        form(
            desk,
            title="ชื่อ  ใหม่",
            circular_number="ว ๑",
            circular_date="๒๒ เมษายน ๒๕๖๕",
            subject="เรื่อง <ใหม่>",
            issuing_office="กอง",
            contact="กลุ่มงาน\nโทร. 0 2000 0000",
            opens_day="๒",
            due_day="10",
            holiday_rule="next_workday",
            levels=["department", "district"],
            leave_out_unapproved="1",
            outlier_factor="2.5",
            active_from_month="12",
            active_from_year="2568",
            active_to_month="9",
            active_to_year="๒๕๗๐",
        ),
    )
    assert "บันทึกแล้ว" in text_of(answer)
    one = desk.programme()
    assert (one.title, one.subject, one.contact) == ("ชื่อ ใหม่", "เรื่อง <ใหม่>", "กลุ่มงาน\nโทร. 0 2000 0000")
    assert one.circular_date is not None and write_date(one.circular_date) == "22 เมษายน 2565"
    assert one.schedule == {"opens_day": 2, "due_day": 10, "holiday_rule": "next_workday"}
    assert one.levels == ["district", "department"] and one.leave_out_unapproved is True and one.outlier_factor == 2.5
    assert (one.active_from, one.active_to) == ("2025-12", "2027-09")
    with desk.database.reading() as session:
        noted = session.scalars(select(AuditLog).where(AuditLog.action == "programme.change")).one()
    assert noted.person_id == department.person_id and noted.detail is not None and "title" in noted.detail["fields"]
    assert "เรื่อง &lt;ใหม่&gt;" in department.get(LETTER)


@pytest.mark.parametrize(
    ("field", "kind", "typed"),
    [
        ("title", "needed", {"title": "  "}),
        ("title", "too_long", {"title": "ก" * 201}),
        ("contact", "contact_too_long", {"contact": "ก\n" * 6}),
        ("circular_date", "no_date", {"circular_date": "31 กุมภาพันธ์ 2565"}),
        ("opens_day", "no_day", {"opens_day": "0"}),
        ("due_day", "no_day", {"due_day": "29"}),
        ("due_day", "no_day", {"due_day": "ห้า"}),
        ("due_day", "due_before_it_opens", {"opens_day": "9", "due_day": "5"}),
        ("due_day", "due_is_past", {"due_day": "2"}),
        ("holiday_rule", "no_rule", {"holiday_rule": "x"}),
        ("levels", "no_level", {"levels": []}),
        ("levels", "no_level", {"levels": ["nonsense"]}),
        ("outlier_factor", "no_factor", {"outlier_factor": "1"}),
        ("outlier_factor", "no_factor", {"outlier_factor": "nan"}),
        ("outlier_factor", "no_factor", {"outlier_factor": "-3"}),
        ("active_from", "no_month", {"active_from_month": "13"}),
        ("active_from", "no_month", {"active_from_year": "2026"}),
        ("active_to", "no_month", {"active_to_month": "5"}),
        ("active_to", "ends_before_it_begins", {"active_to_month": "5", "active_to_year": "2560"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_saved(
    desk: DeskSite, department: Browser, field: str, kind: str, typed: dict[str, object]
) -> None:
    before = form(desk)
    answer = department.post(LETTER, form(desk, **({"subject": "ใหม่"} | typed)))
    assert answer.status_code == 422 and "ยังไม่ได้บันทึก" in text_of(answer)
    assert FAULTS[kind].split("{")[0] in text_of(answer), text_of(answer)
    assert 'class="complaint"' in answer.get_data(as_text=True)
    # What was typed stands there still.
    assert ">ใหม่</textarea>" in answer.get_data(as_text=True)
    assert form(desk) == before


def test_all_faults_at_once(desk: DeskSite, department: Browser) -> None:
    answer = department.post(
        LETTER, form(desk, title="", due_day="x", levels=[], outlier_factor="x", active_from_month="")
    )
    assert answer.get_data(as_text=True).count('class="complaint"') == 5


def test_the_first_month_cannot_be_put_after_a_report_that_is_there(desk: DeskSite, department: Browser) -> None:
    with desk.database.writing() as session:
        unit = org_unit.by_code(session, OFFICE)
        assert unit is not None
        session.add(
            Report(
                programme_id=desk.programme().id,
                org_unit_id=unit.id,
                period="2026-09",
                status=ReportStatus.SUBMITTED,
                created_at=desk.now,
            )
        )
    answer = department.post(LETTER, form(desk, active_from_month="10"))
    assert answer.status_code == 422 and "มีรายงานของงวดกันยายน 2569 แล้ว" in text_of(answer)
    assert "บันทึกแล้ว" in text_of(department.post(LETTER, form(desk, active_from_month="9")))


def test_of_two_who_edit_at_once_the_second_overwrites_nothing_and_loses_nothing(
    desk: DeskSite, department: Browser
) -> None:
    mine = form(desk, title="ของฉัน", subject="เขียน\nไว้นาน", due_day="๕", leave_out_unapproved="1", levels=["province"])
    department.post(LETTER, form(desk, title="ของเขา", active_to_month="9", active_to_year="2570"))
    answer = department.post(LETTER, mine)
    assert answer.status_code == 409 and "มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว" in text_of(answer)
    assert desk.programme().title == "ของเขา"
    # What was typed stands there still; beside what differs stands what it is now, and beside nothing else.
    html, said = answer.get_data(as_text=True), text_of(answer)
    assert 'value="ของฉัน"' in html and ">เขียน\nไว้นาน</textarea>" in html
    for now in ("ของเขา", "กันยายน 2570", "ไม่ได้เลือก", "อำเภอ, จังหวัด, กรม"):
        assert f"ขณะนี้เป็น: {now}" in said, said
    assert said.count("ขณะนี้เป็น") == 5
    # Pressed again, it is saved; and a press more finds nothing to warn of.
    again = mine | {"seen": form(desk)["seen"]}
    assert "บันทึกแล้ว" in text_of(department.post(LETTER, again)) and desk.programme().title == "ของฉัน"
    assert "บันทึกแล้ว" in text_of(department.post(LETTER, again))


def test_a_programme_says_when_it_begins_and_which_period_was_its_last(desk: DeskSite, department: Browser) -> None:
    assert "งวดที่เปิดอยู่ ตุลาคม 2569 ครบกำหนด" in words_of(department.get(LETTER))
    department.post(LETTER, form(desk, active_from_month="12", active_from_year="2569"))
    said = words_of(department.get(LETTER))
    assert "งวดแรก ธันวาคม 2569 เปิดรับวันศุกร์ที่ 1 มกราคม 2570 ครบกำหนดวันอังคารที่ 5 มกราคม 2570" in said
    assert "(งวดธันวาคม 2569 ครบกำหนดวันอังคารที่ 5 มกราคม 2570)" in said and "งวดที่เปิดอยู่ ธันวาคม" not in said
    lasts = {"active_from_month": "1", "active_to_month": "8", "active_to_year": "2569"}
    department.post(LETTER, form(desk, **(lasts | {"active_from_year": "2569"})))
    assert "งวดสุดท้าย สิงหาคม 2569 ครบกำหนด" in words_of(department.get(LETTER))


NEW = "/desk/admin/new-programme"
MOSTS = {"title": 200, "code": 40, "due_day": 28}
CANALS = {"title": "คลองสวย  น้ำใส", "code": "Khlong-Suai", "every": "month", "due_day": "๑๐"} | {
    "audience": ["sao", "tambon_town"]
}


def test_a_programme_is_added_at_the_desk(desk: DeskSite, department: Browser) -> None:
    assert NEW in department.get("/desk/admin/programmes") and NEW in department.get("/desk/forms/")
    empty = department.get(NEW)
    assert 'value="month" checked' in empty and 'name="due_day" type="text" value="5"' in empty
    page = department.post(NEW, CANALS).get_data(as_text=True)
    # It says what is still missing, and leads to it.
    assert "เพิ่มเรื่องแล้ว" in page and "ยังไม่มีแบบ" in page and "/desk/forms/?programme=khlong-suai" in page
    with desk.database.reading() as session:
        made = programme.by_code(session, "khlong-suai")
        noted = session.scalars(select(AuditLog).where(AuditLog.action == "programme.create")).one()
    assert made is not None and (made.title, made.active_from) == ("คลองสวย น้ำใส", "2026-10")
    assert made.schedule == {"opens_day": 1, "due_day": 10, "holiday_rule": "none"}
    assert made.audience == ["tambon_town", "sao"] and noted.subject == f"programme:{made.id}"
    # Pressed twice it is one; what another has already is not taken over.
    assert department.post(NEW, CANALS, follow=False).location == "/desk/admin/programmes/khlong-suai"
    other = desk.comes_in(Role.DEPARTMENT)
    assert "ใช้รหัสนี้แล้ว" in text_of(other.post(NEW, CANALS))
    with desk.database.reading() as session:
        assert len(programme.every(session)) == 2


@pytest.mark.parametrize(
    ("typed", "first", "schedule"),
    [
        # The period that can no longer be sent in time is not asked for.
        ({"due_day": "2"}, "2026-11", {"opens_day": 1, "due_day": 2, "holiday_rule": "none"}),
        ({"every": "quarter"}, "2027-Q1", {"every": "quarter", "opens_day": 1, "due_day": 10, "holiday_rule": "none"}),
        (
            {"every": "once", "due_day": "", "due_on": "๑๕ ธ.ค. ๖๙"},
            "2026349",
            {"every": "once", "opens_on": "2026-11-03", "due_on": "2026-12-15"},
        ),
    ],
)
def test_its_first_period_can_be_sent_in_time(
    desk: DeskSite, department: Browser, typed: dict[str, str], first: str, schedule: dict[str, object]
) -> None:
    department.post(NEW, CANALS | typed)
    with desk.database.reading() as session:
        made = programme.by_code(session, "khlong-suai")
    assert made is not None and (made.active_from, made.schedule) == (first, schedule)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("needed", {"title": " "}),
        ("too_long", {"title": "ก" * 201}),
        ("no_code", {"code": "คลอง"}),
        ("no_code", {"code": "../new"}),
        ("code_taken", {"code": "khok-nong-na"}),
        ("no_kind", {"audience": ["province"]}),
        ("no_rule", {"every": "week"}),
        ("no_day", {"due_day": "29"}),
        ("no_day", {"due_day": "0"}),
        ("no_due_on", {"every": "once", "due_on": "พรุ่ง"}),
        ("due_on_is_past", {"every": "once", "due_on": "2 พ.ย. 2569"}),
    ],
)
def test_what_is_wrong_with_a_new_programme_stands_beside_its_field(
    desk: DeskSite, department: Browser, kind: str, typed: dict[str, object]
) -> None:
    answer = department.post(NEW, CANALS | typed)
    title = desk.programme().title
    said = FAULTS[kind].format(most=next((n for k, n in MOSTS.items() if k in typed), 0), title=title)
    assert answer.status_code == 422 and said in text_of(answer) and "ยังไม่ได้บันทึก" in text_of(answer)
    with desk.database.reading() as session:
        assert [one.code for one in programme.every(session)] == ["khok-nong-na"]


def test_the_list_tells_a_programme_that_is_to_come_from_one_that_is_over(desk: DeskSite, department: Browser) -> None:
    department.post(LETTER, form(desk, active_from_month="12", active_from_year="2569"))
    said = words_of(department.get("/desk/admin/programmes"))
    assert "ยังไม่เริ่ม เปิดรับ 1 ม.ค. 70" in said and "สิ้นสุดแล้ว" not in said
    lasts = {"active_from_month": "1", "active_to_month": "8", "active_to_year": "2569"}
    department.post(LETTER, form(desk, **(lasts | {"active_from_year": "2569"})))
    assert "สิ้นสุดแล้ว" in words_of(department.get("/desk/admin/programmes"))


def test_a_programme_that_is_not_there_is_a_404(department: Browser) -> None:
    department.get("/desk/admin/programmes/nothing", 404)
    assert department.post("/desk/admin/programmes/nothing", {"seen": "x"}).status_code == 404


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.PROVINCE])
def test_programmes_are_the_department_s(desk: DeskSite, role: Role) -> None:
    browser = desk.comes_in(role)
    assert "เรื่องที่ให้รายงาน" not in browser.get("/desk/admin/")
    assert "ผู้กำกับดูแลระดับอื่น" in words_of(browser.get(LETTER, 403))
    before = form(desk)
    assert browser.post(LETTER, form(desk, title="ใหม่")).status_code == 403
    assert form(desk) == before

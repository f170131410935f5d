"""Invitations of an office, a district, a province: made, printed, cancelled."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from sqlalchemy import select
from zxingcpp import read_barcodes

from bot.line.address import Address
from bot.schedule import local_day
from bot.thai.dates import write_date, write_short_date
from models import org_unit
from models.audit_log import AuditLog
from models.membership import invite
from models.membership.invite import Invite
from models.membership.membership import Role
from services.membership import invites
from services.membership.mailbox import OfficeMailboxes
from tests.support.desk_site import Browser, DeskSite, text_of, words_of
from web.desk.admin import invites as admin_invites

pytestmark = pytest.mark.slow

HERE = "/desk/admin/invites"


def stored(desk: DeskSite) -> list[Invite]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Invite).order_by(Invite.id)).unique())


def printed(browser: Browser, code: str, **fields: str) -> PdfDocument:
    answer = browser.post(f"{HERE}/{code}", {"whom": "officers", "uses": "5", "days": "30"} | fields)
    assert answer.status_code == 200 and answer.mimetype == "application/pdf", text_of(answer)
    name = f"''{quote('ใบเชิญ ')}"
    assert re.match(rf'inline; filename="invites.pdf".*{name}.+\.pdf', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    return PdfDocument(answer.get_data())


def words(pdf: PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def codes(pdf: PdfDocument) -> list[str]:
    """What a phone reads from the printed pages."""
    return [found.text for page in pdf for found in read_barcodes(page.render(scale=2).to_pil())]


def test_a_whole_district_is_one_pdf_whose_codes_let_people_in(any_desk: DeskSite) -> None:
    pdf = printed(any_desk.comes_in(Role.DISTRICT), "1101")
    made = stored(any_desk)
    assert [(one.unit.code, one.role, one.uses_left) for one in made] == [
        ("05110106", "officer", 5),
        ("05110107", "officer", 5),
        ("06110109", "officer", 5),
        ("06110110", "officer", 5),
    ]
    said = words(pdf)
    assert len(pdf) == 1 and "องค์การบริหารส่วนตำบลแพรกษา" in said and "อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ" in said
    for one in made:
        assert one.code in said and one.unit.code in said
    with any_desk.database.reading() as session:
        assert Counter(codes(pdf)) == Counter(invites.chat_link(session, one) for one in made)


def test_printing_again_gives_the_same_codes(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    first = codes(printed(browser, "1101"))
    assert sorted(codes(printed(browser, "1101"))) == sorted(first) and len(stored(desk)) == 4
    looked = PdfDocument(browser.client.get(f"{HERE}/1101/sheets.pdf?whom=officers").get_data())
    assert sorted(codes(looked)) == sorted(first)


def test_new_codes_on_demand_make_the_old_ones_worthless(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    old = set(codes(printed(browser, "1101")))
    new = set(codes(printed(browser, "1101", renew="1")))
    assert not old & new and len(new) == 4
    assert [one.uses_left for one in stored(desk)] == [0] * 4 + [5] * 4


def test_an_invitation_about_to_end_is_not_worth_printing(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    printed(browser, "06110110", days="10")
    desk.passes(days=4)
    browser = desk.comes_in(Role.DISTRICT)
    printed(browser, "06110110", days="10")
    assert [one.uses_left for one in stored(desk)] == [5, 5]
    # What has been handed out ends, all of it.
    printed(browser, "06110110", renew="1")
    assert [one.uses_left for one in stored(desk)] == [0, 0, 5]


def test_only_those_without_anybody(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    desk.person(Role.OFFICER, "06110110")
    page = words_of(browser.get(f"{HERE}/1101"))
    assert "1 คน" in page and page.count("ยังไม่มีผู้ลงทะเบียน") >= 3
    said = words(printed(browser, "1101", only="empty"))
    assert "องค์การบริหารส่วนตำบลแพรกษา" not in said and "เทศบาลตำบลแพรกษา" in said
    assert {one.unit.code for one in stored(desk)} == {"05110106", "05110107", "06110109"}


def test_one_office_alone(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    assert "เชิญผู้รายงานของหน่วยงาน" in browser.get(f"{HERE}/02110101")
    pdf = printed(browser, "02110101", uses="1", days="7")
    [one] = stored(desk)
    assert "องค์การบริหารส่วนจังหวัดสมุทรปราการ" in words(pdf) and one.uses_left == 1
    assert one.expires_at == desk.now + timedelta(days=7) and one.created_by == browser.person_id
    assert "9 พฤศจิกายน 2569" in words(pdf)


@pytest.mark.parametrize(
    ("role", "code", "roles"),
    [
        (Role.PROVINCE, "11", {"district"}),
        (Role.DEPARTMENT, "TH", {"province"}),
        (Role.ADMIN, "TH", {"province", "department"}),
    ],
)
def test_supervisors_of_the_level_below_are_invited_too(desk: DeskSite, role: Role, code: str, roles: set[str]) -> None:
    pdf = printed(desk.comes_in(role), code, whom="supervisors", uses="1", days="3")
    assert {one.role for one in stored(desk)} == roles
    assert {(one.uses_left, one.expires_at) for one in stored(desk)} == {(1, desk.now + timedelta(hours=72))}
    assert "เปิดหน้าเว็บ" in words(pdf) and "รอผู้ออกใบเชิญอนุมัติ" in words(pdf) and "สำนักงานส่งเสริมการปกครองท้องถิ่น" in words(pdf)


@pytest.mark.parametrize("fields", [{"uses": "2", "days": "3"}, {"uses": "1", "days": "4"}])
def test_an_invitation_to_supervise_is_for_one_person_and_three_days(desk: DeskSite, fields: dict[str, str]) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    assert "ใช้ได้คนเดียว ไม่เกิน 3 วัน" in text_of(browser.client.get(f"{HERE}/11"))
    answer = browser.post(f"{HERE}/11", {"whom": "supervisors"} | fields)
    assert "ใช้ได้เพียง 1 คน" in text_of(answer) and stored(desk) == []


def test_nobody_invites_colleagues_of_their_own_office(desk: DeskSite) -> None:
    answer = desk.comes_in(Role.DISTRICT).post(f"{HERE}/1101", {"whom": "supervisors"})
    assert "ไม่มีหน่วยงานที่ต้องพิมพ์" in text_of(answer)
    desk.comes_in(Role.PROVINCE).post(f"{HERE}/11", {"whom": "supervisors"})
    assert {(one.role, len(one.unit.code)) for one in stored(desk)} == {("district", 4)}


def test_a_closed_office_is_not_invited(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    with desk.database.writing() as session:
        unit = org_unit.by_code(session, "06110110")
        assert unit is not None
        unit.open_to = desk.now.date()
    assert "06110110" not in words(printed(browser, "1101"))
    answer = browser.post(f"{HERE}/06110110", {"uses": "5", "days": "30"})
    assert "ไม่มีหน่วยงานที่ต้องพิมพ์" in text_of(answer)
    assert "ไม่มีหน่วยงานที่เชิญได้" in browser.get(f"{HERE}/06110110")


@pytest.mark.parametrize("fields", [{"uses": "0"}, {"uses": "501"}, {"days": "0"}, {"days": "367"}, {"uses": "-1"}])
def test_numbers_out_of_range_make_nothing(desk: DeskSite, fields: dict[str, str]) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post(f"{HERE}/1101", {"whom": "officers", "uses": "5", "days": "30"} | fields)
    assert "1-500" in text_of(answer) and stored(desk) == []


def test_too_many_for_one_file_are_asked_for_by_district(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_invites, "MOST_SHEETS", 3)
    browser = desk.comes_in(Role.DISTRICT)
    assert "มากเกินไปสำหรับไฟล์เดียว" in browser.get(f"{HERE}/1101")
    answer = browser.post(f"{HERE}/1101", {"whom": "officers", "uses": "5", "days": "30"})
    assert "ใบเชิญ 4 ใบมากเกินไป" in text_of(answer) and stored(desk) == []


def test_nothing_to_print_is_said(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.client.get(f"{HERE}/1101/sheets.pdf", follow_redirects=True)
    assert "ไม่มีหน่วยงานที่ต้องพิมพ์ใบเชิญ" in text_of(answer) and stored(desk) == []


def test_without_our_id_of_line_no_sheet_is_drawn(desk: DeskSite) -> None:
    unknown = Address("https://nong.example.go.th", "")
    desk.app.extensions["desk"] = replace(desk.app.extensions["desk"], address=lambda: unknown)
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post(f"{HERE}/1101", {"whom": "officers", "uses": "5", "days": "30"})
    assert "ติดต่อ LINE ไม่ได้" in text_of(answer)


def test_a_cancelled_invitation_lets_nobody_in(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.DISTRICT)
    printed(browser, "06110110")
    [one] = stored(any_desk)
    assert "ยกเลิกใบเชิญของ อบต.แพรกษา" in text_of(browser.post(f"{HERE}/cancel/{one.id}"))
    with any_desk.database.reading() as session:
        found = invite.by_code(session, one.code)
        assert found is not None and invites.worth(found, any_desk.now) == invites.Standing.USED_UP
        assert session.scalar(select(AuditLog.person_id).where(AuditLog.action == "invite.cancel")) == browser.person_id


def test_the_country_is_shown_by_province_and_a_province_by_district(desk: DeskSite) -> None:
    department = desk.comes_in(Role.DEPARTMENT)
    country = words_of(department.get(f"{HERE}/TH"))
    assert "จังหวัดสมุทรปราการ 21 21" in country and "จังหวัดนนทบุรี 2 2" in country
    assert "อำเภอเมืองสมุทรปราการ 4 4" in words_of(department.get(f"{HERE}/11"))


def test_page_and_sheet_say_the_same_last_day(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    said = words(printed(browser, "1101", days="30"))
    [until] = {invited.expires_at for invited in stored(desk)}
    last = local_day(until) - timedelta(days=1)
    assert f"ถึงวันที่ {write_date(last)}" in said.replace("\u200b", "")
    assert words_of(browser.get(f"{HERE}/1101")).count(f"ใช้ได้อีก 5 คน ถึง {write_short_date(last)}") == 4


def test_a_province_is_brought_in_with_a_guide_and_links_to_pass_on(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    before = words_of(browser.get(f"{HERE}/1101"))
    assert "ทะเบียน 4 หน่วยงาน" in before and "ผู้เข้าร่วม 0 จาก 4 หน่วยงาน เหลือ 4 หน่วยงาน" in before
    printed(browser, "1101")
    page = browser.get(f"{HERE}/1101")
    [first, *_] = stored(desk)
    with desk.database.reading() as session:
        link = invites.chat_link(session, first)
    assert f'value="{link}"'.replace("&", "&amp;") in page and "คัดลอกลิงก์" in page
    assert page.count("https://social-plugins.line.me/lineit/share?url=") == 4
    # Where there is no LINE on the PC, a phone reads the code from its screen.
    assert f'src="{HERE}/qr/{first.id}.png"' in page
    picture = browser.client.get(f"{HERE}/qr/{first.id}.png")
    assert picture.mimetype == "image/png" and "no-store" in picture.headers["Cache-Control"]
    assert [one.text for one in read_barcodes(Image.open(io.BytesIO(picture.get_data())))] == [link]


def test_the_list_is_for_a_mail_merge(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post(f"{HERE}/1101", {"whom": "officers", "uses": "5", "days": "30", "way": "list"})
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row["รหัสหน่วยงาน"] for row in rows] == [one.unit.code for one in stored(desk)]
    assert {row["ข้อความที่ส่งในแชต"] for row in rows} == {f"เข้าร่วม {one.code}" for one in stored(desk)}
    assert rows[0]["ลิงก์เข้าร่วม"].startswith("https://line.me/R/oaMessage/") and rows[0]["อำเภอ"]


def test_more_than_a_few_sheets_are_made_beside_the_page(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_invites.invitations, "MOST_AT_ONCE", 3)
    browser = desk.comes_in(Role.DISTRICT)
    fields = {"whom": "officers", "only": "empty", "uses": "5", "days": "30"}
    answer = browser.post(f"{HERE}/1101", fields, follow=False)
    assert "/desk/downloads/job/" in answer.location and len(stored(desk)) == 4
    assert "รอจัดทำ" in words_of(browser.get(answer.location)) or "กำลังจัดทำ" in words_of(browser.get(answer.location))


def test_mail_to_many_offices_is_confirmed_first(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desk.database._read.kw["info"], "mailboxes", OfficeMailboxes("saraban_{code}", "dla.go.th"))
    page = desk.comes_in(Role.DISTRICT).get(f"{HERE}/1101")
    [asked] = re.findall(r'(?s)<details class="sure"><summary[^>]*>ส่งถึงอีเมลกลาง.*?</details>', page)
    assert page.count('value="mails"') == asked.count('value="mails"') == 1 and "เรียกคืนไม่ได้" in asked


def test_without_a_mail_server_no_mail_is_offered_or_sent(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    assert "ส่งถึงอีเมลกลาง" not in browser.get(f"{HERE}/1101")
    answer = browser.post(f"{HERE}/1101", {"whom": "officers", "uses": "5", "days": "30", "way": "mails"})
    assert "ส่งอีเมลไม่ได้" in text_of(answer) and stored(desk) == []

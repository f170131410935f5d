"""An officer of the department writes a form: handed in, corrected, tried in the own chat, published, answered the same
hour. In a real browser, from the link in the chat."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.forms.workbook.workbook import to_xlsx
from models import org_unit
from models.membership import person
from models.membership.membership import Membership, MembershipState, Role
from models.reporting.report import Report
from tests.journeys.conftest import Province
from tests.journeys.test_desk_door import link_to_the_desk
from tests.support.browser import page_of

FORM = """
| survey |
| | type | name | label | constraint | constraint_message | required |
| | integer | people | มากี่คน | . >= 0 and . < 1,000 | ไม่เกิน 999 คน | yes |
| | image | photo | ส่งภาพ | | | yes |
| settings |
| | form_title |
| | แบบคลองสวย |
"""


def hand_in(page: Page, workbook: Path) -> None:
    page.get_by_label("ไฟล์แบบ").set_input_files(workbook)
    page.get_by_role("button", name="ตรวจแบบ").click()


def reports(town: Province) -> list[int]:
    with town.product.database.reading() as session:
        return list(session.scalars(select(Report.id).order_by(Report.id)))


def test_from_the_author_s_workbook_to_an_office_s_report(
    browser: Browser, restarting: Province, tmp_path: Path
) -> None:
    town = restarting
    author = town.province
    with town.product.database.writing() as session:
        # The same person works at the department from now on.
        met = person.by_line_id(session, author)
        department = org_unit.by_code(session, "TH")
        assert met is not None and department is not None
        now = town.product.now()
        session.add(
            Membership(
                person_id=met.id,
                org_unit_id=department.id,
                role=Role.DEPARTMENT,
                state=MembershipState.ACTIVE,
                asked_at=now,
                from_at=now,
            )
        )
    before = reports(town)
    wrong, right = tmp_path / "คลอง 1.xlsx", tmp_path / "คลอง 2.xlsx"
    wrong.write_bytes(to_xlsx(FORM))
    right.write_bytes(to_xlsx(FORM.replace("1,000", "1000")))
    heard = town.line.last_seq(author)
    town.play(author, "> เปิดหน้าเว็บ\n< หน้าเว็บผู้กำกับดูแล")
    with page_of(browser, link_to_the_desk(town, author, heard), width=390) as page:
        page.get_by_role("button", name="เข้าสู่หน้าเว็บ").click()
        page.get_by_role("link", name="แบบรายงาน").click()
        hand_in(page, wrong)
        expect(page.get_by_role("alert")).to_contain_text("พบ 1 จุดที่ต้องแก้")
        expect(page.get_by_role("listitem").filter(has_text="survey!D2")).to_contain_text("ตัวเลขในสูตรไม่ใส่จุลภาคคั่นหลักพัน")
        hand_in(page, right)
        expect(page.get_by_text("แบบนี้เผยแพร่ได้ มี 2 คำถาม")).to_be_visible()

        # On the page …
        page.get_by_role("link", name="ดูคำถามและลองกรอกบนหน้านี้").click()
        page.get_by_role("button", name="เริ่มลองกรอก").click()
        page.get_by_label("คำตอบ").fill("1,500")
        page.keyboard.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("ไม่เกิน 999 คน")
        # … and in the chat.
        heard = town.line.last_seq(author)
        page.get_by_role("button", name="ลองกรอกในแชต LINE ของฉัน").click()
        expect(page.get_by_role("status")).to_contain_text("ส่งคำถามข้อแรกไปที่แชต LINE ของท่านแล้ว")
        assert "[ทดลอง] ลองกรอก “แบบคลองสวย”" in str(town.line.answers(author, heard))
        town.play(
            author,
            """
            > 40
            < [ทดลอง]
            | ส่งภาพ
            > [[photo]]
            < [ทดลอง] ตรวจทานก่อนส่ง
            > [ส่งรายงาน]
            < [ทดลอง] จบการทดลอง
            | ไม่มีการบันทึกเป็นรายงาน
            """,
        )
        assert reports(town) == before

        page.get_by_role("link", name="เผยแพร่…").click()
        page.get_by_role("button", name="ยืนยันเผยแพร่").click()
        expect(page.get_by_role("status")).to_contain_text("เผยแพร่ฉบับที่ 2 แล้ว")
    town.play(town.officer, "> รายงาน\n< มากี่คน\n> 40\n> [[photo]]\n> ส่ง\n< รับรายงานแล้ว")
    sent = town.report()
    assert sent is not None and sent.answers is not None and sent.answers["people"] == 40
    town.nothing_refused()

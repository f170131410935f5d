"""Forms at the desk: handed in, looked at, published once, taken out of use, handed out again."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Sequence

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from bot.forms.workbook.workbook import to_xlsx
from models import org_unit
from models.audit_log import AuditLog
from models.form_version import FormVersion
from models.membership.membership import Role
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from models.upload import Upload
from services.forms import drafts as form_drafts
from services.operations import retention
from services.untrusted import apart, readings
from services.untrusted.readings import workbook as read
from services.untrusted.tasks import Task
from tests.bot.forms.hostile import REFUSED, TAKEN
from tests.support.desk_site import Browser, DeskSite, text_of, words_of
from web.desk.forms.drafts import MOST_LISTS

pytestmark = pytest.mark.slow

HERE = "/desk/forms/"
FORM = """
| survey |
| | type | name | label | required |
| | integer | people | กี่คน | yes |
| | text | where | ที่ใด | no |
| settings |
| | form_title |
| | แบบคลองสวย |
"""
WITH_LIST = """
| survey |
| | type | name | label |
| | select_one_from_file areas.csv | area | พื้นที่ใด |
"""
LIST = "name,label\na1,บ้านเหนือ\na2,บ้านใต้\n".encode()


@pytest.fixture
def department(desk: DeskSite) -> Browser:
    return desk.comes_in(Role.DEPARTMENT)


def send(
    browser: Browser,
    content: bytes,
    name: str = "แบบ.xlsx",
    lists: Sequence[tuple[bytes, str]] = (),
    path: str = HERE,
    **fields: str,
) -> TestResponse:
    values = {"mark": browser.mark, "programme": "khok-nong-na"} | fields
    values |= {"file": (io.BytesIO(content), name), "lists": [(io.BytesIO(each), named) for each, named in lists]}
    return browser.client.post(path, data=values, content_type="multipart/form-data")


def look(browser: Browser, content: bytes, name: str = "แบบ.xlsx", **more: object) -> tuple[str, str]:
    """(address of the draft, its page)."""
    answer = send(browser, content, name, **more)  # type: ignore[arg-type]
    assert answer.status_code == 303, text_of(answer)
    return answer.location, browser.get(answer.location)


def publish(browser: Browser, address: str) -> TestResponse:
    page = browser.get(f"{address}/publish")
    newest = page.split('name="newest" value="')[1].split('"')[0]
    return browser.post(f"{address}/publish", {"newest": newest})


def versions(desk: DeskSite) -> list[FormVersion]:
    with desk.database.reading() as session:
        return list(session.scalars(select(FormVersion).order_by(FormVersion.id)))


def kept(desk: DeskSite) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count(Upload.id))) or 0


def test_from_the_workbook_to_a_published_version(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.DEPARTMENT)
    content = to_xlsx(FORM)
    address, page = look(browser, content, "คลองสวย.xlsx")
    said = words_of(page)
    assert "แบบคลองสวย" in said and "แบบนี้เผยแพร่ได้ มี 2 คำถาม" in said and "คลองสวย.xlsx" in said
    assert len(versions(any_desk)) == 1
    before = words_of(browser.get(f"{address}/publish"))
    assert "คำถามที่เพิ่ม 2 ข้อ กี่คน ที่ใด" in before and "คำถามที่ตัดออก 29 ข้อ" in before and "ฉบับที่ 1" in before
    said = text_of(publish(browser, address))
    assert "เผยแพร่ฉบับที่ 2 แล้ว" in said and "ใช้อยู่" in said
    _, second = versions(any_desk)
    assert second.sha256 in said and second.sha256 == hashlib.sha256(_xform(any_desk, second)).hexdigest()
    with any_desk.database.reading() as session:
        noted = session.scalars(select(AuditLog).where(AuditLog.person_id == browser.person_id)).all()
        assert [(one.action, one.subject) for one in noted if one.action.startswith("form")] == [
            ("form.draft", "upload:1"),
            ("form.publish", f"form_version:{second.id}"),
        ]
    listed = words_of(browser.get(HERE))
    assert "ฉบับที่ 2 แบบคลองสวย 2 ข้อ" in listed and "โดย ทดสอบ" in listed and "ฉบับก่อน" in listed
    assert "เผยแพร่เป็นฉบับที่ 2" in listed
    handed_out = browser.client.get(f"{HERE}version/{second.id}/workbook")
    assert handed_out.get_data() == content
    assert handed_out.headers["Content-Disposition"].startswith("attachment;")
    assert "%E0%B8%84" in handed_out.headers["Content-Disposition"]


WORDED = """
| survey |
| | type | name | label | hint | required | constraint | constraint_message | relevant |
| | integer | people | อบรมกี่คน | นับทุกคน | yes | . < 100 | ไม่เกิน 100 | |
| | select_one kinds | kind | แปลงของใคร | | | | | ${people} > 3 |
| | text | where | ที่ใด | | | | | |
| choices |
| | list_name | name | label |
| | kinds | temple | วัด |
| | kinds | school | โรงเรียน |
| settings |
| | form_title |
| | แบบคลองสวย |
"""


def test_before_publishing_every_changed_word_is_shown(desk: DeskSite, department: Browser) -> None:
    publish(department, look(department, to_xlsx(WORDED))[0])
    again = (
        WORDED.replace("อบรมกี่คน", "อบรมบุคลากรกี่คน")
        .replace("นับทุกคน", "")
        .replace(". < 100 | ไม่เกิน 100", ". < 500 | ไม่เกิน 500")
        .replace("${people} > 3", "${people} > 5")
        .replace("| วัด |", "| วัดหรือมัสยิด |")
        .replace("| | kinds | school | โรงเรียน |\n", "| | kinds | field | ที่สาธารณะ |\n")
    )
    address, _ = look(department, to_xlsx(again))
    page = department.get(f"{address}/publish")
    said = words_of(page)
    assert "คำถามที่เพิ่ม" not in said and "คำถามที่ตัดออก" not in said
    assert "ถ้อยคำและเงื่อนไขที่เปลี่ยน 8 แห่ง" in said
    assert "อบรมบุคลากรกี่คน · คำถาม อบรม บุคลากร กี่คน" in said
    assert "<del>นับทุกคน</del>" in page and "คำแนะนำ" in said
    assert "อบรมบุคลากรกี่คน · เงื่อนไขของคำตอบ" in said and "<del>100</del><ins>500</ins>" in page
    assert "อบรมบุคลากรกี่คน · ข้อความเมื่อคำตอบไม่ผ่าน" in said
    assert "แปลงของใคร · ถามเมื่อ ${people} &gt; <del>3</del><ins>5</ins>" in page.replace("</dt><dd>", " ")
    assert "แปลงของใคร · ตัวเลือก temple วัด หรือมัสยิด" in said
    assert "<del>โรงเรียน</del>" in page and "<ins>ที่สาธารณะ</ins>" in page


def test_before_publishing_moved_questions_and_other_lists_are_named(desk: DeskSite, department: Browser) -> None:
    publish(
        department, look(department, to_xlsx(WITH_LIST + "| | text | where | ที่ใด |\n"), lists=[(LIST, "areas.csv")])[0]
    )
    turned = WITH_LIST.replace("| | select_one", "| | text | where | ที่ใด |\n| | select_one")
    address, _ = look(department, to_xlsx(turned), lists=[(LIST + "a3,บ้านกลาง\n".encode(), "areas.csv")])
    said = words_of(department.get(f"{address}/publish"))
    assert "คำถามที่ย้ายลำดับ 1 ข้อ" in said
    assert "ไฟล์รายการและภาพที่เปลี่ยน 1 ไฟล์ areas.csv" in said and "ถ้อยคำ" not in said


def _xform(desk: DeskSite, version: FormVersion) -> bytes:
    with desk.database.reading() as session:
        return session.get_one(FormVersion, version.id).xform.encode()


def test_pressed_twice_it_is_published_once(desk: DeskSite, department: Browser) -> None:
    address, _ = look(department, to_xlsx(FORM))
    publish(department, address)
    again = department.post(f"{address}/publish", {"newest": "1"}, follow=False)
    assert again.status_code == 303 and again.location.endswith(f"/version/{versions(desk)[-1].id}")
    assert [one.number for one in versions(desk)] == [1, 2]
    # And the confirming page leads there, as does the draft's own.
    assert "เผยแพร่แล้ว" in department.get(address)


def test_the_same_form_from_another_file_publishes_nothing(desk: DeskSite, department: Browser) -> None:
    address, _ = look(department, to_xlsx(FORM))
    publish(department, address)
    address, _ = look(department, to_xlsx(FORM) + b"", "อื่น.xlsx")
    assert "เหมือนฉบับที่ 2" in words_of(department.get(f"{address}/publish"))
    assert "จึงไม่ได้เผยแพร่ซ้ำ" in text_of(publish(department, address))
    assert len(versions(desk)) == 2


def test_what_somebody_published_meanwhile_is_looked_at_first(desk: DeskSite, department: Browser) -> None:
    other = desk.comes_in(Role.ADMIN)
    mine, _ = look(department, to_xlsx(FORM))
    theirs, _ = look(other, to_xlsx(FORM.replace("กี่คน", "จำนวนคน")))
    assert department.get(f"{mine}/publish")
    publish(other, theirs)
    said = text_of(department.post(f"{mine}/publish", {"newest": "1"}))
    assert "มีผู้เผยแพร่ฉบับอื่นไปก่อนแล้ว" in said and "ฉบับที่ 2" in said
    assert len(versions(desk)) == 2
    assert "เผยแพร่ฉบับที่ 3" in text_of(publish(department, mine))


@pytest.mark.parametrize("sent", ["", "x", "99"])
def test_a_confirmation_that_was_not_ours_publishes_nothing(desk: DeskSite, department: Browser, sent: str) -> None:
    address, _ = look(department, to_xlsx(FORM))
    department.post(f"{address}/publish", {"newest": sent})
    assert len(versions(desk)) == 1


def test_a_form_with_errors_cannot_be_published(desk: DeskSite, department: Browser) -> None:
    address, page = look(department, to_xlsx(FORM.replace("integer", "intger")))
    said = words_of(page)
    assert "ยังเผยแพร่ไม่ได้ พบ 1 จุด" in said and "survey!A2 แถว 2 คอลัมน์ type ข้อ people" in said and "intger" in said
    assert f"{address}/publish" not in page and f"{address}/preview" not in page
    assert "ต้องแก้ก่อน" in text_of(department.post(f"{address}/publish", {"newest": "1"}))
    department.get(f"{address}/preview", 404)
    assert department.post(f"{address}/chat").status_code == 404
    assert len(versions(desk)) == 1


def test_lists_come_with_it_or_after_it(desk: DeskSite, department: Browser) -> None:
    address, page = look(department, to_xlsx(WITH_LIST))
    assert "แนบไฟล์ที่ขาด: areas.csv" in words_of(page)
    answer = send(department, b"", "", [(LIST, "แบบ/areas.csv"), (b"x", "other.csv")], f"{address}/lists")
    said = words_of(department.get(answer.location))
    assert "เผยแพร่ได้" in said and "other.csv" in said and "แบบนี้ไม่ได้ใช้" in said
    # Another draft has come in the place of the first.
    department.get(address, 303)
    assert kept(desk) == 1
    publish(department, answer.location)
    newest = versions(desk)[-1]
    assert department.client.get(f"{HERE}version/{newest.id}/lists/areas.csv").get_data() == LIST
    department.get(f"{HERE}version/{newest.id}/lists/other.csv", 404)
    _, page = look(department, to_xlsx(WITH_LIST), lists=[(LIST, "areas.csv")])
    assert "เผยแพร่ได้" in words_of(page)


def test_lists_that_are_none_or_too_many(desk: DeskSite, department: Browser) -> None:
    address, _ = look(department, to_xlsx(WITH_LIST))
    for lists in ([], [(LIST, f"a{at}.csv") for at in range(MOST_LISTS + 1)]):
        answer = send(department, b"", "", lists, f"{address}/lists")
        assert answer.status_code == 303 and answer.location == address
    assert (
        send(department, to_xlsx(FORM), lists=[(LIST, f"a{at}.csv") for at in range(MOST_LISTS + 1)]).status_code == 422
    )
    assert kept(desk) == 1


def test_withdrawing_says_how_many_drafts_move_and_where(desk: DeskSite, department: Browser) -> None:
    [first] = versions(desk)
    alone = words_of(department.get(f"{HERE}version/{first.id}/withdraw"))
    assert "เลิกใช้ไม่ได้" in alone and "ยืนยัน" not in alone
    assert "เลิกใช้ไม่ได้" in text_of(department.post(f"{HERE}version/{first.id}/withdraw"))
    officer = desk.person(Role.OFFICER)
    with desk.database.writing() as session:
        report = Report(programme_id=1, org_unit_id=_office(desk), period="2026-10", status="draft",
                        form_version_id=first.id, created_at=desk.now)  # fmt: skip
        session.add(report)
        session.flush()
        conversation = Conversation(
            person_id=officer, about="report", report_id=report.id, state={"a": 1}, updated_at=desk.now
        )
        session.add(conversation)
    address, _ = look(department, to_xlsx(FORM))
    assert "รายงานที่กำลังกรอกอยู่ 1 รายงาน" in words_of(department.get(f"{address}/publish"))
    publish(department, address)
    page = words_of(department.get(f"{HERE}version/{first.id}/withdraw"))
    assert "1 รายงานจะย้ายไปฉบับที่ 2" in page
    assert versions(desk)[0].withdrawn_at is None
    said = text_of(department.post(f"{HERE}version/{first.id}/withdraw"))
    assert "เลิกใช้ฉบับที่ 1 แล้ว ใช้ฉบับที่ 2 แทน" in said and "เลิกใช้แล้ว" in said
    at = versions(desk)[0].withdrawn_at
    desk.passes(minutes=5)
    department.post(f"{HERE}version/{first.id}/withdraw")
    assert versions(desk)[0].withdrawn_at == at
    # The last one stays.
    assert "เลิกใช้ไม่ได้" in text_of(department.post(f"{HERE}version/{versions(desk)[1].id}/withdraw"))


def _office(desk: DeskSite) -> int:
    with desk.database.reading() as session:
        found = org_unit.by_code(session, "06110110")
        assert found is not None
        return found.id


def test_the_built_in_form_is_handed_out_as_it_is_and_as_a_workbook(desk: DeskSite, department: Browser) -> None:
    [first] = versions(desk)
    page = department.get(f"{HERE}version/{first.id}")
    assert "เป็นไฟล์ Excel" in page and first.sha256 in page and "ด้วยคำสั่งของผู้ดูแลระบบ" in page
    with desk.database.reading() as session:
        workbook = session.get_one(FormVersion, first.id).workbook
    assert department.client.get(f"{HERE}version/{first.id}/workbook").get_data() == workbook
    made = department.client.get(f"{HERE}version/{first.id}/workbook?as=xlsx")
    assert "survey" in load_workbook(io.BytesIO(made.get_data())).sheetnames
    # Handed in again it is the same form.
    address, _ = look(department, made.get_data())
    assert "เหมือนฉบับที่ 1" in words_of(department.get(f"{address}/publish"))


@pytest.mark.parametrize("what", REFUSED)
def test_what_nobody_should_open_is_refused_within_the_limits(desk: DeskSite, department: Browser, what: str) -> None:
    make, _ = REFUSED[what]
    content = make()
    before = time.process_time()
    answer = send(department, content, "แบบ.xlsx")
    # Whatever it takes is borne by another process.
    assert time.process_time() - before < 2
    if answer.status_code == 303:
        # A workbook that can be looked at: its places are named, and it cannot be published.
        assert "ยังเผยแพร่ไม่ได้" in department.get(answer.location)
    else:
        assert answer.status_code == 422
        assert "รับไฟล์นี้ไม่ได้ และไม่ได้เก็บไฟล์ไว้" in text_of(answer)
        assert kept(desk) == 0
    assert len(versions(desk)) == 1


@pytest.mark.parametrize("what", TAKEN)
def test_what_looks_odd_is_read_all_the_same(department: Browser, what: str) -> None:
    _, page = look(department, TAKEN[what]())
    assert "เผยแพร่ได้ มี" in words_of(page)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(400)


@pytest.mark.parametrize(
    ("content", "status", "says"),
    [
        (PNG, 422, "ไม่ใช่ไฟล์ Excel"),
        (b"", 422, "ไม่ใช่ไฟล์ Excel"),
        (b"x" * 11_000_000, 422, "รับได้ไม่เกิน 10 MB"),
        (b"x" * 50_000_000, 413, "ไฟล์ที่ส่งมาใหญ่เกินไป"),
    ],
    ids=["png", "empty", "11 MB", "50 MB"],
)
def test_files_that_are_no_form(desk: DeskSite, department: Browser, content: bytes, status: int, says: str) -> None:
    answer = send(department, content, "แบบ.xlsx")
    assert answer.status_code == status and says in text_of(answer)
    assert kept(desk) == 0 and len(versions(desk)) == 1


def test_without_a_file_or_a_programme(desk: DeskSite, department: Browser) -> None:
    assert "กรุณาเลือกไฟล์แบบรายงาน" in text_of(department.post(HERE, {"programme": "khok-nong-na"}))
    assert "กรุณาเลือกไฟล์แบบรายงาน" in text_of(send(department, b"", ""))
    for code in ("", "nothing", "a\0b"):
        assert "กรุณาเลือกเรื่อง" in text_of(send(department, to_xlsx(FORM), programme=code))
    assert kept(desk) == 0


def test_formulas_are_read_as_what_they_show_and_pointed_out(department: Browser) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(FORM)))
    book["survey"]["C2"].value = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    _, page = look(department, stream.getvalue())
    assert "สูตร" in words_of(page)


def test_only_a_few_drafts_are_kept_and_not_for_long(desk: DeskSite, department: Browser) -> None:
    addresses = [look(department, to_xlsx(FORM.replace("กี่คน", f"กี่คน {at}")))[0] for at in range(5)]
    assert kept(desk) == form_drafts.MOST
    department.get(addresses[0], 303)
    assert "มีฉบับร่างที่ใหม่กว่ามาแทน" in department.get("/desk/forms/")
    assert department.get(addresses[-1])
    with desk.database.writing() as session:
        desk.passes(days=2, hours=1)
        retention.clean(session, desk.now)
    assert kept(desk) == 0


def test_a_draft_is_its_author_s_alone(desk: DeskSite, department: Browser) -> None:
    address, _ = look(department, to_xlsx(FORM))
    other = desk.comes_in(Role.DEPARTMENT)
    for path in (address, f"{address}/publish", f"{address}/preview"):
        other.get(path, 404)
    for path in (f"{address}/publish", f"{address}/drop", f"{address}/lists", f"{address}/preview", f"{address}/chat"):
        assert other.post(path, {"newest": "1"}).status_code == 404
    assert len(versions(desk)) == 1 and kept(desk) == 1
    assert "ลบฉบับร่างแล้ว" in text_of(department.post(f"{address}/drop"))
    assert kept(desk) == 0
    for path in (f"{address}/publish", f"{address}/drop", f"{address}/preview"):
        assert "ฉบับร่างนี้ลบไปก่อนแล้ว" in text_of(department.post(path))
    assert other.post(f"{address}/drop").status_code == 404


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.PROVINCE])
def test_forms_are_the_department_s(desk: DeskSite, role: Role) -> None:
    browser = desk.comes_in(role)
    browser.get(HERE, 403)
    assert send(browser, to_xlsx(FORM)).status_code == 403
    assert "แบบรายงาน" not in browser.get("/desk/").split("<main")[0]
    assert 'href="/desk/forms/"' in desk.comes_in(Role.DEPARTMENT).get("/desk/")


def test_words_of_a_workbook_are_words_only(department: Browser) -> None:
    form = FORM.replace("กี่คน", "<script>x</script>").replace("แบบคลองสวย", "<b>แบบ</b>").replace("text", "te<i>xt")
    _, page = look(department, to_xlsx(form), "<img src=x>.xlsx")
    assert "<script>x" not in page and "<img src=x" not in page and "te<i>" not in page and "te&lt;i&gt;" in page


def test_beside_two_checks_a_third_is_asked_to_wait(
    desk: DeskSite, department: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not what was said of the same workbook before.
    monkeypatch.setattr(readings, "workbook", read)
    monkeypatch.setattr(readings, "AT_A_PAGE", 0)
    checks = apart._turns[Task.EXAMINE_WORKBOOK]
    assert checks.acquire() and checks.acquire()
    try:
        answer = send(department, to_xlsx(FORM))
        assert answer.status_code == 503 and "ขณะนี้มีไฟล์อื่นกำลังตรวจอยู่" in text_of(answer)
    finally:
        checks.release()
        checks.release()
    assert kept(desk) == 0
    look(department, to_xlsx(FORM))


def test_a_version_that_cannot_be_read_any_more_is_still_listed_and_handed_out(
    desk: DeskSite, department: Browser
) -> None:
    [first] = versions(desk)
    with desk.database.writing() as session:
        version = session.get_one(FormVersion, first.id)
        version.xform, version.sha256 = "<html/>", "f" * 64
    assert "ฉบับที่ 1" in words_of(department.get(HERE))
    assert "f" * 64 in department.get(f"{HERE}version/{first.id}")
    assert department.client.get(f"{HERE}version/{first.id}/workbook").get_data()
    department.get(f"{HERE}version/{first.id}/preview", 404)
    address, _ = look(department, to_xlsx(FORM))
    assert "เผยแพร่ฉบับที่ 2 แล้ว" in text_of(publish(department, address))

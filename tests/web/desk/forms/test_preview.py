"""A form read over and tried on its page: the interview itself, by plain forms, with nothing kept as a report."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models import Base
from models.form_version import FormVersion
from models.membership.membership import Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from tests.support.desk_site import Browser, DeskSite, text_of, words_of
from tests.web.desk.forms.drafts import drafted

FORM = """
| survey |
| | type | name | label | relevant | constraint | constraint_message | required |
| | integer | people | กี่คน | | . <= 500 | ไม่เกิน 500 คน | yes |
| | date | day | วันใด | ${people} > 0 | | | yes |
| | geopoint | place | ที่ใด | | | | yes |
| | select_multiple kind | kinds | ทำอะไร | | | | yes |
| | begin repeat | rows | แปลง | | | | |
| | text | plot | ชื่อแปลง | | | | yes |
| | end repeat | | | | | | |
| | image | photo | ส่งภาพ | | | | yes |
| choices |
| | list_name | name | label |
| | kind | dig | ขุดคลอง |
| | kind | plant | ปลูกป่า |
| settings |
| | form_title |
| | แบบคลองสวย |
"""


class Player:
    """Somebody at the preview page; `says` are the words of the chat."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.path = f"{address}/preview"
        self.page = ""
        self.open()

    def open(self) -> None:
        self.page = self.browser.get(self.path)

    def does(self, **fields: str) -> str:
        answer = self.browser.post(self.path, {"step": self.step} | fields, follow=False)
        assert answer.status_code == 303 and answer.location == f"{self.path}#now"
        self.open()
        return self.says

    @property
    def step(self) -> str:
        found = re.search(r'name="step" value="(\d+)"', self.page)
        return found[1] if found else ""

    @property
    def says(self) -> str:
        return words_of(self.page.split('id="now"')[1].split("</form>\n  <details")[0].split('class="say"')[0])

    @property
    def chat(self) -> str:
        return words_of(self.page.split('<div class="chat"')[1].split('<section class="all"')[0])

    def taps(self, label: str) -> str:
        found = re.search(rf'name="(data|send|text)" value="([^"]*)">\s*{re.escape(label)}', self.page)
        assert found, f"no button {label}"
        return self.does(**{found[1]: found[2].replace("&amp;", "&")})


@pytest.fixture
def department(desk: DeskSite) -> Browser:
    return desk.comes_in(Role.DEPARTMENT)


@pytest.fixture
def player(department: Browser) -> Player:
    return Player(department, f"/desk/forms/draft/{drafted(department, FORM)}")


def state(desk: DeskSite) -> dict[str, int]:
    """How many rows each table has, but that of conversations."""
    with desk.database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name != "conversation"
        }


def test_all_the_questions_stand_there_with_their_rules(player: Player) -> None:
    said = words_of(player.page.split('<section class="all"')[1])
    assert "1. กี่คน จำนวนเต็ม ต้องตอบ people รับเฉพาะ . <= 500 มิฉะนั้นจะแจ้งว่า “ไม่เกิน 500 คน”" in said
    assert "2. วันใด วันที่ ต้องตอบ day ถามเมื่อ ${people} > 0" in said
    assert "ตัวเลือก 2 ข้อ: ขุดคลอง · ปลูกป่า" in said
    assert "แปลง กรอกได้หลายรายการ" in said and "6. ส่งภาพ" in said


def test_it_is_played_to_its_end_without_script_and_nothing_is_kept(desk: DeskSite, player: Player) -> None:
    before = state(desk)
    assert "กี่คน" in player.does(do="begin")
    assert "ไม่เกิน 500 คน" in player.does(text="๖๐๐")
    assert "วันใด" in player.does(text="40")
    data = re.search(r'name="data" value="([^"]*do=pick[^"]*)"', player.page)
    assert data
    assert "ที่ใด" in player.does(data=data[1].replace("&amp;", "&"), picked="2026-10-05")
    assert "ทำอะไร" in player.taps("ส่งตำแหน่ง")
    assert "☑" in player.taps("☐ 1. ขุดคลอง") or "ขุดคลอง" in player.says
    assert "แปลง" in player.does(text="1 2")
    assert "วัดเหนือ" in player.does(text="วัดเหนือ")
    assert "ส่งภาพ" in player.does(text="เสร็จ")
    assert "ตรวจทานก่อนส่ง" in player.does(send="image")
    assert "(ส่งภาพ)" in player.chat
    said = player.taps("ส่งรายงาน")
    assert "จบการทดลอง" in said and "6 คำตอบ" in said and "ไม่มีการบันทึก" in said and "วัดเหนือ" in said
    assert 'class="say"' not in player.page
    assert state(desk) == before
    with desk.database.reading() as session:
        assert session.scalars(select(Report)).all() == []
        [conversation] = session.scalars(select(Conversation)).all()
        assert (conversation.about, conversation.is_active, conversation.report_id) == ("preview", False, None)
    # Over is over, until it is begun again.
    player.does(text="40")
    assert "จบการทดลอง" in player.says
    assert "กี่คน" in player.does(do="begin")


def test_older_words_have_nothing_to_press_and_the_newest_few_stay(player: Player) -> None:
    player.does(do="begin")
    for number in range(20):
        player.does(text=str(600 + number))
    assert player.chat.count("ไม่เกิน 500 คน") <= 15
    newest = player.page.split('id="now"')[1]
    before = player.page.split('<div class="chat"')[1].split('id="now"')[0]
    assert 'name="data"' in newest and 'name="data"' not in before


def test_the_page_open_twice_answers_no_question_that_was_not_seen(player: Player) -> None:
    player.does(do="begin")
    old = player.step
    player.does(text="40")
    assert "วันใด" in player.does(text="7", step=old)
    assert "40" in player.chat and "7" not in re.findall(r"[0-9]+", player.chat.split("วันใด")[0])
    assert player.page.count('class="bubble me"') == 1


def test_an_old_or_foreign_button_is_answered_kindly(player: Player) -> None:
    player.does(do="begin")
    player.does(text="40")
    for data in ("do=answer&c=1&s=0.0&v=1", "do=menu", "x", "%00", "do=answer"):
        assert "วันใด" in player.does(data=data), data


def test_words_of_the_main_menu_open_nothing_here(player: Player) -> None:
    player.does(do="begin")
    for word, said in (("เมนู", "หน้านี้ลองได้เฉพาะแบบรายงาน"), ("พัก", "ในแชตจริง")):
        player.does(text=word)
        assert said in player.chat and "กี่คน" in player.says
    player.does(text="ยกเลิก")
    assert "เลิกลองแล้ว" in player.does(text="ใช่")


def test_what_is_typed_is_words_only_on_each_kind_of_database(any_desk: DeskSite) -> None:
    department = any_desk.comes_in(Role.DEPARTMENT)
    player = Player(department, f"/desk/forms/draft/{drafted(department, FORM)}")
    player.does(do="begin")
    player.does(text="<script>alert(1)</script>\0")
    assert "<script>" not in player.page and "&lt;script&gt;" in player.page
    assert player.does(text="x" * 20_000)


def test_a_trial_of_another_form_or_after_a_day_is_not_shown(
    desk: DeskSite, department: Browser, player: Player
) -> None:
    player.does(do="begin")
    with desk.database.reading() as session:
        version = session.scalars(select(FormVersion)).one().id
    other = Player(department, f"/desk/forms/version/{version}")
    assert "เริ่มลองกรอก" in other.page and "กี่คน" not in other.page.split('<section class="all"')[0]
    assert "มีการดำเนินงาน" in other.does(do="begin")
    player.open()
    assert "เริ่มลองกรอก" in player.page
    player.does(do="begin")
    desk.passes(hours=25)
    fresh = desk.comes_in(Role.DEPARTMENT)
    assert fresh.get(f"/desk/forms/version/{version}/preview")


def test_it_is_sent_to_the_author_s_own_chat(desk: DeskSite, department: Browser, player: Player) -> None:
    address = player.path.removesuffix("/preview")
    said = text_of(_post(department, f"{address}/chat"))
    assert "ส่งคำถามข้อแรกไปที่แชต LINE ของท่านแล้ว" in said
    assert desk.woken == [department.person_id]
    with desk.database.reading() as session:
        [queued] = session.scalars(select(Outbox)).all()
        assert queued.person_id == department.person_id
        assert all(one["text"].startswith("[ทดลอง]") for one in queued.messages)
        [conversation] = session.scalars(select(Conversation)).all()
        assert conversation.is_active and conversation.about == "trial"


def test_it_is_sent_there_a_few_times_an_hour(desk: DeskSite, department: Browser, player: Player) -> None:
    said = [text_of(_post(department, player.path.replace("/preview", "/chat"))) for _ in range(6)]
    assert ["ลองใหม่ได้ตั้งแต่เวลา" in one for one in said] == [False] * 5 + [True]
    with desk.database.reading() as session:
        assert len(session.scalars(select(Outbox)).all()) == 5


def test_a_chat_that_cannot_be_reached_is_not_written_to(desk: DeskSite, department: Browser, player: Player) -> None:
    with desk.database.writing() as session:
        session.get_one(Person, department.person_id).state = PersonState.BLOCKED
    said = text_of(_post(department, player.path.replace("/preview", "/chat")))
    assert "ส่งไปที่แชต LINE ของท่านไม่ได้" in said and desk.woken == []
    with desk.database.reading() as session:
        assert session.scalars(select(Conversation)).all() == [] and session.scalars(select(Outbox)).all() == []


def test_a_form_that_is_not_there(department: Browser) -> None:
    for path in ("draft/999", "version/999", "elsewhere/1"):
        department.get(f"/desk/forms/{path}/preview", 404)
        assert department.post(f"/desk/forms/{path}/preview", {"do": "begin"}).status_code == 404
        assert department.post(f"/desk/forms/{path}/chat").status_code == 404


def _post(browser: Browser, path: str) -> TestResponse:
    return browser.post(path)

"""Every command, however it is spelled, in every state of a conversation: what comes of it, with nothing staying.

`tests/bot/texts/test_recognise.py` holds all spellings of all words against the table; here they go the whole way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count

import pytest

from bot.buttons import press
from bot.events import Event, Kind
from bot.line.render import render
from bot.thai.digits import to_thai
from handlers.dispatch import dispatch
from handlers.request import request_of
from models.database import Database
from models.membership.membership import Role
from services.messaging.outbox import address_of
from tests.handlers.reviewing.reviewing import USUAL, Chats
from tests.support import databases
from tests.support.phone import Phone

pytestmark = pytest.mark.slow

NOT_UNDERSTOOD, NOT_FOR_YOU = "ยังไม่เข้าใจข้อความนี้", "ใช้ได้เฉพาะผู้มีหน้าที่"
JOIN_FIRST, NONE_SENT, NOT_FOUND = "ยังไม่ได้เข้าร่วมหน่วยงาน", "ยังไม่มีรายงานที่ส่งแล้ว", "ไม่พบ"
ASK_ABOVE = "ขอจากหน่วยงานที่กำกับดูแล"
OFFICES_REPORT = "หน่วยงานในพื้นที่เป็นผู้ส่งรายงาน"
MENU, HELP, LINK, MONTH = "เมนูน้องรายงาน", "วิธีใช้น้องรายงาน", "ใช้ได้ครั้งเดียว", "เดือนตุลาคม 2569"
# What stands in the answer to a command outside any question: an officer's, a supervisor's, a stranger's.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "เมนู": (MENU, MENU, MENU),
    "สถานะ": (MONTH, "ส่งแล้ว", JOIN_FIRST),
    "ความรู้": ("คลังความรู้",) * 3,
    "ความรู้ 1.1": ("ตามหนังสือ",) * 3,
    "ค้นหา หลักสูตร": ("หลักสูตร",) * 3,
    "คิวอาร์": ("ขอ QR",) * 3,
    "ติดต่อ": ("ติดต่อ",) * 3,
    "ช่วยเหลือ": (HELP, HELP, HELP),
    "เปิดหน้าเว็บ": (NOT_FOR_YOU, LINK, NOT_FOR_YOU),
    "ขอ excel": (NOT_UNDERSTOOD, LINK, NOT_UNDERSTOOD),
    "ออกจากหน้าเว็บ": (NOT_FOR_YOU, "ไม่มีเครื่องใดเปิด", NOT_FOR_YOU),
    "รายงาน": (MONTH, OFFICES_REPORT, JOIN_FIRST),
    "รายงาน 1": (MONTH, OFFICES_REPORT, JOIN_FIRST),
    "ส่ง": (MONTH, OFFICES_REPORT, JOIN_FIRST),
    "ดูรายงาน": (NONE_SENT, OFFICES_REPORT, JOIN_FIRST),
    "แก้ไขรายงาน": (NONE_SENT, OFFICES_REPORT, JOIN_FIRST),
    "เตือนพรุ่งนี้": ("จะเตือนอีกครั้ง", OFFICES_REPORT, JOIN_FIRST),
    "เข้าร่วม": ("รหัส",) * 3,
    "เลือกหน่วยงาน": ("เลือกจังหวัด",) * 3,
    "หน่วยงานของฉัน": ("หน่วยงานของท่าน", "อำเภอเมืองสมุทรปราการ", "เพื่อเริ่ม"),
    "คำขอ": (NOT_FOR_YOU, "ไม่มีคำขอ", NOT_FOR_YOU),
    "อนุมัติ 1": (NOT_FOR_YOU, "ไม่มีคำขอ", NOT_FOR_YOU),
    "ภาพรวม": (NOT_FOR_YOU, "ภาพรวมอำเภอ", NOT_FOR_YOU),
    "ใครยังไม่ส่ง": (NOT_FOR_YOU, "อบต.แพรกษา", NOT_FOR_YOU),
    "เดือนนี้ใครยังไม่ส่งรายงาน": (NOT_FOR_YOU, "อบต.แพรกษา", NOT_FOR_YOU),
    "ตรวจรายงาน": (NOT_FOR_YOU, "รอ", NOT_FOR_YOU),
    "รับรองทั้งหมด": (NOT_FOR_YOU, "รอ", NOT_FOR_YOU),
    "เปิด 1": (NOT_UNDERSTOOD, "อบต.", NOT_UNDERSTOOD),
    "เตือน 1": (NOT_FOR_YOU, "ยืนยัน", NOT_FOR_YOU),
    "ขยายเวลา 1": (ASK_ABOVE, "ขยายเวลาถึงวันใด", ASK_ABOVE),
    "ลองกรอก": (NOT_UNDERSTOOD,) * 3,
}
OFFICER, SUPERVISOR, STRANGER = range(3)
# In the middle of a report these are done all the same, and its question stands again below; or, of the last two,
# something else is asked. The author of a form, who supervises the country, has some more.
IN_A_REPORT = {
    "เมนู": MENU,
    "สถานะ": MONTH,
    "ความรู้": "คลังความรู้",
    "ความรู้ 1.1": "ตามหนังสือ",
    "ค้นหา หลักสูตร": "หลักสูตร",
    "คิวอาร์": "ขอ QR",
    "ติดต่อ": "สอบถามเพิ่มเติม",
    "เปิดหน้าเว็บ": NOT_FOR_YOU,
    "ออกจากหน้าเว็บ": NOT_FOR_YOU,
    "ดูรายงาน": NONE_SENT,
    "เตือนพรุ่งนี้": "จะเตือนอีกครั้ง",
    "หน่วยงานของฉัน": "หน่วยงานของท่าน",
    "แก้ไขรายงาน": NONE_SENT,
    "เลือกหน่วยงาน": "เลือกจังหวัด",
}
WITHOUT_ITS_QUESTION = ("แก้ไขรายงาน", "เลือกหน่วยงาน")
IN_A_TRIAL = {
    "เมนู": MENU,
    "สถานะ": "ส่งแล้ว",
    "ความรู้ 1.1": "ตามหนังสือ",
    "เปิดหน้าเว็บ": LINK,
    "ดูรายงาน": OFFICES_REPORT,
    "คำขอ": "ไม่มีคำขอ",
    "ภาพรวม": "ภาพรวม",
    "เดือนนี้ใครยังไม่ส่งรายงาน": "ยังไม่ส่ง",
    "ลองกรอก": "[ทดลอง]",
}
ENDINGS = ("ครับ", " ค่ะ", "คร้าบ", " จ้า", "หน่อย", "  ")
SLIPS = {
    "ความรู้": "ควมารู้",
    "คิวอาร์": "คิวออาร์",
    "ช่วยเหลือ": "ช่วเหลือ",
    "รายงาน 1": "รายงน 1",
    "ดูรายงาน": "ดูรายาน",
    "เตือนพรุ่งนี้": "เตือนพรุงนี้",
    "เลือกหน่วยงาน": "เลือกหน่ววยงาน",
    "หน่วยงานของฉัน": "หน่วยงานขงอฉัน",
    "ภาพรวม": "ภาพรวมม",
    "ใครยังไม่ส่ง": "ใครยังไมส่ง",
    "ตรวจรายงาน": "ตรวดรายงาน",
}
FORGIVING = ("nothing begun", "in the library", "paused", "a stranger", "a list shown")
STATES = (*FORGIVING, "choosing an office", "at a number", "at a text", "at the review", "in a trial")
_events = count(1)


class World(Chats):
    """People in every state of a conversation at once: whose telephone it is, and who they are."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        offices = (f"061104{number:02d}" for number in range(1, 9))
        self.states: dict[str, tuple[Phone, int]] = {
            "nothing begun": (self.member(next(offices)), OFFICER),
            "in the library": (self.member(next(offices)), OFFICER),
            "at a number": (self.member(next(offices)), OFFICER),
            "at a text": (self.member(next(offices)), OFFICER),
            "at the review": (self.member(next(offices)), OFFICER),
            "paused": (self.member(next(offices)), OFFICER),
            "a stranger": (self.phone(), STRANGER),
            "choosing an office": (self.phone(), STRANGER),
            "a list shown": (self.district, SUPERVISOR),
            "in a trial": (self.member("TH", Role.DEPARTMENT), SUPERVISOR),
        }
        self.types("in the library", "ความรู้")
        self.types("at a number", "รายงาน", "1")
        self.types("at a text", "รายงาน", *USUAL[:10])
        self.types("at the review", "รายงาน", *USUAL)
        self.states["at the review"][0].photo()
        self.types("paused", "รายงาน", "1", "พัก")
        self.types("a stranger", "สวัสดี")
        self.types("choosing an office", "เลือกหน่วยงาน")
        self.types("a list shown", "ใครยังไม่ส่ง")
        self.states["in a trial"][0].does({"type": "postback", "data": press("trial.start", v=1)})

    def types(self, state: str, *words: str) -> None:
        for said in words:
            self.states[state][0].types(said)

    def says(self, state: str, text: str) -> str:
        """What would be answered, with nothing of it staying."""
        phone, _ = self.states[state]
        sent = Event(f"e{next(_events)}", Kind.TEXT, self.now, phone.user_id, "token", text=text)
        try:
            with self.database.writing() as session:
                answer = render(dispatch(request_of(sent, session, self.now)), address_of(session))
                raise _Undone(json.dumps(answer, ensure_ascii=False))
        except _Undone as undone:
            # A link of this moment alone, and what was typed where the answer repeats it.
            return re.sub(r"/desk/in/[\w.-]+|“[^”]*”", "…", str(undone))


class _Undone(Exception):
    pass


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with databases.opened("sqlite") as database:
        yield World(database)


@pytest.mark.parametrize("state", ["nothing begun", "paused", "a stranger", "a list shown"])
def test_outside_a_question_every_command_leads_where_it_should(world: World, state: str) -> None:
    _, who = world.states[state]
    for word, signs in COMMANDS.items():
        assert signs[who] in world.says(state, word), word


@pytest.mark.parametrize("state", ["in the library", "choosing an office"])
def test_where_something_is_looked_for_the_other_words_are_looked_for(world: World, state: str) -> None:
    _, who = world.states[state]
    for word, signs in COMMANDS.items():
        is_name = state == "choosing an office" and word in ("ค้นหา หลักสูตร", "ส่ง")
        sign = NOT_FOUND if is_name or signs[who] == NOT_UNDERSTOOD else signs[who]
        assert sign in world.says(state, word), word


@pytest.mark.parametrize(
    ("state", "question", "after_it"),
    [
        ("at a number", "กี่ครั้ง", "กี่ครั้ง"),
        ("at a text", "ปัญหา", "ภาพ"),
        ("at the review", "ตรวจทานก่อนส่ง", "ตรวจทานก่อนส่ง"),
    ],
)
def test_in_a_report_the_menu_s_words_are_done_and_others_are_answers(
    world: World, state: str, question: str, after_it: str
) -> None:
    for word in COMMANDS:
        said = world.says(state, word)
        assert IN_A_REPORT.get(word, "") in said, word
        if word in WITHOUT_ITS_QUESTION:
            continue
        if state == "at the review" and word == "ส่ง":
            assert "รับรายงานแล้ว" in said
            continue
        is_own = word in IN_A_REPORT or word in ("ช่วยเหลือ", "รายงาน", "รายงาน 1", "ส่ง")
        assert (question if is_own else after_it) in said, word
        assert is_own or NOT_FOR_YOU not in said, word


def test_in_a_trial_its_author_s_words_are_done(world: World) -> None:
    for word in COMMANDS:
        said = world.says("in a trial", word)
        assert IN_A_TRIAL.get(word, "") in said, word


@pytest.mark.parametrize("state", STATES)
def test_every_spelling_is_answered_as_the_plain_word(world: World, state: str) -> None:
    for word in COMMANDS:
        plain = world.says(state, word)
        for said in (*(f"{word}{ending}" for ending in ENDINGS), f"  {word}", to_thai(word)):
            assert world.says(state, said) == plain, said


@pytest.mark.parametrize("state", STATES)
def test_one_slip_of_the_thumb(world: World, state: str) -> None:
    """Forgiven where the words would not be understood; where words are awaited they are an answer."""
    for word, slipped in SLIPS.items():
        as_answer = "กขคฆง 1" if slipped.endswith("1") else "กขคฆง"
        assert world.says(state, slipped) == world.says(state, word if state in FORGIVING else as_answer), slipped

"""From a workbook to a sent report without touching code: handed in and published on the page, played through the chat
to what stands in the report. Forms of our own with every odd corner, and forms that nobody here wrote, read where they
lie; those are corrected as their authors would, by taking out the rows that the page refuses."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from bot.engine.definition.form import Form
from bot.events import Kind
from bot.forms.workbook.looking import look as kind_of
from bot.forms.workbook.sheets import read_book
from bot.forms.workbook.workbook import to_xlsx
from bot.interview.state.types import Attached, Incoming, Located, Outcome, Tapped
from bot.messages import Button, PickDate, Post
from models import org_unit
from models.form_version import FormVersion
from models.membership.membership import Role
from models.membership.person import Person
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from services.forms import drafts
from services.forms.compiled import compiled
from services.membership import invites
from tests.bot.engine.player import Player
from tests.bot.engine.test_every_kind import FEATURES, OR_OTHER, TYPES
from tests.bot.engine.test_foreign_forms import FILES, REFUSED, SAMPLES
from tests.support.desk_site import Browser, DeskSite, text_of
from tests.support.phone import Clock, Phone
from tests.web.desk.forms.test_forms import look, publish

pytestmark = pytest.mark.slow

CORNERS = """
| survey |
| | type | name | label | relevant | calculation | repeat_count | choice_filter | required | constraint | default |
| | note | hello | สวัสดี | | | | | | | |
| | calculate | twice | | | ${n} * 2 | | | | | |
| | integer | n | กี่บ้าน | | | | | yes | . > 0 and . < 4 | |
| | begin repeat | house | บ้าน | | | ${n} | | | | |
| | text | owner | เจ้าของ | | | | | yes | | |
| | begin repeat | tree | ต้นไม้ | | | | | | | |
| | select_one kind | what | ต้นอะไร | | | | | yes | | |
| | select_one sort | sort | พันธุ์ใด | | | | kind = ${what} | yes | | |
| | end repeat | | | | | | | | | |
| | end repeat | | | | | | | | | |
| | begin group | g | | ${n} > 5 | | | | | | |
| | text | never | ไม่ถามข้อนี้ | | | | | yes | | |
| | end group | | | | | | | | | |
| | date | day | วันใด | | | | | if(${n} > 0, true(), false()) | . <= today() | |
| | text | phone | เบอร์ | | | | | yes | regex(., '0[0-9]{8,9}') | |
| | integer | guess | เดา | | | | | yes | . >= ${n} | 3 |
| | select_one sort | free | พันธุ์ใดก็ได้ | | | | | | | |
| choices |
| | list_name | name | label | kind |
| | kind | 1 | มะม่วง | |
| | kind | 2 | กล้วย | |
| | sort | a | น้ำดอกไม้ | 1 |
| | sort | b | เขียวเสวย | 1 |
| | sort | c | น้ำว้า | 2 |
"""
OURS = {"corners": CORNERS, "types": TYPES, "or other": OR_OTHER}
foreign = pytest.mark.parametrize("name", [name for name in REFUSED if (SAMPLES / name).is_file()] or [None])


class PhoneChat:
    """What a `Player` plays on, over a real phone: its report, the buttons under the newest answer."""

    def __init__(self, phone: Phone, form: Form) -> None:
        self.phone, self.form = phone, form
        self.says = ""

    @property
    def now(self) -> Any:
        return self.phone.clock.now

    @property
    def turn(self) -> PhoneChat:
        return self

    @property
    def outcome(self) -> Outcome:
        with self.phone.database.reading() as session:
            sent = session.scalars(select(Report)).one().submitted_at
        return Outcome.SUBMIT if sent else Outcome.ASKING

    @property
    def answers(self) -> dict[str, Any]:
        with self.phone.database.reading() as session:
            return dict(session.scalars(select(Report)).one().answers or {})

    def state(self) -> dict[str, Any]:
        with self.phone.database.reading() as session:
            return session.scalars(select(Conversation.state).where(Conversation.about == "report")).one()

    def begin(self) -> str:
        return self.type("รายงาน")

    def type(self, words: str) -> str:
        self.says = self.phone.types(words)
        return self.says

    def do(self, incoming: Incoming) -> str:
        if isinstance(incoming, Tapped):
            self.says = self.phone._does(Kind.POSTBACK, data=incoming.data, picked=incoming.picked)
        elif isinstance(incoming, Attached):
            self.says = self.phone._does(incoming.kind, message_id=incoming.message)
        elif isinstance(incoming, Located):
            self.says = self.phone._does(Kind.LOCATION, place=incoming.place, message_id="place")
        return self.says

    def buttons(self) -> list[Button]:
        found = []
        for action in self.phone._buttons():
            if action["type"] == "postback":
                found.append(Button(action.get("label", ""), Post(action["data"])))
            elif action["type"] == "datetimepicker":
                found.append(Button(action["label"], PickDate(action["data"], action["mode"])))
        # Of older answers too: those carry older steps.
        newest = _step(found[0]) if found else ""
        return [button for button in found if _step(button) == newest]


def _step(button: Button) -> str:
    data = button.does.data if isinstance(button.does, Post | PickDate) else ""
    return next((part for part in data.split("&") if part.startswith("s=")), "")


@pytest.fixture
def department(desk: DeskSite) -> Browser:
    return desk.comes_in(Role.DEPARTMENT)


def plays(desk: DeskSite, department: Browser, address: str, *, taps: bool) -> dict[str, Any]:
    """Publishes the draft and answers it as an officer; the report as it is kept."""
    assert "แล้ว รายงานที่เริ่มใหม่ใช้ฉบับนี้ทันที" in text_of(publish(department, address))
    with desk.database.writing() as session:
        unit = org_unit.by_code(session, "06110110")
        assert unit is not None
        code = invites.create(session, unit, Role.OFFICER, desk.now).code
        version = session.scalars(select(FormVersion).order_by(FormVersion.id.desc())).first()
        assert version is not None
        form = compiled(version)
    officer = Phone(desk.database, 77, Clock(desk.now), on_pc=not taps)
    officer.types(f"เข้าร่วม {code}")
    officer.types("ยืนยัน")
    player = Player(form, taps, rows=2)
    chat = PhoneChat(officer, form)
    player.chat = chat  # type: ignore[assignment]
    answers = player.play()
    assert "รับรายงานแล้ว" in chat.says
    with desk.database.reading() as session:
        report = session.scalars(select(Report)).one()
        assert report.status == "submitted" and report.form_version_id == version.id
    return answers


@pytest.mark.parametrize("taps", [True, False], ids=["taps", "typed"])
@pytest.mark.parametrize("name", OURS)
def test_forms_of_our_own(desk: DeskSite, department: Browser, name: str, taps: bool) -> None:
    address, _ = look(department, to_xlsx(OURS[name]), f"{name}.xlsx")
    answers = plays(desk, department, address, taps=taps)
    assert answers
    if name == "corners":
        assert [len(house["tree"]) for house in answers["house"]] and "never" not in str(answers)


def test_a_form_in_two_languages_with_cascades_and_rows(desk: DeskSite, department: Browser) -> None:
    languages = FEATURES.replace("LANGUAGES", "label::ไทย (th) | label::English (en)")
    address, page = look(department, to_xlsx(languages), "ลักษณะ.xlsx")
    assert "เผยแพร่ได้" in page
    assert plays(desk, department, address, taps=True)


@foreign
def test_forms_that_nobody_here_wrote(desk: DeskSite, department: Browser, name: str | None) -> None:
    if name is None:
        return
    content = (SAMPLES / name).read_bytes()
    lists = [(text.encode(), each) for each, text in FILES.items()]
    address, _ = look(department, content, name, lists=lists)
    if REFUSED[name]:
        corrected = _corrected(desk, department, content, address)
        address, page = look(department, corrected, name, lists=lists)
        assert "เผยแพร่ได้" in page
    assert plays(desk, department, address, taps=False)


def _corrected(desk: DeskSite, department: Browser, content: bytes, address: str) -> bytes:
    """The workbook without the rows that the page refuses, and without a settings sheet that it refuses."""
    with desk.database.reading() as session:
        kept = drafts.every(session, session.get_one(Person, department.person_id))[0]
        assert address.endswith(f"/{kept.id}")
        errors = drafts.opened(kept).looked.errors
    assert {remark.code for remark in errors}
    wrong = {(remark.sheet.lower(), remark.row) for remark in errors}
    book, made = read_book(content, kind_of(content)), Workbook()
    made.remove(made.active)
    for name, sheet in book.sheets.items():
        if any(each == name.lower() and each == "settings" for each, _ in wrong):
            continue
        drawn = made.create_sheet(name)
        _write(drawn, 1, sheet.headers)
        for row, texts in sheet.rows.items():
            if (name.lower(), row) not in wrong:
                _write(drawn, row, texts)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _write(drawn: Any, row: int, texts: Mapping[int, str]) -> None:
    for column, text in texts.items():
        drawn.cell(row, column, text).data_type = "s"

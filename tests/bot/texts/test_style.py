"""What docs/thai-style.md decided: words that are said no more anywhere, and quotations within quotations."""

import re
from pathlib import Path

import pytest

from bot.thai.digits import quoted
from bot.thai.units import supervisors_of
from tests.support.source import ROOT

GONE = (
    *("โต๊ะงาน", "คำเตือน", "ระดับเหนือขึ้นไป", "สมาชิก", "เจ้าตัว", "ใช่ไหมคะ", "แก้แถว", "ทักเมื่อ", "หลังกว่า"),
    *("มากกว่าเดิม", "จาก ~", "รายงานส่งกลับ", "ระดับล่าง", "ยังรอรายงาน", "ติดต่อล่าสุด", "สิ้นสุดสถานะ", "ชื่อบางส่วน"),
    *("รูปถ่าย", "ติดต่อไม่ได้", "จะถูกขอ"),
)
FILES = [*(ROOT / "bot/texts").rglob("*.py"), *(ROOT / "web/templates").rglob("*.html")]


@pytest.mark.parametrize("word", GONE)
def test_nothing_says_it_any_more(word: str) -> None:
    assert [str(file) for file in FILES if word in file.read_text(encoding="utf-8")] == []


def test_the_chat_asks_in_one_word() -> None:
    rooms = ("joining", "reporting", "interview", "reviewing")
    said = [file for room in rooms for file in (ROOT / "bot/texts" / room).glob("*.py")]
    assert [str(file) for file in said if "กรุณา" in file.read_text(encoding="utf-8")] == []


def test_a_quotation_within_a_quotation_has_single_marks() -> None:
    assert quoted("แปลง “โคก หนอง นา”") == "“แปลง ‘โคก หนอง นา’”"
    inner = re.compile("“[^”]*“")
    assert [str(file) for file in FILES if inner.search(_without_code(file))] == []


def test_those_who_supervise_are_named_as_people_call_them() -> None:
    department = _Unit("department", "กรมส่งเสริมการปกครองท้องถิ่น")
    province = _Unit("province", "นครนายก", department)
    district = _Unit("district", "เมืองนครนายก", province)
    said = [
        supervisors_of(unit) for unit in (_Unit("sao", "ท่าทราย", district), _Unit("pao", "นครนายก", province), province)
    ]
    assert said == [
        "หน่วยงานที่กำกับดูแล (ท้องถิ่นอำเภอเมืองนครนายก)",
        "หน่วยงานที่กำกับดูแล (ท้องถิ่นจังหวัดนครนายก)",
        "หน่วยงานที่กำกับดูแล (กรมส่งเสริมการปกครองท้องถิ่น)",
    ]
    assert supervisors_of(department) == "หน่วยงานที่กำกับดูแล"


class _Unit:
    def __init__(self, kind: str, name: str, parent: "_Unit | None" = None) -> None:
        self.kind, self.name, self.parent = kind, name, parent


def _without_code(file: Path) -> str:
    return re.sub(r"\{[^{}]*\}", "", file.read_text(encoding="utf-8"))

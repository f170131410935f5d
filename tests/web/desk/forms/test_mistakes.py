"""Every mistake that an author is told of, in one workbook, on the page: where it stands, what is meant, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest

from bot.forms.workbook.workbook import to_xlsx
from models.membership.membership import Role
from tests.support import databases
from tests.support.desk_site import Browser, DeskSite, words_of
from tests.web.desk.forms.test_forms import look

LONG = "ก" * 5001
FORM = (
    f"""
| survey |
| | type | name | label::ไทย (th) | label::English (en) | relevant | constraint | constraint_message | calculation |
| | date | day | วันใด | Day | | . > tody() | ตั้งแต่วันนี้ | |
| | integer | quote | กี่คน | Q | | . > '5 | มากกว่า 5 | |
| | integer | bracket | กี่คน | B | | (. > 5 | มากกว่า 5 | |
| | integer | equals | กี่คน | E | | . == 3 | ต้องเป็น 3 | |
| | decimal | comma | กี่ไร่ | C | | . < 1,5 | น้อยกว่า 1.5 | |
| | integer | three | กี่คน | T | | if(1,2) | - | |
| | calculate | a | | | | | | ${{b}} + 1 |
| | calculate | b | | | | | | ${{c}} |
| | calculate | c | | | | | | ${{a}} |
| | text | itself | ที่ใด | I | ${{itself}} = 'x' | | | |
| | text | bare | ที่ใด | W | ${{quote}} = yes | | | |
| | text | pattern | เบอร์โทร | P | | regex(., '[') | เบอร์ | |
| | text | จำนวน | ชื่อไทย | N | | | | |
| | select_one few or_other | other | ใด | O | | | | |
| | text | untold | | Only English | | | | |
| | select_one many | many | ใด | M | | | | |
| | select_one long | long | ใด | L | | | | |
| | note | lengthy | {LONG} | x | | | | |
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) |
| | few | yes | ใช่ | Yes |
"""
    + "".join(f"| | many | m{at} | ข้อ {at} | {at} |\n" for at in range(11))
    + f"| | long | l | {'ที่' * 21} | L |\n"
    + """
| settings |
| | default_language |
| | ไทย (th) |
"""
)


@dataclass(frozen=True)
class Told:
    """A place of the workbook, what stands over the carets ("": the whole cell), and words of both languages."""

    cell: str
    meant: str
    thai: str
    english: str


MISTAKES = {
    ". > tody()": Told("survey!F2", "tody", "หมายถึง today() หรือไม่", "did you mean today()?"),
    ". > '5": Told("survey!F3", "'5", "เปิดเครื่องหมายคำพูด", "never closed"),
    "(. > 5": Told("survey!F4", "(", "เปิดวงเล็บ", "never closed"),
    ". == 3": Told("survey!F5", "==", "ใช้ = แทน", "write = instead"),
    ". < 1,5": Told("survey!F6", "1,5", "เขียน 1.5", "write 1.5"),
    "if(1,2)": Told("survey!F7", "if", "3 ค่า แต่มี 2 ค่า", "takes 3 arguments, here are 2"),
    "a cycle": Told("survey!H8", "${b}", "สูตรอ้างถึงกันเป็นวง: a → b → c → a", "in a circle: a → b → c → a"),
    "relevance on itself": Told("survey!E11", "${itself}", "ข้อนี้อ้างถึงตัวเอง", "depends on itself"),
    "${q} = yes": Told("survey!E12", "yes", "ใส่เครื่องหมายคำพูด: 'yes'", "in quotation marks: 'yes'"),
    "regex(., '[')": Told("survey!F13", "'['", "รูปแบบ (regex) เขียนไม่ถูกต้อง", "not a pattern"),
    "a Thai name": Told("survey!B14", "", "ใช้ตัวอักษรภาษาอังกฤษ", "write Latin letters in name"),
    "or_other": Told("survey!A15", "or_other", "or_other", "or_other"),
    "missing text": Told("survey!C16", "", "ไทย (th)", "ไทย (th)"),
    "eleven options": Told("survey!A17", "", "11", "11"),
    "a long label": Told("choices!C14", "", "21", "21"),
    "a long text": Told("survey!C19", "", "5,001", "5,001"),
}


@pytest.fixture(scope="module")
def page() -> str:
    with databases.opened("sqlite") as database:
        browser: Browser = DeskSite(database).comes_in(Role.DEPARTMENT)
        _, shown = look(browser, to_xlsx(FORM), "ผิดทุกอย่าง.xlsx")
        return shown


def cards(page: str) -> list[str]:
    return re.findall(r'(?s)<li class="remark .*?</li>', page)


def test_they_are_all_told_at_once(page: str) -> None:
    assert "ยังเผยแพร่ไม่ได้ พบ 13 จุดที่ต้องแก้" in words_of(page)


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_shown_in_its_row_with_a_caret_in_both_languages(page: str, what: str) -> None:
    told = MISTAKES[what]
    sheet, cell = told.cell.split("!")
    row = re.sub("[A-Z]", "", cell)
    found = [one for one in cards(page) if f"<b>{told.cell}</b>" in one and told.thai in unescape(one)]
    assert len(found) == 1, [words_of(one) for one in cards(page) if cell in one]
    [card] = found
    said = words_of(card)
    assert f"{told.cell} แถว {row}" in said and "คอลัมน์" in said
    assert told.english in unescape(card.split('lang="en"')[1])
    if told.meant:
        marked = re.search(r'<mark>(.*?)</mark><span class="caret" aria-hidden="true">(\^+)</span>', card)
        assert marked
        assert unescape(marked[1]) == told.meant and len(marked[2]) == len(told.meant)
    assert sheet in ("survey", "choices")


def test_the_author_s_own_words_stand_there(page: str) -> None:
    shown = unescape(re.sub(r"<[^>]+>", "", page))
    for written in ("${quote} = yes", "${itself} = 'x'", "${b} + 1", "regex(., '[')"):
        assert written in shown.replace("^", "")
    assert "/data/" not in shown
    # What pyxform says itself is said in our words only.
    assert "not recommended" not in shown

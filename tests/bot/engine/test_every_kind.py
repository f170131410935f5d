"""Forms of our own that use every type and every feature, from workbook to sent report by taps and by typing."""

from __future__ import annotations

import csv
import io
import time
from functools import cache
from pathlib import Path

import pytest

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.engine.xform.reading import load_form
from bot.forms.examining import examine
from bot.interview.state.types import Outcome
from tests.bot.engine.player import Player
from tests.bot.interview.chat import Chat

TYPES = """
| survey |
| | type | name | label | required | parameters | constraint | constraint_message | default | calculation |
| | start | start | | | | | | | |
| | end | end | | | | | | | |
| | today | today | | | | | | | |
| | username | username | | | | | | | |
| | note | welcome | ยินดีต้อนรับ | | | | | | |
| | text | words | ข้อความ | yes | | string-length(.) > 2 | ยาวกว่านี้ | | |
| | integer | people | กี่คน | yes | | . >= 0 and . <= 500 | 0-500 | | |
| | decimal | money | กี่บาท | yes | | | | 12.5 | |
| | date | day | วันที่ | yes | | . <= today() | ไม่ใช่วันข้างหน้า | | |
| | time | hour | เวลา | yes | | | | | |
| | dateTime | moment | วันและเวลา | yes | | | | | |
| | select_one colour | one | สีใด | yes | | | | | |
| | select_multiple colour | several | สีใดบ้าง | yes | | count-selected(.) <= 2 | ไม่เกิน 2 | | |
| | rank colour | order | เรียงสี | yes | | | | | |
| | acknowledge | read | อ่านแล้ว | yes | | | | | |
| | geopoint | place | ที่ตั้ง | yes | | | | | |
| | image | picture | ภาพ | yes | | | | | |
| | audio | sound | เสียง | yes | | | | | |
| | video | film | วิดีโอ | yes | | | | | |
| | file | paper | ไฟล์ | yes | | | | | |
| | range | score | ให้คะแนน | yes | start=0 end=10 step=2 | | | | |
| | range | part | ส่วน | yes | start=0 end=1 step=0.25 | | | | |
| | hidden | secret | | | | | | x | |
| | calculate | both | | | | | | | ${people} + ${money} |
| | note | bye | รวม ${people} คน สี ${one} | | | | | | |
| choices |
| | list_name | name | label |
| | colour | red | แดง |
| | colour | green | เขียว |
| | colour | blue | น้ำเงิน |
"""
FEATURES = """
| survey |
| | type | name | LANGUAGES | relevant | choice_filter | calculation | repeat_count | trigger | default | required |
| | select_one province | province | จังหวัด | Province | | | | | | | yes |
| | select_one district | district | อำเภอ | District | | province = ${province} | | | | | yes |
| | select_multiple other | what | อะไร | What | | | | | | | yes |
| | text | what_other | ระบุ | Which | selected(${what}, 'other') | | | | | | yes |
| | integer | houses | กี่หลัง | Houses | | | | | | | yes |
| | begin repeat | house | บ้าน ${number} | House | | | | ${houses} | | | |
| | calculate | number | | | | | position(..) | | | | |
| | text | owner | เจ้าของบ้านหลังที่ ${number} | Owner | | | | | | | yes |
| | begin repeat | pond | บ่อ | Pond | | | | | | | |
| | decimal | depth | ลึกเท่าไร | Depth | | | | | | | yes |
| | end repeat | | | | | | | | | | |
| | end repeat | | | | | | | | | | |
| | calculate | ponds | | | | | count(${pond}) | | | | |
| | calculate | deepest | | | | | max(${depth}) | | | | |
| | note | sum | มีบ่อ ${ponds} บ่อ ลึกสุด ${deepest} | Ponds | ${ponds} > 0 | | | | | | |
| | text | copy | ชื่อสกุล | Copy | | | | | | concat('บ้าน ', ${houses}) | |
| | calculate | changed | | | | | now() | | ${houses} | | |
| | begin group | inner | ท้าย | End | ${houses} > 0 | | | | | | |
| | select_one yes_no | sure | แน่ใจหรือไม่ | Sure | | | | | | | yes |
| | end group | | | | | | | | | | |
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) | province |
| | province | p1 | เชียงใหม่ | Chiang Mai | |
| | province | p2 | ลำพูน | Lamphun | |
| | district | d1 | สันทราย | San Sai | p1 |
| | district | d2 | แม่ริม | Mae Rim | p1 |
| | district | d3 | ป่าซาง | Pa Sang | p2 |
| | other | a | ก | A | |
| | other | other | อื่น ๆ | Other | |
| | yes_no | yes | ใช่ | Yes | |
| | yes_no | no | ไม่ใช่ | No | |
| settings |
| | form_title | default_language |
| | ทุกอย่าง | ไทย (th) |
""".replace("LANGUAGES", "label::ไทย (th) | label::English (en)")
OR_OTHER = """
| survey |
| | type | name | label | required |
| | select_one colour or_other | c | สีใด | yes |
| | select_multiple colour or_other | m | สีใดบ้าง | yes |
| choices |
| | list_name | name | label |
| | colour | red | แดง |
"""
OFFICES = """
| survey |
| | type | name | label | required | choice_filter |
| | select_one_from_file offices.csv | office | หน่วยงานใด | yes | |
| | select_one_from_file offices.csv | near | หน่วยงานใกล้เคียง | | province = SAME/province |
""".replace("SAME", "instance('offices')/root/item[name = ${office}]")
PROVINCES = ("เชียงใหม่", "ลำพูน", "ลำปาง", "แพร่", "น่าน", "พะเยา", "เชียงราย")
PLACES = ("หนองแค", "บ้านดู่", "ป่าซาง", "สันทราย", "แม่ริม", "หนองหาร", "ดอนแก้ว", "ห้วยทราย", "ท่าวังตาล", "เวียงกาน")


@cache
def offices() -> bytes:
    """7,851 offices: as many as there are in the country, names shared by several as they are there."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(["name", "label", "province"])
    for at in range(7851):
        province = PROVINCES[at % len(PROVINCES)]
        place = f"{PLACES[at % len(PLACES)]}{'' if at < 70 else f' {at}'}"
        written.writerow([f"{6_000_000 + at:08}", f"อบต.{place} จ.{province}", province])
    return out.getvalue().encode()


@cache
def published(markdown: str, with_offices: bool = False) -> Form:
    """The form as an author would publish it: nothing wrong with it."""
    files = {"offices.csv": offices()} if with_offices else {}
    looked = examine(markdown.encode(), files)
    assert looked.xml is not None, [f"{remark.cell} {remark.en}" for remark in looked.errors]
    return load_form(looked.xml, files)


ways = pytest.mark.parametrize("taps", [True, False], ids=["taps", "typed"])


@ways
def test_every_type(taps: bool) -> None:
    player = Player(published(TYPES), taps)
    answers = player.play()
    kinds = {question.kind for question in player.chat.form.questions.values()}
    assert kinds == set(QuestionKind)
    missing = {question.name for question in player.chat.form.questions.values()} - set(answers)
    # Who fills in and notes are not answers; the identifier of the filling is its own.
    assert missing <= {"username", "welcome", "bye", "instanceID", "instanceName"}
    assert answers["both"] == answers["people"] + answers["money"]


@ways
@pytest.mark.parametrize("rows", [1, 2])
def test_cascades_rows_in_rows_languages_and_triggers(taps: bool, rows: int) -> None:
    player = Player(published(FEATURES), taps, rows=rows, last=True)
    answers = player.play()
    assert answers["province"] == "p2" and answers["district"] == "d3"
    assert answers["what"] == ["other"] and answers["what_other"]
    assert len(answers["house"]) == answers["houses"]
    assert answers["ponds"] == rows * answers["houses"] == sum(len(house.get("pond", [])) for house in answers["house"])
    assert answers["changed"].startswith("2026-11-02")
    assert answers["deepest"] == max(pond["depth"] for house in answers["house"] for pond in house["pond"])


def test_a_default_that_reads_other_answers_is_offered_and_not_filled_in() -> None:
    chat = Chat(published(FEATURES))
    chat.begin()
    chat.play("> ลำพูน\n< อำเภอ\n<! สันทราย\n> ป่าซาง\n> 1\n< กี่หลัง\n> 1\n< เจ้าของบ้านหลังที่ 1\n> ก")
    chat.play("< ลึกเท่าไร\n> 2.5\n> เสร็จ")
    chat.play("< ชื่อสกุล\n< ใช้ค่าที่ตั้งไว้: บ้าน\n> =\n< แน่ใจหรือไม่")


@ways
def test_or_other(taps: bool) -> None:
    answers = Player(published(OR_OTHER), taps, last=True).play()
    assert (answers["c"], bool(answers["c_other"])) == ("other", True)
    assert (answers["m"], bool(answers["m_other"])) == (["other"], True)


@ways
def test_a_national_list_is_played(taps: bool) -> None:
    answers = Player(published(OFFICES, True), taps).play()
    assert answers["office"] == "06000000" and answers["near"].startswith("06")


def test_a_national_list_is_searched_by_typing() -> None:
    chat = Chat(published(OFFICES, True))
    chat.begin()
    chat.play("< หน้า 1 จาก 786\n< พิมพ์หมายเลขหรือบางส่วนของชื่อ")
    # A whole name, in part and mistyped.
    chat.play("> สันทราย 4443\n< ✓ เลือก: อบต.สันทราย 4443")
    chat.play("> ย้อน\n> อบต.หวยทราย 4447 จ.ลำปาง\n> [4448. อบต.ห้วยทราย 4447]\n< ✓ เลือก: อบต.ห้วยทราย 4447")
    # What fits many is narrowed down, not refused: the list shows what fits, with the numbers of the whole list.
    chat.play("> ย้อน\n> หนองแค\n< ตรงกับ")
    shown = [button for button in chat.buttons() if "หนองแค" in button.label]
    assert 1 < len(shown) <= 10
    assert not [button for button in chat.buttons() if "ป่าซาง" in button.label]
    chat.play("> หนองแค จ.ลำพูน\n< ✓ เลือก: อบต.หนองแค จ.ลำพูน\n> ย้อน")
    chat.play("> ไม่มีที่นี่แน่นอน\n< ไม่พบตัวเลือกนี้ค่ะ\n< หน้า 1 จาก 786")
    chat.play("> 7851\n< ✓ เลือก: ")
    assert chat.turn.outcome is Outcome.ASKING


def test_a_national_list_is_quick() -> None:
    chat = Chat(published(OFFICES, True))
    chat.begin()
    chat.type("สันทราย 4443")
    chat.type("ย้อน")
    began = time.process_time()
    for at in range(10):
        chat.type(f"หวยทราย {at}")
    # Drawing and judging each message is most of it; a scan of the whole list for each label would take seconds.
    assert (time.process_time() - began) / 10 < 0.5


REGISTRY = Path(__file__).parents[4] / "shared" / "data" / "lao-registry-2560.csv"


def test_the_real_registry_where_it_is_at_hand() -> None:
    if not REGISTRY.is_file():
        return
    rows = list(csv.DictReader(io.StringIO(REGISTRY.read_text(encoding="utf-8-sig"))))
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(["name", "label", "province"])
    for row in rows:
        written.writerow(
            [row["code"], f"{row['type']}{row['name']} {row['district']} {row['province']}", row["province"]]
        )
    looked = examine(OFFICES.encode(), {"offices.csv": out.getvalue().encode()})
    assert looked.xml is not None
    answers = Player(load_form(looked.xml, {"offices.csv": out.getvalue().encode()}), taps=False).play()
    assert len(answers["office"]) == 8

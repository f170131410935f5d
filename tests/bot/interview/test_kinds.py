"""Every kind of question that a form may ask, by tap and by typing."""

import json

import pytest

from bot.messages import Ask, PickDate
from tests.bot.interview.chat import Chat, form_of

PROVINCES = "\n".join(f"| | provinces | p{at} | จังหวัดที่{at}{'ก' * (at % 3)} |" for at in range(1, 24))
KINDS = f"""
| survey |
| | type | name | label | hint | required | relevant | constraint | constraint_message | default | parameters |
| | note | hello | โปรดอ่านก่อนตอบ | | | | | | | |
| | date | day | วันที่จัดกิจกรรม | | yes | | . <= today() | วันที่ต้องไม่อยู่ในอนาคต | | |
| | time | at | เวลาเริ่ม | | yes | | | | | |
| | dateTime | moment | วันและเวลาที่บันทึก | | | | | | | |
| | select_one provinces | province | จังหวัด | | yes | | | | | |
| | decimal | area | เนื้อที่ | | yes | | | | 2.5 | |
| | range | score | ให้คะแนนความพร้อม | | yes | | | | | start=1 end=5 step=1 |
| | rank order | order | เรียงลำดับความสำคัญ | | yes | | | | | |
| | acknowledge | read | ได้อ่านหลักเกณฑ์แล้ว | | yes | | | | | |
| | geopoint | point | จุดที่ตั้ง | | | | | | | |
| | file | paper | เอกสารแนบ | | | | | | | |
| | audio | sound | เสียงสัมภาษณ์ | | | | | | | |
| | note | bye | ขอบคุณที่ให้ข้อมูล | | | | | | | |
| choices |
| | list_name | name | label |
{PROVINCES}
| | order | water | น้ำ |
| | order | soil | ดิน |
| | order | forest | ป่า |
| settings |
| | form_title | form_id | version |
| | แบบทดสอบ | kinds | 1 |
"""
BEFORE = {
    "day": [],
    "at": ["5/10/69"],
    "moment": ["5/10/69", "9:30"],
    "province": ["5/10/69", "9:30", "ข้าม"],
    "area": ["5/10/69", "9:30", "ข้าม", "1"],
    "score": ["5/10/69", "9:30", "ข้าม", "1", "="],
    "order": ["5/10/69", "9:30", "ข้าม", "1", "=", "3"],
    "read": ["5/10/69", "9:30", "ข้าม", "1", "=", "3", "1 2 3"],
    "point": ["5/10/69", "9:30", "ข้าม", "1", "=", "3", "1 2 3", "รับทราบ"],
    "paper": ["5/10/69", "9:30", "ข้าม", "1", "=", "3", "1 2 3", "รับทราบ", "ข้าม"],
    "sound": ["5/10/69", "9:30", "ข้าม", "1", "=", "3", "1 2 3", "รับทราบ", "ข้าม", "ข้าม"],
}


def at(question, on_pc=False):
    chat = Chat(form_of(KINDS), on_pc)
    chat.begin()
    for words in BEFORE[question]:
        chat.type(words)
    return chat


def given(chat, question):
    return chat.state()["given"].get(f"/data/{question}")


def test_a_note_is_read_with_the_question_after_it():
    at("day").play("< โปรดอ่านก่อนตอบ\n< วันที่จัดกิจกรรม")


def test_a_date_by_words():
    chat = at("day")
    chat.play(
        """
        < พิมพ์ เช่น 5/7/69
        > พรุ่งนี้
        < ⚠ วันที่ต้องไม่อยู่ในอนาคต
        > 31/9/69
        < ⚠ กันยายน 2569 มีเพียง 30 วันค่ะ
        > ๕ ต.ค. ๖๙
        < ✓ บันทึกแล้ว: 5 ตุลาคม 2569
        """
    )
    assert given(chat, "day") == "2026-10-05"


def test_a_date_by_picker_and_by_button():
    chat = at("day")
    picker = next(button.does for button in chat.buttons() if isinstance(button.does, PickDate))
    assert (picker.mode, str(picker.initial), str(picker.latest)) == ("date", "2026-11-02", "2026-11-02")
    chat.play("> (เลือกวันที่ 2026-10-05)\n< ✓ บันทึกแล้ว: 5 ตุลาคม 2569\n> ย้อน\n> [เมื่อวาน]\n< ✓ บันทึกแล้ว: 1 พฤศจิกายน 2569")
    chat.play("> ย้อน\n> (เลือกวันที่ nonsense)\n< ⚠ ยังอ่านเป็นวันที่ไม่ได้ค่ะ")


def test_a_time_by_words_and_by_picker():
    chat = at("at")
    chat.play("> บ่ายสองโมงครึ่ง\n< ✓ บันทึกแล้ว: 14:30 น.\n> ย้อน\n> (เลือกวันที่ 09:05)\n< ✓ บันทึกแล้ว: 09:05 น.")


def test_a_moment_by_words_and_by_picker():
    chat = at("moment")
    chat.play(
        """
        > 5/10/69 9:30
        < ✓ บันทึกแล้ว: 5 ตุลาคม 2569 เวลา 09:30 น.
        > ย้อน
        > (เลือกวันที่ 2026-10-06T14:00)
        < ✓ บันทึกแล้ว: 6 ตุลาคม 2569 เวลา 14:00 น.
        > ย้อน
        > 5 ต.ค. 69 เวลา 09.30 น.
        < ✓ บันทึกแล้ว: 5 ตุลาคม 2569 เวลา 09:30 น.
        """
    )


def test_a_long_list_in_pages_by_tap_and_by_word_on_a_pc():
    chat = at("province", on_pc=True)
    chat.play(
        """
        < 10. จังหวัดที่10
        <! 11. จังหวัดที่11
        < หน้า 1 จาก 3
        > [ดูเพิ่ม]
        < 11. จังหวัดที่11
        > เพิ่มเติม
        < 23. จังหวัดที่23
        > [23. จังหวัดที่23]
        < ✓ เลือก: จังหวัดที่23
        > ย้อน
        < หน้า 1 จาก 3
        > 12
        < ✓ เลือก: จังหวัดที่12
        > ย้อน
        > จังหวัดที่1
        < คำนี้ตรงกับหลายตัวเลือกค่ะ
        """
    )


def test_words_that_fit_several_of_a_long_list_can_be_tapped():
    chat = at("province")
    chat.play("> จังหวัดที่2\n< คำนี้ตรงกับหลายตัวเลือกค่ะ\n> [จังหวัดที่20]\n< ✓ เลือก: จังหวัดที่20")


def test_a_default_is_offered_and_not_taken_unasked():
    chat = at("area")
    chat.play("< ใช้ค่าที่ตั้งไว้: 2.5 (พิมพ์ =)")
    assert given(chat, "area") is None
    chat.play("> [ใช้: 2.5]\n< ✓ บันทึกแล้ว: 2.5")
    assert given(chat, "area") == 2.5


def test_a_range_says_its_ends():
    at("score").play("> 9\n< ⚠ ตอบได้ตั้งแต่ 1 ถึง 5 ค่ะ\n> ๔\n< ✓ บันทึกแล้ว: 4")


def test_an_order_is_typed():
    chat = at("order")
    chat.play("< พิมพ์หมายเลขเรียงตามลำดับ เช่น 3 1 2\n> 3 1\n< ⚠\n> 3 1 2\n< ✓ เลือก: ป่า, น้ำ, ดิน")


def test_an_acknowledgement():
    chat = at("read")
    chat.play("> ไม่\n< อ่านแล้วพิมพ์ “รับทราบ”\n> [รับทราบ]\n< ✓ บันทึกแล้ว: รับทราบแล้ว")
    assert given(chat, "read") == "OK"


def test_a_point_by_location_by_words_and_abroad():
    chat = at("point")
    assert any(button.does is Ask.LOCATION for button in chat.buttons())
    chat.play(
        """
        > (ตำแหน่ง 13.75, 100.5)
        < ✓ บันทึกพิกัดแล้ว: 13.750000, 100.500000
        > ย้อน
        > 35.68, 139.69
        < จุดนี้ (35.680000, 139.690000) อยู่นอกประเทศไทยค่ะ
        > ไม่
        < ไม่มีการเปลี่ยนแปลงค่ะ
        < จุดที่ตั้ง
        > 35.68, 139.69
        > [ใช้จุดนี้]
        < ✓ บันทึกพิกัดแล้ว: 35.680000, 139.690000
        > ย้อน
        > 100.5, 13.75
        < ละติจูดกับลองจิจูดน่าจะสลับกันค่ะ
        > [13.750000, 100.500000]
        < ✓ บันทึกพิกัดแล้ว: 13.750000, 100.500000
        """
    )


@pytest.mark.parametrize(("question", "sent", "kept"), [("paper", "(ไฟล์)", "file-1"), ("sound", "(เสียง)", "sound-1")])
def test_files_and_sounds_where_they_are_asked_for(question, sent, kept):
    chat = at(question)
    chat.play(f"< ส่งไฟล์ในแชตนี้ได้เลย\n> {sent}")
    assert given(chat, question) == kept


def test_closing_notes_stand_with_the_review():
    at("sound").play("> ข้าม\n< ขอบคุณที่ให้ข้อมูล\n< ตรวจทานก่อนส่ง")


MANY = "\n".join(
    ["| survey |", "| | type | name | label | required |"]
    + [f"| | text | q{at} | คำถามที่ {at} {'ยาวมาก ' * 30} | |" for at in range(1, 61)]
    + ["| | select_multiple many | many | เลือกได้หลายข้อ | |", "| choices |", "| | list_name | name | label |"]
    + [f"| | many | m{at} | ตัวเลือกที่ {at} {'ชื่อยาว' * 9} |" for at in range(1, 16)]
    + ["| settings |", "| | form_title | form_id | version |", "| | ยาว | long | 1 |", ""]
)


def test_a_long_form_is_reviewed_in_pages():
    chat = Chat(form_of(MANY))
    chat.begin()
    for _ in range(60):
        chat.type("ตอบ " + "คำตอบยาวมาก " * 300)
    chat.play(
        """
        > [☐ 2. ตัวเลือกที่ 2
        > [ดูเพิ่ม]
        > [☐ 12. ตัวเลือกที่ 12
        < ☑ 12. ตัวเลือกที่ 12
        > [เสร็จ (เลือกแล้ว 2 ข้อ)]
        < ตรวจทานก่อนส่ง
        < หน้า 1 จาก 2
        < 48. คำถามที่ 48
        <! 49. คำถามที่ 49
        > [ดูหน้า 2]
        < 61. เลือกได้หลายข้อ: ตัวเลือกที่ 2
        > แก้ 1
        < คำถามที่ 1
        > ใหม่
        < ตรวจทานก่อนส่ง
        """
    )
    for drawn in chat.drawn:
        # Counted as the SDK sends it, every Thai letter as an escape.
        assert len(json.dumps(drawn["contents"])) < 30_000


def test_ticks_are_what_was_wanted_however_often_tapped():
    chat = Chat(form_of(MANY))
    chat.begin()
    for _ in range(60):
        chat.type("x")
    tick = chat.button("☐ 1. ").does
    from bot.interview.state.types import Tapped

    chat.do(Tapped(tick.data))
    chat.do(Tapped(tick.data))
    chat.play("< ☑ 1. ตัวเลือกที่ 1\n> [☑ 1. \n< ☐ 1. ตัวเลือกที่ 1\n> [เสร็จ]\n< ✓ ข้ามข้อนี้แล้ว")


CROWDED = "\n".join(
    ["| survey |", "| | type | name | label | required | choice_filter | bind::nong:carry |"]
    + ["| | select_one ten | first | เลือกหนึ่งข้อ | | | yes |", "| | select_one ten | second | อีกข้อ | | | yes |"]
    + ["| | text | name | ชื่อ | yes | | |", "| | select_one few | third | ข้อที่ขึ้นกับชื่อ | yes | of = ${name} | |"]
    + ["| choices |", "| | list_name | name | label | of |"]
    + [f"| | ten | t{at} | ตัวเลือกที่ {at} ซึ่งมีชื่อยาวเกินกว่าปุ่ม | |" for at in range(1, 11)]
    + ["| | few | f1 | มีอยู่ข้อเดียว | ก |", "| settings |"]
    + [
        "| | form_title | form_id | version | namespaces |",
        '| | แน่น | crowded | 1 | nong="https://example.org/nong" |',
        "",
    ]
)


def test_ten_options_an_earlier_value_and_the_ways_out_fit_thirteen_buttons():
    chat = Chat(form_of(CROWDED))
    chat.begin(suggestions={"/data/first": "t3", "/data/second": "t4"})
    labels = [button.label for button in chat.buttons()]
    assert len(labels) == 13
    assert labels[0].startswith("ใช้ค่าเดิม: ตัวเลือกที่ 3")
    # Labels that LINE cuts are told apart by their numbers.
    assert [label.split(".")[0] for label in labels[2:12]] == [str(at) for at in range(1, 11)]
    # There is no way back from the first question: its place goes to all of last month's values.
    assert labels[1] == "ใช้ค่าเดิมทุกข้อ" and labels[12:] == ["ข้าม"]
    chat.play("> [ข้าม]")
    labels = [button.label for button in chat.buttons()]
    assert len(labels) == 13 and labels[11:] == ["ข้าม", "ย้อน"]
    chat.play("> ย้อน")
    chat.play("> เหมือนเดิมทั้งหมด\n< • อีกข้อ: ตัวเลือกที่ 4\n< ชื่อ")


def test_a_question_left_without_options_says_how_to_go_on():
    chat = Chat(form_of(CROWDED))
    chat.begin()
    chat.play(
        """
        > ข้าม
        > ข้าม
        > ข
        < คำตอบก่อนหน้าทำให้ข้อนี้ไม่มีตัวเลือก พิมพ์ “ย้อน” เพื่อกลับไปตรวจ
        > 1
        < ⚠
        > ย้อน
        > ก
        < 1. มีอยู่ข้อเดียว
        > 1
        < ตรวจทานก่อนส่ง
        """
    )

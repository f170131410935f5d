"""A month reported: by taps on a phone, by typing on a PC, and a month in which nothing happened."""

from bot.interview import interview
from bot.interview.state.types import Outcome
from tests.bot.interview.chat import Chat, built_in

LAST_MONTH = {
    "/data/start/happened": "yes",
    "/data/teach/sessions": 1,
    "/data/teach/staff": 25,
    "/data/teach/new_areas": 1,
    "/data/teach/all_areas": 3,
    "/data/join/centre": "yes",
    "/data/join/households": 20,
    "/data/join/partners": ["temple", "school"],
    "/data/spread/people": 150,
    "/data/spread/means": ["training", "broadcast"],
    "/data/closing/budget": 12500.0,
    "/data/closing/problems": "น้ำไม่พอ",
    "/data/closing/photo_1": "photo-of-last-month",
}


def test_a_typical_month_by_taps_takes_at_most_eight_actions():
    chat = Chat()
    chat.begin(suggestions={**LAST_MONTH, "/data/teach/new_areas": 0})
    chat.play(
        """
        < รายงานเดือนตุลาคม 2569 · ข้อ 1 จากประมาณ
        > [มีการดำเนินงาน]
        < ✓ เลือก: มีการดำเนินงาน
        < จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง
        < ใช้ค่าเดิม: 1 ครั้ง (พิมพ์ =)
        > [ทุกตัวเลขเท่าครั้งก่อน]
        < • ครัวเรือนที่ช่วยเหลือ: 20 ครัวเรือน
        < จนถึงสิ้นเดือนที่รายงาน มีพื้นที่ต้นแบบทั้งหมดกี่แห่ง
        < ใช้ค่าเดิม: 3 แห่ง (พิมพ์ =)
        > [ใช้ค่าเดิมทุกข้อ]
        < • หน่วยงานที่ร่วมมือ: วัด, โรงเรียน
        < ✓ ครัวเรือนที่ช่วยเหลือ: 20 ครัวเรือน
        > [ไม่มี]
        < ส่งภาพถ่ายการดำเนินงานอย่างน้อย 1 ภาพ
        > (ภาพ)
        < ตรวจทานก่อนส่ง · รายงานเดือนตุลาคม 2569
        < ส่งภาพเพิ่มได้อีก 4 ภาพ
        > [ส่งรายงาน]
        """
    )
    assert chat.answers == {
        "start": {"happened": "yes"},
        "teach": {"sessions": 1, "staff": 25, "new_areas": 0, "all_areas": 3},
        "join": {"centre": "yes", "households": 20, "partners": ["temple", "school"]},
        "spread": {"people": 150, "means": ["training", "broadcast"]},
        "closing": {"budget": 12500.0, "photo_1": "photo-1"},
    }
    # "เริ่มรายงาน" on the reminder is one more.
    assert chat.taps + 1 <= 8
    assert chat.typed == 0


def test_a_busy_month_on_a_pc_by_typing_only():
    chat = Chat(on_pc=True)
    chat.begin(suggestions=LAST_MONTH)
    chat.play(
        """
        > มีค่ะ
        > ๒ ครั้ง
        < ✓ บันทึกแล้ว: 2 ครั้ง
        > ยี่สิบเอ็ด
        < ✓ บันทึกแล้ว: 21 คน
        > 1
        > 4
        < ▌พื้นที่ต้นแบบที่เพิ่มขึ้น แห่งที่ 1 จาก 1 แห่ง
        > แปลงโคก หนอง นา วัดบ้านเหนือ
        < 1. วัด
        > วัด
        > คลม
        < ⚠ ไม่พบตัวเลือกนี้ค่ะ
        > CLM
        < ✓ เลือก: ระดับตำบล (CLM)
        > ๓-๒-๕๐
        < ✓ บันทึกแล้ว: 3 ไร่ 2 งาน 50 ตารางวา
        > ขุดแล้ว
        > https://www.google.com/maps/place/x/@13.1,100.1,17z/data=!3d13.75!4d100.51
        < ✓ บันทึกพิกัดแล้ว: 13.750000, 100.510000
        > ข้าม
        < ▌ด้านที่ 2
        > ใช่
        > =
        < ✓ บันทึกแล้ว: 20 ครัวเรือน
        > 1 3 โรงเรียน
        < ✓ เลือก: พัฒนาชุมชนจังหวัด, วัด, โรงเรียน
        > ๑,๒๐๐
        < ✓ บันทึกแล้ว: 1,200 คน
        > เสียงตามสาย ป้าย
        < ✓ เลือก: เสียงตามสาย, ป้ายหรือแผ่นพับ
        > ๑๒,๕๐๐ บาทถ้วน
        < ✓ บันทึกแล้ว: 12,500 บาท
        > ขาดแหล่งน้ำ
        < ✓ บันทึกข้อความแล้ว
        > (ภาพ)
        < ตรวจทานก่อนส่ง
        < แปลงโคก หนอง นา วัดบ้านเหนือ: วัด · ระดับตำบล (CLM) · 3 ไร่ 2 งาน 50 ตารางวา · ขุดแล้ว
        > ส่ง
        """
    )
    [area] = chat.answers["teach"].pop("areas")
    assert area.pop("_id")
    assert area == {
        "area_name": "แปลงโคก หนอง นา วัดบ้านเหนือ",
        "owner": "temple",
        "level": "clm",
        "area": 3.625,
        "dug": "yes",
        "location": "13.75 100.51 0.0 0.0",
    }
    assert chat.answers["teach"] == {"sessions": 2, "staff": 21, "new_areas": 1, "all_areas": 4}
    assert chat.answers["closing"]["problems"] == "ขาดแหล่งน้ำ"


def test_a_month_without_work_takes_three_taps_from_the_reminder():
    chat = Chat()
    chat.begin(prefill=interview.nothing_to_report(chat.form))
    chat.taps = 1  # "ไม่มีการดำเนินงาน" on the reminder
    chat.play(
        """
        < เหตุผลที่ไม่มีการดำเนินงานในเดือนที่รายงาน
        > [ยังไม่มีงบประมาณ]
        < ตรวจทานก่อนส่ง
        < 1. การดำเนินงาน: ไม่มีการดำเนินงาน
        < 2. เหตุผล: ยังไม่มีงบประมาณ
        <! ส่งภาพเพิ่ม
        > [ส่งรายงาน]
        """
    )
    assert chat.taps == 3
    assert chat.answers == {"start": {"happened": "no", "why_not": "no_budget"}}
    assert interview.says_nothing(chat.form, chat.answers)


def test_another_reason_is_asked_in_words():
    chat = Chat(on_pc=True)
    chat.begin()
    chat.play(
        """
        > ไม่มี
        > อื่นๆ
        < โปรดระบุเหตุผล
        > พื้นที่น้ำท่วม
        > ส่ง
        """
    )
    assert chat.answers == {"start": {"happened": "no", "why_not": "other", "why_not_words": "พื้นที่น้ำท่วม"}}


def test_zero_and_nothing_to_report_are_different():
    form = built_in()
    assert not interview.says_nothing(form, {"start": {"happened": "yes"}, "teach": {"sessions": 0}})
    assert not interview.says_nothing(form, {})


def test_only_what_may_repeat_is_offered_again():
    chat = Chat()
    chat.begin(suggestions=LAST_MONTH)
    assert set(chat.state()["suggestions"]) == {
        "/data/teach/sessions",
        "/data/teach/staff",
        "/data/teach/new_areas",
        "/data/teach/all_areas",
        "/data/join/centre",
        "/data/join/households",
        "/data/join/partners",
        "/data/spread/people",
        "/data/spread/means",
        "/data/closing/budget",
    }


def test_several_photos_one_after_another_fill_the_places_left():
    chat = Chat()
    chat.begin(suggestions=LAST_MONTH)
    for words in ["มี", "0", "0", "=", "เหมือนเดิมทั้งหมด", "เหมือนเดิมทั้งหมด", "ข้าม"]:
        chat.type(words)
    chat.play(
        """
        > (ภาพ)
        < ตรวจทานก่อนส่ง
        > (ภาพ)
        < ✓ ได้รับภาพแล้ว รวม 2 ภาพ
        < ส่งภาพเพิ่มได้อีก 3 ภาพ
        > (ภาพ)
        > (ภาพ)
        > (ภาพ)
        < ✓ ได้รับภาพแล้ว รวม 5 ภาพ
        <! ส่งภาพเพิ่มได้อีก
        > (ภาพ)
        < ส่งภาพครบแล้วค่ะ ภาพนี้จึงไม่ได้บันทึก
        """
    )
    assert chat.turn.dropped == (f"photo-{chat.sent}",)
    chat.tap("ส่งรายงาน")
    assert [chat.answers["closing"][f"photo_{at}"] for at in range(1, 6)] == [f"photo-{at}" for at in range(8, 13)]


def test_what_was_sent_can_be_looked_at_again():
    chat = Chat()
    chat.begin(prefill=interview.nothing_to_report(chat.form))
    chat.play("> 2\n> ส่ง")
    [card], _ = interview.show(chat.form, chat.answers, chat.about, chat.now)
    rows = [(row.label, row.value, row.button) for section in card.sections for row in section.rows]
    assert rows == [("การดำเนินงาน", "ไม่มีการดำเนินงาน", None), ("เหตุผล", "อยู่ระหว่างเตรียมการ", None)]


def test_after_sending_the_same_state_is_the_review_again():
    chat = Chat()
    chat.begin(prefill=interview.nothing_to_report(chat.form))
    chat.play("> 2\n> ส่ง")
    chat.resume()
    assert chat.turn.outcome is Outcome.REVIEW
    chat.play("> แก้ 2\n> 1\n> ส่ง")
    assert chat.answers["start"]["why_not"] == "no_budget"


def test_last_month_s_answers_become_this_month_s_suggestions():
    form = built_in()
    answers = {
        "start": {"happened": "yes"},
        "teach": {"sessions": 1, "all_areas": 3, "areas": [{"_id": "1", "area_name": "แปลงเดิม"}]},
        "join": {"centre": "yes", "partners": ["temple"]},
        "closing": {"photo_1": "old-photo", "problems": "น้ำไม่พอ"},
    }
    assert interview.earlier_values(form, answers) == {
        "/data/teach/sessions": 1,
        "/data/teach/all_areas": 3,
        "/data/join/centre": "yes",
        "/data/join/partners": ["temple"],
    }

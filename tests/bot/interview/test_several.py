"""Several answers in one message: what is said clearly is taken and read back, the rest is asked."""

import pytest

from bot.interview.values.facts import read_facts
from tests.bot.interview.chat import Chat, built_in
from tests.bot.interview.test_month import LAST_MONTH

AT_ONCE = "อบรม 2 ครั้ง 40 คน แปลงใหม่ไม่มี ทั้งหมด 5 งบ 12,500"


@pytest.mark.parametrize(
    ("said", "values"),
    [
        (AT_ONCE, {"sessions": 2, "staff": 40, "new_areas": 0, "all_areas": 5, "budget": 12500.0}),
        ("จัดอบรม ๒ ครั้ง, ผู้เข้าอบรม ๔๐ คน", {"sessions": 2, "staff": 40}),
        ("ช่วยเหลือ 12 ครัวเรือน เผยแพร่ให้ 300 คน", {"households": 12, "people": 300}),
        ("ครัวเรือน 12 ประชาชน 300 คน ใช้งบประมาณ 1,250.50 บาท", {"households": 12, "people": 300, "budget": 1250.5}),
        ("ไม่มีแปลงใหม่ ทั้งหมด 5 แปลง ไม่ได้อบรม", {"new_areas": 0, "all_areas": 5}),
        ("งบไม่มี ปัญหาไม่มี", {"budget": 0, "problems": None}),
        ("พื้นที่ต้นแบบ 5 แห่ง อบรม 2.5 ครั้ง เด็ก 5 คน", {}),
        ("อบรม 40 คน", {"staff": 40}),
        ("แปลงใหม่ไม่มี ครัวเรือน 12", {"new_areas": 0, "households": 12}),
        ("อบรม 40 คน 2 ครั้ง", {"staff": 40, "sessions": 2}),
        ("3 ไร่ 2 งาน", {}),
        ("13.7563, 100.5018", {}),
        ("", {}),
    ],
)
def test_figures_belong_to_a_question_by_name_and_unit(said, values):
    found = {path.rpartition("/")[2]: value for path, value in read_facts(built_in(), said).values.items()}
    assert found == values


def test_what_is_clear_is_read_back_and_the_rest_is_asked():
    chat = Chat(on_pc=True)
    chat.begin()
    chat.play(
        f"""
        > {AT_ONCE} เด็ก 7 คน
        < ✓ อ่านได้ดังนี้
        < • จัดอบรมบุคลากร: 2 ครั้ง
        < • บุคลากรที่เข้าอบรม: 40 คน
        < • พื้นที่ต้นแบบใหม่: 0 แห่ง
        < • พื้นที่ต้นแบบทั้งหมด: 5 แห่ง
        < • งบประมาณที่ใช้: 12,500 บาท
        < ยังไม่แน่ใจว่า “เด็ก 7 คน” เป็นของข้อใด จึงยังไม่ได้บันทึกค่ะ
        < ดำเนินงานผ่านศูนย์ช่วยเหลือประชาชน
        > ไม่
        > ข้าม
        < ประชาชนประมาณกี่คน
        > 0
        < ปัญหา อุปสรรค
        > ไม่มี
        < ✓ บันทึกว่าไม่มี
        > (ภาพ)
        < 10. ปัญหาและความต้องการ: ไม่มี
        > ส่ง
        """
    )
    assert chat.answers["start"] == {"happened": "yes"} and chat.answers["closing"]["budget"] == 12500.0
    assert "problems" not in chat.answers["closing"]


def test_the_rest_as_before_takes_what_stays_and_asks_what_was_counted():
    chat = Chat(on_pc=True)
    chat.begin(suggestions=LAST_MONTH)
    chat.play(
        """
        > อบรม 2 ครั้ง 40 คน แปลงใหม่ไม่มี นอกนั้นเหมือนเดิม
        < • พื้นที่ต้นแบบทั้งหมด: 3 แห่ง
        < • ช่องทางเผยแพร่: อบรมหรือประชุม, เสียงตามสาย
        < จำนวนครัวเรือนที่ให้ความช่วยเหลือ
        """
    )
    assert not {"/data/join/households", "/data/spread/people", "/data/closing/budget"} & chat.state()["given"].keys()


def test_what_does_not_fit_is_said_with_its_reason_and_asked():
    chat = Chat(on_pc=True)
    chat.begin()
    chat.play(
        """
        > อบรม 200 ครั้ง แปลงใหม่ไม่มี ทั้งหมด 5
        < ⚠ จัดอบรมบุคลากร: 200 ครั้ง
        < ต้องอยู่ระหว่าง 0 ถึง 60
        < บุคลากรของ อปท. กี่ครั้ง
        > 2
        > 40
        < ดำเนินงานผ่านศูนย์
        """
    )


def test_a_message_taken_back_takes_all_its_answers_along():
    chat = Chat()
    chat.begin()
    chat.play(f"> {AT_ONCE}\n> (ยกเลิกข้อความ)\n< ลบคำตอบที่มาจากข้อความที่ยกเลิก\n< กี่ครั้ง")
    assert not any("sessions" in path or "budget" in path for path in chat.state()["given"])


def test_at_the_review_it_corrects_and_at_a_question_for_words_it_is_the_answer():
    chat = Chat(on_pc=True)
    chat.begin()
    chat.play(f"> {AT_ONCE}\n> ไม่\n> ข้าม\n> 0\n> ปีนี้อบรม 2 ครั้ง 40 คน งบ 5 บาทไม่พอ\n< ✓ บันทึกข้อความแล้ว\n> (ภาพ)")
    chat.play("> อบรม 3 ครั้ง 60 คน\n< ✓ อ่านได้ดังนี้\n< 2. จัดอบรมบุคลากร: 3 ครั้ง\n> ส่ง")
    assert chat.answers["teach"]["staff"] == 60 and chat.answers["closing"]["budget"] == 12500.0

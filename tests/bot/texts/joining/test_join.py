from __future__ import annotations

from hashlib import sha256

from bot.texts.joining import coming, join
from bot.thai.units import DEPARTMENT
from bot.vocabulary.intents import Do
from bot.vocabulary.recognise import recognise
from services.membership.erasing import STRANGERS
from services.operations.retention import MESSAGES

# Who agreed to which words must stay known: words that change need a version of their own here.
NOTICES = {"2569-11": "631b824423df4bc6", "2569-12": "359ab60d1654b813"}


def test_the_privacy_notice_and_its_version_change_together() -> None:
    words = "\n".join(join.notice("contact"))
    assert sha256(words.encode()).hexdigest()[:16] == NOTICES[join.NOTICE_VERSION]


def test_the_notice_is_seven_plain_lines_whatever_the_contact_holds() -> None:
    lines = join.notice("กองส่งเสริม\n  โทร. 0 2241 9021")
    assert len(lines) == 7
    assert all("\n" not in line and len(line) < 160 for line in lines)
    assert lines[6].endswith("กองส่งเสริม โทร. 0\u00a02241\u00a09021")  # a number is not parted at a line's end
    # Without a contact there is still somebody to ask.
    assert "ท้องถิ่น" in join.notice("")[6]


def test_the_notice_says_what_the_law_asks_for() -> None:
    """Section 23 of the PDPA, and that supervisors see when and where a picture was taken."""
    controller, kept, purpose, recipients, period, rights, contact = join.notice("")
    assert DEPARTMENT in controller and "ชื่อใน LINE" in kept and "สถานที่ถ่าย" in kept and "แจ้งเตือน" in purpose
    assert all(one in recipients for one in ("อำเภอ", "จังหวัด", "กรม", "วันเวลาและสถานที่ถ่ายภาพ"))
    assert f"{STRANGERS.days} วัน" in period and f"{MESSAGES.days} วัน" in period
    for words, do in (("ข้อมูลของฉัน", Do.JOIN_DATA), ("ลบข้อมูลของฉัน", Do.JOIN_FORGET)):
        intent = recognise(words)
        assert f"“{words}”" in rights and intent is not None and intent.do is do
    assert "คัดค้าน" in contact


def test_every_role_has_a_thai_name() -> None:
    assert set(coming.ROLES) == {"officer", "deputy", "district", "province", "department", "admin"}

from __future__ import annotations

from hashlib import sha256

from bot.texts.joining import coming, join

# Who agreed to which words must stay known: words that change need a version of their own here.
NOTICES = {"2569-11": "631b824423df4bc6"}


def test_the_privacy_notice_and_its_version_change_together() -> None:
    words = "\n".join(join.notice("contact"))
    assert sha256(words.encode()).hexdigest()[:16] == NOTICES[join.NOTICE_VERSION]


def test_the_notice_is_four_plain_lines_whatever_the_contact_holds() -> None:
    lines = join.notice("กองส่งเสริม\n  โทร. 0 2241 9021")
    assert len(lines) == 4
    assert all("\n" not in line and len(line) < 160 for line in lines)
    assert lines[3].endswith("กองส่งเสริม โทร. 0\u00a02241\u00a09021")  # a number is not parted at a line's end
    # Without a contact there is still somebody to ask.
    assert "ท้องถิ่น" in join.notice("")[3]


def test_every_role_has_a_thai_name() -> None:
    assert set(coming.ROLES) == {"officer", "deputy", "district", "province", "department", "admin"}

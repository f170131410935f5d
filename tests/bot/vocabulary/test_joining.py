from __future__ import annotations

import pytest

from bot.vocabulary import commands, joining
from bot.vocabulary.joining import Asked, Wish, understand

CODE = "ABCD-EFGH-JKLM-NPQR"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (f"เข้าร่วม {CODE}", Asked(Wish.INVITE, CODE)),
        (f"เข้าร่วม{CODE}", Asked(Wish.INVITE, CODE)),
        (f"join {CODE.lower()}", Asked(Wish.INVITE, CODE.lower())),
        ("เข้าร่วม 1234", Asked(Wish.INVITE, "1234")),
        (CODE, Asked(Wish.INVITE, CODE, is_bare=True)),
        ("abcdefghjklmnpqr", Asked(Wish.INVITE, "abcdefghjklmnpqr", is_bare=True)),
        ("06110109", Asked(Wish.OFFICE, "06110109", is_bare=True)),
        ("๐๖๑๑๐๑๐๙", Asked(Wish.OFFICE, "06110109", is_bare=True)),
        ("รหัสหน่วยงาน 06110109", Asked(Wish.OFFICE, "06110109")),
        ("เข้าร่วม 06110109", Asked(Wish.OFFICE, "06110109")),
        ("เข้าร่วม", Asked(Wish.HOW, is_bare=True)),
        ("เลือกหน่วยงานค่ะ", Asked(Wish.CHOOSE)),
        ("เลือก อปท.", Asked(Wish.CHOOSE)),
        ("หน่วยงานของฉัน", Asked(Wish.MINE)),
        ("ออกจากหน่วยงาน", Asked(Wish.LEAVE)),
        ("ลบข้อมูลของฉัน", Asked(Wish.FORGET)),
        ("คำขอ", Asked(Wish.REQUESTS)),
        ("อนุมัติ ๑", Asked(Wish.APPROVE, number=1)),
        ("อนุมัติคำขอที่ 12", Asked(Wish.APPROVE, number=12)),
        ("ไม่อนุมัติ 2", Asked(Wish.REFUSE, number=2)),
        ("อนุมัติ", Asked(Wish.APPROVE, is_bare=True)),
    ],
)
def test_what_is_wished(typed: str, asked: Asked) -> None:
    assert understand(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "เข้าร่วมประชุม 12 คน",
        "มีผู้เข้าร่วม 1234",
        "12500000",
        "0812345678",
        "1234567890123456",
        "รออนุมัติงบประมาณ 1",
        "อนุมัติ 1 โครงการ",
        "เลือกหน่วยงานที่เหมาะสม",
        "ไม่มี",
        "ก" * 5000,
    ],
)
def test_answers_are_left_alone(typed: str) -> None:
    assert understand(typed) is None


def test_no_word_means_two_things() -> None:
    assert not [word for word in joining._WISHES if commands.understand(word)]


@pytest.mark.parametrize("typed", ["ไม่ใช่หน่วยงานนี้", "ไม่ใช่หน่วยงานนี้ค่ะ", " ไม่ใช่ หน่วยงานนี้"])
def test_not_this_office(typed: str) -> None:
    assert joining.is_not_here(typed)
    assert not joining.is_not_here("หน่วยงานนี้")


def test_what_a_qr_sends_is_understood() -> None:
    assert understand(joining.to_send(CODE)) == Asked(Wish.INVITE, CODE)

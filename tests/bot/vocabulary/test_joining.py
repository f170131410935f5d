from __future__ import annotations

import pytest

from bot.vocabulary import joining
from bot.vocabulary.intents import Certainty, Do, Intent
from bot.vocabulary.recognise import recognise

BARE = Certainty.BARE

CODE = "ABCD-EFGH-JKLM-NPQR"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (f"เข้าร่วม {CODE}", Intent(Do.JOIN_INVITE, {"code": CODE})),
        (f"เข้าร่วม{CODE}", Intent(Do.JOIN_INVITE, {"code": CODE})),
        (f"join {CODE.lower()}", Intent(Do.JOIN_INVITE, {"code": CODE.lower()})),
        ("เข้าร่วม 1234", Intent(Do.JOIN_INVITE, {"code": "1234"})),
        (CODE, Intent(Do.JOIN_INVITE, {"code": CODE}, BARE)),
        ("abcdefghjklmnpqr", Intent(Do.JOIN_INVITE, {"code": "abcdefghjklmnpqr"}, BARE)),
        ("06110109", Intent(Do.JOIN_OFFICE, {"code": "06110109"}, BARE)),
        ("๐๖๑๑๐๑๐๙", Intent(Do.JOIN_OFFICE, {"code": "06110109"}, BARE)),
        ("รหัสหน่วยงาน 06110109", Intent(Do.JOIN_OFFICE, {"code": "06110109"})),
        ("เข้าร่วม 06110109", Intent(Do.JOIN_OFFICE, {"code": "06110109"})),
        ("เข้าร่วม", Intent(Do.JOIN_HOW, {}, BARE)),
        ("เลือกหน่วยงานค่ะ", Intent(Do.JOIN_CHOOSE)),
        ("เลือก อปท.", Intent(Do.JOIN_CHOOSE)),
        ("หน่วยงานของฉัน", Intent(Do.JOIN_MINE)),
        ("ออกจากหน่วยงาน", Intent(Do.JOIN_LEAVE)),
        ("ข้อมูลของฉัน", Intent(Do.JOIN_DATA)),
        ("ขอข้อมูลของฉันหน่อยค่ะ", Intent(Do.JOIN_DATA)),
        ("ลบข้อมูลของฉัน", Intent(Do.JOIN_FORGET)),
        ("คำขอ", Intent(Do.JOIN_REQUESTS)),
        ("อนุมัติ ๑", Intent(Do.JOIN_APPROVE, {"n": "1"})),
        ("อนุมัติคำขอที่ 12", Intent(Do.JOIN_APPROVE, {"n": "12"})),
        ("ไม่อนุมัติ 2", Intent(Do.JOIN_REFUSE, {"n": "2"})),
        ("อนุมัติ", Intent(Do.JOIN_APPROVE, {}, BARE)),
    ],
)
def test_what_is_wished(typed: str, asked: Intent) -> None:
    assert recognise(typed) == asked


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
    assert recognise(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["อบต.ท่าทราย", "อบต ท่าทราย ครับ", "องค์การบริหารส่วนตำบลท่าทราย", "เทศบาลท่าทราย", "ทม. ท่าทราย", "อบจ.นนทบุรี"],
)
def test_an_office_s_name_with_its_kind(typed: str) -> None:
    found = recognise(typed)
    assert found is not None and found.do is Do.JOIN_NAMED and found.certainty is BARE and found.quiet


@pytest.mark.parametrize("typed", ["ท่าทราย", "ทมยันตี", "อบต.", "เทศบาลตำบล", "อบต. 12 แห่ง"])
def test_a_name_alone_and_a_kind_alone_are_none(typed: str) -> None:
    assert recognise(typed) is None


@pytest.mark.parametrize("typed", ["ไม่ใช่หน่วยงานนี้", "ไม่ใช่หน่วยงานนี้ค่ะ", " ไม่ใช่ หน่วยงานนี้"])
def test_not_this_office(typed: str) -> None:
    assert joining.is_not_here(typed)
    assert not joining.is_not_here("หน่วยงานนี้")


def test_what_a_qr_sends_is_understood() -> None:
    assert recognise(joining.to_send(CODE)) == Intent(Do.JOIN_INVITE, {"code": CODE})

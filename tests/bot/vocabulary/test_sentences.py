"""Whole sentences of officers: what they ask outside a report, and what is done of it in the middle of one."""

import pytest

from bot.vocabulary.intents import Awaits, Context, Do, Intent
from bot.vocabulary.recognise import recognise


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ทำไมต้องส่งอีกคะ", Do.STATUS),
        ("ส่งไปแล้วนะ", Do.STATUS),
        ("เดือนที่แล้วยังไม่ได้ส่งครับ", Do.STATUS),
        ("กำหนดส่งวันไหน", Do.STATUS),
        ("แก้ไขเดือนที่แล้ว", Do.STATUS),
        ("ขอแบบฟอร์มหน่อยค่ะ", Do.REPORT),
        ("ไม่มีกิจกรรม", Do.REPORT_NOTHING),
        ("เดือนตุลาคมไม่ได้ดำเนินการ", Do.REPORT_NOTHING),
        ("ส่งผิดครับ", Do.REPORT_AMEND),
        ("ขอใบรับ", Do.REPORT_SEE),
        ("ย้ายไปอยู่ที่อื่นแล้วค่ะ", Do.JOIN_LEAVE),
        ("รหัสใช้ไม่ได้", Do.JOIN_HOW),
        ("ผมอยู่ อบต.บางแก้ว ครับ", Do.JOIN_NAMED),
        ("ขอรหัสหน่อย", Do.JOIN_HOW),
        ("ใครส่งแล้วบ้าง", Do.REVIEW_OVERVIEW),
        ("ขอเลื่อนส่ง", Do.EXTEND),
        ("ส่งไม่ทันค่ะ", Do.EXTEND),
        ("ขอบคุณมากค่ะ", Do.THANKS),
        ("ระบบค้างค่ะ", Do.CONTACT),
        ("ขอลิงก์หน่อยครับ", Do.DESK_OPEN),
        ("มีใครขอเข้าร่วมบ้างคะ", Do.JOIN_REQUESTS),
        ("มีกี่แห่งที่ยังไม่ส่ง", Do.REVIEW_MISSING),
        ("ใครยังไม่ส่งเดือนที่แล้ว", Do.REVIEW_MISSING),
        ("ภาพรวมเดือนก่อน", Do.REVIEW_OVERVIEW),
        ("ใครเป็นคนส่ง", Do.REPORT_HISTORY),
    ],
)
def test_a_sentence_means_what_a_person_would_understand(said: str, meant: Do) -> None:
    for awaits in (Awaits.NOTHING, Awaits.NO_WORDS):
        found = recognise(said, Context(awaits))
        assert found is not None and found.do is meant


@pytest.mark.parametrize("said", ["ไม่มีกิจกรรม", "ส่งแล้ว", "ย้ายแล้ว", "ขอบคุณ", "ส่งผิด", "แก้ไขรายงานเดือนกันยายน"])
def test_what_may_be_an_answer_is_one_until_the_question_has_refused_it(said: str) -> None:
    assert recognise(said, Context(Awaits.QUESTION)) is None


def test_politeness_alone_is_answered_and_confirms_nothing() -> None:
    for said in ("ครับ", "ค่ะ", "ครับผม"):
        assert recognise(said) == Intent(Do.THANKS)
        for awaits in (Awaits.CONFIRMATION, Awaits.OFFICE, Awaits.QUESTION, Awaits.SENDING_BACK):
            assert recognise(said, Context(awaits, confirms="do=chase.send")) is None


def test_last_month_s_report_is_one_of_a_month() -> None:
    assert (recognise("ขอดูรายงานค่ะ") or Intent(Do.REPORT)).do is Do.REPORT_SEE
    found = recognise("ขอดูรายงานเดือนที่แล้วค่ะ")
    assert found is not None and found.do is Do.REPORT_SEE and found.values["month"] == "เดือนที่แล้ว"

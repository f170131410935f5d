"""What goes wrong on a real day: restarts, deliveries twice and out of order, poison, photos that are gone."""

from __future__ import annotations

import hashlib
import re
import time

import pytest
from sqlalchemy import select

from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import ReportStatus
from models.reporting.report_event import ReportEvent
from tests.journeys.conftest import Province
from tests.support.emulator import PATIENCE
from tests.support.product import Product
from tests.support.transcripts import photo

MONTH = ["รายงาน", "1", "2", "40", "0", "5", "ใช่", "12", "1 3", "250", "1 2", "12,500", "ข้าม"]


def settled(province: Province, seconds: float = PATIENCE) -> None:
    """Every photo that may be fetched now has been, and what nobody wants is removed, by the lanes or here."""
    province.product.settle()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        province.product.wiring.keeper.fetch_due()
        found = photos(province)
        unwanted = [one for one in found if one.state == AttachmentState.GONE and one.key is not None]
        if not unwanted and not any(one.state == AttachmentState.FETCHING for one in found):
            return
        time.sleep(0.02)
    raise AssertionError("a photo is still being fetched or removed")


def photos(province: Province) -> list[Attachment]:
    province.product.settle()
    with province.product.database.reading() as session:
        return list(session.scalars(select(Attachment).order_by(Attachment.id)))


def test_a_restart_between_any_two_messages_changes_nothing(restarting: Province) -> None:
    province = restarting
    url, media = province.product.wiring.settings.database_url, province.product.wiring.settings.media_url
    for words in [*MONTH, "[[photo]]", "ส่ง"]:
        province.play(province.officer, f"> {words}")
        province.product.close()
        province.product = Product(province.line, url, media)  # type: ignore[arg-type]
    report = province.report()
    assert report is not None and report.status == ReportStatus.SUBMITTED


def test_photos_are_kept_under_names_that_reveal_nothing(province: Province) -> None:
    province.play(province.officer, "\n".join(f"> {words}" for words in [*MONTH, "[[photo 33]]", "ส่ง"]))
    settled(province)
    kept = photos(province)
    assert [one.state for one in kept] == [AttachmentState.KEPT]
    assert kept[0].key and re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", kept[0].key)
    body = province.product.wiring.keeper.open(kept[0].key)
    assert body == photo(33) and kept[0].sha256 == hashlib.sha256(body).hexdigest()
    report = province.report()
    assert report is not None and report.answers is not None
    assert report.answers["closing"]["photo_1"] == kept[0].ref


@pytest.mark.parametrize("fault", ["content202", "contentCut"])
def test_a_photo_that_is_not_ready_is_fetched_later(province: Province, fault: str) -> None:
    province.line.fault(fault)
    province.play(province.officer, "\n".join(f"> {words}" for words in [*MONTH, "[[photo]]"]))
    for _ in range(5):
        province.line.later(61)
        settled(province)
    assert [one.state for one in photos(province)] == [AttachmentState.KEPT]


@pytest.mark.parametrize("fault", ["content404", "content410"])
def test_a_photo_that_is_gone_is_asked_for_again_before_sending(province: Province, fault: str) -> None:
    province.line.fault(fault)
    province.play(province.officer, "\n".join(f"> {words}" for words in [*MONTH, "[[photo]]"]))
    settled(province)
    province.play(
        province.officer,
        """
        > ส่ง
        < ภาพหรือไฟล์ 1 รายการเปิดไม่ได้
        | ส่งภาพถ่ายการดำเนินงานอย่างน้อย 1 ภาพ
        > [[photo 200]]
        < ตรวจทานก่อนส่ง
        > ส่ง
        < รับรายงานแล้ว
        """,
    )
    settled(province)
    assert [one.state for one in photos(province)] == [AttachmentState.GONE, AttachmentState.KEPT]


def test_the_same_event_twice_is_answered_once(province: Province) -> None:
    province.play(province.officer, "> รายงาน\n> 1")
    province.line.fault("duplicate")
    province.play(province.officer, "> 2\n< รวมทุกครั้งกี่คน")
    assert len([one for one in province.line.webhooks() if one["status"] == 200]) >= 4
    province.play(province.officer, "> 40\n< พื้นที่ต้นแบบ")
    province.nothing_refused()


def test_a_poison_event_in_the_batch_does_not_lose_its_neighbours(province: Province) -> None:
    batch = [
        {"userId": province.officer, "type": "text", "text": "สถานะ"},
        {"userId": province.district, "type": "text", "text": "เมนู"},
    ]
    since = [province.line.last_seq(user) for user in (province.officer, province.district)]
    province.line.post("/emulator/batch", {"events": batch, "poison": True})
    for user, seq in zip((province.officer, province.district), since, strict=True):
        assert province.line.answers(user, seq)
    assert province.line.webhooks()[-1]["status"] == 200


def test_a_tap_on_last_question_s_button_asks_the_present_one_again(province: Province) -> None:
    province.play(province.officer, "> รายงาน")
    old = province.line.button(province.officer, "ไม่มีการดำเนินงาน", anywhere=True)
    province.play(province.officer, "> มีการดำเนินงาน\n> 2")
    since = province.line.last_seq(province.officer)
    province.line.act(province.officer, "postback", data=old["data"], label=old["label"])
    answer = province.line.answers(province.officer, since)
    assert "กี่คน" in answer[-1]["message"]["text"]
    province.play(province.officer, "> 40\n< พื้นที่ต้นแบบ")


def test_sending_twice_is_one_report(province: Province) -> None:
    province.play(province.officer, "> ไม่มีการดำเนินงาน\n> 1")
    send = province.line.button(province.officer, "ส่งรายงาน", anywhere=True)
    for _ in range(2):
        province.line.act(province.officer, "postback", data=send["data"], label=send["label"])
    report = province.report()
    assert report is not None and report.revision == 1
    with province.product.database.reading() as session:
        assert len(session.scalars(select(ReportEvent).where(ReportEvent.report_id == report.id)).all()) == 1


def test_a_colleague_sees_who_is_at_it_and_takes_over_with_nothing_lost(province: Province) -> None:
    province.play(province.officer, "> รายงาน\n> 1\n> 2")
    province.joins(province.newcomer)
    province.play(
        province.newcomer,
        """
        > รายงาน
        < กำลังกรอกอยู่
        > รับช่วงต่อ
        < คำตอบเดิมอยู่ครบ
        | รวมทุกครั้งกี่คน
        > 40
        """,
    )
    province.play(province.officer, "> รายงาน\n< กำลังกรอกอยู่\n> [รับช่วงต่อ]\n< พื้นที่ต้นแบบ")
    province.nothing_refused()


def test_every_version_of_an_amended_report_is_kept(province: Province) -> None:
    province.play(province.officer, "\n".join(f"> {words}" for words in [*MONTH, "[[photo]]", "ส่ง"]))
    province.play(
        province.officer,
        """
        > ดูรายงาน
        < 40 คน
        > แก้ไขรายงาน
        < แก้ไขรายงานเดือนตุลาคม 2569
        > แก้ 3
        > 44
        > ส่ง
        < รับรายงานฉบับแก้ไขแล้ว
        | 256910-06260190/2
        """,
    )
    report = province.report()
    assert report is not None and report.answers is not None and report.answers["teach"]["staff"] == 44
    with province.product.database.reading() as session:
        of_it = select(ReportEvent).where(ReportEvent.report_id == report.id).order_by(ReportEvent.id)
        history = session.scalars(of_it).all()
    assert [one.action for one in history] == ["submitted", "amended"]
    assert history[1].answers_before is not None and history[1].answers_before["teach"]["staff"] == 40


def test_a_photo_taken_back_is_not_kept(province: Province) -> None:
    province.play(province.officer, "\n".join(f"> {words}" for words in [*MONTH, "[[photo]]"]))
    settled(province)
    key = photos(province)[0].key
    assert key
    sent = [one for one in province.line.entries(province.officer) if one["message"]["type"] == "image"][-1]
    province.line.act(province.officer, "unsend", messageId=sent["messageId"])
    settled(province)
    assert photos(province)[0].state == AttachmentState.GONE and photos(province)[0].key is None
    with pytest.raises(FileNotFoundError):
        province.product.wiring.keeper.open(key)
    province.play(province.officer, "> ส่ง\n< ภาพ\n> [[photo 7]]\n> ส่ง\n< รับรายงานแล้ว")


def test_line_slow_for_two_seconds_is_not_waited_for(province: Province) -> None:
    province.line.fault("slow", count=0, seconds=2)
    since = province.line.last_seq(province.officer)
    province.line.act(province.officer, "text", text="เมนู")
    assert province.line.webhooks()[-1]["ms"] < 1000
    assert province.line.answers(province.officer, since)

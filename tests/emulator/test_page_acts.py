"""The chat page in a real browser: what a person does, and what the bot hears of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.emulator.conftest import Desk
from tests.emulator.page_messages import post, quick, review_card, say, text
from tests.support.quiet_bot import QuietBot


@pytest.fixture
def jpegs(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"{name}.jpg" for name in ("one", "two")]
    for file in files:
        Image.new("RGB", (320, 240), (120, 160, 90)).save(file, "JPEG")
    return files


def pick_date(label: str, **limits: str) -> dict[str, str]:
    return {"type": "datetimepicker", "label": label, "data": "when", **limits}


def test_enter_sends_and_shift_enter_makes_a_line(desk: Desk) -> None:
    box = desk.phone.node.get_by_test_id("input")
    box.press_sequentially("บรรทัดหนึ่ง")
    box.press("Shift+Enter")
    box.press_sequentially("บรรทัดสอง")
    box.press("Enter")
    expect(desk.phone.lines("person").locator(".bubble")).to_have_text("บรรทัดหนึ่ง\nบรรทัดสอง")
    expect(box).to_have_value("")
    assert desk.heard(1)[0]["message"]["text"] == "บรรทัดหนึ่ง\nบรรทัดสอง"


def test_what_could_not_be_sent_stands_ready_to_be_sent_again(desk: Desk) -> None:
    box = desk.phone.node.get_by_test_id("input")
    desk.page.context.set_offline(True)
    desk.phone.type("40 คน")
    expect(desk.page.get_by_text("ติดต่อโปรแกรมจำลองไม่ได้")).to_be_visible()
    expect(box).to_have_value("40 คน")
    desk.page.context.set_offline(False)
    box.press("Enter")
    expect(desk.phone.lines("person")).to_contain_text("40 คน")
    expect(box).to_have_value("")


def test_a_tap_on_a_card_is_a_postback_and_shows_its_words(desk: Desk) -> None:
    desk.push(review_card())
    desk.phone.tap("ส่งรายงาน")
    expect(desk.phone.lines("person").last).to_contain_text("ส่งรายงาน")
    desk.phone.tap("แก้ไขอบรม")
    expect(desk.phone.lines("person").last).to_contain_text("แก้ไขอบรม")
    assert [event["postback"]["data"] for event in desk.heard(2)] == ["send", "edit=1"]


def test_a_row_can_be_tapped_by_keyboard(desk: Desk) -> None:
    desk.push(review_card())
    desk.phone.button("แก้ไขอบรม").press("Enter")
    expect(desk.phone.lines("person").last).to_contain_text("แก้ไขอบรม")


def test_quick_replies_vanish_on_a_tap(desk: Desk) -> None:
    desk.push(text("มีไหมคะ", quickReply=quick(say("มี", "มีค่ะ"), say("ไม่มี", "ไม่มีค่ะ"))))
    desk.phone.tap("มี")
    expect(desk.phone.lines("person")).to_contain_text("มีค่ะ")
    expect(desk.phone.button("ไม่มี")).to_have_count(0)
    assert desk.heard(1)[0]["message"]["text"] == "มีค่ะ"


def test_quick_replies_vanish_on_a_tap_that_says_nothing(desk: Desk) -> None:
    desk.push(text("มีไหมคะ", quickReply=quick(post("ข้าม", "skip"))))
    desk.phone.tap("ข้าม")
    expect(desk.phone.button("ข้าม")).to_have_count(0)
    expect(desk.phone.lines("person")).to_have_count(0)
    assert desk.heard(1)[0]["postback"]["data"] == "skip"


@pytest.mark.parametrize("who", ["person", "bot"])
def test_quick_replies_vanish_on_any_new_message(desk: Desk, who: str) -> None:
    desk.push(text("มีไหมคะ", quickReply=quick(say("มี", "มี"))))
    expect(desk.phone.button("มี")).to_be_visible()
    if who == "person":
        desk.phone.type("อื่น ๆ")
    else:
        desk.push(text("ไม่เป็นไรค่ะ"))
    expect(desk.phone.button("มี")).to_have_count(0)


def test_quick_replies_that_ask_for_data_stay_until_it_is_sent(desk: Desk, jpegs: list[Path]) -> None:
    ask = quick(
        *({"type": kind, "label": kind} for kind in ("camera", "cameraRoll", "location")),
        pick_date("date", mode="date"),
    )
    for label in ("camera", "cameraRoll", "location", "date"):
        desk.push(text("ส่งอะไรดีคะ", quickReply=ask))
        desk.phone.tap(label)
        desk.page.keyboard.press("Escape")
        expect(desk.phone.button(label)).to_be_visible()
    desk.phone.photo("camera", jpegs[0])
    expect(desk.phone.button("camera")).to_have_count(0)
    desk.push(text("วันไหนคะ", quickReply=ask))
    desk.phone.pick("date", "2026-10-05")
    expect(desk.phone.button("date")).to_have_count(0)


def test_several_photos_are_one_set_and_are_shown(desk: Desk, jpegs: list[Path]) -> None:
    desk.push(text("ส่งภาพค่ะ", quickReply=quick({"type": "cameraRoll", "label": "เลือกภาพ"})))
    desk.phone.photo("เลือกภาพ", *jpegs)
    expect(desk.phone.lines("person")).to_have_count(2)
    shown = desk.phone.lines("person").locator("img").first
    expect(shown).to_have_js_property("naturalWidth", 320)
    sets = [event["message"]["imageSet"] for event in desk.heard(2)]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 2), (2, 2)]
    assert sets[0]["id"] == sets[1]["id"]


def test_a_sample_photo_needs_no_file(desk: Desk) -> None:
    desk.phone.other("กล้อง")
    desk.page.get_by_role("dialog").get_by_role("button", name="ใช้ภาพตัวอย่าง").click()
    expect(desk.phone.lines("person").locator("img")).to_have_count(1)
    assert [event["message"]["type"] for event in desk.heard(1)] == ["image"]


def test_a_place_is_sent_from_a_form_or_from_the_list(desk: Desk) -> None:
    desk.push(text("ที่ไหนคะ", quickReply=quick({"type": "location", "label": "ส่งตำแหน่ง"})))
    desk.phone.place("ส่งตำแหน่ง", 14.5, 100.25)
    desk.phone.other("ตำแหน่ง")
    desk.page.get_by_role("dialog").get_by_role("button", name=re.compile("หาดสมิหลา")).click()
    expect(desk.phone.lines("person")).to_have_count(2)
    first, second = (event["message"] for event in desk.heard(2))
    assert (first["latitude"], first["longitude"]) == (14.5, 100.25)
    assert second["title"] == "หาดสมิหลา" and 5 < second["latitude"] < 21


def test_the_date_picker_starts_where_it_is_told_and_keeps_its_limits(desk: Desk) -> None:
    limits = {"initial": "2026-10-05", "min": "2026-10-01", "max": "2026-10-31", "mode": "date"}
    desk.push(text("วันไหนคะ", quickReply=quick(pick_date("เลือกวัน", **limits))))
    desk.phone.tap("เลือกวัน")
    picker, dialog = desk.page.get_by_test_id("picker"), desk.page.get_by_role("dialog")
    expect(picker).to_have_value("2026-10-05")
    expect(dialog).to_contain_text("วันจันทร์ที่ 5 ตุลาคม 2569")
    picker.fill("2026-11-01")
    expect(dialog).to_contain_text("เลือกได้ ตั้งแต่ วันพฤหัสบดีที่ 1 ตุลาคม 2569")
    dialog.get_by_role("button", name="ตกลง").click()
    assert desk.heard(0) == []
    picker.fill("2026-10-20")
    dialog.get_by_role("button", name="ตกลง").click()
    expect(dialog).to_have_count(0)
    assert desk.heard(1)[0]["postback"] == {"data": "when", "params": {"date": "2026-10-20"}}


@pytest.mark.parametrize(("mode", "value"), [("time", "08:30"), ("datetime", "2026-10-05T08:30")])
def test_times_are_picked_too(desk: Desk, mode: str, value: str) -> None:
    desk.push(text("เมื่อไรคะ", quickReply=quick(pick_date("เลือก", mode=mode))))
    desk.phone.pick("เลือก", value)
    assert desk.heard(1)[0]["postback"]["params"] == {mode: value}


def test_the_sheet_sends_stickers_and_voice(desk: Desk) -> None:
    desk.phone.other("สติกเกอร์")
    desk.phone.tap("ดีใจ")
    expect(desk.phone.lines("person").locator(".sticker")).to_have_count(1)
    desk.phone.other("เสียง")
    expect(desk.phone.lines("person")).to_have_count(2)
    assert [event["message"]["type"] for event in desk.heard(2)] == ["sticker", "audio"]


def test_a_file_is_sent_with_its_name(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "รายงาน.pdf").write_bytes(b"%PDF-1.4 test")
    with desk.page.expect_file_chooser() as chooser:
        desk.phone.other("ไฟล์")
    chooser.value.set_files(tmp_path / "รายงาน.pdf")
    expect(desk.phone.lines("person")).to_contain_text("รายงาน.pdf")
    assert desk.heard(1)[0]["message"]["fileSize"] == 13


def test_own_words_can_be_edited_and_unsent(desk: Desk) -> None:
    desk.phone.type("ผิด")
    expect(desk.phone.lines("person")).to_contain_text("ผิด")
    desk.phone.tap("จัดการข้อความ")
    desk.page.get_by_role("button", name="แก้ไขข้อความ").click()
    desk.page.get_by_role("dialog").get_by_label("ข้อความใหม่").fill("ถูก")
    desk.page.get_by_role("dialog").get_by_role("button", name="บันทึก").click()
    expect(desk.phone.lines("person")).to_contain_text("ถูก")
    expect(desk.phone.lines("person")).to_contain_text("แก้ไขแล้ว")
    desk.phone.lines("person").locator(".bubble").click(button="right")
    desk.page.get_by_role("button", name="ยกเลิกข้อความ").click()
    expect(desk.phone.node).to_contain_text("คุณยกเลิกข้อความแล้ว")
    expect(desk.phone.node).not_to_contain_text("ถูก")
    assert [event["type"] for event in desk.heard(3)] == ["message", "messageEdited", "unsend"]


def test_blocking_puts_the_input_away_and_coming_back_returns_it(desk: Desk) -> None:
    desk.phone.node.get_by_role("button", name="ตัวเลือกของสมหญิง").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="บล็อกบัญชีนี้").click()
    expect(desk.phone.node.get_by_test_id("input")).to_be_hidden()
    desk.phone.tap("เลิกบล็อก")
    expect(desk.phone.node.get_by_test_id("input")).to_be_visible()
    assert [event["type"] for event in desk.heard(2)] == ["unfollow", "follow"]


def test_an_imagemap_area_speaks(desk: Desk, quiet_bot: QuietBot) -> None:
    area = {"x": 0, "y": 520, "width": 1040, "height": 520}
    action = {"type": "message", "label": "ครึ่งล่าง", "text": "แตะครึ่งล่าง", "area": area}
    desk.push(
        {
            "type": "imagemap",
            "baseUrl": quiet_bot.picture("map"),
            "altText": "แผนผัง",
            "baseSize": {"width": 1040, "height": 1040},
            "actions": [action],
        }
    )
    desk.phone.tap("ครึ่งล่าง")
    expect(desk.phone.lines("person")).to_contain_text("แตะครึ่งล่าง")


def test_a_postback_can_open_the_keyboard_with_words_in_it(desk: Desk) -> None:
    fill = post("พิมพ์เอง", "own", inputOption="openKeyboard", fillInText="ตำบล")
    desk.push(text("เลือกค่ะ", quickReply=quick(fill)))
    desk.phone.tap("พิมพ์เอง")
    expect(desk.phone.node.get_by_test_id("input")).to_have_value("ตำบล")
    expect(desk.phone.node.get_by_test_id("input")).to_be_focused()


def test_a_link_into_the_chat_puts_its_words_ready(desk: Desk) -> None:
    desk.push(text("แตะ https://line.me/R/oaMessage/%40nongraingan/?%E0%B8%AA%E0%B8%96%E0%B8%B2%E0%B8%99%E0%B8%B0 ค่ะ"))
    desk.phone.lines("bot").get_by_role("link").click()
    expect(desk.phone.node.get_by_test_id("input")).to_have_value("สถานะ")
    assert desk.heard(0) == []


def test_a_page_link_opens_a_new_tab_and_nothing_else_does(desk: Desk, quiet_bot: QuietBot) -> None:
    page_link = {"type": "uri", "label": "เปิดคู่มือ", "uri": quiet_bot.picture("guide.png")}
    call = {"type": "uri", "label": "โทรหาเรา", "uri": "tel:022419021"}
    desk.push(text("คู่มือค่ะ", quickReply=quick(page_link)))
    with desk.page.context.expect_page() as opened:
        desk.phone.tap("เปิดคู่มือ")
    assert opened.value.url == quiet_bot.picture("guide.png")
    desk.push(text("ติดต่อค่ะ", quickReply=quick(call)))
    desk.phone.tap("โทรหาเรา")
    expect(desk.page.get_by_text("โทรออก 022419021")).to_be_visible()
    assert len(desk.page.context.pages) == 2


def test_a_clipboard_action_copies(desk: Desk) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.push(text("รหัสค่ะ", quickReply=quick({"type": "clipboard", "label": "คัดลอกรหัส", "clipboardText": "ABCD-2345"})))
    desk.phone.tap("คัดลอกรหัส")
    expect(desk.page.get_by_text("คัดลอกแล้ว")).to_be_visible()
    assert desk.page.evaluate("navigator.clipboard.readText()") == "ABCD-2345"

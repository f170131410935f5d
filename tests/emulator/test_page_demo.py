"""The chat page in a real browser: the desk around the phones - people, scanning, clock, faults, records."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.emulator.conftest import Desk
from tests.emulator.page_messages import box as flex_box
from tests.emulator.page_messages import bubble, button, flex, post, quick, say, text, words
from tests.support.browser import Phone, page_of
from tests.support.emulator import Line
from tests.support.quiet_bot import QuietBot

BOT = quote("@nongraingan")


HALF = {"y": 0, "width": 400, "height": 270}


def rich_menu(line: Line, left: dict[str, Any], right: dict[str, Any]) -> str:
    """A menu of two halves, with a picture; returns its id."""
    body = {
        "size": {"width": 800, "height": 270},
        "selected": True,
        "name": "menu",
        "chatBarText": "เมนูหลัก",
        "areas": [
            {"bounds": {"x": 0, **HALF}, "action": left},
            {"bounds": {"x": 400, **HALF}, "action": right},
        ],
    }
    made = line.call("POST", "/v2/bot/richmenu", body)
    assert made.status == 200, made.data.decode()
    menu_id = str(made.json()["richMenuId"])
    drawn = io.BytesIO()
    Image.new("RGB", (800, 270), (200, 230, 210)).save(drawn, "PNG")
    content = f"/v2/bot/richmenu/{menu_id}/content"
    assert line.call("POST", content, drawn.getvalue(), Content_Type="image/png").status == 200
    return menu_id


def show_to_all(line: Line, menu_id: str) -> None:
    assert line.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}").status == 200


def test_the_rich_menu_is_tapped_folded_and_absent_on_pc(desk: Desk) -> None:
    find = post("ค้นหา", "find", inputOption="openKeyboard", fillInText="ความรู้ ")
    show_to_all(desk.line, rich_menu(desk.line, say("รายงาน", "รายงาน"), find))
    plate = desk.phone.node.locator(".rich-plate")
    expect(plate.locator("img")).to_have_js_property("naturalWidth", 800)
    desk.phone.menu("รายงาน")
    expect(desk.phone.lines("person")).to_contain_text("รายงาน")
    desk.phone.menu("ค้นหา")
    expect(desk.phone.node.get_by_test_id("input")).to_have_value("ความรู้ ")
    expect(plate).to_have_count(0)  # the keyboard took its place
    assert [event["type"] for event in desk.heard(2)] == ["message", "postback"]
    desk.phone.tap("เมนูหลัก")
    expect(plate).to_be_visible()
    desk.phone.tap("เมนูหลัก")
    expect(plate).to_have_count(0)
    desk.phone.tap("เปลี่ยนเป็นคอมพิวเตอร์")
    expect(desk.phone.node.locator(".rich-menu")).to_be_hidden()


def test_a_tab_of_the_rich_menu_switches_to_another(desk: Desk) -> None:
    switch = {"type": "richmenuswitch", "label": "หน้าถัดไป", "richMenuAliasId": "second", "data": "tab=2"}
    first = rich_menu(desk.line, say("รายงาน", "รายงาน"), switch)
    second = rich_menu(desk.line, say("ติดต่อ", "ติดต่อ"), say("ช่วยเหลือ", "ช่วยเหลือ"))
    alias = {"richMenuAliasId": "second", "richMenuId": second}
    assert desk.line.call("POST", "/v2/bot/richmenu/alias", alias).status == 200
    show_to_all(desk.line, first)
    desk.phone.menu("หน้าถัดไป")
    expect(desk.phone.button("ช่วยเหลือ")).to_be_visible()
    params = {"newRichMenuAliasId": "second", "status": "SUCCESS"}
    assert desk.heard(1)[0]["postback"] == {"data": "tab=2", "params": params}


def test_pc_has_no_quick_replies_and_a_wider_window_but_cards_work(desk: Desk) -> None:
    desk.phone.tap("เปลี่ยนเป็นคอมพิวเตอร์")
    expect(desk.phone.node).to_have_attribute("aria-label", "คอมพิวเตอร์ของสมหญิง")
    card = flex(bubble(body=flex_box("vertical", words("การ์ด"), button(say("เลือก", "เลือกแล้ว")))))
    desk.push(card, text("มีไหมคะ", quickReply=quick(say("มี", "มี"))))
    expect(desk.phone.lines("bot")).to_have_count(2)
    expect(desk.phone.button("มี")).to_have_count(0)
    assert desk.phone.node.bounding_box()["width"] == 640  # type: ignore[index]
    desk.phone.tap("เลือก")
    expect(desk.phone.lines("person")).to_contain_text("เลือกแล้ว")
    desk.phone.tap("เปลี่ยนเป็นโทรศัพท์")
    expect(desk.phone.node).to_have_attribute("aria-label", "โทรศัพท์ของสมหญิง")


def test_a_newcomer_is_told_how_to_begin_scans_and_sends(quiet_line: Line, page: Page) -> None:
    url = f"https://line.me/R/oaMessage/{BOT}/?{quote('ลงทะเบียน ABCD-2345')}"
    quiet_line.post("/emulator/scannables", [{"title": "คิวอาร์ของสำนักงาน", "url": url}])
    expect(page.get_by_text("ยังไม่มีใครในการสาธิต")).to_be_visible()
    page.get_by_role("button", name="เพิ่มคน").click()
    page.get_by_role("dialog").get_by_label("ชื่อที่แสดง").fill("เจ้าหน้าที่ใหม่")
    page.get_by_role("dialog").get_by_role("button", name="เพิ่ม", exact=True).click()
    person = page.locator(".phone")
    expect(person).to_have_count(1)
    phone = Phone(page, str(person.get_attribute("data-user")))
    expect(phone.node.get_by_role("listitem").filter(has_text="สแกน QR").last).to_be_visible()
    phone.scan("คิวอาร์ของสำนักงาน")
    expect(phone.node.get_by_test_id("input")).to_have_value("ลงทะเบียน ABCD-2345")
    expect(phone.lines("system")).to_contain_text("เป็นเพื่อนแล้ว")
    expect(phone.lines("person")).to_have_count(0)
    expect(phone.node.get_by_text("เริ่มอย่างไร")).to_be_visible()
    phone.node.get_by_test_id("send").click()
    expect(phone.lines("person")).to_contain_text("ลงทะเบียน ABCD-2345")
    expect(phone.node.get_by_text("เริ่มอย่างไร")).to_have_count(0)


def test_any_other_link_in_a_code_opens_in_a_new_tab(desk: Desk, quiet_bot: QuietBot) -> None:
    desk.phone.node.get_by_role("button", name="สแกน QR").first.click()
    desk.page.get_by_test_id("scan-url").fill(quiet_bot.picture("page.png"))
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("button", name="เปิดลิงก์").click()
    assert opened.value.url == quiet_bot.picture("page.png")


def test_a_share_link_reaches_another_person(desk: Desk) -> None:
    friend = desk.line.person("ปกรณ์", friend=False)
    link = {"type": "uri", "label": "แนะนำเพื่อน", "uri": f"https://line.me/R/nv/recommendOA/{BOT}"}
    desk.push(text("ชวนเพื่อนค่ะ", quickReply=quick(link)))
    desk.phone.tap("แนะนำเพื่อน")
    dialog = desk.page.get_by_role("dialog", name="ส่งต่อให้เพื่อน")
    dialog.get_by_role("button", name="ปกรณ์").click()
    expect(dialog).to_contain_text("ปกรณ์ ได้รับจากเพื่อน")
    dialog.get_by_role("link").click()
    expect(Phone(desk.page, friend).lines("system")).to_contain_text("เป็นเพื่อนแล้ว")
    assert desk.heard(1)[0]["source"]["userId"] == friend


def test_the_clock_is_thai_and_moves(desk: Desk) -> None:
    desk.line.clock("2026-09-28T08:15:00+07:00")
    face = desk.page.get_by_test_id("clock-face")
    expect(face).to_contain_text("วันจันทร์ที่ 28 กันยายน 2569 08:15 น.")
    face.click()
    desk.page.get_by_role("button", name="วันที่ 1 เดือนหน้า 09:00").click()
    expect(face).to_contain_text("วันพฤหัสบดีที่ 1 ตุลาคม 2569 09:00 น.")
    desk.page.get_by_role("button", name="วันที่ 3 09:00").click()
    expect(face).to_contain_text("วันเสาร์ที่ 3 ตุลาคม 2569 09:00 น.")
    desk.page.get_by_role("button", name="+1 ชั่วโมง").click()
    expect(face).to_contain_text("3 ตุลาคม 2569 10:00 น.")
    desk.page.get_by_test_id("clock-input").fill("2028-02-29T17:00")
    desk.page.get_by_test_id("clock-set").click()
    expect(face).to_contain_text("วันอังคารที่ 29 กุมภาพันธ์ 2571 17:00 น.")
    desk.push(text("สวัสดีค่ะ"))
    expect(desk.phone.node.locator(".day")).to_contain_text("29 กุมภาพันธ์ 2571")
    expect(desk.phone.lines("bot").locator("time")).to_have_text("17:00")
    desk.page.get_by_role("button", name="กลับสู่เวลาจริง").click()
    expect(face).not_to_contain_text("2571")


def test_every_fault_is_on_a_button(desk: Desk) -> None:
    desk.page.get_by_role("button", name="ปัญหา").click()
    drawer = desk.page.locator(".drawer")
    kinds = [str(node.get_attribute("data-kind")) for node in drawer.locator("[data-kind]").all()]
    for at, kind in enumerate(kinds):
        drawer.locator(f"[data-kind={kind}]").click()
        expect(drawer.locator(".fault-order")).to_have_count(at + 1)
    assert [fault["kind"] for fault in desk.line.state()["faults"]] == kinds
    wanted = (
        "slow error500 html503 cut rate429 quota429 duplicate outOfOrder redeliver poison drop content202 content404"
    )
    assert set(wanted.split()) <= set(kinds)
    drawer.get_by_label("ส่งใหม่อัตโนมัติเมื่อบอตรับไม่สำเร็จ").check()
    expect(drawer.get_by_label("ส่งใหม่อัตโนมัติเมื่อบอตรับไม่สำเร็จ")).to_be_checked()
    drawer.get_by_role("button", name="ล้างทั้งหมด").click()
    expect(drawer.locator(".fault-order")).to_have_count(0)
    assert desk.line.state()["faults"] == []


def test_refused_calls_are_red_with_path_and_reason(desk: Desk) -> None:
    desk.page.get_by_role("button", name="API").click()
    log = desk.page.locator(".drawer .log")
    desk.push(text("ดีค่ะ"))
    expect(log.locator(".log-line")).to_have_count(1)
    assert desk.line.call("POST", "/v2/bot/message/push", {"to": desk.user_id, "messages": []}).status == 400
    refused = log.locator(".log-line.bad")
    expect(refused).to_contain_text("400 POST /v2/bot/message/push")
    expect(refused.locator(".refusal code")).to_have_text("messages")
    expect(log.locator(".log-line").first).to_have_class(re.compile("bad"))


def test_a_webhook_that_fails_is_said_and_listed(desk: Desk) -> None:
    desk.line.webhook("http://127.0.0.1:9/nobody")
    desk.phone.type("ได้ยินไหม")
    expect(desk.page.locator(".notice.bad")).to_contain_text("บอตไม่ตอบรับ")
    desk.page.get_by_role("button", name="เว็บฮุก").click()
    expect(desk.page.locator(".drawer .log-line.bad")).to_contain_text("text")


def test_the_conversation_is_copied_as_a_test(desk: Desk) -> None:
    desk.phone.type("รายงาน")
    expect(desk.phone.lines("person")).to_have_count(1)
    desk.push(text("ข้อ 1 จาก ~11\nมีไหมคะ", quickReply=quick(say("มี", "มี"), say("ไม่มี", "ไม่มี"))))
    desk.phone.tap("มี")
    expect(desk.phone.lines("person")).to_have_count(2)
    desk.phone.node.get_by_role("button", name="ตัวเลือกของสมหญิง").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="คัดลอกเป็นบททดสอบ").click()
    expect(desk.page.get_by_test_id("transcript")).to_have_text(desk.line.transcript(desk.user_id).strip())
    expect(desk.page.get_by_test_id("transcript")).to_contain_text(
        "> รายงาน\n< ข้อ 1 จาก ~11\n| มีไหมคะ\n  [มี] [ไม่มี]\n> [มี]"
    )


def test_typing_dots_until_the_bot_speaks(desk: Desk) -> None:
    expect(desk.phone.node).to_be_visible()
    dots = desk.phone.node.get_by_role("status", name="กำลังพิมพ์")
    assert desk.line.call("POST", "/v2/bot/chat/loading/start", {"chatId": desk.user_id}).status == 202
    expect(dots).to_be_visible()
    desk.push(text("มาแล้วค่ะ"))
    expect(dots).to_be_hidden()


def test_what_is_not_looked_at_is_counted_as_unread(desk: Desk) -> None:
    desk.push(*(text(f"ข้อความที่ {n}\n\n\n\n\n\n\n") for n in range(5)))
    expect(desk.phone.lines("bot")).to_have_count(5)
    chat = desk.phone.node.locator(".chat")
    chat.evaluate("node => node.scrollTo(0, 0)")
    expect(desk.phone.lines("bot").last).not_to_be_in_viewport()
    desk.push(text("ข้อความใหม่"))
    expect(desk.phone.node.locator(".phone-head .badge")).to_have_text("1")
    desk.phone.node.get_by_role("button", name="ข้อความใหม่ 1").click()
    expect(desk.phone.lines("bot").last).to_be_in_viewport()
    expect(desk.phone.node.locator(".badge")).to_have_count(0)
    desk.page.get_by_role("navigation").get_by_role("button", name="สมหญิง").click()
    expect(desk.phone.node).to_have_count(1)  # the last phone stays out


def test_a_picture_that_loads_late_does_not_hide_what_comes_after_it(desk: Desk) -> None:
    desk.push(*(text(f"ข้อความที่ {n}\n\n\n\n\n\n\n") for n in range(5)))
    # All have come: while the chat is drawn anew, a line that was found is in no chat.
    expect(desk.phone.lines("bot")).to_have_count(5)
    expect(desk.phone.lines("bot").last).to_contain_text("ข้อความที่ 4")
    expect(desk.phone.lines("bot").last).to_be_in_viewport()
    desk.phone.lines("bot").last.evaluate(
        """line => {
            line.style.paddingTop = '700px';
            line.closest('.chat').dispatchEvent(new Event('scroll'));  // arrives before the chat has followed
        }"""
    )
    desk.push(text("ข้อความใหม่"))
    expect(desk.phone.lines("bot").last).to_be_in_viewport()
    expect(desk.phone.node.locator(".badge")).to_have_count(0)


def test_an_old_friend_is_not_told_how_to_join(desk: Desk) -> None:
    hint = desk.phone.node.locator(".start-hint")
    expect(hint).not_to_contain_text("สแกน QR")
    hint.get_by_role("button", name="เมนู").click()
    expect(desk.phone.node.get_by_test_id("input")).to_have_value("เมนู")


def test_a_person_put_away_gathers_unread_messages(desk: Desk) -> None:
    other = desk.line.person("ปกรณ์")
    names = desk.page.get_by_role("navigation")
    expect(desk.page.locator(".phone")).to_have_count(2)
    names.get_by_role("button", name="ปกรณ์").click()
    expect(desk.page.locator(".phone")).to_have_count(1)
    assert desk.line.call("POST", "/v2/bot/message/push", {"to": other, "messages": [text("หนึ่ง")]}).status == 200
    expect(names.get_by_role("button", name="ปกรณ์").locator(".badge")).to_have_text("1")
    names.get_by_role("button", name="ปกรณ์").click()
    expect(Phone(desk.page, other).lines("bot")).to_contain_text("หนึ่ง")
    expect(names.locator(".badge")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_sticks_out_of_the_page(browser: Browser, quiet_line: Line, width: int) -> None:
    people = [quiet_line.person(name) for name in ("สมหญิง", "ปกรณ์", "วราภรณ์")]
    with page_of(browser, quiet_line.api + "/", width=width, height=844) as page:
        expect(page.locator(".phone").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for panel in ("clock", "faults", "calls", "mails", "webhooks"):
            page.locator(f"[data-panel={panel}]").click()
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.keyboard.press("Escape")
        if width == 390:
            assert Phone(page, people[0]).node.bounding_box()["width"] == 390  # type: ignore[index]


def test_the_page_comes_back_after_the_emulator_does(browser: Browser, quiet_bot: QuietBot) -> None:
    first = Line.start(webhook=quiet_bot.hook)
    port = first.api.rsplit(":", 1)[1]
    with page_of(browser, first.api + "/") as page:
        first.person("สมหญิง")
        expect(page.locator(".phone")).to_have_count(1)
        first.stop()
        expect(page.get_by_text("ขาดการติดต่อ")).to_be_visible()
        second = Line.start("--port", port, webhook=quiet_bot.hook)
        try:
            user_id = second.person("คนใหม่")
            second.act(user_id, "text", text="กลับมาแล้ว")
            expect(Phone(page, user_id).lines("person")).to_contain_text("กลับมาแล้ว")
            expect(page.get_by_text("ขาดการติดต่อ")).to_be_hidden()
        finally:
            second.stop()


def test_the_address_chooses_whose_phones_are_out(browser: Browser, quiet_line: Line) -> None:
    _, second, third = (quiet_line.person(name) for name in ("สมหญิง", "ปกรณ์", "วราภรณ์"))
    with page_of(browser, f"{quiet_line.api}/?show={third},{second}") as page:
        expect(page.locator(".phone")).to_have_count(2)
        shown = [node.get_attribute("data-user") for node in page.locator(".phone").all()]
        assert shown == [second, third]


def test_a_message_that_cannot_be_drawn_leaves_the_chat_standing(desk: Desk) -> None:
    expect(desk.phone.node).to_be_visible()
    drawn = desk.page.evaluate(
        """async () => {
            const { drawEntry } = await import('/static/js/entry.js');
            const broken = { type: 'flex', contents: { type: 'bubble', body: { type: 'box', contents: 7 } } };
            const entry = { seq: 1, at: '2026-10-05T02:00:00Z', from: 'bot', messageId: '1', message: broken };
            return drawEntry(entry, {}).textContent;
        }"""
    )
    assert "แสดงไม่ได้: flex" in drawn


def test_a_newer_page_is_never_hidden_by_an_old_copy(quiet_line: Line) -> None:
    for path in ("/", "/static/js/main.js", "/static/css/chat.css"):
        assert quiet_line.call("GET", path).headers["Cache-Control"] == "no-cache"

"""The chat page in a real browser: what messages look like."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.emulator.conftest import Desk
from tests.emulator.page_messages import (
    box,
    bubble,
    button,
    carousel,
    flex,
    post,
    review_card,
    say,
    template,
    text,
    words,
)
from tests.support.quiet_bot import QuietBot

WIDTHS = {"nano": 120, "micro": 160, "deca": 220, "hecto": 241, "kilo": 260, "mega": 300}


def css(node: Locator, name: str) -> str:
    return str(node.evaluate("(node, name) => getComputedStyle(node)[name]", name))


def measure(node: Locator) -> dict[str, float]:
    expect(node).to_be_visible()
    found = node.bounding_box()
    assert found
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def test_text_keeps_its_lines_and_its_links_can_be_tapped(desk: Desk) -> None:
    desk.push(text("บรรทัดแรก 😀\nดูที่ https://example.com/a?b=1ค่ะ (และ https://example.com/c)"))
    said = desk.phone.lines("bot").locator(".bubble")
    expect(said).to_have_text("บรรทัดแรก 😀\nดูที่ https://example.com/a?b=1ค่ะ (และ https://example.com/c)")
    assert css(said, "whiteSpace") == "pre-wrap"
    links = said.locator("a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://example.com/a?b=1",
        "https://example.com/c",
    ]
    assert all("noopener" in str(link.get_attribute("rel")) for link in links.all())


def test_markup_in_words_stays_words(desk: Desk) -> None:
    evil = '<img src=x onerror="document.title=1"><b>หนา</b>'
    desk.line.post("/emulator/people", {"displayName": evil, "friend": True})
    desk.push(text(evil), flex(bubble(body=box("vertical", words(evil, wrap=True)))))
    expect(desk.phone.lines("bot").first.locator(".bubble")).to_have_text(evil)
    expect(desk.phone.lines("bot").last.locator(".fx-words")).to_have_text(evil)
    assert desk.phone.lines("bot").locator("img, b").count() == 0
    assert desk.page.title() != "1"


def test_thai_lines_are_high_enough_for_stacked_marks(desk: Desk) -> None:
    desk.push(text("ปู่ย่า น้ำ ซ้ำ ตั้ง"), flex(bubble(body=box("vertical", words("ปู่ย่า น้ำ ซ้ำ ตั้ง")))))
    for kind in (".bubble", ".fx-words"):
        shown = desk.phone.lines("bot").locator(kind)
        assert float(css(shown, "lineHeight")[:-2]) >= 1.5 * float(css(shown, "fontSize")[:-2])
    assert "Thai" in css(desk.phone.lines("bot").locator(".bubble"), "fontFamily")


def test_text_v2_fills_in_its_keys(desk: Desk) -> None:
    desk.line.post(f"/emulator/people/{desk.user_id}/act", {"type": "text", "text": "สวัสดี"})
    smile = {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
    desk.push({"type": "textV2", "text": "ยินดี {smile} {{จริง}}", "substitution": {"smile": smile}})
    expect(desk.phone.lines("bot").locator(".bubble")).to_have_text("ยินดี ☺ {จริง}")


def test_a_card_shows_its_blocks_rows_spans_and_buttons(desk: Desk) -> None:
    desk.push(review_card())
    card = desk.phone.lines("bot").locator(".fx-bubble")
    expect(card).to_have_attribute("aria-label", "ตรวจทานรายงาน")
    assert css(card.locator(".fx-header .fx-box"), "backgroundColor") == "rgb(11, 110, 79)"
    label, value = (measure(card.locator(".fx-horizontal .fx-text").nth(i)) for i in (0, 1))
    assert label["width"] == pytest.approx(2 * value["width"], abs=1)
    figure = card.get_by_text("12,500")
    assert (css(figure, "fontWeight"), css(figure, "fontSize")) == ("700", "22px")
    clamped = card.locator(".fx-clamped")
    assert measure(clamped)["height"] == pytest.approx(2 * 24, abs=2)
    assert css(card.locator(".fx-footer"), "borderTopWidth") == "1px"
    send, edit = card.locator(".fx-button").all()
    assert measure(send)["height"] == 40
    assert css(send, "color") == "rgb(255, 255, 255)" != css(edit, "color")


def test_bubble_sizes(desk: Desk) -> None:
    for size in WIDTHS:
        desk.push(flex(bubble(size, body=box("vertical", words(size)))))
    cards = desk.phone.lines("bot").locator(".fx-bubble")
    expect(cards).to_have_count(len(WIDTHS))
    assert {card.inner_text().strip(): measure(card)["width"] for card in cards.all()} == WIDTHS


def test_the_widest_bubble_stays_on_the_phone(desk: Desk) -> None:
    desk.push(flex(bubble("giga", body=box("vertical", words("กว้าง")))))
    card, chat = desk.phone.lines("bot").locator(".fx-bubble"), desk.phone.node.locator(".chat")
    right = measure(card)["x"] + measure(card)["width"]
    assert measure(card)["width"] >= 300 and right <= measure(chat)["x"] + measure(chat)["width"]


def test_boxes_keep_padding_spacing_margin_border_and_place(desk: Desk) -> None:
    desk.push(
        flex(
            bubble(
                body=box(
                    "vertical",
                    words("หนึ่ง"),
                    words("สอง"),
                    words("สาม", margin="20px"),
                    box(
                        "vertical",
                        words("ป้าย", size="xs"),
                        position="absolute",
                        offsetTop="10px",
                        offsetEnd="15px",
                        width="60px",
                        height="30px",
                        backgroundColor="#ff0000",
                        cornerRadius="8px",
                        borderWidth="medium",
                        borderColor="#000000",
                    ),
                    box("horizontal", words("ซ้าย"), {"type": "filler"}, words("ขวา", flex=0), margin="none"),
                    spacing="md",
                    paddingAll="12px",
                    background={
                        "type": "linearGradient",
                        "angle": "90deg",
                        "startColor": "#ffffff",
                        "endColor": "#eeeeff",
                    },
                )
            )
        )
    )
    body = desk.phone.lines("bot").locator(".fx-body > .fx-box")
    one, two, three = (measure(body.locator("> .fx-text").nth(i)) for i in range(3))
    assert one["y"] - measure(body)["y"] == pytest.approx(12, abs=0.6)
    assert two["y"] - (one["y"] + one["height"]) == pytest.approx(8, abs=0.6)
    assert three["y"] - (two["y"] + two["height"]) == pytest.approx(20, abs=0.6)
    tag = body.locator("> .fx-box").first
    frame, all_of_it = measure(tag), measure(body)
    assert (frame["width"], frame["height"]) == (60, 30)
    assert frame["y"] - all_of_it["y"] == pytest.approx(10, abs=0.6)
    assert all_of_it["x"] + all_of_it["width"] - (frame["x"] + frame["width"]) == pytest.approx(15, abs=0.6)
    assert (css(tag, "borderTopWidth"), css(tag, "borderRadius")) == ("2px", "8px")
    assert "linear-gradient(90deg" in css(body, "backgroundImage")
    right = measure(body.locator("> .fx-box").last.locator(".fx-text").last)
    assert right["x"] + right["width"] == pytest.approx(all_of_it["x"] + all_of_it["width"] - 12, abs=0.6)


def test_images_icons_and_long_button_words_fit(desk: Desk, quiet_bot: QuietBot) -> None:
    picture = {"type": "image", "url": quiet_bot.picture("a.jpg"), "size": "full", "aspectRatio": "2:1"}
    icon = {"type": "icon", "url": quiet_bot.picture("b.png"), "size": "md"}
    long = button(say("ปุ่มที่มีข้อความยาวเกินกว่าจะพอดีปุ่ม", "ยาว"), style="primary", adjustMode="shrink-to-fit")
    desk.push(
        flex(
            bubble("micro", hero=picture, body=box("vertical", box("baseline", icon, words("ดาว"), spacing="sm"), long))
        )
    )
    card = desk.phone.lines("bot").locator(".fx-bubble")
    hero = measure(card.locator(".fx-hero img"))
    assert (hero["width"], hero["height"]) == (160, 80)
    assert measure(card.locator(".fx-icon img"))["height"] == 16
    label = card.locator(".fx-button span")
    expect(label).not_to_have_css("font-size", "16px")


def test_a_picture_that_cannot_be_loaded_says_so(desk: Desk, quiet_bot: QuietBot) -> None:
    desk.page.route("**/gone.jpg", lambda route: route.abort())
    desk.push(flex(bubble(hero={"type": "image", "url": quiet_bot.picture("gone.jpg"), "size": "full"})))
    expect(desk.phone.lines("bot").locator("img.broken")).to_have_attribute("alt", "โหลดภาพไม่ได้")


def test_a_carousel_is_swiped_or_moved_by_its_buttons(desk: Desk) -> None:
    cards = [bubble("micro", body=box("vertical", words(f"ใบที่ {n}"))) for n in range(1, 6)]
    desk.push(flex(carousel(*cards)))
    row = desk.phone.lines("bot").locator(".carousel-row")
    expect(row.locator(".fx-bubble")).to_have_count(5)
    expect(row.get_by_text("ใบที่ 5")).not_to_be_in_viewport(ratio=0.5)
    expect(desk.phone.button("ก่อนหน้า")).to_be_hidden()
    desk.phone.tap("ถัดไป")
    expect(desk.phone.button("ก่อนหน้า")).to_be_visible()
    row.evaluate("row => row.scrollTo(9999, 0)")
    expect(row.get_by_text("ใบที่ 5")).to_be_in_viewport(ratio=0.5)
    expect(desk.phone.button("ถัดไป")).to_be_hidden()


def test_templates(desk: Desk, quiet_bot: QuietBot) -> None:
    picture = quiet_bot.picture("a.jpg")
    column = {"thumbnailImageUrl": picture, "title": "ความรู้", "text": "โคก หนอง นา", "actions": [say("เปิด", "เปิดเล่ม")]}
    desk.push(
        template(type="buttons", title="เมนู", text="เลือก", actions=[say("หนึ่ง", "ข้อหนึ่ง"), post("สอง", "b=2")]),
        template(type="confirm", text="ยืนยันไหมคะ", actions=[say("ใช่", "ใช่"), say("ไม่", "ไม่")]),
        template(type="carousel", columns=[column, column]),
        template(type="image_carousel", columns=[{"imageUrl": picture, "action": say("ดูภาพ", "ดูภาพนี้")}]),
    )
    expect(desk.phone.node.locator(".tpl-card")).to_have_count(4)
    yes, no = (measure(desk.phone.button(label)) for label in ("ใช่", "ไม่"))
    assert yes["y"] == no["y"] and yes["x"] < no["x"]
    for label, said in (("หนึ่ง", "ข้อหนึ่ง"), ("เปิด", "เปิดเล่ม"), ("ดูภาพ", "ดูภาพนี้")):
        desk.phone.tap(label)
        expect(desk.phone.lines("person").last).to_contain_text(said)
    assert [event["message"]["text"] for event in desk.heard(3)] == ["ข้อหนึ่ง", "เปิดเล่ม", "ดูภาพนี้"]


def test_an_image_opens_large(desk: Desk, quiet_bot: QuietBot) -> None:
    large, small = quiet_bot.picture("large.jpg"), quiet_bot.picture("small.jpg")
    desk.push({"type": "image", "originalContentUrl": large, "previewImageUrl": small})
    image = desk.phone.lines("bot").locator("img")
    expect(image).to_have_attribute("src", small)
    desk.phone.tap("เปิดภาพ")
    expect(desk.page.get_by_role("dialog").locator("img")).to_have_attribute("src", large)
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_the_rest_has_a_face_too(desk: Desk, quiet_bot: QuietBot) -> None:
    film = "https://example.com/f.mp4"
    desk.push(
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {"type": "location", "title": "แปลงสาธิต", "address": "ตำบลทดสอบ", "latitude": 13.75, "longitude": 100.5},
        {"type": "audio", "originalContentUrl": "https://example.com/a.m4a", "duration": 4000},
    )
    desk.push({"type": "video", "originalContentUrl": film, "previewImageUrl": quiet_bot.picture("v.jpg")})
    lines = desk.phone.lines("bot")
    expect(lines.nth(0).get_by_role("img", name="สติกเกอร์ 446/1988")).to_be_visible()
    expect(lines.nth(1)).to_contain_text("แปลงสาธิต")
    expect(lines.nth(2)).to_contain_text("ข้อความเสียง 4 วินาที")
    expect(lines.nth(3).get_by_role("button", name="เล่นวิดีโอ")).to_be_visible()

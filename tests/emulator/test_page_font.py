"""The chat page brings its Thai font, so that it looks the same on a machine that has none."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.emulator.conftest import Desk
from tests.emulator.page_messages import box, bubble, flex, text, words
from tests.support.browser import fonts_of
from tests.support.emulator import Line

OURS = {("Noto Sans Thai", True)}


def test_what_is_said_and_what_is_around_it_is_set_in_it(desk: Desk) -> None:
    desk.push(text("ปู่ย่า น้ำ ซ้ำ ๑๒๓ ABC 123"), flex(bubble(body=box("vertical", words("ตั้งใจ", weight="bold")))))
    expect(desk.phone.lines("bot")).to_have_count(2)
    assert fonts_of(desk.page) == OURS
    assert desk.page.evaluate("[...document.fonts].map(font => font.status)") == ["loaded"]


def test_code_keeps_its_even_letters_and_borrows_the_thai_ones(desk: Desk) -> None:
    desk.push(text("สวัสดี"))
    desk.page.get_by_role("button", name="API").click()
    shown = desk.page.locator(".log pre").first
    desk.page.locator(".log summary").first.click()
    expect(shown).to_contain_text("สวัสดี")
    fonts = fonts_of(desk.page, ".log pre")
    assert fonts > OURS and {brought for name, brought in fonts if "Thai" in name} == {True}


def test_it_is_kept_for_ever_under_an_address_that_changes_with_it(quiet_line: Line) -> None:
    sheet = quiet_line.call("GET", "/static/fonts.css")
    assert (sheet.status, sheet.headers["Cache-Control"]) == (200, "no-cache")
    (address,) = re.findall(r"url\('([^']+)'\)", sheet.data.decode())
    assert re.fullmatch(r"/fonts/[0-9a-f]{12}\.ttf", address)
    font = quiet_line.call("GET", address)
    assert (font.status, font.headers["Content-Type"]) == (200, "font/ttf")
    assert "immutable" in font.headers["Cache-Control"]
    assert font.data[:4] == b"\x00\x01\x00\x00"

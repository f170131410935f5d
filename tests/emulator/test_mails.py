"""The pretend mail server: what a sender hands over stands on the page."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import page_of
from tests.support.emulator import Line
from tests.support.quiet_bot import QuietBot


@pytest.fixture
def mailing(quiet_bot: QuietBot) -> Iterator[tuple[Line, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Line.start("--mail-port", str(port), webhook=quiet_bot.hook)
    yield running, port
    running.stop()


def mail(text: str) -> EmailMessage:
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = "nong@demo.example", "saraban_06110110@dla.go.th", "รหัสยืนยัน"
    found.set_content(text, cte="8bit")
    return found


def test_a_mail_is_taken_whole_and_shown(browser: Browser, mailing: tuple[Line, int]) -> None:
    line, port = mailing
    with page_of(browser, line.api + "/") as page:
        page.locator("[data-panel=mails]").click()
        expect(page.get_by_text("ยังไม่มีอีเมล")).to_be_visible()
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as sender:
            sender.send_message(mail("บรรทัดแรก\n.จุดนำหน้า\n.\nรหัสยืนยัน 123456\n"))
            sender.send_message(mail("<b>ฉบับที่สอง</b>\n"))
        expect(page.locator(".log .mail")).to_have_count(2)
        newest = page.locator(".log .mail").first
        expect(newest).to_contain_text("<b>ฉบับที่สอง</b>")
        expect(newest).to_contain_text("ถึง saraban_06110110@dla.go.th")
    first, second = line.get("/emulator/mails")["mails"]
    assert first["text"] == "บรรทัดแรก\n.จุดนำหน้า\n.\nรหัสยืนยัน 123456\n" and first["subject"] == "รหัสยืนยัน"
    assert line.get(f"/emulator/mails?after={first['n']}")["mails"] == [second]
    line.reset()
    assert line.get("/emulator/mails")["mails"] == []

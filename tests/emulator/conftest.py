"""What tests of the chat page share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Phone, page_of
from tests.support.emulator import PATIENCE, Line
from tests.support.quiet_bot import QuietBot


@pytest.fixture(scope="session")
def quiet_bot() -> Iterator[QuietBot]:
    bot = QuietBot()
    yield bot
    bot.close()


@pytest.fixture
def quiet_line(line: Line, quiet_bot: QuietBot) -> Line:
    """The emulator, new, with a bot that says nothing: what it shows is what the test pushes."""
    line.reset(webhook=quiet_bot.hook)
    return line


@pytest.fixture
def page(browser: Browser, quiet_line: Line) -> Iterator[Page]:
    with page_of(browser, quiet_line.api + "/") as opened:
        yield opened


class Desk:
    """A person with a phone on an open page, and the means to send to it."""

    def __init__(self, line: Line, page: Page, user_id: str) -> None:
        self.line, self.page, self.user_id = line, page, user_id
        self.phone = Phone(page, user_id)

    def push(self, *messages: dict[str, Any]) -> None:
        sent = self.line.call("POST", "/v2/bot/message/push", {"to": self.user_id, "messages": list(messages)})
        assert sent.status == 200, sent.data.decode()

    def heard(self, count: int) -> list[dict[str, Any]]:
        """The first `count` events the bot was sent, in order, waiting for them; all of them where count is 0."""
        deliveries: list[dict[str, Any]] = self.line.webhooks()
        while len(events := [event for delivery in deliveries for event in delivery["events"]]) < count:
            new = self.line.get("/emulator/webhooks", after=len(deliveries), wait=PATIENCE)["webhooks"]
            assert new, f"{len(events)} events instead of {count}"
            deliveries += new
        return events


@pytest.fixture
def desk(quiet_line: Line, page: Page) -> Desk:
    made = Desk(quiet_line, page, quiet_line.person("สมหญิง"))
    expect(made.phone.node).to_be_visible()
    return made

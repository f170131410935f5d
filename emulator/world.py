"""Everything the emulator holds: one of it a process, all of it in memory."""

from __future__ import annotations

import asyncio
from typing import Any

from emulator import ids
from emulator.account.chat import Chats, Entry
from emulator.account.content import Contents
from emulator.account.deliveries import SentCounts
from emulator.account.menus import Menus
from emulator.account.people import People, Person
from emulator.account.quota import Quota
from emulator.account.rates import Rates
from emulator.account.reply_tokens import ReplyTokens
from emulator.account.retry_keys import RetryKeys
from emulator.bell import Bell
from emulator.checking.fetching import Fetcher
from emulator.clock import Clock
from emulator.faults import Faults
from emulator.log import Log
from emulator.stream import Stream

BASIC_ID = "@nongraingan"
DISPLAY_NAME = "น้องรายงาน"


class World:
    """`token` None accepts any bearer token. `quota` None is a plan without limit."""

    def __init__(self, *, webhook_url: str, secret: str, token: str | None = None, quota: int | None = 300) -> None:
        self.secret = secret
        self.token = token
        self.webhook_url = webhook_url
        self.webhook_active = True
        self._plan = quota
        self.bot = {
            "userId": ids.bot_user_id(secret),
            "basicId": BASIC_ID,
            "displayName": DISPLAY_NAME,
            "chatMode": "bot",
            "markAsReadMode": "manual",
        }
        self.clock = Clock()
        self.stream = Stream()
        self.stream.state = self.state
        self.bell = Bell()
        self.fetcher = Fetcher()
        self.calls = Log()
        self.webhooks = Log()
        self.mails = Log()
        self.mail_server: asyncio.Server | None = None
        self.chats = Chats(self._told)
        self.forget()

    def forget(self) -> None:
        """As on the first day. The webhook's address stays; entries are numbered on, so that an open page sees no
        `seq` twice.
        """
        self.clock.reset()
        self.people = People()
        self.chats.forget()
        self.reply_tokens = ReplyTokens()
        self.read_tokens: dict[str, tuple[str, str]] = {}
        self.retry_keys = RetryKeys()
        self.rates = Rates()
        self.quota = Quota(self._plan)
        self.sent = SentCounts()
        self.contents = Contents()
        self.menus = Menus()
        self.faults = Faults()
        self.calls.forget()
        self.webhooks.forget()
        self.mails.forget()
        self.fetcher.forget()
        self.scannables: list[dict[str, str]] = []
        self.notes: dict[str, Any] = {"title": "", "items": []}
        self.webhook_active = True

    def _told(self, user_id: str, entry: Entry) -> None:
        self.stream.tell("entry", {"userId": user_id, "entry": entry})
        self.stream.changed()
        self.bell.ring()

    def called(self, line: dict[str, Any]) -> None:
        """An API call was answered."""
        self.stream.tell("call", self.calls.add(line))
        self.bell.ring()

    def person_json(self, person: Person) -> dict[str, Any]:
        chat = self.chats.of(person.user_id)
        return {
            **person.as_json(),
            "richMenuId": self.menus.shown_to(person.user_id),
            "unread": chat.unread,
            "quickReplyVisible": chat.quick_reply_visible,
        }

    def state(self) -> dict[str, Any]:
        return {
            "bot": self.bot,
            "people": [self.person_json(person) for person in self.people],
            "clock": self.clock.as_json(),
            "webhook": {"url": self.webhook_url, "active": self.webhook_active},
            "quota": self.quota.as_json(self.clock.now()),
            "faults": self.faults.as_json(),
            "scannables": self.scannables,
            "notes": self.notes,
            "richMenus": self.menus.as_json(),
            "defaultRichMenuId": self.menus.default,
        }

"""What stands in each person's chat with the bot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from emulator import clock
from emulator.account import transcript

Entry = dict[str, Any]


class Chat:
    """One person's chat: its entries (newest last), what is unread, and the transcript's lines."""

    def __init__(self, user_id: str) -> None:
        self.user_id = user_id
        self.entries: list[Entry] = []
        self.turns: list[str] = []
        self.unread = 0
        self.quick_reply_visible = False

    def find(self, message_id: str) -> Entry | None:
        for entry in reversed(self.entries):
            if entry.get("messageId") == message_id:
                return entry
        return None

    def after(self, seq: int) -> list[Entry]:
        return [entry for entry in self.entries if entry["seq"] > seq]


class Chats:
    """All chats. `seq` rises over all of them, so one number orders everything the emulator shows.

    `told(user_id, entry)` is called for every new or changed entry.
    """

    def __init__(self, told: Callable[[str, Entry], None]) -> None:
        self._by_user: dict[str, Chat] = {}
        self._seq = 0
        self._told = told

    def forget(self) -> None:
        """All chats are empty; the numbers go on."""
        self._by_user.clear()

    def of(self, user_id: str) -> Chat:
        if user_id not in self._by_user:
            self._by_user[user_id] = Chat(user_id)
        return self._by_user[user_id]

    def bot_says(
        self, user_id: str, message_id: str, message: dict[str, Any], at: datetime, *, silent: bool, last: bool
    ) -> Entry:
        """A message of the bot's. Quick replies show only under the last message of a request."""
        chat = self.of(user_id)
        shown = {key: value for key, value in message.items() if key != "quickReply"}
        quick_reply = message.get("quickReply") if last else None
        chat.unread += 1
        chat.quick_reply_visible = bool(quick_reply)
        chat.turns += transcript.said(message, quick_reply)
        entry = {"from": "bot", "messageId": message_id, "message": shown, "quickReply": quick_reply, "silent": silent}
        return self._append(chat, entry, at)

    def person_says(
        self, user_id: str, message_id: str, message: dict[str, Any], at: datetime, label: str | None = None
    ) -> Entry:
        chat = self.of(user_id)
        entry: Entry = {"from": "person", "messageId": message_id, "message": message, "quickReply": None}
        if label:
            entry["label"] = label
        chat.quick_reply_visible = False
        chat.unread = 0
        return self._append(chat, entry, at)

    def system_says(self, user_id: str, text: str, at: datetime) -> Entry:
        return self._append(self.of(user_id), {"from": "system", "text": text}, at)

    def changed(self, user_id: str, entry: Entry) -> None:
        """An entry already shown is different now (unsent, edited, read)."""
        self._told(user_id, entry)

    def _append(self, chat: Chat, entry: Entry, at: datetime) -> Entry:
        self._seq += 1
        entry = {"seq": self._seq, "at": clock.show(at), **entry}
        chat.entries.append(entry)
        self._told(chat.user_id, entry)
        return entry

"""A chat with the interview, played as a person would: by words, by the buttons that are there, by photos.

The state is written to JSON and read back between every two messages, and everything that is said is drawn for LINE and
passes the strict emulator's own checks.

A story is a transcript: `>` is what the officer does, `<` what the answer must contain, `<!` what it must not.
`> [ย้อน]` taps the button whose label begins so, `> (ภาพ)` sends a photo, `> (สติกเกอร์)` a sticker, `> (เสียง)` a
voice message, `> (ไฟล์)` a file, `> (วิดีโอ)` a video, `> (ตำแหน่ง 13.75, 100.5)` a location, `> (เลือกวันที่
2026-10-05)` picks a date, `> (ยกเลิกข้อความ)` takes the last message back. Anything else is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.xform.reading import load_form
from bot.events import Kind, Place
from bot.forms.workbook.workbook import convert
from bot.interview import interview
from bot.interview.state.types import (
    Attached,
    ConversationFacts,
    Incoming,
    Located,
    Outcome,
    Tapped,
    Turn,
    Typed,
    Unreadable,
    Unsent,
)
from bot.line.address import Address
from bot.line.render import render
from bot.messages import Ask, Button, Card, Message, PickDate, Post, Text, as_text
from emulator.checking.messages import check

ABOUT = ConversationFacts(
    "12", "รายงานเดือนตุลาคม 2569", "องค์การบริหารส่วนตำบลทดสอบ อำเภอทดสอบ", "กองส่งเสริมฯ โทร. 0 0000 0000"
)
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
ADDRESS = Address("https://bot.example.go.th", "@nong")
KHOK_NONG_NA = Path("bot/forms/khok-nong-na.md")


@cache
def form_of(markdown: str) -> Form:
    return load_form(convert(markdown).xml)


def built_in() -> Form:
    return form_of(KHOK_NONG_NA.read_text(encoding="utf-8"))


class Chat:
    """`turn` is the newest turn; `taps` and `typed` count what the officer did."""

    def __init__(self, form: Form | None = None, on_pc: bool = False, about: ConversationFacts = ABOUT) -> None:
        self.form = form or built_in()
        self.about = about
        self.on_pc = on_pc
        self.now = NOW
        self.turn = Turn({}, (), Outcome.PAUSED)
        self.taps = self.typed = self.sent = 0
        self.drawn: list[dict[str, Any]] = []
        self.shown: tuple[Message, ...] = ()

    def begin(self, **given: Any) -> str:
        return self._heard(interview.begin(self.form, self.about, self.now, **given))

    def resume(self, **given: Any) -> str:
        return self._heard(interview.resume(self.form, self.state(), self.about, self.now, **given))

    def state(self) -> dict[str, Any]:
        # With its keys sorted: PostgreSQL's JSONB does not keep their order.
        state: dict[str, Any] = json.loads(json.dumps(self.turn.state, ensure_ascii=False, sort_keys=True))
        return state

    def do(self, incoming: Incoming) -> str:
        """One step; the answer's words."""
        self.now += timedelta(seconds=20)
        return self._heard(interview.step(self.form, self.state(), incoming, self.about, self.now))

    def type(self, words: str) -> str:
        self.typed += 1
        self.sent += 1
        return self.do(Typed(words, f"m{self.sent}"))

    def photo(self) -> str:
        self.taps += 1
        self.sent += 1
        return self.do(Attached(Kind.IMAGE, f"photo-{self.sent}", f"m{self.sent}"))

    def tap(self, label: str) -> str:
        """Tap what begins with `label`: on a PC only what stands on a card."""
        button = self.button(label)
        self.taps += 1
        assert isinstance(button.does, Post), f"{button.label} does not answer by itself"
        return self.do(Tapped(button.does.data))

    def button(self, label: str) -> Button:
        buttons = self.buttons()
        found = [button for button in buttons if button.label.startswith(label)]
        assert found, f"no button {label!r} among {[button.label for button in buttons]}"
        return found[0]

    def buttons(self) -> list[Button]:
        """What can be tapped now, rows under their own words; where nothing was said, what stood before stands."""
        found: list[Button] = []
        for message in self.shown:
            if isinstance(message, Card):
                rows = [row for section in message.sections for row in section.rows]
                found += [Button(row.label, row.button.does) for row in rows if row.button]
                found += message.buttons
        if not self.on_pc:
            found += next((message.quick for message in reversed(self.shown) if message.quick), ())
        return found

    @property
    def says(self) -> str:
        return "\n".join(words_of(message) for message in self.turn.messages)

    @property
    def answers(self) -> dict[str, Any]:
        assert self.turn.outcome is Outcome.SUBMIT and self.turn.answers is not None, self.says
        return self.turn.answers

    def play(self, story: str) -> None:
        """Play a transcript; see the top of this file."""
        for line in story.strip().splitlines():
            line = line.strip()
            if line.startswith("> "):
                self._act(line[2:].strip())
            elif line.startswith("<! "):
                assert line[3:] not in self.says, f"{line[3:]!r} is in:\n{self.says}"
            elif line.startswith("< "):
                assert line[2:] in self.says, f"{line[2:]!r} is not in:\n{self.says}"
            else:
                assert not line, f"not a line of a story: {line}"

    def _act(self, what: str) -> None:
        if what.startswith("["):
            self.tap(what.strip("[]"))
        elif what == "(ภาพ)":
            self.photo()
        elif what in _UNREADABLE:
            self.do(_UNREADABLE[what])
        elif found := re.fullmatch(r"\(ตำแหน่ง ([0-9.-]+), ([0-9.-]+)\)", what):
            self.button("ส่งตำแหน่ง")
            self.taps += 1
            self.do(Located(Place(float(found[1]), float(found[2]))))
        elif found := re.fullmatch(r"\(เลือกวันที่ (.+)\)", what):
            picker = next(button.does for button in self.buttons() if isinstance(button.does, PickDate))
            self.taps += 1
            self.do(Tapped(picker.data, found[1]))
        elif what == "(ยกเลิกข้อความ)":
            self.do(Unsent(f"m{self.sent}"))
        else:
            self.type(what)

    def _heard(self, turn: Turn) -> str:
        self.turn = turn
        self.shown = turn.messages or self.shown
        json.dumps(turn.state)
        assert len(turn.messages) <= 5
        self.drawn = render(turn.messages, ADDRESS)
        if self.drawn:
            assert check("reply", {"replyToken": "0" * 32, "messages": self.drawn}) == []
        for message in turn.messages:
            assert len(message.quick) <= 13
            if isinstance(message, Card):
                assert "flex" in [one["type"] for one in self.drawn]
                assert not any(isinstance(button.does, Ask) for button in message.buttons)
        return self.says


_UNREADABLE: dict[str, Incoming] = {
    "(สติกเกอร์)": Unreadable(Kind.STICKER),
    "(แก้ข้อความ)": Unreadable(Kind.EDITED),
    "(เสียง)": Attached(Kind.AUDIO, "sound-1"),
    "(วิดีโอ)": Attached(Kind.VIDEO, "video-1"),
    "(ไฟล์)": Attached(Kind.FILE, "file-1"),
    "(ตำแหน่ง)": Located(Place(13.75, 100.5)),
    "(ภาพลอย)": Attached(Kind.IMAGE, "stray-1"),
}


def words_of(message: Message) -> str:
    """All the words of a message, its buttons too, as a person reads them."""
    if isinstance(message, Text):
        return message.text
    if isinstance(message, Card):
        return "\n".join([as_text(message), *(f"[{button.label}]" for button in message.buttons)])
    return message.link


def values(document: Any) -> Iterator[Any]:
    """Every value in a report's document."""
    if isinstance(document, dict):
        for inner in document.values():
            yield from values(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from values(inner)
    else:
        yield document

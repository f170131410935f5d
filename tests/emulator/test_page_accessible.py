"""WCAG 2.1 AA on the chat page, as far as axe-core can tell: with messages of every kind, a keyboard and menus open."""

from __future__ import annotations

from tests.emulator.conftest import Desk
from tests.emulator.page_messages import (
    box,
    bubble,
    button,
    carousel,
    flex,
    post,
    quick,
    say,
    text,
    words,
)
from tests.support.axe import violations


def test_the_chat_can_be_read_by_everybody(desk: Desk) -> None:
    line = box("horizontal", words("1. ทต.บางเมือง"), words("ยังไม่ส่ง"), action=post("ทต.บางเมือง", "do=x"))
    card = bubble(body=box("vertical", words("ภาพรวม"), line), footer=box("vertical", button(say("เมนู", "เมนู"))))
    desk.push(text("สวัสดีค่ะ https://example.com/a"), flex(card), flex(carousel(card, card)))
    desk.push(text("เลือกได้เลยค่ะ", quickReply=quick(say("ใช่", "ใช่"), say("ไม่ใช่", "ไม่"))))
    assert desk.phone.button("ทต.บางเมือง").is_visible()
    assert not (found := violations(desk.page)), "\n".join(found)
    desk.page.set_viewport_size({"width": 320, "height": 600})
    assert not (found := violations(desk.page)), "\n".join(found)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 320

"""Messages of every kind, for the tests of the chat page. Made as a bot would send them; LINE would take them all."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]


def text(words: str, **more: Any) -> Message:
    return {"type": "text", "text": words, **more}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"items": [{"type": "action", "action": action} for action in actions]}


def say(label: str, words: str) -> dict[str, Any]:
    return {"type": "message", "label": label, "text": words}


def post(label: str, data: str, **more: Any) -> dict[str, Any]:
    return {"type": "postback", "label": label, "data": data, **more}


def box(layout: str, *contents: Message, **more: Any) -> Message:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def words(said: str, **more: Any) -> Message:
    return {"type": "text", "text": said, **more}


def button(action: dict[str, Any], **more: Any) -> Message:
    return {"type": "button", "action": action, **more}


def bubble(size: str = "mega", **blocks: Any) -> Message:
    return {"type": "bubble", "size": size, **blocks}


def flex(contents: Message, alt: str = "การ์ด") -> Message:
    return {"type": "flex", "altText": alt, "contents": contents}


def carousel(*bubbles: Message) -> Message:
    return {"type": "carousel", "contents": list(bubbles)}


def template(**what: Any) -> Message:
    return {"type": "template", "altText": "แม่แบบ", "template": what}


def review_card() -> Message:
    """A card like the one that closes a report."""
    return flex(
        bubble(
            header=box("vertical", words("ตรวจทานรายงาน", weight="bold", color="#ffffff"), backgroundColor="#0b6e4f"),
            body=box(
                "vertical",
                box(
                    "horizontal",
                    words("อบรมเจ้าหน้าที่", flex=2, size="sm", color="#667788"),
                    words("12 คน", flex=1, align="end", size="sm"),
                    action=post("แก้ไขอบรม", "edit=1", displayText="แก้ไขอบรม"),
                ),
                {"type": "separator", "margin": "md"},
                {
                    "type": "text",
                    "wrap": True,
                    "contents": [
                        {"type": "span", "text": "งบประมาณ "},
                        {"type": "span", "text": "12,500", "weight": "bold", "color": "#b3261e", "size": "xl"},
                    ],
                },
                words("ปัญหาและอุปสรรคที่ยาวมากจนเกินกว่าสองบรรทัดแน่นอน " * 4, wrap=True, maxLines=2),
                spacing="md",
            ),
            footer=box(
                "vertical",
                button(post("ส่งรายงาน", "send", displayText="ส่งรายงาน"), style="primary", height="sm"),
                button(say("แก้ไข", "แก้ไข"), style="secondary", height="sm"),
                spacing="sm",
            ),
            styles={"footer": {"separator": True}},
        ),
        "ตรวจทานรายงาน",
    )

"""Small pieces from which the tables of good and bad requests are made."""

from __future__ import annotations

from typing import Any

Node = dict[str, Any]

IMAGE = "https://example.go.th/a.jpg"
EMOJI = {"productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}


def text(words: str = "สวัสดี", **more: Any) -> Node:
    return {"type": "text", "text": words, **more}


def says(label: str = "ตกลง", **more: Any) -> Node:
    return {"type": "message", "label": label, "text": "ตกลง", **more}


def opens(uri: str = "https://example.go.th/", **more: Any) -> Node:
    return {"type": "uri", "label": "เปิด", "uri": uri, **more}


def posts(**more: Any) -> Node:
    return {"type": "postback", "label": "ส่ง", "data": "a=1", **more}


def picks(mode: str = "date", **more: Any) -> Node:
    return {"type": "datetimepicker", "label": "เลือกวัน", "data": "d", "mode": mode, **more}


def quick(*actions: Node, **more: Any) -> Node:
    return text(quickReply={"items": [{"type": "action", "action": action, **more} for action in actions]})


def flex(contents: Node, alt: str = "การ์ด") -> Node:
    return {"type": "flex", "altText": alt, "contents": contents}


def box(*contents: Node, layout: str = "vertical", **more: Any) -> Node:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def words(text_: str = "รายงาน", **more: Any) -> Node:
    return {"type": "text", "text": text_, **more}


def bubble(*body: Node, **more: Any) -> Node:
    return {"type": "bubble", "body": box(*(body or (words(),))), **more}


def bubbles(*contents: Node) -> Node:
    return flex({"type": "carousel", "contents": list(contents)})


def button(action: Node, **more: Any) -> Node:
    return {"type": "button", "action": action, **more}


def template(contents: Node, alt: str = "แบบ") -> Node:
    return {"type": "template", "altText": alt, "template": contents}


def buttons(*actions: Node, words_: str = "เลือก", **more: Any) -> Node:
    return template({"type": "buttons", "text": words_, "actions": list(actions or (says(),)), **more})


def confirm(*actions: Node, words_: str = "ใช่หรือไม่") -> Node:
    return template({"type": "confirm", "text": words_, "actions": list(actions)})


def column(*actions: Node, words_: str = "ช่อง", **more: Any) -> Node:
    return {"text": words_, "actions": list(actions or (says(),)), **more}


def columns(*contents: Node) -> Node:
    return template({"type": "carousel", "columns": list(contents)})


def imagemap(*actions: Node, **more: Any) -> Node:
    return {
        "type": "imagemap",
        "baseUrl": "https://example.go.th/map",
        "altText": "แผนที่",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": list(actions),
        **more,
    }


def tap(x: int = 0, width: int = 100, **more: Any) -> Node:
    return {"type": "message", "text": "ก", "area": {"x": x, "y": 0, "width": width, "height": 100}, **more}


def menu(*areas: Node, **more: Any) -> Node:
    return {
        "size": {"width": 2500, "height": 1686},
        "selected": True,
        "name": "เมนูหลัก",
        "chatBarText": "เมนู",
        "areas": list(areas or (area(),)),
        **more,
    }


def area(action: Node | None = None, **bounds: int) -> Node:
    whole = {"x": 0, "y": 0, "width": 2500, "height": 1686, **bounds}
    return {"bounds": whole, "action": action or says()}

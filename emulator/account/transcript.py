"""A chat as text, one turn a line: what "copy as test" copies and what a test can play.

> รายงาน                 typed          < ข้อ 1 จาก ~11        the bot; "| " begins its following lines
> [ส่งรายงาน]             a tap          < {card: รายงานเดือน…}  a card, by its altText's first line
> [[photo]]              anything else    [มี] [ไม่มี]           quick replies
"""

from __future__ import annotations

from typing import Any


def typed(text: str) -> list[str]:
    return _block(">", text)


def tapped(label: str) -> list[str]:
    return [f"> [{_first_line(label)}]"]


def did(what: str) -> list[str]:
    """Anything that is neither typed nor tapped: photo, sticker, location 13.75,100.5, date 2026-10-05 …"""
    return [f"> [[{what}]]"]


def said(message: dict[str, Any], quick_reply: dict[str, Any] | None) -> list[str]:
    lines = _words(message)
    items = (quick_reply or {}).get("items") or []
    labels = [str((item.get("action") or {}).get("label", "")) for item in items]
    if labels:
        lines.append("  " + " ".join(f"[{label}]" for label in labels))
    return lines


def _words(message: dict[str, Any]) -> list[str]:
    kind = message.get("type")
    if kind in ("text", "textV2"):
        return _block("<", str(message.get("text", "")))
    if kind in ("flex", "template", "imagemap"):
        return [f"< {{card: {_first_line(str(message.get('altText', '')))}}}"]
    if kind == "location":
        return [f"< {{location {message.get('latitude')},{message.get('longitude')}}}"]
    return [f"< {{{kind}}}"]


def _block(mark: str, text: str) -> list[str]:
    first, *rest = text.split("\n")
    return [f"{mark} {first}".rstrip(), *(f"| {line}".rstrip() for line in rest)]


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0].strip()

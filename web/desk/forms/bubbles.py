"""The messages of a chat as a page shows them: plain values that can be kept between two requests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.messages import Ask, Button, Card, Carousel, Message, PickDate, Post, Say, Text

Bubble = dict[str, Any]
_INPUT = {"date": "date", "time": "time", "datetime": "datetime-local"}


def drawn(message: Message) -> Bubble:
    """`title`, `subtitle` and `text`; `sections` of rows, each with a button or none; `buttons` below.
    `picture` is a link."""
    if isinstance(message, Text):
        return {"who": "bot", "text": message.text, "buttons": _buttons(message.quick)}
    if isinstance(message, Card):
        rows = [
            {
                "heading": section.heading,
                "rows": [
                    {
                        "label": row.label,
                        "value": row.value,
                        "tone": row.tone.value,
                        "button": _button(row.button) if row.button is not None else None,
                    }
                    for row in section.rows
                ],
            }
            for section in message.sections
        ]
        both = {(button.label, str(button.does)): button for button in (*message.buttons, *message.quick)}
        return {
            "who": "bot",
            "title": message.title,
            "subtitle": message.subtitle,
            "text": message.text,
            "sections": rows,
            "buttons": _buttons(tuple(both.values())),
        }
    if isinstance(message, Carousel):
        return {"who": "bot", "text": message.alt, "buttons": []}
    return {"who": "bot", "picture": message.link, "text": "", "buttons": _buttons(message.quick)}


def said(text: str) -> Bubble:
    """What the person at the page has typed or pressed."""
    return {"who": "me", "text": text, "buttons": []}


def noted(text: str, title: str = "") -> Bubble:
    """What the page itself says."""
    return {"who": "page", "title": title, "text": text, "buttons": []}


def silent(bubble: Bubble) -> Bubble:
    """The same words with nothing to press: what was said before."""
    sections = [
        {**section, "rows": [{**row, "button": None} for row in section["rows"]]}
        for section in bubble.get("sections", [])
    ]
    return {**bubble, "sections": sections, "buttons": []}


def label_of(bubbles: Iterable[Bubble], data: str) -> str:
    """What the button says that carries `data`; "…" for one that is no longer there."""
    for bubble in bubbles:
        rows = [row for section in bubble.get("sections", []) for row in section["rows"]]
        for button in [*bubble["buttons"], *(row["button"] for row in rows if row["button"])]:
            if button.get("data") == data:
                return str(button["shows"] if "shows" in button else button["label"])
    return "…"


def _buttons(buttons: tuple[Button, ...]) -> list[dict[str, Any]]:
    return [one for button in buttons if (one := _button(button)) is not None]


def _button(button: Button) -> dict[str, Any] | None:
    """None for what a page cannot do."""
    does = button.does
    made: dict[str, Any] = {"label": button.label, "primary": button.primary}
    if isinstance(does, Post):
        return {**made, "data": does.data, "shows": does.shows or button.label}
    if isinstance(does, Say):
        return {**made, "text": does.text}
    if isinstance(does, PickDate):
        return {
            **made,
            "data": does.data,
            "input": _INPUT[does.mode],
            "initial": _moment(does.initial, does.mode),
            "earliest": _moment(does.earliest, does.mode),
            "latest": _moment(does.latest, does.mode),
        }
    if isinstance(does, Ask):
        return {**made, "send": "location" if does is Ask.LOCATION else "image"}
    return None


def _moment(value: date | datetime | None, mode: str) -> str:
    if value is None:
        return ""
    if mode == "date":
        return f"{value:%Y-%m-%d}"
    return f"{value:%H:%M}" if mode == "time" else f"{value:%Y-%m-%dT%H:%M}"

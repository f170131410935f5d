"""Our messages, drawn as LINE's JSON. Nothing here knows what a report is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import orjson

from bot import limits
from bot.line.address import Address
from bot.line.card import INK, bubble
from bot.line.spans import spanned
from bot.messages import Ask, Button, Card, Carousel, Message, Open, PickDate, Picture, Post, Say, Text, as_text

Json = dict[str, Any]


def render(messages: Sequence[Message], address: Address) -> list[Json]:
    """At most five LINE message objects, within LINE's limits.

    Quick replies hang under the last message only: those of the newest message that has any are used.
    """
    drawn: list[Json] = []
    for message in messages:
        drawn += _draw(message, address)
    drawn = drawn[-limits.MESSAGES_A_CALL :]
    quick = next((message.quick for message in reversed(messages) if message.quick), ())
    if drawn and quick:
        items = [_quick_item(button, address) for button in quick[: limits.QUICK_REPLIES]]
        drawn[-1]["quickReply"] = {"items": items}
    return drawn


def plain(drawn: Sequence[Json]) -> list[Json]:
    """The same words without any drawing: what is sent when LINE refuses the drawing."""
    return [
        {"type": "text", "text": message.get("text") or message.get("altText") or message["originalContentUrl"]}
        for message in drawn
    ]


def action(button: Button, address: Address, *, most: int) -> Json:
    """A LINE action object; the label is shortened to `most` grapheme clusters."""
    label = limits.shorten(button.label, most)
    does = button.does
    if isinstance(does, Post):
        shows = limits.shorten(does.shows or button.label, limits.DISPLAY_TEXT)
        return {"type": "postback", "label": label, "data": does.data, "displayText": shows}
    if isinstance(does, Say):
        return {"type": "message", "label": label, "text": does.text}
    if isinstance(does, Open):
        return {"type": "uri", "label": label, "uri": address.page(does.link)} | _on_pc(does, address, most)
    if isinstance(does, PickDate):
        return _picker(label, does)
    return {"type": does.value, "label": label}


def _on_pc(does: Open, address: Address, most: int) -> Json:
    """LINE takes another address for a PC within a drawing alone."""
    is_drawing = most != limits.LABEL_QUICK
    return {"altUri": {"desktop": address.page(does.on_pc)}} if does.on_pc and is_drawing else {}


def _picker(label: str, does: PickDate) -> Json:
    drawn: Json = {"type": "datetimepicker", "label": label, "data": does.data, "mode": does.mode}
    for key, value in (("initial", does.initial), ("min", does.earliest), ("max", does.latest)):
        if value is not None:
            drawn[key] = _moment(value, does.mode)
    return drawn


def _moment(value: date | datetime, mode: str) -> str:
    if mode == "date":
        return f"{value:%Y-%m-%d}"
    return f"{value:%H:%M}" if mode == "time" else f"{value:%Y-%m-%dT%H:%M}"


def _quick_item(button: Button, address: Address) -> Json:
    return {"type": "action", "action": action(button, address, most=limits.LABEL_QUICK)}


def _draw(message: Message, address: Address) -> list[Json]:
    if isinstance(message, Text):
        # One with an address stays a text: there alone it can be tapped.
        if message.styled and "http" not in message.text and limits.utf16(message.text) <= limits.TEXT:
            return [_draw_styled(message)]
        return [{"type": "text", "text": piece} for piece in limits.split(message.text)]
    if isinstance(message, Picture):
        original = address.page(message.link)
        preview = address.page(message.preview) if message.preview else original
        return [{"type": "image", "originalContentUrl": original, "previewImageUrl": preview}]
    if isinstance(message, Carousel):
        return _draw_carousel(message, address)
    return _draw_card(message, address)


def _draw_styled(message: Text) -> Json:
    """A bubble without anything around the words."""
    words = spanned({"type": "text", "text": message.text, "wrap": True, "size": "md", "color": INK}, message.styled)
    if "contents" not in words:
        return {"type": "text", "text": message.text}
    body = {"type": "box", "layout": "vertical", "paddingAll": "16px", "contents": [words]}
    drawn = {"type": "bubble", "size": "mega", "body": body}
    return {"type": "flex", "altText": limits.clip(message.text, limits.ALT_TEXT), "contents": drawn}


def _draw_card(card: Card, address: Address) -> list[Json]:
    return _flex(_bubble(card, address), limits.BUBBLE_BYTES, card.alt or as_text(card), [card])


def _draw_carousel(carousel: Carousel, address: Address) -> list[Json]:
    # All of one size: LINE refuses others.
    bubbles = [_bubble(card, address, size="kilo") for card in carousel.cards[: limits.BUBBLES]]
    drawn = {"type": "carousel", "contents": bubbles}
    return _flex(drawn, limits.CAROUSEL_BYTES, carousel.alt, carousel.cards)


def _bubble(card: Card, address: Address, size: str = "mega") -> Json:
    # Only what a drawing itself may hold; camera, album and location stand in quick replies alone.
    buttons = tuple(button for button in card.buttons if not isinstance(button.does, Ask))
    drawn = bubble(card, buttons, lambda button: action(button, address, most=limits.LABEL_FLEX), size)
    if card.picture:
        drawn["hero"] |= {"url": address.page(card.picture)}
    return spanned(drawn, card.styled) if card.styled else drawn


def _flex(drawn: Json, most: int, alt: str, cards: Sequence[Card]) -> list[Json]:
    # With spaces between, as it may be sent, it is a tenth larger: looked at where that can matter.
    if len(orjson.dumps(drawn)) > most * 3 / 4 and len(json.dumps(drawn, ensure_ascii=False).encode()) > most:
        # LINE would refuse it whole. The words still arrive, in as many pieces as they need.
        words = "\n\n".join(as_text(card) for card in cards)
        return [{"type": "text", "text": piece} for piece in limits.split(words)]
    return [{"type": "flex", "altText": limits.clip(alt, limits.ALT_TEXT), "contents": drawn}]

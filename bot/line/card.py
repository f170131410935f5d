"""The look of a card: one Flex bubble. Colours come with a sign, so that nobody needs to see colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.messages import Button, Card, Row, Section, Tone

Json = dict[str, Any]
Act = Callable[[Button], Json]

INK, SOFT, LINE, PAPER = "#1F2A24", "#5E6B64", "#E3E8E4", "#FFFFFF"
HEADERS = {
    Tone.PLAIN: "#2F6B4F",
    Tone.GOOD: "#2F6B4F",
    Tone.WARN: "#B26A00",
    Tone.BAD: "#A63A2B",
    Tone.MUTED: "#5E6B64",
}
VALUES = {Tone.PLAIN: INK, Tone.GOOD: "#1E6B43", Tone.WARN: "#935800", Tone.BAD: "#A63A2B", Tone.MUTED: "#6B766F"}
SIGNS = {Tone.PLAIN: "", Tone.GOOD: "✓ ", Tone.WARN: "! ", Tone.BAD: "✕ ", Tone.MUTED: ""}


def bubble(card: Card, buttons: tuple[Button, ...], act: Act) -> Json:
    """The bubble of a card; `act` makes LINE's action object of a button."""
    body: list[Json] = []
    if card.text:
        body.append(_words(card.text, size="sm", wrap=True))
    for section in card.sections:
        if body:
            body.append({"type": "separator", "margin": "lg", "color": LINE})
        body += _section(section, act)
    drawn: Json = {
        "type": "bubble",
        "size": "mega",
        "header": _header(card),
        "styles": {"header": {"backgroundColor": HEADERS[card.tone]}},
    }
    if body:
        drawn["body"] = {"type": "box", "layout": "vertical", "spacing": "sm", "paddingAll": "16px", "contents": body}
    if buttons:
        drawn["footer"] = {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "paddingAll": "12px",
            "contents": [_button(button, act) for button in buttons],
        }
    return drawn


def _header(card: Card) -> Json:
    contents = [_words(card.title, size="md", weight="bold", color=PAPER, wrap=True)]
    if card.subtitle:
        contents.append(_words(card.subtitle, size="sm", color="#E6F0EA", wrap=True, margin="xs"))
    return {"type": "box", "layout": "vertical", "paddingAll": "16px", "contents": contents}


def _section(section: Section, act: Act) -> list[Json]:
    drawn = []
    if section.heading:
        drawn.append(_words(section.heading, size="xs", color=SOFT, weight="bold", margin="md", wrap=True))
    return drawn + [_row(row, act) for row in section.rows]


def _row(row: Row, act: Act) -> Json:
    contents = [_words(row.label, size="sm", color=INK if not row.value else SOFT, wrap=True, flex=5)]
    if row.value:
        value = SIGNS[row.tone] + row.value
        contents.append(_words(value, size="sm", color=VALUES[row.tone], wrap=True, flex=6, align="end"))
    if row.button:
        contents.append(_words("›", size="md", color=SOFT, flex=0, gravity="center", margin="sm"))
    drawn: Json = {
        "type": "box",
        "layout": "horizontal",
        "contents": contents,
        "paddingTop": "4px",
        "paddingBottom": "4px",
    }
    if row.button:
        drawn["action"] = act(row.button)
    return drawn


def _button(button: Button, act: Act) -> Json:
    drawn: Json = {
        "type": "button",
        "style": "primary" if button.primary else "secondary",
        "height": "sm",
        "action": act(button),
    }
    if button.primary:
        drawn["color"] = HEADERS[Tone.GOOD]
    return drawn


def _words(text: str, **look: Any) -> Json:
    # LINE refuses an empty text component.
    return {"type": "text", "text": text or " ", "color": INK} | look

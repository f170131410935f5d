"""The look of a card: one Flex bubble. Colours come with a sign, so that nobody needs to see colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from bot.messages import Button, Card, Row, Section, Tone

Json = dict[str, Any]
Act = Callable[[Button], Json]

INK, SOFT, LINE, PAPER = "#1F2A24", "#5E6B64", "#E3E8E4", "#FFFFFF"
HEADERS = {
    Tone.PLAIN: "#2F6B4F",
    Tone.GOOD: "#2F6B4F",
    Tone.WARN: "#955800",
    Tone.BAD: "#A63A2B",
    Tone.MUTED: "#5E6B64",
}
VALUES = {Tone.PLAIN: INK, Tone.GOOD: "#1E6B43", Tone.WARN: "#935800", Tone.BAD: "#A63A2B", Tone.MUTED: "#6B766F"}
# Letters of size sm that stand beside each other in a "mega" bubble; the arrow takes the room of three.
LINE_LETTERS, ARROW_LETTERS = 34, 3
SIGNS = {Tone.PLAIN: "", Tone.GOOD: "✓ ", Tone.WARN: "! ", Tone.BAD: "✕ ", Tone.MUTED: ""}


def bubble(card: Card, buttons: tuple[Button, ...], act: Act, size: str = "mega") -> Json:
    """The bubble of a card; `act` makes LINE's action object of a button. The caller says where its picture lies."""
    body: list[Json] = []
    if card.text:
        body.append(_words(card.text, size="sm", wrap=True))
    for section in card.sections:
        if body:
            body.append({"type": "separator", "margin": "lg", "color": LINE})
        body += _section(section, act)
    drawn: Json = {
        "type": "bubble",
        "size": size,
        "header": _header(card),
        "styles": {"header": {"backgroundColor": HEADERS[card.tone]}},
    }
    if card.picture:
        drawn["hero"] = {"type": "image", "size": "full", "aspectRatio": "20:13", "aspectMode": "cover"}
        if buttons:
            drawn["hero"]["action"] = act(buttons[0])
    if body:
        drawn["body"] = {"type": "box", "layout": "vertical", "spacing": "sm", "paddingAll": "16px", "contents": body}
    if body and buttons:
        drawn["body"]["paddingBottom"] = "8px"
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
    leads_on = row.button is not None and not row.stays
    drawn: Json = {
        "type": "box",
        "layout": "horizontal",
        "contents": _name_and_value(row, LINE_LETTERS - ARROW_LETTERS if leads_on else LINE_LETTERS),
        "paddingTop": "4px",
        "paddingBottom": "4px",
    }
    if leads_on:
        drawn["contents"].append(_words("›", size="md", color=SOFT, flex=0, gravity="center", margin="sm"))
    if row.button:
        drawn["action"] = act(row.button)
    if row.bar is None and not row.links:
        return drawn
    below = [_bar(row.bar, row.tone)] if row.bar is not None else []
    below += [_links(row.links, act)] if row.links else []
    return {"type": "box", "layout": "vertical", "contents": [drawn, *below]}


def _bar(share: float, tone: Tone) -> Json:
    """A share of the line, drawn with two boxes: LINE has no other way."""
    percent = round(100 * min(max(share, 0), 1))
    filled: Json = {
        "type": "box",
        "layout": "vertical",
        "width": f"{percent}%",
        "height": "6px",
        "backgroundColor": HEADERS[tone],
        "cornerRadius": "3px",
        "contents": [{"type": "filler"}],
    }
    return {
        "type": "box",
        "layout": "horizontal",
        "height": "6px",
        "backgroundColor": LINE,
        "cornerRadius": "3px",
        "contents": [filled] if percent else [{"type": "filler"}],
    }


def _links(links: tuple[Button, ...], act: Act) -> Json:
    """Small buttons side by side, high enough for a thumb."""
    drawn = [
        {
            "type": "box",
            "layout": "vertical",
            "flex": 1,
            "height": "36px",
            "justifyContent": "center",
            "backgroundColor": "#EEF4F0",
            "cornerRadius": "6px",
            "action": act(link),
            "contents": [_words(link.label, size="xs", color=HEADERS[Tone.GOOD], weight="bold", align="center")],
        }
        for link in links
    ]
    return {"type": "box", "layout": "horizontal", "spacing": "sm", "margin": "xs", "contents": drawn}


def _name_and_value(row: Row, letters: int) -> list[Json]:
    """Side by side where both fit a line of `letters`, each with the room it needs; else one above the other:
    Thai has no spaces to break narrow columns at, and words would be cut anywhere."""
    if not row.value:
        return [_words(row.label, size="sm", color=VALUES[row.tone], wrap=True, flex=1)]
    value = SIGNS[row.tone] + row.value
    name_look: Json = {"weight": "bold"} if row.is_word else {"color": SOFT}
    value_look: Json = {"color": SOFT if row.is_word else VALUES[row.tone]}
    name_width, value_width = _width(row.label), _width(value)
    if name_width + value_width <= letters:
        return [
            _words(row.label, size="sm", wrap=True, flex=name_width, **name_look),
            _words(value, size="sm", wrap=True, flex=value_width, align="end", margin="sm", **value_look),
        ]
    above_each_other = [
        _words(row.label, size="sm", wrap=True, **name_look),
        _words(value, size="sm", wrap=True, **value_look),
    ]
    return [{"type": "box", "layout": "vertical", "flex": 1, "contents": above_each_other}]


@lru_cache(maxsize=512)
def _width(text: str) -> int:
    """Letters of the longest line; vowels and tone marks above and below a letter take no room."""
    return max(sum(unicodedata.category(c) != "Mn" for c in line) for line in f"{text}\n".splitlines()) or 1


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

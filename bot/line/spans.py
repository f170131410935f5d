"""Parts of a text that look unlike the rest: spans of a Flex text. LINE's plain texts know none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bot.styles import PLAIN, Runs, Style, words_of

Json = dict[str, Any]
# What we put before an author's text on its line: a number, a sign, the mark of a trial.
_BEFORE = r"(?m:^)(?:[^\n]{0,20}\W)?"
# Of dark words on white (WCAG 2.1 AA); below the other a colour is no longer itself when it is made dark enough.
_READABLE, _TOO_PALE = 4.5, 2.5


def spanned(drawn: Any, styled: tuple[Runs, ...], *, on: str = "#FFFFFF") -> Any:
    """The components with spans in the place of the first of each styled text that a line of them begins with. Colours
    of an author's are for white ground; on another one (`on`) words keep theirs."""
    if isinstance(drawn, list):
        return [spanned(one, styled, on=on) for one in drawn]
    if not isinstance(drawn, dict):
        return drawn
    if drawn.get("type") == "bubble":
        on_header = drawn["styles"]["header"]["backgroundColor"] if "header" in drawn else on
        return {key: spanned(one, styled, on=on_header if key == "header" else on) for key, one in drawn.items()}
    if drawn.get("type") == "text":
        return _text(drawn, styled, is_white=on == "#FFFFFF")
    return {key: spanned(one, styled, on=on) for key, one in drawn.items()}


def _text(drawn: Json, styled: tuple[Runs, ...], *, is_white: bool) -> Json:
    spans = list(_spans(drawn["text"], styled, is_white=is_white))
    if not any(len(span) > 2 for span in spans):
        return drawn
    look = {key: value for key, value in drawn.items() if key != "text"}
    if any("weight" in span for span in spans):
        look.pop("weight", None)
    return {**look, "contents": spans}


def _spans(text: str, styled: tuple[Runs, ...], *, is_white: bool) -> Iterator[Json]:
    found: dict[int, Runs] = {}
    for runs in styled:
        if place := re.search(f"{_BEFORE}({re.escape(words_of(runs))})", text):
            found.setdefault(place.start(1), runs)
    at = 0
    for start, runs in sorted(found.items()):
        if start < at:
            continue
        if start > at:
            yield _span(text[at:start], PLAIN, is_white)
        yield from (_span(words, style, is_white) for words, style in runs)
        at = start + len(words_of(runs))
    if at < len(text):
        yield _span(text[at:], PLAIN, is_white)


def _span(text: str, style: Style, is_white: bool) -> Json:
    drawn: Json = {"type": "span", "text": text}
    if style.bold:
        drawn["weight"] = "bold"
    if style.italic:
        drawn["style"] = "italic"
    if style.is_heading:
        drawn["size"] = "lg"
    if is_white and (color := readable(style.color)):
        drawn["color"] = color
    return drawn


@lru_cache(maxsize=256)
def readable(color: str) -> str:
    """An author's colour as LINE wants it, darker where it is hard to read on white; "" for none, and for one so pale
    that it would have to become another."""
    if not color:
        return ""
    # Few forms have any colour: Pillow is not imported for the others.
    from PIL import ImageColor

    try:
        red, green, blue = ImageColor.getrgb(color)[:3]
    except ValueError:
        return ""
    if _contrast(red, green, blue) < _TOO_PALE:
        return ""
    while _contrast(red, green, blue) < _READABLE:
        red, green, blue = (round(part * 0.95) for part in (red, green, blue))
    return f"#{red:02X}{green:02X}{blue:02X}"


def _contrast(*rgb: int) -> float:
    """With white, as WCAG 2.1 has it: 1 to 21."""
    parts = [(part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)

"""Marks of styling in a text (`**bold**`, `<span style="color:red">`), as XLSForm allows them, read into styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.styles import PLAIN, Style

_TAG = re.compile(r"<(/?)(span|font|strong|em|b|i|u|p|div|small|big|h[1-6])(\s[^<>]*?)?(/?)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)|<img\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
_HEAD = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)
# A line of underscores is a blank to fill in.
_BOLD = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*|(?<!_)__(?=[^\s_])(.+?)(?<=[^\s_])__(?!_)")
# Between letters these are part of a word or a sum: name_of_x, 2*3*4.
_ITALIC = re.compile(r"(?<![A-Za-z0-9_*])([_*])(?=[^\s_*])([^_*\n]+?)(?<=\S)\1(?![A-Za-z0-9_*])")
_COLOR = re.compile(r"(?:color\s*:|\bcolor\s*=)\s*[\"']?\s*(#[0-9a-f]{3,6}|[a-z]+|rgb\([0-9, ]+\))", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"<(u|small|big)(\s[^<>]*)?>", re.IGNORECASE)
# Tokens of our own, of letters that no XML can carry: a value's place, a style's begin and its end.
_VALUE, _BEGIN, _END = "\x01", "\x02", "\x03"
_TOKEN = re.compile(r"\x01(\d+);|\x02([bihc])([^;\x01-\x03]*);|(\x03)")
_MARKED = re.compile(r"[<*_#]|\]\(")
_STYLES = {"b": Style(bold=True), "i": Style(italic=True), "h": Style(bold=True, is_heading=True)}
_BY_TAG = {"strong": "b", "b": "b", "em": "i", "i": "i"}


def unmarked(text: str) -> str:
    """The words of a text with marks of styling: `**bold**` is bold, a link keeps its address."""
    return "".join(piece for piece, _ in styled([text])) if _MARKED.search(text) else text


def loses(text: str, *, is_choice: bool) -> bool:
    """Whether a text is marked in a way that a chat does not show: a link behind words, a line under them, and in a
    list of choices any."""
    return unmarked(text) != text if is_choice else bool(_LINK.search(text) or _NOT_SHOWN.search(text))


def has_image(text: str) -> bool:
    """Whether a picture is put among the words, of which a chat shows no more than what it is called."""
    return _IMAGE.search(text) is not None


def styled(pieces: Sequence[Any]) -> list[tuple[Any, Style]]:
    """The pieces of a text without their marks, each with its style; a piece that is no str is a value's place, and a
    mark may begin before it and end behind it."""
    if not any(isinstance(piece, str) and _MARKED.search(piece) for piece in pieces):
        return [(piece, PLAIN) for piece in pieces]
    whole = "".join(piece if isinstance(piece, str) else f"{_VALUE}{at};" for at, piece in enumerate(pieces))
    found = [(pieces[part] if isinstance(part, int) else part, style) for part, style in _parts(_tokens(whole))]
    return list(_joined(found))


def _tokens(text: str) -> str:
    """The text with tokens in the place of its marks. An address keeps what looks like one."""
    text = _IMAGE.sub(lambda found: found[1] or "", text)
    text = _TAG.sub(_of_tag, _BREAK.sub("\n", text))
    text = _HEAD.sub(rf"{_BEGIN}h;\1{_END}", text)
    links = [f"{found[1]} ({found[2]})" for found in _LINK.finditer(text)]
    between = re.split(r"\[[^\]\n]+\]\(https?://[^)\s]+\)", text)
    marked = [_ITALIC.sub(rf"{_BEGIN}i;\2{_END}", _BOLD.sub(rf"{_BEGIN}b;\1\2{_END}", part)) for part in between]
    return "".join(part + link for part, link in zip(marked, [*links, ""], strict=True))


def _of_tag(found: re.Match[str]) -> str:
    if found[4]:
        return ""
    if found[1]:
        return _END
    name, attributes = found[2].lower(), found[3] or ""
    color = _COLOR.search(attributes)
    kind = "h" if re.fullmatch("h[1-6]", name) else _BY_TAG.get(name, "c")
    if kind == "c" and re.search(r"font-weight\s*:\s*(bold|[6-9]00)", attributes):
        kind = "b"
    return f"{_BEGIN}{kind}{color[1] if color else ''};"


def _parts(text: str) -> Iterator[tuple[str | int, Style]]:
    """Text, and values by their number. A mark without an end holds until the text's."""
    around = [PLAIN]
    at = 0
    for token in _TOKEN.finditer(text):
        if token.start() > at:
            yield text[at : token.start()], around[-1]
        at = token.end()
        if token[1]:
            yield int(token[1]), around[-1]
        elif token[4]:
            if len(around) > 1:
                around.pop()
        else:
            own = _STYLES.get(token[2], PLAIN)
            around.append(Style(own.bold, own.italic, own.is_heading, token[3]).within(around[-1]))
    if at < len(text):
        yield text[at:], around[-1]


def _joined(found: Iterable[tuple[Any, Style]]) -> Iterator[tuple[Any, Style]]:
    for (style, is_text), same in groupby(found, key=lambda one: (one[1], isinstance(one[0], str))):
        pieces = [piece for piece, _ in same]
        if is_text:
            yield "".join(pieces), style
        else:
            yield from ((piece, style) for piece in pieces)

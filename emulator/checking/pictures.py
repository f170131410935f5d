"""Which addresses of a message a phone would fetch, and what must come back from each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from emulator.checking.refusals import Path

Node = dict[str, Any]
MB = 1_000_000
IMAGEMAP_WIDTHS = (240, 300, 460, 700, 1040)


@dataclass(frozen=True, slots=True)
class Rule:
    """`formats` are Pillow's names; none means that it is not an image and `media_types` counts instead.

    `widest` and `highest` are in pixels, `exact` fixes the width; `square` is an aspect ratio of 1:1.
    """

    most_bytes: int
    formats: tuple[str, ...] = ("JPEG", "PNG")
    media_types: tuple[str, ...] = ()
    widest: int | None = None
    highest: int | None = None
    exact: int | None = None
    square: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    path: Path
    url: str
    rule: Rule


ORIGINAL = Rule(10 * MB)
PREVIEW = Rule(1 * MB)
FLEX_IMAGE = Rule(10 * MB, widest=1024, highest=1024)
FLEX_ANIMATION = Rule(300_000, formats=("PNG",), widest=1024, highest=1024)
FLEX_ICON = Rule(1 * MB, widest=1024, highest=1024)
TEMPLATE_IMAGE = Rule(10 * MB, widest=1024)
BUTTON_ICON = Rule(1 * MB, formats=("PNG",), square=True)
VIDEO = Rule(200 * MB, formats=(), media_types=("video/mp4",))
AUDIO = Rule(200 * MB, formats=(), media_types=("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/mp3", "audio/m4a"))


def wanted(messages: list[Node]) -> Iterator[Want]:
    for index, message in enumerate(messages):
        path: Path = ("messages", index)
        yield from _at(message.get("sender", {}), "iconUrl", (*path, "sender"), BUTTON_ICON)
        for number, item in enumerate(message.get("quickReply", {}).get("items", [])):
            yield from _at(item, "imageUrl", (*path, "quickReply", "items", number), BUTTON_ICON)
        yield from _of_type(message, path)


def _of_type(message: Node, path: Path) -> Iterator[Want]:
    match message["type"]:
        case "image":
            yield from _at(message, "originalContentUrl", path, ORIGINAL)
            yield from _at(message, "previewImageUrl", path, PREVIEW)
        case "video":
            yield from _at(message, "originalContentUrl", path, VIDEO)
            yield from _at(message, "previewImageUrl", path, PREVIEW)
        case "audio":
            yield from _at(message, "originalContentUrl", path, AUDIO)
        case "imagemap":
            for width in IMAGEMAP_WIDTHS:
                rule = Rule(10 * MB, exact=width)
                yield Want((*path, "baseUrl"), f"{message['baseUrl']}/{width}", rule)
            yield from _at(message.get("video", {}), "previewImageUrl", (*path, "video"), PREVIEW)
        case "template":
            yield from _template(message["template"], (*path, "template"))
        case "flex":
            yield from _flex(message["contents"], (*path, "contents"))


def _template(template: Node, path: Path) -> Iterator[Want]:
    yield from _at(template, "thumbnailImageUrl", path, TEMPLATE_IMAGE)
    for index, column in enumerate(template.get("columns", [])):
        yield from _at(column, "thumbnailImageUrl", (*path, "columns", index), TEMPLATE_IMAGE)
        yield from _at(column, "imageUrl", (*path, "columns", index), TEMPLATE_IMAGE)


def _flex(node: Any, path: Path) -> Iterator[Want]:
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from _flex(child, (*path, index))
    elif isinstance(node, dict):
        kind = node.get("type")
        if kind == "image":
            yield from _at(node, "url", path, FLEX_ANIMATION if node.get("animated") else FLEX_IMAGE)
        elif kind == "icon":
            yield from _at(node, "url", path, FLEX_ICON)
        elif kind == "video":
            yield from _at(node, "url", path, VIDEO)
            yield from _at(node, "previewUrl", path, PREVIEW)
        for key in ("header", "hero", "body", "footer", "contents", "altContent"):
            if key in node:
                yield from _flex(node[key], (*path, key))


def _at(node: Node, key: str, path: Path, rule: Rule) -> Iterator[Want]:
    if key in node:
        yield Want((*path, key), node[key], rule)

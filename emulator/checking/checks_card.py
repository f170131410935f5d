"""What only code can see in a Flex container or a template whose shape is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from emulator.checking.checks_action import action_problems
from emulator.checking.measures import grapheme_length
from emulator.checking.refusals import Path, Problem

Found = Iterator[Problem]
Node = dict[str, Any]

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BLOCKS = ("header", "hero", "body", "footer")
WITH_VIDEO = ("kilo", "mega", "giga")
IN_BASELINE = ("icon", "text", "filler")


def flex_problems(container: Node, path: Path) -> Found:
    if container["type"] == "bubble":
        yield from _bubble(container, path)
        return
    bubbles = container["contents"]
    if _size(container) > CAROUSEL_BYTES:
        yield Problem(path, "says", (f"Too large flex message. The maximum size is {CAROUSEL_BYTES} bytes.",))
    for index, bubble in enumerate(bubbles):
        where = (*path, "contents", index)
        if bubble.get("size", "mega") != bubbles[0].get("size", "mega"):
            yield Problem((*where, "size"), "says", ("must be the same in all bubbles",))
        if bubble.get("hero", {}).get("type") == "video":
            yield Problem((*where, "hero"), "says", ("a video cannot be used in a carousel",))
        yield from _bubble(bubble, where)


def _bubble(bubble: Node, path: Path) -> Found:
    if _size(bubble) > BUBBLE_BYTES:
        yield Problem(path, "says", (f"Too large flex message. The maximum size is {BUBBLE_BYTES} bytes.",))
    if not any(block in bubble for block in BLOCKS):
        yield Problem(path, "says", ("At least one block must be specified",))
    if "action" in bubble:
        yield from action_problems(bubble["action"], (*path, "action"))
    if bubble.get("hero", {}).get("type") == "video" and bubble.get("size", "mega") not in WITH_VIDEO:
        yield Problem((*path, "hero"), "says", ("a video needs a bubble of kilo, mega or giga",))
    for block in BLOCKS:
        if block in bubble:
            yield from _component(bubble[block], (*path, block))


def _component(node: Node, path: Path) -> Found:
    if "action" in node:
        yield from action_problems(node["action"], (*path, "action"))
    match node["type"]:
        case "box":
            yield from _box(node, path)
        case "text":
            if "text" not in node and "contents" not in node:
                yield Problem(path, "says", ("`text` or `contents` must be specified",))
        case "image" | "icon":
            yield from _ratio(node, path)
        case "video":
            yield from _ratio(node, path)
            yield from _component(node["altContent"], (*path, "altContent"))


def _box(box: Node, path: Path) -> Found:
    baseline = box["layout"] == "baseline"
    for index, child in enumerate(box["contents"]):
        where = (*path, "contents", index)
        if baseline and child["type"] not in IN_BASELINE:
            yield Problem(where, "says", (f"{child['type']} cannot be used in a baseline box",))
        if not baseline and child["type"] == "icon":
            yield Problem(where, "says", ("icon can be used only in a baseline box",))
        yield from _component(child, where)
    angle = box.get("background", {}).get("angle")
    if angle and float(angle.removesuffix("deg")) >= 360:
        yield Problem((*path, "background", "angle"), "format")


def _ratio(node: Node, path: Path) -> Found:
    """`width:height`, each from 1 to 100000, the height at most three times the width."""
    width, height = (float(part) for part in node.get("aspectRatio", "1:1").split(":"))
    if not (1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width):
        yield Problem((*path, "aspectRatio"), "format")


def _size(node: Node) -> int:
    """Bytes of compact UTF-8 JSON. Which form LINE measures is not documented; this is the smallest."""
    return len(json.dumps(node, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def template_problems(template: Node, path: Path) -> Found:
    for where, action in _template_actions(template, path):
        yield from action_problems(action, where)
    if template["type"] == "buttons":
        yield from _text_beside(template, path, 60)
    if template["type"] == "carousel":
        yield from _columns(template["columns"], (*path, "columns"))


def _template_actions(template: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    holders = [(path, template)]
    holders += [((*path, "columns", index), column) for index, column in enumerate(template.get("columns", []))]
    for where, holder in holders:
        yield from (((*where, key), holder[key]) for key in ("action", "defaultAction") if key in holder)
        yield from (((*where, "actions", index), action) for index, action in enumerate(holder.get("actions", [])))


def _text_beside(holder: Node, path: Path, most: int) -> Found:
    """A picture or a title leaves less room for the text."""
    beside = "thumbnailImageUrl" in holder or "title" in holder
    if beside and grapheme_length(holder["text"]) > most:
        yield Problem((*path, "text"), "length", (0, most))


def _columns(columns: list[Node], path: Path) -> Found:
    """Columns are alike: as many actions, a picture in all or in none, a title in all or in none."""
    first = columns[0]
    for index, column in enumerate(columns):
        where = (*path, index)
        yield from _text_beside(column, where, 60)
        if len(column["actions"]) != len(first["actions"]):
            said = "The number of actions in each column must be the same"
            yield Problem((*where, "actions"), "says", (said,))
        for key in ("thumbnailImageUrl", "title"):
            if (key in column) != (key in first):
                yield Problem((*where, key), "says", ("must be in all columns or in none",))

"""What only code can see in a message whose shape is right: parts that must agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from emulator.checking.checks_action import action_problems
from emulator.checking.checks_card import flex_problems, template_problems
from emulator.checking.refusals import Path, Problem

Found = Iterator[Problem]
Node = dict[str, Any]

_KEY = re.compile(r"[a-zA-Z0-9_]{1,20}")
# A placeholder of a textV2; doubled braces are braces.
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
MOST_MENTIONS = 20
MOST_EMOJIS = 20


def message_problems(message: Node, path: Path) -> list[Problem]:
    """Everything wrong with one message object that has passed the schema."""
    return [*_common(message, path), *_of_type(message, path)]


def _common(message: Node, path: Path) -> Found:
    if "LINE" in message.get("sender", {}).get("name", "").upper():
        yield Problem((*path, "sender", "name"), "says", ("contains a word that may not be used",))
    for index, item in enumerate(message.get("quickReply", {}).get("items", [])):
        yield from action_problems(item["action"], (*path, "quickReply", "items", index, "action"))


def _of_type(message: Node, path: Path) -> Found:
    match message["type"]:
        case "text":
            yield from _emojis(message, path)
        case "textV2":
            yield from _substitution(message, path)
        case "flex":
            yield from flex_problems(message["contents"], (*path, "contents"))
        case "template":
            yield from template_problems(message["template"], (*path, "template"))
        case "imagemap":
            yield from _imagemap(message, path)


def _emojis(message: Node, path: Path) -> Found:
    """Each emoji stands on a `$` of the text, counted in UTF-16."""
    units = message["text"].encode("utf-16-le", "surrogatepass")
    taken = set()
    for number, emoji in enumerate(message.get("emojis", [])):
        index = emoji["index"]
        if units[2 * index : 2 * index + 2] != b"$\x00" or index in taken:
            yield Problem((*path, "emojis", number, "index"), "says", ("invalid index",))
        taken.add(index)


def _substitution(message: Node, path: Path) -> Found:
    substitution = message.get("substitution", {})
    used = set()
    for match in _BRACES.finditer(message["text"]):
        key = match[1]
        if match[0] in ("{{", "}}"):
            continue
        if key is None:
            yield Problem((*path, "text"), "says", ("'{' and '}' that enclose no key must be doubled",))
        elif not _KEY.fullmatch(key):
            said = f"The key '{key}' enclosed in '{{}}' does not match the pattern '^[a-zA-Z0-9_]{{1,20}}$'."
            yield Problem((*path, "text"), "says", (said,))
        elif key not in substitution:
            yield Problem((*path, "text"), "says", (f"The key '{key}' is not found in substitution.",))
        used.add(key)
    for key in substitution:
        if not _KEY.fullmatch(key):
            yield Problem((*path, "substitution", key), "format")
        elif key not in used:
            yield Problem((*path, "substitution", key), "says", (f"The key '{key}' is not used in text.",))
    kinds = [one["type"] for one in substitution.values()]
    if kinds.count("emoji") > MOST_EMOJIS or kinds.count("mention") > MOST_MENTIONS:
        yield Problem((*path, "substitution"), "size", (0, MOST_EMOJIS))
    for key, one in substitution.items():
        if one["type"] == "mention":
            # This emulator plays one-to-one chats only.
            yield Problem((*path, "substitution", key), "says", ("mentions are for groups only",))


def _imagemap(message: Node, path: Path) -> Found:
    size = message["baseSize"]
    areas = [((*path, "actions", index, "area"), action["area"]) for index, action in enumerate(message["actions"])]
    if video := message.get("video"):
        areas.append(((*path, "video", "area"), video["area"]))
    for where, area in areas:
        if area["x"] + area["width"] > size["width"] or area["y"] + area["height"] > size["height"]:
            yield Problem(where, "says", ("is outside of the image",))

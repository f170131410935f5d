"""Conversations as a municipality could read them, played against the running product.

    > รายงาน            what is typed           < ข้อ 1 จากประมาณ 11 ข้อ   a line the bot says in answer
    > [ส่งรายงาน]        a tap                   | มีการดำเนินงาน     another line of it
    > [[photo]]         a photo                 [มี] [ไม่มี]        quick replies that must be there

The pretend LINE's "copy as test" prints the same. Lines of the bot may be left out; those that stand must come, in
this order, before the next thing the person does. `# …` is a remark.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image

from tests.support.emulator import Entry, Line

_LABEL = re.compile(r"\[([^\]]+)\]")


@cache
def photo(shade: int = 90) -> bytes:
    """A JPEG as a phone would send it."""
    file = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 140, 80)).save(file, "JPEG")
    return file.getvalue()


def play(line: Line, user_id: str, transcript: str, rest: Callable[[], None] = lambda: None) -> None:
    """Plays what the person does and checks what the bot says. Raises AssertionError with the chat so far. `rest` comes
    before each act: a person needs time to read what has come, which a busy machine takes from us."""
    heard: list[Entry] = []
    words: list[str] = []
    for raw in transcript.strip().splitlines():
        wanted = raw.strip()
        if not wanted or wanted.startswith("#"):
            continue
        if wanted.startswith(">"):
            rest()
            heard = _do(line, user_id, wanted[1:].strip())
            words = lines(heard)
        elif wanted.startswith("["):
            _check_labels(line, user_id, heard, _LABEL.findall(wanted))
        else:
            line_wanted = wanted[1:].strip()
            found = next((n for n, said in enumerate(words) if line_wanted in said), None)
            if found is None:
                said = "\n".join(words)
                raise AssertionError(
                    f"the bot did not say {line_wanted!r} here but:\n{said}\n\n{line.transcript(user_id)}"
                )
            words = words[found:]


def _do(line: Line, user_id: str, what: str) -> list[Entry]:
    if special := re.fullmatch(r"\[\[(\w+)(?: (.*))?\]\]", what):
        kind, more = special[1], special[2] or ""
        if kind == "photo":
            return line.photo(user_id, photo(int(more or 90)))
        if kind == "location":
            latitude, longitude = more.split(",")
            return line.location(user_id, float(latitude), float(longitude))
        if kind == "sticker":
            return _act(line, user_id, "sticker", packageId="446", stickerId="1988")
        if kind in ("date", "time", "datetime"):
            label, _, value = more.rpartition(" ")
            return line.pick(user_id, label or None, value)
        return _act(line, user_id, kind, **({"text": more} if more else {}))
    if tap := re.fullmatch(r"\[([^\]]+)\]", what):
        return line.tap(user_id, tap[1], anywhere=True)
    return line.say(user_id, what)


def _act(line: Line, user_id: str, kind: str, **how: Any) -> list[Entry]:
    since = line.last_seq(user_id)
    line.act(user_id, kind, **how)
    return line.answers(user_id, since)


def _check_labels(line: Line, user_id: str, heard: list[Entry], labels: list[str]) -> None:
    items = [item for entry in heard for item in (entry.get("quickReply") or {}).get("items", [])]
    there = [item["action"]["label"] for item in items]
    missing = [label for label in labels if label not in there]
    assert not missing, f"no quick reply {missing} among {there}\n\n{line.transcript(user_id)}"


def lines(entries: list[Entry]) -> list[str]:
    """Every line of text of what the bot said: texts, and all the words of cards."""
    return [part for entry in entries for text in _texts(entry["message"]) for part in text.split("\n")]


_BLOCKS = ("header", "hero", "body", "footer")


def _texts(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for one in node for text in _texts(one)]
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "text" and "text" in node else []
        labels = [node["label"]] if "label" in node and "type" in node else []
        # As they stand on the screen: a database may give keys back in an order of its own.
        inside = sorted(node.items(), key=lambda item: _BLOCKS.index(item[0]) if item[0] in _BLOCKS else -1)
        inner = [text for key, value in inside if key not in ("altText", "quickReply") for text in _texts(value)]
        return own + labels + inner
    return []

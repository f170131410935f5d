"""Pictures of questions and notes: image messages before the words, once for each time one arrives there."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image

from bot.engine.definition.form import Form
from bot.engine.xform.reading import load_form
from bot.forms.examining import examine
from bot.forms.workbook.workbook import convert
from bot.messages import Picture
from tests.bot.interview.chat import Chat

FORM = """
| survey |
| | type | name | label::ไทย (th) | label::English (en) | PICTURE::ไทย (th) | PICTURE::English (en) |
| | note | one | ดูภาพ | Look | ก.png | |
| | note | two | ดูอีก | Again | two.jpg | |
| | integer | n | กี่ขีด | How many | gauge.jpg | gauge-en.jpg |
| | begin group | g | หมวด | Part | | |
| | begin repeat | r | แปลง | Plots | | |
| | text | t | ชื่อ | Name | plot.jpg | |
| | end repeat | | | | |
| | end group | | | | | |
| | note | last | จบ | End | two.jpg | |
| choices |
| | list_name | name | label |
| settings |
| | form_title | form_id | default_language |
| | t | t | ไทย (th) |
""".replace("PICTURE", "media::image")
MARK = "ab" * 32


def jpeg(size: tuple[int, int] = (40, 30), kind: str = "JPEG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind)
    return drawn.getvalue()


FILES = {name: jpeg() for name in ("two.jpg", "gauge.jpg", "gauge-en.jpg", "plot.jpg")} | {"ก.png": jpeg(kind="PNG")}


@cache
def form() -> Form:
    return load_form(convert(FORM).xml, FILES, mark=MARK)


def links(chat: Chat) -> list[str]:
    """What is shown, by file name; pictures come before all words."""
    kinds = [isinstance(one, Picture) for one in chat.turn.messages]
    assert kinds == sorted(kinds, reverse=True)
    shown = [one.link for one in chat.turn.messages if isinstance(one, Picture)]
    assert all(link.startswith(f"/form-pictures/{MARK}/") for link in shown)
    return [link.rpartition("/")[2] for link in shown]


def test_pictures_come_before_their_question_once() -> None:
    chat = Chat(form())
    chat.begin()
    assert links(chat) == ["%E0%B8%81.png", "two.jpg", "gauge.jpg"]
    assert [one["type"] for one in chat.drawn] == ["image", "image", "image", "text"]
    assert chat.drawn[0]["originalContentUrl"] == chat.drawn[0]["previewImageUrl"]
    assert chat.drawn[0]["originalContentUrl"].startswith("https://bot.example.go.th/form-pictures/")
    assert "quickReply" in chat.drawn[-1]
    chat.play("> มาก")
    assert links(chat) == [], "asked again is not shown again"
    chat.play("> 5\n< ชื่อ")
    assert links(chat) == ["plot.jpg"]
    chat.play("> บ้านนา")
    assert links(chat) == []
    chat.play("> เพิ่ม\n< ชื่อ")
    assert links(chat) == ["plot.jpg"], "the next row's question is another"
    chat.play("> บ้านไร่\n> เสร็จ\n< ตรวจทาน\n< จบ")
    assert links(chat) == ["two.jpg"], "of the closing note"
    chat.play("> แก้ 1\n< กี่ขีด")
    assert links(chat)[-1:] == ["gauge.jpg"]


def test_the_picture_is_that_of_the_language() -> None:
    chat = Chat(form())
    chat.begin()
    chat.tap("English")
    assert links(chat) == ["%E0%B8%81.png", "two.jpg", "gauge-en.jpg"]


def test_what_comes_back_shows_its_pictures_again() -> None:
    chat = Chat(form())
    chat.begin()
    chat.type("5")
    chat.play("> ย้อน")
    assert links(chat)[-1] == "gauge.jpg"
    chat.resume()
    assert links(chat)[-1] == "gauge.jpg"


def test_a_form_that_is_kept_nowhere_shows_none() -> None:
    chat = Chat(load_form(convert(ONE).xml, {"a.jpg": jpeg()}))
    chat.begin()
    assert links(chat) == []


ONE = """
| survey |
| | type | name | label | media::image | media::audio |
| | integer | n | กี่ขีด | a.jpg | |
| | select_one s | s | ใด | | a.mp3 |
| choices |
| | list_name | name | label | media::image |
| | s | a | หนึ่ง | b.jpg |
"""


def told(files: dict[str, bytes]) -> list[tuple[str, str, str, str, str]]:
    looked = examine(ONE.encode(), files)
    return [(one.severity.value, one.code, one.sheet, one.cell, (*one.facts, "")[0]) for one in looked.remarks]


def test_a_picture_that_is_not_there_is_told_at_its_place() -> None:
    left_out = [("note", "ignored-media", "survey", "E3", "")]
    assert told({"a.jpg": jpeg()}) == left_out
    assert told({}) == [("warning", "missing-picture", "survey", "D2", "a.jpg"), *left_out]
    assert told({"a.jpg": b"GIF89a"})[0] == ("error", "not-a-picture", "survey", "D2", "a.jpg")
    assert told({"a.jpg": b"\xff\xd8\xff" + b"0" * 1_000_000})[0][:2] == ("error", "not-a-picture")
    looked = examine(ONE.encode(), {"a.jpg": jpeg(), "c.jpg": jpeg()})
    assert "a.jpg" in looked.files and [one.facts for one in looked.remarks if one.code == "unused-file"] == [
        ("c.jpg",)
    ]

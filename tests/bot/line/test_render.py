"""Drawing: whatever is said stays within LINE's limits, and the strict pretend LINE takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import limits
from bot.line.address import Address
from bot.line.render import plain, render
from bot.messages import Ask, Button, Card, Open, PickDate, Picture, Post, Row, Say, Section, Text, Tone
from tests.support.emulator import Line

ADDRESS = Address("http://127.0.0.1:1", "@nongraingan")

words = st.text(
    alphabet=st.sampled_from("กขาิีึ่้์ำเแโไabc 0๑\n\"'<>&{}$😀👨‍👩‍👧"), min_size=0, max_size=60
) | st.sampled_from(["", " ", "\n", "แจ้งผลการดำเนินงานประจำเดือน" * 3, "ก" * 6000, "{}", "$&", "<b>"])
labels = words.filter(lambda text: bool(text.strip()))
deeds = st.one_of(
    labels.map(lambda text: Post("do=x", text)),
    labels.map(lambda text: Say(text[:200])),
    st.sampled_from(
        [Open("/k/ก ข?u=1"), Open("https://example.org/ไทย?q=ก"), PickDate("do=d", initial=date(2026, 11, 5))]
    ),
)
buttons = st.builds(Button, label=labels, does=deeds, primary=st.booleans())
quick = st.lists(buttons | st.builds(Button, label=labels, does=st.sampled_from(list(Ask))), max_size=15).map(tuple)
rows = st.builds(
    Row,
    label=words,
    value=words,
    tone=st.sampled_from(list(Tone)),
    button=st.none() | buttons,
    is_word=st.booleans(),
    stays=st.booleans(),
    bar=st.none() | st.floats(-1, 2),
    links=st.lists(buttons, max_size=3).map(tuple),
)
sections = st.builds(Section, heading=words, rows=st.lists(rows, max_size=12).map(tuple))
cards = st.builds(
    Card,
    title=labels,
    subtitle=words,
    text=words,
    sections=st.lists(sections, max_size=3).map(tuple),
    buttons=st.lists(buttons, max_size=4).map(tuple),
    quick=quick,
    tone=st.sampled_from(list(Tone)),
    alt=words,
)
messages = st.lists(st.builds(Text, text=labels, quick=quick) | cards, min_size=1, max_size=5)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(said=messages)
def test_line_takes_whatever_we_draw(line: Line, said: list[Text | Card]) -> None:
    drawn = render(said, ADDRESS)
    assert 1 <= len(drawn) <= 5
    for body in (drawn, plain(drawn)):
        answer = line.call("POST", "/v2/bot/message/validate/push", {"messages": body})
        assert answer.status == 200, answer.data.decode()


def test_quick_replies_hang_under_the_last_message_only() -> None:
    said = [Text("หนึ่ง", quick=(Button("ก", Say("ก")),)), Text("สอง")]
    first, second = render(said, ADDRESS)
    assert "quickReply" not in first
    assert second["quickReply"]["items"][0]["action"] == {"type": "message", "label": "ก", "text": "ก"}


def test_a_link_for_phones_has_another_one_for_a_pc_within_a_drawing() -> None:
    link = Open("https://line.me/R/share?text=a", on_pc="/k/a")
    [drawn] = render([Card("ก", buttons=(Button("ส่งต่อ", link),), quick=(Button("ส่งต่อ", link),))], ADDRESS)
    [button] = [each["action"] for each in _each(drawn["contents"]) if "action" in each]
    assert button["altUri"] == {"desktop": ADDRESS.page("/k/a")} and button["uri"] == link.link
    # LINE refuses it on a quick reply, which no PC shows.
    assert "altUri" not in drawn["quickReply"]["items"][0]["action"]


def _each(drawn: object) -> Iterator[dict[str, Any]]:
    """Every object of a drawing."""
    if isinstance(drawn, dict):
        yield drawn
    for inner in drawn.values() if isinstance(drawn, dict) else drawn if isinstance(drawn, list) else ():
        yield from _each(inner)


def test_our_own_links_become_full_and_thai_is_encoded() -> None:
    drawn = render([Card("ก", buttons=(Button("เปิด", Open("/k/ดิน?v=chat")),))], ADDRESS)
    assert drawn[0]["contents"]["footer"]["contents"][0]["action"]["uri"] == (
        "http://127.0.0.1:1/k/%E0%B8%94%E0%B8%B4%E0%B8%99?v=chat"
    )


def drawn_row(row: Row) -> list[dict[str, Any]]:
    """What stands in the row's box, from left to right."""
    card = render([Card("ก", sections=(Section("", (row,)),))], ADDRESS)[0]["contents"]
    return card["body"]["contents"][0]["contents"]


def test_a_short_name_and_value_share_a_line_by_the_room_they_need() -> None:
    name, value = drawn_row(Row("ตั้งชื่อ", "สิบสองแห่ง"))
    assert (name["flex"], value["flex"]) == (4, 8)  # letters: marks above and below take no room


def test_a_value_too_long_for_the_line_stands_below_its_name() -> None:
    (both,) = drawn_row(Row("หน่วยงาน", "องค์การบริหารส่วนตำบลท่าทราย อำเภอเมืองนครนายก"))
    assert both["layout"] == "vertical" and both["contents"][0]["text"] == "หน่วยงาน"


def test_an_arrow_stands_only_where_a_tap_leads_on() -> None:
    tap = Button("เลือก", Say("เลือก"))
    assert [part["text"] for part in drawn_row(Row("วัด", button=tap))] == ["วัด", "›"]
    assert [part["text"] for part in drawn_row(Row("☐ วัด", button=tap, stays=True))] == ["☐ วัด"]


@pytest.mark.parametrize("share", [0.0, 0.004, 0.66, 1.0, 1.7, -1])
def test_a_bar_never_leaves_its_line(line: Line, share: float) -> None:
    said = [Card("ก", sections=(Section("", (Row("บางพลี", "2/3", Tone.WARN, bar=share),)),))]
    drawn = render(said, ADDRESS)
    answer = line.call("POST", "/v2/bot/message/validate/push", {"messages": drawn})
    assert answer.status == 200, answer.data.decode()
    row = drawn[0]["contents"]["body"]["contents"][0]
    widths = [part["width"] for part in row["contents"][1]["contents"] if "width" in part]
    assert all(0 < int(width.removesuffix("%")) <= 100 for width in widths)


def test_a_line_with_links_has_each_as_a_tap_of_its_own(line: Line) -> None:
    links = (Button("เตือน", Say("เตือน 1")), Button("ขยายเวลา", Say("ขยายเวลา 1")))
    said = [Card("ก", sections=(Section("", (Row("1. บางพลี", button=Button("เปิด", Say("เปิด 1")), links=links),)),))]
    drawn = render(said, ADDRESS)
    answer = line.call("POST", "/v2/bot/message/validate/push", {"messages": drawn})
    assert answer.status == 200, answer.data.decode()
    name, below = drawn[0]["contents"]["body"]["contents"][0]["contents"]
    assert name["action"]["text"] == "เปิด 1"
    assert [one["action"]["text"] for one in below["contents"]] == ["เตือน 1", "ขยายเวลา 1"]


def test_a_long_text_is_cut_at_lines_and_nothing_is_lost() -> None:
    text = "\n".join(f"{number} " + "ก" * 90 for number in range(150))
    pieces = [message["text"] for message in render([Text(text)], ADDRESS)]
    assert len(pieces) > 1 and all(limits.utf16(piece) <= limits.TEXT for piece in pieces)
    assert "\n".join(pieces) == text


def test_a_card_too_large_for_line_arrives_as_words() -> None:
    rows = tuple(Row("ข้อ " + "ก" * 50, "ค่า " + "ข" * 50) for _ in range(120))
    drawn = render([Card("ใหญ่", sections=(Section("ส่วน", rows),))], ADDRESS)
    assert {message["type"] for message in drawn} == {"text"}
    assert sum(message["text"].count("ค่า ") for message in drawn) == 120


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("รายงานประจำเดือน", 20, "รายงานประจำเดือน"),
        ("แจ้งผลการดำเนินงานประจำเดือน", 20, "แจ้งผลการดำเนินงานประจำ…"),
        ("ก", 1, "ก"),
    ],
)
def test_labels_are_counted_as_a_reader_counts(text: str, most: int, short: str) -> None:
    assert limits.shorten(text, most) == short
    assert len(limits.graphemes(limits.shorten(text, most))) <= most


@given(text=st.text(max_size=300), most=st.integers(2, 50))
def test_clipping_keeps_the_limit_and_whole_characters(text: str, most: int) -> None:
    clipped = limits.clip(text, most)
    assert limits.utf16(clipped) <= most or clipped == text
    if limits.utf16(text) > most:
        assert clipped.endswith("…") and text.startswith(clipped[:-1])


def test_a_picture() -> None:
    drawn: list[dict[str, Any]] = render([Picture("/k/x/qr.png")], ADDRESS)
    assert drawn == [
        {
            "type": "image",
            "originalContentUrl": "http://127.0.0.1:1/k/x/qr.png",
            "previewImageUrl": "http://127.0.0.1:1/k/x/qr.png",
        }
    ]

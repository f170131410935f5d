"""Addresses of knowledge pages, targets, telephone numbers."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.knowledge import links
from bot.knowledge.builtin import load_builtin
from bot.line.address import Address
from bot.schedule import Period, Schedule


def test_paths() -> None:
    assert links.page("a-b") == "/k/a-b"
    assert links.page("a-b", office="06110101", in_chat=True) == "/k/a-b?v=chat&u=06110101"
    assert links.onward("a-b") == "/k/a-b/go"
    assert links.qr("a-b", office="06110101") == "/k/a-b/qr.png?u=06110101"


@pytest.mark.parametrize(
    "target",
    [
        "https://www.dla.go.th/a?b=c#d",
        "http://10.0.0.1:8080/",
        "https://ตัวอย่าง.ไทย/เอกสาร",
        "https://drive.google.com/file/d/x/view?usp=sharing",
    ],
)
def test_targets(target: str) -> None:
    assert links.target_fault(target) == ""


@pytest.mark.parametrize(
    "target",
    [
        "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "/k/x", "ftp://a/b",
        "https://", "https:///x", "https://a b/", "https://a/\r\nSet-Cookie: x", "https://[::1", "https://a:x/",
        "https://user@evil.example/", "https://dla.go.th@evil.example/", "https://a/" + "x" * 1000, " https://a/",
    ],
)  # fmt: skip
def test_what_is_no_target(target: str) -> None:
    assert links.target_fault(target)


@pytest.mark.parametrize(
    ("target", "placeholder"),
    [
        ("https://example.org/x", True),
        ("https://www.example.com/x", True),
        ("https://somewhere.example/x", True),
        ("https://www.dla.go.th/example", False),
        ("https://example.org.th/", False),
        ("https://myexample.org/", False),
    ],
)
def test_placeholders(target: str, placeholder: bool) -> None:
    assert links.is_placeholder(target) is placeholder


@pytest.mark.parametrize(
    ("contact", "telephone"),
    [
        ("โทร. ๐ ๒๒๔๑ ๙๐๒๑-๓ ต่อ ๔๐๖", "tel:022419021"),
        ("โทรศัพท์ 0-2241-9000", "tel:022419000"),
        ("053 112 233 หรือ 053 112 234", "tel:053112233"),
        ("รหัส 06110101", ""),
        ("saraban_06110101@dla.go.th", ""),
        ("ที่ มท ๐๘๑๖.๕/ว ๒๕๖๐", ""),
        ("", ""),
    ],
)
def test_telephone(contact: str, telephone: str) -> None:
    assert links.telephone(contact) == telephone


@pytest.mark.parametrize("title", ["สั้น", "ที่" * 66, "a" * 200, "🌱" * 100, ""])
def test_a_share_link_fits_a_button(title: str) -> None:
    link = "https://nong-rai-ngan.example.go.th/k/" + "a" * 60 + "?v=chat&u=06110101"
    shared = Address("https://x", "@x").share(links.shareable(title, link))
    assert len(shared) <= 1000
    assert parse_qs(urlsplit(shared).query)["text"][0].endswith(link)


def test_the_builtin_library_is_sound() -> None:
    builtin = load_builtin()
    assert len({item.slug for item in builtin.items}) == len(builtin.items)
    assert len({item.category for item in builtin.items}) == 3
    for item in builtin.items:
        assert links.SLUG.fullmatch(item.slug) and len(item.slug) <= 60
        assert len(item.title) <= 200 and len(item.category) <= 80 and item.description
        # It stands on its own: words of its own, where they come from, and no link to nowhere.
        assert len(item.body) > 150 and "\n## แหล่งข้อมูล\n" in item.body
        addresses = re.findall(r"https?://\S+", item.body)
        assert not any(links.target_fault(one) or links.is_placeholder(one) for one in addresses)
    Schedule.from_json(builtin.programme["schedule"])
    Period.parse(builtin.programme["active_from"])
    # An office to ask, no person: the number is the office's, and no mobile number stands anywhere.
    assert links.telephone(builtin.programme["contact"]) == "tel:022419021"

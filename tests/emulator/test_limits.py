"""The table of limits fits the SDK's classes, and lengths are counted as LINE counts them."""

from __future__ import annotations

import pytest
from linebot.v3.messaging import models

from emulator.checking.limits import COMPONENTS, OVERLAY, REQUIRED
from emulator.checking.measures import grapheme_length, utf16_length
from emulator.checking.places import PLACES
from emulator.checking.schema import Builder, problems
from emulator.uris import has_host, is_encoded, is_loopback


@pytest.mark.parametrize(
    ("name", "property_"),
    [
        *((name, property_) for table in (OVERLAY, REQUIRED) for name, of in table.items() for property_ in of),
        *PLACES,
        *COMPONENTS,
    ],
)
def test_every_limit_is_of_a_property_that_exists(name: str, property_: str) -> None:
    """A slip of the pen here would quietly check nothing."""
    model = getattr(models, name)
    assert property_ in {field.alias for field in model.__fields__.values()}


def test_every_action_stands_in_a_known_place() -> None:
    builder = Builder()
    builder.ref(models.PushMessageRequest, None)
    builder.ref(models.RichMenuRequest, None)
    assert "Action" not in builder.definitions
    assert "Action.quick_reply" in builder.definitions


def test_every_definition_refuses_unknown_keys_or_chooses_by_type() -> None:
    builder = Builder()
    builder.ref(models.PushMessageRequest, None)
    for name, definition in builder.definitions.items():
        assert definition.get("additionalProperties") is False or "allOf" in definition, name


def test_the_schema_follows_the_sdks_enumerations() -> None:
    body = {"to": "U", "messages": [{"type": "text", "text": "ก", "quoteToken": 5}]}
    (problem,) = problems(models.PushMessageRequest, body)
    assert (problem.path, problem.kind) == (("messages", 0, "quoteToken"), "type")


@pytest.mark.parametrize(
    ("text", "units", "graphemes"),
    [
        ("แจ้งผลการดำเนินงานประจำเดือน", 28, 23),
        ("รายงานประจำเดือน", 16, 14),
        ("ที่", 3, 1),
        ("👩‍🌾", 5, 1),
        ("😀", 2, 1),
        ("abc", 3, 3),
        ("a\r\nb", 4, 3),
        ("", 0, 0),
    ],
)
def test_lengths(text: str, units: int, graphemes: int) -> None:
    assert (utf16_length(text), grapheme_length(text)) == (units, graphemes)


@pytest.mark.parametrize("uri", ["https://e.th/%E0%B8%81?a=1&b=(2)#c", "tel:0-2241-9021", "line://nv/camera/"])
def test_encoded(uri: str) -> None:
    assert is_encoded(uri)


@pytest.mark.parametrize(
    "uri", ["https://e.th/ก", "https://e.th/%", "https://e.th/%G0", "https://e.th/a b", "a<b>", ""]
)
def test_not_encoded(uri: str) -> None:
    assert not is_encoded(uri)


@pytest.mark.parametrize(
    ("uri", "host", "loopback"),
    [
        ("https://example.go.th/", True, False),
        ("https://example.go.th:8443", True, False),
        ("http://127.0.0.1:5000/a", True, True),
        ("http://localhost/a", True, True),
        ("http://[::1]:80/a", True, True),
        ("https://127.0.0.1.evil.example/", True, False),
        ("https://localhost@evil.example/", True, False),
        ("https://", False, False),
        ("https://-/", False, False),
        ("https://a:99999/", False, False),
        ("https://[oops/", False, False),
    ],
)
def test_hosts(uri: str, host: bool, loopback: bool) -> None:
    assert has_host(uri) is host
    assert is_loopback(uri) is loopback

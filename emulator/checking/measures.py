"""Checks that JSON Schema has no word for, as keywords of its own: lengths as LINE counts them, and addresses.

A keyword that fails says what is wrong as JSON, `[kind, …]`, which `schema.py` reads back.
"""

from __future__ import annotations

import json
from typing import Any

import regex

from emulator.uris import ACTION_SCHEMES, has_host, is_encoded, is_loopback, scheme

_GRAPHEME = regex.compile(r"\X")


def utf16_length(text: str) -> int:
    """How LINE counts texts: in UTF-16 code units, so most emoji are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def grapheme_length(text: str) -> int:
    """How LINE counts labels: what a reader sees as one character, Thai vowels and tone marks included."""
    return len(text) if text.isascii() and "\r" not in text else len(_GRAPHEME.findall(text))


class _Keyword:
    def __init__(self, parent_schema: dict[str, Any], value: Any, schema_path: list[str | int]) -> None:
        self.value = value

    def validate(self, instance: Any) -> None:
        if problem := self.problem(instance):
            raise ValueError(json.dumps(problem))

    def problem(self, instance: Any) -> list[Any] | None:
        raise NotImplementedError


class Utf16(_Keyword):
    def problem(self, instance: Any) -> list[Any] | None:
        return _length(utf16_length(instance), self.value) if isinstance(instance, str) else None


class Graphemes(_Keyword):
    def problem(self, instance: Any) -> list[Any] | None:
        return _length(grapheme_length(instance), self.value) if isinstance(instance, str) else None


class Count(_Keyword):
    def problem(self, instance: Any) -> list[Any] | None:
        least, most = self.value
        wrong = isinstance(instance, list) and not least <= len(instance) <= most
        return ["size", least, most] if wrong else None


class Https(_Keyword):
    """An address that phones fetch from. Plain HTTP is for this machine only, so that a demo needs no certificate."""

    def problem(self, instance: Any) -> list[Any] | None:
        if not isinstance(instance, str):
            return None
        secure = scheme(instance) == "https" or (scheme(instance) == "http" and is_loopback(instance))
        return _address(instance, secure, self.value)


class ActionUri(_Keyword):
    """An address that a tap opens."""

    def problem(self, instance: Any) -> list[Any] | None:
        if not isinstance(instance, str):
            return None
        return _address(instance, scheme(instance) in ACTION_SCHEMES, self.value)


def _address(uri: str, right_scheme: bool, most: int) -> list[Any] | None:
    if not uri:
        return ["empty"]
    if not right_scheme:
        return ["scheme"]
    if not is_encoded(uri) or (scheme(uri) in ("http", "https") and not has_host(uri)):
        return ["uri"]
    return ["length", 0, most] if len(uri) > most else None


def _length(length: int, limits: list[int]) -> list[Any] | None:
    least, most = limits
    if length < least:
        return ["empty"]
    return ["length", 0, most] if length > most else None


KEYWORDS: dict[str, Any] = {
    "utf16": Utf16,
    "graphemes": Graphemes,
    "count": Count,
    "https": Https,
    "action": ActionUri,
}

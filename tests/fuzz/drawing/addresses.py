"""Addresses of the open pages, whole and broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from flask import Flask
from hypothesis import strategies as st

from tests.fuzz.drawing.words import garbage

# An office stands in most links.
NAMES = ("u", "u", "u", "v", "size", "province", "page")
VALUES = ("", "06110110", "06110110\x00", "11", "chat", "list", "a5", "six", "clm", "2", "วัด")
SLUGS = ("new-theory", "model-areas", "curriculum")
_HOLE = re.compile(r"<(?:\w+:)?\w+>")


def rules(app: Flask) -> tuple[str, ...]:
    """Those of the library, of letters and of one's own data, for which nobody has to sign in."""
    pages = (one for one in app.url_map.iter_rules() if "GET" in (one.methods or ()))
    return tuple(sorted({one.rule for one in pages if one.rule.startswith(("/k/", "/c/", "/my-data/"))}))


@st.composite
def opened(draw: st.DrawFn, among: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A path, its holes filled, and a query."""
    word = st.one_of(*[st.sampled_from(SLUGS)] * 4, st.sampled_from(("1", "2", "0", "2147483648", "1-1")), garbage)
    path = _HOLE.sub(lambda _: quote(_sendable(draw(word))[:200], safe="") or "x", draw(st.sampled_from(among)))
    value = st.one_of(st.sampled_from(VALUES), st.sampled_from(VALUES), garbage)
    query = draw(st.lists(st.tuples(st.sampled_from(NAMES), value), max_size=3))
    return path, tuple((name, _sendable(said)[:500]) for name, said in query)


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()

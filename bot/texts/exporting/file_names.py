"""What files are called that people save: safe on every system, in Thai too."""

from __future__ import annotations

import re

from bot.limits import graphemes

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+')
LONGEST = 230
"""Bytes of UTF-8, of which a Thai letter takes three. Linux, macOS and Android hold 255: a table's own name, and what a
browser puts behind it, have room."""
_LONGEST_TITLE = 100  # letters: in Latin ones the whole has to fit where names are kept (`Job.file_name`)


def file_name(before: str, title: str, after: str, ending: str) -> str:
    """`before title after.ending`. Only the title is ever cut: what stands after it tells one file from another."""
    before, title, after = (" ".join(_FORBIDDEN.sub(" ", part).split()) for part in (before, title, after))
    room = LONGEST - len(f"{before}  {after}.{ending}".encode())
    letters = graphemes(title)[:_LONGEST_TITLE]
    while letters and len("".join(letters).encode()) > room:
        letters.pop()
    words = " ".join(f"{before} {''.join(letters)} {after}".split())
    return f"{words.strip('. ')}.{ending}"

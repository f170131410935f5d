"""From a place in the XForm's expression back to the same place in the author's own text.

pyxform leaves an expression as it is, save that `${name}` becomes a path between spaces, typographic quotation marks
become plain ones, and spaces may be fewer or more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(r"(?P<reference>\$\{[^}]*\})|(?P<space>\s+)|(?P<word>(?:[^\s$]|\$(?!\{))+)|(?P<stray>\$)")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
# What a reference becomes: /data/g/q, ../q, current()/../q, instance('__last-saved')/data/q.
_PATH = re.compile(r"(?:instance\('[^']*'\)|current\(\))?[\w./\-:]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the author's text: 0-based `position`, `length` of at least 1."""

    position: int
    length: int


def place_in(author: str, compiled: str, position: int, length: int = 1) -> Span | None:
    """Where the characters from `position` of the XForm's text stand in the author's; None where the two differ."""
    pieces = _aligned(author, compiled)
    if not pieces:
        return None
    begin = end = None
    for theirs, until, ours, ours_until, is_reference in pieces:
        if begin is None and position < until:
            begin = ours if is_reference or position < theirs else ours + position - theirs
        if begin is not None and position + length > theirs:
            inside = is_reference or position + length >= until
            end = ours_until if inside else ours + position + length - theirs
    if begin is None:
        # Just behind the last character: where something is missing.
        return Span(pieces[-1][3], 1)
    return Span(begin, max(1, (end or begin) - begin))


def _aligned(author: str, compiled: str) -> list[tuple[int, int, int, int, bool]] | None:
    """(from, to) in the XForm, (from, to) in the author's text, whether it is a reference; None where they differ."""
    found: list[tuple[int, int, int, int, bool]] = []
    at = 0
    for piece in _PIECE.finditer(author):
        if piece.lastgroup == "space":
            continue
        while at < len(compiled) and compiled[at].isspace():
            at += 1
        if piece.lastgroup == "reference":
            path = _PATH.match(compiled, at)
            if path is None:
                return None
            end = path.end()
        else:
            word = piece.group().translate(_PLAIN)
            if not compiled.startswith(word, at):
                return None
            end = at + len(word)
        found.append((at, end, piece.start(), piece.end(), piece.lastgroup == "reference"))
        at = end
    return found if not compiled[at:].strip() else None

"""What a corrected text changes, as readers see it: never a letter without its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.limits import graphemes

# A stretch that stays between two changes, shorter than so many letters, is part of the change: nobody reads islands.
_ISLAND = 4
# Longer changed stretches are shown whole: comparing letter by letter takes the square of their length.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is `same`, `gone` or `new`."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """`before` is all pieces but the new ones, `after` all but those that are gone, in order."""
    pieces: list[Piece] = []
    old, new = _words(before), _words(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
        else:
            pieces += _within("".join(old[a:b]), "".join(new[c:d]))
    return _joined(pieces)


def _words(text: str) -> list[str]:
    """Between spaces: Thai writes none between words, but between phrases."""
    return re.findall(r"\s+|\S+", text)


def _within(before: str, after: str) -> list[Piece]:
    old, new = _letters(before), _letters(after)
    if not old or not new or len(old) > _LONGEST or len(new) > _LONGEST:
        return [Piece("gone", before), Piece("new", after)]
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_end = (a == 0 and c == 0) or (b == len(old) and d == len(new))
        if kind == "equal" and (b - a >= _ISLAND or is_end):
            found.append(Piece("same", "".join(old[a:b])))
        else:
            found += [Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d]))]
    return found


def _letters(text: str) -> list[str]:
    """Letters with their marks; a number is one: 100 that becomes 500 is no 1 that becomes a 5."""
    parts = re.split(r"(\d+(?:[.,:/]\d+)*)", text)
    return [letter for part in parts for letter in ([part] if part[:1].isdecimal() else graphemes(part))]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours made one: of a change first all that is gone, then all that is new."""
    found: list[Piece] = []
    change = {"gone": "", "new": ""}
    for piece in (*pieces, Piece("same", "")):
        if piece.kind != "same":
            change[piece.kind] += piece.text
            continue
        found += [Piece(kind, text) for kind, text in change.items() if text]
        change = {"gone": "", "new": ""}
        if found and found[-1].kind == "same":
            found[-1] = Piece("same", found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found

"""Authors' regular expressions, run on officers' text: Java's reading, bounded in length and time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import regex

from bot.engine.expressions.errors import EvaluationError

LONGEST_PATTERN = 200
LONGEST_TEXT = 500
SECONDS = 0.05
"""A pattern that backtracks longer on 500 characters is broken; real ones take microseconds."""

Pattern = Any


@lru_cache(maxsize=512)
def compile_pattern(text: str) -> Pattern:
    r"""Java's reading: \w and \d are ASCII, `[\w-.]` has a plain hyphen. Raises `EvaluationError`."""
    if len(text) > LONGEST_PATTERN:
        raise EvaluationError(f"a pattern may have {LONGEST_PATTERN} characters")
    try:
        return regex.compile(_plain_hyphens(text), regex.ASCII | regex.VERSION0)
    except (regex.error, OverflowError, RecursionError) as error:
        raise EvaluationError(f"{text!r} is not a pattern: {error}") from error


def matches(pattern: Pattern, text: str) -> bool:
    """True when the pattern covers the whole text."""
    if len(text) > LONGEST_TEXT:
        raise EvaluationError(f"a pattern is tried on at most {LONGEST_TEXT} characters")
    try:
        return pattern.fullmatch(text, timeout=SECONDS) is not None
    except TimeoutError as error:
        raise EvaluationError("a pattern took too long") from error


def _plain_hyphens(text: str) -> str:
    r"""Inside [...], a hyphen after a class such as \w cannot make a range: Java takes it as itself."""
    made: list[str] = []
    inside = False
    place = 0
    while place < len(text):
        character = text[place]
        if character == "\\":
            pair = text[place : place + 2]
            made.append(pair)
            place += 2
            if (
                inside
                and pair[1:] in tuple("wWdDsS")
                and text[place : place + 1] == "-"
                and text[place + 1 : place + 2] != "]"
            ):
                made.append("\\-")
                place += 1
            continue
        if character == "[" and not inside:
            inside = True
            if text[place + 1 : place + 2] == "]":
                raise EvaluationError(f"{text!r} is not a pattern: an empty class")
        elif character == "]":
            inside = False
        made.append(character)
        place += 1
    return "".join(made)

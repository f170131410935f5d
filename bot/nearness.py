"""What was probably meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, whatever its case; "" where none is like it."""
    by_small: dict[str, str] = {}
    for each in known:
        by_small.setdefault(each.lower(), each)
    found = get_close_matches(name.lower(), by_small, n=1, cutoff=0.6)
    return by_small[found[0]] if found else ""

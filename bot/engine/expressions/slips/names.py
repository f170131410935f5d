"""Which function is meant by a name that is none: another program's word, or a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# What spreadsheets and other languages call it.
_ELSEWHERE = {
    "len": "string-length",
    "length": "string-length",
    "strlen": "string-length",
    "concatenate": "concat",
    "mid": "substr",
    "substring": "substr",
    "value": "number",
    "contain": "contains",
    "match": "regex",
    "floor": "int",
    "rounddown": "int",
}
# Called without anything in their brackets, which are easily left out.
ALONE = ("today", "now", "true", "false", "position", "uuid", "random")


def meant_function(name: str, known: Iterable[str]) -> str:
    """As it is written, with its brackets; "" where none is near."""
    functions = list(known)
    small = name.lower()
    if small in _ELSEWHERE:
        found = _ELSEWHERE[small]
        return f"{found}()" if found in functions else ""
    near = get_close_matches(small, functions, n=1, cutoff=0.7)
    return f"{near[0]}()" if near else ""

"""Whole numbers as they come back in buttons, addresses and forms: we wrote them, but anybody may send others."""

from __future__ import annotations

# The largest that a column of the database takes: an id beyond it is nobody's, and PostgreSQL refuses to look for it.
LARGEST_ID = 2**31 - 1


def whole(text: str, most: int = LARGEST_ID) -> int | None:
    """The number, from 0 to `most`, that these Arabic digits write; None for anything else, signs and spaces too."""
    # Not every digit there is, and not thousands of them: int() takes neither "²" nor "9" * 5000.
    digits = text.lstrip("0") or text[:1]
    if not (text.isascii() and digits.isdecimal()) or len(digits) > len(str(most)):
        return None
    number = int(digits)
    return number if number <= most else None

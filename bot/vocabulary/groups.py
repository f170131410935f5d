"""How the bot is called in a group, where not every word is for it."""

from __future__ import annotations

import re

# Its name is how one calls it from a PC that mentions nobody. Behind both there is a space or nothing: "ความรู้สึก" is
# a feeling, and no question.
_CALLED = re.compile(r"(?:น้องรายงาน(?:\s+|$))?(?:ความรู้(?:[\s:]+|$))?")


def call_in(words: str) -> str:
    """What the words (`tidy`) begin with that calls the bot; "" where they do not."""
    found = _CALLED.match(words)
    return found[0] if found else ""

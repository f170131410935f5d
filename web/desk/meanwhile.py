"""Forms that colleagues share: what one of them has saved since the other opened the form is not overwritten unseen.

The form keeps a mark of what it showed, in its field `seen`. Where that stands no longer, nothing is saved: the page
says so with what was typed and what stands now, and saves when it is pressed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from flask import request

Said = Mapping[str, object]


def mark_of(stands: Said) -> str:
    """Changes with what the form has to show."""
    return hashlib.sha256(json.dumps(stands, sort_keys=True).encode()).hexdigest()[:16]


def overwritten(stands: Said, typed: Said) -> dict[str, object]:
    """What stands now in those fields that were saved since the form was opened and in which it says something else;
    empty where it may be saved. Pressed twice, the form says what stands already."""
    seen = mark_of(stands)
    if request.form.get("seen", seen) == seen:
        return {}
    return {name: value for name, value in stands.items() if typed.get(name) != value}

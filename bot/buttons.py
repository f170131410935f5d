"""What a button sends back: `do=<what>&key=value…`, written and read in one place."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote_plus

from bot.messages import Button, Post

LIMIT = 300  # characters LINE takes in a postback
_AS_IT_IS = re.compile(r"[A-Za-z0-9_.~-]*")


def press(do: str, **values: object) -> str:
    """The data of a button. Raises ValueError where it would be longer than LINE takes."""
    data = "&".join(f"{key}={_quoted(str(value))}" for key, value in {"do": do, **values}.items())
    if len(data) > LIMIT:
        raise ValueError(f"a button's data has {len(data)} characters, LINE takes {LIMIT}")
    return data


def _quoted(value: str) -> str:
    return value if _AS_IT_IS.fullmatch(value) else quote_plus(value)


def tap(label: str, do: str, shows: str = "", /, *, primary: bool = False, **values: object) -> Button:
    """A button that sends `press(do, …)`; the chat shows `shows`, or the label where nothing else is given."""
    return Button(label, Post(press(do, **values), shows or label), primary)


def pressed(data: str) -> dict[str, str]:
    """What was pressed: `do` and its values; empty for anything we never wrote."""
    try:
        values = dict(parse_qsl(data[:LIMIT], strict_parsing=True))
    except ValueError:
        return {}
    # No database looks for a NUL.
    return {} if any("\0" in value for value in values.values()) else values

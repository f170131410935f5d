"""What a button sends back: `do=<what>&key=value…`, written and read in one place."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

LIMIT = 300  # characters LINE takes in a postback


def press(do: str, **values: object) -> str:
    """The data of a button. Raises ValueError where it would be longer than LINE takes."""
    data = urlencode({"do": do} | {key: str(value) for key, value in values.items()})
    if len(data) > LIMIT:
        raise ValueError(f"a button's data has {len(data)} characters, LINE takes {LIMIT}")
    return data


def pressed(data: str) -> dict[str, str]:
    """What was pressed: `do` and its values; empty for anything we never wrote."""
    try:
        return dict(parse_qsl(data[:LIMIT], strict_parsing=True))
    except ValueError:
        return {}

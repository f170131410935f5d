"""JSON as it comes over the wire, read strictly."""

from __future__ import annotations

import json
from typing import Any


def parse(raw: bytes) -> Any:
    """Raises ValueError for what is not JSON in UTF-8: NaN, half a surrogate pair and endless nesting too."""
    try:
        read = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
        if b"\\u" in raw:
            json.dumps(read, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return read


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")

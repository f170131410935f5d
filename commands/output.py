"""What commands share: the numbers they take, and what they print."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from bot.whole import LARGEST_ID

ROW = click.IntRange(1, LARGEST_ID)
"""The number of a row."""


def tell(found: Any, as_json: bool, lines: Iterable[str]) -> None:
    """Prints `found` as one JSON value, or `lines` where JSON was not asked for."""
    for line in [json.dumps(found, ensure_ascii=False)] if as_json else lines:
        click.echo(line)

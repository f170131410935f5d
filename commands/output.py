"""What a command prints: JSON for a program that reads it, lines for a person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click


def tell(found: Any, as_json: bool, lines: Iterable[str]) -> None:
    """Prints `found` as one JSON value, or `lines` where JSON was not asked for."""
    for line in [json.dumps(found, ensure_ascii=False)] if as_json else lines:
        click.echo(line)

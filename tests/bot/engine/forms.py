"""Forms for the tests, written as an author would write them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling
from bot.engine.xform.reading import load_form
from bot.forms.workbook.workbook import convert

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
"""09:30 in Bangkok, a Sunday."""


@cache
def xform(markdown: str) -> str:
    return convert(markdown).xml


@cache
def form_of(markdown: str) -> Form:
    return load_form(xform(markdown))


def fill(markdown: str, **options: Any) -> Filling:
    return Filling.start(form_of(markdown), now=options.pop("now", NOW), seed=options.pop("seed", 7), **options)


TABLE = """
| survey |
|        | type              | name  | label | relevant | default |
|        | text              | blank | b     |          |         |
|        | integer           | hid   | h     | false()  | 5       |
|        | integer           | n     | n     |          | 3       |
|        | date              | d     | d     |          | 2024-01-10 |
|        | dateTime          | dt    | dt    |          |         |
|        | time              | tm    | tm    |          |         |
|        | decimal           | dec   | dec   |          |         |
|        | select_multiple m | m     | m     |          |         |
|        | text              | t     | t     |          | text    |
|        | text              | own   | own   |          | abc     |
|        | begin repeat      | r     | r     |          |         |
|        | integer           | x     | x     |          |         |
|        | text              | y     | y     |          |         |
|        | end repeat        |       |       |          |         |
| choices |
|         | list_name | name | label |
|         | m         | a    | A     |
|         | m         | b    | B     |
"""
"""The instance of the expressions' table."""


def table_filling(now: datetime = NOW) -> Filling:
    filling = fill(TABLE, now=now)
    filling.answer("/data/m", ["a", "b"])
    filling.answer("/data/r[1]/x", 1)
    filling.add_row("/data/r")
    filling.answer("/data/r[2]/x", 2)
    return filling


TABLE_STEPS = [
    ["answer", "/data/m", "a b"],
    ["answer", "/data/r[1]/x", "1"],
    ["row", "/data/r"],
    ["answer", "/data/r[2]/x", "2"],
]
"""The same for the witness."""

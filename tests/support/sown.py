"""The product over the demo's small province: sown once a worker and kind of database, its rows put back each time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from commands.demo.seed import seed
from tests.support import databases, sqlite
from tests.support.emulator import Line
from tests.support.product import Product

MORNING = "2026-11-03T09:00:00+07:00"


@dataclass(frozen=True)
class _Sown:
    """What the demo's seed leaves: rows, what it told the pretend LINE, and our address then."""

    rows: Any
    line: dict[str, Any]
    url: str


_sown: dict[str, _Sown] = {}


def product_over_the_province(line: Line, database_url: str, media: Path) -> Product:
    """As `seed` would leave it on an empty database and a pretend LINE that has forgotten everything."""
    kind = make_url(database_url).get_backend_name()
    if kind not in _sown:
        _sown[kind] = _sow(line, database_url, sqlite.folder() / f"sown-{kind}")
    sown = _sown[kind]
    databases.put(databases.database_at(database_url), sown.rows)
    media.mkdir(parents=True)
    _forget(line)
    line.clock(sown.line["clock"]["now"])
    product = Product(line, database_url, media)
    for one in sown.line["people"]:
        line.post("/emulator/people", {name: one[name] for name in ("userId", "displayName", "friend")})
    codes = [code | {"url": code["url"].replace(sown.url, product.url)} for code in sown.line["scannables"]]
    line.post("/emulator/scannables", codes)
    product.wiring.learn_basic_id()
    return product


def _sow(line: Line, database_url: str, media: Path) -> _Sown:
    _forget(line)
    line.clock(MORNING)
    product = Product(line, database_url, media)
    seed(product.wiring, line.api)
    told = line.state()
    product.close()
    return _Sown(databases.contents(databases.database_at(database_url)), told, product.url)


def _forget(line: Line) -> None:
    line.reset()
    line.quota(None)

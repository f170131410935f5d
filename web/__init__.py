"""What happens when someone opens a page. `add_pages` is all that the wiring needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from bot.line.address import Address
from models.database import Database
from web import assets, errors, headers, health, home, knowledge, metrics


def add_pages(app: Flask, *, database: Database, clock: Callable[[], datetime], address: Callable[[], Address]) -> None:
    """Adds every page, the error pages and the security headers to `app`.

    `clock` gives the present (aware, UTC); `address` is asked when a page first needs our own address.
    """
    assets.install(app)
    headers.install(app)
    errors.install(app)
    app.register_blueprint(home.pages(database, address))
    app.register_blueprint(knowledge.pages(database, clock, address))
    app.register_blueprint(health.pages(database, clock))
    app.register_blueprint(metrics.pages(database, clock))

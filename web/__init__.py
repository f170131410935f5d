"""What happens when someone opens a page. `add_pages` is all that the wiring needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO

from flask import Flask

from bot.line.address import Address
from models.database import Database
from services.knowledge.qr_pictures import QrPictures
from services.knowledge.visits import Visits
from services.storage.store import Store
from web import assets, circulars, errors, fonts, form_pictures, headers, health, limits, metrics, own_data, storable
from web.bodies import USUAL
from web.desk import add_desk
from web.desk.signed_in import DeskDependencies, no_files, no_photos, no_small
from web.library import home, knowledge, knowledge_files, model_areas, posters


def add_pages(
    app: Flask,
    *,
    database: Database,
    clock: Callable[[], datetime],
    address: Callable[[], Address],
    visits: Visits,
    pictures: QrPictures,
    metrics_token: str = "",
    secure: bool = True,
    wake: Callable[[Sequence[int]], None] = lambda people: None,
    open_photo: Callable[[str], bytes] = no_photos,
    open_small: Callable[[int, str], bytes] = no_small,
    begin: Callable[[int], None] = lambda job_id: None,
    open_file: Callable[[str], BinaryIO] = no_files,
    store: Store | None = None,
) -> None:
    """Adds every page, the error pages and the security headers to `app`.

    `clock` gives the present (aware, UTC); `address` is asked when a page first needs our own address. `visits` notes
    openings of the library, and is written down by whoever serves. `metrics_token` opens figures and readiness to
    machines other than this one; "" to none. `secure` False is for a PUBLIC_BASE_URL without https: it lets the desk's
    cookie travel over http, and does not ask browsers to insist on https. `wake` hears the ids of people to
    whom a page has something sent; the scheduler finds it a minute later all the same. `open_photo` gives the bytes of
    a stored photo by its key, `open_small` its small picture by the attachment's id and key; both raise
    FileNotFoundError. `begin` hears the id of a job whose file is to
    be made; `open_file` opens such a file, a letter or a file of the library by its key and raises FileNotFoundError.
    `store` keeps the letters and files of the library that pages take in; None keeps them in this process.
    """
    app.config["MAX_CONTENT_LENGTH"] = USUAL
    assets.install(app)
    fonts.install(app)
    headers.install(app, secure=secure)
    limits.install(app)
    errors.install(app)
    storable.install(app)
    app.register_blueprint(home.pages(database, clock, address))
    app.register_blueprint(knowledge.pages(database, clock, address, visits, pictures))
    app.register_blueprint(circulars.pages(database, clock, address, visits, open_file))
    app.register_blueprint(knowledge_files.pages(database, clock, visits, open_file))
    app.register_blueprint(posters.pages(database, clock, address, lambda key: _whole(open_file, key)))
    app.register_blueprint(model_areas.pages(database, clock, visits, open_small))
    app.register_blueprint(own_data.pages(database, clock))
    app.register_blueprint(form_pictures.pages(database))
    app.register_blueprint(health.pages(database, clock, metrics_token))
    app.register_blueprint(metrics.pages(database, clock, metrics_token, visits))
    stored = (open_photo, open_small, begin, open_file, store or Store("memory://desk"))
    add_desk(app, DeskDependencies(database, clock, address, secure, wake, *stored))


def _whole(open_file: Callable[[str], BinaryIO], key: str) -> bytes:
    with open_file(key) as file:
        return file.read()

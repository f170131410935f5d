"""The desk: pages for those who supervise, opened from the chat. Each file below is one page or a few of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO

from flask import Flask

from bot.line.address import Address
from models.database import Database
from web.desk import coming, frame
from web.desk.admin import admin, contact, invites, people, programmes, requests, units
from web.desk.aggregation import rollup
from web.desk.exporting import downloads, memos
from web.desk.forms import drafts, forms, preview
from web.desk.progress import overview
from web.desk.reminding import extending, follow_up
from web.desk.reviewing import photo, report
from web.desk.signed_in import DeskDependencies, no_files, no_photos

PAGES = (
    *(coming, overview, report, photo, rollup, downloads, memos, follow_up, extending),
    *(forms, drafts, preview, admin, requests, people, invites, programmes, contact, units),
)


def add_desk(
    app: Flask,
    *,
    database: Database,
    clock: Callable[[], datetime],
    address: Callable[[], Address],
    secure: bool,
    wake: Callable[[Sequence[int]], None],
    open_photo: Callable[[str], bytes] = no_photos,
    begin: Callable[[int], None] = lambda job_id: None,
    open_file: Callable[[str], BinaryIO] = no_files,
) -> None:
    """Adds the desk's pages. `secure`: the cookie travels over https only. `wake` hears the ids of people for whom a
    page has put something into the outbox, after the commit. `open_photo` gives the stored bytes of an attachment's key
    and raises FileNotFoundError. `begin` hears the id of a job that was asked for, after the commit; `open_file` gives
    what a job has made, by its key, and raises FileNotFoundError."""
    app.extensions["desk"] = DeskDependencies(database, clock, address, secure, wake, open_photo, begin, open_file)
    # What is said on the next page travels in a cookie of its own, signed, and goes nowhere but to the desk.
    app.config.update(
        SESSION_COOKIE_NAME="desk_says",
        SESSION_COOKIE_PATH="/desk",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
    )
    frame.install(app)
    for page in PAGES:
        app.register_blueprint(page.pages)

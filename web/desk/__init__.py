"""The desk: pages for those who supervise, opened from the chat. Each file below is one page or a few of a kind."""

from __future__ import annotations

from flask import Flask

from web.desk import coming, frame, readers
from web.desk.admin import admin, audit, contact, invites, people, programmes, requests, units
from web.desk.aggregation import rollup
from web.desk.circulars import every, note, offices, one, publishing, remind, versions, writing
from web.desk.exporting import downloads, memos, posters
from web.desk.forms import drafts, forms, preview
from web.desk.knowledge import files, items
from web.desk.progress import area_map, overview
from web.desk.reminding import extending, follow_up, taking_back
from web.desk.reviewing import approving, photo, releasing, replying, report
from web.desk.signed_in import DeskDependencies

READING = (
    coming,
    overview,
    area_map,
    approving,
    report,
    replying,
    releasing,
    photo,
    rollup,
    readers,
    downloads,
    memos,
    posters,
)
FOLLOWING_UP = (follow_up, extending, taking_back)
CIRCULARS = (every, writing, publishing, one, offices, versions, remind, note)
FORMS = (forms, drafts, preview)
LIBRARY = (items, files)
ADMIN = (admin, requests, people, invites, programmes, contact, units, audit)


def add_desk(app: Flask, dependencies: DeskDependencies) -> None:
    """Adds the desk's pages, which work with `dependencies`."""
    app.extensions["desk"] = dependencies
    # What is said on the next page travels in a cookie of its own, signed, and goes nowhere but to the desk.
    app.config.update(
        SESSION_COOKIE_NAME="desk_says",
        SESSION_COOKIE_PATH="/desk",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=dependencies.secure,
    )
    frame.install(app)
    for page in (*READING, *FOLLOWING_UP, *CIRCULARS, *FORMS, *LIBRARY, *ADMIN):
        app.register_blueprint(page.pages)

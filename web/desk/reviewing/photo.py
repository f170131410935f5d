"""Photos of reports: for those who may see the report, and kept by nobody but their own browser."""

from __future__ import annotations

import re
from datetime import timedelta

import structlog
from flask import Blueprint, Response, make_response, request

from models import audit_log
from models.reporting.report import Report
from services.reviewing.report_page import photo_of
from services.storage.media_types import PICTURES, SMALL, NotOfKind
from services.untrusted.apart import Unavailable
from web.desk.signed_in import Desk, dependencies, for_supervisors

log = structlog.get_logger(__name__)

pages = Blueprint("desk_photo", __name__)

# A reference stands for the same bytes for ever; after an hour the browser asks whether one may still see them.
KEPT = "private, max-age=3600"
# Whoever looks at a small picture, then the large one, then both again within it has viewed the photo once.
VIEWED, ONE_VIEW = "photo.view", timedelta(hours=1)
_ENDINGS = dict(PICTURES.values())


@pages.get("/desk/photo/<ref>")
@for_supervisors()
def photo(desk: Desk, ref: str) -> Response:
    """The picture as it came; with `?size=small` a small one."""
    found = photo_of(desk.session, desk.jurisdiction, ref)
    if found is None or found.key is None or found.media_type not in _ENDINGS:
        desk.nothing()
    small = request.args.get("size") == "small"
    answer = make_response()
    answer.set_etag(f"{found.sha256}{'-small' if small else ''}")
    answer.headers["Cache-Control"] = KEPT
    # The answer belongs to whoever is signed in.
    answer.headers["Vary"] = "Cookie"
    answer.make_conditional(request)
    if answer.status_code == 304:
        return answer
    subject = f"attachment:{found.id}"
    if not audit_log.count_since(desk.session, desk.person.id, VIEWED, desk.now - ONE_VIEW, subject):
        desk.note(VIEWED, desk.session.get_one(Report, found.report_id).unit, subject)
    try:
        # Neither the store nor whoever draws is waited for within a transaction.
        desk.let_go()
        if small:
            body, media_type = dependencies().open_small(found.id, found.key), SMALL
        else:
            body, media_type = dependencies().open_photo(found.key), found.media_type
    except (OSError, NotOfKind, Unavailable) as error:
        log.error("photo cannot be shown", attachment=found.id, error=type(error).__name__)
        desk.nothing()
    answer.set_data(body)
    answer.headers["Content-Type"] = media_type
    name = re.sub(r"[^A-Za-z0-9_-]", "", ref)[:40]
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.{_ENDINGS[media_type]}"'
    return answer

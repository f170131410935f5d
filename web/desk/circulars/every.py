"""Every circular that concerns the visitor, and how far each has come in their area."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from bot.texts.circulars import desk as words
from services.circulars import receipts, status
from services.circulars.oversight import listing
from web.desk.circulars.seen import HERE
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_circulars", __name__)


@pages.get(HERE)
@for_supervisors()
def every(desk: Desk) -> str:
    """`q` are words to look for, `state` narrows it down, `page` counts from 1."""
    asked = {key: request.args.get(key, "")[: listing.LONGEST_WORDS] for key in ("q", "state")}
    found = listing.read(
        desk.session,
        desk.jurisdiction,
        words=asked["q"],
        state=asked["state"],
        page=request.args.get("page", 1, type=int),
    )
    of = listing.within_area(desk.jurisdiction)
    return render_template(
        "desk/circulars.html",
        found=found,
        asked=asked,
        progress=status.progress_by(desk.session, [one.circular for one in found.rows], of=of),
        waiting=sum(one.is_awaited for one in receipts.addressed_to(desk.session, desk.person)),
        may_write=listing.owner_for(desk.jurisdiction) is not None,
        words=words,
    )

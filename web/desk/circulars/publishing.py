"""A draft looked at as it will arrive and, from there, published; tried in one's own chat, or thrown away."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.circulars import desk as words
from bot.texts.circulars import faults as fault_words
from bot.texts.circulars.card import FIELDS, card
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularVersion
from services.access.jurisdiction import Level
from services.circulars import letters, publishing
from services.circulars.audience import Size
from services.circulars.faults import CircularFault, Fault
from services.circulars.letters import letter_of
from services.circulars.lines import lines_of
from services.circulars.oversight import choices, cost
from services.messaging import own_chat
from services.messaging.outbox import queue_push
from web.desk.circulars.seen import HERE, mark_of, own, own_alone, page_of, told
from web.desk.forms.bubbles import drawn
from web.desk.own_chat import may_try
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_circular_publishing", __name__)
WRITERS = (Level.PROVINCE, Level.DEPARTMENT)
# The buttons of a card that is only tried lead to no circular: no code has such letters.
_NO_CODE = "draft"


@pages.get(f"{HERE}<letter>/preview")
@for_supervisors(*WRITERS)
def look(desk: Desk, letter: str) -> ResponseReturnValue:
    """The card as LINE draws it, whom it goes to and what that costs; what is looked at here can be published."""
    circular = own(desk, letter)
    draft = circulars.draft_of(desk.session, circular)
    if draft is None:
        return redirect(page_of(circular), 303)
    return _page(desk, circular, draft)


@pages.post(f"{HERE}<letter>/publish")
@for_supervisors(*WRITERS)
def publish(desk: Desk, letter: str) -> ResponseReturnValue:
    """Publishes what was looked at (`seen` its version, `looked_at` its mark): another text or other figures are
    looked at first."""
    circular = own_alone(desk, letter)
    draft = circulars.draft_of(desk.session, circular)
    if draft is None or request.form.get("seen") != str(draft.version):
        return told(circular, CircularFault(Fault.ALREADY))
    try:
        size = publishing.look(desk.session, circular, desk.now)
        if request.form.get("looked_at") != _mark(draft, size):
            flash(words.LOOK_AGAIN, "warn")
            return redirect(page_of(circular, "/preview"), 303)
        done = publishing.publish(desk.session, circular, desk.now, by=desk.person.id, seen=draft.version)
    except CircularFault as fault:
        return told(circular, fault, "/preview" if circulars.draft_of(desk.session, circular) else "")
    flash(words.published(done.version, done.offices, done.people), "good")
    return redirect(page_of(circular), 303)


@pages.post(f"{HERE}<letter>/try")
@for_supervisors(*WRITERS)
def to_chat(desk: Desk, letter: str) -> ResponseReturnValue:
    """The card into the visitor's own chat, and nobody else's; a few times an hour."""
    circular = own(desk, letter)
    draft = circulars.draft_of(desk.session, circular)
    if draft is None:
        return redirect(page_of(circular), 303)
    if not may_try(desk):
        return redirect(page_of(circular, "/preview"), 303)
    (line,) = lines_of(desk.session, [(circular, draft)])
    line = replace(line, code=_NO_CODE)
    queue_push(desk.session, desk.person, [words.TRIED, card([line])], now=desk.now, purpose=own_chat.PURPOSE)
    flash(words.SENT_TO_CHAT, "good")
    return redirect(page_of(circular, "/preview"), 303)


@pages.post(f"{HERE}<letter>/drop")
@for_supervisors(*WRITERS)
def drop(desk: Desk, letter: str) -> ResponseReturnValue:
    """Throws the draft away; what is out stays as it is."""
    circular = own_alone(desk, letter)
    number, code, was_out = circular.id, circular.code, circular.version > 0
    try:
        letters.drop_draft(desk.session, circular)
    except CircularFault as fault:
        return told(circular, fault)
    # The code, for a page of the draft that is still open: `web/desk/circulars/seen.py`.
    desk.note("circular.draft_drop", circular.owner, f"circular:{number}", code=code)
    flash(words.DROPPED, "good")
    return redirect(f"{HERE}{code}" if was_out else HERE, 303)


def _page(desk: Desk, circular: Circular, draft: CircularVersion) -> str:
    wrong, size = "", Size(0, 0)
    try:
        size = publishing.look(desk.session, circular, desk.now)
    except CircularFault as fault:
        wrong = fault_words.in_thai(fault.fault, fault.about)
    before = circulars.version_of(desk.session, circular) if circular.version else None
    changes = letters.changed(letter_of(before), letter_of(draft)) if before else {}
    return render_template(
        "desk/circular_preview.html",
        circular=circular,
        draft=draft,
        letter=letter_of(draft),
        is_correction=before is not None,
        changes=changes,
        field_names=FIELDS,
        wrong=wrong,
        size=size,
        cost=cost.of_sending(desk.session, size, desk.now),
        bubble=drawn(card(lines_of(desk.session, [(circular, draft)]))),
        place_names=choices.place_names(desk.session, [draft.audience]),
        documents=choices.chosen(desk.session, circular),
        looked_at=_mark(draft, size),
        trials_an_hour=own_chat.AN_HOUR,
        words=words,
    )


def _mark(draft: CircularVersion, size: Size) -> str:
    return mark_of(letter_of(draft), size.offices, size.people)

"""Bringing in an area: who is in the registry, invitations made with one button and sent out, who has joined.

An invitation goes out as a sheet to cut up, as a link to copy or to pass on by LINE, in a list for a mail merge, by
e-mail to the office's own mailbox."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.knowledge.invite_sheets import invite_sheets
from bot.knowledge.qr import qr_png
from bot.texts.admin import admin as words
from bot.texts.desk.desk import place_name
from bot.texts.exporting import downloads as download_words
from bot.texts.joining import invite_mail as mail_words
from bot.thai.units import short_name
from models.org_unit import OrgUnit, UnitKind
from services.exporting import invitations, jobs
from services.exporting.invitations import InviteRequest
from services.exporting.jobs import TooMany
from services.membership import invites, inviting, mailbox
from services.membership.invites import (
    DEFAULT_DAYS,
    DEFAULT_USES,
    MOST_DAYS,
    MOST_USES,
    SUPERVISING_DAYS,
    SUPERVISING_USES,
)
from services.membership.inviting import MOST_SHEETS, InviteLine, Whom
from web.desk.exporting.downloads import begin_after_commit, sent
from web.desk.signed_in import Desk, dependencies, for_supervisors
from web.headers import disposition

pages = Blueprint("desk_invites", __name__)
HERE = "/desk/admin/invites"
# (people, most people, days, most days) of an invitation, as they stand in the form.
LIMITS = {
    Whom.OFFICERS: (DEFAULT_USES, MOST_USES, DEFAULT_DAYS, MOST_DAYS),
    Whom.SUPERVISORS: (SUPERVISING_USES, SUPERVISING_USES, SUPERVISING_DAYS, SUPERVISING_DAYS),
}


@pages.get(f"{HERE}/")
@for_supervisors()
def own(desk: Desk) -> ResponseReturnValue:
    return redirect(f"{HERE}/{desk.top.code}", 303)


@pages.get(f"{HERE}/<code>")
@for_supervisors()
def area(desk: Desk, code: str) -> str:
    unit = desk.unit(code)
    children, offices = inviting.by_child(desk.session, unit), _shown(desk, unit)
    below = sum(child.offices for child in children) + len(offices)
    without = sum(child.without for child in children) + sum(not line.people for line in offices)
    return render_template(
        "desk/invites.html",
        unit=unit,
        can_mail=any(mailbox.address(desk.session, line.unit) for line in offices) or _has_mailboxes(desk, unit),
        joined=below - without,
        without=without,
        link=lambda line: invites.chat_link(desk.session, line.invite),
        share=_share,
        mailed=lambda line: mailbox.address(desk.session, line.unit) or "",
        above=[(f"{HERE}/{one.code}", place_name(one)) for one in reversed(unit.up()) if desk.jurisdiction.covers(one)],
        children=children,
        offices=offices,
        supervisors=inviting.lines(desk.session, desk.jurisdiction, unit, Whom.SUPERVISORS, desk.now),
        below=below,
        most=MOST_SHEETS,
        limits=LIMITS,
    )


@pages.post(f"{HERE}/<code>")
@for_supervisors()
def make(desk: Desk, code: str) -> ResponseReturnValue:
    """Makes the missing invitations and leads to what they go out as. Form: `whom`, `only` (empty), `renew`, `uses`,
    `days`, `way` (sheets, list or mails)."""
    unit = desk.unit(code)
    form = request.form
    whom = Whom.SUPERVISORS if form.get("whom") == Whom.SUPERVISORS else Whom.OFFICERS
    usual_uses, most_uses, usual_days, most_days = LIMITS[whom]
    uses, days = form.get("uses", usual_uses, type=int), form.get("days", usual_days, type=int)
    back = redirect(f"{HERE}/{unit.code}", 303)
    if not 1 <= uses <= most_uses or not 1 <= days <= most_days:
        flash(words.bad_numbers(most_uses, most_days), "bad")
        return back
    only_empty = form.get("only") == "empty"
    chosen = _chosen(desk, unit, whom, only_empty)
    if not chosen:
        flash(words.NOBODY_TO_INVITE, "warn")
        return back
    if len(chosen) > MOST_SHEETS:
        flash(words.too_many_sheets(len(chosen), MOST_SHEETS), "warn")
        return back
    way = form.get("way", "sheets")
    if way == "mails" and not any(mailbox.address(desk.session, line.unit) for line in chosen):
        flash(words.NO_MAIL, "warn")
        return back
    inviting.prepare(desk.session, chosen, desk.person, desk.now, uses=uses, days=days, renew=bool(form.get("renew")))
    if way == "mails" or (way == "sheets" and len(chosen) > invitations.MOST_AT_ONCE):
        return _as_job(desk, unit, whom, invitations.MAILS if way == "mails" else invitations.SHEETS, only_empty)
    path = "list.csv" if way == "list" else "sheets.pdf"
    return redirect(f"{HERE}/{unit.code}/{path}?whom={whom}{'&only=empty' if only_empty else ''}", 303)


@pages.get(f"{HERE}/<code>/sheets.pdf")
@for_supervisors()
def sheets(desk: Desk, code: str) -> ResponseReturnValue:
    """The invitations that are good now; nothing is made by looking."""
    unit, whom, chosen = _good(desk, code)
    address = dependencies().address()
    if trouble := words.NO_BASIC_ID if not address.basic_id else _trouble(chosen):
        flash(trouble, "warn")
        return redirect(f"{HERE}/{unit.code}", 303)
    if len(chosen) > invitations.MOST_AT_ONCE:
        return _as_job(desk, unit, whom, invitations.SHEETS, request.args.get("only") == "empty")
    drawn = invite_sheets(inviting.sheets(desk.session, chosen), address.basic_id, desk.now)
    desk.note("file.take", unit, kind="invites", sheets=len(chosen))
    answer = Response(drawn, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = disposition(
        "invites", mail_words.file_name(invitations.SHEETS, place_name(unit)), is_shown=True
    )
    return answer


@pages.get(f"{HERE}/<code>/list.csv")
@for_supervisors()
def as_list(desk: Desk, code: str) -> ResponseReturnValue:
    """The invitations that are good now as a table for a mail merge."""
    unit, _, chosen = _good(desk, code)
    if trouble := _trouble(chosen):
        flash(trouble, "warn")
        return redirect(f"{HERE}/{unit.code}", 303)
    with tempfile.TemporaryDirectory(prefix="nong-") as folder:
        path = Path(folder) / "invites.csv"
        invitations.write_list(path, list(invitations.listed(desk.session, chosen)))
        body = path.read_bytes()
    desk.note("file.take", unit, kind="invites", sheets=len(chosen))
    return sent(io.BytesIO(body), mail_words.file_name("invite_list", place_name(unit)), len(body))


def _as_job(desk: Desk, unit: OrgUnit, whom: Whom, kind: str, only_empty: bool) -> ResponseReturnValue:
    """What takes longer than a page may is made beside it, with its progress shown."""
    if not dependencies().address().basic_id:
        flash(words.NO_BASIC_ID, "warn")
        return redirect(f"{HERE}/{unit.code}", 303)
    try:
        made = jobs.ask(desk.session, desk.person, InviteRequest(kind, unit.code, whom, only_empty), desk.now)
    except TooMany:
        flash(download_words.TOO_MANY, "warn")
        return redirect(f"{HERE}/{unit.code}", 303)
    desk.note("file.ask", unit, f"job:{made.id}", kind=kind)
    begin_after_commit(made.id)
    return redirect(f"/desk/downloads/job/{made.id}", 303)


def _good(desk: Desk, code: str) -> tuple[OrgUnit, Whom, list[InviteLine]]:
    """The lines of the address that have an invitation."""
    unit = desk.unit(code)
    whom = Whom.SUPERVISORS if request.args.get("whom") == Whom.SUPERVISORS else Whom.OFFICERS
    chosen = _chosen(desk, unit, whom, request.args.get("only") == "empty")
    return unit, whom, [line for line in chosen if line.invite]


def _trouble(chosen: list[InviteLine]) -> str:
    if not chosen:
        return words.NOBODY_TO_INVITE
    return words.too_many_sheets(len(chosen), MOST_SHEETS) if len(chosen) > MOST_SHEETS else ""


def _has_mailboxes(desk: Desk, unit: OrgUnit) -> bool:
    """Whether an office of the area has a mailbox that mails can be sent to."""
    some = inviting.lines(desk.session, desk.jurisdiction, unit, Whom.OFFICERS, desk.now) if unit.parent else []
    return any(mailbox.address(desk.session, line.unit) for line in some)


def _share(line: InviteLine, link: str) -> str:
    """LINE's page that passes the invitation on: on a phone, and on a PC too."""
    assert line.invite is not None
    said = mail_words.to_share(short_name(line.unit), invites.words(line.invite.code), link)
    return dependencies().address().share_page(link, said.rpartition("\n")[0])


@pages.get(f"{HERE}/qr/<int:number>.png")
@for_supervisors()
def code_of(desk: Desk, number: int) -> Response:
    """The link as a code that a phone reads from the screen, for whoever has no LINE on the PC."""
    one = inviting.invite_within(desk.session, desk.jurisdiction, number) or desk.nothing()
    return Response(qr_png(invites.chat_link(desk.session, one)), mimetype="image/png")


@pages.post(f"{HERE}/cancel/<int:number>")
@for_supervisors()
def cancel(desk: Desk, number: int) -> ResponseReturnValue:
    one = inviting.invite_within(desk.session, desk.jurisdiction, number) or desk.nothing()
    inviting.cancel(desk.session, one, desk.person, desk.now)
    flash(words.invite_cancelled(one.unit), "good")
    above = one.unit.parent
    return redirect(f"{HERE}/{above.code if above and desk.jurisdiction.covers(above) else one.unit.code}", 303)


def _chosen(desk: Desk, unit: OrgUnit, whom: Whom, only_empty: bool) -> list[InviteLine]:
    found = inviting.lines(desk.session, desk.jurisdiction, unit, whom, desk.now)
    return [line for line in found if not (only_empty and line.people)]


def _shown(desk: Desk, unit: OrgUnit) -> list[InviteLine]:
    """The offices listed one by one: those of a district, those right below a province, or the office itself."""
    if unit.kind == UnitKind.DEPARTMENT:
        return []
    found = inviting.lines(desk.session, desk.jurisdiction, unit, Whom.OFFICERS, desk.now)
    return [line for line in found if unit.is_local or line.unit.parent_id == unit.id]

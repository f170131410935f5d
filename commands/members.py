"""`members`: who belongs to which office, decided by the operator where nobody above has joined yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import click
from sqlalchemy import select

from bot.thai.units import short_full_name
from commands.output import ROW, tell
from commands.wiring import ready_wiring
from models import org_unit
from models.membership.membership import Membership, MembershipState
from models.org_unit import OrgUnit, within
from services.membership import approvals, deciders, leaving


@click.group()
def members() -> None:
    """Members of offices, and requests to become one."""


@members.command("pending")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def pending(as_json: bool) -> None:
    """List the requests that wait for approval, oldest first.

    Whoever has used an invitation to supervise waits for the supervisor who made it.
    """
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        waiting = approvals.waiting_anywhere(session)
        returns = {one.membership for one in deciders.described(session, waiting) if one.returns}
        _print(waiting, as_json, none="No request is waiting.", returns=returns)


@members.command("list")
@click.option("--unit", "unit_code", metavar="CODE", help="Only this office and those below it.")
@click.option("--all", "with_past", is_flag=True, help="Ended and refused ones too.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_all(unit_code: str | None, with_past: bool, as_json: bool) -> None:
    """List the members of offices."""
    wiring = ready_wiring()
    query = select(Membership).join(OrgUnit, Membership.org_unit_id == OrgUnit.id).order_by(OrgUnit.path, Membership.id)
    if not with_past:
        query = query.where(Membership.state == MembershipState.ACTIVE)
    with wiring.database.reading() as session:
        if unit_code is not None:
            unit = org_unit.by_code(session, unit_code)
            if unit is None:
                raise click.ClickException(f"there is no office {unit_code!r}")
            query = query.where(within(unit))
        _print(session.scalars(query).unique(), as_json, none="No members.")


@members.command("approve")
@click.argument("membership_id", metavar="ID", type=ROW)
def approve(membership_id: int) -> None:
    """Approve the request ID; the applicant is told."""
    _decide(membership_id, approve=True)


@members.command("refuse")
@click.argument("membership_id", metavar="ID", type=ROW)
def refuse(membership_id: int) -> None:
    """Refuse the request ID; the applicant is told."""
    _decide(membership_id, approve=False)


@members.command("end")
@click.argument("membership_id", metavar="ID", type=ROW)
def end(membership_id: int) -> None:
    """End the membership ID, or withdraw a request; the member and their colleagues are told, history stays.

    The codes of that office are revoked, and whoever was removed returns only when they are approved.
    """
    wiring = ready_wiring()
    with wiring.database.writing() as session:
        ended = leaving.end(session, membership_id, wiring.clock(), by=None)
        if ended is None:
            raise click.ClickException(f"there is no membership {membership_id} in force")
        click.echo(_line(_row(ended)))


def _decide(membership_id: int, *, approve: bool) -> None:
    wiring = ready_wiring()
    with wiring.database.writing() as session:
        decided = approvals.decide(session, membership_id, wiring.clock(), approve=approve, by=None)
        if decided is None:
            raise click.ClickException(f"there is no request {membership_id} that waits")
        click.echo(_line(_row(decided)))


def _print(
    memberships: Iterable[Membership], as_json: bool, *, none: str, returns: Collection[int] = frozenset()
) -> None:
    """`returns` are the ids of requests by people who were removed there before."""
    rows = [_row(one) | {"returns": one.id in returns} for one in memberships]
    tell(rows, as_json, map(_line, rows) if rows else [none])


def _row(one: Membership) -> dict[str, Any]:
    return {
        "id": one.id,
        "unit": one.unit.code,
        "office": short_full_name(one.unit),
        "name": one.person.name,
        "role": one.role,
        "state": one.state,
        "asked_at": one.asked_at.isoformat(),
        "from_at": one.from_at.isoformat() if one.from_at else None,
        "to_at": one.to_at.isoformat() if one.to_at else None,
        "by_invitation": one.invite_id is not None,
        "removed": one.removed,
    }


def _line(row: dict[str, Any]) -> str:
    # A LINE name is anybody's text: nothing in it may move the terminal's cursor.
    name = "".join(sign if sign.isprintable() else "?" for sign in row["name"]) or "-"
    line = f"{row['id']}  {row['unit']}  {row['office']}  {name}  {row['role']}  {row['state']}  {row['asked_at']}"
    notes = ["by invitation"] if row["by_invitation"] else []
    notes += ["was removed there before"] if row.get("returns") else ["removed"] if row["removed"] else []
    return "  ".join([line, *notes])

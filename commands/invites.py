"""`invite`: a code, printed as a QR, that makes its holder a member of one office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bot.knowledge.qr import qr_png
from bot.line.errors import LineError
from bot.thai.units import full_name
from commands.output import tell
from commands.wiring import ready_wiring
from models import org_unit
from models.membership.membership import Role
from services.membership import invites
from services.membership.invites import (
    DEFAULT_DAYS,
    DEFAULT_USES,
    MOST_DAYS,
    MOST_USES,
    SUPERVISING_DAYS,
    SUPERVISING_USES,
    InviteError,
)

_USUAL_USES = f"{DEFAULT_USES}; {SUPERVISING_USES}, and no more, for those above"
_USUAL_DAYS = f"{DEFAULT_DAYS}; {SUPERVISING_DAYS}, and no more, for those above"


@click.group()
def invite() -> None:
    """Invitations to offices."""


@invite.command("create")
@click.option("--unit", "unit_code", required=True, metavar="CODE", help="The office's official code.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What its holder may do.")
@click.option("--uses", type=click.IntRange(1, MOST_USES), help=f"How many. [default: {_USUAL_USES}]")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), help=f"How long. [default: {_USUAL_DAYS}]")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the QR there, as PNG.")
@click.option("--json", "as_json", is_flag=True, help="Print the invitation as JSON.")
def create(unit_code: str, role: str, uses: int | None, days: int | None, out: Path | None, as_json: bool) -> None:
    """Make an invitation to the office CODE and print its code, or write its QR.

    The role must fit the office: officer and deputy for local offices, district, province, department and
    admin (at TH) for those above. Whoever uses one of the latter supervises at once: hand it over yourself.
    """
    wiring = ready_wiring()
    now = wiring.clock()
    try:
        if not wiring.address.basic_id:
            wiring.learn_basic_id()
        with wiring.database.writing() as session:
            unit = org_unit.by_code(session, unit_code)
            if unit is None:
                raise click.ClickException(f"there is no office {unit_code!r}: import the offices first (units import)")
            made = invites.create(session, unit, Role(role), now, uses=uses, days=days)
            result: dict[str, Any] = {
                "code": made.code,
                "unit": unit.code,
                "role": made.role,
                "uses": made.uses_left,
                "expires_at": made.expires_at.isoformat(timespec="seconds"),
                "url": invites.chat_link(session, made),
            }
            name = full_name(unit)
            if out is not None:
                # Inside the transaction: a code whose QR could not be written would be lost.
                out.write_bytes(qr_png(result["url"], caption=f"{name}\n{made.code}"))
    except InviteError as error:
        raise click.ClickException(str(error)) from None
    except LineError as error:
        raise click.ClickException(f"our @id is not known: set LINE_BASIC_ID ({error})") from None
    except OSError as error:
        raise click.ClickException(f"cannot write {out}: {error.strerror or error}") from None
    lines = [name, f"{made.role}, {made.uses_left} use(s) until {result['expires_at']}", made.code, result["url"]]
    tell(result, as_json, lines if out is None else [*lines, f"QR: {out}"])

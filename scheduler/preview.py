"""What the next reminders would be, and which offices none of them can reach. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ladder import next_hour
from bot.message_class import MessageClass
from bot.periods import Period
from bot.schedule import BANGKOK, local_day
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from scheduler import facts, forecast
from scheduler.plan import plan
from services.messaging import ledger
from services.reminding.outstanding import people


@dataclass(frozen=True, slots=True)
class OfficeMonth:
    """One office's month in a message. `due` is an ISO day."""

    programme: str
    unit: str
    period: str
    due: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """`is_counted`: LINE counts it; else it waits for the person's next reply."""

    person_id: int
    items: tuple[OfficeMonth, ...]
    message_class: MessageClass
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """`at` is the moment looked at: the one asked for, or the next at which reminders may be sent. `nobody` and
    `unreachable` are codes of offices that owe a report: nobody has joined there, or all who have cannot be
    reached. By class of counted messages: `counted` in the calendar month of `at` so far, `forecast` from `at` to its
    end."""

    at: datetime
    messages: Sequence[Message]
    nobody: Sequence[str]
    unreachable: Sequence[str]
    counted: Mapping[MessageClass, int]
    forecast: Mapping[MessageClass, int]

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"at": self.at.isoformat()}


def preview(session: Session, now: datetime) -> Preview:
    """As `tick` would see it; the quota is left out."""
    at = next_hour(now).astimezone(BANGKOK)
    known = facts.load(session, at)
    wanted = plan(known.facts, at) if known else []
    messages = [
        Message(
            one.person_id,
            tuple(
                OfficeMonth(
                    known.programmes[item.outstanding.programme_id].code,
                    known.offices[item.outstanding.unit_id].code,
                    str(item.outstanding.window.period),
                    item.outstanding.window.due.isoformat(),
                    item.kinds,
                )
                for item in one.items
            ),
            one.message_class,
            one.is_counted,
        )
        for one in wanted
        if known
    ]
    nobody, unreachable = _out_of_reach(session, at)
    counted = ledger.count(session, Period.of(local_day(at)))
    return Preview(at, messages, nobody, unreachable, counted, forecast.load(session, at))


def _out_of_reach(session: Session, at: datetime) -> tuple[list[str], list[str]]:
    outstanding, offices = facts.outstanding_by_all(session, at)
    owing = {one.unit_id for one in outstanding}
    joined = set(
        session.scalars(
            select(Membership.org_unit_id).where(
                Membership.state == MembershipState.ACTIVE, Membership.role.in_(REPORTING_ROLES)
            )
        )
    )
    reached = {unit_id for unit_ids in people(session).offices_of.values() for unit_id in unit_ids}
    nobody = sorted(offices[unit_id].code for unit_id in owing - joined)
    return nobody, sorted(offices[unit_id].code for unit_id in (owing & joined) - reached)

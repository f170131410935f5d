"""What the plan needs to know, in a handful of queries: plain tuples, for 8,000 people are asked about each minute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ladder import KEEPS, TALKS, again_kind
from bot.schedule import local_day
from models import programme
from models.circulars import circular as circulars
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting import conversation as conversations
from scheduler.plan import Facts
from services.circulars.receipts import NEWS
from services.reminding import outstanding
from services.reminding.outstanding import COLUMNS, Calendar, Office, Outstanding


@dataclass(frozen=True, slots=True)
class Known:
    """The facts, and what the words need besides. `taken_back`: person → messages of today that never went out;
    `has_letters`: circulars are out that some of them may have to acknowledge."""

    facts: Facts
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    offices: Mapping[int, Office] = field(default_factory=dict)
    taken_back: Mapping[int, int] = field(default_factory=dict)
    has_letters: bool = False


def load(session: Session, now: datetime) -> Known | None:
    """Everything as it stands; None on a day on which no rung stands, no wish is to be met and no change hangs."""
    day = local_day(now)
    programmes = {one.id: one for one in programme.with_form(session)}
    calendar = Calendar(session, programmes.values(), day)
    wishes = outstanding.wishes(session, day - KEEPS)
    kinds = calendar.kinds() | {again_kind(on) for on in wishes.values() if on <= day}
    amended = outstanding.amended(session, calendar)
    kinds |= {one.amended_kind for one in amended}
    if not kinds:
        return None
    people = outstanding.people(session)
    facts = Facts(
        outstanding=[*outstanding.outstanding_by(session, calendar, people.offices.values()), *amended],
        offices_of=people.offices_of,
        reminded=outstanding.reminded(session, calendar, kinds),
        reminded_today=outstanding.reminded_on(session, day),
        wishes=wishes,
        deputies=people.deputies,
        waiting=outstanding.waiting_for_reply(session, calendar, kinds),
        talking=conversations.talking(session, now - TALKS),
        still=calendar.still,
    )
    has_letters = circulars.are_out(session, now - NEWS)
    return Known(facts, programmes, people.offices, outstanding.taken_back_on(session, day), has_letters)


def outstanding_by_all(session: Session, now: datetime) -> tuple[list[Outstanding], dict[int, Office]]:
    """What all offices owe now, also those where nobody has joined."""
    rows = session.execute(select(*COLUMNS).order_by(OrgUnit.code))
    offices = {row[0]: Office(*row) for row in rows}
    calendar = Calendar(session, programme.with_form(session), local_day(now))
    return outstanding.outstanding_by(session, calendar, offices.values()), offices

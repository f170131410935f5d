"""Reminding those who have not acknowledged a circular: looked at first, then one message a person.

Of one circular a person is reminded once a day, whoever asks for it. Whoever is in the middle of a report is left in
peace, and so is everybody to whom the letter is still on its way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from bot.ladder import TALKS, evening, next_hour
from bot.line.render import render
from bot.schedule import local_day
from bot.texts.circulars.card import card
from models import audit_log
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.membership import Membership
from models.membership.person import Person
from models.messaging import outbox
from models.messaging.outbox import Outbox, OutboxState
from models.org_unit import OrgUnit
from models.put import insert_into
from models.reporting import conversation as conversations
from services.access.jurisdiction import jurisdiction_of
from services.circulars.audience import speaks_for_unit
from services.circulars.faults import CircularFault, Fault
from services.circulars.lines import lines_of
from services.circulars.taking_back import PURPOSE
from services.messaging import quota
from services.messaging.outbox import address_of
from services.messaging.quota import Left

_KEYS = UUID("b1f6c1a4-52f0-5f36-8a55-6f0a5e2f8d10")


@dataclass(frozen=True, slots=True)
class CircularReminder:
    """What reminding would do, or did. `offices` have not acknowledged; in `offices_free` of them it has come without a
    counted message. `people` get a message, each counted once by LINE, not before `at`; the others have been reminded
    today (`today`), are in the middle of a report (`talking`), are still to be sent the letter (`on_the_way`), or find
    no room in the quota (`beyond`). In `nobody` of the offices nobody can be reached."""

    offices: int
    offices_free: int
    people: int
    today: int
    talking: int
    on_the_way: int
    beyond: int
    nobody: int
    at: datetime
    left: Left


@dataclass(frozen=True, slots=True)
class _Plan:
    reminder: CircularReminder
    offices_of: Mapping[int, Sequence[int]]  # of each person to be reminded


def look(session: Session, circular: Circular, condition: ColumnElement[bool], now: datetime) -> CircularReminder:
    """What `remind` would do now to its offices of this condition on `OrgUnit`. Raises CircularFault where nobody is
    asked to acknowledge, or not any more."""
    return _plan(session, circular, condition, now).reminder


def remind(
    session: Session,
    circular: Circular,
    condition: ColumnElement[bool],
    by: Person,
    now: datetime,
    *,
    people: int | None = None,
) -> CircularReminder | None:
    """Queues one message to each person whom `look` would name, in office hours, and says what was done.

    `people` is the figure that was looked at and confirmed: where it is another by now nothing is done, and None comes
    back. None for whomever it reaches. Raises CircularFault as `look` does.
    """
    # Withdrawn before, it is not reminded of; withdrawn later, what is queued here is taken back.
    circulars.take_turn(session, circular.id)
    plan = _plan(session, circular, condition, now)
    if people is not None and people != plan.reminder.people:
        return None
    version = circulars.version_of(session, circular)
    assert version is not None
    message = render([card(lines_of(session, [(circular, version)]))], address_of(session))
    at = plan.reminder.at
    rows = [
        {
            "person_id": person_id,
            "purpose": PURPOSE,
            "messages": message,
            "must_arrive": True,
            "retry_key": _key(circular, person_id, local_day(at)),
            "next_try_at": at,
            "send_before": evening(local_day(at)),
            "created_at": now,
        }
        # One order for all writers: two of them then wait for each other, and never in a ring.
        for person_id in sorted(plan.offices_of)
    ]
    written: dict[int, int] = {}
    if rows:
        written = outbox.write_once(session, rows)
        _carry(session, circular, plan.offices_of, written)
        if at <= now:
            session.info.setdefault("queued", []).extend(written.items())
        post = jurisdiction_of(session, by).top
        audit_log.note(
            session,
            now,
            "circular.remind",
            person_id=by.id,
            unit_id=post.id if post else None,
            subject=f"circular:{circular.id}",
            version=circular.version,
            offices=len({unit for person_id in written for unit in plan.offices_of[person_id]}),
            people=len(written),
        )
    # Whoever is missing has had their message from somebody faster.
    return replace(plan.reminder, people=len(written))


def _carry(
    session: Session, circular: Circular, offices_of: Mapping[int, Sequence[int]], written: Mapping[int, int]
) -> None:
    """These messages carry the letter: what becomes of them is noted, also with people whom it has reached before, and
    where it is withdrawn they are dropped."""
    receipts = [
        {
            "circular_id": circular.id,
            "version": circular.version,
            "org_unit_id": unit_id,
            "person_id": person_id,
            "outbox_id": outbox_id,
        }
        for person_id, outbox_id in written.items()
        for unit_id in offices_of[person_id]
    ]
    if receipts:
        keys = ["circular_id", "version", "org_unit_id", "person_id"]
        statement = insert_into(session, CircularReceipt)
        under_way = {"outbox_id": statement.excluded.outbox_id, "reached_at": None}
        newest = statement.on_conflict_do_update(index_elements=keys, set_=under_way)
        session.connection().execute(newest, receipts)


def _plan(session: Session, circular: Circular, condition: ColumnElement[bool], now: datetime) -> _Plan:
    version = circulars.version_of(session, circular)
    if circular.state == CircularState.WITHDRAWN:
        raise CircularFault(Fault.WITHDRAWN)
    if version is None:
        raise CircularFault(Fault.NOT_PUBLISHED)
    if not version.must_acknowledge:
        raise CircularFault(Fault.ACK_OF_NOBODY)
    waits = and_(
        CircularOffice.circular_id == circular.id,
        CircularOffice.removed_in.is_(None),
        CircularOffice.acknowledged < circular.version,
        condition,
    )
    is_free = and_(CircularOffice.reached >= circular.version, CircularOffice.counted == 0)
    offices = dict(
        session.execute(
            select(OrgUnit.id, is_free).join(CircularOffice, CircularOffice.org_unit_id == OrgUnit.id).where(waits)
        ).all()
    )
    carried = and_(
        CircularReceipt.circular_id == circular.id,
        CircularReceipt.version == circular.version,
        CircularReceipt.org_unit_id == OrgUnit.id,
        CircularReceipt.person_id == Person.id,
    )
    query = (
        select(Person.id, OrgUnit.id, Outbox.state)
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(OrgUnit, OrgUnit.id == Membership.org_unit_id)
        .join(CircularOffice, CircularOffice.org_unit_id == OrgUnit.id)
        .outerjoin(CircularReceipt, carried)
        .outerjoin(Outbox, Outbox.id == CircularReceipt.outbox_id)
        .where(waits, speaks_for_unit(), Person.is_reachable)
        .order_by(OrgUnit.path, Person.id)
    )
    offices_of: dict[int, list[int]] = defaultdict(list)
    under_way: set[int] = set()
    for person_id, unit_id, state in session.execute(query):
        offices_of[person_id].append(unit_id)
        if state in (OutboxState.PENDING, OutboxState.SENDING):
            under_way.add(person_id)
    at = next_hour(now)
    today = _reminded(session, circular, offices_of, local_day(at))
    talking = set(offices_of) & conversations.talking(session, now - TALKS) - today
    on_the_way = under_way - today - talking
    wanted = [person for person in offices_of if person not in today | talking | on_the_way]
    left = quota.left(session, now)
    reached = wanted if left.messages is None else wanted[: left.messages]
    return _Plan(
        CircularReminder(
            offices=len(offices),
            offices_free=sum(map(bool, offices.values())),
            people=len(reached),
            today=len(today),
            talking=len(talking),
            on_the_way=len(on_the_way),
            beyond=len(wanted) - len(reached),
            nobody=len(set(offices) - {unit for units in offices_of.values() for unit in units}),
            at=at,
            left=left,
        ),
        {person: offices_of[person] for person in reached},
    )


def _reminded(session: Session, circular: Circular, people: Mapping[int, object], day: date) -> set[int]:
    """Those of these people who have had, or will have, their message of the day about it."""
    keys = {_key(circular, person_id, day): person_id for person_id in people}
    return {keys[key] for key in session.scalars(select(Outbox.retry_key).where(Outbox.retry_key.in_(keys)))}


def _key(circular: Circular, person_id: int, day: date) -> str:
    return str(uuid5(_KEYS, f"{circular.id} {person_id} {day}"))

"""Which rich menu each of many people should see at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.schedule import local_day
from bot.texts.rich_menus import IN_REPORT, MOST_DAYS, MOST_QUESTIONS, MOST_REPORTS, STRANGER
from models import programme
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import OF_REPORTS, Conversation
from models.reporting.report import Report
from services.access.jurisdiction import jurisdiction_by
from services.obligations.due_months import Obligation, duties_open
from services.reviewing import waits

TOGETHER = 500  # people whose menus a few statements tell


def of_people(session: Session, people: Sequence[Person], now: datetime) -> dict[int, str]:
    """Person's id → the key (`bot/texts/rich_menus`) of the menu that they should see."""
    found: dict[int, str] = {}
    for start in range(0, len(people), TOGETHER):
        found.update(_of_some(session, people[start : start + TOGETHER], now))
    return found


def _of_some(session: Session, people: Sequence[Person], now: datetime) -> Iterator[tuple[int, str]]:
    ids = [one.id for one in people]
    active: dict[int, list[Membership]] = defaultdict(list)
    query = select(Membership).where(Membership.person_id.in_(ids), Membership.state == MembershipState.ACTIVE)
    for one in session.scalars(query.order_by(Membership.id)).unique():
        active[one.person_id].append(one)
    talking = select(Conversation.person_id).where(Conversation.person_id.in_(ids), Conversation.is_active)
    in_report = set(session.scalars(talking.where(Conversation.about.in_(OF_REPORTS))))
    offices = {one.unit.id: one.unit for each in active.values() for one in each if one.role in REPORTING_ROLES}
    obligations = duties_open(session, list(offices.values()), now)
    places: dict[int, list[int]] = defaultdict(list)
    for place, obligation in enumerate(obligations):
        places[obligation.unit.id].append(place)
    every = programme.every(session)
    for person in people:
        memberships = active[person.id]
        reports_for = {one.unit.id for one in memberships if one.role in REPORTING_ROLES}
        if not memberships:
            key = STRANGER
        elif person.id in in_report:
            key = IN_REPORT
        elif reports_for:
            mine = sorted(place for unit_id in reports_for for place in places[unit_id])
            key = f"officer.{_due(session, [obligations[place] for place in mine], now)}"
        else:
            found = waits.look(session, person, jurisdiction_by(memberships), every, now)
            key = f"supervisor.{min(found.approvals, MOST_REPORTS)}"
        yield person.id, key


def _due(session: Session, obligations: list[Obligation], now: datetime) -> str:
    waiting = [one for one in obligations if one.waits]
    if any(one.is_returned for one in waiting):
        return "returned"
    if not waiting:
        return "sent" if obligations else "idle"
    first = waiting[0]
    if first.report is not None and (draft := _draft(session, first.report, now)):
        return draft
    days = (first.due - local_day(now)).days
    return "late" if days < 0 else f"due.{min(days, MOST_DAYS)}"


def _draft(session: Session, report: Report, now: datetime) -> str:
    """How far it is filled in; "" where nothing is."""
    # With the forms engine, for which nobody waits who has no draft.
    from bot.interview import interview
    from services.forms.compiled import NoForm, form_of

    conversation = conversations.of_report(session, report.id)
    if conversation is None or not conversation.state:
        return ""
    try:
        _, form = form_of(session, report)
    except NoForm:
        return ""
    number, about = interview.progress(form, conversation.state, now)
    return f"draft.{min(about - number, MOST_QUESTIONS)}" if number > 1 else ""

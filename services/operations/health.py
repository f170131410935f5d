"""What an operator should know about a running installation: each finding with what to do about it.

This file looks at the database; `health_line` asks LINE, `health_place` looks at this machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.knowledge.links import is_placeholder
from bot.schedule import local_day
from models import form_version, programme
from models.database import Database
from models.heartbeat import LATE, Heartbeat
from models.knowledge import knowledge_item
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.messaging import webhook_event
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState
from models.org_unit import OrgUnit
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from services.knowledge import targets
from services.obligations.asked import asked_now, expected_in
from services.operations.migrate import is_current

EVENT_LATE = timedelta(seconds=30)
WAITS_LONG, WAITS_TOO_LONG = timedelta(minutes=5), timedelta(hours=1)
RECENT = timedelta(days=7)
APPROVAL_LATE = timedelta(days=3)
FIRST_BACKUP_BY = timedelta(days=7)


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """`says` is what was seen, `do` what to do about it (empty where nothing is to be done). English, no names."""

    name: str
    level: Level
    says: str
    do: str = ""


def ok(name: str, says: str) -> Finding:
    return Finding(name, Level.OK, says)


def warn(name: str, says: str, do: str) -> Finding:
    return Finding(name, Level.WARN, says, do)


def bad(name: str, says: str, do: str) -> Finding:
    return Finding(name, Level.BAD, says, do)


def of_database(database: Database) -> Finding:
    """Whether the rest of this file can be asked at all: only where this one is ok."""
    kind = database.engine.dialect.name
    try:
        if is_current(database.engine):
            return ok("database", f"{kind}, up to date")
    except (SQLAlchemyError, OSError) as error:
        do = "check DATABASE_URL, and that the database runs and lets us in"
        return bad("database", f"{kind} cannot be reached ({type(error).__name__})", do)
    return bad("database", f"{kind}, of another version", "run `python app.py migrate`")


def of_contents(session: Session, now: datetime) -> Iterator[Finding]:
    """Everything the database tells, in the order it is shown."""
    yield _scheduler(session, now)
    yield _events(session, now)
    yield _outbox(session, now)
    yield _failed(session, now)
    yield _dead_letters(session, now)
    yield _photos(session, now)
    yield _backup(session, now)
    yield _programmes(session, now)
    yield _knowledge(session)
    yield _targets(session)
    yield _registered(session, now)
    yield _approvals(session, now)


def _scheduler(session: Session, now: datetime) -> Finding:
    beat = session.get(Heartbeat, "scheduler")
    if beat is None:
        return bad("scheduler", "has never run", "start `python app.py scheduler`: without it nobody is reminded")
    age = now - beat.at
    if age > LATE["scheduler"]:
        return bad("scheduler", f"last seen {_long(age)} ago", "start it again; its log says why it stopped")
    if "failed" in beat.note or "short" in beat.note:
        return warn("scheduler", f"runs, but its last pass says: {beat.note}", "see its log, and the quota")
    return ok("scheduler", f"last seen {_long(age)} ago")


def _outbox(session: Session, now: datetime) -> Finding:
    waiting, age, late = unsent_messages(session, now)
    says = f"{waiting} messages wait" + (f", the oldest was written {_long(age)} ago" if waiting else "")
    if late > timedelta(0):
        says += f", one has been due for {_long(late)}"
    if late > WAITS_TOO_LONG:
        return bad("outbox", says, "see that `serve` and `scheduler` run and that LINE can be reached")
    if late > WAITS_LONG:
        return warn("outbox", says, "look again in a few minutes")
    return ok("outbox", says)


def unsent_messages(session: Session, now: datetime) -> tuple[int, timedelta, timedelta]:
    """How many messages wait to be sent, how long ago the oldest was written, and how long one has been due; zero
    where none is. What waits for its hour or its next try is not due."""
    unsent = or_(
        Outbox.state == OutboxState.PENDING, and_(Outbox.state == OutboxState.SENDING, Outbox.claimed_until < now)
    )
    query = select(func.count(), func.min(Outbox.created_at), func.min(Outbox.next_try_at)).where(unsent)
    waiting, written, due = session.execute(query).one()
    return waiting, now - (written or now), max(timedelta(0), now - (due or now))


def _failed(session: Session, now: datetime) -> Finding:
    failed, unknown = (
        _count(session, Outbox, Outbox.state == state, Outbox.created_at > now - RECENT)
        for state in (OutboxState.FAILED, OutboxState.UNKNOWN)
    )
    if unknown:
        says = f"{failed} messages of the last 7 days could not be sent, of {unknown} more nobody knows"
        do = "LINE was away for too long to be asked again: tell those to whom it matters (state 'unknown' in outbox)"
        return warn("sending", says, do)
    if failed:
        do = "LINE refused them for good: the column `error` of the table outbox says why"
        return warn("sending", f"{failed} messages of the last 7 days could not be sent", do)
    return ok("sending", "nothing failed in the last 7 days")


def _dead_letters(session: Session, now: datetime) -> Finding:
    dead = webhook_event.count(session, EventState.DEAD)
    if dead:
        do = "our own bug: `python app.py deadletters list` says where; mended, `deadletters replay`"
        return warn("dead letters", f"{dead} events could not be handled", do)
    return ok("dead letters", "none")


def _events(session: Session, now: datetime) -> Finding:
    oldest = webhook_event.oldest(session, EventState.WAITING)
    if oldest is None:
        return ok("events", "none waits")
    says = f"{webhook_event.count(session, EventState.WAITING)} wait, the oldest for {_long(now - oldest)}"
    if now - oldest > EVENT_LATE:
        return bad("events", says, "see that `serve` runs, and its log")
    return ok("events", says)


def _photos(session: Session, now: datetime) -> Finding:
    in_work = Attachment.state.in_((AttachmentState.WANTED, AttachmentState.FETCHING))
    waiting, oldest = _count_and_oldest(session, Attachment.created_at, in_work)
    if oldest and now - oldest > WAITS_TOO_LONG:
        do = "LINE keeps what people send for a limited time: see the log of `serve`, and that MEDIA_URL is writable"
        return bad("photos", f"{waiting} wait to be fetched, the oldest for {_long(now - oldest)}", do)
    return ok("photos", f"{waiting} wait to be fetched")


def _backup(session: Session, now: datetime) -> Finding:
    do = "run `python app.py backup FILE` each day: the timer and the service in deploy/ do"
    newest = session.get(Heartbeat, "backup")
    if newest is None:
        begun = session.scalar(select(func.min(Programme.created_at)))
        if begun is not None and now - begun > FIRST_BACKUP_BY:
            return bad("backup", "none was ever made", do)
        return ok("backup", "none yet")
    says = f"the newest is {_long(now - newest.at)} old, {newest.note}"
    if now - newest.at > LATE["backup"]:
        return bad("backup", says, do)
    return ok("backup", says)


def _programmes(session: Session, now: datetime) -> Finding:
    every = programme.every(session)
    asking = [one for one in every if asked_now(one, now)]
    if not every:
        return bad("programmes", "there is none", "run `python app.py init`")
    if unformed := [one.code for one in asking if form_version.newest(session, one) is None]:
        do = "publish one: `python app.py form publish FILE --programme CODE`"
        return bad("programmes", f"no form: {', '.join(unformed)}", do)
    if not asking:
        return warn("programmes", "none asks for a report now", "see `python app.py programme list`")
    return ok("programmes", ", ".join(one.code for one in asking))


def _knowledge(session: Session) -> Finding:
    items = knowledge_item.every(session)
    unset = [item.slug for item in items if is_placeholder(item.target)]
    if unset:
        do = "set the real ones: `python app.py knowledge set SLUG --target URL`"
        return warn("knowledge", f"{len(unset)} of {len(items)} links are still examples: {', '.join(unset)}", do)
    return ok("knowledge", f"{len(items)} items")


def _targets(session: Session) -> Finding:
    dead = targets.dead_targets(session)
    if dead:
        named = ", ".join(f"{one.slug} ({one.status or one.fault})" for one in dead)
        do = "see where they have gone: `python app.py knowledge set SLUG --target URL` mends what is printed already"
        return warn("targets", f"{len(dead)} links of the library do not answer: {named}", do)
    return ok("targets", "no link of the library is known to be dead")


def _registered(session: Session, now: datetime) -> Finding:
    today = local_day(now)
    expected = or_(false(), *(expected_in(one, literal(today)) for one in programme.every(session)))
    somebody = (
        select(Membership.id)
        .join(Person, Membership.person_id == Person.id)
        .where(
            Membership.org_unit_id == OrgUnit.id,
            Membership.state == MembershipState.ACTIVE,
            Membership.role.in_(REPORTING_ROLES),
            Person.is_reachable,
        )
        .exists()
    )
    offices, empty = _count(session, OrgUnit, expected), _count(session, OrgUnit, expected, ~somebody)
    if not offices:
        return bad("offices", "there is none", "bring them in: `python app.py units import FILE`")
    if empty:
        do = "invite them: `python app.py invite create --unit CODE --role officer --out qr.png`"
        return warn("offices", f"{empty} of {offices} have nobody registered who can be reached", do)
    return ok("offices", f"all {offices} have somebody registered")


def _approvals(session: Session, now: datetime) -> Finding:
    waiting, oldest = _count_and_oldest(session, Membership.asked_at, Membership.state == MembershipState.PENDING)
    if oldest and now - oldest > APPROVAL_LATE:
        do = "ask the supervisors above to approve or refuse them, in the chat or by `python app.py members`"
        return warn("approvals", f"{waiting} people wait, the longest for {_long(now - oldest)}", do)
    return ok("approvals", f"{waiting} people wait")


def _count(session: Session, of: type, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(of).where(*where)) or 0


def _count_and_oldest(
    session: Session, column: InstrumentedAttribute[datetime], where: ColumnElement[bool]
) -> tuple[int, datetime | None]:
    count, oldest = session.execute(select(func.count(), func.min(column)).where(where)).one()
    return count, oldest


def _long(span: timedelta) -> str:
    """`45 s`, `12 min`, `3 h`, `2 days`."""
    seconds = max(0, int(span.total_seconds()))
    for size, word in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}"
    return f"{seconds} s"

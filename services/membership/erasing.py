"""Taking out what tells who somebody is: because they ask for it, or because they only ever looked in.

Reports and their history are the offices' records and stay, as nobody's. The audit log stays too: it holds numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.texts.joining.leaving import SOMEBODY
from models import audit_log
from models.access.desk_link import DeskLink
from models.access.desk_visit import DeskVisit
from models.base import Base
from models.membership import membership
from models.membership.membership import Membership
from models.membership.person import Person, PersonState
from models.messaging.outbox import UNSENT_STATES, Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from models.photos import released_photo
from models.photos.attachment import Attachment
from models.reminding.snooze import Snooze
from models.reporting.conversation import OF_REPORTS, Conversation
from models.upload import Upload
from services.membership import join, leaving

# Who neither belongs to an office nor asks to is forgotten so long after their last word.
STRANGERS = timedelta(days=30)
_AT_ONCE = 500
_GONE = "gone:"
# Every column that names a person, but for what was said to them.
_NAMING = [
    key.parent
    for table in Base.metadata.sorted_tables
    for key in table.foreign_keys
    if key.column is Person.__table__.c.id and table is not Outbox.__table__
]
IS_GONE: ColumnElement[bool] = Person.line_user_id.startswith(_GONE)


def forget(session: Session, person: Person, now: datetime) -> None:
    """Ends what the person holds and erases them. Whoever writes from that LINE account later is a new person."""
    for wish in membership.pending_of(session, person):
        for notice in join.notices_of(session, wish, OutboxState.PENDING):
            notice.state = OutboxState.DROPPED
    # First of all: colleagues are told that somebody left, and no more.
    _take_name_out(session, person)
    person.name = ""
    for one in [*membership.active_of(session, person), *membership.pending_of(session, person)]:
        leaving.end(session, one.id, now, by=person)
    erase(session, [person])
    audit_log.note(session, now, "person.forget", person_id=person.id)


def erase(session: Session, people: Sequence[Person]) -> None:
    """Empties these rows, which keep their ids, and clears what waited for, came from and went to these people."""
    ids = [person.id for person in people]
    # A report's conversation holds the office's draft, which a colleague may go on with; others were the person's own.
    is_draft = Conversation.about.in_(OF_REPORTS)
    for statement in (
        delete(Conversation).where(Conversation.person_id.in_(ids), ~is_draft),
        update(Conversation)
        .where(Conversation.person_id.in_(ids), Conversation.is_active.is_(True))
        .values(is_active=False, version=Conversation.version + 1),
        *(delete(table).where(table.person_id.in_(ids)) for table in (DeskLink, DeskVisit, Snooze, Upload)),
        # Dead letters as well; the id stays, by which a repeat is known.
        update(WebhookEvent)
        .where(WebhookEvent.line_user_id.in_([person.line_user_id for person in people]))
        .values(line_user_id=None, event=None, error=None, state=EventState.DONE),
        update(Outbox)
        .where(Outbox.person_id.in_(ids), Outbox.state.in_(UNSENT_STATES))
        .values(state=OutboxState.DROPPED, claimed_until=None),
        update(Outbox).where(Outbox.person_id.in_(ids)).values(messages=[], error=None, request_id=None),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    # Photos are the office's and stay with it, but are nobody's to see outside any more.
    released_photo.take_back(session, Attachment.person_id.in_(ids))
    for person in people:
        person.line_user_id = f"{_GONE}{person.id}"
        person.name, person.state, person.chat_menu = "", PersonState.LEFT, None
        person.consent_at = person.consent_version = person.last_event_at = person.busy_until = None
        person.awaits_reminder, person.language = False, ""
    session.flush()


def strangers(session: Session, now: datetime) -> int:
    """Erases who never belonged to an office, does not ask to, and has been silent for `STRANGERS`. How many."""
    belonged = exists().where(
        Membership.person_id == Person.id, or_(Membership.from_at.is_not(None), Membership.to_at.is_(None))
    )
    query = select(Person).where(
        ~IS_GONE, func.coalesce(Person.last_event_at, Person.created_at) < now - STRANGERS, ~belonged
    )
    found = 0
    # Whom another scheduler is just erasing is that one's.
    while people := session.scalars(query.limit(_AT_ONCE).with_for_update(skip_locked=True, of=Person)).all():
        erase(session, people)
        _delete(session, [person.id for person in people])
        found += len(people)
    return found


def _delete(session: Session, ids: Sequence[int]) -> None:
    """The rows as well, where no history names them."""
    for column in _NAMING:
        ids = sorted(set(ids) - set(session.scalars(select(column).where(column.in_(ids)))))
    for statement in (delete(Outbox).where(Outbox.person_id.in_(ids)), delete(Person).where(Person.id.in_(ids))):
        session.execute(statement.execution_options(synchronize_session=False))


def _take_name_out(session: Session, person: Person) -> None:
    """Out of what was said to those who may have been told it: colleagues, and the offices above."""
    name = " ".join(person.name.split())
    if not name:
        return
    held = session.scalars(select(Membership).where(Membership.person_id == person.id)).unique()
    units = {unit.id for one in held for unit in (one.unit, *one.unit.up())}
    told = select(Membership.person_id).where(Membership.org_unit_id.in_(units))
    written = cast(Outbox.messages, Text)
    said = or_(
        *(
            written.contains(json.dumps(form, ensure_ascii=ascii)[1:-1], autoescape=True)
            for form in {name, person.name}
            for ascii in (True, False)
        )
    )
    for row in session.scalars(select(Outbox).where(Outbox.person_id.in_(told), said)):
        row.messages = _without((person.name, name), row.messages)


def _without(names: Iterable[str], drawn: Any) -> Any:
    """The same messages, with other words for these names."""
    if isinstance(drawn, dict):
        return {key: _without(names, value) for key, value in drawn.items()}
    if isinstance(drawn, list):
        return [_without(names, value) for value in drawn]
    if isinstance(drawn, str):
        for name in names:
            drawn = drawn.replace(name, SOMEBODY)
    return drawn

"""All that is known about whoever sent an event, in one statement: it is asked for every event."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, and_, bindparam, select, true
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from models.form_version import FormVersion
from models.knowledge import knowledge_item
from models.membership.membership import Held, Membership, MembershipState
from models.membership.person import Person
from models.messaging.outbox import Outbox, Whereabouts, unsent_to
from models.prepared import Parts, Prepared, one_of
from models.programme import Programme
from models.reporting.conversation import Conversation
from models.reporting.extension import Extension
from models.reporting.report import Report


class Known(NamedTuple):
    """The fields of a `Request`; `memberships` oldest first, each with its office and all above it."""

    person: Person
    memberships: tuple[Membership, ...]
    conversation: Conversation | None
    report: Report | None
    form_version: FormVersion | None
    extended_to: date | None
    has_unsent: bool
    explained: frozenset[str]
    asked_in: Whereabouts | None


def known_of(session: Session, line_user_id: str, today: date) -> Known | None:
    """None for somebody who was never met."""
    rows = _ASKED.rows(session.connection(), {"line_user_id": line_user_id, "today": today})
    if not rows:
        return None
    first = rows[0]
    person, conversation, report = (part.of(session, first) for part in (_PERSON, _CONVERSATION, _REPORT))
    assert isinstance(person, Person)
    memberships = []
    for row in rows:
        membership = _HELD.of(session, row, person)
        if membership is not None:
            memberships.append(membership)
    if isinstance(report, Report):
        set_committed_value(report, "programme", _PROGRAMME.of(session, first))
        if (
            office := next((one.unit for one in memberships if one.org_unit_id == report.org_unit_id), None)
        ) is not None:
            set_committed_value(report, "unit", office)
    extended_to, has_unsent, explained, *asked_in = first[_BESIDES:]
    return Known(
        person,
        tuple(memberships),
        conversation if isinstance(conversation, Conversation) else None,
        report if isinstance(report, Report) else None,
        _FORM_VERSION.of(session, first),
        extended_to,
        bool(has_unsent),
        frozenset((explained or "").split()),
        Whereabouts(*asked_in) if asked_in[0] is not None else None,
    )


_parts = Parts()
# A report's office is nearly always one of those that the person is held by.
_PERSON, _HELD = _parts.add(Person), Held(_parts)
_CONVERSATION, _REPORT, _PROGRAMME = _parts.add(Conversation), _parts.add(Report), _parts.add(Programme)
_FORM_VERSION = _parts.add(FormVersion, without=("checks",))
_BESIDES = len(_parts.columns)

_person, _membership, _conversation = Person.__table__, Membership.__table__, Conversation.__table__
_report, _form_version, _extension = Report.__table__, FormVersion.__table__, Extension.__table__
_outbox, _programme = Outbox.__table__, Programme.__table__
_IS_OPEN = one_of(_membership.c.state, (MembershipState.ACTIVE, MembershipState.PENDING))
_from = (
    _HELD.joined(_person.outerjoin(_membership, and_(_membership.c.person_id == _person.c.id, _IS_OPEN)))
    .outerjoin(_conversation, and_(_conversation.c.person_id == _person.c.id, _conversation.c.is_active.is_(true())))
    .outerjoin(_report, _report.c.id == _conversation.c.report_id)
    .outerjoin(_programme, _programme.c.id == _report.c.programme_id)
    .outerjoin(_form_version, _form_version.c.id == _report.c.form_version_id)
    .outerjoin(
        _extension,
        and_(
            _extension.c.programme_id == _report.c.programme_id,
            _extension.c.org_unit_id == _report.c.org_unit_id,
            _extension.c.period == _report.c.period,
        ),
    )
    .outerjoin(_outbox, _outbox.c.id == _conversation.c.asked_in)
)
_ASKED = Prepared(
    select(
        *_parts.columns,
        _extension.c.due_on,
        unsent_to(_person.c.id),
        knowledge_item.explained(_report.c.programme_id, _report.c.org_unit_id, bindparam("today", type_=Date)),
        *(_outbox.c[name] for name in Whereabouts._fields),
    )
    .select_from(_from)
    .where(_person.c.line_user_id == bindparam("line_user_id"))
    .order_by(_membership.c.id)
)

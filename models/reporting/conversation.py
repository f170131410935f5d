"""Where a conversation stands. Nothing of it lives in memory between two messages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, bindparam, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session
from sqlalchemy.orm.exc import StaleDataError

from models.base import Base
from models.membership.person import Person
from models.prepared import Prepared
from models.reporting.report import Report


class About(StrEnum):
    REPORT = "report"
    AMENDMENT = "amendment"  # a report that was sent, with a change that was not
    JOIN = "join"
    KNOWLEDGE = "knowledge"
    REQUESTS = "requests"  # the list a supervisor was shown; never active
    REVIEW = "review"  # the reports a supervisor looks at; active while words are awaited
    FOLLOW_UP = "chase"  # what a supervisor is about to do to many; active while words are awaited
    TRIAL = "trial"  # a form that its author tries in the own chat: no report
    PREVIEW = "preview"  # the same on a page; never active


# Those in which a report is filled in.
OF_REPORTS = (About.REPORT, About.AMENDMENT)


class Conversation(Base):
    """One conversation with one person. A report has at most one, which another officer of the office may take over.

    `state` is the conversation's own JSON; `step` grows with every turn and is printed into every button, so that an
    old button is known for one. `asked_in` is the message in the outbox that holds its newest question, None before
    any; that message may have been deleted for its age. `shown_at` is when the same question had been sent, where that
    message only asks it once more. `heard` is a mark of the words that it took last as an answer, by which they are
    known again. `version` makes the loser of two simultaneous acts start again.
    At most one conversation of a person is active: what typed words are taken to answer.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index(
            "uq_conversation_active",
            "person_id",
            unique=True,
            sqlite_where=text("is_active"),
            postgresql_where=text("is_active"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    about: Mapped[str] = mapped_column(String(16))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), unique=True)
    state: Mapped[dict[str, Any]]
    step: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()
    is_active: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime]
    asked_in: Mapped[int | None]
    shown_at: Mapped[datetime | None]
    heard: Mapped[str | None] = mapped_column(String(16))

    __mapper_args__ = {"version_id_col": version}

    def asks_next(self, state: dict[str, Any], now: datetime) -> None:
        """Keeps where a turn has left it, as its next step: what is said in this transaction holds its newest
        question."""
        self.state = state
        self.step += 1
        self.updated_at = now
        self.shown_at = None
        session = object_session(self)
        if session is not None:
            session.info["asks"] = self


# Written for every answer: made once.
_TABLE = Base.metadata.tables[Conversation.__tablename__]
_KEPT = [column.name for column in _TABLE.c if column.name != "id"]
WRITE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("ours"), _TABLE.c.version == bindparam("known_version"))
    .values({name: bindparam(f"turn_{name}", type_=_TABLE.c[name].type) for name in _KEPT})
)
_WRITE_ALONE = Prepared(WRITE)


def is_all_to_write(session: Session, conversation: Conversation) -> bool:
    """Whether the session has nothing else to write."""
    return set(session.dirty) == {conversation} and not session.new and not session.deleted


def values_of(conversation: Conversation) -> dict[str, Any]:
    """What `WRITE` wants to know of what has become of it."""
    values = {f"turn_{name}": getattr(conversation, name) for name in _KEPT}
    known = conversation.version
    return values | {"turn_version": known + 1, "known_version": known, "ours": conversation.id}


def write(session: Session, conversation: Conversation) -> None:
    """Writes what has become of it, now, and takes it out of the session. Raises StaleDataError where somebody else has
    written it meanwhile."""
    is_written(session, conversation, _WRITE_ALONE.run(session.connection(), values_of(conversation)))


def is_written(session: Session, conversation: Conversation, rows: int) -> None:
    """`WRITE` was executed and has changed so many rows. Raises StaleDataError for none."""
    if rows != 1:
        raise StaleDataError("a conversation was changed by somebody else")
    session.expunge(conversation)


def active_of(session: Session, person: Person) -> Conversation | None:
    return session.scalar(
        select(Conversation).where(Conversation.person_id == person.id, Conversation.is_active.is_(True))
    )


def of_report(session: Session, report_id: int, *, alone: bool = False) -> Conversation | None:
    """`alone`: as the last who changed it has left it, and nobody else changes it before this transaction ends."""
    query = select(Conversation).where(Conversation.report_id == report_id)
    if alone:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def at_offices(session: Session, unit_ids: Collection[int], since: datetime, *, but: Person) -> Conversation | None:
    """The newest conversation in which somebody else has been filling in a report of one of these offices since."""
    query = select(Conversation).join(Report, Report.id == Conversation.report_id)
    query = query.where(Report.org_unit_id.in_(unit_ids), Conversation.about.in_(OF_REPORTS), Conversation.is_active)
    query = query.where(Conversation.person_id != but.id, Conversation.updated_at > since)
    return session.scalar(query.order_by(Conversation.updated_at.desc()).limit(1))


def newest_of(session: Session, person: Person, about: About) -> Conversation | None:
    """The person's newest conversation about this, going on or resting."""
    query = select(Conversation).where(Conversation.person_id == person.id, Conversation.about == about)
    return session.scalar(query.order_by(Conversation.id.desc()).limit(1))


def latest_of(session: Session, person: Person, of: Collection[About]) -> Conversation | None:
    """The person's conversation about any of these that has moved last, going on or resting."""
    query = select(Conversation).where(Conversation.person_id == person.id, Conversation.about.in_(of))
    return session.scalar(query.order_by(Conversation.updated_at.desc(), Conversation.id.desc()).limit(1))


def keep(
    session: Session, person: Person, about: About, state: dict[str, Any], now: datetime, *, listens: bool
) -> Conversation:
    """What the person's conversation about this remembers until its next turn; the conversation is begun where there is
    none. While it `listens`, typed words come to it and any other conversation of the person rests."""
    conversation = newest_of(session, person, about)
    if listens and not (conversation and conversation.is_active):
        set_aside(session, person)
    if conversation is None:
        conversation = Conversation(person_id=person.id, about=about, step=0)
        session.add(conversation)
    conversation.state, conversation.is_active, conversation.updated_at = state, listens, now
    conversation.step += 1
    session.flush()
    return conversation


def set_aside(session: Session, person: Person) -> None:
    """No conversation of this person is active any more. Must come before another is made active."""
    session.execute(
        update(Conversation)
        .where(Conversation.person_id == person.id, Conversation.is_active.is_(True))
        .values(is_active=False, version=Conversation.version + 1)
        .execution_options(synchronize_session="fetch")
    )


def talking(session: Session, since: datetime) -> set[int]:
    """People in the middle of a report, who have written since this moment."""
    query = (
        select(Person.id)
        .join(Conversation, Conversation.person_id == Person.id)
        .where(Conversation.is_active, Conversation.about.in_(OF_REPORTS), Person.last_event_at > since)
    )
    return set(session.scalars(query))

"""A province at its desk: offices that send October's report, and the people above them, as services see them."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.schedule import Period
from models import org_unit, programme
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from models.reporting.report import Report
from services.forms.compiled import form_of
from services.obligations import due_months
from services.operations import setup
from services.progress import overview
from services.reporting import report_conversation, submit
from services.reviewing import queue
from tests.support.reporting import report_of
from tests.support.town import Town

OCTOBER = "2026-10"
ANSWERS: dict[str, Any] = {
    "start": {"happened": "yes"},
    "teach": {"sessions": 2, "staff": 40, "new_areas": 0, "all_areas": 5},
    "join": {"centre": "yes", "households": 12, "partners": ["temple"]},
    "spread": {"people": 300, "means": ["training"]},
    "closing": {"budget": 12500, "photo_1": "photo-of-the-office"},
}
_SENDER = "U" + "e" * 32
NOTHING: dict[str, Any] = {"start": {"happened": "no", "why_not": "preparing"}}


def answers(**changed: dict[str, Any]) -> dict[str, Any]:
    """A usual report; `closing={"budget": 5}` changes one value, None takes it away."""
    made = deepcopy(ANSWERS)
    for part, values in changed.items():
        made[part] = {key: value for key, value in (made.get(part, {}) | values).items() if value is not None}
    return made


class Desk(Town):
    """Samut Prakan (11): its districts 1101 … and its อบจ., which has no district above it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        looked = setup.look(database)
        with database.writing() as session:
            setup.init(session, self.clock.now, looked, active_from="2026-01")
        self._people = 0

    @property
    def now(self) -> datetime:
        return self.clock.now

    def programme(self, session: Session) -> Programme:
        found = programme.by_code(session, "khok-nong-na")
        assert found is not None
        return found

    def person(self, unit_code: str, role: Role, name: str = "") -> int:
        """Somebody who holds this role; the id."""
        self._people += 1
        with self.database.writing() as session:
            unit = org_unit.by_code(session, unit_code)
            assert unit is not None
            person = Person(
                line_user_id=f"U{0xD0000 + self._people:032x}",
                name=name or f"{role.value} {unit_code}",
                state=PersonState.ACTIVE,
                created_at=self.now,
            )
            session.add(person)
            session.flush()
            session.add(
                Membership(
                    person_id=person.id,
                    org_unit_id=unit.id,
                    role=role,
                    state=MembershipState.ACTIVE,
                    asked_at=self.now,
                    from_at=self.now,
                )
            )
            return person.id

    def asks(self, unit_code: str) -> None:
        """Somebody asks to report for this office, and waits."""
        person_id = self.person(unit_code, Role.OFFICER)
        with self.database.writing() as session:
            asking = Membership.person_id == person_id
            session.execute(update(Membership).where(asking).values(state=MembershipState.PENDING, from_at=None))

    def sends(
        self,
        unit_code: str,
        document: dict[str, Any] | None = None,
        *,
        period: str = OCTOBER,
        by: int | None = None,
        at: datetime | None = None,
        confirmed: tuple[str, ...] = (),
    ) -> int:
        """The office sends (again); the report's id."""
        document, at = document or ANSWERS, at or self._in_time(period)
        with self.database.writing() as session:
            unit = org_unit.by_code(session, unit_code)
            assert unit is not None
            obligation = due_months.obligation_of(session, self.programme(session), unit, period, at)
            assert obligation is not None
            report = report_conversation.report_of(session, obligation, at)
            version, _ = form_of(session, report)
            person = session.get_one(Person, by) if by else session.get_one(Person, self._officer(session))
            submit.submit(
                session,
                report,
                person,
                answers=document,
                is_nothing=document["start"]["happened"] == "no",
                form=version,
                at=at,
                now=at,
                confirmed=confirmed,
            )
            return report.id

    def photo(
        self, report_id: int, ref: str, sha256: str | None = None, state: str = AttachmentState.KEPT, at: int = 0
    ) -> None:
        """A photo that was sent for this report; without a fingerprint it is still on its way."""
        with self.database.writing() as session:
            session.add(
                Attachment(
                    ref=ref,
                    report_id=report_id,
                    person_id=self._officer(session),
                    message_id=f"message-{ref}",
                    state=state if sha256 else AttachmentState.WANTED,
                    key=f"ab/{ref}" if sha256 else None,
                    sha256=sha256,
                    next_try_at=self.now,
                    created_at=self.now,
                )
            )

    def draft(self, unit_code: str, period: str = OCTOBER) -> int:
        with self.database.writing() as session:
            unit = org_unit.by_code(session, unit_code)
            assert unit is not None
            obligation = due_months.obligation_of(session, self.programme(session), unit, period, self.now)
            assert obligation is not None
            return report_conversation.report_of(session, obligation, self.now).id

    def report(self, report_id: int) -> Report:
        with self.database.reading() as session:
            return session.get_one(Report, report_id)

    def told(self, person_id: int) -> list[str]:
        """The words of every notice that was queued for this person."""
        with self.database.reading() as session:
            rows = session.scalars(
                select(Outbox).where(Outbox.person_id == person_id, Outbox.purpose == "notice").order_by(Outbox.id)
            )
            return [row.messages[0].get("altText") or row.messages[0]["text"] for row in rows]

    def flags(self, report_id: int) -> list[tuple[str, str]]:
        """(kind, path) of what is striking."""
        content = self.report(report_id).content
        assert content is not None
        return [(flag["kind"], flag["path"]) for flag in content["flags"]]

    def is_clean(self, report_id: int) -> bool:
        """Whether the queue of reports to approve holds it for one that needs no look of its own."""
        with self.database.reading() as session:
            report = session.get_one(Report, report_id)
            (line,) = overview.offices(session, report.programme, report.period, report.unit, self.now)
            return queue.is_clean(line)

    def score(self, report_id: int) -> int | None:
        content = self.report(report_id).content
        assert content is not None
        found: int | None = content["score"]
        return found

    def of(self, session: Session, unit_code: str, period: str = OCTOBER) -> Report:
        unit = org_unit.by_code(session, unit_code)
        assert unit is not None
        return report_of(session, self.programme(session), unit, period)

    def _in_time(self, period: str) -> datetime:
        """Now for October; for an earlier month the second of the one after it."""
        if period == OCTOBER:
            return self.now
        after = Period.parse(period).plus(1)
        return datetime(after.year, after.month, 2, 2, tzinfo=UTC)

    def _officer(self, session: Session) -> int:
        """Somebody who supervises nothing: who sent is of no importance where a story does not say."""
        found = session.scalar(select(Person.id).where(Person.line_user_id == _SENDER))
        if found is None:
            person = Person(line_user_id=_SENDER, created_at=self.now, state=PersonState.ACTIVE)
            session.add(person)
            session.flush()
            return person.id
        return found

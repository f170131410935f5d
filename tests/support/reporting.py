"""The desk with offices that report: everything goes through the services that the chat uses."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import org_unit, programme
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.forms.compiled import form_of
from services.obligations import due_months
from services.reporting import report_conversation, submit
from services.reviewing import decisions
from services.reviewing.points import Point
from tests.support.desk_site import DeskSite
from tests.support.transcripts import photo

OCTOBER = "2026-10"
ANSWERS: dict[str, Any] = {
    "start": {"happened": "yes"},
    "teach": {
        "sessions": 2,
        "staff": 40,
        "new_areas": 1,
        "all_areas": 12,
        "areas": [
            {
                "_id": "1",
                "area_name": "แปลงวัด <b>บ้านเหนือ</b>",
                "owner": "temple",
                "level": "clm",
                "area": 3.5,
                "dug": "yes",
                "location": "13.612345 100.712345 0 0",
            }
        ],
    },
    "join": {"centre": "no", "partners": ["temple", "cd_district"]},
    "spread": {"people": 300, "means": ["training"]},
    "closing": {"budget": 12500.5, "problems": "น้ำท่วม\nขอวิทยากร"},
}
NOTHING: dict[str, Any] = {"start": {"happened": "no", "why_not": "no_budget"}}


def answers(**changed: dict[str, Any]) -> dict[str, Any]:
    """A usual report with some values changed: `teach={"staff": 4}`."""
    made = deepcopy(ANSWERS)
    for part, values in changed.items():
        made.setdefault(part, {}).update(values)
    return made


def report_of(session: Session, asked: Programme, unit: OrgUnit, period: str) -> Report:
    query = select(Report).where(
        Report.programme_id == asked.id, Report.org_unit_id == unit.id, Report.period == period
    )
    return session.scalars(query).one()


class Reporting(DeskSite):
    """`photos` is the store: key → bytes. `copies` says of a photo to come which earlier one it is, by reference."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.copies: dict[str, str] = {}

    def sends(
        self,
        code: str,
        document: dict[str, Any] | None = None,
        *,
        period: str = OCTOBER,
        at: datetime | None = None,
        pictures: tuple[str, ...] | None = None,
        by: int | None = None,
    ) -> int:
        """The office sends (again), with a photo of its own unless `pictures` says which; the report's number."""
        at, document = at or self.now, deepcopy(document or ANSWERS)
        refs = pictures if pictures is not None else (f"photo-{code}-{period}",)
        if document["start"]["happened"] == "yes":
            document["closing"] |= {f"photo_{number}": ref for number, ref in enumerate(refs, 1)}
        by = by or self.person(Role.OFFICER, code)
        with self.database.writing() as session:
            obligation = due_months.obligation_of(
                session, self._programme(session), self._unit(session, code), period, at
            )
            assert obligation is not None
            report = report_conversation.report_of(session, obligation, at)
            version, _ = form_of(session, report)
            person = session.get_one(Person, by)
            for number, ref in enumerate(refs):
                self._keeps(session, report.id, by, ref, shade=len(self.photos) * 7 + number)
            submit.submit(
                session,
                report,
                person,
                answers=document,
                is_nothing=document["start"]["happened"] == "no",
                form=version,
                at=at,
                now=at,
            )
            return report.id

    def approves(self, number: int, level: str = Level.DISTRICT, *, by: int | None = None) -> None:
        by = by or self.person()
        with self.database.writing() as session:
            report = session.get_one(Report, number)
            revisions = {number: report.revision}
            person = session.get_one(Person, by)
            done = decisions.approve(session, [report], person, Level(level), revisions=revisions, now=self.now)
            assert done.done == (number,), done

    def returns(self, number: int, *points: tuple[str, str, str], by: int | None = None) -> None:
        by = by or self.person()
        with self.database.writing() as session:
            report = session.get_one(Report, number)
            decisions.send_back(
                session,
                report,
                session.get_one(Person, by),
                Level.DISTRICT,
                [Point(*one) for one in points],
                revision=report.revision,
                now=self.now,
            )

    def report(self, number: int) -> Report:
        with self.database.reading() as session:
            return session.get_one(Report, number)

    def draft(self, code: str, period: str = OCTOBER) -> int:
        """The office has begun and not sent."""
        with self.database.writing() as session:
            obligation = due_months.obligation_of(
                session, self._programme(session), self._unit(session, code), period, self.now
            )
            assert obligation is not None
            return report_conversation.report_of(session, obligation, self.now).id

    def of(self, code: str, period: str = OCTOBER) -> Report:
        with self.database.reading() as session:
            return report_of(session, self._programme(session), self._unit(session, code), period)

    def photo(self, number: int, ref: str, **columns: Any) -> None:
        """A photo that was sent while this report was filled in, whether it stands in an answer or not."""
        with self.database.writing() as session:
            by = session.scalars(select(Person.id).order_by(Person.id)).first()
            assert by is not None
            self._keeps(session, number, by, ref, shade=len(self.photos), **columns)

    def _keeps(self, session: Any, report_id: int, by: int, ref: str, shade: int, **columns: Any) -> None:
        if session.scalar(select(Attachment.id).where(Attachment.ref == ref)) is not None:
            return
        body = self.photos[f"ab/{self.copies[ref]}.jpg"] if ref in self.copies else photo(shade % 250)
        row = {
            "state": AttachmentState.KEPT,
            "key": f"ab/{ref}.jpg",
            "media_type": "image/jpeg",
            "sha256": hashlib.sha256(body).hexdigest(),
            "bytes": len(body),
        } | columns
        if row["key"]:
            self.photos[row["key"]] = body
        session.add(
            Attachment(
                ref=ref,
                report_id=report_id,
                person_id=by,
                message_id=f"m-{ref}",
                next_try_at=self.now,
                created_at=self.now,
                **row,
            )
        )
        session.flush()

    def _programme(self, session: Any) -> Programme:
        return programme.every(session)[0]

    def _unit(self, session: Any, code: str) -> OrgUnit:
        found = org_unit.by_code(session, code)
        assert found is not None
        return found

"""The world of most tests: two provinces, the built-in programme, and what their offices send."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.schedule import Period
from models import programme as programmes
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.programme import Programme
from models.reporting import report as reports
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.forms.compiled import form_of
from services.obligations import due_months
from services.operations import setup
from services.org_units.import_units import bring_in
from services.reporting import report_conversation, submit
from services.reviewing import decisions
from services.reviewing.decisions import Point
from tests.support.offices import OFFICES
from tests.support.phone import MORNING
from tests.support.photos import Photos
from tests.support.places import country

OCTOBER = "2026-10"


class World(Photos):
    """Samut Prakan (11) and Nonthaburi (12) with their districts and offices, at `now`.

    `asks`: the built-in programme has asked them since January 2026. `report` is what an office sends where a test
    does not say. `vivid`: each report is sent by an officer of its own and has a photo of its own, which is stored;
    else anybody sends, and no photo is there but those that the test adds.
    """

    def __init__(
        self,
        database: Database,
        *,
        now: datetime = MORNING,
        asks: bool = True,
        report: dict[str, Any] | None = None,
        vivid: bool = False,
    ) -> None:
        super().__init__(database, now)
        self.usual, self.vivid = report or {}, vivid
        with database.writing() as session:
            bring_in(session, [*country("11", "12"), *OFFICES], now)
            if asks:
                setup.init(session, now, active_from="2026-01")

    # -- what happens ------------------------------------------------------------------------------------------

    def sends(
        self,
        code: str,
        document: dict[str, Any] | None = None,
        *,
        period: str = OCTOBER,
        at: datetime | None = None,
        by: int | None = None,
        confirmed: tuple[str, ...] = (),
        pictures: tuple[str, ...] | None = None,
    ) -> int:
        """The office sends (again), in time where `at` does not say when; the report's number. `pictures` are the
        references of the photos in a vivid world."""
        at, document = at or self._in_time(period), deepcopy(document or self.usual)
        happened = document["start"]["happened"] == "yes"
        refs: tuple[str, ...] = ()
        if self.vivid:
            refs = pictures if pictures is not None else (f"photo-{code}-{period}",)
            by = by or self.person(Role.OFFICER, code)
            if happened:
                document["closing"] |= {f"photo_{number}": ref for number, ref in enumerate(refs, 1)}
        with self.database.writing() as session:
            report = self._begun(session, code, period, at)
            version, _ = form_of(session, report)
            person = session.get_one(Person, by or self._anybody(session))
            for number, ref in enumerate(refs):
                self._stores(session, report.id, person.id, ref, shade=len(self.photos) * 7 + number)
            submit.submit(
                session,
                report,
                person,
                answers=document,
                is_nothing=not happened,
                form=version,
                now=at,
                confirmed=confirmed,
            )
            return report.id

    def draft(self, code: str, period: str = OCTOBER) -> int:
        """The office has begun and not sent."""
        with self.database.writing() as session:
            return self._begun(session, code, period, self.now).id

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
            person, wanted = session.get_one(Person, by), [Point(*one) for one in points]
            decisions.send_back(session, report, person, Level.DISTRICT, wanted, revision=report.revision, now=self.now)

    # -- what there is -----------------------------------------------------------------------------------------

    def report(self, number: int) -> Report:
        with self.database.reading() as session:
            return session.get_one(Report, number)

    def of(self, code: str, period: str = OCTOBER) -> Report:
        with self.database.reading() as session:
            found = reports.of(session, self.programme_in(session).id, self.unit(session, code).id, period)
            assert found is not None
            return found

    def flags(self, number: int) -> list[tuple[str, str]]:
        """(kind, path) of what is striking."""
        content = self.report(number).content
        assert content is not None
        return [(flag["kind"], flag["path"]) for flag in content["flags"]]

    def score(self, number: int) -> int | None:
        content = self.report(number).content
        assert content is not None
        found: int | None = content["score"]
        return found

    def told(self, person_id: int) -> list[str]:
        """The words of every notice that was queued for this person."""
        query = select(Outbox).where(Outbox.person_id == person_id, Outbox.purpose == "notice").order_by(Outbox.id)
        with self.database.reading() as session:
            return [row.messages[0].get("altText") or row.messages[0]["text"] for row in session.scalars(query)]

    def programme(self) -> Programme:
        with self.database.reading() as session:
            return self.programme_in(session)

    def programme_in(self, session: Session) -> Programme:
        return programmes.every(session)[0]

    # -- how ---------------------------------------------------------------------------------------------------

    def _begun(self, session: Session, code: str, period: str, at: datetime) -> Report:
        obligation = due_months.obligation_of(session, self.programme_in(session), self.unit(session, code), period, at)
        assert obligation is not None
        return report_conversation.report_of(session, obligation, at)

    def _in_time(self, period: str) -> datetime:
        """Now for October; for an earlier month the second of the one after it."""
        after = Period.parse(period).plus(1)
        return self.now if period == OCTOBER else datetime(after.year, after.month, 2, 2, tzinfo=UTC)

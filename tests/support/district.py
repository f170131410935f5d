"""A small district for tests: offices, officers, a programme, reports; built as the product would have left them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.line.address import Address
from bot.schedule import BANGKOK, Schedule
from models.form_version import FormVersion
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.extension import Extension
from models.reporting.report import Report, ReportStatus


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Bangkok."""
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


START = at(2026, 1, 1)
# One question, and an answer to it that says that nothing was done.
_FORM = """\
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:nong="https://nong-rai-ngan.example/form">
<h:head><h:title>แบบ</h:title><model><instance><data id="form"><done/></data></instance>
<bind nodeset="/data/done" type="string" nong:nothing="none"/></model></h:head>
<h:body><input ref="/data/done"><label>ทำอะไร</label></input></h:body></h:html>
"""
ADDRESS = Address("http://127.0.0.1:1", "@nongraingan")


class District:
    """A district: `near` and `far` are subdistrict offices in it, `officer` belongs to none yet."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.programme = self.asks("khok-nong-na", title="โคก หนอง นา")
        self.above: OrgUnit | None = None
        for code, kind, name in (
            ("TH", UnitKind.DEPARTMENT, ""),
            ("11", UnitKind.PROVINCE, "สมุทรปราการ"),
            ("1103", UnitKind.DISTRICT, "บางพลี"),
        ):
            self.above = self.office(code, kind, name=name)
        self.near = self.office("06110301", name="บางแก้ว")
        self.far = self.office("06110302", name="บางโฉลง")
        self.officer = self.person("U" + "1" * 32)

    def enter(self, session: Session) -> None:
        """Goes on in another transaction."""
        self.session = session
        for name in ("programme", "above", "near", "far", "officer"):
            setattr(self, name, session.merge(getattr(self, name)))

    def asks(
        self,
        code: str,
        active_from: str = "2026-01",
        active_to: str | None = None,
        audience: tuple[str, ...] = (UnitKind.SAO,),
        title: str = "",
        *,
        has_form: bool = True,
        **schedule: int | str,
    ) -> Programme:
        programme = Programme(
            code=code,
            title=title or code,
            audience=list(audience),
            schedule=Schedule.from_json(schedule).to_json(),
            active_from=active_from,
            active_to=active_to,
            created_at=START,
        )
        self.session.add(programme)
        self.session.flush()
        if has_form:
            self.session.add(
                FormVersion(
                    programme_id=programme.id,
                    number=1,
                    title=programme.title,
                    workbook=b"",
                    workbook_name="form.xlsx",
                    xform=_FORM,
                    checks=[],
                    sha256="d" * 64,
                    published_at=START,
                )
            )
        self.session.flush()
        return programme

    def office(
        self,
        code: str,
        kind: str = UnitKind.SAO,
        open_from: date | None = None,
        open_to: date | None = None,
        name: str = "",
    ) -> OrgUnit:
        path = f"{self.above.path}.{code}" if self.above else code
        unit = OrgUnit(
            code=code, kind=kind, name=name or code, path=path, parent=self.above, open_from=open_from, open_to=open_to
        )
        self.session.add(unit)
        self.session.flush()
        return unit

    def person(self, line_user_id: str, state: str = PersonState.ACTIVE) -> Person:
        person = Person(line_user_id=line_user_id, state=state, created_at=START)
        self.session.add(person)
        self.session.flush()
        return person

    def joins(
        self,
        unit: OrgUnit,
        person: Person | None = None,
        role: str = Role.OFFICER,
        state: str = MembershipState.ACTIVE,
    ) -> None:
        self.session.add(
            Membership(
                person_id=(person or self.officer).id,
                org_unit_id=unit.id,
                role=role,
                state=state,
                asked_at=START,
                from_at=START,
            )
        )
        self.session.flush()

    def reports(
        self,
        unit: OrgUnit,
        period: str,
        status: str,
        on_time: bool | None = None,
        programme: Programme | None = None,
    ) -> Report:
        is_sent = status != ReportStatus.DRAFT
        report = Report(
            programme_id=(programme or self.programme).id,
            org_unit_id=unit.id,
            period=period,
            status=status,
            is_nothing=status == ReportStatus.NOTHING,
            on_time=on_time,
            created_at=START,
            first_submitted_at=START if is_sent else None,
            submitted_at=START if is_sent else None,
        )
        self.session.add(report)
        self.session.flush()
        return report

    def extends(self, unit: OrgUnit, period: str, due_on: date) -> None:
        self.session.add(
            Extension(
                programme_id=self.programme.id,
                org_unit_id=unit.id,
                period=period,
                due_on=due_on,
                reason="flood",
                granted_at=START,
            )
        )
        self.session.flush()

"""The demo's small province: real provinces and districts, three offices, four people, some months of history."""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import geothai
from sqlalchemy.orm import Session

from bot.ladder import counted_from
from bot.periods import Period
from bot.schedule import Schedule, at_bangkok, local_day
from bot.thai.units import short_name
from commands.wiring import Wiring
from models import form_version, org_unit
from models.knowledge import knowledge_item
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import DEPARTMENT_CODE, OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from models.reporting.report_event import ReportEvent
from services.membership import invites
from services.membership.join import CONSENT_VERSION
from services.operations import setup

DATA = json.loads((Path(__file__).parent / "demo-province.json").read_text("utf-8"))
MONTHS_BACK = 4


def seed(wiring: Wiring, line: str) -> None:
    """Fills the empty database and tells the pretend LINE at `line` its people, posters and time of day."""
    start = _reminder_day(wiring.clock())
    tell(line, "clock", {"now": start.isoformat()})
    now = wiring.clock()
    wiring.learn_basic_id()
    first = Period.of(local_day(now)).plus(-1 - MONTHS_BACK)
    looked = setup.look(wiring.database)
    with wiring.database.writing() as session:
        programme = setup.init(session, now, looked, active_from=str(first)).programme
        _units(session)
        posters = [
            {
                "title": f"{DATA['posters']['invite']} {short_name(unit)}",
                "url": wiring.address.chat(invites.words(code)),
            }
            for unit, code in _invites(session, now)
        ]
        item = knowledge_item.every(session)[0]
        posters.append(
            {"title": f"{DATA['posters']['page']} {item.title}", "url": wiring.address.page(f"/k/{item.slug}")}
        )
        for one in DATA["people"]:
            user_id = on_line(line, one)
            if "unit" in one:
                person(session, user_id, one, now)
        officer = next(one for one in DATA["people"] if one.get("role") == "officer")
        _history(session, programme, officer["unit"], now)
    tell(line, "scannables", posters)


def _reminder_day(now: datetime) -> datetime:
    """09:00 on the day of this month's first counted reminder: nothing is late yet."""
    first = counted_from(Schedule().window(Period.of(local_day(now)).plus(-1)), is_second=False)
    assert first is not None
    return at_bangkok(first.day, time(9, 0))


def _units(session: Session) -> None:
    department = org_unit.by_code(session, DEPARTMENT_CODE)
    assert department is not None
    area = geothai.province(DATA["province"])
    assert area is not None
    province = _unit(session, area.code, UnitKind.PROVINCE, area.name_th, department)
    districts = {
        one.code: _unit(session, one.code, UnitKind.DISTRICT, one.name_th, province)
        for one in geothai.districts(area.code)
    }
    for one in DATA["offices"]:
        office(session, one, districts[one["subdistrict"][:4]])


def office(session: Session, wanted: dict[str, str], district: OrgUnit) -> OrgUnit:
    """A local office that is called after its subdistrict."""
    place = geothai.subdistrict(wanted["subdistrict"])
    assert place is not None
    return _unit(session, wanted["code"], wanted["kind"], place.name_th, district)


def _unit(session: Session, code: str, kind: str, name: str, parent: OrgUnit) -> OrgUnit:
    unit = OrgUnit(code=code, kind=kind, name=name, parent_id=parent.id, path=f"{parent.path}.{code}")
    session.add(unit)
    session.flush()
    session.refresh(unit)
    return unit


def _invites(session: Session, now: datetime) -> list[tuple[OrgUnit, str]]:
    found = []
    for office in DATA["offices"]:
        unit = org_unit.by_code(session, office["code"])
        assert unit is not None
        found.append((unit, invites.create(session, unit, Role.OFFICER, now, uses=20).code))
    return found


def on_line(line: str, wanted: dict[str, str]) -> str:
    """A person on the pretend LINE, a friend already where there is an office; their user id."""
    made = tell(line, "people", {"displayName": wanted["name"], "friend": "unit" in wanted})
    return str(made["userId"])


def person(session: Session, user_id: str, wanted: dict[str, str], now: datetime) -> Person:
    """That person as one of ours, who has joined their office where there is a role."""
    unit = org_unit.by_code(session, wanted["unit"])
    assert unit is not None
    found = Person(
        line_user_id=user_id,
        name=wanted["name"],
        state=PersonState.ACTIVE,
        consent_at=now,
        consent_version=CONSENT_VERSION,
        created_at=now,
    )
    session.add(found)
    session.flush()
    if "role" in wanted:
        session.add(
            Membership(
                person_id=found.id,
                org_unit_id=unit.id,
                role=wanted["role"],
                state=MembershipState.ACTIVE,
                asked_at=now,
                from_at=now,
            )
        )
    return found


def _history(session: Session, programme: Programme, code: str, now: datetime) -> None:
    """Some months already reported, so that status and last month's values have something to show."""
    unit = org_unit.by_code(session, code)
    form = form_version.newest(session, programme)
    assert unit is not None and form is not None
    schedule = Schedule.from_json(programme.schedule)
    for month in DATA["history"]:
        period = Period.of(local_day(now)).plus(-1 - month["back"])
        is_nothing = "nothing" in month
        late = month.get("late", False)
        at = at_bangkok(schedule.due(period) + timedelta(days=3 if late else -1), time(10, 30))
        answers = answers_of(month)
        report = Report(
            programme_id=programme.id,
            org_unit_id=unit.id,
            period=str(period),
            status=ReportStatus.NOTHING if is_nothing else ReportStatus.SUBMITTED,
            is_nothing=is_nothing,
            on_time=not late,
            form_version_id=form.id,
            answers=answers,
            revision=1,
            created_at=at,
            first_submitted_at=at,
            submitted_at=at,
        )
        session.add(report)
        session.flush()
        session.add(
            ReportEvent(report_id=report.id, at=at, action="submitted", to_status=report.status, answers_after=answers)
        )


def answers_of(month: dict[str, Any]) -> dict[str, Any]:
    """A month of the demo's data as answers to the built-in form."""
    if "nothing" in month:
        return {"start": {"happened": "no", "why_not": month["nothing"]}}
    return {
        "start": {"happened": "yes"},
        "teach": {
            "sessions": month["sessions"],
            "staff": month["staff"],
            "new_areas": 0,
            "all_areas": month["all_areas"],
        },
        "join": {"centre": "yes", "households": month["households"], "partners": ["cd_district", "temple"]},
        "spread": {"people": month["people"], "means": ["training", "broadcast"]},
        "closing": {"budget": month["budget"]},
    }


def tell(line: str, what: str, body: Any = None) -> Any:
    """Sets something up at the pretend LINE and returns its answer; without a body it asks."""
    sent = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{line}/emulator/{what}", sent, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)

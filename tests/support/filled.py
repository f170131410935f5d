"""A province and a bit in which months have been reported: what sums, workbooks and memos are made of."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from bot.schedule import Period, Schedule
from models import form_version, programme
from models.database import Database
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from models.reporting.report import Report, ReportStatus

_photos = count(1)
HOSTILE = '=HYPERLINK("http://x.example","กด")'


def fill(database: Database, now: datetime, *, months: int = 14, seed: int = 1) -> None:
    """Every office reports the built-in programme's form in most of the months up to the one asked for at `now`."""
    chance = random.Random(seed)
    with database.writing() as session:
        asked = next(iter(programme.every(session)))
        newest = Schedule.from_json(asked.schedule).current(now.date())
        offices = [unit for unit in session.query(OrgUnit).order_by(OrgUnit.path) if unit.is_local]
        asked.active_from = min(asked.active_from, str(newest.plus(1 - months)))
        person = Person(line_user_id="U" + "f" * 32, name="ผู้ส่ง", created_at=now)
        session.add(person)
        session.flush()
        version = form_version.newest(session, asked)
        assert version is not None
        for back in range(months):
            sent = [
                _report(asked, office, version.id, newest.plus(-back), person.id, chance, now)
                for office in offices
                if chance.random() < 0.85
            ]
            session.add_all(sent)
            session.flush()
            for report in sent:
                said = nothing(chance) if report.is_nothing else answers(session, report, person.id, chance, now)
                report.answers = said


def _report(
    asked: Programme, office: OrgUnit, version: int, month: Period, person_id: int, chance: random.Random, now: datetime
) -> Report:
    is_nothing, on_time = chance.random() < 0.1, chance.random() < 0.85
    status = ReportStatus.NOTHING if is_nothing else ReportStatus.SUBMITTED
    if not is_nothing:
        status = chance.choice([status, status, ReportStatus.APPROVED, ReportStatus.RETURNED, ReportStatus.RESUBMITTED])
    due = Schedule.from_json(asked.schedule).due(month)
    sent = datetime(due.year, due.month, due.day, 3, chance.randrange(60), tzinfo=now.tzinfo)
    sent += timedelta(days=-chance.randrange(4) if on_time else chance.randrange(1, 9))
    return Report(
        programme_id=asked.id,
        org_unit_id=office.id,
        period=str(month),
        status=status,
        is_nothing=is_nothing,
        on_time=on_time,
        form_version_id=version,
        approved_level=chance.choice(["district", "province"]) if status == ReportStatus.APPROVED else None,
        revision=1,
        created_at=sent,
        first_submitted_at=sent,
        submitted_at=sent,
        submitted_by=person_id,
        content={"score": chance.randrange(60, 101), "flags": []},
    )


def nothing(chance: random.Random) -> dict[str, Any]:
    return {"start": {"happened": "no", "why_not": chance.choice(["no_budget", "preparing"])}}


def answers(session: Session, report: Report, person_id: int, chance: random.Random, now: datetime) -> dict[str, Any]:
    plots = [
        plot(session, report, person_id, number, chance, now) for number in range(chance.choice([0, 0, 1, 1, 2, 3]))
    ]
    sessions, centre = chance.randrange(4), chance.choice(["yes", "no"])
    document: dict[str, Any] = {
        "start": {"happened": "yes"},
        "teach": {"sessions": sessions, "new_areas": len(plots), "all_areas": 5 + chance.randrange(20)},
        "join": {"centre": centre, "partners": chance.sample(["temple", "school", "village", "cd_district"], 2)},
        "spread": {"people": chance.choice([0, 40, 120, 350])},
        "closing": {
            "budget": chance.choice([0, 12500.5, 8000, 45000.25]),
            "problems": chance.choice([HOSTILE, "-ไม่มี"]),
        },
    }
    if sessions:
        document["teach"]["staff"] = sessions * 18
    if plots:
        document["teach"]["areas"] = plots
    if centre == "yes":
        document["join"]["households"] = chance.randrange(30)
    if document["spread"]["people"]:
        document["spread"]["means"] = ["training", "online"]
    document["closing"]["photo_1"] = photo(session, report, person_id, now)
    return document


def plot(
    session: Session, report: Report, person_id: int, number: int, chance: random.Random, now: datetime
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "_id": str(number + 1),
        "area_name": chance.choice(["แปลงวัดบ้านเหนือ", "แปลงโรงเรียนบ้านใหม่", "แปลงสาธิต"]),
        "owner": chance.choice(["temple", "school", "household"]),
        "level": chance.choice(["clm", "hlm"]),
        "area": chance.randrange(1, 60) / 4,
        "dug": chance.choice(["yes", "no"]),
    }
    if chance.random() < 0.8:
        found["location"] = f"{13.5 + chance.random() * 0.5:.5f} {100.4 + chance.random() * 0.5:.5f} 0 0"
    if chance.random() < 0.5:
        found["area_photo"] = photo(session, report, person_id, now)
    return found


def photo(session: Session, report: Report, person_id: int, now: datetime) -> str:
    ref = f"ph{report.id}-{next(_photos)}"
    session.add(
        Attachment(
            ref=ref,
            report_id=report.id,
            person_id=person_id,
            message_id=ref,
            state=AttachmentState.KEPT,
            key=f"{ref[:2]}/{ref}.jpg",
            media_type="image/jpeg",
            bytes=123_456,
            next_try_at=now,
            created_at=now,
        )
    )
    return ref

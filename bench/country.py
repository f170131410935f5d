"""A country that has reported for years: every office of the registry, a form of 40 questions, a month at a time.

Built as the product would have left it: through the registry's own import and a published form, the reports of a month
in the order in which they came, each with its history and its photo. PostgreSQL is filled by COPY.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from bench.country_form import answers, form
from bot.forms.examining import examine
from bot.line.address import Address
from bot.schedule import BANGKOK, Period, Schedule, at_bangkok
from models import Base
from models.database import Database, make_engine
from models.form_version import FormVersion
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind, within
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from models.reporting.report_event import ReportEvent
from services.forms import publishing
from services.org_units.import_units import bring_in
from services.org_units.registry import TOP, RegistryUnit, read_registry
from services.programmes import programmes
from services.storage.sheet import read_table

NOW = datetime(2026, 11, 6, 9, 0, tzinfo=BANGKOK)
NEWEST = Period(2026, 10)
MOST_MONTHS = 60
CODE = "bench"
DOCUMENTS = 2_000  # different sets of answers; offices take turns with them
# How the newest month stands on the day after it was due, in hundredths; older months are all but complete.
FRESH = (("submitted", 58), ("resubmitted", 4), ("approved", 12), ("nothing_to_report", 6), ("returned", 4), ("", 16))
OLD = (("approved", 90), ("nothing_to_report", 6), ("", 4))


@dataclass(frozen=True, slots=True)
class Country:
    """`province` is the code of the province with the most offices; it and the department have a supervisor."""

    offices: int
    province: str
    in_province: int


def of(database: Database) -> Country:
    """The country that `found` has made."""
    with database.reading() as session:
        offices = session.scalar(select(func.count()).where(OrgUnit.kind.in_(LOCAL_KINDS))) or 0
        area = (
            session.scalars(
                select(OrgUnit)
                .join(Membership, Membership.org_unit_id == OrgUnit.id)
                .where(Membership.role == Role.PROVINCE)
            )
            .unique()
            .one()
        )
        below = select(func.count()).where(OrgUnit.kind.in_(LOCAL_KINDS), within(area))
        return Country(offices, area.code, session.scalar(below) or 0)


def open_database(url: str, *, gives_way: bool = False) -> Database:
    info = {"address": Address("https://nong.example.go.th", "@nong"), "secret_key": "a key of the bench, long enough"}
    return Database(make_engine(url), info, gives_way=gives_way)


def found(database: Database, registry: Path | None, *, province_alone: bool = False) -> Country:
    """Offices, officers, supervisors, programme and form; no report yet. Without a file the country is made up."""
    wanted = units(registry)
    local = [one for one in wanted if one.kind in LOCAL_KINDS]
    sizes: dict[str, int] = {}
    for one in local:
        sizes[_province(one)] = sizes.get(_province(one), 0) + 1
    province = max(sizes, key=lambda code: (sizes[code], code))
    if province_alone:
        areas = (one for one in wanted if one.kind not in LOCAL_KINDS)
        kept = [one for one in areas if one.kind == UnitKind.DEPARTMENT or one.code[:2] == province]
        local = [one for one in local if _province(one) == province]
        wanted = [*kept, *local]
    looked = examine(form().encode())
    with database.writing() as session:
        bring_in(session, wanted, NOW)
        columns = {"code": CODE, "title": "โคก หนอง นา", "active_from": str(NEWEST.plus(1 - MOST_MONTHS))}
        asked = programmes.create(session, NOW, columns)
        publishing.publish(session, asked, form().encode(), "bench.md", NOW, looked=looked)
        _people(session, province)
    return Country(len(local), province, sizes[province])


def report(database: Database, first_back: int, months: int) -> int:
    """The reports of `months` months, the newest of them `first_back` before the newest of all; how many there are."""
    chance = random.Random(first_back)
    documents = [answers(chance) for _ in range(DOCUMENTS)]
    with database.writing() as session:
        asked = session.scalars(select(Programme)).one()
        version = session.scalars(select(FormVersion)).one()
        offices = session.scalars(select(OrgUnit.id).where(OrgUnit.kind.in_(LOCAL_KINDS))).all()
        reporters = dict(session.execute(select(Membership.org_unit_id, Membership.person_id)).tuples().all())
        first = number = session.scalar(select(func.coalesce(func.max(Report.id), 0) + 1)) or 1
        # Oldest first, as they came.
        for back in reversed(range(first_back, first_back + months)):
            rows = list(_month(asked, version, offices, reporters, NEWEST.plus(-back), chance, number))
            for row in rows:
                row["answers"] = documents[row["id"] % DOCUMENTS]
            number += len(rows)
            write(session, Report, rows)
            write(session, ReportEvent, (_event(row) for row in rows))
            write(session, Attachment, (_photo(row) for row in rows))
    return number - first


def settle(database: Database) -> None:
    """What the database does by itself in quiet hours: statistics, and which pages are all visible."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if database.engine.dialect.name == "postgresql" else "ANALYZE"))


def units(registry: Path | None) -> list[RegistryUnit]:
    if registry is not None:
        read = read_registry(read_table(registry.read_bytes()))
        return [*read.areas, *read.offices]
    wanted = [TOP]
    for province in range(10, 86):
        wanted.append(RegistryUnit(f"{province}", UnitKind.PROVINCE, f"ที่ {province}", TOP.code))
        wanted.append(RegistryUnit(f"02{province}0001", UnitKind.PAO, f"ที่ {province}", f"{province}"))
        for district in range(1, 13):
            code = f"{province}{district:02d}"
            wanted.append(RegistryUnit(code, UnitKind.DISTRICT, f"ที่ {code}", f"{province}"))
            # 7,828 offices in all: as many as there are.
            wanted += [
                RegistryUnit(f"06{code}{n:02d}", UnitKind.SAO, f"ที่ {code}{n}", code) for n in range(1, 9 + district % 2)
            ]
    return wanted


def _province(one: RegistryUnit) -> str:
    return one.code[2:4]


def _people(session: Session, province: str) -> None:
    """An officer for all offices but one in fifty, and one supervisor of the province and of the department each."""
    offices = session.scalars(select(OrgUnit.id).where(OrgUnit.kind.in_(LOCAL_KINDS)).order_by(OrgUnit.id)).all()
    top = session.scalars(select(OrgUnit.id).where(OrgUnit.kind == UnitKind.DEPARTMENT)).one()
    area = session.scalars(select(OrgUnit.id).where(OrgUnit.code == province)).one()
    posts = [(office, Role.OFFICER) for at, office in enumerate(offices) if at % 50]
    posts += [(area, Role.PROVINCE), (top, Role.DEPARTMENT)]
    people = [
        {
            "line_user_id": f"U{n:032x}",
            "name": "เจ้าหน้าที่",
            "state": PersonState.ACTIVE,
            "created_at": NOW,
            "last_event_at": NOW - timedelta(hours=n % 900),
        }
        for n in range(len(posts))
    ]
    ids = session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), people).all()
    session.execute(
        insert(Membership),
        [
            {
                "person_id": person_id,
                "org_unit_id": unit_id,
                "role": role,
                "state": MembershipState.ACTIVE,
                "asked_at": NOW,
                "from_at": NOW,
            }
            for person_id, (unit_id, role) in zip(ids, posts, strict=True)
        ],
    )


def _month(
    asked: Programme,
    version: FormVersion,
    offices: Sequence[int],
    reporters: dict[int, int],
    period: Period,
    chance: random.Random,
    number: int,
) -> Iterator[dict[str, Any]]:
    statuses, weights = zip(*(FRESH if period == NEWEST else OLD), strict=True)
    opens = at_bangkok(Schedule.from_json(asked.schedule).opens(period), time())
    for office in chance.sample(offices, len(offices)):
        [status] = chance.choices(statuses, weights)
        if not status:
            continue
        on_time = chance.random() < 0.9
        sent = opens + timedelta(minutes=chance.randrange(5 * 1440) + (0 if on_time else 7 * 1440))
        yield {
            "id": number,
            "programme_id": asked.id,
            "org_unit_id": office,
            "period": str(period),
            "status": status,
            "is_nothing": status == ReportStatus.NOTHING,
            "on_time": on_time,
            "form_version_id": version.id,
            "revision": 1,
            "approved_level": chance.choice(("district", "province")) if status == ReportStatus.APPROVED else None,
            "content": _content(chance),
            "created_at": sent,
            "first_submitted_at": sent,
            "submitted_at": sent,
            "submitted_by": reporters.get(office),
            "version": 1,
        }
        number += 1


def _content(chance: random.Random) -> dict[str, Any]:
    flags = [{"kind": "same", "path": "", "period": "2026-09"}] if chance.random() < 0.1 else []
    return {"score": chance.randint(60, 100), "flags": flags}


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "report_id": row["id"],
        "at": row["submitted_at"],
        "person_id": row["submitted_by"],
        "action": "submitted",
        "to_status": ReportStatus.SUBMITTED,
        "answers_after": row["answers"],
    }


def _photo(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "ref": f"photo-{row['id']}",
        "report_id": row["id"],
        "person_id": row["submitted_by"] or 1,
        "message_id": f"m{row['id']}",
        "state": AttachmentState.KEPT,
        "key": f"ab/{row['id']}.jpg",
        "media_type": "image/jpeg",
        "sha256": f"{row['id']:064x}",
        "bytes": 300_000,
        "attempts": 1,
        "next_try_at": row["submitted_at"],
        "created_at": row["submitted_at"],
    }


def write(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    if session.get_bind().dialect.name != "postgresql":
        session.execute(insert(model), list(rows))
        return
    # COPY knows nothing of the defaults that the columns have here.
    columns = model.__table__.columns
    usual = {one.name: one.default.arg for one in columns if one.default is not None and one.default.is_scalar}
    whole = [usual | row for row in rows]
    table = model.__tablename__
    raw: Any = session.connection().connection.driver_connection
    with raw.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({', '.join(whole[0])}) FROM STDIN") as copy:
            written: dict[int, str] = {}
            for row in whole:
                copy.write_row([_copied(value, written) for value in row.values()])
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _copied(value: Any, written: dict[int, str]) -> Any:
    """Documents as JSON, each written once."""
    if not isinstance(value, dict):
        return value
    if id(value) not in written:
        written[id(value)] = json.dumps(value, ensure_ascii=False)
    return written[id(value)]

"""A made-up province whose officers have all joined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from bot.schedule import Schedule
from models import programme
from models.database import Database, make_engine
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import OrgUnit, UnitKind
from services.operations import setup
from services.operations.migrate import migrate
from services.org_units.import_units import bring_in
from services.org_units.registry import RegistryUnit
from tests.support.places import country

PROVINCE, DISTRICT = "26", "2601"


def fill(database_url: str, line_user_ids: Sequence[str], now: datetime) -> list[str]:
    """An office for each of these people; the offices' codes, in the same order."""
    database = Database(make_engine(database_url))
    migrate(database.engine)
    codes = [f"0626{number:04d}" for number in range(1, len(line_user_ids) + 1)]
    places = [one for one in country(PROVINCE) if one.code in ("TH", PROVINCE, DISTRICT)]
    offices = [RegistryUnit(code, UnitKind.SAO, f"หนองน้ำ {code}", DISTRICT) for code in codes]
    looked = setup.look(database)
    with database.writing() as session:
        bring_in(session, [*places, *offices], now)
        setup.init(session, now, looked, active_from="2026-10")
        # The day to which the clock jumps: on a due day everybody who has not sent is reminded by a message.
        [asked] = programme.every(session)
        asked.schedule = Schedule(due_day=1).to_json()
        ids = dict(session.execute(select(OrgUnit.code, OrgUnit.id)).all())
        known = {"name": "เจ้าหน้าที่", "state": PersonState.ACTIVE, "created_at": now, "consent_at": now}
        rows = [known | {"line_user_id": one} for one in line_user_ids]
        people = session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), rows).all()
        post = {"role": Role.OFFICER, "state": MembershipState.ACTIVE, "asked_at": now, "from_at": now}
        joined = [post | {"person_id": one, "org_unit_id": ids[code]} for one, code in zip(people, codes, strict=True)]
        session.execute(insert(Membership), joined)
    database.close()
    return codes

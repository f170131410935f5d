"""The product's side of `bench.answers`: a country, officers, reports stored long ago, and what the officers say.

Each officer stands on a numeric question of the built-in form and says in turn a figure and ย้อน (back): so that
every event is one answer heard, the next question asked and one reply.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bench import country
from bot.schedule import Period, local_day
from models.database import Database
from models.form_version import FormVersion
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import LOCAL_KINDS, OrgUnit
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from services.operations import setup
from services.operations.migrate import migrate
from services.org_units.import_units import bring_in

# What is said until everybody stands on the first of two questions that ask for a number; which they are.
OPENING = ("รายงาน", "มีการดำเนินงาน")
BACK = "ย้อน"
FIRST, SECOND = "จัดอบรมหรือประชุมให้บุคลากรของ อปท. กี่ครั้ง", "บุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน"


def fill(database: Database, people: Sequence[str], stored: int, now: datetime, most: int | None = None) -> None:
    """Every office of a made-up country (`most` units of it, None for all), an officer in each of the first, and
    `stored` reports of months gone by."""
    migrate(database.engine)
    looked = setup.look(database)
    with database.writing() as session:
        setup.init(session, now, looked, active_from=str(Period.of(local_day(now)).plus(-1)))
        bring_in(session, country.units(None)[:most], now)
        offices = session.scalars(select(OrgUnit.id).where(OrgUnit.kind.in_(LOCAL_KINDS)).order_by(OrgUnit.id)).all()
        known = {"name": "เจ้าหน้าที่", "state": PersonState.ACTIVE, "created_at": now, "consent_at": now}
        rows = [known | {"line_user_id": one} for one in people]
        ids = session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), rows).all()
        post = {"role": Role.OFFICER, "state": MembershipState.ACTIVE, "asked_at": now, "from_at": now}
        session.execute(
            insert(Membership),
            [post | {"person_id": one, "org_unit_id": office} for one, office in zip(ids, offices, strict=False)],
        )
        if stored:
            [asked] = session.scalars(select(Programme.id))
            [version] = session.scalars(select(FormVersion.id))
            newest = Period.of(local_day(now)).plus(-2)
            country.write(session, Report, _reports(asked, version, offices, newest, stored, now))
    country.settle(database)


def _reports(
    asked: int, version: int, offices: Sequence[int], newest: Period, stored: int, now: datetime
) -> Iterator[dict[str, Any]]:
    """Of all offices, month after month back from the newest, until there are enough."""
    # Figures near those that are said now: the chat anomalies what is far from the months before.
    chance = random.Random(1)
    documents = [_answers(chance) for _ in range(500)]
    for number in range(stored):
        back, office = divmod(number, len(offices))
        yield {
            "programme_id": asked,
            "org_unit_id": offices[office],
            "period": str(newest.plus(-back)),
            "status": ReportStatus.APPROVED,
            "on_time": True,
            "form_version_id": version,
            "answers": documents[number % len(documents)],
            "revision": 1,
            "approved_level": "province",
            "created_at": now,
            "first_submitted_at": now,
            "submitted_at": now,
            "version": 1,
        }


def _answers(chance: random.Random) -> dict[str, Any]:
    figure = chance.randrange
    return {
        "start": {"happened": "yes"},
        "teach": {"sessions": figure(3, 7), "staff": figure(10, 90), "new_areas": 0, "all_areas": figure(9)},
        "join": {"centre": "yes", "households": figure(50), "partners": ["temple", "school"]},
        "spread": {"people": figure(1, 500), "means": ["training", "online"]},
        "closing": {"budget": figure(90_000), "problems": "ขาดแคลนน้ำในฤดูแล้ง ขอรับการสนับสนุนกล้าไม้และพันธุ์ปลา"},
    }


class Words:
    """What each officer says next, and whether the reply asks what it has to ask then."""

    def __init__(self) -> None:
        self._said: Counter[str] = Counter()

    def next(self, officer: str) -> str:
        turn = self._said[officer]
        self._said[officer] += 1
        if turn < len(OPENING):
            return OPENING[turn]
        return BACK if (turn - len(OPENING)) % 2 else str(3 + turn % 4)

    @staticmethod
    def is_answer_to(said: str, body: str) -> bool:
        """`body`: the JSON of the call to LINE."""
        expected = FIRST if said in (BACK, OPENING[-1]) else SECOND
        return said == OPENING[0] or expected in json.dumps(json.loads(body), ensure_ascii=False)

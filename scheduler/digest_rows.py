"""What digests say, as rows: the figures of each area from one look at the offices of all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ladder import evening
from bot.line.render import render
from bot.periods import Period
from bot.schedule import Schedule, local_day
from bot.texts.desk.desk import place_name
from bot.texts.reminding import digest as words
from bot.thai.units import short_name
from models import programme
from models.org_unit import LOCAL_KINDS, OrgUnit, around
from models.programme import Programme
from scheduler.digest import DigestItem, WantedDigest
from services.messaging.outbox import address_of
from services.progress import overview
from services.progress.overview import OfficeLine, Place
from services.reminding.daily_message import KEYS, Rows
from services.reminding.outstanding import taken_back_on
from services.reminding.reminders import DIGEST_PURPOSE


def rows(session: Session, wanted: Sequence[WantedDigest], now: datetime) -> list[Rows]:
    """The messages, in the order given; the retry key is the same for whoever writes this person's of this day."""
    told = _Told(session, {item.unit_id for one in wanted for item in one.items}, now)
    return [_rows(session, one, told, now) for one in wanted]


class _Told:
    """The figures of areas, all areas of a programme's month from one look at its offices."""

    def __init__(self, session: Session, unit_ids: Iterable[int], now: datetime) -> None:
        self.session, self.now, self.day = session, now, local_day(now)
        units = session.scalars(select(OrgUnit).where(OrgUnit.id.in_(unit_ids))).unique().all()
        self.units = {unit.id: unit for unit in units}
        self.programmes = {one.id: one for one in programme.every(session)}
        self.taken_back = taken_back_on(session, self.day, DIGEST_PURPOSE)
        self._below: dict[tuple[int, str], Mapping[int, list[OfficeLine]]] = {}

    def area(self, item: DigestItem) -> words.Area:
        unit, asked = self.units[item.unit_id], self.programmes[item.programme_id]
        lines = self._lines(asked, item.period).get(unit.id, [])
        waiting = [line for line in lines if line.waits]
        return words.Area(
            programme=asked.code,
            subject=asked.title,
            unit=unit.code,
            name=place_name(unit),
            is_district=unit.kind == "district",
            period=item.period,
            due=Schedule.from_json(asked.schedule).due(Period.parse(item.period)),
            expected=len(lines),
            on_time=sum(line.is_sent and line.on_time is not False for line in lines),
            late=sum(line.is_sent and line.on_time is False for line in lines),
            nothing=sum(line.is_sent and line.is_nothing for line in lines),
            returned=sum(line.is_returned for line in lines),
            extended=sum(line.due >= self.day for line in waiting),
            waiting=tuple(words.WaitingOffice(short_name(line.unit), line.is_returned) for line in waiting),
            children=tuple(_children(unit, lines)),
            nobody=tuple(short_name(line.unit) for line in lines if not line.people),
        )

    def _lines(self, asked: Programme, period: str) -> Mapping[int, list[OfficeLine]]:
        key = (asked.id, period)
        if key not in self._below:
            below: dict[int, list[OfficeLine]] = defaultdict(list)
            whole = around(self.units.values())
            assert whole is not None  # all units hang under the department
            for line in overview.offices(self.session, asked, period, whole, self.now):
                place: Place | None = line.unit
                while place is not None and line.is_expected:
                    below[place.id].append(line)
                    place = place.parent
            self._below[key] = below
        return self._below[key]


def _children(unit: OrgUnit, lines: Sequence[OfficeLine]) -> Iterator[words.Child]:
    """The areas directly below, worst first: most offices waiting."""
    expected, waiting, names = Counter[int](), Counter[int](), {}
    for line in lines:
        place = line.unit
        while place.parent is not None and place.parent.id != unit.id:
            place = place.parent
        if place.kind in LOCAL_KINDS and unit.kind == "district":
            continue
        names[place.id] = place
        expected[place.id] += 1
        waiting[place.id] += line.waits
    for child_id in sorted(names, key=lambda one: (-waiting[one], names[one].code)):
        if waiting[child_id]:
            yield words.Child(place_name(names[child_id]), names[child_id].code, waiting[child_id], expected[child_id])


def _rows(session: Session, wanted: WantedDigest, told: _Told, now: datetime) -> Rows:
    day = local_day(now)
    message = {
        "person_id": wanted.person_id,
        "purpose": DIGEST_PURPOSE,
        "messages": render(words.digest([told.area(item) for item in wanted.items]), address_of(session)),
        "must_arrive": True,
        "retry_key": str(uuid5(KEYS, f"digest {wanted.person_id} {day} {told.taken_back.get(wanted.person_id, 0)}")),
        "next_try_at": now,
        "send_before": evening(day),
        "created_at": now,
    }
    return Rows(wanted.person_id, message, reminders_of(wanted, now))


def reminders_of(wanted: WantedDigest, now: datetime) -> list[dict[str, Any]]:
    """The rows that tick it off, without the message that carries them."""
    columns = ("person_id", "programme_id", "org_unit_id", "period", "kind")
    return [dict(zip(columns, key, strict=True)) | {"planned_at": now} for key in wanted.keys]

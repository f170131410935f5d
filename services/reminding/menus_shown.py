"""The rich menu that each person should see now, and its showing: in calls of 500, and only where it has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.menus import RichMenus
from bot.schedule import local_day
from bot.texts.rich_menus import STRANGER
from models.database import Database
from models.membership.membership import Membership, MembershipState
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.reporting.report import Report
from models.reporting.report_event import ReportEvent
from services.reminding import menu_keys

log = structlog.get_logger(__name__)
A_CALL = 500  # people that LINE takes at once
# In place of a person's menu: which one they see is not known, and the next pass shows them theirs.
UNSURE = "?"
# What was handled while the last pass ran may carry an earlier moment.
LATE = timedelta(minutes=2)


class Shelf:
    """The menus at LINE by key: looked up once, made when somebody first needs one. Older versions are taken away."""

    def __init__(self, menus: RichMenus) -> None:
        self.menus = menus
        self._ids: dict[str, str] = {}

    def id_of(self, key: str, replaces: Callable[[], None]) -> str:
        """The menu of this key at LINE. `replaces` is called before an older one goes. Raises LineError."""
        if key not in self._ids:
            # What draws is imported with the first that is drawn.
            from bot.line import richmenu

            picture = richmenu.draw(key)
            name = richmenu.named(picture, key)
            ours = [one for one in self.menus.every() if one.name.startswith(f"{richmenu.family(key)} ")]
            found = next((one.id for one in ours if one.name == name), None)
            if found is None:
                found = self.menus.create(richmenu.definition(name, key))
                self.menus.upload(found, picture)
            older = [one.id for one in ours if one.id != found]
            if older:
                replaces()
            for menu_id in older:
                self.menus.delete(menu_id)
            self._ids[key] = found
        return self._ids[key]


def show(database: Database, shelf: Shelf, now: datetime, last: datetime | None) -> int:
    """Shows the menu of this moment to whom anything since the last pass concerns, and to everybody on a new Bangkok
    day, when other days are left, or where `last` is None; returns how many people see another one. What LINE does not
    take is tried again at the next pass."""
    is_same_day = last is not None and local_day(last) == local_day(now)
    since = last - LATE if last is not None and is_same_day else None
    with database.reading() as session:
        people = _concerned(session, since)
        keys = menu_keys.of_people(session, people, now)
        wanted = {one: keys[one.id] for one in people if keys[one.id] != (one.chat_menu or STRANGER)}
    by_key: dict[str, list[Person]] = defaultdict(list)
    for person, key in wanted.items():
        by_key[key].append(person)
    shown, is_away = 0, False
    for key, every in by_key.items():
        for start in range(0, len(every), A_CALL):
            some = every[start : start + A_CALL]
            seen: str | None = UNSURE
            try:
                if not is_away:
                    _link(database, shelf, key, [one.line_user_id for one in some])
                    seen = key or None
                    shown += len(some)
            except errors.LineError as error:
                is_away = isinstance(error, errors.LineUnreachable)
                log.warning("menu not shown", menu=key, error=type(error).__name__)
            _keep_shown(database, Person.id.in_([one.id for one in some]), seen)
    return shown


def _keep_shown(database: Database, who: ColumnElement[bool], seen: str | None) -> None:
    with database.writing() as session:
        session.execute(update(Person).where(who).values(chat_menu=seen))


def _link(database: Database, shelf: Shelf, key: str, line_user_ids: list[str]) -> None:
    def replaces() -> None:
        # Whoever had the older picture sees none of theirs once it is gone.
        _keep_shown(database, Person.chat_menu == key, UNSURE)

    if key == STRANGER:
        shelf.menus.unlink(line_user_ids)
    else:
        shelf.menus.link(shelf.id_of(key, replaces), line_user_ids)


def _concerned(session: Session, since: datetime | None) -> list[Person]:
    """Who did something since then, whose office's report changed, who supervises it, whose membership changed, who may
    see a wrong one; with None every member."""
    people = select(Person)
    members = select(Membership.person_id).where(Membership.state == MembershipState.ACTIVE)
    if since is None:
        return list(session.scalars(people.where(Person.id.in_(members) | Person.chat_menu.is_not(None))))
    changed = Membership.from_at.is_not(None) & (Membership.from_at >= since)
    changed |= Membership.to_at.is_not(None) & (Membership.to_at >= since)
    by_act = (Person.last_event_at >= since) | Person.id.in_(select(Membership.person_id).where(changed))
    by_act |= Person.chat_menu == UNSURE
    units = list(
        session.scalars(
            select(OrgUnit)
            .join(Report, Report.org_unit_id == OrgUnit.id)
            .join(ReportEvent, ReportEvent.report_id == Report.id)
            .where(ReportEvent.at >= since)
            .distinct()
        ).unique()
    )
    around = {one.id for unit in units for one in _with_above(unit)}
    by_report = Person.id.in_(members.where(Membership.org_unit_id.in_(around)))
    return list(session.scalars(people.where(by_act | by_report if around else by_act)))


def _with_above(unit: OrgUnit) -> Iterable[OrgUnit]:
    return (unit, *unit.up())

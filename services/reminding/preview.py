"""Whom a manual reminder would reach at one moment, and what each of them would hear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ladder import KEEPS, again_kind, is_for_deputies, manual_kind, next_hour
from bot.periods import Period
from bot.schedule import Schedule, Window, local_day
from models import programme as programmes
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.org_unit import OrgUnit, within
from models.programme import Programme
from services.messaging import quota
from services.messaging.quota import Left
from services.progress import overview
from services.progress.overview import OfficeLine
from services.reminding import outstanding
from services.reminding.daily_message import Names
from services.reminding.outstanding import Calendar, Key, Outstanding, People, ReminderItem


class Eligibility(StrEnum):
    """What a manual reminder does to an office that has not sent, or has to send again."""

    REMIND = "remind"  # at least one of its people gets the message
    TODAY = "today"  # all who can be reached have had their message of the day
    WISHED = "wished"  # they asked to be reminded on a later day
    QUOTA = "quota"  # LINE will take no more this month
    UNREACHABLE = "unreachable"  # its people have blocked the bot or left it
    NOBODY = "nobody"  # nobody is registered
    LOCKED = "locked"  # the month can no longer be sent; an extension opens it


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """One office. `unreached` are LINE names of its people whom no message can reach."""

    line: OfficeLine
    eligibility: Eligibility
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ManualReminder:
    """What a manual reminder would do, or did. `people` is how many get a message, each counted once by LINE; `at`
    when: now, or outside office hours the next morning. `left` is what LINE would take before it."""

    programme: Programme
    period: str
    unit: OrgUnit
    at: datetime
    offices: tuple[FollowedUp, ...]
    people: int
    left: Left

    def of(self, *eligibilities: Eligibility) -> list[FollowedUp]:
        return [one for one in self.offices if one.eligibility in eligibilities]

    @property
    def unreached(self) -> list[FollowedUp]:
        """Offices with people whom no message reaches, though others of the same office may be reached."""
        return [one for one in self.offices if one.unreached]


class PreviewBuilder:
    """Everything about one area's month at one moment, in a number of queries that does not grow with the area."""

    def __init__(
        self,
        session: Session,
        asked: Programme,
        period: str,
        unit: OrgUnit,
        now: datetime,
        only: Collection[str] | None,
    ) -> None:
        self.session, self.asked, self.period, self.unit, self.now = session, asked, period, unit, now
        self.at = next_hour(now)
        self.day = local_day(self.at)
        lines = overview.offices(session, asked, period, unit, now)
        self.lines = [line for line in lines if line.waits and (only is None or line.unit.code in only)]
        self.windows = self._windows()
        self.programmes = {one.id: one for one in programmes.with_form(session)}
        self.people = outstanding.people(session, within(unit))
        self.outstanding_by = self._outstanding_by(Calendar(session, self.programmes.values(), self.day))
        taken_back = outstanding.taken_back_on(session, self.day)
        lacking = programmes.without_nothing(session)
        self.names = Names(self.programmes, self.people.offices, taken_back, lacking)
        self.eligibilities, self.wanted = self._eligibilities()
        self.unreached = _unreached(session, unit)
        self.left = quota.left(session, now)
        self._keep_to_quota()

    @property
    def manual_reminder(self) -> ManualReminder:
        there: dict[int, set[Eligibility]] = defaultdict(set)
        for person_id, eligibility in self.eligibilities.items():
            for unit_id in self.people.offices_of[person_id]:
                there[unit_id].add(eligibility)
        offices = tuple(
            FollowedUp(line, self._eligibility(line, there[line.unit.id]), self.unreached.get(line.unit.id, ()))
            for line in self.lines
        )
        people = sum(eligibility is Eligibility.REMIND for eligibility in self.eligibilities.values())
        return ManualReminder(self.asked, self.period, self.unit, self.at, offices, people, self.left)

    def items(self) -> list[tuple[int, tuple[ReminderItem, ...]]]:
        """Each person to be reminded, with all that their message carries, oldest due first."""
        return [
            (person_id, items)
            for person_id, items in self.wanted.items()
            if self.eligibilities[person_id] is Eligibility.REMIND
        ]

    def done(self, reached: Collection[int]) -> ManualReminder:
        """The same after sending: whoever was wanted and not reached had their message from somebody faster."""
        for person_id, eligibility in self.eligibilities.items():
            if eligibility is Eligibility.REMIND and person_id not in reached:
                self.eligibilities[person_id] = Eligibility.TODAY
        return replace(self.manual_reminder, people=len(reached))

    def _windows(self) -> dict[int, Window]:
        """Office → its month, of those offices that can still send it when the message comes."""
        schedule, month = Schedule.from_json(self.asked.schedule), Period.parse(self.period)
        windows = {line.unit.id: schedule.window(month, line.due if line.is_extended else None) for line in self.lines}
        return {unit_id: window for unit_id, window in windows.items() if window.is_open(self.day)}

    def _outstanding_by(self, calendar: Calendar) -> Mapping[int, list[Outstanding]]:
        found: dict[int, list[Outstanding]] = defaultdict(list)
        for one in outstanding.outstanding_by(self.session, calendar, self.people.offices.values()):
            found[one.unit_id].append(one)
        self.calendar = calendar
        return found

    def _eligibilities(self) -> tuple[dict[int, Eligibility], dict[int, tuple[ReminderItem, ...]]]:
        """Eligibility of each person who reports for an office that waits, and what their message would carry."""
        today = outstanding.reminded_on(self.session, self.day)
        wishes = outstanding.wishes(self.session, self.day - KEEPS)
        kinds = self.calendar.kinds() | {again_kind(on) for on in wishes.values()} | {manual_kind(self.day)}
        said = outstanding.reminded(self.session, self.calendar, kinds, outstanding.reporting_for(within(self.unit)))
        heard = _heard(self.people, self.windows, self.day)
        eligibilities: dict[int, Eligibility] = {}
        wanted: dict[int, tuple[ReminderItem, ...]] = {}
        for person_id, unit_ids in self.people.offices_of.items():
            if not any((person_id, unit_id) in heard for unit_id in unit_ids):
                continue
            wish = wishes.get(person_id)
            if person_id in today:
                eligibilities[person_id] = Eligibility.TODAY
            elif wish is not None and wish > self.day:
                eligibilities[person_id] = Eligibility.WISHED
            elif items := self._carried(person_id, unit_ids, again_kind(wish) if wish else "", heard, said):
                eligibilities[person_id], wanted[person_id] = Eligibility.REMIND, items
        return eligibilities, wanted

    def _carried(
        self, person_id: int, unit_ids: Sequence[int], again: str, heard: Collection[tuple[int, int]], said: set[Key]
    ) -> tuple[ReminderItem, ...]:
        """What one message says: the months reminded by hand for, and whatever stands on the person's ladder today."""
        found = []
        for one in (one for unit_id in unit_ids for one in self.outstanding_by.get(unit_id, ())):
            is_reminded_by_hand = self._is_reminded_by_hand(one) and (person_id, one.unit_id) in heard
            rung = self.calendar.rung(one.window)
            if rung and (person_id, one.unit_id) in self.people.deputies and not is_for_deputies(rung, one.window):
                rung = None
            kinds = [rung.kind if rung else "", manual_kind(self.day) if is_reminded_by_hand else ""]
            new = [kind for kind in kinds if kind and one.key(person_id, kind) not in said]
            if is_reminded_by_hand and again and one.key(person_id, again) not in said:
                # The wish to be reminded today, or some days ago, is met by it.
                new.append(again)
            if new:
                found.append(ReminderItem(one, tuple(new)))
        if not any(self._is_reminded_by_hand(item.outstanding) for item in found):
            return ()
        return tuple(
            sorted(
                found,
                key=lambda item: (item.outstanding.window.due, item.outstanding.programme_id, item.outstanding.unit_id),
            )
        )

    def _is_reminded_by_hand(self, one: Outstanding) -> bool:
        is_this_month = one.programme_id == self.asked.id and str(one.window.period) == self.period
        return is_this_month and one.unit_id in self.windows

    def _keep_to_quota(self) -> None:
        if self.left.messages is None:
            return
        first = sorted(self.wanted, key=lambda person_id: (self.wanted[person_id][0].outstanding.window.due, person_id))
        for person_id in first[self.left.messages :]:
            self.eligibilities[person_id] = Eligibility.QUOTA

    def _eligibility(self, line: OfficeLine, there: Collection[Eligibility]) -> Eligibility:
        """The best of those of its people (`there`)."""
        if line.unit.id not in self.windows:
            return Eligibility.LOCKED
        best = (Eligibility.REMIND, Eligibility.QUOTA, Eligibility.TODAY, Eligibility.WISHED)
        return next(
            (eligibility for eligibility in best if eligibility in there),
            Eligibility.UNREACHABLE if line.people else Eligibility.NOBODY,
        )


def _heard(people: People, windows: Mapping[int, Window], day: date) -> set[tuple[int, int]]:
    """(person, office) who speak for a waiting office: officers; deputies from the due day on, or in their place."""
    holders = [
        (person_id, unit_id)
        for person_id, unit_ids in people.offices_of.items()
        for unit_id in unit_ids
        if unit_id in windows
    ]
    with_officer = {unit_id for person_id, unit_id in holders if (person_id, unit_id) not in people.deputies}
    return {
        key for key in holders if key not in people.deputies or key[1] not in with_officer or day >= windows[key[1]].due
    }


def _unreached(session: Session, unit: OrgUnit) -> dict[int, tuple[str, ...]]:
    """Office → LINE names of its people whom no message can reach, "" where none is known."""
    query = (
        select(Membership.org_unit_id, Person.name, Person.id)
        .join(Person, Membership.person_id == Person.id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(
            within(unit),
            Membership.state == MembershipState.ACTIVE,
            Membership.role.in_(REPORTING_ROLES),
            ~Person.is_reachable,
        )
        .distinct()
        .order_by(Person.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for unit_id, name, _ in session.execute(query):
        found[unit_id].append(name)
    return {unit_id: tuple(names) for unit_id, names in found.items()}

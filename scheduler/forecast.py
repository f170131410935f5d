"""How many counted messages will still be wanted until a month's end: what the ladder has yet to say, to the offices
that will not have sent by then, and what the other classes usually take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.ladder import morning, next_hour, rungs
from bot.message_class import MessageClass
from bot.periods import Period
from bot.schedule import Schedule, Window, local_day
from models import programme
from models.membership.membership import Membership, MembershipState
from models.membership.person import Person
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from scheduler import digest, digest_facts
from scheduler.plan import Facts, plan
from services.messaging import ledger
from services.reminding import outstanding
from services.reminding.outstanding import Calendar, Outstanding

Chance = Callable[[Outstanding, date], float]
HISTORY = 3  # periods before that say how late offices usually are


def load(session: Session, now: datetime) -> dict[MessageClass, int]:
    """Class → counted messages wanted from `now` to the end of its calendar month, what is wanted at this moment among
    them. Rounded up; classes of which none is wanted are left out."""
    first = next_hour(now)
    day = local_day(now)
    last = Period.of(day).last_day
    programmes = programme.with_form(session)
    facts, windows = _facts(session, programmes, day, last)
    wanted: dict[MessageClass, float] = defaultdict(float)
    for message_class, share in _by_usual(session, now).items():
        wanted[message_class] += share
    if local_day(first) <= last:
        days = [local_day(first) + timedelta(days=n) for n in range((last - local_day(first)).days + 1)]
        unsent = _unsent(session, programmes, facts, windows, day, days)
        for message_class, share in by_ladder(facts, unsent, first, last).items():
            wanted[message_class] += share
        wanted[MessageClass.DIGEST] += _digests(session, programmes, days)
    return {one: ceil(wanted[one]) for one in MessageClass if wanted[one] > 0}


def by_ladder(facts: Facts, chance: Chance, first: datetime, last: date) -> dict[MessageClass, float]:
    """What the ladder will want counted from `first` (in office hours) to the day `last`, if nobody is short of quota.
    `chance` is how probable it is that a month that is outstanding now still is on a day."""
    today = local_day(first)
    stands = {rung.day for window in {one.window for one in facts.outstanding} for rung in rungs(window)}
    stands |= {today, *facts.wishes.values()}
    wanted: dict[MessageClass, float] = defaultdict(float)
    reminded = set(facts.reminded)
    for day in sorted(one for one in stands if today <= one <= last):
        known = replace(facts, reminded=reminded, talking=frozenset())
        if day != today:
            known = replace(known, reminded_today=frozenset())
        for one in plan(known, first if day == today else morning(day)):
            if one.is_counted:
                wanted[one.message_class] += max(chance(item.outstanding, day) for item in one.items)
                reminded |= {item.outstanding.key(one.person_id, kind) for item in one.items for kind in item.kinds}
    return dict(wanted)


def _facts(
    session: Session, programmes: Collection[Programme], day: date, last: date
) -> tuple[Facts, Collection[Window]]:
    """What is outstanding on `day`, and what will be asked until `last`."""
    today = Calendar(session, programmes, day)
    people = outstanding.people(session)
    kinds, found = today.kinds(), {}
    for calendar in (Calendar(session, programmes, last), today):
        for one in outstanding.outstanding_by(session, calendar, people.offices.values()):
            found[one.programme_id, one.unit_id, one.window.period] = one
    facts = Facts(
        outstanding=list(found.values()),
        offices_of=people.offices_of,
        reminded=outstanding.reminded(session, today, kinds),
        reminded_today=outstanding.reminded_on(session, day),
        wishes=outstanding.wishes(session, day),
        deputies=people.deputies,
        still=today.still,
    )
    return facts, {one.window for one in found.values()}


def _unsent(
    session: Session,
    programmes: Collection[Programme],
    facts: Facts,
    windows: Collection[Window],
    today: date,
    days: Collection[date],
) -> Chance:
    """By the months before: of the offices that had not sent so long before or after a due day, how many had not by a
    later day. 1 where there are no such months, and of reports sent back."""
    offsets = sorted({(day - window.due).days for window in windows for day in (today, *days)})
    shares = {one.id: _shares(session, one, today, offsets, facts) for one in programmes}

    def chance(one: Outstanding, day: date) -> float:
        share = shares[one.programme_id]
        now, then = (share.get((when - one.window.due).days, 1.0) for when in (today, day))
        return 1.0 if one.state == ReportStatus.RETURNED or not now else min(1.0, then / now)

    return chance


def _shares(
    session: Session, asked: Programme, today: date, offsets: Collection[int], facts: Facts
) -> Mapping[int, float]:
    """Days from the due day → share of the offices that had not sent by that morning, over the last months."""
    schedule = Schedule.from_json(asked.schedule)
    newest = schedule.current(today)
    owing = len({one.unit_id for one in facts.outstanding if one.programme_id == asked.id})
    sums, expected = dict.fromkeys(offsets, 0), 0
    for month in newest.back(HISTORY)[1:]:
        due = schedule.due(month)
        mornings = [morning(due + timedelta(days=offset)) for offset in offsets]
        sent = [func.count().filter(Report.first_submitted_at < moment) for moment in mornings]
        of_month = (Report.programme_id == asked.id, Report.period == str(month))
        ever, *by_then = session.execute(
            select(func.count().filter(Report.first_submitted_at.is_not(None)), *sent).where(*of_month)
        ).one()
        if ever:
            # Offices that have never sent are those that owe now, at most.
            expected += max(ever, owing)
            for offset, count in zip(offsets, by_then, strict=True):
                sums[offset] += count
    return {offset: 1 - count / expected for offset, count in sums.items()} if expected else {}


def _digests(session: Session, programmes: Collection[Programme], days: Collection[date]) -> int:
    """Two mornings of each due day, to everybody who supervises: the most it can be."""
    told = select(func.count(func.distinct(Membership.person_id))).join(Person, Membership.person_id == Person.id)
    people = session.scalar(
        told.where(
            Membership.state == MembershipState.ACTIVE, Membership.role.in_(digest_facts.ROLES), Person.is_reachable
        )
    )
    return (people or 0) * len(set(days) & set(_digest_days(programmes, days)))


def _digest_days(programmes: Collection[Programme], days: Collection[date]) -> Iterator[date]:
    for one in programmes:
        schedule = Schedule.from_json(one.schedule)
        # A month that is due at the end of one is told of in the next, when another is asked for already.
        for month in {month for day in days for month in schedule.current(day).back(1)}:
            if one.runs_in(str(month)):
                yield from (schedule.due(month) + timedelta(days=after) for after in (digest.FIRST, digest.SECOND))


def _by_usual(session: Session, now: datetime) -> Mapping[MessageClass, float]:
    """What nobody plans comes as it usually does, evenly over the month."""
    day = local_day(now)
    last = Period.of(day).last_day
    share = ((last - day).days + 1) / last.day
    planned = (MessageClass.DUE, MessageClass.OVERDUE, MessageClass.DIGEST, MessageClass.OPENING)
    return {one: count * share for one, count in ledger.usual(session, now).items() if one not in planned}

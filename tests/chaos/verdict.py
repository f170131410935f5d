"""What has become of everything, from LINE's log and the database once all is quiet."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, LiteralString

import psycopg
from psycopg.rows import namedtuple_row

from bot.schedule import local_day
from tests.chaos.line import Accepted, Line
from tests.chaos.officer import Officer
from tests.chaos.questions import NOVEMBER, OCTOBER, RECEIPT, answers
from tests.chaos.webhooks import Told, Webhooks

WITHIN = timedelta(minutes=10)
# October is sent on its last day, far too late; November on the first on which that can be done.
LAST_DAY = {OCTOBER: date(2026, 11, 30), NOVEMBER: date(2026, 12, 1)}
_UNSETTLED: dict[str, LiteralString] = {
    "events waiting": "SELECT count(*) FROM webhook_event WHERE state = 'waiting'",
    "messages unsent": "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')",
    "photos not fetched": "SELECT count(*) FROM attachment WHERE state IN ('wanted', 'fetching')",
}
_SOON = "SELECT count(*) FROM outbox WHERE state = 'sending' OR state = 'pending' AND next_try_at < %s"
_UNCERTAIN = """
    SELECT count(*) FROM outbox
    WHERE state IN ('pending', 'sending') AND (attempts > 1 OR error IS NOT NULL) AND next_try_at < %s
"""
# A row's xmin is the transaction that wrote it last: that which handled the event. One person's are one after another.
_EVENTS = """
    SELECT id, line_user_id, state, at, received_at, position, xmin::text::bigint AS handled FROM webhook_event
"""
_OUTBOX = "SELECT id, purpose, state, reply_token, retry_key, messages FROM outbox"
_REPORTS = """
    SELECT person.line_user_id, report.id, report.period, report.status, report.revision, report.answers,
        report.first_submitted_at, report.on_time, conversation.state AS draft, conversation.is_active,
        (SELECT count(*) FROM report_event WHERE report_event.report_id = report.id) AS sendings
    FROM report JOIN membership USING (org_unit_id) JOIN person ON person.id = membership.person_id
    LEFT JOIN conversation ON conversation.report_id = report.id
"""
_REMINDERS = """
    SELECT reminder.person_id, reminder.org_unit_id, reminder.period, reminder.kind, outbox.state, outbox.id AS row
    FROM reminder JOIN outbox ON outbox.id = reminder.outbox_id
"""
_PHOTOS = "SELECT attachment.ref, attachment.message_id, attachment.state, attachment.report_id FROM attachment"


@dataclass
class Verdict:
    """`counts` says what happened; `lost`, `doubled` and `out_of_order` name what ought not to have, `wrong` all other
    complaints."""

    counts: dict[str, Any]
    dead: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.dead or self.lost or self.doubled or self.out_of_order or self.wrong)

    def figures(self) -> dict[str, Any]:
        return self.counts | {
            "lost": len(self.lost),
            "doubled": len(self.doubled),
            "out of order": len(self.out_of_order),
            "dead letters": self.dead,
            "other complaints": len(self.wrong),
        }

    def complaints(self) -> list[str]:
        named = {"lost": self.lost, "doubled": self.doubled, "out of order": self.out_of_order, "wrong": self.wrong}
        dead = [f"{self.dead} dead letters"] if self.dead else []
        return [*dead, *(f"{name}: {one}" for name, found in named.items() for one in found)]


def unsettled(url: str) -> dict[str, int]:
    """What still waits, by name; empty when all is done."""
    found = {name: _count(url, query) for name, query in _UNSETTLED.items()}
    return {name: count for name, count in found.items() if count}


def soon(url: str, now: datetime) -> int:
    """How many messages are being sent, or wait for less than the hour for which a spent quota holds them back."""
    return _count(url, _SOON, now + WITHIN)


def uncertain(url: str, now: datetime) -> int:
    """How many of those have been tried before."""
    return _count(url, _UNCERTAIN, now + WITHIN)


def _count(url: str, query: LiteralString, *values: object) -> int:
    with psycopg.connect(url) as connection:
        [found] = connection.execute(query, values).fetchone() or [0]
        return found


def of(
    url: str,
    seed: int,
    line: Line,
    webhooks: Webhooks,
    officers: Sequence[Officer],
    counts: dict[str, Any],
    wrong: list[str],
) -> Verdict:
    verdict = Verdict(counts, wrong=[*wrong, *(f"LINE refused {one}" for one in line.refused if not _is_spent(one))])
    with psycopg.connect(url, row_factory=namedtuple_row) as connection:
        _judge_events(verdict, connection.execute(_EVENTS).fetchall(), webhooks.events)
        _judge_messages(verdict, connection.execute(_OUTBOX).fetchall(), line.accepted)
        _judge_reports(verdict, connection.execute(_REPORTS).fetchall(), officers, seed)
        _judge_receipts(verdict, line.accepted, officers)
        _judge_reminders(verdict, connection.execute(_REMINDERS).fetchall())
        _judge_photos(verdict, connection.execute(_PHOTOS).fetchall(), line.weather.lost)
    return verdict


def _is_spent(refusal: str) -> bool:
    """A second try with a reply token that has been used already, whose first answer did not come through."""
    return " 400 " in refusal and "Invalid reply token" in refusal


def _judge_events(verdict: Verdict, rows: Sequence[Any], events: dict[str, Told]) -> None:
    """Every event that was answered 200 is done, and those of a person were handled in their order: an event that had
    been taken before a later one was sent was handled before it."""
    states = Counter(row.state for row in rows)
    verdict.dead = states["dead"]
    stored = {row.id for row in rows}
    verdict.lost += [f"event {one}" for one in events if one not in stored]
    verdict.wrong += [f"event {one} that LINE never sent" for one in stored - events.keys()]
    of_person = defaultdict(list)
    for row in rows:
        of_person[row.line_user_id].append(row)
    pairs = 0
    for mine in of_person.values():
        mine.sort(key=lambda row: row.handled)
        pairs += sum(_goes_first(early, late, events) for late in mine for early in mine if early is not late)
        for index, late in enumerate(mine):
            for early in mine[:index]:
                if _goes_first(late, early, events):
                    verdict.out_of_order.append(f"event {early.id} was handled before {late.id}")
    verdict.counts["pairs of events in order"] = pairs - len(verdict.out_of_order)


def _goes_first(older: Any, newer: Any, events: dict[str, Told]) -> bool:
    """Whether `older` is older than `newer` and was there in time to be handled before it."""
    if (older.at, older.received_at, older.position) > (newer.at, newer.received_at, newer.position):
        return False
    taken, posted = events[older.id].taken, events[newer.id].posted
    together = older.received_at == newer.received_at and older.position != newer.position
    return together or (taken is not None and posted is not None and taken < posted)


def _judge_messages(verdict: Verdict, rows: Sequence[Any], accepted: Sequence[Accepted]) -> None:
    """What is said to be sent has arrived once; whatever LINE took came from the outbox."""
    keys: Counter[str] = Counter(one.key for one in accepted)
    known = set()
    for row in rows:
        known |= {row.reply_token, row.retry_key}
        arrived = keys[row.reply_token] + keys[row.retry_key]
        if arrived > 1:
            verdict.doubled.append(f"message {row.id} ({row.purpose}) arrived {arrived} times")
        if row.state == "sent" and not arrived:
            verdict.lost.append(f"message {row.id} ({row.purpose}) is said to be sent")
        if row.state == "failed":
            verdict.lost.append(f"message {row.id} ({row.purpose}) has failed")
    verdict.counts["messages"] = dict(Counter(row.state for row in rows))


def _judge_receipts(verdict: Verdict, accepted: Sequence[Accepted], officers: Sequence[Officer]) -> None:
    """One for each officer and month, but for a month that closed before the officer had pressed send."""
    found = RECEIPT.findall(json.dumps([one.messages for one in accepted], ensure_ascii=False))
    numbers = Counter(found)
    expected = set()
    for officer in officers:
        for month, number in ((OCTOBER, "256910"), (NOVEMBER, "256911")):
            receipt = f"{number}-{officer.code}/1"
            if officer.has_receipt(month):
                expected.add(receipt)
            if numbers[receipt] > 1:
                verdict.doubled.append(f"receipt {receipt} came {numbers[receipt]} times")
            if month == NOVEMBER and not numbers[receipt]:
                verdict.lost.append(f"receipt {receipt}")
    verdict.wrong += [f"receipt {one} of nobody's, or not read" for one in numbers.keys() - expected]
    verdict.counts["receipts"] = sum(numbers.values())


def _judge_reports(verdict: Verdict, rows: Sequence[Any], officers: Sequence[Officer], seed: int) -> None:
    """Every figure stands once, at its own question; no report is in a state that cannot be."""
    by_line = {officer.person.user_id: officer for officer in officers}
    figures = 0
    for row in rows:
        officer = by_line[row.line_user_id]
        where = f"report {row.id} of {officer.code}, {row.period}"
        wanted = answers(officer.number, row.period, seed)
        if row.revision != row.sendings or (row.status == "draft") != (row.revision == 0):
            verdict.wrong.append(f"{where}: {row.status}, revision {row.revision}, sent {row.sendings} times")
        if row.revision > 1:
            verdict.doubled.append(f"{where} was sent {row.revision} times")
        if row.status == "draft":
            if row.period != OCTOBER:
                verdict.lost.append(f"{where} was never sent")
            continue
        if row.status != "submitted":
            verdict.wrong.append(f"{where} is {row.status}")
            continue
        if row.on_time is not (row.period == NOVEMBER) or local_day(row.first_submitted_at) > LAST_DAY[row.period]:
            verdict.wrong.append(f"{where} was sent at {row.first_submitted_at}, on time: {row.on_time}")
        if not officer.has_receipt(row.period):
            verdict.lost.append(f"{where}: its receipt")
        stands = {f"{group}.{name}": value for group, inner in row.answers.items() for name, value in inner.items()}
        photos = [value for path, value in stands.items() if path.startswith("closing.photo_")]
        if not photos or len(set(photos)) != len(photos):
            verdict.wrong.append(f"{where}: photos {photos}")
        for path, value in wanted.stand.items():
            figures += 1
            if stands.get(path) != value:
                verdict.lost.append(f"{where}: {path} is {stands.get(path)!r}, not {value!r}")
        strange = stands.keys() - wanted.stand.keys() - {f"closing.photo_{number}" for number in range(1, 6)}
        verdict.wrong += [f"{where}: {path} was never answered" for path in strange]
    verdict.counts["answers"] = figures
    verdict.counts["reports"] = dict(Counter(f"{row.period} {row.status}" for row in rows))


def _judge_reminders(verdict: Verdict, rows: Sequence[Any]) -> None:
    """The unique key of the table allows no second one; here each message carries one to one person."""
    people = Counter((row.person_id, row.period, row.kind) for row in rows)
    verdict.doubled += [f"reminder {one}" for one, count in people.items() if count > 1]
    verdict.wrong += [f"reminder {row.row} is {row.state}" for row in rows if row.state not in ("sent", "dropped")]
    verdict.counts["reminders"] = dict(Counter(row.state for row in rows))


def _judge_photos(verdict: Verdict, rows: Sequence[Any], lost: set[str]) -> None:
    """Kept, or gone because LINE had it no more."""
    verdict.counts["photos"] = dict(Counter(row.state for row in rows))
    for row in rows:
        if row.state not in ("kept", "gone"):
            verdict.wrong.append(f"photo {row.message_id} is {row.state}")
        if row.state == "kept" and row.message_id in lost:
            verdict.wrong.append(f"photo {row.message_id} is kept, which nobody has")

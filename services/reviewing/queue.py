"""Which of many reports wait for a person's approval, and which of them need no look of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.membership.person import Person
from models.programme import Programme
from models.reporting.report import SENT
from services.access.jurisdiction import Level
from services.progress.overview import OfficeLine
from services.reviewing.ladder import Sent, has_reached, ladder


@dataclass(frozen=True, slots=True)
class ToApprove:
    """`waiting` can be approved now, `clean` of them without a look (`is_clean`); `below` wait for another level, `own`
    for another person: whoever sent a report does not approve it."""

    waiting: tuple[OfficeLine, ...] = ()
    clean: tuple[OfficeLine, ...] = ()
    below: tuple[OfficeLine, ...] = ()
    own: tuple[OfficeLine, ...] = ()


def to_approve(
    session: Session, programme: Programme, lines: Sequence[OfficeLine], level: Level | None, by: Person
) -> ToApprove:
    """Of these offices' reports. Nothing where the programme is not approved at `level`. One query at most."""
    if level is None or level not in programme.levels:
        return ToApprove()
    sent = [
        (line, line.report_id)
        for line in lines
        if line.report_id is not None and line.status in SENT and not has_reached(line.approved_level, level)
    ]
    if not sent:
        return ToApprove()
    there = ladder(session, [Sent(number, line.unit.path, line.submitted_by, line.revision) for line, number in sent])
    waiting: list[OfficeLine] = []
    below: list[OfficeLine] = []
    own: list[OfficeLine] = []
    for line, report_id in sent:
        first = there.comes_before(programme, line.unit.path, report_id, level)
        is_ready = first is None or has_reached(line.approved_level, first)
        (own if there.is_own(report_id, by.id) else waiting if is_ready else below).append(line)
    return ToApprove(tuple(waiting), tuple(line for line in waiting if is_clean(line)), tuple(below), tuple(own))


def is_clean(line: OfficeLine) -> bool:
    """Whether nothing about a sent report asks for a look before it is approved: in time, no flags (see
    `services/assessment/quality`), not changed since somebody approved it."""
    return line.is_sent and line.on_time is not False and not line.flags

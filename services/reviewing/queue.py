"""Which of many reports wait for a level's approval, and which of them need no look of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.programme import Programme
from models.reporting.report import SENT
from services.access.jurisdiction import Level
from services.progress.overview import OfficeLine
from services.reviewing.ladder import comes_before, has_reached, holders


@dataclass(frozen=True, slots=True)
class ToApprove:
    """`waiting` can be approved now, `clean` of them without a look (`is_clean`); `below` wait for another level."""

    waiting: tuple[OfficeLine, ...] = ()
    clean: tuple[OfficeLine, ...] = ()
    below: tuple[OfficeLine, ...] = ()


def to_approve(session: Session, programme: Programme, lines: Sequence[OfficeLine], level: Level | None) -> ToApprove:
    """Of these offices' reports. Nothing where the programme is not approved at `level`. One query."""
    if level is None or level not in programme.levels:
        return ToApprove()
    sent = [line for line in lines if line.status in SENT and not has_reached(line.approved_level, level)]
    there = holders(session, [line.unit.path for line in sent])
    waiting: list[OfficeLine] = []
    below: list[OfficeLine] = []
    # The same for all offices that hang under the same unit.
    firsts: dict[str, Level | None] = {}
    for line in sent:
        above = line.unit.path.rpartition(".")[0]
        if above not in firsts:
            firsts[above] = comes_before(programme, line.unit.path, level, there)
        first = firsts[above]
        is_ready = first is None or has_reached(line.approved_level, first)
        (waiting if is_ready else below).append(line)
    return ToApprove(tuple(waiting), tuple(line for line in waiting if is_clean(line)), tuple(below))


def is_clean(line: OfficeLine) -> bool:
    """Whether nothing about a sent report asks for a look before it is approved: in time, no flags (see
    `services/assessment/quality`), not changed since somebody approved it."""
    return line.is_sent and line.on_time is not False and not line.flags

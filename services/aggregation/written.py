"""What offices wrote in answer to one question, such as their problems, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, select, type_coerce
from sqlalchemy.orm import Session

from bot.engine.definition.form_items import QuestionKind
from models.org_unit import OrgUnit
from models.reporting.report import Report
from models.reporting.report_event import REPLIED, ReportEvent
from services.aggregation import json_sql
from services.aggregation.columns import label_and_unit, repeat_around, steps_below
from services.aggregation.query import Question, counted
from services.aggregation.rollup import forms_of

PAGE = 50
# Which of them: all, those that nobody replied to, those that somebody did
WAITING, REPLIED_TO = "waiting", "replied"
# The question that the page opens with, where the form has one of that name.
PROBLEMS = "problems"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is answered in free words, outside lists. `path` is where replies point."""

    path: str
    label: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What one office wrote; `kind`, `name`, `code` and `path` are the office's. `reply` is the newest one and
    `replied_at` when it was given, "" and None where there is none."""

    report_id: int
    kind: str
    name: str
    code: str
    path: str
    period: str
    words: str
    reply: str = ""
    replied_at: datetime | None = None
    parent: None = None


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """`rows` of one page, `page` from 1; `total` counts all pages, `waiting` those of them without a reply."""

    rows: Sequence[Written]
    total: int
    waiting: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def questions(session: Session, asked: Question) -> list[Asked]:
    """The questions in free words of these reports' forms, the one about problems first, then the last asked first."""
    found: dict[str, Asked] = {}
    for form in forms_of(session, asked):
        for path, question in form.questions.items():
            if question.kind is QuestionKind.TEXT and not repeat_around(form, path):
                found.setdefault(path, Asked(path, label_and_unit(question)[0], steps_below(path, "")))
    newest_first = list(reversed(found.values()))
    return sorted(newest_first, key=lambda one: one.steps[-1] != PROBLEMS)


def read(
    session: Session, asked: Question, about: Asked, *, words: str = "", state: str = "", page: int = 1
) -> WrittenPage:
    """Answers to `about` of every report that was sent, approved or not, by office in the order of the tree. `words`
    are looked for in them and in the office's name; `state` is WAITING, REPLIED_TO or "" for all. Two queries."""
    if not asked.months:
        return WrittenPage((), 0, 0, 1)
    documents = json_sql.readers(session)[-1]
    said = type_coerce(documents.text(Report.__table__.c.answers, about.steps), String)
    newest = (
        select(func.max(ReportEvent.id))
        .where(ReportEvent.report_id == Report.id, ReportEvent.action == REPLIED, ReportEvent.field == about.path)
        .correlate(Report)
        .scalar_subquery()
    )
    everything = replace(asked, leave_out=False)
    where: list[ColumnElement[bool]] = [func.trim(func.coalesce(said, "")) != ""]
    if words:
        where.append(said.icontains(words, autoescape=True) | OrgUnit.name.icontains(words, autoescape=True))
    total, waiting = session.execute(
        counted(everything, func.count(), func.count().filter(newest.is_(None))).where(*where)
    ).one()
    if state in (WAITING, REPLIED_TO):
        where.append(newest.is_(None) if state == WAITING else newest.is_not(None))
        total = waiting if state == WAITING else total - waiting
    page = min(max(1, page), max(1, -(-total // PAGE)))
    office = (OrgUnit.kind, OrgUnit.name, OrgUnit.code, OrgUnit.path)
    rows: Select[Any] = counted(
        everything, Report.id, *office, Report.period, said, ReportEvent.comment, ReportEvent.at
    )
    rows = rows.outerjoin(ReportEvent, ReportEvent.id == newest).where(*where)
    rows = rows.order_by(OrgUnit.path, Report.period, Report.id).limit(PAGE).offset((page - 1) * PAGE)
    found = [
        Written(report_id, kind, name, code, path, period, said_so, reply or "", at)
        for report_id, kind, name, code, path, period, said_so, reply, at in session.execute(rows)
    ]
    return WrittenPage(found, total, waiting, page)

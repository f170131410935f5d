"""The one conversation in which a report is filled in, whoever holds it: found, begun, resumed, taken over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ScalarSelect, literal, select
from sqlalchemy.orm import Session, object_session

from bot.anomalies.anomalies import MONTHS_BACK
from bot.engine.definition.datatypes import Value
from bot.engine.definition.form import Form
from bot.events import Place
from bot.interview import interview
from bot.interview.state.types import ConversationFacts
from bot.schedule import Period, local_day
from bot.texts.reporting.report import title
from bot.thai.periods import period_word
from bot.thai.units import full_name
from models import form_version
from models.form_version import FormVersion
from models.knowledge import knowledge_item, visit
from models.membership import membership
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.reporting import conversation as conversations
from models.reporting import report as reports
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report, ReportStatus
from services.assessment.flags import confirmed_in
from services.forms.compiled import compiled, form_of
from services.obligations.due_months import Obligation
from services.org_units import whereabouts


def report_of(session: Session, obligation: Obligation, now: datetime, form: FormVersion | None = None) -> Report:
    """The report of this month, begun as a draft (on this form, where it is known) if nobody has."""
    found = obligation.report
    if found is None:
        found = Report(
            programme_id=obligation.programme.id,
            org_unit_id=obligation.unit.id,
            period=obligation.period,
            status=ReportStatus.DRAFT,
            form_version_id=form.id if form is not None else None,
            created_at=now,
        )
        session.add(found)
        session.flush()
    return found


def catch_up(session: Session, conversation: Conversation, report: Report, now: datetime) -> str:
    """Moves a draft off a version that was withdrawn; what to tell its officer, "" where nothing has moved.

    What was sent once stays on its version: supervisors looked at those questions and sent some of them back.
    """
    version = session.get(FormVersion, report.form_version_id) if report.form_version_id else None
    if version is None or version.withdrawn_at is None or report.answers is not None or not conversation.state:
        return ""
    newest = form_version.newest(session, report.programme)
    if newest is None or newest.id == version.id:
        return ""
    conversation.state, words = interview.move(compiled(version), conversation.state, compiled(newest), now)
    report.form_version_id = newest.id
    session.flush()
    return words


def begin(session: Session, person: Person, report: Report, form: FormVersion, now: datetime) -> Conversation:
    """A new, active conversation about a report nobody has talked about. Set any other aside first."""
    report.form_version_id = form.id
    conversation = Conversation(person_id=person.id, about=About.REPORT, report_id=report.id, state={}, updated_at=now)
    session.add(conversation)
    session.flush()
    return conversation


def about_of(
    conversation: Conversation | None, obligation: Obligation, explained: Collection[str] = (), *, language: str = ""
) -> ConversationFacts:
    """The fixed facts of a conversation, as the interview says them; without a conversation for what has no buttons.
    `explained` are names of questions that the library explains, `language` is the person's own choice."""
    return ConversationFacts(
        conversation=str(conversation.id) if conversation else "",
        title=title(obligation.period),
        office=full_name(obligation.unit),
        contact=obligation.programme.contact,
        explained=explained,
        language=language,
        period_word=period_word(obligation.period),
        sent=obligation.report.answers if obligation.report is not None else None,
        elsewhere=partial(_elsewhere, obligation.unit),
    )


def _elsewhere(unit: OrgUnit, place: Place) -> str:
    session = object_session(unit)
    return whereabouts.elsewhere(session, unit, place) if session is not None else ""


def of_sent(session: Session, person: Person, obligation: Obligation, report: Report, now: datetime) -> Conversation:
    """The conversation about a sent report, made again from its answers where none is left. Not made active."""
    found = conversations.of_report(session, report.id)
    if found is not None and found.state:
        return found
    if found is None:
        found = Conversation(
            person_id=person.id,
            about=About.REPORT,
            report_id=report.id,
            state={},
            is_active=False,
            updated_at=now,
        )
        session.add(found)
        session.flush()
    _, form = form_of(session, report)
    found.state = interview.reopened(
        form,
        report.answers or {},
        about_of(found, obligation, language=person.language),
        now,
        before=before(session, report),
        factor=report.programme.outlier_factor,
        confirmed=confirmed_in(report.content),
    )
    session.flush()
    return found


def before(session: Session, report: Report) -> list[tuple[str, dict[str, Any]]]:
    """What the office sent in the periods before, as the interview takes it: one query."""
    return reports.answers_before(session, report, MONTHS_BACK)


def form_and_explained(session: Session, report: Report, now: datetime) -> tuple[FormVersion | None, frozenset[str]]:
    """The version that the report is filled in with, and what `about_of` calls explained: one query."""
    query = select(FormVersion, _explained(report, now)).where(FormVersion.id == report.form_version_id)
    found = session.execute(query).first()
    return (found[0], frozenset((found[1] or "").split())) if found else (None, frozenset())


def _explained(report: Report, now: datetime) -> ScalarSelect[str | None]:
    office, day = literal(report.org_unit_id), literal(local_day(now))
    return knowledge_item.explained(literal(report.programme_id), office, day)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What an interview begins with: `before` as above; `counted` by the path of the question at which it is offered
    (scans of the office's posters, nothing where nobody scanned); `explained` as in `about_of`."""

    before: list[tuple[str, dict[str, Any]]]
    counted: dict[str, Value]
    explained: frozenset[str]


def beginnings(session: Session, report: Report, form: Form, now: datetime) -> Beginnings:
    """All of it in one query."""
    period = Period.parse(report.period)
    scans = visit.scans_of(report.org_unit_id, period.first_day, period.last_day)
    rows = reports.answers_before_with(session, report, MONTHS_BACK, _explained(report, now), scans)
    _, _, names, count = rows[0]
    return Beginnings(
        [(key, answers) for key, answers, *_ in rows if answers is not None],
        dict.fromkeys(interview.counts_wanted(form, "scans"), count) if count else {},
        frozenset((names or "").split()),
    )


def returned_to(session: Session, person: Person) -> Report | None:
    """Of the reports of the person's offices that were sent back and wait for them, the one sent last."""
    offices = [one.org_unit_id for one in membership.active_of(session, person, membership.REPORTING_ROLES)]
    query = select(Report).where(Report.org_unit_id.in_(offices), Report.status == ReportStatus.RETURNED)
    return session.scalar(query.order_by(Report.submitted_at.desc(), Report.id).limit(1))


def newest_sent(session: Session, person: Person, periods: Collection[str] = (), programme: str = "") -> Report | None:
    """The report sent last by any of the person's offices; of these periods, of the programme with this code, where any
    are given."""
    offices = [one.org_unit_id for one in membership.active_of(session, person, membership.REPORTING_ROLES)]
    query = select(Report).where(Report.org_unit_id.in_(offices), Report.submitted_at.is_not(None))
    query = query.where(Report.period.in_(periods)) if periods else query
    query = query.where(Report.programme.has(code=programme)) if programme else query
    return session.scalar(query.order_by(Report.submitted_at.desc()).limit(1))

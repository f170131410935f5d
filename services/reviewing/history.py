"""The history of a report: who did what, when and why, and what changed between two versions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.changes import Change, Difference, Gone
from bot.engine.definition.form import Form
from bot.engine.instance.answered import answered
from bot.interview.values.differences import differences, label_of
from bot.thai.units import office_name
from models.membership.membership import SUPERVISING_ROLES, Membership, Role
from models.membership.person import Person
from models.reporting import report_event
from models.reporting.report import Report
from models.reporting.report_event import REPLIED, SENDINGS, ReportEvent
from services.access.jurisdiction import LEVEL_OF
from services.forms.compiled import NoForm, form_of


def history(session: Session, report: Report) -> list[Change]:
    """Oldest first. Questions returned together are one change."""
    events = report_event.of_report(session, report.id)
    try:
        _, form = form_of(session, report)
    except NoForm:
        form = None
    people = _people(session, events)
    offices = _offices(session, report, {event.person_id for event in events if event.action not in SENDINGS})
    found: list[Change] = []
    revision = 0
    for group in _together(events):
        first = group[0]
        is_sending = first.action in SENDINGS
        revision += is_sending
        changed: tuple[Difference, ...] = ()
        if is_sending and form is not None and first.answers_before is not None:
            changed = differences(first.answers_before, first.answers_after or {}, form, first.at)
        found.append(
            Change(
                at=first.at,
                action=first.action,
                person=people.get(first.person_id or 0, ""),
                office=office_name(report.unit) if is_sending else offices.get(first.person_id or 0, ""),
                level=first.reason if first.action == "approved" else None,
                points=_points(group, form, report) if first.action in ("returned", REPLIED) else (),
                words=(first.comment or "") if first.action == "unlocked" else "",
                revision=revision if is_sending else None,
                differences=changed,
                handled_at=first.handled_at,
            )
        )
    return found


def _together(events: Sequence[ReportEvent]) -> list[list[ReportEvent]]:
    groups: list[list[ReportEvent]] = []
    for event in events:
        last = groups[-1][-1] if groups else None
        same = last is not None and (last.action, last.at, last.person_id) == (event.action, event.at, event.person_id)
        if same and event.action == "returned":
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _points(group: Sequence[ReportEvent], form: Form | None, report: Report) -> tuple[Gone, ...]:
    labels: dict[str, str] = {}
    if form is not None:
        # The answers of the version that was returned may be gone; what it asked is still known by the form.
        labels = {
            question.path: question.extras.get("short") or question.label.plain(form.default_language)
            for question in form.questions.values()
        }
        labels |= {one.path: label_of(one, form) for one in answered(form, report.answers or {})}
    return tuple(
        Gone(event.field or "", _label(event.field or "", labels), event.reason or "other", event.comment or "")
        for event in group
    )


def _label(path: str, labels: dict[str, str]) -> str:
    """The question's name by its concrete path, else by its generic one."""
    if not path or path in labels:
        return labels.get(path, "")
    generic = "/".join(step.partition("[")[0] for step in path.split("/"))
    return labels.get(generic, path.rsplit("/", 1)[-1])


def _people(session: Session, events: Sequence[ReportEvent]) -> dict[int, str]:
    ids = {event.person_id for event in events if event.person_id is not None}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _offices(session: Session, report: Report, people: Collection[int | None]) -> dict[int, str]:
    """In whose name each supervisor acted on this report: the highest of their posts above it, past ones too."""
    if not people:
        return {}
    above = {unit.id: unit for unit in report.unit.up()}
    query = select(Membership.person_id, Membership.org_unit_id, Membership.role).where(
        Membership.person_id.in_(people), Membership.org_unit_id.in_(above), Membership.role.in_(SUPERVISING_ROLES)
    )
    found: dict[int, tuple[int, str]] = {}
    for person_id, unit_id, role in session.execute(query.order_by(Membership.id)):
        rank = LEVEL_OF[Role(role)].rank
        if rank >= found.get(person_id, (-1, ""))[0]:
            found[person_id] = (rank, office_name(above[unit_id]))
    return {person_id: name for person_id, (_, name) in found.items()}

"""Where a photo was used before, told to those who may know it: nobody learns of offices beyond their reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.thai.units import short_full_name
from models.org_unit import OrgUnit
from models.reporting.report import Report
from services.access.jurisdiction import Jurisdiction
from services.assessment.flags import Flag


def as_seen(
    session: Session, jurisdiction: Jurisdiction, report: Report, flags: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The flags of a report as this supervisor may see them. A flag PHOTO has `own` where the report itself has the
    picture twice; else, where that other report is within the jurisdiction, `report`, the number to open it by, its
    `period` and its `office`, None for the same office; else none of these."""
    wanted = {flag["report"] for flag in flags if flag.get("kind") == Flag.PHOTO and "report" in flag}
    others, known = wanted - {report.id}, {}
    if others:
        query = select(Report).join(OrgUnit, Report.org_unit_id == OrgUnit.id)
        found = session.scalars(query.where(Report.id.in_(others), jurisdiction.condition())).unique()
        known = {one.id: one for one in found}
    return [_seen(report, known, flag) if "report" in flag else flag for flag in flags]


def _seen(report: Report, known: Mapping[int, Report], flag: Mapping[str, Any]) -> dict[str, Any]:
    seen = {name: value for name, value in flag.items() if name != "report"}
    if flag["report"] == report.id:
        return seen | {"own": True}
    if (other := known.get(flag["report"])) is None:
        return seen
    office = None if other.org_unit_id == report.org_unit_id else short_full_name(other.unit)
    return seen | {"report": other.id, "period": other.period, "office": office}

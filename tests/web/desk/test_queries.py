"""No page asks the database more often because there are more offices: a query each would be 7,851 for the country."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, insert, select

from models import form_version, org_unit, programme
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.org_unit import OrgUnit, UnitKind
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report, ReportStatus
from models.reporting.report_event import ReportEvent
from tests.support.desk_site import DeskSite
from tests.web.desk.world import OFFICES, World

pytestmark = pytest.mark.slow

# More than any page shows at once would need another page, not other queries.
MORE = 60
# The most that any page asks, whatever it shows.
MOST = 24
PAGES = (
    "/desk/",
    "/desk/?view=offices",
    "/desk/u/11",
    "/desk/u/11?view=areas",
    "/desk/u/1101",
    f"/desk/u/{OFFICES['here']}",
    "/desk/map/TH",
    "/desk/map/11",
    "/desk/map/1101",
    "/desk/r/1",
    "/desk/rollup/TH",
    "/desk/rollup/TH?view=months",
    "/desk/rollup/TH?span=year",
    "/desk/rollup/11",
    "/desk/readers/TH",
    "/desk/readers/11",
    "/desk/rollup/11?view=places",
    "/desk/rollup/1101",
    "/desk/chase/TH",
    "/desk/chase/11",
    "/desk/chase/1101",
    "/desk/downloads/",
    "/desk/downloads/11/file?kind=csv",
    "/desk/downloads/11/file?kind=xlsx",
    "/desk/downloads/11/memo",
    "/desk/circulars/",
    "/desk/circulars/new",
    "/desk/forms/",
    "/desk/admin/",
    "/desk/admin/requests",
    "/desk/admin/people",
    "/desk/admin/invites/11",
    "/desk/admin/programmes",
    "/desk/admin/units",
    "/desk/admin/audit",
)


def test_more_offices_take_no_more_queries(desk):
    world = World(desk)
    browser = world.browsers["operator"]
    counted: dict[str, list[int]] = {}
    for times in range(2):
        for page in PAGES:
            browser.client.get(page)  # whatever is compiled or read once
            with statements(desk.database) as seen:
                assert browser.client.get(page).status_code == 200, page
            counted.setdefault(page, []).append(len(seen))
        if not times:
            grow(desk)
    assert {page: (few, many) for page, (few, many) in counted.items() if many > few} == {}
    assert {page: many for page, (_, many) in counted.items() if many > MOST} == {}
    table = browser.get("/desk/u/1101")
    assert table.count('href="/desk/u/061109') == MORE, "the offices that were added are not on the page"


def grow(desk: DeskSite) -> None:
    """District 1101 gets offices more, each with an officer, somebody who asks to join, a report of two months with its
    history and its photo."""
    with desk.database.writing() as session:
        district = org_unit.by_code(session, "1101")
        letter = programme.every(session)[0]
        version = form_version.newest(session, letter)
        assert district and version
        codes = [f"061109{number}" for number in range(20, 20 + MORE)]
        offices = [
            {
                "code": code,
                "kind": UnitKind.SAO,
                "name": code,
                "parent_id": district.id,
                "path": f"{district.path}.{code}",
            }
            for code in codes
        ]
        session.execute(insert(OrgUnit), offices)
        ids = session.scalars(select(OrgUnit.id).where(OrgUnit.code.in_(codes)).order_by(OrgUnit.id)).all()
        people = [
            Person(line_user_id=f"Ugrown{n}", name=f"คนที่ {n}", state=PersonState.ACTIVE, created_at=desk.now)
            for n in range(2 * MORE)
        ]
        session.add_all(people)
        session.flush()
        for at, unit_id in enumerate(ids):
            for person, state in zip(people[2 * at :], (MembershipState.ACTIVE, MembershipState.PENDING), strict=False):
                session.add(
                    Membership(
                        person_id=person.id,
                        org_unit_id=unit_id,
                        role=Role.OFFICER,
                        state=state,
                        asked_at=desk.now,
                        from_at=desk.now if state == MembershipState.ACTIVE else None,
                    )
                )
            for month, status in (("2026-09", ReportStatus.APPROVED), ("2026-10", ReportStatus.SUBMITTED)):
                sent = desk.now - timedelta(days=1)
                report = Report(
                    programme_id=letter.id,
                    org_unit_id=unit_id,
                    period=month,
                    status=status,
                    on_time=True,
                    form_version_id=version.id,
                    answers={"start": {"happened": "yes"}, "closing": {"photo_1": f"{unit_id}-{month}"}},
                    content={"score": 90, "flags": [{"kind": "same", "path": "", "period": "2026-08"}]},
                    revision=1,
                    created_at=sent,
                    first_submitted_at=sent,
                    submitted_at=sent,
                    submitted_by=people[2 * at].id,
                )
                session.add(report)
                session.flush()
                session.add(
                    ReportEvent(
                        report_id=report.id,
                        at=sent,
                        person_id=people[2 * at].id,
                        action="submitted",
                        to_status=ReportStatus.SUBMITTED,
                        answers_after=report.answers,
                    )
                )
                session.add(
                    Attachment(
                        ref=f"{unit_id}-{month}",
                        report_id=report.id,
                        person_id=people[2 * at].id,
                        message_id=f"m{report.id}",
                        state=AttachmentState.KEPT,
                        key=f"k{report.id}",
                        media_type="image/jpeg",
                        sha256=f"{report.id:064x}",
                        bytes=1,
                        next_try_at=sent,
                        created_at=sent,
                    )
                )


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", remember)
    yield seen
    event.remove(database.engine, "before_cursor_execute", remember)

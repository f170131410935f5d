"""The public list of model areas: what was approved, where it lies, and nothing about anybody."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from bot.texts.posters import public_name
from models.membership.membership import Role
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from services.aggregation import model_areas
from tests.support.desk_site import DeskSite, words_of

OFFICE = "06110110"
PLOTS = [
    {"_id": "1", "area_name": "แปลงวัดบ้านเหนือ <b>", "owner": "temple", "level": "clm", "area": 3.5,
     "location": "13.612345 100.712345 0 0", "area_photo": "SECRET-photo"},
    {"_id": "2", "area_name": "แปลงนายสมมุติ ใจดี", "owner": "household", "level": "hlm", "area": 1,
     "location": "13.698765 100.698765 0 0"},
    {"_id": "3", "area_name": "แปลงไม่มีพิกัด", "owner": "school", "level": "clm", "area": 0.25},
]  # fmt: skip


def report(site: DeskSite, *, approved: bool, period: str = "2026-09") -> int:
    with site.database.writing() as session:
        unit = session.scalars(select(OrgUnit).where(OrgUnit.code == OFFICE)).unique().one()
        made = Report(
            programme_id=session.scalars(select(Programme.id)).first(),
            org_unit_id=unit.id,
            period=period,
            status=ReportStatus.APPROVED if approved else ReportStatus.SUBMITTED,
            approved_level="district" if approved else None,
            answers={"start": {"happened": "yes"}, "teach": {"new_areas": 3, "areas": PLOTS}},
            revision=1,
            created_at=site.now,
            submitted_at=site.now,
        )
        session.add(made)
        session.flush()
        return made.id


def test_only_what_was_approved_is_shown_and_nobodys_name(any_desk: DeskSite) -> None:
    site, client = any_desk, any_desk.stranger().client
    number = report(site, approved=True)
    report(site, approved=False, period="2026-10")
    front = client.get("/k/model-areas").get_data(as_text=True)
    assert "สมุทรปราการ 3 แห่ง" in words_of(front)
    page = client.get("/k/model-areas?province=11").get_data(as_text=True)
    said = words_of(page)
    assert "แปลงวัดบ้านเหนือ &lt;b&gt;" in page and "ระดับตำบล (CLM) · 3 ไร่ 2 งาน" in said and "3 แห่ง" in said
    # Neither whose land it is nor a picture that nobody has released, and a household's place to a kilometre.
    assert "สมมุติ" not in page and "SECRET" not in page
    assert "13.612345,100.712345" in page and "13.698" not in page
    assert page.count('class="dot') == 2
    households = client.get("/k/model-areas?province=11&level=hlm").get_data(as_text=True)
    assert "1 แห่ง" in words_of(households) and "แปลงวัดบ้านเหนือ" not in households
    one = client.get(f"/k/model-areas/area/{number}-2").get_data(as_text=True)
    assert "พื้นที่ต้นแบบ" in one and "สมมุติ" not in one and "maps" not in one
    assert client.get(f"/k/model-areas/area/{number}-9").status_code == 404


def test_what_is_unlocked_again_is_gone(desk: DeskSite) -> None:
    number = report(desk, approved=True)
    client = desk.stranger().client
    assert client.get(f"/k/model-areas/area/{number}-1").status_code == 200
    with desk.database.writing() as session:
        session.get_one(Report, number).approved_level = None
    assert client.get(f"/k/model-areas/area/{number}-1").status_code == 404
    assert "ยังไม่มีพื้นที่ต้นแบบที่รับรองแล้ว" in words_of(client.get("/k/model-areas?province=11").get_data(as_text=True))


@pytest.mark.parametrize(
    "path", ["?province=99", "?province=06110110", "?province=x", "/area/x", "/area/-1", "/area/1"]
)
def test_what_is_no_province_and_no_area_is_a_404(desk: DeskSite, path: str) -> None:
    assert desk.stranger().client.get(f"/k/model-areas{path}").status_code == 404


def test_the_page_stays_the_items_own(desk: DeskSite) -> None:
    """Its QR and its poster lead to it, and an opening counts as one of the item."""
    client = desk.stranger().client
    assert client.get("/k/model-areas/qr.png").status_code == 200
    assert client.get("/k/model-areas/poster.pdf").status_code == 200
    client.get("/k/model-areas?u=06110110")
    assert [(one.kind, one.office) for one in desk.visits._noted] == [("scan", "06110110")]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("แปลงวัดบ้านเหนือ", "แปลงวัดบ้านเหนือ"),
        ("โคก หนอง นา บ้านนางรอง", "โคก หนอง นา บ้านนางรอง"),
        ("แปลงนายาว", "แปลงนายาว"),
        ("  ", "พื้นที่ต้นแบบ"),
        ("แปลงของนางสาวก. ข.", "พื้นที่ต้นแบบ"),
        ("สวนนาง สมมุติ ใจดี", "พื้นที่ต้นแบบ"),
        ("น.ส.สมมุติ", "พื้นที่ต้นแบบ"),
    ],
)
def test_a_persons_name_is_no_name_of_a_plot(title: str, shown: str) -> None:
    assert public_name(title) == shown


def test_a_form_without_such_a_list_has_none(desk: DeskSite) -> None:
    with desk.database.reading() as session:
        letter = session.scalars(select(Programme)).first()
        unit = session.scalars(select(OrgUnit).where(OrgUnit.code == "11")).unique().one()
        assert letter is not None
        letter.active_from = "2027-01"
        assert model_areas.of_unit(session, letter, unit, desk.now) == []


def test_dots_have_titles_that_are_words(desk: DeskSite) -> None:
    report(desk, approved=True)
    page = desk.comes_in(Role.PROVINCE, "11").client.get("/k/model-areas?province=11").get_data(as_text=True)
    assert all("<" not in title for title in re.findall(r"<title>([^<]*)</title></circle>", page))

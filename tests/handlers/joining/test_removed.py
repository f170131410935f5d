"""A removal sticks: whoever was removed comes back only when somebody agrees; codes that make a supervisor are for one
person, short, and confirmed by whoever made them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import org_unit
from models.audit_log import AuditLog
from models.database import Database
from models.membership import invite, membership
from models.membership.invite import Invite
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person
from models.messaging.outbox import Outbox
from services.access.jurisdiction import jurisdiction_of
from services.membership import approvals, deciders, invites, join, leaving, people
from services.membership.join import Outcome
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

OFFICE = "06110109"
WAITS, IN = "ส่งคำขอเข้าร่วมแล้ว", "เข้าร่วมเรียบร้อยแล้ว"


class Place(Town):
    """Supervisors of district 1101 and of province 11, and an officer who came in by a code for five."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.province = self.member("11", Role.PROVINCE)
        self.district = self.member("1101", Role.DISTRICT)
        self.code = self.invite(OFFICE)
        self.officer = self.phone()
        self.officer.types(f"เข้าร่วม {self.code}")
        assert IN in self.officer.types("ยืนยัน")

    def ends(self, phone: Phone, by: Phone) -> None:
        """As at the desk."""
        with self.database.writing() as session:
            supervisor = session.get_one(Person, by.person().id)
            (held,) = membership.active_of(session, phone.person())
            assert people.end(session, jurisdiction_of(session, supervisor), supervisor, held.id, self.clock.now)

    def made_by(self, maker: Phone, code: str = "1101", role: Role = Role.DISTRICT) -> str:
        with self.database.writing() as session:
            unit = org_unit.by_code(session, code)
            assert unit is not None
            return invites.create(session, unit, role, self.clock.now, by=session.merge(maker.person())).code

    def uses(self, phone: Phone, code: str) -> str:
        phone.types(f"เข้าร่วม {code}")
        return phone.types("ยืนยัน")

    def newest(self, phone: Phone) -> Membership:
        with self.database.reading() as session:
            query = select(Membership).where(Membership.person_id == phone.person().id).order_by(Membership.id.desc())
            return session.scalars(query.limit(1)).unique().one()

    def uses_left(self, code: str) -> int:
        with self.database.reading() as session:
            found = invite.by_code(session, code)
            assert found is not None
            return found.uses_left


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return kept(sqlite_database, Place)


def test_the_codes_of_the_office_are_revoked_with_the_removal(place: Place) -> None:
    other = place.invite("06110110")
    place.ends(place.officer, place.district)
    assert "ถูกถอดออกจาก" in place.officer.hears()
    assert place.newest(place.officer).removed
    assert (place.uses_left(place.code), place.uses_left(other)) == (0, 5)
    assert "หรือยกเลิกแล้ว" in place.officer.types(f"เข้าร่วม {place.code}")


def test_whoever_was_removed_waits_even_with_a_new_code(place: Place) -> None:
    place.ends(place.officer, place.district)
    code = place.invite(OFFICE)
    place.district.hears()
    assert "อนุมัติก่อนใช้งาน" in place.officer.types(f"เข้าร่วม {code}")
    assert WAITS in place.officer.types("ยืนยัน")
    assert place.uses_left(code) == 4
    assert "รอการอนุมัติ" in place.officer.types("รายงาน")
    told = place.district.hears()
    assert "มีคำขอเข้าร่วม" in told and "เคยถูกถอดออกจากหน่วยงาน" in told
    assert "เคยถูกถอดออกจากหน่วยงาน" in place.district.types("คำขอ")
    # Neither the same code again nor another lets them in past the request.
    for again in (code, place.invite(OFFICE)):
        assert "กำลังรอพิจารณา" in place.uses(place.officer, again)
    assert place.newest(place.officer).state == MembershipState.PENDING
    place.district.taps("อนุมัติ")
    assert "คำขอได้รับอนุมัติแล้ว" in place.officer.hears()
    # Let in again, they leave and return like anybody.
    place.officer.types("ออกจากหน่วยงาน")
    place.officer.types("ยืนยัน")
    assert IN in place.uses(place.officer, place.invite(OFFICE))


def test_a_request_that_stood_before_does_not_become_a_membership_by_a_code(place: Place) -> None:
    place.ends(place.officer, place.district)
    place.officer.types(OFFICE)
    assert WAITS in place.officer.types("ยืนยัน")
    assert "กำลังรอพิจารณา" in place.uses(place.officer, place.invite(OFFICE))
    assert place.newest(place.officer).state == MembershipState.PENDING


def test_whoever_left_by_themselves_comes_back_by_the_code(place: Place) -> None:
    place.officer.types("ออกจากหน่วยงาน")
    place.officer.types("ยืนยัน")
    assert not place.newest(place.officer).removed and place.uses_left(place.code) == 4
    assert IN in place.uses(place.officer, place.code)


def test_a_removed_supervisor_waits_in_the_offices_below_too_and_nowhere_else(place: Place) -> None:
    """They have printed the codes of those offices."""
    with place.database.writing() as session:
        (held,) = membership.active_of(session, place.district.person())
        leaving.end(session, held.id, place.clock.now, by=None)
    assert WAITS in place.uses(place.district, place.code)
    assert IN in place.uses(place.district, place.invite("06110301"))


def test_returning_by_code_after_code_stops_with_the_fifth_request_of_a_day(place: Place) -> None:
    place.ends(place.officer, place.district)
    code = place.invite(OFFICE, uses=9)
    for _ in range(join.MOST_ASKED):
        assert WAITS in place.uses(place.officer, code)
        place.district.taps("ไม่อนุมัติ") if "มีคำขอ" in place.district.hears() else None
    assert "ครบ 5 คำขอ" in place.uses(place.officer, code)
    assert place.uses_left(code) == 4


def test_a_code_to_supervise_is_for_one_person_and_72_hours(place: Place) -> None:
    code = place.made_by(place.province)
    with place.database.reading() as session:
        made = invite.by_code(session, code)
        assert made is not None
        assert (made.uses_left, made.expires_at) == (1, place.clock.now + timedelta(hours=72))
    late = place.phone()
    place.clock.passes(hours=73)
    assert "หมดอายุ" in late.types(f"เข้าร่วม {code}")


def test_whoever_made_the_code_confirms_and_nobody_else(place: Place) -> None:
    rival = place.member("11", Role.PROVINCE)
    code = place.made_by(place.province)
    rival.hears(), place.district.hears()
    new = place.phone()
    assert "ผู้ออกใบเชิญ" in new.types(f"เข้าร่วม {code}")
    assert "ท้องถิ่นจังหวัดสมุทรปราการพิจารณา" in new.types("ยืนยัน")
    assert "เฉพาะผู้มีหน้าที่" in new.types("ภาพรวม")
    told = place.province.hears()
    assert "มีคำขอเข้าร่วม" in told and "ท้องถิ่นอำเภอ" in told and "รหัสเชิญ" in told
    approve = place.province.button("อนุมัติ")
    for other in (rival, place.district):
        assert other.hears() == "" and "ไม่มีคำขอ" in other.types("คำขอ")
        assert "ไม่พบคำขอนี้" in other.does(approve)
    assert "ใช้ครบจำนวน" in place.phone().types(f"เข้าร่วม {code}")
    place.province.does(approve)
    assert "คำขอได้รับอนุมัติแล้ว" in new.hears()
    assert "ไม่มีคำขอที่รอ" in new.types("คำขอ")


def test_a_refused_supervisor_never_was_one(place: Place) -> None:
    new = place.phone()
    place.uses(new, place.made_by(place.province))
    place.province.hears()
    place.province.taps("ไม่อนุมัติ")
    assert "ไม่ได้รับอนุมัติ" in new.hears()
    assert "เฉพาะผู้มีหน้าที่" in new.types("ภาพรวม")


def test_where_the_maker_has_gone_the_level_above_confirms(place: Place) -> None:
    department = place.member("TH", Role.DEPARTMENT)
    code = place.made_by(place.province)
    place.province.types("ออกจากหน่วยงาน")
    place.province.types("ยืนยัน")
    new = place.phone()
    place.uses(new, code)
    assert "มีคำขอเข้าร่วม" in department.hears()
    assert "อนุมัติแล้ว" in department.taps("อนุมัติ")
    assert "ไม่มีคำขอที่รอ" in new.types("คำขอ")


def test_a_removed_supervisor_does_not_rejoin_by_the_code_that_is_known(place: Place) -> None:
    """As `rejoin` of the security review did it."""
    rogue = place.phone()
    code = place.made_by(place.province)
    place.uses(rogue, code)
    place.province.hears()
    place.province.taps("อนุมัติ")
    place.ends(rogue, place.province)
    assert IN not in place.uses(rogue, code)
    place.uses(rogue, place.made_by(place.province))
    with place.database.reading() as session:
        assert not jurisdiction_of(session, rogue.person())
    assert "เคยถูกถอดออกจากหน่วยงาน" in place.province.hears()


def test_whoever_is_forgotten_is_not_named_to_colleagues(place: Place) -> None:
    colleague = place.member(OFFICE)
    with place.database.writing() as session:
        session.merge(place.officer.person()).name = "สมหญิง ทดสอบ"
    place.officer.types("ลบข้อมูลของฉัน")
    place.officer.types("ยืนยัน")
    told = colleague.hears()
    assert "เจ้าหน้าที่ท่านหนึ่ง" in told and "สมหญิง" not in told


def test_a_withdrawn_request_is_no_removal(place: Place) -> None:
    new = place.phone()
    new.types("06110110")
    new.types("ยืนยัน")
    code = place.invite("06110110")
    with place.database.writing() as session:
        (wish,) = membership.pending_of(session, new.person())
        leaving.end(session, wish.id, place.clock.now, by=None)
        told = session.scalar(select(func.count()).select_from(Outbox).where(Outbox.purpose == "notice"))
    assert not place.newest(new).removed and place.uses_left(code) == 5 and told
    assert IN in place.uses(new, code)


def test_requests_of_many_are_described_in_one_look(place: Place) -> None:
    place.ends(place.officer, place.district)
    place.uses(place.officer, place.invite(OFFICE))
    for code in ("06110110", "05110106"):
        other = place.phone()
        other.types(code)
        other.types("ยืนยัน")
    with place.database.reading() as session:
        waiting = deciders.waiting_for(session, place.district.person())
        assert [one.returns for one in deciders.described(session, waiting)] == [True, False, False]
        assert [one.by_code for one in deciders.described(session, waiting)] == [True, False, False]


def test_two_with_one_code_to_supervise(place: Place) -> None:
    code = place.made_by(place.province)
    outcomes = []
    for phone in (place.phone(), place.phone()):
        phone.types("สวัสดี")
        with place.database.writing() as session:
            used = session.scalars(select(Invite).where(Invite.code == code)).unique().one()
            person = session.get_one(Person, phone.person().id)
            outcomes.append(join.enter(session, person, used, place.clock.now))
    assert outcomes == [Outcome.ASKED, Outcome.USED_UP]


def test_the_codes_that_a_removed_supervisor_made_end_with_the_removal(place: Place) -> None:
    """They would let in below whomever they were given to."""
    department = place.member("TH", Role.DEPARTMENT)
    made = [place.made_by(place.province, OFFICE, Role.OFFICER), place.made_by(place.province)]
    others = [place.made_by(department, "06110110", Role.OFFICER), place.invite("06110202")]
    place.ends(place.province, department)
    assert [place.uses_left(code) for code in (*made, *others)] == [0, 0, 5, 5]
    with place.database.reading() as session:
        line = session.scalars(select(AuditLog).where(AuditLog.action == "join.end")).one()
        assert line.detail == {"revoked": 2}


def test_nobody_decides_about_their_own_request(place: Place) -> None:
    """A supervisor who was removed from an office below would let themselves in again."""
    place.joins(place.district, "06110110", Role.OFFICER)
    with place.database.writing() as session:
        held = membership.active_of(session, place.district.person(), [Role.OFFICER])
        leaving.end(session, held[0].id, place.clock.now, by=None)
    place.district.hears()
    assert WAITS in place.uses(place.district, place.made_by(place.district, "06110110", Role.OFFICER))
    wish = place.newest(place.district)
    assert place.district.hears() == "" and "ไม่มีคำขอ" in place.district.types("คำขอ")
    with place.database.writing() as session:
        themselves = session.get_one(Person, place.district.person().id)
        assert approvals.decide(session, wish.id, place.clock.now, approve=True, by=themselves) is None
    assert "มีคำขอเข้าร่วม" in place.province.hears()
    place.province.taps("อนุมัติ")
    assert place.newest(place.district).state == MembershipState.ACTIVE


def test_nor_by_a_code_to_supervise_of_their_own(place: Place) -> None:
    department = place.member("TH", Role.DEPARTMENT)
    place.uses(place.province, place.made_by(place.province))
    assert "ไม่มีคำขอ" in place.province.types("คำขอ")
    assert "มีคำขอเข้าร่วม" in department.hears()

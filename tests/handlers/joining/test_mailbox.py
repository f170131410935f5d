"""A successor who takes over by the office's mailbox, and whoever should not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from services.membership import leaving, mailbox
from services.membership.mailbox import Entered
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.post_office import KNOWN, SENDER, Post, PostOffice, listening
from tests.support.town import Town

OFFICE, MAILBOX = "06110110", "saraban_06110110@dla.go.th"
BY_MAIL = "รับรหัสทางอีเมล"


@pytest.fixture(scope="module")
def door() -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    with listening(office) as port:
        yield office, port


@pytest.fixture
def post(sqlite_database: Database, door: tuple[PostOffice, int]) -> Post:
    office, port = door
    office.envelopes.clear()
    office.refuses = ""
    return Post(kept(sqlite_database, Town), office, port)


def states(post: Post, phone: Phone) -> list[tuple[str, str]]:
    with post.town.database.reading() as session:
        query = select(Membership).where(Membership.person_id == phone.person().id).order_by(Membership.id)
        return [(row.unit.code, row.state) for row in session.scalars(query).unique()]


def asks(post: Post, phone: Phone | None = None) -> Phone:
    """A successor who has asked for a code, and the mail has gone."""
    phone = phone or post.town.phone()
    phone.types(OFFICE)
    assert "พิมพ์รหัสจากอีเมล" in phone.taps(BY_MAIL)
    post.works()
    return phone


def test_whoever_types_another_s_code_is_named_to_the_officers_so_far(post: Post) -> None:
    """They agree to the notice when they ask, also where the mail has gone already: so the name is known in time."""
    asks(post)
    second = post.town.phone()
    second.types(OFFICE)
    second.taps(BY_MAIL)
    assert second.person().may_be_named and len(post.office.envelopes) == 1


def test_a_successor_takes_over_in_three_minutes_without_anybody_above(post: Post) -> None:
    former, district = post.town.member(OFFICE), post.town.member("1101", Role.DISTRICT)
    began = post.town.clock.now
    successor = post.town.phone()
    shown = successor.types(OFFICE)
    assert MAILBOX in shown and "ใช้งานได้ทันที" in shown and "การคุ้มครองข้อมูลส่วนบุคคล" in shown
    shown = successor.taps(BY_MAIL)
    assert MAILBOX in shown and "10 นาที" in shown
    post.works()
    assert [one.rcpt_tos for one in post.office.envelopes] == [[MAILBOX]]
    assert "เข้าร่วมเรียบร้อยแล้ว" in successor.types(post.office.code())
    assert (post.town.clock.now - began).total_seconds() <= 180
    assert states(post, successor) == [(OFFICE, "active")]
    assert successor.person().consent_at is not None
    assert "ยังไม่ได้เข้าร่วม" not in successor.types("สถานะ")
    told = former.hears()
    assert "หน่วยงานของท่านมีเจ้าหน้าที่ใหม่" in told
    assert states(post, former) == [(OFFICE, "active")] and district.hears() == ""


def test_the_mail_is_official_and_names_nobody(post: Post) -> None:
    successor = post.town.phone()
    successor.follows()
    with post.town.database.writing() as session:
        session.get_one(Person, successor.person().id).name = "ชื่อที่ไม่ควรปรากฏ"
    asks(post, successor)
    (mail,) = post.office.mails
    assert (mail["From"], mail["To"], mail["Auto-Submitted"]) == (SENDER, MAILBOX, "auto-generated")
    assert mail["Subject"] == "รหัสยืนยันการเข้าใช้งานระบบ “น้องรายงาน”"
    assert mail["Message-ID"] == f"<{post.row().nonce}@dla.example>"
    words = mail.get_content()
    assert words.startswith("เรียน  เจ้าหน้าที่งานสารบรรณ องค์การบริหารส่วนตำบลแพรกษา อำเภอเมืองสมุทรปราการ")
    assert "เมื่อวันที่ ๒ พฤศจิกายน ๒๕๖๙ เวลา ๐๙.๐๓ น." in words and "เวลา ๐๙.๑๓ น." in words
    assert words.count("จึงเรียนมาเพื่อโปรดทราบ") == 1
    assert "ชื่อที่" not in words and successor.user_id not in post.office.envelopes[0].content.decode()


def test_nothing_from_which_the_code_can_be_read_is_kept(post: Post) -> None:
    asks(post)
    code = post.office.code()
    with post.town.database.reading() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        kept_ = json.dumps(
            [[*map(str, row)] for one in tables for row in session.execute(text(f"SELECT * FROM {one}"))]
        )
    assert code not in kept_


@pytest.mark.parametrize("typed", ["{0}{1}", "{0} {1}", "{0}-{1}", "๐"])
def test_the_code_is_understood_however_it_is_typed(post: Post, typed: str) -> None:
    successor = asks(post)
    code = post.office.code()
    said = (
        typed.format(code[:3], code[3:]) if typed != "๐" else code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    )
    assert "เข้าร่วมเรียบร้อยแล้ว" in successor.types(said)


def test_what_is_no_code_costs_no_try(post: Post) -> None:
    successor = asks(post)
    for said in ("12", "1234567", "ไม่ทราบ", "อบต.แพรกษา"):
        assert "ตัวเลข 6 หลัก" in successor.types(said), said
    assert post.row().tries == 0
    # Whoever has none yet hears where it went, and when there may be another.
    assert "ตัวเลข" not in (said := successor.types("ยังไม่ได้รับรหัส")) and "อีเมลขยะ" in said
    post.town.clock.passes(minutes=11)
    assert "ชั่วโมงละ 1 ครั้ง" in successor.types("ขอรหัสใหม่ค่ะ")


def test_five_tries_and_not_the_sixth(post: Post) -> None:
    successor = asks(post)
    code = post.office.code()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for left in (4, 3, 2, 1):
        assert f"อีก {left} ครั้ง" in successor.types(wrong)
    assert "ใช้ไม่ได้แล้ว" in successor.types(wrong)
    successor.types(OFFICE)
    assert "ชั่วโมงละ 1 ครั้ง" in successor.taps(BY_MAIL)
    successor.types(code)
    assert states(post, successor) == [] and post.row().tries == 5


@pytest.mark.parametrize(("minutes", "state"), [(9.0, [(OFFICE, "active")]), (11.0, [])])
def test_ten_minutes(post: Post, minutes: float, state: list[tuple[str, str]]) -> None:
    successor = asks(post)
    post.town.clock.passes(minutes=minutes - 1.5)
    successor.types(post.office.code())
    assert states(post, successor) == state


def test_a_code_is_good_once_and_whoever_has_it_may_type_it(post: Post) -> None:
    asks(post)
    colleague = asks(post)
    assert len(post.office.envelopes) == 1, "one mail an hour and office"
    assert "เข้าร่วมเรียบร้อยแล้ว" in colleague.types(post.office.code())
    late = post.town.phone()
    late.types(OFFICE)
    assert "ขอรหัสใหม่ได้ตั้งแต่เวลา 10:" in late.taps(BY_MAIL)
    post.town.clock.passes(hours=1)
    late.types(OFFICE)
    late.taps(BY_MAIL)
    post.works()
    assert len(post.office.envelopes) == 2


def test_whoever_waits_for_approval_need_not_any_longer(post: Post) -> None:
    district = post.town.member("1101", Role.DISTRICT)
    successor = post.town.phone()
    successor.types(OFFICE)
    assert "ส่งคำขอเข้าร่วมแล้ว" in successor.types("ยืนยัน")
    assert BY_MAIL in successor.types(OFFICE)
    assert "พิมพ์รหัสจากอีเมล" in successor.types("ขอรหัสทางอีเมลค่ะ")
    post.works()
    successor.types(post.office.code())
    assert states(post, successor) == [(OFFICE, "active")]
    district.hears()
    assert "ไม่พบคำขอนี้" in district.taps("อนุมัติ")


def test_the_words_alone_lead_to_an_office_first(post: Post) -> None:
    assert "เข้าร่วมหน่วยงานได้ดังนี้" in post.town.phone().types(BY_MAIL)


def test_where_no_mail_server_is_set_nothing_is_offered(post: Post) -> None:
    post.town.database = Database(post.town.database.engine, KNOWN)
    successor = post.town.phone()
    assert "อีเมล" not in successor.types(OFFICE)
    assert "การคุ้มครองข้อมูลส่วนบุคคล" in successor.types(BY_MAIL)
    assert "อีเมล" not in successor.types("ยืนยัน")
    assert states(post, successor) == [(OFFICE, "pending")]


def test_the_former_officers_may_object_and_those_above_end_it(post: Post) -> None:
    former, district = post.town.member(OFFICE), post.town.member("1101", Role.DISTRICT)
    successor = asks(post)
    successor.types(post.office.code())
    former.hears()
    button = former.button("แจ้งว่าไม่ถูกต้อง")
    for other in (successor, district, post.town.member("06110109"), post.town.phone()):
        assert "ไม่พบเจ้าหน้าที่รายนี้" in other.does(button)
    assert "แจ้งหน่วยงานที่กำกับดูแล (ท้องถิ่นอำเภอ" in former.does(button)
    assert "มีผู้ทักท้วงเจ้าหน้าที่ใหม่" in district.hears()
    former.does(button)
    assert district.hears() == "", "told once"
    assert f"/desk/admin/people/{post.row().membership_id}" in district.button("ตรวจสอบบนหน้าเว็บ")["data"].replace(
        "%2F", "/"
    )
    removed = end(post, successor)
    assert removed.state == MembershipState.ENDED
    assert "ไม่พบเจ้าหน้าที่รายนี้" in former.does(button)


def test_whoever_was_removed_does_not_come_back_by_the_mailbox(post: Post) -> None:
    successor = asks(post)
    successor.types(post.office.code())
    end(post, successor)
    post.town.clock.passes(hours=2)
    assert BY_MAIL not in successor.types(OFFICE)
    assert "พิมพ์รหัสจากอีเมล" not in successor.types(BY_MAIL)
    asks(post)
    # A code that another has asked for is none for them either.
    with post.town.database.writing() as session:
        person = session.get_one(Person, successor.person().id)
        unit = session.scalars(select(OrgUnit).where(OrgUnit.code == OFFICE)).unique().one()
        outcome, _ = mailbox.enter(session, person, unit, post.office.code(), post.town.clock.now)
    assert outcome == Entered.UNHEARD and states(post, successor) == [(OFFICE, "ended")]


def end(post: Post, phone: Phone) -> Membership:
    """Those above end the membership, as the desk and the command do."""
    with post.town.database.writing() as session:
        query = select(Membership.id).where(Membership.person_id == phone.person().id)
        ended = leaving.end(session, session.scalars(query).one(), post.town.clock.now, by=None)
        assert ended is not None
        return ended


def test_the_audit_log_knows_ids_and_neither_code_nor_mailbox(post: Post) -> None:
    successor = asks(post)
    successor.types("000000" if post.office.code() != "000000" else "000001")
    successor.types(post.office.code())
    with post.town.database.reading() as session:
        rows = session.scalars(select(AuditLog).order_by(AuditLog.id)).all()
    assert [row.action for row in rows if row.person_id == successor.person().id] == [
        *("consent", "mailbox.ask", "mailbox.wrong", "join.mailbox"),
    ]


def test_the_audit_log_of_the_office_tells_of_it_and_an_objection_does_not_go_to_whoever_came(post: Post) -> None:
    """The supervisor right above has used the mailbox."""
    former, province = post.town.member(OFFICE), post.town.member("11", Role.PROVINCE)
    district = asks(post, post.town.member("1101", Role.DISTRICT))
    right = post.office.code()
    district.types(f"{(int(right) + 1) % 10**6:06}")
    district.types(right)
    district.hears(), former.hears()
    former.taps("แจ้งว่าไม่ถูกต้อง")
    assert district.hears() == "" and province.hears()
    with post.town.database.reading() as session:
        acts = select(AuditLog.action).join(OrgUnit, AuditLog.org_unit_id == OrgUnit.id).where(OrgUnit.code == OFFICE)
        found = session.scalars(acts.where(AuditLog.action.contains("mailbox")).order_by(AuditLog.id)).all()
        assert found == ["mailbox.ask", "mailbox.wrong", "join.mailbox", "mailbox.object"]

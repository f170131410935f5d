"""Two to ten people at the same instant, at each act that changes a report, an invitation or a membership.

Every act goes the way of every event, on PostgreSQL, a connection each: none fails, and what is left is one of the
stories that could have happened one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.buttons import press
from bot.events import Event, Kind
from bot.vocabulary.intents import Do
from handlers.inbox import Outcome, handle_next
from models.membership.invite import Invite
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.reporting.conversation import About, Conversation
from models.reporting.report import SENT, Report, ReportStatus
from models.reporting.report_event import ReportEvent
from services.membership import leaving
from tests.handlers.joining.test_concurrency import at_once
from tests.handlers.reviewing.reviewing import USUAL, Chats
from tests.support import databases
from tests.support.inbox import take
from tests.support.kept import kept
from tests.support.phone import Phone

pytestmark = pytest.mark.slow

OFFICE = "06110109"
ERASED = "ลบข้อมูลของฉัน"
Act = Callable[[], object]
_events = count(1)


@pytest.fixture
def chats() -> Iterator[Chats]:
    with databases.opened("postgresql") as database:
        yield kept(database, Chats)


def does(phone: Phone, do: Do | None = None, /, *, types: str = "", **values: object) -> Act:
    """Presses a button, or types. What another's act has set back is tried again, as the lanes do."""
    number, now = next(_events), phone.clock.now
    what: dict[str, Any] = {"kind": Kind.TEXT, "text": types}
    if do is not None:
        what = {"kind": Kind.POSTBACK, "data": press(do, **values)}
    event = Event(id=f"at-once-{number}", at=now, user_id=phone.user_id, reply_token=f"at-once-{number}", **what)

    def act() -> Outcome:
        result, later = take(event, phone.database, now), now
        while result is not None and result.outcome is Outcome.AGAIN:
            later += timedelta(seconds=result.wait)
            result = handle_next(phone.user_id, phone.database, later)
        assert result is not None and result.outcome is Outcome.DONE, result
        return result.outcome

    return act


def ends(chats: Chats, phone: Phone) -> Act:
    """Somebody above ends the person's membership."""
    with chats.database.reading() as session:
        query = select(Membership.id).where(
            Membership.person_id == phone.person().id, Membership.state == MembershipState.ACTIVE
        )
        number = session.scalars(query).one()

    def act() -> None:
        with chats.database.writing() as session:
            leaving.end(session, number, chats.now, by=session.get_one(Person, chats.district.person().id))

    return act


def sent(chats: Chats) -> Report:
    chats.fills(chats.near)
    return chats.report_of(OFFICE)


def up_to_sending(chats: Chats) -> Report:
    chats.near.types("รายงาน")
    for words in USUAL:
        chats.near.types(words)
    assert "ส่ง" in chats.near.photo()
    return chats.report_of(OFFICE)


def the_conversation(chats: Chats) -> Conversation:
    with chats.database.reading() as session:
        return session.scalars(select(Conversation).where(Conversation.about == About.REPORT)).one()


def active(chats: Chats, phone: Phone) -> list[Membership]:
    with chats.database.reading() as session:
        query = select(Membership).where(
            Membership.person_id == phone.person().id, Membership.state == MembershipState.ACTIVE
        )
        return list(session.scalars(query).unique())


def approving_returning_and_amending(chats: Chats) -> tuple[list[Act], Act]:
    report = sent(chats)
    others = [chats.member("1101", Role.DISTRICT) for _ in range(3)]
    department = chats.member("TH", Role.DEPARTMENT)
    for supervisor in (chats.district, others[0]):
        supervisor.does({"type": "postback", "data": press(Do.REVIEW_BACK, r=report.id, v=1, q=0)})
        supervisor.does({"type": "postback", "data": press(Do.REVIEW_REASON, r=report.id, v=1, q=0, k="unclear")})
    seen = {"r": report.id, "v": 1}
    acts = [
        *(does(one, Do.REVIEW_APPROVE, **seen) for one in (*others[1:], chats.province, department)),
        *(does(one, Do.REVIEW_SEND, **seen) for one in (chats.district, others[0])),
        does(chats.near, Do.REPORT_AMEND, r=report.id),
    ]

    def left() -> None:
        row = chats.report_of(OFFICE)
        assert row.revision == 1 and row.status in (ReportStatus.APPROVED, ReportStatus.RETURNED)
        assert (row.approved_level is None) == (row.status == ReportStatus.RETURNED)

    return acts, left


def sending_again_and_approving(chats: Chats) -> tuple[list[Act], Act]:
    report = sent(chats)
    chats.near.does({"type": "postback", "data": press(Do.REPORT_AMEND, r=report.id)})
    chats.near.types("แก้ข้อ 2")
    chats.near.types("3")
    other = chats.member("1101", Role.DISTRICT)
    acts = [
        does(chats.near, types="ส่ง"),
        *(does(one, Do.REVIEW_APPROVE, r=report.id, v=1) for one in (chats.district, other)),
    ]

    def left() -> None:
        row = chats.report_of(OFFICE)
        assert (row.status, row.revision) in (
            (ReportStatus.APPROVED, 1),
            (ReportStatus.RESUBMITTED, 2),
            (ReportStatus.SUBMITTED, 2),
        )

    return acts, left


def taking_over(chats: Chats) -> tuple[list[Act], Act]:
    """Nine colleagues want to go on with a draft while its officer answers."""
    chats.near.types("รายงาน")
    report = chats.report_of(OFFICE)
    colleagues = [chats.member(OFFICE) for _ in range(9)]
    acts = [does(one, Do.REPORT_TAKE_OVER, r=report.id) for one in colleagues]

    def left() -> None:
        conversation = the_conversation(chats)
        assert conversation.person_id in {one.person().id for one in colleagues} and conversation.is_active

    return [does(chats.near, types="1"), *acts], left


def beginning(chats: Chats) -> tuple[list[Act], Act]:
    """All officers of an office open the month at once."""
    everybody = [chats.near, *(chats.member(OFFICE) for _ in range(4))]

    def left() -> None:
        assert the_conversation(chats).person_id in {one.person().id for one in everybody}

    return [does(one, types="รายงาน") for one in everybody], left


def the_last_use(chats: Chats) -> tuple[list[Act], Act]:
    code = chats.invite(OFFICE, uses=1)
    everybody = [chats.phone() for _ in range(10)]
    for one in everybody:
        one.types(f"เข้าร่วม {code}")

    def left() -> None:
        assert len([one for one in everybody if active(chats, one)]) == 1
        with chats.database.reading() as session:
            assert session.scalars(select(Invite.uses_left).where(Invite.code == code)).one() == 0

    return [does(one, types="ยืนยัน") for one in everybody], left


def turning_the_code_over_while_it_is_used(chats: Chats) -> tuple[list[Act], Act]:
    """Ending an officer's membership takes the office's codes back: whoever is not in by then stays out."""
    code = chats.invite(OFFICE, uses=5)
    everybody = [chats.phone() for _ in range(4)]
    for one in everybody:
        one.types(f"เข้าร่วม {code}")

    def left() -> None:
        with chats.database.reading() as session:
            assert session.scalars(select(Invite.uses_left).where(Invite.code == code)).one() == 0
        late = [*(one for one in everybody if not active(chats, one)), chats.near, chats.phone()]
        for one in late:
            one.types(f"เข้าร่วม {code}")
            one.types("ยืนยัน")
            assert not active(chats, one)

    return [*(does(one, types="ยืนยัน") for one in everybody), ends(chats, chats.near)], left


def ending_while_sending(chats: Chats) -> tuple[list[Act], Act]:
    up_to_sending(chats)

    def left() -> None:
        assert not active(chats, chats.near)
        assert not the_conversation(chats).is_active

    return [does(chats.near, types="ส่ง"), ends(chats, chats.near)], left


def ending_while_answering(chats: Chats) -> tuple[list[Act], Act]:
    chats.near.types("รายงาน")
    colleague = chats.member(OFFICE)

    def left() -> None:
        assert not active(chats, chats.near)
        conversation = the_conversation(chats)
        assert not conversation.is_active or conversation.person_id == colleague.person().id

    report = chats.report_of(OFFICE)
    acts = [
        does(chats.near, types="1"),
        does(colleague, Do.REPORT_TAKE_OVER, r=report.id),
        *[ends(chats, chats.near)] * 2,
    ]
    return acts, left


def erasing_while_approving(chats: Chats) -> tuple[list[Act], Act]:
    """The officer whose report it is and the supervisor who approves it both ask to be forgotten."""
    report = sent(chats)
    other = chats.member("1101", Role.DISTRICT)
    leavers = {one.person().id: one for one in (chats.near, other)}
    for one in leavers.values():
        one.types(ERASED)
    acts = [
        *(does(one, types="ยืนยัน") for one in leavers.values()),
        does(chats.district, Do.REVIEW_APPROVE, r=report.id, v=1),
        ends(chats, chats.near),
    ]

    def left() -> None:
        assert chats.report_of(OFFICE).status == ReportStatus.APPROVED
        with chats.database.reading() as session:
            for number in leavers:
                person = session.get_one(Person, number)
                assert (person.state, person.name) == (PersonState.LEFT, "")
                held = select(func.count()).where(
                    Membership.person_id == number, Membership.state != MembershipState.ENDED
                )
                assert session.scalar(held.select_from(Membership)) == 0

    return acts, left


def deciding_about_one_who_withdraws(chats: Chats) -> tuple[list[Act], Act]:
    wishes = chats.phone()
    wishes.types("06110110")
    wishes.types("ยืนยัน")
    with chats.database.reading() as session:
        pending = Membership.state == MembershipState.PENDING
        number = session.scalars(select(Membership.id).where(pending)).one()
    wishes.types("ออกจากหน่วยงาน")
    other = chats.member("1101", Role.DISTRICT)
    acts = [
        does(wishes, types="ยืนยัน"),
        does(chats.district, Do.JOIN_APPROVE, m=number),
        does(other, Do.JOIN_REFUSE, m=number),
        does(chats.province, Do.JOIN_APPROVE, m=number),
    ]

    def left() -> None:
        with chats.database.reading() as session:
            # To leave is what the person wants, whatever was decided before; refused first there is nothing to leave.
            state = session.get_one(Membership, number).state
        assert state in (MembershipState.ENDED, MembershipState.REFUSED)

    return acts, left


STORIES = (
    approving_returning_and_amending,
    sending_again_and_approving,
    taking_over,
    beginning,
    the_last_use,
    turning_the_code_over_while_it_is_used,
    ending_while_sending,
    ending_while_answering,
    erasing_while_approving,
    deciding_about_one_who_withdraws,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_at_once(chats: Chats, story: Callable[[Chats], tuple[list[Act], Act]]) -> None:
    acts, left = story(chats)
    assert 2 <= len(acts) <= 10
    at_once(*acts)
    left()
    holds_together(chats)


def holds_together(chats: Chats) -> None:
    """What is true after whatever happened in whatever order."""
    with chats.database.reading() as session:
        for report in session.scalars(select(Report)).unique():
            history = session.scalars(
                select(ReportEvent).where(ReportEvent.report_id == report.id).order_by(ReportEvent.id)
            ).all()
            states = [one.to_status for one in history]
            # Each act began where the one before it had ended.
            assert [one.from_status for one in history][1:] == states[:-1]
            assert not states or states[-1] == report.status
            assert [one.answers_after is not None for one in history].count(True) == report.revision
            assert (report.approved_level is None) or report.status in SENT
            talks = session.scalars(select(Conversation.id).where(Conversation.report_id == report.id)).all()
            assert len(talks) <= 1
        live = [
            (one.person_id, one.org_unit_id, one.role)
            for one in session.scalars(select(Membership)).unique()
            if one.state in (MembershipState.ACTIVE, MembershipState.PENDING)
        ]
        assert len(live) == len(set(live))
        assert all(left >= 0 for left in session.scalars(select(Invite.uses_left)))

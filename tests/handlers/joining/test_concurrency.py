"""Two people at the same instant, on each kind of database, with a connection each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import select

from models.database import Database
from models.membership import invite
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, meet
from services.membership import approvals, invites, join, leaving
from services.membership.invites import Standing
from services.membership.join import Outcome
from tests.support.kept import kept
from tests.support.town import Town

T = TypeVar("T")


@pytest.fixture
def town(any_database: Database) -> Town:
    return kept(any_database, Town)


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Each act in a thread of its own; all have begun before any of them goes on."""
    gate = threading.Barrier(len(acts))
    results: list[T] = []
    failures: list[BaseException] = []

    def run(act: Callable[[], T]) -> None:
        try:
            gate.wait(10)
            results.append(act())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures, failures
    return results


def people(town: Town, count: int) -> list[int]:
    with town.database.writing() as session:
        return [meet(session, f"U{number:032x}", town.clock.now).id for number in range(100, 100 + count)]


def test_the_last_use_is_taken_by_exactly_one(town: Town) -> None:
    code = town.invite("06110109", uses=1)
    now = town.clock.now

    def enter(person_id: int) -> Outcome:
        with town.database.writing() as session:
            used = invite.by_code(session, code)
            assert used is not None
            return join.enter(session, session.get_one(Person, person_id), used, now)

    outcomes = at_once(*[lambda one=one: enter(one) for one in people(town, 4)])
    assert sorted(outcomes) == [Outcome.JOINED, *[Outcome.USED_UP] * 3]
    with town.database.reading() as session:
        assert len(session.scalars(select(Membership)).unique().all()) == 1
        left = invite.by_code(session, code)
        assert left is not None and left.uses_left == 0


def test_of_two_who_decide_the_first_is_heard(town: Town) -> None:
    one, other = town.member("1101", Role.DISTRICT), town.member("1101", Role.DISTRICT)
    officer = town.phone()
    officer.types("06110110")
    officer.types("ยืนยัน")
    wish = the_request(town)
    now = town.clock.now

    def decide(person_id: int, approve: bool) -> str | None:
        with town.database.writing() as session:
            by = session.get_one(Person, person_id)
            decided = approvals.decide(session, wish, now, approve=approve, by=by)
            return decided.state if decided else None

    results = at_once(lambda: decide(one.person().id, True), lambda: decide(other.person().id, False))
    assert results.count(None) == 1
    (winner,) = [state for state in results if state]
    with town.database.reading() as session:
        assert session.get_one(Membership, wish).state == winner
    told = officer.hears()
    assert ("คำขอได้รับอนุมัติแล้ว" in told) == (winner == MembershipState.ACTIVE)
    assert ("ไม่ได้รับอนุมัติ" in told) == (winner == MembershipState.REFUSED)


def test_withdrawn_while_it_is_approved(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    officer = town.phone()
    officer.types("06110110")
    officer.types("ยืนยัน")
    wish = the_request(town)
    now = town.clock.now

    def approve() -> bool:
        with town.database.writing() as session:
            by = session.get_one(Person, district.person().id)
            return approvals.decide(session, wish, now, approve=True, by=by) is not None

    def withdraw() -> bool:
        with town.database.writing() as session:
            by = session.get_one(Person, officer.person().id)
            return leaving.end(session, wish, now, by=by) is not None

    at_once(approve, withdraw)
    # Whichever came first, the applicant's wish to leave is what stays.
    with town.database.reading() as session:
        assert session.get_one(Membership, wish).state == MembershipState.ENDED


def test_wrong_codes_at_once_buy_no_further_tries(town: Town) -> None:
    (person_id,) = people(town, 1)
    now = town.clock.now

    def guess() -> Standing:
        with town.database.writing() as session:
            return invites.tried(session, session.get_one(Person, person_id), "ABCD", now).standing

    for _ in range(8):
        assert guess() == Standing.UNKNOWN
    assert sorted(at_once(*[guess] * 4)) == [Standing.TOO_MANY, Standing.UNHEARD, Standing.UNHEARD, Standing.UNKNOWN]


def the_request(town: Town) -> int:
    with town.database.reading() as session:
        return session.scalars(select(Membership.id).where(Membership.state == MembershipState.PENDING)).one()

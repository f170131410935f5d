"""Guessing codes, and everybody at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.membership import mailbox_code
from models.membership.mailbox_code import MailboxCode, MailState
from models.membership.membership import Membership
from models.membership.person import Person, meet
from models.org_unit import OrgUnit, UnitKind
from services.membership import mailbox
from services.membership.mailbox import MOST_WRONG_BY_ALL, Asked, Entered, OfficeMailboxes
from tests.handlers.joining.test_concurrency import at_once
from tests.support.kept import kept
from tests.support.post_office import with_mailboxes
from tests.support.town import Town

GUESSES = 10_000


def office(session: Session, code: str) -> OrgUnit:
    return session.scalars(select(OrgUnit).where(OrgUnit.code == code)).unique().one()


def people(town: Town, count: int) -> list[int]:
    with town.database.writing() as session:
        return [meet(session, f"U{number:032x}", town.clock.now).id for number in range(100, 100 + count)]


def sent(session: Session, town: Town) -> None:
    """Every mail that waits has gone."""
    for code_id in mailbox_code.due(session, town.clock.now):
        code = mailbox_code.claim(session, code_id, town.clock.now, lease=timedelta(minutes=1), life=mailbox.LIFE)
        assert code is not None and mailbox_code.settle(session, code, MailState.SENT)


def test_ten_thousand_guesses_and_none_succeeds(sqlite_database: Database) -> None:
    """A hundred accounts, each office asked for its code each hour, and the right code among the guesses as soon as
    the tries for it are used up: so what holds is the rule, and not luck."""
    town = with_mailboxes(kept(sqlite_database, Town))
    guesses = looked_at = 0
    with town.database.writing() as session:
        guessers = [Person(line_user_id=f"U{number}", created_at=town.clock.now) for number in range(100)]
        session.add_all(guessers)
        offices = session.scalars(select(OrgUnit).where(OrgUnit.kind == UnitKind.SAO)).unique().all()
        while guesses < GUESSES:
            town.clock.passes(hours=1)
            for unit in offices:
                first = guesses // len(guessers) % len(guessers)
                batch = guessers[first:] + guessers[:first]
                asked = mailbox.ask(session, batch[0], unit, town.clock.now)
                sent(session, town)
                code = mailbox.newest(session, unit, town.clock.now)
                right = mailbox.digits(session, code) if code else "000000"
                for number, person in enumerate(batch):
                    wrong = f"{(int(right) + number + 1) % 10**6:06}"
                    said = right if number >= mailbox.MOST_TRIES or asked != Asked.ON_ITS_WAY else wrong
                    outcome, _ = mailbox.enter(session, person, unit, said, town.clock.now)
                    assert outcome != Entered.JOINED
                    looked_at += outcome == Entered.WRONG
                    guesses += 1
        assert session.scalar(select(func.count()).select_from(Membership)) == 0
    assert looked_at == guesses / len(guessers) * mailbox.MOST_TRIES


def test_one_person_is_not_heard_after_ten_wrong_codes_in_a_day(sqlite_database: Database) -> None:
    town = with_mailboxes(kept(sqlite_database, Town))
    (guesser,) = people(town, 1)
    codes = ["06110110", "06110109", "06110202"]
    outcomes = []
    with town.database.writing() as session:
        person = session.get_one(Person, guesser)
        for code in codes:
            assert mailbox.ask(session, person, office(session, code), town.clock.now) == Asked.ON_ITS_WAY
            sent(session, town)
        for code in codes:
            newest = mailbox.newest(session, office(session, code), town.clock.now)
            assert newest is not None
            right = mailbox.digits(session, newest)
            for number in range(1, 5):
                wrong = f"{(int(right) + number) % 10**6:06}"
                outcomes.append(mailbox.enter(session, person, office(session, code), wrong, town.clock.now)[0])
        assert outcomes == [Entered.WRONG] * 10 + [Entered.UNHEARD] * 2
        assert mailbox.enter(session, person, office(session, code), right, town.clock.now)[0] == Entered.UNHEARD
        assert mailbox.ask(session, person, office(session, "06110301"), town.clock.now) == Asked.TOO_OFTEN
        later = town.clock.now + timedelta(hours=25)
        assert mailbox.ask(session, person, office(session, "06110301"), later) == Asked.ON_ITS_WAY


def test_one_person_asks_for_five_codes_in_a_day(sqlite_database: Database) -> None:
    town = with_mailboxes(kept(sqlite_database, Town))
    (asker,) = people(town, 1)
    with town.database.writing() as session:
        person = session.get_one(Person, asker)
        outcomes = [
            mailbox.ask(session, person, office(session, f"061104{number:02d}"), town.clock.now)
            for number in range(1, 7)
        ]
    assert outcomes == [Asked.ON_ITS_WAY] * 5 + [Asked.TOO_OFTEN]


def test_guesses_of_many_people_at_many_offices_end_it_for_an_hour(sqlite_database: Database) -> None:
    town = with_mailboxes(kept(sqlite_database, Town))
    (one,) = people(town, 1)
    with town.database.writing() as session:
        person, unit, now = session.get_one(Person, one), office(session, "06110110"), town.clock.now
        rows = [
            MailboxCode(org_unit_id=unit.id, person_id=one, nonce=f"{number}", next_try_at=now, created_at=now, tries=5)
            for number in range(MOST_WRONG_BY_ALL // 5)
        ]
        session.add_all(rows)
        session.flush()
        other = office(session, "06110109")
        assert mailbox.ask(session, person, other, now) == Asked.TOO_OFTEN
        assert mailbox.ask(session, person, other, now + timedelta(minutes=61)) == Asked.ON_ITS_WAY


def test_at_once_one_mail_and_five_tries(any_database: Database) -> None:
    town = with_mailboxes(kept(any_database, Town))
    everybody = people(town, 8)
    now = town.clock.now

    def ask(person_id: int) -> Asked:
        with town.database.writing() as session:
            return mailbox.ask(session, session.get_one(Person, person_id), office(session, "06110110"), now)

    outcomes = at_once(*[lambda one=one: ask(one) for one in everybody])
    assert sorted(outcomes) == [*[Asked.ALREADY] * 7, Asked.ON_ITS_WAY]
    with town.database.writing() as session:
        sent(session, town)
        code = mailbox.newest(session, office(session, "06110110"), now)
        assert code is not None
        right = mailbox.digits(session, code)

    def enter(person_id: int, typed: str) -> Entered:
        with town.database.writing() as session:
            person = session.get_one(Person, person_id)
            return mailbox.enter(session, person, office(session, "06110110"), typed, now)[0]

    wrong = f"{(int(right) + 1) % 10**6:06}"
    at_once(*[lambda one=one: enter(one, wrong) for one in everybody[:3]])
    # Two tries are left: of eight who type the right code at once one comes in.
    outcomes = at_once(*[lambda one=one: enter(one, right) for one in everybody])
    assert sorted(outcomes) == [Entered.JOINED, *[Entered.OVER] * 7]


@pytest.mark.parametrize(
    "code",
    ["06110110\r\nBcc: x@evil.example", "06110110,x@evil.example", "0611011", "０６１１０１１０", "06110110 ", ""],
)
def test_a_code_that_is_none_makes_no_address(code: str) -> None:
    mailboxes = OfficeMailboxes("saraban_{code}", "dla.go.th")
    assert mailboxes.of(OrgUnit(code=code, kind=UnitKind.SAO)) is None
    assert mailboxes.of(OrgUnit(code="06110110", kind=UnitKind.SAO)) == "saraban_06110110@dla.go.th"
    assert mailboxes.of(OrgUnit(code="1101", kind=UnitKind.DISTRICT)) is None

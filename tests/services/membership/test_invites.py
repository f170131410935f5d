"""Invitations: codes, roles, links."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import org_unit
from models.database import Database
from models.membership.invite import Invite
from models.membership.membership import Role
from models.membership.person import meet
from models.org_unit import OrgUnit
from services.access.jurisdiction import Assignment, Jurisdiction, Level
from services.membership import invites, inviting
from services.membership.invites import InviteError
from services.membership.inviting import Whom
from tests.services.reminding.test_marked_meanwhile import while_taken
from tests.support import databases
from tests.support.kept import kept
from tests.support.town import Town


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, Town)


def test_codes_cannot_be_guessed_and_have_no_look_alikes() -> None:
    assert math.log2(len(set(invites.ALPHABET))) * invites.LENGTH >= 80
    assert not set("IO01") & set(invites.ALPHABET)
    codes = {invites.new_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4, 4, 4, 4]
        assert set(code) - {"-"} <= set(invites.ALPHABET)
    # Every sign is in use: a narrower choice would be easier to guess.
    assert set("".join(codes)) - {"-"} == set(invites.ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "ABCD-EFGH-JKLM-NPQR",
        "abcd-efgh-jklm-npqr",
        "ABCDEFGHJKLMNPQR",
        " abcd efgh jklm npqr ",
        "ABCD–EFGH–JKLM–NPQR",
        "\u200bABCD-EFGH-JKLM-NPQR",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert invites.read_code(typed) == "ABCD-EFGH-JKLM-NPQR"


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-JKLM-NPQ0", "ABCD-EFGH-JKLM-NPQRS", "กขคง-EFGH-JKLM-NPQR", "'; --"]
)
def test_what_cannot_be_a_code(typed: str) -> None:
    assert invites.read_code(typed) is None


def test_thai_digits_in_a_code() -> None:
    assert invites.read_code("๒BCD-EFGH-JKLM-NPQ๓") == "2BCD-EFGH-JKLM-NPQ3"


FITTING = {
    "06110109": {Role.OFFICER, Role.DEPUTY},
    "02110101": {Role.OFFICER, Role.DEPUTY},
    "1101": {Role.DISTRICT},
    "11": {Role.PROVINCE},
    "TH": {Role.DEPARTMENT, Role.ADMIN},
}


@pytest.mark.parametrize("code", FITTING)
@pytest.mark.parametrize("role", Role)
def test_the_role_fits_the_office(town: Town, code: str, role: Role) -> None:
    with town.database.writing() as session:
        unit = office(session, code)
        if role in FITTING[code]:
            assert invites.create(session, unit, role, town.clock.now).role == role
        else:
            with pytest.raises(InviteError, match=f"{role.value} does not fit {code}"):
                invites.create(session, unit, role, town.clock.now)


def test_uses_and_days_within_reason_and_an_office_that_exists(town: Town) -> None:
    with town.database.writing() as session:
        unit = office(session, "06110109")
        for wrong in ({"uses": 0}, {"uses": 501}, {"days": 0}, {"days": 367}):
            with pytest.raises(InviteError):
                invites.create(session, unit, Role.OFFICER, town.clock.now, **wrong)
        unit.open_to = town.clock.now.date()
        with pytest.raises(InviteError, match="no longer exists"):
            invites.create(session, unit, Role.OFFICER, town.clock.now)


def test_the_link_opens_the_chat_with_the_words_ready(town: Town) -> None:
    with town.database.writing() as session:
        made = invites.create(session, office(session, "06110109"), Role.OFFICER, town.clock.now, days=7)
        assert made.expires_at == town.clock.now + timedelta(days=7)
        assert invites.chat_link(session, made) == (
            "https://line.me/R/oaMessage/%40nongraingan/?"
            f"%E0%B9%80%E0%B8%82%E0%B9%89%E0%B8%B2%E0%B8%A3%E0%B9%88%E0%B8%A7%E0%B8%A1%20{made.code}"
        )


@pytest.mark.parametrize("renew", [False, True])
def test_two_who_make_codes_in_the_same_instant_leave_one(renew: bool) -> None:
    """On PostgreSQL alone, where neither waits for the other unless told to."""
    with databases.opened("postgresql") as database:
        town = kept(database, Town)

        def make(session: Session) -> int:
            district, by = office(session, "1101"), meet(session, "U" + "b" * 32, town.clock.now)
            above = Jurisdiction((Assignment(district, Level.DISTRICT),))
            wanted = inviting.lines(session, above, district, Whom.OFFICERS, town.clock.now)
            return inviting.prepare(session, wanted, by, town.clock.now, uses=5, days=30, renew=renew)

        def comes() -> int:
            with database.writing() as session:
                return make(session)

        with database.writing() as session:
            meet(session, "U" + "b" * 32, town.clock.now)
        if renew:
            comes()
        while_taken(database, make, comes)
        with database.reading() as session:
            left = [one.org_unit_id for one in session.scalars(select(Invite)).unique() if one.uses_left]
        assert len(left) == len(set(left)) == 4


def office(session, code: str) -> OrgUnit:
    unit = org_unit.by_code(session, code)
    assert unit is not None
    return unit

"""The whole table of what leads where against everybody: nobody is shown or changes what is not theirs, and everybody
hears an answer.

All of it is read from `dispatch.TABLE`, from the vocabulary and from the buttons that the bot itself draws: a new row,
word or button is tested without being written down here. `test_confinement.py` looks at each act's own values.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.events import Kind
from bot.vocabulary import recognise
from bot.vocabulary.intents import Do, Takes
from handlers.dispatch import HEARS, INTERVIEWS, TABLE
from handlers.permissions import Who
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report, ReportStatus
from tests.handlers.undone import Chat
from tests.support import databases
from tests.web.desk.world import NOWHERE, REACHES, Place, world_in

pytestmark = pytest.mark.slow

NOBODY = ("stranger", "pending", "pending supervisor", "ended", "removed")
OFFICERS = ("officer", "officer far away")
SUPERVISORS = ("district", "province", "another province", "department")
EVERYBODY = (*NOBODY, *OFFICERS, *SUPERVISORS)
MAY = {
    Who.ANYBODY: set(EVERYBODY),
    Who.STRANGER: set(NOBODY),
    Who.MEMBER: {*OFFICERS, *SUPERVISORS},
    Who.REPORTER: set(OFFICERS),
    Who.SUPERVISOR: set(SUPERVISORS),
    Who.DEPARTMENT: {"department"},
}
THEIRS = {"officer": {"here"}, "officer far away": {"there"}} | REACHES
# Of those who may: one of each kind who is somewhere else.
ELSEWHERE = ("pending", "removed", "officer", "district", "another province")
# What somebody may leave behind about themselves, whatever they press.
ONES_OWN = {"snooze", "desk_link", "desk_visit", "audit_log"}
# Without a letter's code these are about the person's own letters.
OWN_LETTERS = {
    Do.CIRCULARS: {"circular_office", "circular_receipt"},
    Do.CIRCULAR_ACKNOWLEDGE: {"circular_office", "circular_receipt"},
}


MONTH, REQUEST, MEMBER = "month", "request", "member"


def values_of(place: Place, m: str) -> dict[str, object]:
    """All that a button about this office could carry, whatever it does; `m` says what stands there under this name."""
    named = {MONTH: "2026-10", REQUEST: place.request, MEMBER: place.member}
    about = {"p": "khok-nong-na", "u": place.office, "m": named[m]}
    return about | {"r": place.report, "v": 1, "n": 1, "q": 0, "k": "unclear", "d": "2026-11-10", "t": 0}


def tables(changed: str) -> set[str]:
    return set(changed.split(", ")) - {""}


@pytest.fixture(scope="module")
def chat() -> Iterator[Chat]:
    """Everybody in the middle of something: an amendment, a trial, a report to be sent back, an office to be chosen."""
    with databases.opened("sqlite") as database:
        chat = Chat(world_in(database))
        with database.writing() as session:
            session.get_one(Report, chat.world.places["there"].report).status = ReportStatus.RETURNED
        yield chat


@pytest.fixture(scope="module")
def drawn(chat: Chat) -> dict[str, set[str]]:
    """Who → the data of all buttons they were shown in the middle of their work."""
    here = chat.world.places["here"]
    look = f"do=review.open&r={here.report}"
    back = f"do=review.back&r={here.report}&v=1&q=0"
    extend = f"do=chase.extend&p=khok-nong-na&u={here.province}&m=2026-10"
    told = {
        "officer": ["do=report.amend", "do=report.see"],
        "department": ["do=trial.start&v=1"],
        "district": [f"do=review.queue&p=khok-nong-na&u={here.office}&m=2026-10", look, back],
        "province": ["do=join.requests", extend],
        "stranger": ["do=join.choose"],
        "pending": ["do=join.leave"],
    }
    return {
        who: {data for said in buttons for data in chat.stays(who, kind=Kind.POSTBACK, data=said)}
        for who, buttons in told.items()
    }


def test_the_roles_are_all_there() -> None:
    assert set(MAY) == set(Who)


@pytest.mark.parametrize("do", TABLE)
def test_a_button_does_nothing_for_those_who_may_not(chat: Chat, do: Do) -> None:
    here = chat.world.places["here"]
    for who in sorted(set(EVERYBODY) - MAY[TABLE[do].who]):
        bare, bare_change = chat.presses(who, do, {}, here)
        assert bare != "[]" and bare_change == "", who
        assert chat.presses(who, do, values_of(here, REQUEST if do.startswith("join.") else MONTH), here) == (
            bare,
            "",
        ), who
        assert "SECRET" not in bare, who


@pytest.mark.parametrize("do", TABLE)
def test_a_button_about_another_s_office_is_one_about_nothing(chat: Chat, do: Do) -> None:
    for who in sorted(MAY[TABLE[do].who].intersection(ELSEWHERE)):
        place = chat.world.places["here" if who in NOBODY or who == "another province" else "there"]
        for m in (MONTH, REQUEST, MEMBER):
            said, changed = chat.presses(who, do, values_of(place, m), place)
            assert (said, changed) == chat.presses(who, do, values_of(NOWHERE, m), NOWHERE), who
            # "…" stands for the office's number.
            assert said != "[]" and "SECRET-…" not in said and "SECRET-asks-…" not in said, who
            assert not tables(changed) - ONES_OWN - OWN_LETTERS.get(do, set()), (who, changed)


@pytest.mark.parametrize("do", [do for do in TABLE if TABLE[do].who is not Who.ANYBODY])
def test_those_who_may_are_answered_otherwise(chat: Chat, do: Do) -> None:
    """Else the first of these tests could not fail."""
    row = TABLE[do]
    refused = chat.presses(sorted(set(EVERYBODY) - MAY[row.who])[0], do, {}, NOWHERE)[0]
    answers = (
        chat.presses(who, do, {"v": 1} if do is Do.TRIAL_START else values_of(place, m), place)[0]
        for who in sorted(MAY[row.who])
        for place in (chat.world.places["here"], chat.world.places["there"])
        for m in (MONTH, REQUEST, MEMBER)
    )
    assert any(said != refused for said in answers)


def test_a_word_does_nothing_for_those_who_may_not(chat: Chat) -> None:
    here = chat.world.places["here"]
    for phrase in recognise.TABLE:
        said = next(iter(phrase.each)) + (" 1" if phrase.takes is Takes.NUMBER else "")
        for who in sorted(set(EVERYBODY) - MAY[TABLE[phrase.do].who]):
            answered, changed = chat.types(who, said, here)
            assert answered != "[]" and changed == "" and "SECRET" not in answered, (who, said)


def test_everybody_is_in_the_middle_of_something(chat: Chat, drawn: dict[str, set[str]]) -> None:
    """Every kind of conversation that words could come to stands open, so that the next test sees its buttons."""
    assert all(drawn.values())
    with chat.world.site.database.reading() as session:
        open_now = set(session.scalars(select(Conversation.about).where(Conversation.is_active)))
    # A change to a report that was sent has the buttons of the report.
    assert set(INTERVIEWS) - {About.AMENDMENT} | {About.JOIN, About.REVIEW, About.FOLLOW_UP} <= open_now
    assert len(HEARS) == 4


@pytest.mark.parametrize("whose", ["officer", "department", "district", "province", "stranger", "pending"])
def test_another_s_old_button_does_nothing(chat: Chat, drawn: dict[str, set[str]], whose: str) -> None:
    here = chat.world.places["here"]
    others = [who for who in EVERYBODY if "here" not in THEIRS.get(who, ()) and who not in drawn]
    for data in sorted(drawn[whose]):
        for who in others:
            said, changed = chat.taps(who, data, here)
            assert said != "[]" and "SECRET" not in said and not tables(changed) - ONES_OWN, (who, data, changed)


def test_free_words_come_to_nobody_s_conversation_but_one_s_own(chat: Chat, drawn: dict[str, set[str]]) -> None:
    here = chat.world.places["here"]
    for who in ("ended", "removed", "pending supervisor", "officer far away"):
        for said in ("2", "ยืนยัน", "ส่ง", "ไม่ชัดเจน", "12500", "แพรกษา"):
            answered, changed = chat.types(who, said, here)
            assert answered != "[]" and changed == "" and "SECRET" not in answered, (who, said)

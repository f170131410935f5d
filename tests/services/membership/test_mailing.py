"""A mail server that is away, slow or unwilling, and senders that die: nobody is harmed, and somebody is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.database import Database
from models.membership import mailbox_code
from models.membership.mailbox_code import MailState
from services.membership import mailbox
from services.membership.mailing import LEASE, WAITS
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.post_office import Post, PostOffice, listening
from tests.support.town import Town

NOT_SENT = "ไม่สำเร็จค่ะ"


@pytest.fixture
def post(sqlite_database: Database) -> Iterator[Post]:
    office = PostOffice()
    with listening(office) as port:
        yield Post(kept(sqlite_database, Town), office, port)


def asks(post: Post) -> Phone:
    successor = post.town.phone()
    successor.types("06110110")
    successor.taps("รับรหัสทางอีเมล")
    return successor


def test_a_server_that_comes_back_is_tried_again_with_the_same_code(post: Post) -> None:
    successor, there = asks(post), post.mailer
    post.away()
    assert post.works() == [WAITS[0]]
    assert post.works() == [], "not before its time"
    post.mailer = there
    post.town.clock.passes(seconds=WAITS[0])
    assert post.works() == [] and len(post.office.mails) == 1
    assert "เข้าร่วมเรียบร้อยแล้ว" in successor.types(post.office.code())


def test_a_server_that_stays_away_is_given_up_and_the_asker_told(post: Post) -> None:
    successor = asks(post)
    post.away()
    waits = []
    for _ in range(4):
        waits += post.works()
        post.town.clock.passes(seconds=60)
    assert waits == [*WAITS] and post.row().state == MailState.FAILED
    assert post.woken == [successor.person().id]
    told = successor.hears()
    assert NOT_SENT in told and "พิมพ์ 06110110 เพื่อขอให้หน่วยงานที่กำกับดูแลอนุมัติ" in told
    # No mail went: the office may be asked again at once, and the other way is open.
    assert "ส่งคำขอเข้าร่วมแล้ว" in (successor.types("06110110") and successor.types("ยืนยัน"))
    assert asks(post).hears() == "" and post.row().state == MailState.PENDING


def test_a_mailbox_that_is_refused_is_not_tried_again(post: Post) -> None:
    successor = asks(post)
    post.office.refuses = "550 no such mailbox"
    assert post.works() == [] and post.row().state == MailState.FAILED
    assert post.row().error == "the mailbox was refused (550)"
    assert NOT_SENT in successor.hears()


def test_what_a_killed_sender_left_another_sends(post: Post) -> None:
    asks(post)
    with post.town.database.writing() as session:
        (code_id,) = mailbox_code.due(session, post.town.clock.now)
        assert mailbox_code.claim(session, code_id, post.town.clock.now, lease=LEASE, life=mailbox.LIFE)
    assert post.works() == [] and post.office.envelopes == []
    post.town.clock.now += LEASE + timedelta(seconds=1)
    post.works()
    assert len(post.office.envelopes) == 1 and post.row().state == MailState.SENT


def test_a_mail_that_waited_for_hours_is_not_sent(post: Post) -> None:
    successor = asks(post)
    post.town.clock.passes(hours=3)
    post.works()
    assert post.office.envelopes == [] and NOT_SENT in successor.hears()


def test_without_a_mail_server_nothing_is_due(post: Post) -> None:
    asks(post)
    with post.town.database.reading() as session:
        assert (
            type(post.mailer)(post.town.database, None, "", lambda: post.town.clock.now, post.woken.extend).due(
                session, post.town.clock.now
            )
            == ()
        )

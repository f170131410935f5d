"""What is sent where LINE does not take it all, and what keeps its place for later."""

from __future__ import annotations

from dataclasses import dataclass

from bot.message_class import MessageClass
from scheduler.reserves import cut

DUE, OVERDUE, DIGEST = MessageClass.DUE, MessageClass.OVERDUE, MessageClass.DIGEST


@dataclass(frozen=True)
class Wanted:
    message_class: MessageClass


def taken(room: int | None, later: dict[MessageClass, int], *classes: MessageClass) -> tuple[list, list]:
    first, others = cut([Wanted(one) for one in classes], room, later)
    return [one.message_class for one in first], [one.message_class for one in others]


def test_without_a_limit_all_are_sent():
    assert taken(None, {MessageClass.RECEIPT: 10**6}, DUE, DIGEST) == ([DUE, DIGEST], [])


def test_the_first_are_sent_as_far_as_it_goes():
    assert taken(2, {}, DUE, DUE, OVERDUE) == ([DUE, DUE], [OVERDUE])
    assert taken(0, {}, DUE) == taken(-4, {}, DUE) == ([], [DUE])


def test_what_is_more_important_keeps_its_place_and_what_is_less_does_not():
    later = {MessageClass.RETURN: 1, OVERDUE: 3, MessageClass.ANNOUNCEMENT: 50}
    assert taken(3, later, DUE, DUE, OVERDUE, DIGEST) == ([DUE, DUE], [OVERDUE, DIGEST])
    assert taken(4, later, DUE, DUE, OVERDUE, DIGEST) == ([DUE, DUE, OVERDUE], [DIGEST])
    assert taken(7, later, DUE, DUE, OVERDUE, DIGEST) == ([DUE, DUE, OVERDUE], [DIGEST])
    assert taken(8, later, DUE, DUE, OVERDUE, DIGEST) == ([DUE, DUE, OVERDUE, DIGEST], [])

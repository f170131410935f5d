"""Who may do what, and what those hear who may not: the one place that answers it, at every turn."""

from __future__ import annotations

from enum import StrEnum

from bot.messages import Message
from bot.texts.reporting import report as report_words
from bot.texts.reviewing import overview as review_words
from handlers.request import Request
from models.membership.membership import REPORTING_ROLES
from services.membership import deciders


class Who(StrEnum):
    """Those to whom something is open. What lies within their reach is for the acts themselves to look up."""

    ANYBODY = "anybody"
    STRANGER = "stranger"  # belongs to no office (yet)
    MEMBER = "member"  # of any office, in any role
    REPORTER = "reporter"  # for at least one office
    SUPERVISOR = "supervisor"  # of a district, a province or the country
    DEPARTMENT = "department"


def may(request: Request, who: Who) -> bool:
    """Whether the person is one of these now: a membership that has ended counts no more at once."""
    match who:
        case Who.STRANGER:
            return not request.active
        case Who.MEMBER:
            return bool(request.active)
        case Who.REPORTER:
            return bool(request.offices)
        case Who.SUPERVISOR:
            return bool(request.areas)
        case Who.DEPARTMENT:
            return request.is_department
    return True


def refusal(request: Request, who: Who) -> list[Message]:
    """What somebody hears who is none of these; empty where it is to be as though there were no such thing."""
    if who is Who.REPORTER and request.only_supervises:
        return [review_words.OFFICES_REPORT]
    if who in (Who.REPORTER, Who.MEMBER):
        return [not_joined(request)]
    return [review_words.NOT_A_SUPERVISOR] if who is Who.SUPERVISOR else []


def not_joined(request: Request) -> Message:
    """To somebody who belongs to no office: how to join, or for whom the request waits."""
    if not request.pending:
        return report_words.NO_OFFICE
    wish = request.pending[0]
    told = deciders.told_of(request.session, wish)
    return report_words.not_yet(wish.unit, told[0][1] if told else None, reports=wish.role in REPORTING_ROLES)

"""What waits for the visitor, each with how much of it there is and where it is done: the head of the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.tally import Tally
from bot.texts.desk import waiting as words
from services.access.jurisdiction import Level
from services.reviewing import waits
from web.desk.choosing import Chosen
from web.desk.signed_in import Desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` of what `label` says; `href` is the page on which it is done."""

    label: str
    count: int
    href: str


def at_home(desk: Desk, asked: Chosen | None = None, tally: Tally | None = None) -> Sequence[Waiting]:
    """Of the whole jurisdiction; `tally` is that of the month `asked` in the visitor's own area, None where no
    programme has begun."""
    found = [*_reports(desk, asked, tally), Waiting(words.REQUESTS, desk.waits.requests, "/desk/admin/requests")]
    if tally is not None:
        found.append(Waiting(words.UNREGISTERED, tally.unregistered, f"/desk/admin/invites/{desk.top.code}"))
    found.append(Waiting(words.LETTERS, desk.waits.letters, "/desk/circulars/"))
    return [one for one in found if one.count]


def _reports(desk: Desk, asked: Chosen | None, tally: Tally | None) -> list[Waiting]:
    """One line a post and programme in which anything waits; its name only where there are several."""
    if desk.level is Level.DEPARTMENT:
        if asked is None or tally is None:
            return []
        count = waits.for_department(asked.programme, tally)
        return [Waiting(words.APPROVE, count, _table(desk.top.code, asked.programme.code, asked.period))]
    titles = {one.id: one for one in desk.programmes}
    names = {post.unit.code: post.unit for post in desk.jurisdiction.assignments}
    reports = desk.waits.reports
    is_of_many = len({number for _, number, _ in reports}) > 1
    return [
        Waiting(
            words.approve(names[code] if len(names) > 1 else None, titles[number].title if is_of_many else ""),
            count,
            _table(code, titles[number].code, period),
        )
        for (code, number, period), count in reports.items()
    ]


def _table(code: str, programme: str, period: str) -> str:
    """The offices whose reports wait."""
    asked = {"programme": programme, "period": period, "view": "offices", "status": "waiting"}
    return f"/desk/u/{code}?{urlencode(asked)}#table"

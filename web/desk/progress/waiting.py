"""What waits for the visitor, each with how much of it there is and where it is done: the head of the first page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.tally import Tally
from bot.texts.desk import waiting as words
from services.access.jurisdiction import Level
from services.reviewing import waits
from services.reviewing.earlier import LOOKED_BACK, earlier
from web.desk.choosing import Chosen
from web.desk.signed_in import Desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` of what `label` says; `href` is the page on which it is done."""

    label: str
    count: int
    href: str


def at_home(
    desk: Desk, asked: Chosen | None = None, tally: Tally | None = None, year: Sequence[tuple[str, Tally]] = ()
) -> Sequence[Waiting]:
    """Of the whole jurisdiction; `tally` is that of the month `asked` in the visitor's own area, None where no
    programme has begun, `year` those of the months up to it."""
    found = [*_reports(desk, asked, tally), *_earlier(desk, asked, year)]
    found.append(Waiting(words.REQUESTS, desk.waits.requests, "/desk/admin/requests"))
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
    reports = desk.waits.reports
    is_of_many = len({number for _, number, _ in reports}) > 1
    return _lines(desk, reports, is_of_many=is_of_many)


def _earlier(desk: Desk, asked: Chosen | None, year: Sequence[tuple[str, Tally]]) -> list[Waiting]:
    """The same of months that are over, each by its name. Of the department's, those before the one that it looks at:
    the page has counted them."""
    if desk.level is Level.DEPARTMENT:
        before = list(year)[-2 : -2 - LOOKED_BACK : -1] if asked else []
        found = {
            (desk.top.code, asked.programme.id, period): count
            for period, month in before
            if asked and (count := waits.for_department(asked.programme, month))
        }
    else:
        found = earlier(desk.session, desk.person, desk.jurisdiction, desk.asked, desk.now)
    return _lines(desk, found, is_of_many=len(desk.asked) > 1, is_earlier=True)


def _lines(
    desk: Desk, reports: Mapping[tuple[str, int, str], int], *, is_of_many: bool, is_earlier: bool = False
) -> list[Waiting]:
    titles = {one.id: one for one in desk.asked}
    names = {post.unit.code: post.unit for post in desk.jurisdiction.assignments}
    return [
        Waiting(
            words.approve(
                names[code] if len(names) > 1 else None,
                titles[number].title if is_of_many else "",
                period if is_earlier else "",
            ),
            count,
            _table(code, titles[number].code, period),
        )
        for (code, number, period), count in reports.items()
    ]


def _table(code: str, programme: str, period: str) -> str:
    """The offices whose reports wait."""
    asked = {"programme": programme, "period": period, "view": "offices", "status": "waiting"}
    return f"/desk/u/{code}?{urlencode(asked)}#table"

"""Who is at the desk: every one of its views stands behind `for_supervisors`.

A GET gets a transaction that only reads, a POST one that is committed when the view has answered. The cookie is
looked up in that same transaction, so a membership that has ended closes the page at once.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, BinaryIO, NoReturn, TypeVar, cast

from flask import Response, abort, current_app, flash, g, make_response, redirect, request
from flask import session as flashed
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import RequestEntityTooLarge

from bot.line.address import Address
from bot.texts.desk import desk as words
from models import audit_log
from models import programme as programmes
from models.database import Database
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.report import Report
from services.access import desk as visits
from services.access import jurisdiction as reaches
from services.access.jurisdiction import Jurisdiction, Level
from services.reviewing import waits
from services.reviewing.waits import Waits
from services.storage.store import Store
from web import limits
from web.bodies import is_from_elsewhere, typed_before
from web.desk import frame

# The browser's own Back shows such a page as it was; one that nobody keeps it would have to ask for by sending the form
# again, and shows an error instead. Leaving the desk empties what is kept (`coming.py`).
AGAIN = "private, no-cache"

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def no_photos(key: str) -> bytes:
    """A desk without a store."""
    raise FileNotFoundError(key)


def no_small(attachment_id: int, key: str) -> bytes:
    raise FileNotFoundError(key)


def no_files(key: str) -> BinaryIO:
    raise FileNotFoundError(key)


@dataclass(frozen=True)
class DeskDependencies:
    """What the desk's views work with. `secure`: the cookie travels over https only. `wake` hears the ids of people for
    whom a page has put something into the outbox, after the commit. `open_photo` gives the stored bytes of an
    attachment's key, `open_small` the small picture of an attachment's id and key, `open_file` what a job has made, by
    its key; all raise FileNotFoundError. `begin` hears the id of a job that was asked for, after the commit. `store` is
    where the letters and files of the library that pages take in are kept."""

    database: Database
    clock: Callable[[], datetime]
    address: Callable[[], Address]
    secure: bool
    wake: Callable[[Sequence[int]], None]
    open_photo: Callable[[str], bytes]
    open_small: Callable[[int, str], bytes]
    begin: Callable[[int], None]
    open_file: Callable[[str], BinaryIO]
    store: Store

    @property
    def cookie_name(self) -> str:
        # The prefix makes browsers insist on Secure, on this host alone and on the whole path.
        return "__Host-desk" if self.secure else "desk"


@dataclass(frozen=True)
class Desk:
    """What a view gets: one transaction, who asks, how far they reach, and the moment. `counted` is what the page has
    found out already of the reports that wait (see `services/reviewing/waits.look`)."""

    session: Session
    person: Person
    jurisdiction: Jurisdiction
    now: datetime
    form_mark: str
    counted: dict[tuple[str, int, str], int] = field(default_factory=dict)

    @property
    def top(self) -> OrgUnit:
        return self.jurisdiction.assignments[0].unit

    @property
    def level(self) -> Level:
        return self.jurisdiction.assignments[0].level

    @cached_property
    def programmes(self) -> Sequence[Programme]:
        """All programmes, oldest first."""
        return programmes.every(self.session)

    @cached_property
    def asked(self) -> Sequence[Programme]:
        """Those of which there is a form: of any other nobody can report, and nobody is waited for."""
        return programmes.with_form(self.session)

    @cached_property
    def waits(self) -> Waits:
        """What waits for this visitor; asked for once a page."""
        # The department's reports are not counted here.
        every = () if self.level is Level.DEPARTMENT else self.asked
        return waits.look(self.session, self.person, self.jurisdiction, every, self.now, counted=self.counted)

    def unit(self, code: str) -> OrgUnit:
        """The unit within the jurisdiction; outside or unknown, it ends in the desk's one 404."""
        return reaches.unit_within(self.session, self.jurisdiction, code) or self.nothing()

    def report(self, report_id: int) -> Report:
        """The report within the jurisdiction; the same 404 otherwise."""
        return reaches.report_within(self.session, self.jurisdiction, report_id) or self.nothing()

    def note(self, action: str, unit: OrgUnit | None = None, subject: str = "", **detail: object) -> None:
        """A line of the audit log: this visitor does or takes out this (see `models/audit_log.note`). It is written
        with what the request changes; where it changes nothing, by itself before the answer leaves."""
        unit_id = unit.id if unit is not None else None
        line = {"person_id": self.person.id, "unit_id": unit_id, "subject": subject} | detail
        self.session.info.setdefault("noted", []).append((action, line))

    def let_go(self) -> None:
        """Ends the transaction of a view that only reads, before what takes its time. What was loaded stays; a later
        question begins another."""
        self.session.commit()

    def did(self, actions: Collection[str], about: ColumnElement[bool]) -> str | None:
        """Which of these acts this visitor did last to what is meant (see `models/audit_log.last_of`)."""
        return audit_log.last_of(self.session, self.person.id, actions, about)

    def gone(self, told: str, path: str) -> NoReturn:
        """Where the 404 would leave them wondering: what has become of what was theirs, said at `path`; where the form
        that they sent holds words, said above these."""
        if typed := typed_before():
            abort(frame.trouble(404, words.Trouble(told, words.NOT_RECORDED, words.NOT_HERE.way), typed))
        flash(told, "warn")
        abort(redirect(path, 303))

    def nothing(self) -> NoReturn:
        """The one 404 of the desk: outside the jurisdiction and not there are not told apart."""
        abort(frame.trouble(404, words.NOT_HERE))


def dependencies() -> DeskDependencies:
    return cast(DeskDependencies, current_app.extensions["desk"])


def for_supervisors(*levels: Level, writes: bool = True, max_body: int | None = None) -> Callable[[View], View]:
    """Only for people signed in who supervise something; with `levels` only where their highest level is one of them.

    The view gets a `Desk` before its own arguments. A POST without our form's mark is refused. `writes` False gives
    a POST that changes nothing a reading transaction; `max_body` (bytes) lets a larger upload in than other pages'.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            if max_body is not None:
                request.max_content_length = max_body
            changes = writes and request.method not in ("GET", "HEAD")
            try:
                answer = _answer(view, values, levels, changes)
            except (StaleDataError, IntegrityError, OperationalError):
                if not changes:
                    raise
                # Somebody else did the same at the same instant: look again at what they made of it.
                _rewind()
                answer = _answer(view, values, levels, changes)
            answer.headers.setdefault("Cache-Control", AGAIN if _may_be_shown_again(answer) else "no-store")
            return answer

        who = ", ".join(levels) or "district, province, department"
        guarded.who_may_call = f"supervisors: {who}"  # type: ignore[attr-defined]
        guarded.levels = levels or tuple(Level)  # type: ignore[attr-defined]
        guarded.max_body = max_body  # type: ignore[attr-defined]
        return cast(View, guarded)

    return mark


def _may_be_shown_again(answer: Response) -> bool:
    """Whether this is a page that a form led to: one that asks once more, or says what to mend in what was typed."""
    return request.method == "POST" and answer.mimetype == "text/html" and answer.status_code in (200, 409, 422)


def _answer(view: View, values: dict[str, Any], levels: Sequence[Level], changes: bool) -> Response:
    at = dependencies()
    now, cookie = at.clock(), request.cookies.get(at.cookie_name, "")
    queued: list[tuple[int, int]] = []
    with at.database.writing() if changes else at.database.reading() as session:
        visitor = visits.who(session, cookie, now)
        if visitor is None:
            is_sent = request.method == "POST"
            return frame.signed_out(words.SIGNED_OUT_SENDING if is_sent else words.SIGNED_OUT, typed=typed_before())
        if not limits.allows(limits.PERSON, f"person {visitor.person.id}"):
            return frame.trouble(429, words.TOO_OFTEN, typed_before())
        mark = visits.form_mark(session, cookie)
        desk = Desk(session, visitor.person, visitor.jurisdiction, now, mark)
        g.desk = desk
        if levels and desk.level not in levels:
            return frame.trouble(403, words.NOT_FOR_YOU)
        try:
            sent = request.form.get("mark", "")
        except RequestEntityTooLarge:
            return frame.trouble(413, words.TOO_LARGE)
        if request.method == "POST" and (is_from_elsewhere() or not hmac.compare_digest(sent.encode(), mark.encode())):
            return frame.trouble(400, words.STALE_FORM, typed_before())
        answer = make_response(view(desk, **values))
        queued, noted = session.info.get("queued", []), session.info.get("noted", [])
        if changes:
            _write_down(session, now, noted)
    if noted and not changes:
        # What is asked for does not leave without its line.
        with at.database.writing() as session:
            _write_down(session, now, noted)
    if changes and queued:
        at.wake([person_id for person_id, _ in queued])
    return answer


def _write_down(session: Session, now: datetime, noted: Sequence[tuple[str, dict[str, Any]]]) -> None:
    for action, line in noted:
        audit_log.note(session, now, action, **line)


def _rewind() -> None:
    """The request as it came: no word of the lost try, uploads at their beginning."""
    flashed.pop("_flashes", None)
    for upload in request.files.values():
        upload.stream.seek(0)

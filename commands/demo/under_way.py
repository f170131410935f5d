"""A month under way in the demo's province: some offices have sent, one has to correct, somebody asks to join.

Everything goes through the services that the chat uses: whoever would hear of it by LINE hears it once the bot speaks.
"""

from __future__ import annotations

import hashlib
import io
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import local_day
from commands.demo.seed import DATA, answers_of, office, on_line, person, tell
from commands.wiring import Wiring
from models import org_unit, programme
from models.membership import membership
from models.membership.person import Person
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.forms.compiled import form_of
from services.membership import join
from services.obligations import due_months
from services.reporting import report_conversation, submit
from services.reviewing import decisions
from services.reviewing.points import Point
from services.storage.store import Store

WANTED = DATA["under_way"]
# Sent a while ago, on the morning the demo begins: before the 1st nothing can be sent.
_AGO = timedelta(minutes=20)


def begin(wiring: Wiring, line: str) -> None:
    """Adds it to the seeded province, and tells the pretend LINE at `line` what a newcomer may try."""
    now = wiring.clock()
    store = Store(wiring.settings.media_url)
    photos = {each["officer"]["unit"]: _photo(number) for number, each in enumerate(WANTED["reports"])}
    for unit, drawn in photos.items():
        store.put_bytes(_key(unit), drawn)
    wanted = [*(each["officer"] for each in WANTED["reports"]), WANTED["asks"]]
    phones = {one["name"]: on_line(line, one) for one in wanted}
    with wiring.database.writing() as session:
        for each in WANTED["offices"]:
            district = org_unit.by_code(session, each["subdistrict"][:4])
            assert district is not None
            office(session, each, district)
        for each in WANTED["reports"]:
            officer = person(session, phones[each["officer"]["name"]], each["officer"], now)
            _report(session, officer, each, photos[each["officer"]["unit"]], now)
        asks = person(session, phones[WANTED["asks"]["name"]], WANTED["asks"], now)
        unit = org_unit.by_code(session, WANTED["asks"]["unit"])
        assert unit is not None
        join.ask(session, asks, unit, now)
    people = {one["displayName"]: one["userId"] for one in tell(line, "state")["people"]}
    tries = WANTED["tries"]
    items = [{"text": each["text"], "userId": people[each["person"]]} for each in tries["items"]]
    tell(line, "notes", {"title": tries["title"], "items": items})


def _report(session: Session, officer: Person, wanted: dict[str, Any], photo: bytes, now: datetime) -> None:
    """The officer's report of the month that is asked for; sent back where `sent_back` says so."""
    unit = org_unit.by_code(session, wanted["officer"]["unit"])
    assert unit is not None
    [asked], at = programme.every(session), now - _AGO
    obligation = due_months.obligation_of(session, asked, unit, str(Period.of(local_day(now)).plus(-1)), at)
    assert obligation is not None
    report = report_conversation.report_of(session, obligation, at)
    form, _ = form_of(session, report)
    answers = answers_of(wanted)
    if "closing" in answers:
        answers["closing"]["photo_1"] = _kept(session, report, officer, photo, at)
    is_nothing = "nothing" in wanted
    submit.submit(session, report, officer, answers=answers, is_nothing=is_nothing, form=form, at=at, now=at)
    officer.last_event_at = at
    if "sent_back" in wanted:
        by = membership.supervisors_above(session, unit, about=officer.id)[0]
        points = [Point(**wanted["sent_back"])]
        decisions.send_back(session, report, by.person, Level.DISTRICT, points, revision=report.revision, now=now)


def _kept(session: Session, report: Report, officer: Person, photo: bytes, at: datetime) -> str:
    """The photo as one that was sent and fetched; the name that stands for it in the answers."""
    ref = f"demo-{report.unit.code}"
    session.add(
        Attachment(
            ref=ref,
            report_id=report.id,
            person_id=officer.id,
            message_id=ref,
            state=AttachmentState.KEPT,
            key=_key(report.unit.code),
            media_type="image/jpeg",
            sha256=hashlib.sha256(photo).hexdigest(),
            bytes=len(photo),
            next_try_at=at,
            created_at=at,
        )
    )
    return ref


def _key(unit: str) -> str:
    return f"demo/{unit}.jpg"


def _photo(number: int) -> bytes:
    """A model plot under the sky, as simple as can be: hill, pond and rows of trees, another one for each number."""
    drawn = Image.new("RGB", (800, 600), (168, 208, 240))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 300, 800, 600), fill=(126, 168, 84))
    pen.ellipse((80 + 160 * number, 210, 420 + 160 * number, 420), fill=(158, 124, 80))
    pen.ellipse((460 - 150 * number, 410, 770 - 150 * number, 540), fill=(72, 130, 190))
    for tree in range(8):
        at = 40 + 100 * tree
        pen.polygon(((at, 330), (at + 25, 250 - 12 * (tree % 3)), (at + 50, 330)), fill=(36, 104, 60))
    file = io.BytesIO()
    drawn.save(file, "JPEG", quality=85)
    return file.getvalue()

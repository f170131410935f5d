"""Photos that were used before, taken at another time or at another place: flagged, never refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select, text

from bot.line.client import Content
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.photos.attachment import Attachment
from services.access.jurisdiction import jurisdiction_of
from services.assessment import photo_checks, photo_copies
from services.photos.keeper import Keeper
from services.reviewing.photo_origins import as_seen
from tests.support import scenery
from tests.support.kept import kept
from tests.support.reviewed import Desk, answers

OFFICE, OTHER = "06110109", "06110110"
PHOTO, SECOND = "/data/closing/photo_1", "/data/closing/photo_2"
FIELD = scenery.field(Random(1))
SENT_ON = scenery.as_jpeg(scenery.WAYS["a third, and a bad JPEG"](FIELD), 70)


@pytest.fixture
def desk(database: Database) -> Desk:
    return kept(database, Desk)


class Hands:
    """LINE, handing out what it was given."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}

    def content(self, message_id: str) -> Content:
        return Content(self.bodies[message_id], "image/jpeg")


class Photos:
    """Photos that come through the keeper, as they do in the chat."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.line = desk, Hands()
        self.keeper = Keeper(desk.database, self.line, "memory://photos", lambda: desk.now)

    def come(self, report: int, **pictures: bytes) -> None:
        for ref, body in pictures.items():
            self.desk.photo(report, ref)
            self.line.bodies[f"message-{ref}"] = body
        assert self.keeper.fetch_due() == len(pictures)


@pytest.fixture
def photos(desk: Desk) -> Photos:
    return Photos(desk)


def flags(desk: Desk, report: int) -> list[dict[str, Any]]:
    content = desk.report(report).content
    assert content is not None
    return list(content["flags"])


def jpeg(picture: Any = FIELD, quality: int = 90) -> bytes:
    return scenery.as_jpeg(picture, quality)


def test_a_picture_that_another_office_used_is_flagged_though_it_is_another_file(desk: Desk, photos: Photos) -> None:
    first, second = desk.draft(OFFICE), desk.draft(OTHER)
    photos.come(first, a=jpeg())
    photos.come(second, b=SENT_ON, c=jpeg(scenery.field(Random(2))))
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    desk.sends(OTHER, answers(closing={"photo_1": "c", "photo_2": "b"}))
    assert flags(desk, first) == []
    assert flags(desk, second) == [{"kind": "photo", "path": SECOND, "report": first, "near": True}]
    assert desk.score(second) == 87, "it counts like the very same file"


def test_the_very_same_file_is_named_before_one_that_resembles_it(desk: Desk, photos: Photos) -> None:
    near, same, last = desk.draft(OFFICE), desk.draft("06110202"), desk.draft(OTHER)
    photos.come(near, a=jpeg(quality=60))
    photos.come(same, b=jpeg())
    photos.come(last, c=jpeg())
    for code, ref in ((OFFICE, "a"), ("06110202", "b"), (OTHER, "c")):
        desk.sends(code, answers(closing={"photo_1": ref}))
        desk.clock.passes(minutes=1)
    assert flags(desk, last) == [{"kind": "photo", "path": PHOTO, "report": same}]


def test_a_month_long_ago_is_remembered(desk: Desk, photos: Photos) -> None:
    earlier = desk.draft(OFFICE, "2026-03")
    photos.come(earlier, a=jpeg())
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}, teach={"staff": 41}), period="2026-03")
    report = desk.draft(OFFICE)
    photos.come(report, b=SENT_ON)
    desk.sends(OFFICE, answers(closing={"photo_1": "b"}))
    assert flags(desk, report) == [{"kind": "photo", "path": PHOTO, "report": earlier, "near": True}]


def test_the_later_to_send_is_told_whoever_took_it_into_a_draft_first(desk: Desk, photos: Photos) -> None:
    """Two neighbours in the same week: A has the photo first, B sends first."""
    a, b = desk.draft(OFFICE), desk.draft(OTHER)
    photos.come(a, mine=jpeg())
    photos.come(b, theirs=SENT_ON)
    desk.sends(OTHER, answers(closing={"photo_1": "theirs"}))
    desk.clock.passes(minutes=5)
    desk.sends(OFFICE, answers(closing={"photo_1": "mine"}))
    assert flags(desk, b) == []
    assert [flag["report"] for flag in flags(desk, a)] == [b]
    desk.clock.passes(minutes=5)
    desk.sends(OTHER, answers(closing={"photo_1": "theirs", "budget": 1}))
    assert flags(desk, b) == [], "correcting the report makes no copy of its photo"


def test_twice_in_one_report(desk: Desk, photos: Photos) -> None:
    report = desk.draft(OFFICE)
    photos.come(report, a=jpeg(), b=SENT_ON, replaced=jpeg(quality=50))
    desk.sends(OFFICE, answers(closing={"photo_1": "b"}))
    assert flags(desk, report) == []
    desk.sends(OFFICE, answers(closing={"photo_1": "a", "photo_2": "b"}))
    assert flags(desk, report) == [{"kind": "photo", "path": SECOND, "report": report, "near": True}]


def test_what_was_never_sent_was_not_used(desk: Desk, photos: Photos) -> None:
    draft, sent, report = desk.draft(OTHER), desk.draft("06110202"), desk.draft(OFFICE)
    photos.come(draft, a=jpeg())
    photos.come(sent, b=jpeg(quality=80), c=jpeg(scenery.field(Random(3))))
    desk.sends("06110202", answers(closing={"photo_1": "c"}))
    photos.come(report, d=SENT_ON)
    desk.sends(OFFICE, answers(closing={"photo_1": "d"}))
    assert flags(desk, report) == []


def test_walls_are_like_one_another_and_no_copies(desk: Desk, photos: Photos) -> None:
    first, second = desk.draft(OFFICE), desk.draft(OTHER)
    photos.come(first, a=jpeg(scenery.wall(Random(4))))
    photos.come(second, b=jpeg(scenery.wall(Random(4)), 60))
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    desk.sends(OTHER, answers(closing={"photo_1": "b"}))
    assert flags(desk, second) == []


def test_a_photo_that_comes_late_is_held_against_those_who_sent_after_it(desk: Desk, photos: Photos) -> None:
    """LINE was slow with the original; whoever copied it was judged before it was here."""
    first, second = desk.draft(OFFICE), desk.draft(OTHER)
    photos.come(second, b=SENT_ON)
    desk.photo(first, "a")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    desk.clock.passes(minutes=1)
    desk.sends(OTHER, answers(closing={"photo_1": "b"}))
    assert flags(desk, second) == []
    photos.line.bodies["message-a"] = jpeg()
    assert photos.keeper.fetch_due() == 1
    assert flags(desk, first) == []
    assert flags(desk, second) == [{"kind": "photo", "path": PHOTO, "report": first, "near": True}]


def test_seven_bits_of_difference_are_found_wherever_they_lie(desk: Desk) -> None:
    chance, original, report = Random(7), desk.draft(OTHER), desk.draft(OFFICE)
    looked_for = [(chance.getrandbits(64), chance.getrandbits(256)) for _ in range(60)]

    def hashed(ref: str, bits: int, fine: int) -> dict[str, Any]:
        bands = {f"band_{number}": bits >> (16 * number) & 0xFFFF for number in range(4)}
        return {"ref": ref, "sha256": ref, "fine_hash": f"{fine:064x}"} | bands

    with desk.database.writing() as session:
        by = session.scalars(select(Person.id)).first() or desk._officer(session)
        for number, (bits, fine) in enumerate(looked_for):
            # An even number has seven differing bits in the one hash and forty in the other; an odd one, one more.
            for bit in chance.sample(range(64), 7 + number % 2):
                bits ^= 1 << bit
            for bit in chance.sample(range(256), 40):
                fine ^= 1 << bit
            session.add(
                Attachment(
                    **hashed(f"theirs-{number}", bits, fine),
                    report_id=original,
                    person_id=by,
                    message_id=f"m{number}",
                    state="kept",
                    next_try_at=desk.now,
                    created_at=desk.now,
                    sent_at=desk.now,
                )
            )
    with desk.database.reading() as session:
        found = [
            bool(photo_copies.copies(session, {"mine": PHOTO}, {"mine": row}))
            for row in (
                Attachment(id=9_999, report_id=report, state="kept", **hashed("mine", *one)) for one in looked_for
            )
        ]
    assert found == [number % 2 == 0 for number in range(60)]


def test_the_database_looks_the_bands_up(desk: Desk) -> None:
    """Among millions nothing else will do; SQLite once chose the state, which all of them share."""
    row = Attachment(id=1, ref="a", report_id=1, state="kept", sha256="x", fine_hash="0")
    row.band_0 = row.band_1 = row.band_2 = row.band_3 = 7
    plans: list[str] = []
    is_sqlite = desk.database.engine.dialect.name == "sqlite"

    def explain(connection: Any, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        if "band_0 IN" in statement:
            with connection.connection.cursor() if not is_sqlite else nullcontext(connection.connection) as cursor:
                found = cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{statement}", parameters)
                plans.append(repr(found.fetchall()))

    event.listen(desk.database.engine, "before_cursor_execute", explain)
    with desk.database.reading() as session:
        if not is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))
        photo_copies.copies(session, {"a": PHOTO}, {"a": row})
    event.remove(desk.database.engine, "before_cursor_execute", explain)
    assert plans and all(f"ix_attachment_band_{number}" in plans[0] for number in range(4)), plans


def test_one_poster_in_every_office(desk: Desk, photos: Photos) -> None:
    """Hundreds have it: the first is named, and found without reading them all."""
    first = desk.draft(OFFICE)
    photos.come(first, original=jpeg())
    desk.sends(OFFICE, answers(closing={"photo_1": "original"}))
    with desk.database.writing() as session:
        row = session.scalars(select(Attachment)).one()
        columns = {
            name: getattr(row, name)
            for name in ("person_id", "state", "next_try_at", "created_at", "band_0", "band_1", "band_2", "band_3")
        }
        for number in range(600):
            poster = Attachment(
                ref=f"p{number}",
                message_id=f"p{number}",
                report_id=first,
                sha256=f"{number:064d}",
                fine_hash=row.fine_hash,
                sent_at=desk.now + timedelta(seconds=number),
                **columns,
            )
            session.add(poster)
    desk.clock.passes(hours=1)
    report = desk.draft(OTHER)
    photos.come(report, mine=SENT_ON)
    desk.sends(OTHER, answers(closing={"photo_1": "mine"}))
    assert flags(desk, report) == [{"kind": "photo", "path": PHOTO, "report": first, "near": True}]


@pytest.mark.parametrize(
    ("role", "unit", "knows"),
    [
        (Role.DISTRICT, "1101", ()),
        (Role.PROVINCE, "11", ()),
        (Role.DEPARTMENT, "TH", ("report", "period", "office")),
    ],
)
def test_whose_photo_it_was_is_told_to_those_who_may_see_that_report(
    desk: Desk, photos: Photos, role: Role, unit: str, knows: tuple[str, ...]
) -> None:
    foreign, report = desk.draft("06120110"), desk.draft(OFFICE)
    photos.come(foreign, a=jpeg())
    photos.come(report, b=SENT_ON)
    desk.sends("06120110", answers(closing={"photo_1": "a"}))
    desk.sends(OFFICE, answers(closing={"photo_1": "b"}))
    by = desk.person(unit, role)
    with desk.database.reading() as session:
        jurisdiction = jurisdiction_of(session, session.get_one(Person, by))
        row = desk.of(session, OFFICE)
        (seen,) = as_seen(session, jurisdiction, row, (row.content or {})["flags"])
    assert seen["kind"] == "photo" and seen["near"] is True and seen["path"] == PHOTO
    assert tuple(name for name in ("report", "period", "office") if name in seen) == knows
    if knows:
        assert seen["report"] == foreign and seen["period"] == "2026-10" and "อ." in seen["office"]
    else:
        assert str(foreign) not in repr({name: value for name, value in seen.items() if name != "path"})


def test_an_office_own_month_needs_no_name(desk: Desk, photos: Photos) -> None:
    earlier, report = desk.draft(OFFICE, "2026-09"), desk.draft(OFFICE)
    photos.come(earlier, a=jpeg())
    photos.come(report, b=jpeg())
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}, teach={"staff": 41}), period="2026-09")
    desk.sends(OFFICE, answers(closing={"photo_1": "b"}))
    by = desk.person("1101", Role.DISTRICT)
    with desk.database.reading() as session:
        jurisdiction, row = jurisdiction_of(session, session.get_one(Person, by)), desk.of(session, OFFICE)
        seen = as_seen(session, jurisdiction, row, (row.content or {})["flags"])
    assert seen == [{"kind": "photo", "path": PHOTO, "report": earlier, "period": "2026-09", "office": None}]


# When and where.


def says(desk: Desk, ref: str, **columns: Any) -> None:
    with desk.database.writing() as session:
        row = session.scalars(select(Attachment).where(Attachment.ref == ref)).one()
        for name, value in columns.items():
            setattr(row, name, value)


def bangkok(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ("2026-10-15T10:00", []),
        ("2026-09-01T00:00", []),  # what was prepared in the month before
        ("2026-08-31T23:59", [{"kind": "taken", "path": PHOTO, "day": "2026-08-31"}]),
        ("2019-01-01T00:00", [{"kind": "taken", "path": PHOTO, "day": "2019-01-01"}]),
        ("2026-11-01T12:00", []),  # after the month, before it was sent: somebody went and took it
    ],
)
def test_when_it_was_taken(desk: Desk, taken: str, found: list[dict[str, Any]]) -> None:
    report = desk.draft(OFFICE)
    desk.photo(report, "a", "print")
    says(desk, "a", taken_at=bangkok(taken))
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    assert flags(desk, report) == found
    assert desk.score(report) == 100, "a supervisor looks; the score does not change"


@pytest.mark.parametrize(("ahead", "is_told"), [(timedelta(hours=23), False), (timedelta(days=2), True)])
def test_a_clock_that_is_ahead(desk: Desk, ahead: timedelta, is_told: bool) -> None:
    report = desk.draft(OFFICE)
    desk.photo(report, "a", "print")
    says(desk, "a", taken_at=desk.now + ahead)
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    assert [flag.get("ahead") for flag in flags(desk, report)] == ([True] if is_told else [])


def plot(number: int, place: str) -> dict[str, Any]:
    return {"_id": str(number), "area_name": "x", "location": place}


@pytest.mark.parametrize(
    ("plots", "position", "km"),
    [
        ([], (13.6, 100.7), None),  # nothing to compare with
        (["13.6 100.7 0 0"], None, None),  # says nothing
        (["13.6 100.7 0 0"], (13.6, 100.7), None),
        (["13.6 100.7 0 0"], (13.77, 100.7), None),  # 19 km
        (["13.6 100.7 0 0"], (13.79, 100.7), 21),
        (["13.6 100.7 0 0", "18.8 98.9 0 0"], (18.8, 98.95), None),  # near one of them
        (["13.6 100.7"], (18.8, 98.95), 608),
        (["nonsense"], (18.8, 98.95), None),
        (["13.6 100.7 0 0"], (-13.6, -79.3), 20015),  # the other end of the world
    ],
)
def test_where_it_was_taken(desk: Desk, plots: list[str], position: tuple[float, float] | None, km: int | None) -> None:
    report = desk.draft(OFFICE)
    desk.photo(report, "a", "print")
    if position:
        says(desk, "a", latitude=position[0], longitude=position[1])
    areas = [plot(number, place) for number, place in enumerate(plots, 1)]
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}, teach={"areas": areas}))
    found = [flag for flag in flags(desk, report) if flag["kind"] == "far"]
    assert found == ([] if km is None else [{"kind": "far", "path": PHOTO, "km": km}])


def test_a_photo_in_a_row_is_compared_with_the_point_of_its_row() -> None:
    row = Attachment(latitude=18.8, longitude=98.95)
    points = [("/data/a[1]/place", "13.6 100.7 0 0"), ("/data/a[2]/place", "18.8 98.95 0 0")]
    check: Callable[..., list[dict[str, Any]]] = photo_checks._at_another_place
    assert [flag["km"] for flag in check(row, "/data/a[1]/photo", points)] == [608]
    assert check(row, "/data/a[2]/photo", points) == []
    assert check(row, "/data/a[3]/photo", points) == [], "without a point of its own all count"
    assert check(row, "/data/photo", points) == []

"""Photos on their way from LINE into the store: not ready, gone, too large, killed half-way, a store that is away."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.client import Content
from models.database import Database
from models.photos import attachment
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report
from services.assessment import quality
from services.photos import attachments
from services.photos.keeper import GIVE_UP_AFTER, LEASE, VERSION, Keeper
from services.untrusted import apart, readings
from services.untrusted.tasks import Task
from tests.support import scenery
from tests.support.kept import kept
from tests.support.no_calls import watched
from tests.support.reviewed import Desk, answers

OFFICE = "06110109"
BODY = scenery.as_jpeg(scenery.field(Random(1)))


class Killed(BaseException):
    """What a process meets that is ended without being asked."""


class LineWithPhotos:
    """Gives out what each try is to get: bytes, None for not ready, an error."""

    def __init__(self, *tries: bytes | BaseException | None) -> None:
        self.tries = list(tries)
        self.asked = 0

    def content(self, message_id: str) -> Content:
        self.asked += 1
        found = self.tries.pop(0) if len(self.tries) > 1 else self.tries[0]
        if isinstance(found, BaseException):
            raise found
        return Content(found, "image/jpeg")


@pytest.fixture
def desk(database: Database) -> Desk:
    return kept(database, Desk)


@pytest.fixture(params=["file", "memory"])
def media_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder, and a store that is none: as an object store it knows keys and no folders."""
    if request.param == "file":
        yield f"{tmp_path}/media"
        return
    yield "memory://bucket/photos"
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def keeper(desk: Desk, media_url: str, *tries: bytes | BaseException | None) -> Keeper:
    return Keeper(desk.database, LineWithPhotos(*tries), media_url, lambda: desk.now)


def row(desk: Desk, ref: str = "a") -> Attachment:
    with desk.database.reading() as session:
        return session.scalars(select(Attachment).where(Attachment.ref == ref)).one()


def stored(media_url: str) -> list[str]:
    files, root = fsspec.url_to_fs(media_url)
    return [path for path in files.find(root) if not path.endswith("/")]


def passes(desk: Desk, keeper: Keeper, times: int = 1) -> None:
    """Passes of the scheduler, each when the next try is due."""
    for _ in range(times):
        later = row(desk).next_try_at - desk.now
        desk.clock.passes(seconds=max(0, later.total_seconds()) + LEASE.total_seconds() + 1)
        keeper.fetch_due()


def test_a_photo_is_kept_under_a_name_that_reveals_nothing(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, BODY)
    assert keeps.fetch_due() == 1 and keeps.fetch_due() == 0
    kept = row(desk)
    assert kept.state == AttachmentState.KEPT and kept.media_type == "image/jpeg" and kept.bytes == len(BODY)
    assert kept.key and re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", kept.key)
    assert [path.endswith(kept.key) for path in stored(media_url)] == [True]
    assert keeps.open(kept.key) == BODY
    assert kept.look_version == VERSION and kept.fine_hash and kept.band_0 is not None


def test_not_ready_again_and_again(desk: Desk, media_url: str) -> None:
    """202: asked at growing distances until it is there."""
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, *[None] * 9, BODY)
    waits = []
    for _ in range(9):
        keeps.fetch_due()
        assert row(desk).state == AttachmentState.WANTED and stored(media_url) == []
        waits.append((row(desk).next_try_at - desk.now).total_seconds())
        assert keeps.fetch_due() == 0, "not before it is due"
        desk.clock.passes(seconds=waits[-1])
    keeps.fetch_due()
    assert row(desk).state == AttachmentState.KEPT
    assert waits == [2, 5, 15, 60, 300, 900, 3600, 3600, 3600]


def test_never_ready_is_given_up_and_is_a_missing_answer(desk: Desk, media_url: str) -> None:
    report = desk.draft(OFFICE)
    desk.photo(report, "a")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    keeps = keeper(desk, media_url, None)
    keeps.fetch_due()
    desk.clock.passes(seconds=(GIVE_UP_AFTER + timedelta(hours=2)).total_seconds())
    keeps.fetch_due()
    assert row(desk).state == AttachmentState.GONE
    assert ("missing", "/data/closing/photo_1") in desk.flags(report)
    assert keeps.fetch_due() == 0


@pytest.mark.parametrize(
    ("refused", "state"),
    [
        (errors.LineRefused(404), AttachmentState.GONE),
        (errors.LineRefused(410), AttachmentState.GONE),
        (errors.LineRefused(413), AttachmentState.REFUSED),
        (errors.LineRefused(400), AttachmentState.GONE),
        (b"<html><script>alert(1)</script>", AttachmentState.REFUSED),
        (b"", AttachmentState.REFUSED),
        (b"%PDF-1.7 renamed", AttachmentState.REFUSED),
    ],
)
def test_what_will_never_be_had_is_not_asked_for_again(
    desk: Desk, media_url: str, refused: bytes | BaseException, state: str
) -> None:
    report = desk.draft(OFFICE)
    desk.photo(report, "a")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    keeps = keeper(desk, media_url, refused)
    keeps.fetch_due()
    assert row(desk).state == state and stored(media_url) == []
    assert desk.flags(report) == [("missing", "/data/closing/photo_1")]
    desk.clock.passes(hours=2)
    assert keeps.fetch_due() == 0


@pytest.mark.parametrize("trouble", [errors.LineUnreachable("503"), errors.NotAuthorized(401)])
def test_trouble_on_the_way_is_tried_again(desk: Desk, media_url: str, trouble: Exception) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, trouble, trouble, BODY)
    keeps.fetch_due()
    assert row(desk).state == AttachmentState.WANTED
    passes(desk, keeps, 2)
    assert row(desk).state == AttachmentState.KEPT


def test_killed_while_fetching(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    with pytest.raises(Killed):
        keeper(desk, media_url, Killed()).fetch_due()
    other = keeper(desk, media_url, BODY)
    assert other.fetch_due() == 0, "for all anybody knows it is still at it"
    desk.clock.passes(seconds=LEASE.total_seconds() + 1)
    assert other.fetch_due() == 1
    assert row(desk).state == AttachmentState.KEPT and len(stored(media_url)) == 1


def killed_between(keeps: Keeper) -> None:
    """The bytes lie in the store, and nobody has said so."""

    def settle(*_: object, **__: object) -> Attachment:
        raise Killed

    keeps._settle = settle  # type: ignore[method-assign]
    with pytest.raises(Killed):
        keeps.fetch_due()


def test_killed_between_fetching_and_keeping_leaves_nothing_that_nobody_knows(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    killed_between(keeper(desk, media_url, BODY[:-500]))
    assert len(stored(media_url)) == 1 and row(desk).state == AttachmentState.FETCHING
    keeps = keeper(desk, media_url, BODY)
    passes(desk, keeps)
    kept = row(desk)
    assert kept.key and keeps.open(kept.key) == BODY, "written over, whole"
    assert len(stored(media_url)) == 1


def test_killed_between_and_then_taken_back(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    killed_between(keeper(desk, media_url, BODY))
    with desk.database.writing() as session:
        attachments.take_back(session, "message-a", desk.now)
    keeps = keeper(desk, media_url, errors.LineRefused(410))
    keeps.fetch_due()
    assert stored(media_url) == [] and row(desk).key is None


def test_taken_back_while_it_is_on_its_way(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    line = LineWithPhotos(BODY)
    keeps = Keeper(desk.database, line, media_url, lambda: desk.now)
    give = line.content

    def content(message_id: str) -> Content:
        with desk.database.writing() as session:
            attachments.take_back(session, message_id, desk.now)
        keeps.fetch_due()  # whoever is told removes what is there: nothing yet
        return give(message_id)

    line.content = content  # type: ignore[method-assign]
    keeps.fetch_due()
    assert row(desk).state == AttachmentState.GONE and stored(media_url) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_taken_back_in_the_instant_in_which_it_is_kept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept between reading its row and having the report to oneself: nothing of what it says is left all the
    same."""
    desk.photo(desk.draft(OFFICE), "a")
    keeps, lock = keeper(desk, f"{tmp_path}/media", BODY), quality.lock

    def kept_first(session: Session, report_id: int) -> Report | None:
        monkeypatch.undo()
        keeps.fetch_due()
        assert row(desk).fine_hash is not None
        return lock(session, report_id)

    monkeypatch.setattr(quality, "lock", kept_first)
    with desk.database.writing() as session:
        attachments.take_back(session, "message-a", desk.now)
    keeps.fetch_due()
    gone = row(desk)
    assert (gone.state, gone.key) == (AttachmentState.GONE, None) and stored(f"{tmp_path}/media") == []
    assert (gone.sha256, gone.fine_hash, gone.band_0) == (None, None, None)


def test_two_at_once_keep_it_once(desk: Desk, media_url: str) -> None:
    """The first is so slow that its claim runs out; it does not take away what the second has kept."""
    desk.photo(desk.draft(OFFICE), "a")
    is_slow, may_go = threading.Event(), threading.Event()

    class Slow(LineWithPhotos):
        def content(self, message_id: str) -> Content:
            is_slow.set()
            assert may_go.wait(20)
            return super().content(message_id)

    slow = Keeper(desk.database, Slow(BODY), media_url, lambda: desk.now)
    thread = threading.Thread(target=slow.fetch_due)
    thread.start()
    assert is_slow.wait(20)
    desk.clock.passes(seconds=LEASE.total_seconds() + 1)
    quick = keeper(desk, media_url, BODY)
    assert quick.fetch_due() == 1
    may_go.set()
    thread.join(20)
    kept = row(desk)
    assert kept.state == AttachmentState.KEPT and kept.key and quick.open(kept.key) == BODY
    assert len(stored(media_url)) == 1


def test_a_store_that_is_away_is_waited_for(desk: Desk, media_url: str) -> None:
    """The others are not kept waiting by it, and nothing is lost."""
    report = desk.draft(OFFICE)
    for ref in ("a", "b"):
        desk.photo(report, ref)
    keeps = keeper(desk, media_url, BODY)
    put: Callable[[str, bytes], None] = keeps._store.put_bytes
    full = iter([True])

    def disk_full(key: str, body: bytes) -> None:
        if next(full, False):
            raise OSError(28, "No space left on device")
        put(key, body)

    keeps._store.put_bytes = disk_full  # type: ignore[method-assign]
    assert keeps.fetch_due() == 2
    assert [row(desk, ref).state for ref in ("a", "b")] == [AttachmentState.WANTED, AttachmentState.KEPT]
    passes(desk, keeps)
    assert row(desk).state == AttachmentState.KEPT


def test_a_photo_taken_back_says_nothing_any_more(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, BODY)
    keeps.fetch_due()
    with desk.database.writing() as session:
        found = session.scalars(select(Attachment)).one()
        found.taken_at, found.latitude, found.longitude = desk.now, 13.6, 100.7
    with desk.database.writing() as session:
        attachments.take_back(session, "message-a", desk.now)
    keeps.fetch_due()
    gone = row(desk)
    assert (gone.taken_at, gone.position, gone.key) == (None, None, None) and stored(media_url) == []
    assert (gone.sha256, gone.fine_hash, gone.band_0) == (None, None, None)


def test_the_store_is_never_called_within_a_transaction(desk: Desk, media_url: str) -> None:
    """Kept, looked at, taken back before and while it is on its way."""
    report = desk.draft(OFFICE)
    with watched() as caught:
        desk.photo(report, "a")
        line = LineWithPhotos(BODY)
        keeps = Keeper(desk.database, line, media_url, lambda: desk.now)
        keeps.fetch_due()
        key = row(desk).key or ""
        keeps.open_small(row(desk).id, key)
        assert sorted(stored(media_url)) == [path for path in sorted(stored(media_url)) if key in path]
        with desk.database.writing() as session:
            attachments.take_back(session, "message-a", desk.now)
        keeps.fetch_due()
        assert stored(media_url) == [] and row(desk).key is None
        desk.photo(report, "b")
        give = line.content

        def content(message_id: str) -> Content:
            with desk.database.writing() as session:
                attachments.take_back(session, message_id, desk.now)
            return give(message_id)

        line.content = content  # type: ignore[method-assign]
        keeps.fetch_due()
    assert stored(media_url) == [] and row(desk, "b").key is None
    assert caught == []


def test_a_store_that_does_not_let_go_is_asked_again(desk: Desk, media_url: str) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, BODY)
    keeps.fetch_due()
    with desk.database.writing() as session:
        attachments.take_back(session, "message-a", desk.now)
    remove = keeps._store.remove

    def away(key: str) -> None:
        raise TimeoutError

    keeps._store.remove = away  # type: ignore[method-assign]
    keeps.fetch_due()
    assert row(desk).key is not None and len(stored(media_url)) == 1
    keeps._store.remove = remove  # type: ignore[method-assign]
    keeps.fetch_due()
    assert row(desk).key is None and stored(media_url) == []


def test_no_reader_just_now_is_tried_again(desk: Desk, media_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, BODY)
    with monkeypatch.context() as without:
        without.setattr(readings, "WAIT", 0)
        turns = apart._turns[Task.LOOK_AT_ATTACHMENT]
        assert turns.acquire() and turns.acquire()
        keeps.fetch_due()
        turns.release(2)
    assert row(desk).state == AttachmentState.WANTED
    passes(desk, keeps)
    assert row(desk).state == AttachmentState.KEPT


# Pictures that were kept before there were hashes.


def kept_before(desk: Desk, media_url: str, how_many: int) -> Keeper:
    report = desk.draft(OFFICE)
    for number in range(how_many):
        desk.photo(report, f"p{number}")
    keeps = keeper(desk, media_url, BODY)
    keeps.fetch_due()
    with desk.database.writing() as session:
        for found in session.scalars(select(Attachment)):
            found.look_version = found.fine_hash = None
            found.band_0 = found.band_1 = found.band_2 = found.band_3 = None
    return keeps


def looked(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        query = select(Attachment.ref).where(Attachment.fine_hash.is_not(None)).order_by(Attachment.id)
        return list(session.scalars(query))


def test_old_pictures_are_looked_at_a_few_at_a_time_newest_first(desk: Desk, media_url: str) -> None:
    keeps = kept_before(desk, media_url, 5)
    assert [keeps.look_back(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert looked(desk) == ["p0", "p1", "p2", "p3", "p4"]
    with desk.database.writing() as session:
        for found in session.scalars(select(Attachment)):
            found.look_version = found.fine_hash = None
    keeps.look_back(limit=2)
    assert looked(desk) == ["p3", "p4"]


def test_looking_back_may_be_killed_anywhere(desk: Desk, media_url: str) -> None:
    keeps = kept_before(desk, media_url, 4)
    read, reads = keeps._store.read, iter(range(99))

    def killed(key: str) -> bytes:
        if next(reads) == 2:
            raise Killed
        return read(key)

    keeps._store.read = killed  # type: ignore[method-assign]
    with pytest.raises(Killed):
        keeps.look_back()
    assert looked(desk) == ["p2", "p3"]
    assert keeps.look_back() == 2 and looked(desk) == ["p0", "p1", "p2", "p3"]


def test_one_that_is_lost_from_the_store_is_not_asked_for_every_minute(desk: Desk, media_url: str) -> None:
    keeps = kept_before(desk, media_url, 2)
    keeps.remove(row(desk, "p1").key or "")
    assert keeps.look_back() == 2 and looked(desk) == ["p0"]
    assert keeps.look_back() == 0


def test_one_that_the_store_does_not_give_out_hides_no_others(desk: Desk, media_url: str) -> None:
    keeps = kept_before(desk, media_url, 3)
    read, closed = keeps._store.read, row(desk, "p2").key

    def forbidden(key: str) -> bytes:
        if key == closed:
            raise PermissionError("Forbidden")
        return read(key)

    keeps._store.read = forbidden  # type: ignore[method-assign]
    assert keeps.look_back() == 2 and looked(desk) == ["p0", "p1"]
    keeps._store.read = read  # type: ignore[method-assign]
    assert keeps.look_back() == 1 and looked(desk) == ["p0", "p1", "p2"]


def test_what_is_not_wanted_any_more_is_found_without_all_that_is_gone(sqlite_database: Database) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(sqlite_database.engine, "before_cursor_execute", lambda *of: asked.append((of[2], of[3])))
    with sqlite_database.reading() as session:
        attachment.unwanted(session)
    statement, values = next(one for one in asked if "FROM attachment" in one[0])
    with sqlite_database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert any("ix_attachment_unwanted" in row[-1] for row in plan), plan


def test_a_store_that_is_away_is_looked_at_later(desk: Desk, media_url: str) -> None:
    keeps = kept_before(desk, media_url, 2)
    read = keeps._store.read

    def away(key: str) -> bytes:
        raise TimeoutError

    keeps._store.read = away  # type: ignore[method-assign]
    assert keeps.fetch_due() == 0 and looked(desk) == []
    keeps._store.read = read  # type: ignore[method-assign]
    keeps.fetch_due()
    assert looked(desk) == ["p0", "p1"]

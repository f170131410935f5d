"""The rich menu by role and moment: who should see which, shown in few calls and only where it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.line import errors, richmenu
from bot.line.client import LineClient
from bot.line.menus import Listed, RichMenus
from bot.texts.menu import TILES
from bot.texts.rich_menus import rich_menu
from bot.vocabulary.commands import understand
from models.database import Database
from models.membership import person as people
from models.membership.person import Person
from services.operations.rich_menu import install
from services.reminding import menu_keys
from services.reminding.menus_shown import Shelf, show
from tests.handlers.reviewing.reviewing import Chats
from tests.support.emulator import TOKEN, Line
from tests.support.kept import kept
from tests.support.phone import Phone

KEYS = ("", "report", "officer.idle", "officer.sent", "officer.due.0", "officer.draft.8", "supervisor.3")


class AtLine:
    """The menus and links that LINE would have."""

    def __init__(self) -> None:
        self.menus: list[Listed] = []
        self.linked: dict[str, str] = {}
        self.calls: list[tuple[str, int]] = []
        self.deleted: list[str] = []
        self.away: Exception | None = None

    def every(self) -> list[Listed]:
        return self.menus

    def create(self, definition: Mapping[str, Any]) -> str:
        self.menus.append(Listed(f"id of {definition['name']}", definition["name"]))
        return self.menus[-1].id

    def upload(self, menu_id: str, png: bytes) -> None:
        assert len(png) < richmenu.MOST_BYTES

    def delete(self, menu_id: str) -> None:
        self.deleted.append(menu_id)

    def link(self, menu_id: str, line_user_ids: Sequence[str]) -> None:
        if self.away is not None:
            raise self.away
        self.calls.append((menu_id, len(line_user_ids)))
        self.linked |= dict.fromkeys(line_user_ids, menu_id)

    def unlink(self, line_user_ids: Sequence[str]) -> None:
        self.calls.append(("", len(line_user_ids)))
        for one in line_user_ids:
            self.linked.pop(one, None)


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, Chats)


def key(chats: Chats, phone: Phone, **later: float) -> str:
    with chats.database.reading() as session:
        person = people.by_line_id(session, phone.user_id)
        assert person is not None
        return menu_keys.of_people(session, [person], chats.clock.now + timedelta(**later))[person.id]


def test_an_officers_menu_says_what_is_due_how_far_it_is_and_that_all_is_sent(chats: Chats) -> None:
    officer = chats.near
    officer.types("เมนู")
    assert key(chats, officer) == "officer.due.3"
    assert key(chats, officer, days=3) == "officer.due.0" and key(chats, officer, days=5) == "officer.late"
    officer.types("รายงาน")
    assert key(chats, officer) == "report"
    officer.types("มี")
    officer.types("พัก")
    assert key(chats, officer) == "officer.draft.13"
    officer.types("รายงาน")
    officer.types("อบรม 2 ครั้ง 40 คน แปลงใหม่ไม่มี ทั้งหมด 5 งบ 0 ไม่มีปัญหา")
    for words in ("ไม่", "ข้าม", "0"):
        officer.types(words)
    officer.photo()
    assert "รับรายงานแล้ว" in officer.types("ส่ง")
    assert key(chats, officer) == "officer.sent"


def test_a_supervisors_menu_counts_what_waits_and_strangers_have_everybodys(chats: Chats) -> None:
    assert key(chats, chats.district) == "supervisor.0"
    chats.fills(chats.near)
    assert key(chats, chats.district) == "supervisor.1"
    stranger = chats.phone()
    stranger.types("สวัสดี")
    assert key(chats, stranger) == ""


def test_more_officers_take_no_more_statements(chats: Chats) -> None:
    asked: list[str] = []
    event.listen(chats.database.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))

    def statements(*phones: Phone) -> int:
        with chats.database.reading() as session:
            who = [person for phone in phones if (person := people.by_line_id(session, phone.user_id))]
            before = len(asked)
            keys = menu_keys.of_people(session, who, chats.clock.now)
            assert list(keys.values()) == ["officer.due.3"] * len(phones)
            return len(asked) - before

    more = [chats.member(code) for code in ("05110106", "05110107", "06110109", "06110110")]
    assert statements(chats.near, chats.far, *more) == statements(chats.near) <= 8


def test_it_is_shown_once_in_calls_by_menu_and_again_only_where_it_changed(chats: Chats) -> None:
    line = AtLine()
    shelf = Shelf(line)  # type: ignore[arg-type]
    for officer in (chats.near, chats.far):
        officer.types("เมนู")
    assert show(chats.database, shelf, chats.clock.now, None) == 5
    assert line.linked[chats.near.user_id] == line.linked[chats.far.user_id]
    assert sum(count for menu, count in line.calls if menu == line.linked[chats.near.user_id]) == 2
    calls = len(line.calls)
    assert show(chats.database, shelf, chats.clock.now, None) == 0 and len(line.calls) == calls
    since = chats.clock.now
    chats.fills(chats.near)
    # The officer, and those of the district, the province and the department above; not the neighbour.
    assert show(chats.database, shelf, chats.clock.now, since) >= 2
    assert "officer.sent" in line.linked[chats.near.user_id] and "due" in line.linked[chats.far.user_id]
    assert "supervisor.1" in line.linked[chats.district.user_id]
    with chats.database.reading() as session:
        known = people.by_line_id(session, chats.near.user_id)
        assert isinstance(known, Person) and known.chat_menu == "officer.sent"


def test_what_has_changed_is_found_without_a_walk_through_all_of_history(sqlite_database: Database) -> None:
    chats = kept(sqlite_database, Chats)
    asked: list[tuple[str, Any]] = []
    event.listen(chats.database.engine, "before_cursor_execute", lambda *of: asked.append((of[2], of[3])))
    show(chats.database, Shelf(AtLine()), chats.clock.now, chats.clock.now)  # type: ignore[arg-type]
    [(statement, values)] = [one for one in asked if "report_event" in one[0]]
    with chats.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert any("ix_report_event_at" in row[-1] for row in plan), plan


@pytest.mark.parametrize("error", [errors.LineUnreachable(), errors.LineBusy()])
def test_what_line_did_not_take_is_tried_again_though_nothing_happens(chats: Chats, error: Exception) -> None:
    line = AtLine()
    shelf = Shelf(line)  # type: ignore[arg-type]
    chats.near.types("เมนู")
    line.away = error
    assert show(chats.database, shelf, chats.clock.now, None) == 0 and not line.linked
    line.away = None
    later = chats.clock.now + timedelta(hours=2)
    assert show(chats.database, shelf, later, later) > 0 and "due" in line.linked[chats.near.user_id]
    assert show(chats.database, shelf, later, later) == 0


def test_whoever_had_an_older_picture_is_shown_the_new_one(chats: Chats) -> None:
    line = AtLine()
    for officer in (chats.near, chats.far):
        officer.types("เมนู")
    show(chats.database, Shelf(line), chats.clock.now, None)  # type: ignore[arg-type]
    drawn = line.linked[chats.far.user_id]
    # As an earlier version drew it; one officer needs it anew.
    line.menus = [Listed("older", f"{one.name} old") if one.id == drawn else one for one in line.menus]
    line.linked.clear()
    with chats.database.writing() as session:
        near = people.by_line_id(session, chats.near.user_id)
        assert near is not None
        near.chat_menu = None
    later = chats.clock.now + timedelta(hours=2)
    newer = Shelf(line)  # type: ignore[arg-type]
    chats.near.types("เมนู")
    show(chats.database, newer, later, chats.clock.now)
    assert line.deleted == ["older"] and chats.far.user_id not in line.linked
    show(chats.database, newer, later, later)
    assert line.linked[chats.near.user_id] == line.linked[chats.far.user_id]


@pytest.fixture
def client(line: Line) -> Iterator[LineClient]:
    line.reset()
    yield LineClient(token=TOKEN, api_base=line.api, data_api_base=line.api)
    line.clear_faults()


def test_line_takes_them_with_their_pictures_and_an_older_one_goes(line: Line, client: LineClient) -> None:
    menus = RichMenus(client)
    default = install(client)
    old = menus.create(richmenu.definition(f"{richmenu.family('report')} old", "report"))
    replaced: list[bool] = []
    made = Shelf(menus).id_of("report", lambda: replaced.append(True))
    assert (
        replaced == [True]
        and Shelf(menus).id_of("report", pytest.fail) == made
        and old not in line.state()["richMenus"]
    )
    assert install(client).menu_id == default.menu_id and made in line.state()["richMenus"]
    menus.link(made, ["U" + "1" * 32])
    menus.unlink(["U" + "1" * 32])
    assert line.refused_calls() == []


@pytest.mark.parametrize("which", KEYS)
def test_every_tile_can_be_typed_and_has_a_sign_and_its_picture_is_small(which: str) -> None:
    menu = rich_menu(which)
    assert len(menu.tiles) == len(TILES) and len(richmenu.draw(which)) < richmenu.MOST_BYTES
    for area, tile in zip(richmenu.definition("", which)["areas"], menu.tiles, strict=True):
        assert ("text" in area["action"]) is menu.says
        if menu.says:
            assert understand(tile.word) is not None

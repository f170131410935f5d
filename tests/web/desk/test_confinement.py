"""Every route of the desk against everybody: one's own subtree opens, all else answers as if it did not exist.

New routes fall in by themselves: one without a line in `examples.py` fails the first test.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from flask import Flask
from pypdfium2 import PdfDocument
from werkzeug.test import TestResponse

from models import Base
from models.database import driver_asked
from services.access.jurisdiction import Level
from tests.support import databases
from tests.web.desk.forms.examples import DOORS, EXAMPLES, Example
from tests.web.desk.world import NOWHERE, OUTSIDERS, REACHES, SUPERVISORS, Place, World, world_in
from web.desk.admin import invites
from web.desk.exporting import posters

pytestmark = pytest.mark.slow

LEVEL = {role: Level.DEPARTMENT if role == "admin" else Level(role) for role, _ in SUPERVISORS.values()}


def _new_world() -> Iterator[World]:
    with databases.opened("sqlite") as database:
        yield world_in(database)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One for everything that must change nothing: whoever does change something spoils it for all and is found."""
    yield from _new_world()


@pytest.fixture
def own_world() -> Iterator[World]:
    yield from _new_world()


@cache
def routes(app: Flask) -> dict[str, str]:
    """`GET /desk/u/<code>` → endpoint, of everything below /desk."""
    return {
        f"{method} {rule.rule}": rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/desk")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    }


def call(world: World, who: str, route: str, place: Place) -> TestResponse:
    method, rule = route.split(" ", 1)
    example = EXAMPLES[route]
    path = address(rule, example, place)
    browser = world.browsers[who]
    fields = {"mark": browser.mark} | example.fields(place) if method == "POST" else None
    return browser.client.open(path, method=method, data=fields)


def address(rule: str, example: Example, place: Place) -> str:
    path = rule
    for name, value in example.values(place).items():
        path = re.sub(rf"<(?:\w+:)?{name}>", str(value), path)
    assert "<" not in path, f"no value for {path}"
    return f"{path}?{example.query}" if example.query else path


def words(answer: TestResponse, place: Place) -> str:
    """What was answered, without the person's own mark, and with nothing of the address that was asked for."""
    page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else repr(answer.get_data())
    page = re.sub(r'name="mark" value="[^"]*"', "", page)
    headers = sorted((key, value) for key, value in answer.headers if key.lower() not in ("content-length", "date"))
    return f"{answer.status_code} {headers} {page}"


def readable(answer: TestResponse) -> str:
    """What a person can read in a page, a PDF or an office file."""
    data = answer.get_data()
    if data.startswith(b"%PDF"):
        with PdfDocument(data) as pdf:
            return "".join(page.get_textpage().get_text_range() for page in pdf)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return data.decode("utf-8", "replace")


def everything(world: World) -> str:
    """The database's contents, as one fingerprint."""
    found = hashlib.sha256()
    with world.site.database.reading() as session:
        connection = session.connection()
        for table in Base.metadata.sorted_tables:
            key = ", ".join(column.name for column in table.primary_key)
            rows = driver_asked(connection, f'SELECT * FROM "{table.name}" ORDER BY {key}').fetchall()
            found.update(repr((table.name, rows)).encode())
    return found.hexdigest()


def levels(world: World, route: str) -> tuple[Level, ...]:
    view = world.site.app.view_functions[routes(world.site.app)[route]]
    return getattr(view, "levels", ())


def test_every_route_has_an_example_and_every_example_a_route(world: World) -> None:
    assert set(routes(world.site.app)) == set(EXAMPLES) | DOORS


def test_every_route_but_the_door_stands_behind_the_desk_s_guard(world: World) -> None:
    assert [route for route in EXAMPLES if not levels(world, route)] == []


def test_an_address_that_only_takes_forms_leads_to_the_page_above_it(world: World) -> None:
    """What a form led to is asked for by its address alone once a browser has put the page away."""
    place, opened = world.places["here"], set[str]()
    for route, example in EXAMPLES.items():
        method, rule = route.split(" ", 1)
        # To cancel an invitation shows no page of its own.
        if method == "GET" or f"GET {rule}" in EXAMPLES or "/cancel/" in rule:
            continue
        path = address(rule, example, place)
        client = world.browsers[example.by].client
        answer = client.get(f"{path}?period=2026-09")
        above = answer.location.removesuffix("?period=2026-09")
        assert answer.status_code == 303 and path.startswith(above), route
        if answer.location not in opened:
            opened.add(answer.location)
            assert client.get(answer.location, follow_redirects=True).status_code == 200, route


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_get_the_same_closed_door_everywhere(world: World, who: str) -> None:
    before = everything(world)
    for route, example in EXAMPLES.items():
        places = [NOWHERE] if example.is_plain else [*world.places.values(), NOWHERE]
        answers = [call(world, who, route, place) for place in places]
        assert {answer.status_code for answer in answers} == {401}, route
        assert len({words(answer, NOWHERE) for answer in answers}) == 1, route
        assert "SECRET" not in words(answers[0], NOWHERE)
    assert everything(world) == before


@pytest.mark.parametrize("who", SUPERVISORS)
def test_what_lies_outside_answers_like_what_does_not_exist(world: World, who: str) -> None:
    mine, before = REACHES[who], everything(world)
    for route, example in EXAMPLES.items():
        if example.is_plain:
            continue
        allowed = LEVEL[SUPERVISORS[who][0]] in levels(world, route)
        unknown = call(world, who, route, NOWHERE)
        assert unknown.status_code == (404 if allowed else 403), route
        for name, place in world.places.items():
            if name not in mine or not allowed:
                assert words(call(world, who, route, place), place) == words(unknown, NOWHERE), (route, name)
    assert everything(world) == before


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is asked only whether a file is handed out, nobody draws its sheets."""
    monkeypatch.setattr(posters, "write_posters", lambda *_: b"%PDF")
    monkeypatch.setattr(invites, "invite_sheets", lambda *_: b"%PDF")


@pytest.mark.parametrize("who", SUPERVISORS)
@pytest.mark.usefixtures("undrawn")
def test_units_above_and_beside_do_not_open_where_offices_do(world: World, who: str) -> None:
    """Routes that take any unit's code, with the codes of districts, provinces and the department."""
    reachable = {
        "district": {"1101"},
        "another district": {"1102"},
        "a district far away": {"1201"},
        "province": {"11", "1101", "1102"},
        "another province": {"12", "1201"},
    }.get(who, {"TH", "11", "12", "1101", "1102", "1201"})
    place = world.places["here"]
    for route, example in EXAMPLES.items():
        if route.startswith("POST") or example.is_plain or "code" not in example.values(place):
            continue
        if LEVEL[SUPERVISORS[who][0]] not in levels(world, route):
            continue
        for code in ("TH", "11", "12", "1101", "1102", "1201"):
            answer = call(world, who, route, replace(place, office=code))
            assert (answer.status_code == 404) == (code not in reachable), (route, code, answer.status_code)


@pytest.mark.parametrize("who", SUPERVISORS)
def test_lists_show_nothing_of_what_lies_outside(world: World, who: str) -> None:
    outside = [place for name, place in world.places.items() if name not in REACHES[who]]
    for route, example in EXAMPLES.items():
        if not route.startswith("GET") or LEVEL[SUPERVISORS[who][0]] not in levels(world, route):
            continue
        own = [world.places[name] for name in REACHES[who]]
        for place in own if not example.is_plain else [NOWHERE]:
            shown = readable(call(world, who, route, place))
            for foreign in outside:
                assert foreign.office not in shown, (route, foreign.office)


def test_the_search_for_foreign_offices_would_find_one_in_every_kind_of_file(world: World) -> None:
    """Else the test above could not fail."""
    browser, office = world.browsers["district"], world.places["here"].office
    for path in ("/desk/admin/people", f"/desk/admin/invites/{office}/sheets.pdf?whom=officers"):
        assert office in readable(browser.client.get(path)), path
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/sharedStrings.xml", f"<si>{office}</si>")
    assert office in readable(TestResponse([book.getvalue()], "200", [], None))  # type: ignore[arg-type]


@pytest.mark.parametrize("route", EXAMPLES)
def test_what_lies_inside_opens(own_world: World, route: str) -> None:
    example = EXAMPLES[route]
    permitted = levels(own_world, route)
    who = next(one for one in SUPERVISORS if LEVEL[SUPERVISORS[one][0]] in permitted)
    answer = call(own_world, who, route, own_world.places["here"])
    assert answer.status_code in example.opens, (answer.status_code, answer.get_data(as_text=True)[:2000])


@pytest.mark.parametrize("route", [route for route in EXAMPLES if route.startswith("POST")])
def test_without_our_mark_nothing_changes(world: World, route: str) -> None:
    permitted = levels(world, route)
    who = next(one for one in SUPERVISORS if LEVEL[SUPERVISORS[one][0]] in permitted)
    before = everything(world)
    path = address(route.split(" ", 1)[1], EXAMPLES[route], world.places["here"])
    for mark in ({}, {"mark": "x"}, {"mark": world.browsers["another province"].mark}):
        answer = world.browsers[who].client.post(path, data=EXAMPLES[route].fields(world.places["here"]) | mark)
        assert answer.status_code == 400
    assert everything(world) == before

"""Every act of the desk leaves its line in the audit log: each POST and each file. A new one without a line fails."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.texts.admin import audit as words
from models import Base, org_unit
from models.audit_log import AuditLog
from models.exporting.job import Job, JobState
from models.membership.membership import Role
from models.reporting.extension import Extension
from models.reporting.report import Report, ReportStatus
from services.exporting import memo
from services.programmes import settings_form
from tests.support import databases
from tests.support.desk_site import Browser
from tests.web.desk.admin.test_units_import import STANDS, as_csv
from tests.web.desk.admin.test_units_import import row as office_row
from tests.web.desk.forms.drafts import drafted
from tests.web.desk.forms.examples import DOORS, EXAMPLES
from tests.web.desk.test_confinement import address, call, routes
from tests.web.desk.world import JPEG, Place, World, world_in

pytestmark = pytest.mark.slow

Fields = dict[str, Any]
# A path where the example's does not lead to a success, and what a form sends.
Way = Callable[[World, Browser], tuple[str, Fields | None]]

LIST = b"name,label\na,A\nb,B\n"
WITH_LIST = (
    "| survey |\n| | type | name | label |\n| | integer | people | n |\n"
    "| | select_one_from_file areas.csv | area | where |\n"
)
FORM = "| survey |\n| | type | name | label |\n| | integer | people | how many |\n"
MEMO = "/desk/downloads/1101/memo"


def approved(world: World, browser: Browser) -> tuple[str, Fields]:
    place = world.places["here"]
    with world.site.database.writing() as session:
        report = session.get_one(Report, place.report)
        report.status, report.approved_level = ReportStatus.APPROVED, "department"
    return f"/desk/r/{place.report}/unlock", {"revision": "1", "words": "พบยอดซ้ำ"}


def photographed(world: World) -> Place:
    """The report is approved, and its photo is one of a model area."""
    place = world.places["here"]
    with world.site.database.writing() as session:
        report = session.get_one(Report, place.report)
        report.status, report.approved_level = ReportStatus.APPROVED, "department"
        area = {"_id": "1", "area_name": "แปลง", "level": "clm", "area": 1, "area_photo": place.photo}
        report.answers = {"start": {"happened": "yes"}, "teach": {"new_areas": 1, "areas": [area]}}
    return place


def releasing(world: World, browser: Browser) -> tuple[str, Fields]:
    place = photographed(world)
    return f"/desk/r/{place.report}/release", {"photo": place.photo}


def released(world: World, browser: Browser) -> tuple[str, Fields]:
    path, fields = releasing(world, browser)
    browser.post(path, fields)
    return path.replace("release", "take-back"), fields


def extended(world: World, browser: Browser) -> tuple[str, Fields]:
    with world.site.database.writing() as session:
        unit = org_unit.by_code(session, "06110109")
        assert unit is not None
        later = {"due_on": date(2026, 11, 20), "reason": "น้ำท่วม", "granted_at": world.site.now}
        session.add(Extension(programme_id=1, org_unit_id=unit.id, period="2026-10", **later))
    return "/desk/chase/06110109/take-back?period=2026-10", {"whole": "1", "seen": world.site.now.isoformat()}


def job(world: World, browser: Browser) -> tuple[str, None]:
    with world.site.database.writing() as session:
        done = Job(
            person_id=browser.person_id,
            kind="json",
            wanted={"kind": "json", "programme": "khok-nong-na", "period": "2026-10", "unit": "1101"},
            state=JobState.DONE,
            key="made",
            file_name="month.json",
            created_at=world.site.now,
        )
        session.add(done)
        session.flush()
        world.site.files["made"] = b"{}"
        return f"/desk/downloads/job/{done.id}/file", None


def registry(world: World, browser: Browser) -> tuple[str, Fields]:
    """What confirming sends, with the mark of the plan that the preview shows."""
    content = as_csv(*STANDS, office_row("06110199", "อบต.", "ใหม่"))
    answer = browser.post("/desk/admin/units", {"file": (io.BytesIO(content), "r.csv")}, follow=False)
    page = browser.get(answer.location)
    return answer.location, {"plan": page.split('name="plan" value="')[1].split('"')[0]}


def version(world: World, browser: Browser) -> int:
    """A second version of the form, with a list; its number of row."""
    number = drafted(browser, WITH_LIST, {"areas.csv": LIST})
    answer = browser.post(f"/desk/forms/draft/{number}/publish", {"newest": "1"}, follow=False)
    return int(answer.location.rpartition("/")[2])


def programme(world: World, browser: Browser) -> tuple[str, Fields]:
    shown = settings_form.shown(world.site.programme())
    fields = {**shown.values, "levels": list(shown.levels), "seen": settings_form.seen(world.site.programme())}
    return "/desk/admin/programmes/khok-nong-na", fields | {"title": "ชื่อใหม่"}


def an_office_waits(act: str, fields: Fields) -> Way:
    """District 1101 has an office that has not sent, with somebody to be told."""

    def way(world: World, browser: Browser) -> tuple[str, Fields]:
        world.site.person(Role.OFFICER, "06110109")
        return f"/desk/chase/1101/{act}", {"whole": "1"} | fields

    return way


def picture() -> tuple[io.BytesIO, str]:
    return io.BytesIO(JPEG), "a.jpg"


def hidden(world: World, browser: Browser) -> tuple[str, Fields]:
    path = f"/desk/library/{world.places['here'].item}"
    browser.post(f"{path}/hide")
    return f"{path}/show", {}


def pictured(world: World, browser: Browser) -> tuple[str, Fields]:
    place = world.places["here"]
    path = f"/desk/library/{place.item}/file"
    browser.post(path, {"seen": "1", "file": picture(), "instead": str(place.file)})
    return f"{path}/{place.file}/cover", {}


def letter_looked_at(world: World, browser: Browser) -> tuple[str, Fields]:
    """What confirming sends, with the mark of what was looked at."""
    path = f"/desk/circulars/{world.places['here'].letter}"
    looked_at = browser.get(f"{path}/preview").split('name="looked_at" value="')[1].split('"')[0]
    return f"{path}/publish", {"seen": "2", "looked_at": looked_at}


def note_written(world: World, browser: Browser) -> tuple[str, Fields]:
    path = f"/desk/circulars/{world.places['here'].national}/note"
    browser.post(path, {"words": "ขอความร่วมมือ"})
    return f"{path}/drop", {}


def letter_to_remind_of(world: World, browser: Browser) -> tuple[str, Fields]:
    path = f"/desk/circulars/{world.places['here'].letter}/remind"
    return path, dict(re.findall(r'name="(unit|day|people)" value="([^"]*)"', browser.get(path)))


WAYS: dict[str, Way] = {
    "POST /desk/chase/<code>/take-back": extended,
    "POST /desk/circulars/<letter>/remind": letter_to_remind_of,
    "POST /desk/circulars/new": lambda world, browser: (
        "/desk/circulars/new",
        {"number": "สป 1/ว 2", "subject": "ทดสอบ", "scope": "all"},
    ),
    "POST /desk/circulars/<letter>/publish": letter_looked_at,
    "POST /desk/circulars/<letter>/note/drop": note_written,
    "POST /desk/chase/<code>/send": an_office_waits("send", {"day": "2026-11-03", "people": "1"}),
    "POST /desk/chase/<code>/grant": an_office_waits("grant", {"day": "2026-11-20", "reason": "disaster"}),
    "POST /desk/admin/invites/<code>": lambda world, browser: (
        "/desk/admin/invites/06110110",
        {"whom": "officers", "uses": "5", "days": "30", "renew": "1"},
    ),
    "POST /desk/r/<int:number>/unlock": approved,
    "POST /desk/r/<int:number>/release": releasing,
    "POST /desk/r/<int:number>/take-back": released,
    "GET /desk/downloads/job/<int:number>/file": job,
    "POST /desk/downloads/<code>/memo": lambda world, browser: (MEMO, {"number": "1"}),
    "GET /desk/downloads/<code>/memo/template.docx": lambda world, browser: (f"{MEMO}/template.docx", None),
    "POST /desk/downloads/<code>/memo/template": lambda world, browser: (
        f"{MEMO}/template",
        {"file": (io.BytesIO(memo.builtin(thai_digits=True)), "memo.docx")},
    ),
    "POST /desk/downloads/<code>/memo/template/drop": lambda world, browser: (f"{MEMO}/template/drop", {}),
    "POST /desk/downloads/<code>/memo/crest": lambda world, browser: (
        f"{MEMO}/crest",
        {"crest": (io.BytesIO(JPEG), "garuda.jpg")},
    ),
    "POST /desk/downloads/<code>/memo/crest/drop": lambda world, browser: (f"{MEMO}/crest/drop", {}),
    "POST /desk/forms/": lambda world, browser: (
        "/desk/forms/",
        {"programme": "khok-nong-na", "file": (io.BytesIO(FORM.encode()), "form.md")},
    ),
    "POST /desk/forms/draft/<int:number>/lists": lambda world, browser: (
        f"/desk/forms/draft/{drafted(browser, WITH_LIST)}/lists",
        {"lists": [(io.BytesIO(LIST), "areas.csv")]},
    ),
    "GET /desk/forms/version/<int:number>/lists/<name>": lambda world, browser: (
        f"/desk/forms/version/{version(world, browser)}/lists/areas.csv",
        None,
    ),
    "POST /desk/forms/version/<int:number>/withdraw": lambda world, browser: (
        f"/desk/forms/version/{version(world, browser)}/withdraw",
        {},
    ),
    "POST /desk/library/new": lambda world, browser: (
        "/desk/library/new",
        {"title": "ใหม่", "category": "หมวด", "body": "บทความ", "file": picture()},
    ),
    "POST /desk/library/<int:number>/show": hidden,
    "POST /desk/library/<int:number>/file": lambda world, browser: (
        f"/desk/library/{world.places['here'].item}/file",
        {"seen": "1", "file": picture()},
    ),
    "POST /desk/library/<int:number>/file/<int:file>/cover": pictured,
    "POST /desk/admin/new-programme": lambda world, browser: (
        "/desk/admin/new-programme",
        {"title": "น้ำสะอาด", "code": "water", "every": "month", "due_day": "5", "audience": "sao"},
    ),
    "POST /desk/admin/programmes/<name>": programme,
    "POST /desk/admin/units": lambda world, browser: (
        "/desk/admin/units",
        {"file": (io.BytesIO(as_csv(*STANDS)), "r.csv")},
    ),
    "POST /desk/admin/units/<int:number>": registry,
    "GET /desk/admin/invites/<code>/sheets.pdf": lambda world, browser: (
        "/desk/admin/invites/06110110/sheets.pdf?whom=officers",
        None,
    ),
    "GET /desk/admin/invites/<code>/list.csv": lambda world, browser: (
        "/desk/admin/invites/06110110/list.csv?whom=officers",
        None,
    ),
}
ACTS = {
    "POST /desk/out": "desk.out",
    "POST /desk/in/<token>": "desk.in",
    "POST /desk/u/<code>/approve/sure": "report.approved",
    "POST /desk/r/<int:number>/approve": "report.approved",
    "POST /desk/r/<int:number>/return": "report.returned",
    "POST /desk/r/<int:number>/unlock": "report.unlocked",
    "POST /desk/r/<int:number>/release": "photo.release",
    "POST /desk/r/<int:number>/take-back": "photo.take_back",
    "POST /desk/r/<int:number>/reply": "report.replied",
    "GET /desk/photo/<ref>": "photo.view",
    "GET /desk/downloads/<code>/file": "file.take",
    "GET /desk/readers/<code>/readers.csv": "file.take",
    "POST /desk/downloads/<code>/ask": "file.ask",
    "GET /desk/downloads/job/<int:number>/file": "file.take",
    "POST /desk/downloads/<code>/memo": "memo.texts",
    "GET /desk/downloads/<code>/memo/template.docx": "file.take",
    "GET /desk/posters/<code>/file": "file.take",
    "POST /desk/posters/<code>/ask": "file.ask",
    "POST /desk/downloads/<code>/memo/template": "memo.template",
    "POST /desk/downloads/<code>/memo/template/drop": "memo.template_drop",
    "POST /desk/downloads/<code>/memo/crest": "memo.crest",
    "POST /desk/downloads/<code>/memo/crest/drop": "memo.crest_drop",
    "POST /desk/chase/<code>/send": "nudge",
    "POST /desk/chase/<code>/grant": "extend",
    "POST /desk/chase/<code>/take-back": "extend.back",
    "POST /desk/circulars/new": "circular.draft",
    "POST /desk/circulars/<letter>/edit": "circular.draft",
    "POST /desk/circulars/<letter>/drop": "circular.draft_drop",
    "POST /desk/circulars/<letter>/publish": "circular.correct",
    "POST /desk/circulars/<letter>/withdraw": "circular.withdraw",
    "POST /desk/circulars/<letter>/remind": "circular.remind",
    "POST /desk/circulars/<letter>/note": "circular.note",
    "POST /desk/circulars/<letter>/note/drop": "circular.note_drop",
    "GET /desk/circulars/<letter>/offices/file": "file.take",
    "GET /desk/circulars/<letter>/file/<int:number>": "file.take",
    "POST /desk/forms/": "form.draft",
    "POST /desk/forms/draft/<int:number>/lists": "form.draft",
    "POST /desk/forms/draft/<int:number>/drop": "form.draft_drop",
    "POST /desk/forms/draft/<int:number>/publish": "form.publish",
    "GET /desk/forms/version/<int:number>/workbook": "file.take",
    "GET /desk/forms/version/<int:number>/lists/<name>": "file.take",
    "POST /desk/forms/version/<int:number>/withdraw": "form.withdraw",
    "POST /desk/library/new": "library.add",
    "POST /desk/library/<int:number>": "library.change",
    "POST /desk/library/<int:number>/hide": "library.hide",
    "POST /desk/library/<int:number>/show": "library.show",
    "POST /desk/library/<int:number>/move": "library.order",
    "POST /desk/library/<int:number>/file": "library.file",
    "POST /desk/library/<int:number>/file/<int:file>/drop": "library.file_drop",
    "POST /desk/library/<int:number>/file/<int:file>/cover": "library.change",
    "POST /desk/admin/requests/<int:number>": "join.approve",
    "POST /desk/admin/people/<int:number>/end": "join.end",
    "POST /desk/admin/invites/<code>": "invite.create",
    "GET /desk/admin/invites/<code>/sheets.pdf": "file.take",
    "GET /desk/admin/invites/<code>/list.csv": "file.take",
    "POST /desk/admin/invites/cancel/<int:number>": "invite.cancel",
    "POST /desk/admin/contact/<code>": "unit.contact",
    "POST /desk/admin/new-programme": "programme.create",
    "POST /desk/admin/programmes/<name>": "programme.change",
    "POST /desk/admin/units": "units.bring",
    "POST /desk/admin/units/<int:number>": "units.desk",
    "POST /desk/admin/units/<int:number>/drop": "units.drop",
    "GET /desk/admin/audit/lines.csv": "audit.take",
}
# A POST that only shows what another would do, or plays with a form in a conversation of the author's own.
NO_ACTS = {
    "POST /desk/u/<code>/approve",
    "POST /desk/chase/<code>/nudge",
    "POST /desk/chase/<code>/extend",
    "POST /desk/chase/<code>/back",
    "POST /desk/circulars/<letter>/try",
    "POST /desk/forms/<kind>/<int:number>/preview",
    "POST /desk/forms/<kind>/<int:number>/chat",
}
OWN = {"conversation", "outbox"}


@pytest.fixture
def world() -> Iterator[World]:
    with databases.opened("sqlite") as database:
        yield world_in(database)


def lines(world: World) -> list[tuple[str, int | None]]:
    with world.site.database.reading() as session:
        query = select(AuditLog.action, AuditLog.person_id).order_by(AuditLog.id)
        return [tuple(row) for row in session.execute(query)]


def tables(world: World) -> dict[str, list[tuple[Any, ...]]]:
    with world.site.database.reading() as session:
        found = {table.name: session.execute(select(table)).all() for table in Base.metadata.sorted_tables}
    return {name: [tuple(row) for row in rows] for name, rows in found.items()}


@pytest.mark.parametrize("route", ACTS)
def test_an_act_leaves_its_line(world: World, route: str) -> None:
    # The district approves first; what is the department's alone the others may not do.
    who = "district" if "/approve" in route else EXAMPLES[route].by if route in EXAMPLES else "department"
    browser, method = world.browsers[who], route.split(" ")[0]
    if route in DOORS:
        path, fields = world.site.link(browser.person_id), {}
    elif route in WAYS:
        path, fields = WAYS[route](world, browser)
    else:
        place = world.places["here"]
        path = address(route.split(" ", 1)[1], EXAMPLES[route], place)
        fields = EXAMPLES[route].fields(place)
    before = lines(world)
    sent = {"mark": browser.mark} | (fields or {}) if method == "POST" else None
    answer = browser.client.open(path, method=method, data=sent)
    assert answer.status_code in (200, 303), (route, answer.status_code, answer.get_data(as_text=True))
    new = lines(world)[len(before) :]
    assert (ACTS[route], browser.person_id) in new, (route, new)
    assert {action for action, _ in new} <= set(words.ACTIONS), "each act has its words"


@pytest.mark.parametrize("route", sorted(NO_ACTS))
def test_what_is_no_act_changes_nothing_of_anybody_else(world: World, route: str) -> None:
    before = tables(world)
    assert call(world, EXAMPLES[route].by, route, world.places["here"]).status_code in (200, 303)
    after = tables(world)
    assert {name for name in before if before[name] != after[name]} <= OWN


# A link that stands in words on the page that shows its picture.
DRAWN = {"GET /desk/admin/invites/qr/<int:number>.png"}


def test_every_form_and_every_file_of_the_desk_is_in_one_of_both_lists(world: World) -> None:
    posts = {route for route in routes(world.site.app) if route.startswith("POST")}
    assert posts == {route for route in ACTS if route.startswith("POST")} | NO_ACTS
    for route in set(routes(world.site.app)) - posts - DOORS - set(ACTS) - DRAWN:
        answer = call(world, EXAMPLES[route].by, route, world.places["here"])
        assert answer.mimetype == "text/html", f"{route} hands something out without a line"


def test_a_photo_seen_again_within_the_hour_is_one_view(world: World) -> None:
    browser, photo = world.browsers["district"], f"/desk/photo/{world.places['here'].photo}"
    for path in (f"{photo}?size=small", photo, photo):
        assert browser.client.get(path).status_code == 200
    assert lines(world).count(("photo.view", browser.person_id)) == 1
    world.site.passes(minutes=61)
    browser.client.get(photo)
    assert lines(world).count(("photo.view", browser.person_id)) == 2


def test_nothing_leaves_where_its_line_cannot_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = world.browsers["district"]

    def broken(*_: object, **__: object) -> None:
        raise OSError("no line today")

    monkeypatch.setattr("web.desk.signed_in.audit_log.note", broken)
    answer = browser.client.get("/desk/downloads/1101/file?kind=json")
    assert answer.status_code == 500 and answer.mimetype == "text/html"
    assert browser.client.get("/desk/").status_code == 200

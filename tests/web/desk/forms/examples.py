"""How to call every route of the desk: where its address names something, a function that says what.

A new route needs a line here, else a test fails. `PLAIN` routes name nothing that belongs to an office.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.web.desk.world import Place

Values = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """`values` fills the address with what belongs to a place; `fields` is what a POST sends beside our mark.

    `opens` are the statuses of an answer to somebody within whose reach the place lies; `by` is somebody who may do it.
    """

    values: Callable[[Place], Values] = lambda place: {}
    fields: Callable[[Place], Values] = lambda place: {}
    query: str = ""
    opens: tuple[int, ...] = (200, 303)
    is_plain: bool = False
    by: str = "department"


def plain(**more: Any) -> Example:
    return Example(is_plain=True, **more)


def office(**more: Any) -> Example:
    return Example(lambda place: {"code": place.office}, **more)


def member(**more: Any) -> Example:
    return Example(lambda place: {"number": place.member}, **more)


def report(**more: Any) -> Example:
    return Example(lambda place: {"number": place.report}, **more)


def letter(**more: Any) -> Example:
    """Of the place's province, which alone may write it."""
    return Example(lambda place: {"letter": place.letter}, by="province", **more)


def numbered(**more: Any) -> Example:
    return Example(lambda place: {"letter": place.letter, "number": 1}, by="province", **more)


def national(**more: Any) -> Example:
    """Of the department, which a province may add words to."""
    return Example(lambda place: {"letter": place.national}, by="province", **more)


def draft(**more: Any) -> Example:
    return plain(values=lambda place: {"number": place.draft}, **more)


def version(kind: str = "", name: str = "", **more: Any) -> Example:
    """Of the built-in form, which everybody of the department sees."""
    named = {key: value for key, value in (("kind", kind), ("name", name)) if value}
    return plain(values=lambda place: {"number": 1} | named, **more)


ITEM = {"seen": "1", "title": "ชื่อใหม่", "category": "หมวด", "target": "https://www.dla.go.th/b"}


def item(**more: Any) -> Example:
    return Example(lambda place: {"number": place.item}, **more)


def file(**more: Any) -> Example:
    return Example(lambda place: {"number": place.item, "file": place.file}, **more)


EXAMPLES: dict[str, Example] = {
    "GET /desk/": plain(),
    "POST /desk/out": plain(),
    "GET /desk/u/<code>": office(),
    "POST /desk/u/<code>/approve": office(fields=lambda place: {"seen": f"{place.report}.1"}),
    "POST /desk/u/<code>/approve/sure": office(fields=lambda place: {"seen": f"{place.report}.1"}),
    "GET /desk/r/<int:number>": report(),
    "POST /desk/r/<int:number>/approve": report(fields=lambda place: {"revision": "1"}),
    "POST /desk/r/<int:number>/return": report(fields=lambda place: {"revision": "1", "reason:": "unclear"}),
    "POST /desk/r/<int:number>/reply": report(fields=lambda place: {"path": "/data/start/happened", "words": "รับทราบ"}),
    "POST /desk/r/<int:number>/release": report(fields=lambda place: {"photo": place.photo}),
    "POST /desk/r/<int:number>/take-back": report(fields=lambda place: {"photo": place.photo}),
    "POST /desk/r/<int:number>/unlock": report(fields=lambda place: {"words": "ขอแก้ไข"}, opens=(409,)),
    "GET /desk/photo/<ref>": Example(lambda place: {"ref": place.photo}),
    "GET /desk/downloads/": plain(),
    "GET /desk/downloads/<code>/file": office(query="kind=json"),
    "POST /desk/downloads/<code>/ask": office(fields=lambda place: {"kind": "json"}),
    # What a job has made is its owner's: nobody here has asked for one.
    "GET /desk/downloads/job/<int:number>": Example(lambda place: {"number": place.report}, opens=(404,)),
    "GET /desk/downloads/job/<int:number>/file": Example(lambda place: {"number": place.report}, opens=(404,)),
    "GET /desk/downloads/<code>/memo": office(),
    "POST /desk/downloads/<code>/memo": office(fields=lambda place: {"number": "1"}),
    "GET /desk/downloads/<code>/memo/template.docx": office(),
    "POST /desk/downloads/<code>/memo/template": office(),
    "POST /desk/downloads/<code>/memo/template/drop": office(),
    "POST /desk/downloads/<code>/memo/crest": office(),
    "POST /desk/downloads/<code>/memo/crest/drop": office(),
    "GET /desk/downloads/<code>/memo/crest.jpg": office(),
    "GET /desk/posters/": plain(),
    "GET /desk/posters/<code>/file": office(query="what=office&size=a5"),
    "POST /desk/posters/<code>/ask": office(fields=lambda place: {"what": "office", "size": "six"}),
    "GET /desk/map/<code>": office(),
    "GET /desk/rollup/<code>": office(query="view=places"),
    "GET /desk/readers/<code>": office(),
    "GET /desk/readers/<code>/readers.csv": office(query="by=office"),
    "GET /desk/chase/<code>": office(),
    "POST /desk/chase/<code>/nudge": office(fields=lambda place: {"office": place.office}),
    "POST /desk/chase/<code>/send": office(
        fields=lambda place: {"office": place.office, "day": "2026-11-03", "people": "1"}
    ),
    "POST /desk/chase/<code>/extend": office(fields=lambda place: {"whole": "1"}),
    "POST /desk/chase/<code>/grant": office(
        fields=lambda place: {"whole": "1", "day": "2026-11-20", "reason": "disaster"}
    ),
    "POST /desk/chase/<code>/back": office(fields=lambda place: {"whole": "1"}),
    "POST /desk/chase/<code>/take-back": office(fields=lambda place: {"whole": "1"}),
    "GET /desk/circulars/": plain(),
    "GET /desk/circulars/new": plain(),
    "POST /desk/circulars/new": plain(opens=(422,)),
    "GET /desk/circulars/<letter>": letter(),
    "GET /desk/circulars/<letter>/edit": letter(),
    "POST /desk/circulars/<letter>/edit": letter(fields=lambda place: {"number": "1", "subject": "SECRET"}),
    "GET /desk/circulars/<letter>/preview": letter(),
    "POST /desk/circulars/<letter>/try": letter(),
    "POST /desk/circulars/<letter>/drop": letter(),
    "POST /desk/circulars/<letter>/publish": letter(fields=lambda place: {"seen": "2"}),
    "GET /desk/circulars/<letter>/withdraw": letter(),
    "POST /desk/circulars/<letter>/withdraw": letter(),
    "GET /desk/circulars/<letter>/offices": letter(),
    "GET /desk/circulars/<letter>/offices/file": letter(query="kind=csv"),
    "GET /desk/circulars/<letter>/versions": letter(),
    "GET /desk/circulars/<letter>/file/<int:number>": numbered(),
    "GET /desk/circulars/<letter>/remind": letter(),
    "POST /desk/circulars/<letter>/remind": letter(fields=lambda place: {"day": "2026-11-03", "people": "1"}),
    "GET /desk/circulars/<letter>/note": national(),
    "POST /desk/circulars/<letter>/note": national(fields=lambda place: {"words": "ขอความร่วมมือ"}),
    "POST /desk/circulars/<letter>/note/drop": national(),
    "GET /desk/forms/": plain(),
    "POST /desk/forms/": plain(opens=(422,)),
    "GET /desk/forms/draft/<int:number>": draft(),
    "POST /desk/forms/draft/<int:number>/lists": draft(),
    "POST /desk/forms/draft/<int:number>/drop": draft(),
    "GET /desk/forms/draft/<int:number>/publish": draft(),
    "POST /desk/forms/draft/<int:number>/publish": draft(fields=lambda place: {"newest": "1"}),
    "GET /desk/forms/version/<int:number>": version(),
    "GET /desk/forms/version/<int:number>/workbook": version(),
    "GET /desk/forms/version/<int:number>/lists/<name>": version(name="none.csv", opens=(404,)),
    "GET /desk/forms/version/<int:number>/withdraw": version(),
    "POST /desk/forms/version/<int:number>/withdraw": version(),
    "GET /desk/forms/<kind>/<int:number>/preview": version(kind="version"),
    "POST /desk/forms/<kind>/<int:number>/preview": version(kind="version", fields=lambda place: {"do": "begin"}),
    "POST /desk/forms/<kind>/<int:number>/chat": version(kind="version"),
    "GET /desk/library/": plain(),
    "GET /desk/library/new": plain(),
    "POST /desk/library/new": plain(opens=(422,)),
    "GET /desk/library/<int:number>": item(),
    "POST /desk/library/<int:number>": item(fields=lambda place: ITEM),
    "POST /desk/library/<int:number>/hide": item(),
    "POST /desk/library/<int:number>/show": item(),
    "POST /desk/library/<int:number>/move": item(fields=lambda place: {"way": "down"}),
    "POST /desk/library/<int:number>/file": item(opens=(422,)),
    "POST /desk/library/<int:number>/file/<int:file>/drop": file(fields=lambda place: {"seen": "1"}),
    # There is no picture of a document of Word.
    "POST /desk/library/<int:number>/file/<int:file>/cover": file(opens=(404,)),
    "GET /desk/admin/": plain(),
    "GET /desk/admin/requests": plain(),
    "POST /desk/admin/requests/<int:number>": Example(
        lambda place: {"number": place.request}, fields=lambda place: {"decision": "approve"}
    ),
    "GET /desk/admin/people": plain(),
    "GET /desk/admin/people/<int:number>": member(),
    "POST /desk/admin/people/<int:number>/end": member(),
    "GET /desk/admin/invites/": plain(),
    "GET /desk/admin/invites/<code>": office(),
    "POST /desk/admin/invites/<code>": office(fields=lambda place: {"whom": "officers", "uses": "5", "days": "30"}),
    "GET /desk/admin/invites/<code>/sheets.pdf": office(query="whom=officers"),
    "GET /desk/admin/invites/<code>/list.csv": office(query="whom=officers"),
    "GET /desk/admin/contact": plain(),
    "GET /desk/admin/contact/<code>": office(),
    "POST /desk/admin/contact/<code>": office(fields=lambda place: {"contact": "0 2000 0000"}),
    "GET /desk/admin/programmes": plain(),
    "GET /desk/admin/new-programme": plain(),
    "POST /desk/admin/new-programme": plain(opens=(422,)),
    "GET /desk/admin/programmes/<name>": plain(values=lambda place: {"name": "khok-nong-na"}),
    # Sent without what was seen, as though a colleague had saved first.
    "POST /desk/admin/programmes/<name>": plain(values=lambda place: {"name": "khok-nong-na"}, opens=(409,)),
    "GET /desk/admin/audit": plain(),
    "GET /desk/admin/audit/lines.csv": plain(),
    "GET /desk/admin/units": plain(),
    "POST /desk/admin/units": plain(opens=(422,)),
    "GET /desk/admin/units/<int:number>": plain(values=lambda place: {"number": place.upload}),
    "POST /desk/admin/units/<int:number>": plain(values=lambda place: {"number": place.upload}),
    "POST /desk/admin/units/<int:number>/drop": plain(values=lambda place: {"number": place.upload}),
    "POST /desk/admin/invites/cancel/<int:number>": Example(lambda place: {"number": place.invite}),
    "GET /desk/admin/invites/qr/<int:number>.png": Example(lambda place: {"number": place.invite}),
}
# Open to whoever holds the link; tests/web/desk/test_coming.py is about them.
DOORS = {"GET /desk/in/<token>", "POST /desk/in/<token>"}

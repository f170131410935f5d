"""Files to take away: at once where an area is small, made beside the request and fetched later where it is large.

What a job has made may be fetched by the person who asked for it and by nobody else, for a day, and only while the
area is within that person's reach.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import Blueprint, Response, after_this_request, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.exporting import downloads as words
from bot.texts.exporting import memo as memo_words
from models.exporting.job import Job, JobState
from models.org_unit import OrgUnit, UnitKind
from services.access.jurisdiction import unit_within
from services.aggregation import rollup
from services.exporting import downloads, jobs
from services.exporting.csv_file import written
from services.exporting.downloads import DownloadRequest
from services.exporting.jobs import TooMany
from services.exporting.memo_facts import AREAS
from services.exporting.month import CannotExport, office_count
from services.untrusted.apart import Unavailable
from services.untrusted.templates.refused import TemplateRefused
from web.desk.choosing import Chosen, chosen
from web.desk.progress.overview import Links
from web.desk.signed_in import Desk, dependencies, for_supervisors
from web.headers import disposition

pages = Blueprint("desk_downloads", __name__)
HERE = "/desk/downloads/"
_PIECE = 256 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that may be taken."""

    kind: str
    words: words.Kind
    takes_long: bool


@dataclass(frozen=True, slots=True)
class DownloadLine:
    """One job as the page shows it. `unit` is None outside the jurisdiction by now: it cannot be fetched."""

    job: Job
    unit: OrgUnit | None

    @property
    def percent(self) -> int:
        return min(99, self.job.done * 100 // self.job.total) if self.job.total else 0

    @property
    def is_going(self) -> bool:
        return self.job.state in (JobState.WAITING, JobState.RUNNING)

    @property
    def is_ready(self) -> bool:
        return self.job.state == JobState.DONE and self.unit is not None


@pages.get(HERE)
@for_supervisors()
def choose(desk: Desk) -> str:
    code = request.args.get("unit", "")
    unit = desk.unit(code) if code else desk.top
    asked = chosen(desk)
    if asked is None:
        return render_template("desk/nothing_asked.html", unit=unit)
    offices = office_count(desk.session, asked.programme, unit, asked.period)
    offers = [
        Offer(kind, about, downloads.takes_long(kind, offices))
        for kind, about in words.KINDS.items()
        if kind != "memo" or unit.kind in AREAS
    ]
    return render_template(
        "desk/downloads.html",
        unit=unit,
        areas=_areas(desk, unit),
        chosen=asked,
        offices=offices,
        offers=offers,
        link=_links(unit, asked),
        lines=_lines(desk),
        words=words,
    )


@pages.get(f"{HERE}<code>/file")
@for_supervisors()
def at_once(desk: Desk, code: str) -> ResponseReturnValue:
    """The file of a small area."""
    unit = desk.unit(code)
    kind = request.args.get("kind", "")
    if kind == "memo" and unit.kind not in AREAS:
        return _back(unit, words.NO_MEMO)
    asked = chosen(desk)
    if asked is not None and asked.is_instead:
        # The page says that there is none; a file of another one would be taken for it.
        return _back(unit)
    if asked is None or downloads.takes_long(kind, office_count(desk.session, asked.programme, unit, asked.period)):
        return _back(unit, words.CANNOT)
    wanted = DownloadRequest(kind, asked.programme.code, asked.period, unit.code)
    at = dependencies()
    base_url = at.address().page("/").rstrip("/")
    desk.let_go()
    with tempfile.TemporaryDirectory(prefix="nong-") as folder:
        try:
            made = downloads.make(at.database, wanted, Path(folder), desk.now, base_url=base_url)
        except CannotExport:
            return _back(unit, words.CANNOT)
        except TemplateRefused as refused:
            return _back(unit, refused.words)
        except Unavailable:
            return _back(unit, memo_words.BUSY)
        desk.note("file.take", unit, kind=kind, programme=asked.programme.code, period=asked.period)
        # The file lives on until it is closed, its name goes with the folder.
        return sent(made.path.open("rb"), made.file_name, made.path.stat().st_size)


@pages.post(f"{HERE}<code>/ask")
@for_supervisors()
def ask(desk: Desk, code: str) -> ResponseReturnValue:
    """Has the file of a large area made."""
    unit = desk.unit(code)
    asked = chosen(desk)
    kind = request.form.get("kind", "")
    if asked is not None and asked.is_instead:
        return _back(unit)
    if asked is None or kind not in words.KINDS or (kind == "memo" and unit.kind not in AREAS):
        return _back(unit, words.CANNOT)
    try:
        made = jobs.ask(
            desk.session, desk.person, DownloadRequest(kind, asked.programme.code, asked.period, unit.code), desk.now
        )
    except TooMany:
        return _back(unit, words.TOO_MANY)
    desk.note("file.ask", unit, f"job:{made.id}", kind=kind, programme=asked.programme.code, period=asked.period)
    begin_after_commit(made.id)
    flash(words.BEGUN)
    return redirect(f"{HERE}job/{made.id}", 303)


@pages.get(f"{HERE}job/<int:number>")
@for_supervisors()
def progress(desk: Desk, number: int) -> str:
    line = _mine(desk, number)
    if line.job.state == JobState.WAITING:
        # Nothing is lost where the lane missed it.
        begin_after_commit(line.job.id)
    return render_template("desk/download_job.html", line=line, words=words)


@pages.get(f"{HERE}job/<int:number>/file")
@for_supervisors()
def fetch(desk: Desk, number: int) -> ResponseReturnValue:
    line = _mine(desk, number)
    if not line.is_ready or line.job.key is None or line.job.file_name is None:
        desk.nothing()
    try:
        file = dependencies().open_file(line.job.key)
    except FileNotFoundError:
        desk.nothing()
    about = {key: value for key, value in line.job.wanted.items() if key not in ("kind", "unit")}
    desk.note("file.take", line.unit, f"job:{number}", kind=line.job.kind, **about)
    return sent(file, line.job.file_name, None)


def _mine(desk: Desk, number: int) -> DownloadLine:
    found = jobs.mine(desk.session, desk.person, number)
    unit = unit_within(desk.session, desk.jurisdiction, found.wanted["unit"]) if found else None
    if found is None or unit is None:
        desk.nothing()
    return DownloadLine(found, unit)


def _lines(desk: Desk) -> list[DownloadLine]:
    found = jobs.of_person(desk.session, desk.person, desk.now)
    return [DownloadLine(one, unit_within(desk.session, desk.jurisdiction, one.wanted["unit"])) for one in found]


def _areas(desk: Desk, unit: OrgUnit) -> Sequence[OrgUnit]:
    """Where one may go from here: the unit, what lies above within the jurisdiction, and the areas directly below."""
    above = [one for one in reversed(unit.up()) if desk.jurisdiction.covers(one)]
    below = [one for one in rollup.children(desk.session, unit) if one.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT)]
    others = [post.unit for post in desk.jurisdiction.assignments]
    return list({one.id: one for one in (*above, unit, *below, *others)}.values())


def _links(unit: OrgUnit, asked: Chosen) -> Links:
    parts = {"programme": asked.programme.code if len(asked.programmes) > 1 else "", "period": asked.period}
    return Links(HERE, parts | {"unit": unit.code})


def _back(unit: OrgUnit, said: str = "") -> Response:
    if said:
        flash(said, "warn")
    return redirect(f"{HERE}?unit={unit.code}", 303)  # type: ignore[return-value]


def begin_after_commit(job_id: int) -> None:
    begin = dependencies().begin

    @after_this_request
    def wake(response: Response) -> Response:
        begin(job_id)
        return response


def sent(file: BinaryIO, name: str, size: int | None) -> Response:
    """A file to be saved under its Thai name, read piece by piece and closed at the end."""
    answer = Response(_pieces(file), content_type=downloads.media_type_of(name))
    answer.call_on_close(file.close)
    answer.headers["Content-Disposition"] = disposition("report", name)
    if size is not None:
        answer.content_length = size
    return answer


def table(plain: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """A small table as CSV, with the mark by which Excel knows UTF-8 and no formula in it; `plain` and `name` as in
    `disposition`."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(heads)
    writer.writerows(map(written, rows))
    answer = Response("\ufeff" + text.getvalue(), content_type=downloads.media_type_of(name))
    answer.headers["Content-Disposition"] = disposition(plain, name)
    return answer


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece

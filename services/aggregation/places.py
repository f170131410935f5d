"""The rows of a repeat, such as model areas, one by one: as a list, and as points on a map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import String, func, literal
from sqlalchemy.orm import Session

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.events import Place
from models.org_unit import OrgUnit
from models.reporting.report import Report
from services.aggregation import json_sql
from services.aggregation.columns import Cell, Column, repeat_around, repeat_tables, steps_below
from services.aggregation.figures import Figure, Figures, figures_of
from services.aggregation.query import Question, counted, entries_of, is_approved, legs_of
from services.aggregation.rollup import forms_of

# Beyond this a map is a blot and a browser slow; the list has every row all the same.
MOST_POINTS = 20_000


@dataclass(frozen=True, slots=True)
class Listing:
    """A repeat of the forms. `columns` are its questions, coordinates aside; `where` leads to its first place and
    `title` to its first text, () where it asks for none."""

    repeat: Figure
    columns: tuple[Column, ...]
    where: tuple[str, ...]
    title: tuple[str, ...]
    path_segments: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as an office reported it. `kind`, `name` and `path` are of the office (its short name can be written);
    `cells` stand in the order of the listing's columns; `place` is None where none was given."""

    report_id: int
    kind: str
    name: str
    path: str
    period: str
    is_approved: bool
    cells: tuple[Cell, ...]
    place: Place | None
    parent: None = None


@dataclass(frozen=True, slots=True)
class Point:
    """`kind`, `name` and `path` are of the office; `title` is what the row is called, "" where it has no text."""

    place: Place
    kind: str
    name: str
    path: str
    title: str
    parent: None = None


def listings(session: Session, asked: Question) -> list[Listing]:
    """The repeats that these reports may have, in form order."""
    forms = forms_of(session, asked)
    figures = figures_of(forms)
    tables = {table.steps: table.columns for table in repeat_tables(forms)}
    return [_listing(forms, figures, one, tables[steps_below(one.path, "")]) for one in figures.repeats]


def count(session: Session, asked: Question, listing: Listing) -> int:
    if not asked.months:
        return 0
    lists = entries_of(_documents(session), Report.__table__.c.answers, listing.path_segments)
    return session.scalar(counted(asked, func.count(), lists=lists)) or 0


def rows(session: Session, asked: Question, listing: Listing, *, start: int = 0, most: int = 200) -> list[Row]:
    """`most` rows from the one numbered `start` (from 0) on: by office in the order of the tree, then by month."""
    if not asked.months:
        return []
    lists = entries_of(_documents(session), Report.__table__.c.answers, listing.path_segments)
    office = (OrgUnit.kind, OrgUnit.name, OrgUnit.path)
    query = counted(
        asked, Report.id, *office, Report.period, is_approved(asked.awaited), lists[-1].row.label("row"), lists=lists
    )
    query = query.order_by(OrgUnit.path, Report.period, Report.id, *(one.position for one in lists))
    found = []
    for report_id, kind, name, path, period, approved, row in session.execute(query.limit(most).offset(start)):
        document = json.loads(row) if isinstance(row, str) else row
        cells = tuple(column.cell(document) for column in listing.columns)
        place = place_of(_below(document, listing.where))
        found.append(Row(report_id, kind, name, path, period, bool(approved), cells, place))
    return found


def points(session: Session, asked: Question, listing: Listing, *, one_in: int = 1) -> list[Point]:
    """Those rows that say where they are, `MOST_POINTS` at most, of one in so many reports."""
    if not asked.months or not listing.where:
        return []
    documents = _documents(session)
    lists = entries_of(documents, Report.__table__.c.answers, listing.path_segments)
    where = documents.text(lists[-1].row, listing.where)
    title = documents.text(lists[-1].row, listing.title) if listing.title else literal("", String)
    query = counted(asked, where, OrgUnit.kind, OrgUnit.name, OrgUnit.path, title, lists=lists)
    if one_in > 1:
        query = query.where(Report.id % one_in == 0)
    query = query.where(where.is_not(None)).order_by(OrgUnit.path, Report.period).limit(MOST_POINTS)
    found = []
    for place, kind, name, path, words in session.execute(query):
        if (known := place_of(place)) is not None:
            found.append(Point(known, kind, name, path, words or ""))
    return found


def _documents(session: Session) -> json_sql.Documents:
    return json_sql.readers(session)[-1]


def _listing(forms: Sequence[Form], figures: Figures, repeat: Figure, columns: Sequence[Column]) -> Listing:
    def first(kind: QuestionKind) -> tuple[str, ...]:
        for form in forms:
            for path, question in form.questions.items():
                if question.kind is kind and repeat_around(form, path) == repeat.path:
                    return steps_below(path, repeat.path)
        return ()

    return Listing(
        repeat=repeat,
        columns=tuple(column for column in columns if column.part is None),
        where=first(QuestionKind.GEOPOINT),
        title=first(QuestionKind.TEXT),
        path_segments=tuple(legs_of(repeat.path, figures)),
    )


def _below(document: object, steps: Sequence[str]) -> object:
    for step in steps:
        document = document.get(step) if isinstance(document, dict) else None
    return document if steps else None


def place_of(text: object) -> Place | None:
    """A geopoint as it is kept: latitude, longitude, altitude, accuracy."""
    parts = text.split() if isinstance(text, str) else []
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        return None
    return Place(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None

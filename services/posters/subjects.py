"""What posters are of: a document of the library, a circular, an office's way into the chat, the model areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from bot.knowledge import links
from bot.knowledge.posters import Poster
from bot.line.address import Address
from bot.texts import posters as words
from bot.thai.area import write_area
from bot.thai.units import full_name, office_name, short_full_name
from models import programme as programmes
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind, within
from models.programme import Programme
from services.aggregation import model_areas
from services.aggregation.model_areas import ModelArea
from services.circulars import reading
from services.knowledge.shelves import pictures

# The item whose page lists the model areas.
AREAS_SLUG = "model-areas"
ReadPicture = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to print. `kind` is a key of `words.KINDS`, `code` a slug or a circular's code, "" for the others."""

    kind: str
    code: str
    title: str

    @property
    def name(self) -> str:
        """As it stands in an address: `item:new-theory`."""
        return f"{self.kind}:{self.code}" if self.code else self.kind


def subjects(session: Session, reaches: Callable[[OrgUnit], bool], letters: ColumnElement[bool]) -> list[Subject]:
    """All there is to print, in the order of the library, the newest circular first. `reaches` says whether a unit's
    own shelf is for whoever asks, `letters` (SQL) whether this `Circular` is theirs to see."""
    owners = {unit.id: unit for unit in session.scalars(select(OrgUnit).where(OrgUnit.id.in_(_owners()))).unique()}
    found = [
        Subject("item", item.slug, item.title)
        for item in knowledge_item.every(session)
        if item.owner_unit_id is None or reaches(owners[item.owner_unit_id])
    ]
    found_letters = session.execute(
        select(Circular, CircularVersion.number, CircularVersion.subject)
        .join(CircularVersion, CircularVersion.circular_id == Circular.id)
        .where(Circular.state == CircularState.PUBLISHED, CircularVersion.version == Circular.version, letters)
        .order_by(Circular.id.desc())
    )
    found += [
        Subject("circular", letter.code, f"{number} {subject}".strip())
        for letter, number, subject in found_letters.unique()
    ]
    return [*found, *(Subject(kind, "", words.KINDS[kind]) for kind in ("areas", "office"))]


def named(
    session: Session, name: str, reaches: Callable[[OrgUnit], bool], letters: ColumnElement[bool]
) -> Subject | None:
    return next((one for one in subjects(session, reaches, letters) if one.name == name), None)


def count(session: Session, subject: Subject, unit: OrgUnit, now: datetime) -> int:
    """How many posters of it there are for the offices of `unit`."""
    if subject.kind != "areas":
        return session.scalar(_local(unit).with_only_columns(func.count(OrgUnit.id)).order_by(None)) or 0
    of = areas_programme(session)
    if of is None:
        return 0
    if unit.kind == UnitKind.DEPARTMENT:
        return sum(model_areas.count_by_child(session, of, unit, now).values())
    return len(model_areas.of_unit(session, of, unit, now))


def posters(
    session: Session, subject: Subject, unit: OrgUnit, address: Address, read: ReadPicture, now: datetime
) -> list[Poster]:
    """One for each office of the unit, or for each model area, in the order of the tree; [] where there is none, and
    for an office's where our @id is not known. `read` gives a kept picture by its key; one that cannot be read leaves
    a poster without."""
    if subject.kind == "item":
        item = knowledge_item.by_slug(session, subject.code)
        if item is None:
            return []
        picture = picture_of(item, read)
        return [of_item(item, one, address, picture) for one in _offices(session, unit)]
    if subject.kind == "circular":
        return _of_circular(session, subject.code, _offices(session, unit), address, read)
    if subject.kind == "office":
        return [_of_office(one, address) for one in _offices(session, unit)] if address.basic_id else []
    of = areas_programme(session)
    found = model_areas.of_unit(session, of, unit, now) if of else []
    offices = {one.path: one for one in _offices(session, unit)}
    return [_of_area(one, offices.get(one.path), address) for one in found]


def of_item(item: KnowledgeItem, office: OrgUnit | None, address: Address, picture: bytes | None) -> Poster:
    """`office` is whose readers it counts, None for nobody's."""
    link = address.page(links.page(item.slug, office=office.code if office else ""))
    return Poster(
        kind=item.category,
        title=item.title,
        line=item.description,
        link=link,
        address=_short(address.page(links.page(item.slug))),
        office=full_name(office) if office else "",
        picture=picture,
    )


def picture_of(item: KnowledgeItem, read: ReadPicture) -> bytes | None:
    return _picture(item.picture_key, read)


def _picture(key: str | None, read: ReadPicture) -> bytes | None:
    if key is None:
        return None
    try:
        return read(key)
    except Exception:  # each kind of store fails in its own way, and a poster without a picture is one too
        return None


def area_path(key: str) -> str:
    return f"/k/{AREAS_SLUG}/area/{key}"


def _of_circular(
    session: Session, code: str, offices: Iterable[OrgUnit], address: Address, read: ReadPicture
) -> list[Poster]:
    """Each with the picture of the first document that goes with the letter and has one: the signed letter itself is
    for the offices that it is addressed to, and not for a wall."""
    letter = circulars.by_code(session, code)
    version = circulars.version_of(session, letter) if letter else None
    if letter is None or version is None:
        return []
    items = reading.documents(session, letter.id)
    drawn = pictures(session, items)
    keys = [item.picture_key or drawn[item.id].preview_key for item in items if item.picture_key or item.id in drawn]
    picture = _picture(keys[0], read) if keys else None
    return [
        Poster(
            kind=version.number,
            title=version.subject,
            line=version.issuing_office,
            link=address.page(links.circular(letter.code, office=one.code)),
            address=_short(address.page(links.circular(letter.code))),
            office=full_name(one),
            picture=picture,
        )
        for one in offices
    ]


def _of_office(office: OrgUnit, address: Address) -> Poster:
    """The office's code opens the chat, never an invitation: what hangs on a wall is read by everybody, and whoever
    comes by the code is asked for a proof or waits for approval."""
    return Poster(
        kind=words.JOIN_TITLE,
        title=office_name(office),
        line=words.JOIN_LINE,
        link=address.chat(words.office_code(office.code)),
        address=words.by_hand(address.basic_id, office.code),
        office=full_name(office),
        scan=words.SCAN_TO_CHAT,
    )


def _of_area(area: ModelArea, office: OrgUnit | None, address: Address) -> Poster:
    link = address.page(area_path(area.key))
    size = write_area(area.rai) if area.rai is not None else ""
    return Poster(
        kind=words.KINDS["areas"],
        title=area.title,
        line=words.area_line(area.level_words, size, short_full_name(office) if office else ""),
        link=link,
        address=_short(link),
        office=full_name(office) if office else "",
        scan=words.SCAN_TO_SEE,
    )


def _offices(session: Session, unit: OrgUnit) -> Sequence[OrgUnit]:
    """The open local offices of the unit, itself included, by path."""
    return session.scalars(_local(unit)).unique().all()


def _local(unit: OrgUnit) -> Select[OrgUnit]:
    query = select(OrgUnit).where(within(unit), OrgUnit.open_to.is_(None), OrgUnit.kind.in_(LOCAL_KINDS))
    return query.order_by(OrgUnit.path)


def _owners() -> Select[int | None]:
    return select(KnowledgeItem.owner_unit_id).where(KnowledgeItem.owner_unit_id.is_not(None))


def areas_programme(session: Session) -> Programme | None:
    """The programme whose reports the public list of model areas is made of; None where that item is hidden."""
    item = knowledge_item.by_slug(session, AREAS_SLUG)
    return programmes.of(session, item.programme_id) if item else None


def _short(link: str) -> str:
    """As it is typed: without the scheme, which every browser knows."""
    return link.partition("://")[2]

"""Finding an office by where it lies and by its name. Names are shared: whatever is found is shown and confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from bot.thai.units import split_typed, thai_order
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind, within

# Kinds in the order in which they are listed.
_ORDER = (UnitKind.PROVINCE, UnitKind.DISTRICT, *LOCAL_KINDS)
_AREAS = (UnitKind.PROVINCE, UnitKind.DISTRICT)
MOST_FOUND = 50
# Below 75 of 100 two Thai names are different names; more than ten guesses help nobody.
_ALIKE, _MOST_GUESSES = 75, 10
# Words that may name district and province: อ. เมือง สมุทรปราการ จ. สมุทรปราการ. Anybody may write hundreds.
_MOST_PLACES = 6
_EXACT, _BEGINS, _HOLDS = range(3)


@dataclass(frozen=True, slots=True)
class Hits:
    """`sure` False: nothing is called so, these are called alike. `more`: there are others beyond MOST_FOUND."""

    units: Sequence[OrgUnit]
    sure: bool = True
    more: bool = False


def places_in(session: Session, area: OrgUnit | None) -> list[OrgUnit]:
    """What can be chosen next below `area` (None: the country's provinces), as it is to be listed.

    Offices stand before districts (an อบจ. lies right below its province). Areas without any office are left out.
    """
    office, district = aliased(OrgUnit), aliased(OrgUnit)
    is_office = and_(office.kind.in_(LOCAL_KINDS), office.open_to.is_(None))
    directly = exists().where(office.parent_id == OrgUnit.id, is_office)
    in_a_district = exists().where(district.parent_id == OrgUnit.id, office.parent_id == district.id, is_office)
    query = select(OrgUnit).where(
        OrgUnit.kind == UnitKind.PROVINCE if area is None else OrgUnit.parent_id == area.id,
        OrgUnit.open_to.is_(None),
        or_(OrgUnit.kind.in_(LOCAL_KINDS), directly, in_a_district),
    )
    units = session.scalars(query).unique()
    return sorted(units, key=lambda unit: (not unit.is_local, *_listing(unit.kind, unit.name)))


def named(units: Iterable[OrgUnit], typed: str) -> list[OrgUnit]:
    """Those of `units` called as typed; where none is called exactly so, those whose name holds it."""
    kinds, name = split_typed(typed)
    ranked = [(rank, unit) for unit in units if (rank := _rank(unit.kind, unit.name, kinds, name)) is not None]
    exact = [unit for rank, unit in ranked if rank == _EXACT]
    return exact or [unit for _, unit in ranked]


def search(session: Session, typed: str, area: OrgUnit | None = None) -> Hits:
    """Provinces, districts and offices below `area` (None: anywhere) by name, as well as it was typed.

    District and province may follow the name: `บางเมือง สมุทรปราการ`, `อบต.บางเมือง อ.เมือง จ.สมุทรปราการ`.
    """
    query = select(OrgUnit.id, OrgUnit.kind, OrgUnit.name, OrgUnit.path).where(
        OrgUnit.open_to.is_(None), OrgUnit.kind.in_(_ORDER)
    )
    if area is not None:
        query = query.where(within(area), OrgUnit.id != area.id)
    rows = session.execute(query).all()
    kinds, name = split_typed(typed)
    found = _ranked(rows, kinds, name) or _ranked_in_place(session, rows, typed)
    if found:
        return Hits(_units(session, found[:MOST_FOUND]), more=len(found) > MOST_FOUND)
    # Offices are raised from อบต. to เทศบาล and people keep saying the old kind.
    return Hits(_units(session, (_ranked(rows, (), name) or _alike(rows, name))[:_MOST_GUESSES]), sure=False)


def _alike(rows: Sequence[Row], name: str) -> list[int]:
    kinds = {row.id: (row.kind, row.name) for row in rows}
    names = {row.id: _plain(row.name) for row in rows}
    guesses = process.extract(_plain(name), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_GUESSES)
    best_first = sorted(guesses, key=lambda guess: (-guess[1], *_listing(*kinds[guess[2]])))
    return [unit_id for _, _, unit_id in best_first]


def _ranked(rows: Sequence[Row], kinds: Sequence[str], name: str) -> list[int]:
    ranked = [
        (rank, *_listing(row.kind, row.name), row.path, row.id)
        for row in rows
        if (rank := _rank(row.kind, row.name, kinds, name)) is not None
    ]
    return [one[-1] for one in sorted(ranked)]


def _ranked_in_place(session: Session, rows: Sequence[Row], typed: str) -> list[int]:
    """The first words as a name, the last ones as the district or province it lies in."""
    words = typed.split()
    if len(words) < 2:
        return []
    named = session.execute(select(OrgUnit.code, OrgUnit.name).where(OrgUnit.kind.in_(_AREAS)))
    areas = {row.code: _plain(row.name) for row in named}
    fitting = [(row, [areas[code] for code in row.path.split(".")[:-1] if code in areas]) for row in rows]
    for names in range(len(words) - 1, max(0, len(words) - 1 - _MOST_PLACES), -1):
        # One word more is a place: of those that lie in the places behind it.
        place = _plain(split_typed(words[names])[1])
        fitting = [(row, above) for row, above in fitting if any(place in area for area in above)]
        kinds, name = split_typed(" ".join(words[:names]))
        if found := _ranked([row for row, _ in fitting], kinds, name):
            return found
    return []


def _rank(kind: str, name: str, kinds: Sequence[str], wanted: str) -> int | None:
    if kinds and kind not in kinds:
        return None
    have, want = _plain(name), _plain(wanted)
    if not want:
        return None
    if have == want:
        return _EXACT
    if have.startswith(want):
        return _BEGINS
    # One letter or two are in half of all names.
    return _HOLDS if want in have and len(want) > 2 else None


def _units(session: Session, ids: Sequence[int]) -> list[OrgUnit]:
    units = {unit.id: unit for unit in session.scalars(select(OrgUnit).where(OrgUnit.id.in_(ids))).unique()}
    return [units[unit_id] for unit_id in ids]


def by_ids(session: Session, ids: Sequence[int]) -> list[OrgUnit]:
    """Units in the order asked for; those that no longer are in use are left out."""
    units = {unit.id: unit for unit in session.scalars(select(OrgUnit).where(OrgUnit.id.in_(ids))).unique()}
    return [units[unit_id] for unit_id in ids if unit_id in units and units[unit_id].open_to is None]


def _listing(kind: str, name: str) -> tuple[int, str]:
    return _ORDER.index(UnitKind(kind)), thai_order(name)


def _plain(name: str) -> str:
    return name.replace(" ", "").replace("-", "").replace(".", "")

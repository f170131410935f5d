"""Provinces and districts without a registry, from the package geothai, for tests on made-up offices."""

from __future__ import annotations

import geothai

from models.org_unit import UnitKind
from services.org_units.registry import TOP, RegistryUnit


def country(*provinces: str) -> list[RegistryUnit]:
    """The department, provinces and districts, from the top down, as `services.org_units.import_units.bring_in` takes
    them.

    Of the provinces with these two-digit codes; of all 77, Bangkok too, where none is given.
    """
    chosen = [one for one in geothai.provinces() if not provinces or one.code in provinces]
    found = [TOP]
    found += [RegistryUnit(one.code, UnitKind.PROVINCE, one.name_th, TOP.code) for one in chosen]
    found += [
        RegistryUnit(district.code, UnitKind.DISTRICT, district.name_th, one.code)
        for one in chosen
        for district in geothai.districts(one.code)
    ]
    return found

"""Asking about many rows with one value, and documents that orjson refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.among import among
from models.base import write_document
from models.database import Database
from models.membership.person import Person
from tests.models.test_put import people


def test_those_that_are_among_them_are_found(any_database: Database) -> None:
    first, second, _ = people(any_database, 3)
    with any_database.reading() as session:

        def found(*wanted: Any) -> set[int]:
            return set(session.scalars(select(Person.id).where(*wanted)))

        assert found(among(session, Person.id, [first, second, second, 0])) == {first, second}
        assert found(among(session, Person.line_user_id, ['U1"', "U0"])) == {first}
        assert found(among(session, Person.id, [])) == set()


@pytest.mark.parametrize("document", [{"ก": ["“a”", 1.5, None, True]}, [10**30], {1: "one"}, "half \ud83d"])
def test_a_document_is_written_as_it_will_be_read(document: Any) -> None:
    assert json.loads(write_document(document)) == json.loads(json.dumps(document))

"""Offices that send October's report, and the people above them, as services see them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from models.database import Database
from tests.support.world import World

ANSWERS: dict[str, Any] = {
    "start": {"happened": "yes"},
    "teach": {"sessions": 2, "staff": 40, "new_areas": 0, "all_areas": 5},
    "join": {"centre": "yes", "households": 12, "partners": ["temple"]},
    "spread": {"people": 300, "means": ["training"]},
    "closing": {"budget": 12500, "photo_1": "photo-of-the-office"},
}
NOTHING: dict[str, Any] = {"start": {"happened": "no", "why_not": "preparing"}}


def answers(**changed: dict[str, Any]) -> dict[str, Any]:
    """A usual report; `closing={"budget": 5}` changes one value, None takes it away."""
    made = deepcopy(ANSWERS)
    for part, values in changed.items():
        made[part] = {key: value for key, value in (made.get(part, {}) | values).items() if value is not None}
    return made


class Desk(World):
    """An office sends `ANSWERS` where a story does not say what."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, report=ANSWERS)

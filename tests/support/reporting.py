"""The desk with offices that report: everything goes through the services that the chat uses."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from models.database import Database
from tests.support.desk_site import NOW
from tests.support.world import World

ANSWERS: dict[str, Any] = {
    "start": {"happened": "yes"},
    "teach": {
        "sessions": 2,
        "staff": 40,
        "new_areas": 1,
        "all_areas": 12,
        "areas": [
            {
                "_id": "1",
                "area_name": "แปลงวัด <b>บ้านเหนือ</b>",
                "owner": "temple",
                "level": "clm",
                "area": 3.5,
                "dug": "yes",
                "location": "13.612345 100.712345 0 0",
            }
        ],
    },
    "join": {"centre": "no", "partners": ["temple", "cd_district"]},
    "spread": {"people": 300, "means": ["training"]},
    "closing": {"budget": 12500.5, "problems": "น้ำท่วม\nขอวิทยากร"},
}
NOTHING: dict[str, Any] = {"start": {"happened": "no", "why_not": "no_budget"}}


def answers(**changed: dict[str, Any]) -> dict[str, Any]:
    """A usual report with some values changed: `teach={"staff": 4}`."""
    made = deepcopy(ANSWERS)
    for part, values in changed.items():
        made.setdefault(part, {}).update(values)
    return made


class Reporting(World):
    """An office sends `ANSWERS` where a story does not say what, by an officer of its own, with a photo of its own."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, now=NOW, report=ANSWERS, vivid=True)

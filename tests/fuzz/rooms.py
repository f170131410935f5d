"""All kinds of inputs, and what is done with each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.fuzz import files_room
from tests.fuzz.desk_room import DeskRoom
from tests.fuzz.drawing import addresses, fields, files
from tests.fuzz.drawing.presses import presses
from tests.fuzz.drawing.webhooks import bodies
from tests.fuzz.drawing.words import words
from tests.fuzz.line_room import LineRoom
from tests.fuzz.open_room import OpenRoom
from tests.fuzz.place import Place
from tests.web.desk.world import NOWHERE, SUPERVISORS

BROWSERS = (*SUPERVISORS, "ended", "officer once district", "stranger")


@dataclass(frozen=True)
class Room:
    """`tries` raises whatever is wrong. `share` of all inputs, of 100."""

    inputs: st.SearchStrategy[Any]
    tries: Callable[[Any], None]
    share: int


def rooms_at(place: Place, media: Path) -> dict[str, Room]:
    line, desk = LineRoom(place, media), DeskRoom(place)
    who = st.sampled_from(sorted(place.user_ids))
    places = tuple(place.world.places.values())
    buttons = presses(places, place.drawn)
    sent_by = who.flatmap(lambda one: st.tuples(st.just(one), bodies((place.user_ids[one],), buttons)))
    handed_in = st.one_of(files.workbooks, files.tables, files.templates)
    around = (*places, NOWHERE)
    return {
        "webhooks": Room(sent_by, line.posts, 15),
        "words": Room(st.tuples(who, words), line.types, 20),
        "postbacks": Room(st.tuples(who, buttons), line.presses, 20),
        "desk forms": Room(fields.sent(BROWSERS, around, handed_in), desk.sends, 20),
        "desk pages": Room(fields.sent(BROWSERS, around, st.nothing(), fields.GETS), desk.sends, 8),
        "open pages": Room(addresses.opened(addresses.rules(place.site.app)), OpenRoom(place).opens, 5),
        "workbooks": Room(files.workbooks, files_room.reads_workbook, 3),
        "tables": Room(files.tables, files_room.reads_table, 3),
        "templates": Room(files.templates, files_room.reads_template, 2),
        "pictures": Room(
            st.tuples(files.pictures, st.sampled_from(("image", "audio", "video", "file"))),
            files_room.reads_picture,
            4,
        ),
    }

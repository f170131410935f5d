"""Forms of the desk as somebody fills them in who means no good: right names, wrong values, and files."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.drawing.presses import values_of
from tests.fuzz.drawing.words import garbage, words
from tests.web.desk.forms.examples import EXAMPLES
from tests.web.desk.test_confinement import address
from tests.web.desk.world import Place

NAMES = (
    *("revision", "words", "reason", "reason:", "reason:/data/closing/budget", "words:/data/closing/budget"),
    *("seen", "thai_digits"),
    *("kind", "number", "office", "addressee", "signer_name", "signer_position", "day", "people", "whole"),
    *("newest", "do", "text", "data", "date", "answer", "decision", "whom", "uses", "days", "renew", "only"),
    *("contact", "everywhere"),
    *("title", "circular_number", "circular_date", "subject", "issuing_office", "levels", "leave_out_unapproved"),
    *("outlier_factor", "active_from", "active_to", "due_day", "opens_day", "effective", "plan", "moved"),
    *("close_missing",),
    *("programme", "m", "p", "u", "q", "page", "view", "from", "until", "person", "action", "name", "size", "to"),
)  # fmt: skip
POSTS = tuple(sorted(route for route in EXAMPLES if route.startswith("POST")))
GETS = tuple(sorted(route for route in EXAMPLES if route.startswith("GET")))


@dataclass(frozen=True)
class Sent:
    """What a browser sends: a path below the desk, the fields of a form beside our mark, and a file."""

    who: str
    route: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    file: tuple[str, bytes] | None = None

    @property
    def is_post(self) -> bool:
        return self.route.startswith("POST")

    def typed(self) -> list[tuple[str, str]]:
        """The fields as bytes can carry them: a client cannot send half an emoji."""
        return [(_sendable(name), _sendable(value)) for name, value in self.fields]

    def data(self, mark: str) -> dict[str, Any]:
        """For Flask's client, which closes the files it has sent."""
        made: dict[str, Any] = {"mark": mark}
        for name, value in self.typed():
            if name != "mark":
                made.setdefault(name, []).append(value)
        if self.file is not None:
            name, content = self.file
            made |= {key: (io.BytesIO(content), name) for key in ("file", "lists")}
        return made


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@st.composite
def sent(
    draw: st.DrawFn,
    whos: Sequence[str],
    places: Sequence[Place],
    files: st.SearchStrategy[bytes],
    routes: Sequence[str] = POSTS,
) -> Sent:
    """A call of one of `routes` by one of `whos`; `files` go where a file belongs, and sometimes elsewhere."""
    route = draw(st.sampled_from(routes))
    rule, place, example = route.split(" ", 1)[1], draw(st.sampled_from(places)), EXAMPLES[route]
    unit = draw(st.sampled_from((place.office, place.office, place.district, place.province, "TH")))
    if "<code>" in rule:
        place = replace(place, office=unit)
    path = address(rule, replace(example, query=""), place)
    if draw(st.integers(0, 9)) == 0:
        filled = _sendable(draw(garbage)).replace("/", "").replace("?", "").replace("#", "")
        path = re.sub(r"(?<=/desk/)\w+$|[^/]+$", lambda _: filled[:200] or "x", path)
    values = st.one_of(values_of(places), words)
    given = {name: str(value) for name, value in example.fields(place).items()}
    fields = [(name, value if draw(st.integers(0, 2)) else draw(values)) for name, value in given.items()]
    fields += draw(
        st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), garbage), values), max_size=6)
    )
    is_post = route.startswith("POST")
    takes_file = rule.endswith(("/template", "/lists", "/units", "/forms/"))
    file = None
    if is_post and draw(st.integers(0, 9)) < (7 if takes_file else 1):
        file = (
            draw(st.sampled_from(("a.xlsx", "a.md", "a.csv", "a.docx", "../../x\x00.csv", "ก" * 300, "."))),
            draw(files),
        )
    chosen = draw(st.sampled_from(whos))
    return Sent(chosen, route, path, tuple(fields), file)

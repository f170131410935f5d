"""The desk: whoever is signed in sends whatever to whatever takes it."""

from __future__ import annotations

from flask import Flask
from structlog.testing import capture_logs

from services.access.jurisdiction import Level
from tests.fuzz.drawing.fields import Sent
from tests.fuzz.place import Place
from tests.web.desk.test_confinement import LEVEL, routes
from tests.web.desk.world import SUPERVISORS
from web.limits import Limits

# The audit log, one's visit, and what is told to people because of an act.
ALWAYS = {"audit_log", "desk_visit", "outbox"}
REPORTS = {"report", "report_event", "conversation", "reminder", "extension"}
# By what stands after /desk/.
CHANGES: dict[str, set[str]] = {
    "": set(),
    "out": {"desk_link"},
    "u": REPORTS,
    "r": REPORTS,
    "photo": {"attachment"},
    "chase": REPORTS,
    "downloads": {"job", "memo_style"},
    "posters": {"job"},
    "readers": set(),
    "library": {"knowledge_item", "knowledge_file"},
    "circulars": {
        *("circular", "circular_version", "circular_item", "circular_note", "circular_office", "circular_receipt"),
        *("person", "reminder"),
    },
    "forms": {"upload", "form_version", "form_file", "conversation", "report"},
    "admin": {
        *("membership", "person", "invite", "conversation", "desk_link", "mailbox_code", "reminder"),
        *("org_unit", "programme", "upload", "knowledge_item", "job"),
    },
}
OF_THE_DEPARTMENT = {"programme", "upload", "knowledge_item", "form_version", "form_file"}


class DeskRoom:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.app: Flask = place.site.app
        self._levels = {
            route: getattr(self.app.view_functions[endpoint], "levels", ())
            for route, endpoint in routes(self.app).items()
        }

    def sends(self, sent: Sent) -> None:
        browser = self.place.world.browsers[sent.who]
        self.app.extensions["limits"] = Limits()
        with self.place.judged(sent.who, self._may_change(sent)), capture_logs() as logged:
            mark = browser.mark
            if sent.is_post:
                answer = browser.client.post(sent.path, data=sent.data(mark))
            else:
                answer = browser.client.get(sent.path, query_string=list(sent.typed()))
            assert answer.status_code < 500, (answer.status_code, logged)
            assert answer.status_code != 429

    def _may_change(self, sent: Sent) -> set[str]:
        level = LEVEL[SUPERVISORS[sent.who][0]] if sent.who in SUPERVISORS else None
        if level not in self._levels[sent.route]:
            return set()
        room = sent.route.split("/desk/")[1].split("/")[0]
        # Pages that only show change nothing.
        found = ALWAYS | CHANGES.get(room, set())
        # A province has a shelf of its own.
        return found if level is Level.DEPARTMENT or room == "library" else found - OF_THE_DEPARTMENT

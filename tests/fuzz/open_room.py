"""The pages that everybody may open: whoever asks for whatever address."""

from __future__ import annotations

from structlog.testing import capture_logs

from tests.fuzz.place import Place
from web.limits import Limits

Asked = tuple[str, tuple[tuple[str, str], ...]]


class OpenRoom:
    def __init__(self, place: Place) -> None:
        self.place, self.site = place, place.site
        self._client = self.site.app.test_client()

    def opens(self, asked: Asked) -> None:
        """A path and its query. Readers that were noted can be counted afterwards, whatever their office was called."""
        path, query = asked
        self.site.app.extensions["limits"] = Limits()
        with self.place.judged("nobody", set()), capture_logs() as logged:
            answer = self._client.get(path, query_string=list(query))
            assert answer.status_code < 500, (answer.status_code, logged)
        with self.place.database.input(), capture_logs() as logged:
            self.site.visits.write(self.place.database)
        assert logged == []

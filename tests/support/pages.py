"""The product's pages over a database, a clock and a store of the test's own.

Making the app compiles a hundred routes and every template that is shown, ten times what showing the page takes: an
app is lent to a test and, when nobody has it any more, to the next one.
"""

from __future__ import annotations

import io
import weakref
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from flask import Flask
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from bot.line.address import Address
from models.database import Database
from services.knowledge.qr_pictures import QrPictures
from services.knowledge.visits import Visits
from services.photos.small import SmallPictures
from services.storage.store import Store
from tests.support.databases import SECRET_KEY
from web import add_pages
from web.bodies import USUAL
from web.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
METRICS_TOKEN = "a token of the tests"


class Pages:
    """All pages over `database`. `now` may be set; `woken` are the people a page had something sent to, `begun` the
    jobs it began; `photos` are the stored bytes by key, `files` what jobs have made."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now
        self.address = Address("https://nong.example.go.th", "@nongraingan")
        self.woken: list[int] = []
        self.begun: list[int] = []
        self.photos: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.media = f"memory://{uuid4().hex}"

    @cached_property
    def app(self) -> Flask:
        """A lent one. Whoever adds to it makes it its own before: `site.app = new_app(lambda: site)`."""
        app, borrow = _free.pop() if _free else _new()
        borrow(self)
        weakref.finalize(self, _free.append, (app, borrow))
        return app

    @cached_property
    def visits(self) -> Visits:
        return Visits()

    @cached_property
    def pictures(self) -> QrPictures:
        return QrPictures(Store(f"memory://{uuid4().hex}"))

    @cached_property
    def store(self) -> Store:
        """What pages take in; a copy of the site has the same."""
        return Store(self.media)

    def __getstate__(self) -> dict[str, Any]:
        """Without the app: a copy answers with its own database and its own clock."""
        return {name: value for name, value in vars(self).items() if name not in ("app", "visits", "pictures", "store")}

    def passes(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)

    # The store for what jobs make.
    def put(self, key: str, path: Path) -> None:
        self.files[key] = path.read_bytes()

    def remove(self, key: str) -> None:
        self.files.pop(key, None)
        self.photos.pop(key, None)

    def open_photo(self, key: str) -> bytes:
        if key not in self.photos:
            raise FileNotFoundError(key)
        return self.photos[key]

    # The store for photos.
    def read(self, key: str) -> bytes:
        return self.open_photo(key)

    def put_bytes(self, key: str, body: bytes) -> None:
        self.photos[key] = body

    def open_small(self, attachment_id: int, key: str) -> bytes:
        return SmallPictures(self.database, self).open(attachment_id, key)

    def open_file(self, key: str) -> BinaryIO:
        if key not in self.files:
            raise FileNotFoundError(key)
        return io.BytesIO(self.files[key])


def new_app(of: Callable[[], Pages]) -> Flask:
    """All pages over whatever `of` gives at the time."""
    app = Flask(
        "pages",
        static_folder=str(ROOT / "web/static"),
        template_folder=str(ROOT / "web/templates"),
        root_path=str(ROOT),
    )
    app.config.update(SECRET_KEY=SECRET_KEY, MAX_CONTENT_LENGTH=USUAL)
    add_pages(
        app,
        database=_Whose(of),
        clock=lambda: of().now,
        address=lambda: of().address,
        visits=_Of(lambda: of().visits),
        pictures=_Of(lambda: of().pictures),
        metrics_token=METRICS_TOKEN,
        secure=False,
        wake=lambda people: of().woken.extend(people),
        open_photo=lambda key: of().open_photo(key),
        open_small=lambda attachment_id, key: of().open_small(attachment_id, key),
        begin=lambda job: of().begun.append(job),
        open_file=lambda key: of().open_file(key),
        store=_Of(lambda: of().store),
    )
    return app


class _Whose(Database):
    """The database of the site that has the app just now."""

    def __init__(self, of: Callable[[], Pages]) -> None:
        self._of = of

    @property
    def engine(self) -> Engine:  # type: ignore[override]
        return self._of().database.engine

    def writing(self, *, patient: bool = False) -> AbstractContextManager[Session]:  # type: ignore[override]
        return self._of().database.writing(patient=patient)

    def reading(self) -> AbstractContextManager[Session]:  # type: ignore[override]
        return self._of().database.reading()

    def statement(self, *, patient: bool = False) -> AbstractContextManager[Connection]:  # type: ignore[override]
        return self._of().database.statement(patient=patient)


class _Of:
    """Whatever the site has that has the app just now."""

    def __init__(self, of: Callable[[], Any]) -> None:
        self._of = of

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of(), name)


_Borrow = Callable[[Pages], None]
_free: list[tuple[Flask, _Borrow]] = []


def _new() -> tuple[Flask, _Borrow]:
    borrower: list[weakref.ref[Pages]] = []

    def of() -> Pages:
        site = borrower[0]()
        assert site is not None, "nobody has this app"
        return site

    app = new_app(of)
    desk, config = app.extensions["desk"], dict(app.config)

    def borrow(site: Pages) -> None:
        borrower[:] = [weakref.ref(site)]
        # Whatever another test had put there.
        app.extensions.update(desk=desk, limits=Limits())
        app.config.clear()
        app.config.update(config)

    return app, borrow

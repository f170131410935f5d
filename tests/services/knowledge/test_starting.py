"""The infographics of the starting library: drawn once, and never into the department's way."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument
from sqlalchemy import select

from models.database import Database
from models.knowledge import knowledge_file
from models.knowledge.knowledge_file import FileUse
from models.knowledge.knowledge_item import KnowledgeItem
from services.knowledge.starting import keep_pictures
from services.operations.setup import init, look
from services.storage.store import Store

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_pictures_are_what_line_and_paper_take_and_drawn_once(sqlite_database: Database, tmp_path: Path) -> None:
    database, store = sqlite_database, Store(str(tmp_path))
    looked = look(database)
    with database.writing() as session:
        init(session, NOW, looked)
        # The department has put its own in the place of all but three: one of them it has given a picture.
        for item in session.scalars(select(KnowledgeItem)):
            item.is_starting = item.slug in ("new-theory", "model-areas-tambon", "counting")
            item.picture_key = "ours.png" if item.slug == "counting" else None
    assert keep_pictures(database, store, NOW) == ["new-theory", "model-areas-tambon"]
    with database.writing() as session:
        item = session.scalars(select(KnowledgeItem).where(KnowledgeItem.slug == "new-theory")).one()
        shown, printed = knowledge_file.of_item(session, item.id)
        assert (shown.use, printed.use) == (FileUse.INFOGRAPHIC, FileUse.PRINT)
        assert item.picture_key == shown.key
        for file in (shown, printed):
            body = store.read(file.key)
            assert (len(body), hashlib.sha256(body).hexdigest()) == (file.size, file.sha256)
        # Taken away by the department, they do not come back.
        session.delete(shown)
        session.delete(printed)
    assert keep_pictures(database, store, NOW) == []
    phone, small = (Image.open(io.BytesIO(store.read(key))) for key in (shown.key, shown.preview_key))
    assert (phone.format, phone.size) == ("PNG", (1080, 1350)) and shown.size < 1_000_000
    assert max(small.size) <= 240
    [page] = PdfDocument(store.read(printed.key))
    assert [round(side * 25.4 / 72) for side in page.get_size()] == [210, 297]

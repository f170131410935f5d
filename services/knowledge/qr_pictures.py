"""Drawn pictures (QR codes, cards for links that are passed on), kept in the store beside the photos: to draw one takes
a tenth of a second of a processor.

There is one place for each item and office, so never more pictures than there are links, however often and by whomever
they are asked for; all processes share them. A picture whose words or address have changed is drawn over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import structlog

from bot.knowledge.qr import qr_png
from bot.knowledge.share_card import share_card
from services.storage.store import Store

log = structlog.get_logger(__name__)

FOLDER = "qr/"
_SEAL = hashlib.sha256().digest_size  # bytes


class QrPictures:
    """Behind each picture lies the SHA-256 of what it was made of and of itself: one that is older than its words, or
    that another process has only half written, is not taken for it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def png(self, item_id: int, office: str, text: str, caption: str, may_draw: Callable[[], bool]) -> bytes | None:
        """The QR of `text` with `caption` below (see `qr_png`). `office` is the code of a known office, "" for none.
        None where it would have to be drawn and `may_draw` says no."""
        return self._kept(f"{item_id}/{office or 'all'}.png", (text, caption), may_draw, lambda: qr_png(text, caption))

    def share_card(
        self, item_id: int, title: str, category: str, owner: str, may_draw: Callable[[], bool]
    ) -> bytes | None:
        """The picture beside a link to the item (see `bot/knowledge/share_card.py`); None as above."""
        words = (title, category, owner)
        return self._kept(f"{item_id}/share.png", words, may_draw, lambda: share_card(*words))

    def _kept(
        self, place: str, words: Sequence[str], may_draw: Callable[[], bool], draw: Callable[[], bytes]
    ) -> bytes | None:
        key, made_of = f"{FOLDER}{place}", "\0".join(words).encode()
        kept = self._read(key)
        if kept[-_SEAL:] == _seal(made_of, kept[:-_SEAL]):
            return kept[:-_SEAL]
        if not may_draw():
            return None
        drawn = draw()
        try:
            self._store.put_bytes(key, drawn + _seal(made_of, drawn))
        except Exception as error:  # each kind of store fails in its own way, and the picture is there
            log.warning("picture not kept", error=type(error).__name__)
        return drawn

    def _read(self, key: str) -> bytes:
        try:
            return self._store.read(key)
        except FileNotFoundError:
            return b""
        except Exception as error:
            log.warning("picture not read", error=type(error).__name__)
            return b""


def _seal(made_of: bytes, drawn: bytes) -> bytes:
    return hashlib.sha256(made_of + b"\0" + drawn).digest()

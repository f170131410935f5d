"""The machine we run on: room on the disk, a photo store that takes photos, readers that reach nothing, an address that
answers, a mail server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from fsspec.core import split_protocol
from sqlalchemy.engine import make_url

from services.messaging.mail import MailError, MailServer
from services.operations.health import Finding, bad, ok, warn
from services.storage.store import Store
from services.untrusted.apart import Unavailable, how_confined

MB = 1 << 20
LITTLE, TOO_LITTLE = 2_048 * MB, 256 * MB


def of_disk(database_url: str, media_url: str) -> Iterator[Finding]:
    """Room where the database file and the photos lie; nothing about what is not on this machine."""
    folders = {}
    parsed = make_url(database_url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        folders["disk of the database"] = Path(parsed.database).parent
    protocol, path = split_protocol(media_url)
    if protocol in (None, "file", "local"):
        folders["disk of the photos"] = Path(path)
    for name, folder in folders.items():
        there = next((one for one in (folder, *folder.parents) if one.exists()), None)
        if there is None:
            continue
        free = shutil.disk_usage(there).free
        says = f"{free // MB:,} MB free"
        if free < TOO_LITTLE:
            yield bad(name, says, "make room now: a full disk loses reports")
        elif free < LITTLE:
            yield warn(name, says, "make room soon")
        else:
            yield ok(name, says)


def of_media(media_url: str) -> Finding:
    """Writes a file of a few bytes, reads it and removes it."""
    key = f"doctor-{uuid4().hex}.txt"
    try:
        store = Store(media_url)
        store.put_bytes(key, b"doctor")
        same = store.read(key) == b"doctor"
        store.remove(key)
    except Exception as error:  # each kind of store fails in its own way
        do = "see that MEDIA_URL is right and that this user may write there"
        why = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        return bad("photo store", f"cannot be written: {why}", do)
    if not same:
        return bad("photo store", "gives back something else than was written", "see what MEDIA_URL points at")
    return ok("photo store", "takes and gives back")


def of_readers() -> Finding:
    """Whether files from outside are read by processes that reach nothing."""
    try:
        how = how_confined()
    except Unavailable:
        return bad("files from outside", "no reader starts", "see the log: photos, forms and memos wait for one")
    if not how:
        do = "run on Linux with seccomp (x86_64 or aarch64): a file that took its reader over could reach the network"
        return warn("files from outside", "their readers can reach the network", do)
    return ok("files from outside", f"read by processes without a network ({how})")


def of_address(public_base_url: str) -> Finding:
    """Whether our own address leads to us. Called from this machine, so a firewall further out is not seen."""
    parts = urlsplit(public_base_url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        return bad("own address", f"{public_base_url} is not https", "LINE takes https only: see the README")
    # Not imported by whoever looks at this machine alone.
    import urllib3
    from urllib3.exceptions import HTTPError

    try:
        with urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=5), retries=False) as http:
            answer = http.request("GET", f"{public_base_url}/healthz")
            alive = answer.status == 200 and json.loads(answer.data).get("alive") is True
    except (HTTPError, ValueError, AttributeError) as error:
        do = "see that `serve` runs, that the proxy passes requests on, and that name and certificate are right"
        return bad("own address", f"{public_base_url}/healthz does not answer ({type(error).__name__})", do)
    if not alive:
        do = "something else answers there: see what PUBLIC_BASE_URL leads to"
        return bad("own address", f"{public_base_url}/healthz answers {answer.status}, not as we do", do)
    return ok("own address", f"{public_base_url} answers")


def of_mail(server: MailServer | None) -> Finding:
    """Whether the mail server lets us in. Sends nothing."""
    if server is None:
        return ok("mail", "no mail server is set: every request to join is approved by the level above")
    try:
        server.greet()
    except MailError as error:
        do = "see that SMTP_URL is right, and that this machine may reach the mail server"
        return bad("mail", f"{server.host}:{server.port} does not let us in: {error}", do)
    return ok("mail", f"{server.host}:{server.port} lets us in")

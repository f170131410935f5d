"""The JavaScript peer of `bench.answers` (`bench/peer/`), its packages from npm as the lock file pins them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy.engine import make_url

from config import HERE

SOURCE = HERE / "bench" / "peer"
TABLES = (
    "CREATE TABLE person (id serial PRIMARY KEY, line_user_id text UNIQUE, state jsonb, updated_at timestamptz)",
    "CREATE TABLE event (id text PRIMARY KEY, kind text, received_at timestamptz NOT NULL)",
)


class Missing(Exception):
    """Why there is no peer on this machine."""


def install() -> Path:
    """The folder in which the peer can be started; its packages are kept in `var/`. Raises Missing."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Missing(f"no `{program}` on this machine")
    wanted = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = HERE / "var" / f"bench-peer-{wanted}"
    if not (folder / "node_modules" / ".package-lock.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, folder)
        done = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise Missing(f"npm could not install its packages: {done.stderr.strip().splitlines()[-1:]}")
    shutil.copy(SOURCE / "server.js", folder)
    return folder


def fill(url: str, people: Sequence[str]) -> None:
    """The peer's tables, and people in the middle of a conversation."""
    with psycopg.connect(url, autocommit=True) as connection:
        for table in TABLES:
            connection.execute(table)
        with connection.cursor() as cursor:
            rows = [(one, Jsonb({"step": 0, "answers": {}})) for one in people]
            cursor.executemany("INSERT INTO person (line_user_id, state) VALUES (%s, %s)", rows)


def environment(url: str, api: str, port: int, secret: str, token: str) -> dict[str, str]:
    """Of the process `node server.js`."""
    parsed = make_url(url)
    return {
        "PATH": os.environ["PATH"],
        "PGHOST": str(parsed.query.get("host") or parsed.host),
        "PGUSER": parsed.username or "postgres",
        "PGDATABASE": parsed.database or "",
        "LINE_API_BASE": api,
        "SECRET": secret,
        "TOKEN": token,
        "PORT": str(port),
        "NODE_ENV": "production",
    }

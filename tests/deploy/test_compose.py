"""compose.yaml: it starts commands that exist, with settings that are read, in an order that works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from app import cli
from config import Settings
from models.database import Database
from tests.support.pages import Pages
from tests.support.source import ROOT
from tests.support.terminal import NOON
from web.bodies import LARGEST, USUAL

FILE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"] == "nong-rai-ngan"}
OTHERS = {name: one for name, one in SERVICES.items() if name not in OURS}
SITE = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
DAY, HALF_PAST_TWO = 86_400, 19 * 3600 + 1800  # seconds of a day of UTC; 02:30 in Bangkok


def test_all_parts_are_there() -> None:
    assert set(OURS) == {"migrate", "web", "scheduler", "backup"} and set(OTHERS) == {"proxy", "database"}


@pytest.mark.parametrize("name", OURS)
def test_what_is_started_exists(name: str) -> None:
    started = re.findall(r"python app\.py (\w+)", " ".join(OURS[name]["command"]))
    assert started == [{"web": "serve"}.get(name, name)] and set(started) <= set(cli.commands)
    build = OURS[name]["build"]
    assert (ROOT / "deploy" / build["context"] / build["dockerfile"]).is_file()


@pytest.mark.parametrize("name", OURS)
def test_its_settings_are_settings_and_are_accepted(name: str) -> None:
    environ = OURS[name]["environment"]
    assert set(environ) <= {field.name.upper() for field in fields(Settings)}
    settings = Settings.load({key: filled(value) for key, value in environ.items()}, talking=False, dotenv=None)
    assert settings.database_url == "postgresql://nong:secret@database/nong"
    assert (settings.host, settings.media_url) == ("0.0.0.0", "/srv/nong/media")
    assert OURS[name]["env_file"] == "../.env", "the secrets of LINE and of the desk"


def filled(text: str) -> str:
    """A value with its variables put in."""
    return re.sub(r"\$\{POSTGRES_PASSWORD:\?[^}]+\}", "secret", text)


def test_no_secret_stands_in_it() -> None:
    for one in SERVICES.values():
        for key, value in one.get("environment", {}).items():
            assert not re.search("SECRET|TOKEN|PASSWORD", key) or re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), key


def test_nothing_of_ours_may_do_more_than_it_must() -> None:
    for one in OURS.values():
        assert one["read_only"] is True and one["cap_drop"] == ["ALL"] and "user" not in one
        assert one["security_opt"] == ["no-new-privileges:true"] and one["mem_limit"] == "1g"


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert {name: one["ports"] for name, one in SERVICES.items() if "ports" in one} == {"proxy": ["80:80", "443:443"]}
    assert SERVICES["database"]["networks"] == ["inside"] and FILE["networks"]["inside"] == {"internal": True}
    assert "inside" not in SERVICES["proxy"]["networks"]


def test_images_of_others_are_pinned() -> None:
    assert re.fullmatch(r"nginx:\d+\.\d+\.\d+-alpine", SERVICES["proxy"]["image"])
    assert re.fullmatch(r"postgres:18\.\d+-\w+", SERVICES["database"]["image"])
    # From 18 on the version's own folder lies below this one; a volume any deeper would be left empty.
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql"]


def test_each_waits_for_what_it_needs() -> None:
    waits = {
        name: {needed: how["condition"] for needed, how in one.get("depends_on", {}).items()}
        for name, one in SERVICES.items()
    }
    after_migrate = {"migrate": "service_completed_successfully"}
    assert waits == {
        "database": {},
        "migrate": {"database": "service_healthy"},
        "web": after_migrate,
        "scheduler": after_migrate,
        "backup": after_migrate,
        "proxy": {"web": "service_healthy"},
    }
    # Health is that of the image, or of the service; who is not waited for has none.
    assert "healthcheck" not in SERVICES["web"] and SERVICES["database"]["healthcheck"]["test"][1] == "pg_isready"
    assert [name for name, one in SERVICES.items() if one.get("healthcheck") == {"disable": True}] == [
        "migrate",
        "scheduler",
        "backup",
    ]
    assert {name: one["restart"] for name, one in SERVICES.items() if one["restart"] != "unless-stopped"} == {
        "migrate": "no"
    }


def test_whom_the_product_forgot_is_listed_beside_the_backups() -> None:
    listed = Path(SERVICES["web"]["environment"]["ERASURES_FILE"]).parent
    for name in ("scheduler", "backup"):
        assert f"backup:{listed}" in SERVICES[name]["volumes"] and "media:/srv/nong/media" in SERVICES[name]["volumes"]


def test_volumes_and_files_are_there() -> None:
    used = {part.split(":")[0] for one in SERVICES.values() for part in one.get("volumes", ())}
    named = {one for one in used if re.fullmatch(r"\w+", one)}
    assert named == set(FILE["volumes"])
    files = {one for one in used if one.startswith("./")}
    assert files and all((ROOT / "deploy" / one).is_file() for one in files)
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    for one in OURS.values():
        for part in one["volumes"]:
            assert f" {part.split(':')[1]}" in dockerfile, "a folder that its user may write to"


def test_the_proxy_finds_the_web_processes() -> None:
    expected = OURS["web"]["environment"]["PORT"]
    for name, server in (("upstream-compose.conf", "web"), ("upstream-services.conf", "127.0.0.1")):
        upstream = (ROOT / "deploy" / name).read_text("utf-8")
        assert re.findall(r"^upstream (\w+) \{", upstream, re.MULTILINE) == ["nong"]
        assert re.findall(r"server ([\w.]+):(\d+)", upstream) == [(server, expected)]
    assert OURS["web"]["expose"] == [expected]
    assert set(re.findall(r"proxy_pass (\S+);", SITE)) == {"http://nong"}


def test_the_site_guards_what_it_passes_on() -> None:
    assert "client_max_body_size 2m;" in SITE and "Strict-Transport-Security" in SITE
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in SITE
    zones = set(re.findall(r"limit_req_zone \S+ zone=(\w+):", SITE))
    blocks = dict(re.findall(r"location (\S+ ?\S*) \{\n(.*?)\n    \}", SITE.partition("listen 443")[2], re.DOTALL))
    uploads = "~ ^/desk/(forms|admin/units|circulars|library|downloads)(/|$)"
    door = "~ ^/(desk/in|my-data|c/[^/]+)/"
    assert set(blocks) == {"/", "= /callback", uploads, door, "= /metrics", "= /readyz"}
    limited = {place: re.findall(r"limit_req zone=(\w+)", block) for place, block in blocks.items()}
    assert {zone for found in limited.values() for zone in found} == zones
    assert limited["= /callback"] == ["callback"] and "deny all;" in blocks["= /metrics"]
    assert "deny all;" in blocks["= /readyz"]
    assert all(limited[place] for place, block in blocks.items() if "proxy_pass" in block)
    # What the product takes at those places, and that a stranger's is refused by it before it is received.
    assert "client_max_body_size 64m;" in blocks[uploads] and "proxy_request_buffering off;" in blocks[uploads]
    assert 2 * LARGEST == 64 * 1024 * 1024


def test_the_proxy_lets_in_what_each_page_takes(sqlite_database: Database) -> None:
    app = Pages(sqlite_database, NOON).app
    (uploads,) = re.findall(r"location ~ (\^/desk/\S+) \{", SITE)
    takes = {
        rule.rule: max_body
        for rule in app.url_map.iter_rules()
        if (max_body := getattr(app.view_functions[rule.endpoint], "max_body", None)) and max_body > USUAL
    }
    assert len(takes) >= 6
    assert [rule for rule in takes if not re.search(uploads, rule)] == []
    assert max(takes.values()) <= 31 * 1024 * 1024


def test_the_proxy_says_for_whom_it_asks_and_the_product_believes_it() -> None:
    believed = dict(re.findall(r"proxy_set_header (\S+) +(\S+);", SITE))
    assert believed["X-Forwarded-For"] == "$remote_addr", "whatever the visitor says himself"
    assert OURS["web"]["environment"]["TRUSTED_PROXY"] == "*" and "ports" not in OURS["web"]
    # One header more in a place takes away all of those above it.
    assert "proxy_set_header" not in SITE.partition("location / {\n        limit_req")[2]


def test_no_log_of_the_proxy_holds_a_sign_in_link() -> None:
    hidden = re.search(r"map \$uri \$logged_uri \{\n +~(\S+) +\S+;\n +default +\$request_uri;\n\}", SITE)
    assert hidden and all(re.search(hidden[1], path) for path in ("/desk/in/token", "//desk/in/token", "/my-data/t"))
    assert all(re.search(hidden[1], path) for path in ("/c/abc123/7-mark", "/c/abc123/7-mark/file", "//c//a//7-m"))
    assert not any(re.search(hidden[1], path) for path in ("/desk/rollup/11", "/c/abc123", "/k/c/x"))
    words = " ".join(re.findall(r"'([^']*)'", SITE.partition("log_format nong ")[2].partition(";")[0]))
    shown = set(re.findall(r"\$\w+", words))
    assert "$logged_uri" in shown and not shown & {"$request", "$request_uri", "$uri", "$args", "$http_referer"}
    servers = SITE.split("\nserver {")[1:]
    assert len(servers) == 2 and all("access_log /var/log/nginx/nong.access.log nong;" in one for one in servers)
    assert (
        "error_log /dev/null emerg;" in SITE.partition("location ~ ^/(desk/in|my-data|c/[^/]+)/")[2].partition("}")[0]
    )


@pytest.mark.parametrize("day", [0, 1])
def test_the_backup_is_made_at_half_past_two(tmp_path: Path, sqlite_url: str, day: int) -> None:
    """The script as it stands, with a sleep that only notes for how long, and breaks off the second time."""
    shell, options, script = OURS["backup"]["command"]
    here = tmp_path / "backup"
    here.mkdir()
    for days, name in ((40, "nong-old.zip"), (10, "nong-young.zip"), (40, "another.zip")):
        (here / name).touch()
        os.utime(here / name, (time.time() - days * DAY,) * 2)
    programs = tmp_path / "bin"
    programs.mkdir()
    slept = tmp_path / "slept"
    write_program(programs / "python", f'exec "{sys.executable}" "$@"')
    write_program(programs / "sleep", f'echo "$1" >> {slept}; [ "$(wc -l < {slept})" -lt 2 ]')
    if day:
        write_program(programs / "date", f'[ "$1" = +%s ] && echo {HALF_PAST_TWO} || exec /bin/date "$@"')
    environ = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "DATABASE_URL": sqlite_url,
        "MEDIA_URL": str(tmp_path / "media"),
        "ERASURES_FILE": str(tmp_path / "erasures.jsonl"),
    }
    script = script.replace("$$", "$").replace("/srv/backup", str(here))
    begun = time.time()
    done = subprocess.run([shell, options, script], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    first = int(slept.read_text().split()[0])
    if day:
        assert first == DAY, "not twice in one second"
    else:
        assert abs((begun + first - HALF_PAST_TWO + DAY / 2) % DAY - DAY / 2) <= 2 and 0 < first <= DAY
    made = sorted(one.name for one in here.iterdir())
    assert [made[0], made[-1], len(made)] == ["another.zip", "nong-young.zip", 3]
    with zipfile.ZipFile(here / made[1]) as zipped:
        assert "manifest.json" in zipped.namelist()


def write_program(file: Path, body: str) -> None:
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)

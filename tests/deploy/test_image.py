"""The Dockerfile: what goes into the image is enough to run, nothing more, and nobody's secret."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import cli
from tests.support.listening_bot import ListeningBot
from tests.support.source import ROOT

DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")


def instructions() -> Iterator[tuple[str, str]]:
    """(`COPY`, its arguments) of each, comments left out and continued lines joined."""
    lines = [line for line in DOCKERFILE.splitlines() if not line.startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if line:
            name, _, arguments = line.partition(" ")
            yield name, arguments


def all_of(name: str) -> list[str]:
    return [arguments for found, arguments in instructions() if found == name]


def one_of(name: str) -> str:
    (arguments,) = all_of(name)
    return arguments


SETTINGS = dict(re.findall(r"(\w+)=(\S+)", one_of("ENV")))
COPIED = [source for arguments in all_of("COPY") for source in arguments.split()[:-1]]


def test_its_base_is_pinned_and_new_enough() -> None:
    found = re.fullmatch(r"python:(3\.\d+)\.\d+-slim-\w+", one_of("FROM"))
    assert found
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert tuple(map(int, found[1].split("."))) >= tuple(map(int, wanted.removeprefix(">=").split(".")))


def test_it_runs_as_nobody_in_particular_who_owns_only_its_data() -> None:
    user = one_of("USER")
    assert re.fullmatch(r"([1-9]\d{3,}):\1", user)
    assert f"useradd --uid {user.partition(':')[0]} " in DOCKERFILE and "chown" not in DOCKERFILE
    names = [name for name, _ in instructions()]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name in ("COPY", "RUN"))
    owned = re.findall(r"(?<= )/\S+", one_of_run("install --directory --owner nong"))
    assert SETTINGS["MEDIA_URL"] in owned and not any(folder.startswith(one_of("WORKDIR")) for folder in owned)


def one_of_run(words: str) -> str:
    (found,) = (step.strip() for run in all_of("RUN") for step in run.split("&&") if step.strip().startswith(words))
    return found


def test_only_what_the_product_needs_is_installed_and_copied() -> None:
    assert re.findall(r"--requirement (\S+)", DOCKERFILE) == ["requirements.lock"]
    assert "apt-get" not in DOCKERFILE and "ADD" not in [name for name, _ in instructions()]
    assert all((ROOT / source).exists() for source in COPIED)
    assert all(arguments.split()[-1] in ("./", arguments.split()[0]) for arguments in all_of("COPY"))


def test_docker_is_sent_nothing_else() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines[0] == "*" and sorted(line[1:] for line in lines if line.startswith("!")) == sorted(COPIED)
    assert "**/__pycache__" in lines[1:]


def test_it_holds_no_secret() -> None:
    assert set(SETTINGS) == {"PYTHONUNBUFFERED", "HOST", "PORT", "DATABASE_URL", "MEDIA_URL", "ERASURES_FILE"}
    assert "ARG" not in [name for name, _ in instructions()] and "@" not in SETTINGS["DATABASE_URL"]


def test_it_serves() -> None:
    python, program, command = json.loads(one_of("CMD"))
    assert (python, program) == ("python", "app.py") and command in cli.commands
    assert one_of("EXPOSE") == SETTINGS["PORT"] and SETTINGS["HOST"] == "0.0.0.0"


def test_what_is_copied_is_enough_to_run(tmp_path: Path) -> None:
    """Everything that COPY names and nothing beside it, with a database and a folder of its own."""
    image = tmp_path / "image"
    image.mkdir()
    for source in COPIED:
        if (ROOT / source).is_dir():
            # What is compiled comes along, for speed: nothing is imported of which the source is not there.
            shutil.copytree(ROOT / source, image / source)
        else:
            shutil.copy(ROOT / source, image)
    environ = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{tmp_path / 'nong.sqlite3'}",
        "MEDIA_URL": str(tmp_path / "media"),
        "ERASURES_FILE": str(tmp_path / "erasures.jsonl"),
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "app.py", *arguments]
        return subprocess.run(command, cwd=image, env=environ, capture_output=True, text=True, timeout=120)

    for arguments in (["init"], ["migrate"], ["serve", "--help"], ["backup", str(tmp_path / "b.zip")]):
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
    offline = json.loads(run("doctor", "--offline", "--json").stdout)["checks"]
    assert {"database", "programmes", "backup"} <= {one["name"] for one in offline if one["level"] == "ok"}
    every = [str(file.relative_to(ROOT).with_suffix("")) for file in (ROOT / "web").rglob("*.py")]
    named = ", ".join(one.replace("/", ".").removesuffix(".__init__") for one in every)
    pages = subprocess.run([sys.executable, "-c", f"import app, {named}"], cwd=image, env=environ, capture_output=True)
    assert pages.returncode == 0, pages.stderr


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (None, 1)])
def test_the_health_check_fails_where_the_process_does_not_answer(
    listening_bot: ListeningBot, status: int | None, code: int
) -> None:
    words = one_of("HEALTHCHECK").partition(" CMD ")[2] or one_of("HEALTHCHECK").partition("CMD ")[2]
    python, option, program = json.loads(words)
    assert (python, option) == ("python", "-c")
    ast.parse(program)
    if status is not None:
        listening_bot.put("/healthz", b"{}", "application/json", status=status)
    port = listening_bot.base.rpartition(":")[2]
    environ = {"PATH": os.environ["PATH"], "PORT": port if status else "1"}
    assert subprocess.run([sys.executable, option, program], env=environ, capture_output=True).returncode == code

"""The README and its kin say what is there, and what they show can be done."""

from __future__ import annotations

import csv
import importlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app import cli
from config import Settings
from models import Base
from services.operations import retention
from tests.services.org_units.test_boundaries import file as a_boundary
from tests.support.emulator import SECRET, TOKEN
from tests.support.source import README, ROOT, commands_shown, every_command, fenced
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow

SETTINGS = {field.name.upper() for field in fields(Settings)}
COMMANDS = dict(every_command())
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("docs/**/*.md"))]
# These run until they are stopped: the journeys and the benches start them.
ENDLESS = ("demo", "serve", "scheduler")
# What an empty installation has to refuse: a request and a dead letter that are not there, a programme's only form, and
# the doctor, who misses the scheduler and the server.
REFUSED = (
    "members approve 12",
    'circular correct h7k2mw --subject "แก้ไขเรื่อง"',
    "circular status h7k2mw --json",
    "circular withdraw h7k2mw",
    "members refuse 12",
    "members end 12",
    "form withdraw --programme river-clean-up --version 1",
    "doctor",
    "doctor --offline",
    "deadletters show 01HF7YAT31ZPFV2YKPNRVZGT0C",
)


def test_the_settings_are_those_the_code_reads():
    source = (ROOT / "config.py").read_text("utf-8")
    assert set(re.findall(r'(?:values\.get|needed|address)\(\s*"([A-Z_]+)"', source)) == SETTINGS


def test_every_setting_is_in_the_readme_and_nothing_else():
    table = re.search(r"^## Settings\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    assert table
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", table[1], re.MULTILINE)
    assert {name for name, _, _ in rows} == SETTINGS
    assert all(default and says for _, default, says in rows)


def test_every_setting_is_in_the_example_and_it_can_be_used(tmp_path):
    example = (ROOT / ".env.example").read_text("utf-8")
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == SETTINGS
    file = tmp_path / ".env"
    file.write_text(example)
    assert Settings.load({}, talking=False, dotenv=file) == Settings.load({}, talking=False, dotenv=None)


def test_every_command_is_in_the_readme_with_an_example():
    rows = dict(re.findall(r"^\| `([a-z ]+)` \| (.+) \|$", README, re.MULTILINE))
    assert rows.keys() == COMMANDS.keys()
    shown = [line.split() for line in commands_shown()]
    for path in COMMANDS:
        assert any(line[: len(path.split())] == path.split() for line in shown), f"no example of {path}"


@pytest.mark.parametrize("path", ["", *COMMANDS])
def test_every_command_explains_itself(path):
    command: click.Command = cli
    for name in path.split():
        assert isinstance(command, click.Group)
        command = command.commands[name]
    result = CliRunner().invoke(command, ["--help"])
    assert result.exit_code == 0
    assert command.help, "a command without a word about it"


def test_every_argument_of_a_command_is_explained():
    unexplained = [
        f"{path} {option.opts[0]}"
        for path, command in COMMANDS.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not option.hidden
    ]
    assert [one for one in unexplained if not one.endswith(("--title", "--category", "--description", "--out"))] == []


def test_what_the_readme_shows_can_be_done(line, listening_bot, sqlite_url, tmp_path, monkeypatch):
    """Every `python app.py …` of it, in its order, on an empty database."""
    line.reset(listening_bot.hook)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bot" / "forms").mkdir(parents=True)
    shutil.copy(ROOT / "bot" / "forms" / "khok-nong-na.md", tmp_path / "bot" / "forms")
    (offices,) = fenced("csv")
    (tmp_path / "offices.csv").write_text(offices, "utf-8")
    (tmp_path / "districts.geojson").write_bytes(a_boundary({"code": "1103"}))
    terminal = Terminal(
        DATABASE_URL=sqlite_url,
        MEDIA_URL=str(tmp_path / "media"),
        ERASURES_FILE=str(tmp_path / "erasures.jsonl"),
        PUBLIC_BASE_URL="http://127.0.0.1:1",
        SECRET_KEY=SECRET,
        LINE_CHANNEL_SECRET=SECRET,
        LINE_CHANNEL_ACCESS_TOKEN=TOKEN,
        LINE_API_BASE=line.api,
        LINE_DATA_API_BASE=line.api,
    )
    tried = 0
    for shown in commands_shown():
        name, *arguments = shlex.split(shown)
        if name in ENDLESS:
            continue
        result = terminal.run(cli.commands[name], *arguments)
        assert result.exit_code == 0 or shown in REFUSED, f"{shown}\n{result.output}"
        assert "Traceback" not in result.output
        tried += 1
    terminal.close()
    assert tried > 30
    assert {"06110301.png", "october.xlsx", "nong.zip", "menu.png"} <= {one.name for one in tmp_path.iterdir()}


def test_the_readmes_offices_are_a_registry():
    (offices,) = fenced("csv")
    assert len({row["code"] for row in csv.DictReader(io.StringIO(offices))}) == 2


def test_the_program_starts_as_the_readme_says(tmp_path):
    """Once for real, from another folder, with no settings at all."""
    environ = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    environ |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'n.sqlite3'}", "MEDIA_URL": str(tmp_path / "media")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "app.py"), *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60)

    helped = run("--help")
    assert helped.returncode == 0
    assert all(path.split()[0] in helped.stdout for path in COMMANDS)
    ill = run("doctor", "--offline")
    assert (ill.returncode, ill.stderr) == (1, "")
    assert "run `python app.py migrate`" in ill.stdout
    wrong = run("exprot")
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (2, "", 1)
    assert wrong.stderr.startswith("Error: No such command 'exprot'")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name):
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), f"{name}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, target


def test_files_that_documents_name_are_there():
    """In backquotes, with a folder and an ending: a path of this repository."""
    for document in (ROOT / "README.md", ROOT / "docs" / "operations.md"):
        for path in re.findall(r"`((?:deploy|docs|bench|tests)/[\w./*-]+\.[a-z]+)`", document.read_text("utf-8")):
            assert list(ROOT.glob(path)), f"{document.name}: {path}"
    folders = set(re.findall(r"`([a-z]+)/`", (ROOT / "docs" / "architecture.md").read_text("utf-8")))
    assert {folder for folder in folders if not (ROOT / folder).is_dir()} == set()


def test_the_architecture_names_every_folder():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    folders = {one.parent.name for one in ROOT.glob("*/__init__.py")} | {"deploy", "docs", "migrations"}
    assert {folder for folder in folders if f"`{folder}/" not in text} == set()


def test_the_rooms_of_a_noun_are_there():
    """The table of nouns and floors: a column is a floor, a cell the rooms and files on it."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    floors = [cell.strip(" `") for cell in table[0]]
    rooms = [
        ROOT / floor / room
        for row in table[1:]
        for floor, cell in zip(floors, row, strict=True)
        for room in re.findall(r"`([^`]+)`", cell)
    ]
    assert len(rooms) > 50
    assert [room for room in rooms if not (room.exists() or room.with_suffix(".py").exists())] == []


def test_services_run_commands_that_exist():
    units = [*sorted((ROOT / "deploy").glob("*.service")), *sorted((ROOT / "deploy").glob("*.timer"))]
    assert len(units) == 4
    run = {word for unit in units for word in re.findall(r"app\.py ([a-z]+)", unit.read_text("utf-8"))}
    assert run == {"serve", "scheduler", "backup"}
    assert run <= set(cli.commands)


def test_decisions_are_numbered_short_and_complete():
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith(f"# {int(file.name[:4])}. "), file.name
        assert [part in text for part in ("**Context.**", "**Decision.**", "**Consequences.**")] == [True] * 3, (
            file.name
        )
        assert len(text.splitlines()) <= 40, f"{file.name} is longer than a page"


def test_the_makefile_does_what_the_readme_spells_out():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for wanted in (
        "requirements.lock",
        "requirements-dev.lock",
        "requirements.txt",
        "requirements-dev.txt",
        "make lock",
    ):
        assert wanted in README and wanted.removeprefix("make ") in makefile, wanted
    for wanted in ("python app.py", "python -m tests.checks", "-m pytest"):
        assert wanted in makefile and wanted.removeprefix("python ") in README, wanted
    assert Path(ROOT / ".ci" / "run").read_text("utf-8").rstrip().endswith("make test")


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
# An item of a list or a paragraph: the names in it stand in the files that it names.
STEPS = [one for one in re.split(r"\n\n|\n(?=\d\. |#)", CONTRIBUTING) if "`" in one]
PATHS = re.compile(r"(?<![\w./*])(?:bot|handlers|services|models|scheduler|web|migrations|docs|tests)/[\w./-]*")


def test_how_to_change_things_is_one_page_of_paths_that_exist():
    assert len(CONTRIBUTING.splitlines()) <= 80
    paths = set(PATHS.findall(CONTRIBUTING))
    assert len(paths) > 30
    assert {path for path in paths if not (ROOT / path.rstrip(".")).exists()} == set()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.strip()[:40])
def test_what_a_step_names_is_in_its_files(step):
    files = [ROOT / path for path in PATHS.findall(step)]
    text = "\n".join(
        file.read_text("utf-8") for path in files for file in (path.rglob("*.py") if path.is_dir() else [path])
    )
    named = re.findall(r"`([A-Za-z_]\w*(?:\.\w+)*)`", step)
    assert {name for name in named for word in name.split(".") if not re.search(rf"\b{word}\b", text)} == set()


def test_what_it_says_to_type_can_be_typed():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"make ([a-z-]+)", CONTRIBUTING)) <= set(targets)
    commands = re.findall(r"python app\.py ([a-z]+(?: [a-z]+)?)", CONTRIBUTING)
    assert commands and set(commands) <= set(COMMANDS)
    chosen = re.findall(r"-m pytest (\S+\.py) -k (\w+|\"[^\"]+\")", CONTRIBUTING)
    assert len(chosen) == 2
    for file, words in chosen:
        tests = re.findall(r"^def (test_\w+)", (ROOT / file).read_text("utf-8"), re.MULTILINE)
        for word in words.strip('"').split(" or "):
            assert any(word in test for test in tests), f"{file} -k {word}"


def test_how_long_things_are_kept_is_what_the_code_does():
    text = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    section = re.search(r"^## How long\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert section
    rows = re.findall(r"^\| (.+?) \| (.*?) ?\| (.*?) ?\| (.*?) ?\|$", section[1], re.MULTILINE)[1:]
    constants = {}
    for _, _, said, constant in rows:
        if constant.strip("`"):
            module, _, name = constant.strip("`").rpartition(".")
            days = re.match(r"(\d+) days?\b", said)
            assert days, said
            constants[constant] = getattr(importlib.import_module(module), name) == timedelta(days=int(days[1]))
    assert len(constants) >= 7 and set(constants.values()) == {True}, constants
    named = {table for _, tables, _, _ in rows for table in re.findall(r"`(\w+)`", tables)}
    assert named == set(Base.metadata.tables), "every table has its line"
    # Whatever is deleted by its age stands in the table.
    aged = {name for name, value in vars(retention).items() if isinstance(value, timedelta)}
    assert {f"`services.operations.retention.{name}`" for name in aged} <= constants.keys()

"""The product's own files and documents, as the tests of its promises read them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from app import cli

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "handlers", "services", "models", "scheduler", "web", "commands", "emulator", "migrations")
README = (ROOT / "README.md").read_text("utf-8")


@cache
def python_files(*but: str) -> tuple[Path, ...]:
    """Every Python file of the product, those below the folders `but` left out."""
    files = [ROOT / "app.py", ROOT / "config.py"]
    files += [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(file for file in files if not file.relative_to(ROOT).as_posix().startswith(but))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def named(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def every_command() -> Iterator[tuple[str, click.Command]]:
    """(`units import`, command) of everything that can be run."""

    def walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            for name, below in command.commands.items():
                yield from walk(below, f"{path} {name}".strip())
        else:
            yield path, command

    return walk(cli, "")


def fenced(language: str) -> list[str]:
    """The README's fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands_shown() -> list[str]:
    """What follows `python app.py` in the README, in its order: blocks first, then the table's examples."""
    blocks = [line for block in fenced("sh") for line in block.splitlines()]
    examples = re.findall(r"`(python app\.py [^`]+)`", README)
    return [
        line.split("app.py ", 1)[1]
        for line in (*blocks, *examples)
        if line.startswith("python app.py ") and "COMMAND" not in line
    ]

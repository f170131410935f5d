"""Commands as an operator types them, in this process, with settings and a clock of the test's own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click
from click.testing import CliRunner, Result

from commands.wiring import Wiring
from config import Settings

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


class Terminal:
    """`environ` are the settings; nothing of the machine's own environment or `.env` is read."""

    def __init__(self, *, now: datetime = NOON, **environ: str) -> None:
        self.now = now
        self.wiring = Wiring(
            clock=lambda: self.now,
            load=lambda *, talking: Settings.load(environ, talking=talking, dotenv=None),
        )

    def run(self, command: click.Command, *arguments: object) -> Result:
        """Fails for anything but an exit on purpose: a traceback is no answer."""
        result = CliRunner().invoke(command, [str(one) for one in arguments], obj=self.wiring)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def done(self, command: click.Command, *arguments: object) -> str:
        """What it printed; it must have succeeded."""
        result = self.run(command, *arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, command: click.Command, *arguments: object) -> Any:
        return json.loads(self.done(command, *arguments, "--json"))

    def refused(self, command: click.Command, *arguments: object) -> str:
        """The one line it failed with."""
        result = self.run(command, *arguments)
        assert result.exit_code != 0, result.output
        lines = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
        assert len(lines) == 1, result.output
        return lines[0].removeprefix("Error: ")

    def close(self) -> None:
        if "database" in vars(self.wiring):
            self.wiring.database.close()

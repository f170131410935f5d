"""`doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

import click

from bot.message_class import MessageClass
from commands.wiring import Wiring
from config import SettingsError
from scheduler import forecast
from services.operations.health import Finding, Level, bad, of_contents, of_database, ok
from services.operations.health_line import of_line, of_redelivery
from services.operations.health_place import of_address, of_disk, of_mail, of_media, of_readers

COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.BAD: "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--offline",
    is_flag=True,
    help="Ask neither LINE nor the mail server nor our own address: only what is on this machine.",
)
@click.pass_context
def doctor(context: click.Context, as_json: bool, offline: bool) -> None:
    """Look at settings, database, scheduler, sending, photos, disk, mail and LINE; exit 1 if anything is bad.

    Changes nothing; LINE is let to call our webhook once, without an event.
    """
    wiring: Wiring = context.obj
    findings = []
    for finding in _look(wiring, offline):
        findings.append(finding)
        if not as_json:
            _print(finding)
    ill = [finding for finding in findings if finding.level is Level.BAD]
    if as_json:
        click.echo(json.dumps({"ok": not ill, "checks": [asdict(one) for one in findings]}, ensure_ascii=False))
    else:
        click.echo(f"{len(ill)} bad, {sum(one.level is Level.WARN for one in findings)} to look at.")
    context.exit(1 if ill else 0)


def _look(wiring: Wiring, offline: bool) -> Iterator[Finding]:
    try:
        wiring.must_talk()
        yield ok("settings", "complete")
    except SettingsError as error:
        for complaint in str(error).splitlines():
            yield bad("settings", complaint, "see the table of settings in the README")
    try:
        settings = wiring.settings
    except SettingsError:
        # Not even readable: nothing that depends on them can be looked at.
        return
    wanted: Mapping[MessageClass, int] = {}
    database = of_database(wiring.database)
    yield database
    if database.level is Level.OK:
        with wiring.database.reading() as session:
            yield from of_contents(session, wiring.clock())
            yield of_redelivery(session, is_said_on=settings.line_webhook_redelivery == "on")
            wanted = forecast.load(session, wiring.clock())
    yield from of_disk(settings.database_url, settings.media_url)
    yield of_media(settings.media_url)
    yield of_readers()
    if offline:
        return
    yield of_mail(wiring.mail_server)
    if settings.public_base_url:
        yield of_address(settings.public_base_url)
    if settings.line_channel_access_token:
        yield from of_line(
            wiring.line,
            public_base_url=settings.public_base_url,
            basic_id=settings.line_basic_id,
            forecast=wanted,
        )


def _print(finding: Finding) -> None:
    level = click.style(f"{finding.level.value:5}", fg=COLOURS[finding.level])
    click.echo(f"{level} {finding.name}: {finding.says}")
    if finding.do:
        click.echo(f"      -> {finding.do}")

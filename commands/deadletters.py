"""`deadletters list|show|replay|drop`: events that could not be handled, each kept whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

import click

from commands.wiring import Wiring, ready_wiring
from models.messaging import webhook_event
from models.messaging.webhook_event import EventState, WebhookEvent


@click.group()
def deadletters() -> None:
    """Events that a bug of ours could not handle: look at them, play them again, drop them."""


@deadletters.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def show_all(as_json: bool) -> None:
    """List them, oldest first: id, kind, when it came in, tries, and what went wrong (never what was written)."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        letters = webhook_event.dead_letters(session)
    if as_json:
        click.echo(json.dumps([_facts(one) for one in letters], ensure_ascii=False))
        return
    for one in letters:
        click.echo(f"{one.id}  {one.kind:8}  {one.received_at:%Y-%m-%d %H:%M:%S}Z  {one.attempts} tries  {one.error}")
    click.echo(f"{len(letters)} dead letters.")


@deadletters.command("show")
@click.argument("event_id")
def show_one(event_id: str) -> None:
    """Print one with LINE's JSON. It holds what a person wrote: keep it on this machine."""
    wiring = ready_wiring()
    with wiring.database.writing() as session:
        [letter] = _named(webhook_event.dead_letters(session, [event_id]), [event_id])
        wiring.note(session, "deadletter.show", f"event:{letter.id}"[:80])
    event = json.loads(letter.event or "{}")
    click.echo(json.dumps(_facts(letter) | {"event": event}, ensure_ascii=True, indent=2))


@deadletters.command("replay")
@click.argument("event_ids", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All of them.")
def play_again(event_ids: tuple[str, ...], is_all: bool) -> None:
    """Handle them again, as though they had just come in: a running `serve` does it within seconds.

    Replies are free only for a minute after the event: what has to be said is pushed.
    """
    count = _each(ready_wiring(), event_ids, is_all, webhook_event.replay, "deadletter.replay")
    click.echo(f"{count} events wait to be handled again.")


@deadletters.command("drop")
@click.argument("event_ids", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All of them.")
@click.option("--yes", is_flag=True, help="Do not ask before forgetting all of them.")
def drop(event_ids: tuple[str, ...], is_all: bool, yes: bool) -> None:
    """Forget what was in them. This cannot be undone."""
    wiring = ready_wiring()
    if is_all and not event_ids and not yes:
        _ask(wiring)
    count = _each(wiring, event_ids, is_all, webhook_event.drop, "deadletter.drop")
    click.echo(f"{count} dead letters dropped.")


def _ask(wiring: Wiring) -> None:
    if not sys.stdin.isatty():
        raise click.ClickException("--all asks first: give --yes where nobody can answer")
    with wiring.database.reading() as session:
        count = webhook_event.count(session, EventState.DEAD)
    click.confirm(f"Forget what stands in {count} dead letters, for good?", abort=True, err=True)


def _each(
    wiring: Wiring, event_ids: Sequence[str], is_all: bool, act: Callable[[WebhookEvent], None], action: str
) -> int:
    if bool(event_ids) == is_all:
        raise click.UsageError("name the events by their ids, or say --all")
    with wiring.database.writing() as session:
        letters = _named(webhook_event.dead_letters(session, event_ids), event_ids)
        for letter in letters:
            act(letter)
            wiring.note(session, action, f"event:{letter.id}"[:80])
    return len(letters)


def _named(found: Sequence[WebhookEvent], event_ids: Sequence[str]) -> Sequence[WebhookEvent]:
    if unknown := set(event_ids) - {one.id for one in found}:
        raise click.ClickException(f"no dead letter has the id {', '.join(sorted(unknown))}")
    return found


def _facts(letter: WebhookEvent) -> dict[str, object]:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "at": letter.at.isoformat() if letter.at else None,
        "received_at": letter.received_at.isoformat(),
        "attempts": letter.attempts,
        "error": letter.error,
    }

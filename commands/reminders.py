"""`scheduler`, `tick` and `reminders preview`: the clock's work."""

from __future__ import annotations

import gc
import json
import signal
from datetime import datetime
from types import FrameType

import click

from bot.line.menus import RichMenus
from bot.message_class import in_classes
from bot.schedule import BANGKOK
from commands.wiring import Wiring, ready_wiring
from scheduler.preview import Preview, preview
from scheduler.tick import EVERY, SchedulerDependencies
from scheduler.tick import tick as run_pass
from services.knowledge.targets import Asker
from services.messaging.send import Sender
from services.operations import figures
from services.operations.watchdog import Pulse, watched
from services.photos.keeper import Keeper
from services.reminding.menus_shown import Shelf

# A pass that has neither ended nor sent anything for so long never will: photos that LINE gives slowly, and a country's
# reminders that are planned, take a few minutes.
LONGEST = 600.0  # seconds
_YEARS = range(2000, 2500)
NAMED = 20  # offices named in the printed preview; the JSON has all


class Moment(click.ParamType):
    """An ISO 8601 time; Bangkok where no zone is given. A year of the Buddhist era is none."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO time such as 2026-11-05T09:00", param, ctx)
        if moment.year not in _YEARS:
            self.fail(f"{value!r} is not in the years {_YEARS[0]} to {_YEARS[-1]} (CE)", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


NOW = click.option(
    "--now",
    type=Moment(),
    metavar="ISO",
    help="Act as at this moment; Bangkok time where no zone is given. Default: now.",
)


@click.command()
@click.option(
    "--every", default=EVERY, type=click.FloatRange(min=0.1), show_default=True, help="Seconds between passes."
)
def scheduler(every: float) -> None:
    """Run the scheduler process: reminders, sending again, fetching photos. Of several, one leads."""
    # Of the process that stays; a single pass goes without.
    from scheduler.run import Clockwork

    wiring = _wiring()
    pulse = Pulse(LONGEST + every)
    wiring.on_call = pulse.of(wiring.on_call)
    # Each pass begins with a look at the clock, when the one before has ended.
    clockwork = Clockwork(_works(wiring), pulse.of(wiring.clock), every)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        clockwork.stop()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    # What is loaded by now stays for good: to look through it for garbage is a fifth of a morning's planning.
    gc.collect()
    gc.freeze()
    with figures.TALLY.written_to(wiring.database), watched(pulse.is_felt):
        clockwork.run()
    wiring.database.close()


@click.command()
@NOW
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def tick(now: datetime | None, as_json: bool) -> None:
    """Do one pass of the scheduler's work (plan, send, fetch) and exit. Safe to repeat."""
    wiring = _wiring()
    with figures.TALLY.written_to(wiring.database):
        done = run_pass(now or wiring.clock(), _works(wiring, now))
    counts = {
        "planned": done.planned,
        "sent": done.sent,
        "fetched": done.fetched,
        "taken_back": done.taken_back,
        "short": done.short,
        "announced": done.announced,
    }
    click.echo(json.dumps(counts) if as_json else ", ".join(f"{name} {count}" for name, count in counts.items()))
    if done.failed:
        raise click.ClickException(f"failed: {', '.join(done.failed)} (see the log)")


@click.group()
def reminders() -> None:
    """Reminders: what will be sent."""


@reminders.command("preview")
@NOW
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def preview_command(now: datetime | None, as_json: bool) -> None:
    """Show what the next reminders would be, and whom none can reach. Sends and writes nothing."""
    wiring = ready_wiring()
    with wiring.database.reading() as session:
        shown = preview(session, now or wiring.clock())
    if as_json:
        click.echo(json.dumps(shown.as_json(), ensure_ascii=False))
        return
    _print(shown)


def _print(shown: Preview) -> None:
    click.echo(f"At {shown.at:%Y-%m-%d %H:%M} (Bangkok), messages: {len(shown.messages)}")
    for message in shown.messages:
        for item in message.items:
            click.echo(
                f"  person {message.person_id}: {item.programme} {item.unit} {item.period} due {item.due} "
                f"({', '.join(item.kinds)}){'' if message.is_counted else ', with the next reply'}"
            )
    for what, messages in (("Counted this month", shown.counted), ("Wanted until its end", shown.forecast)):
        click.echo(f"{what}: {sum(messages.values())} messages{in_classes(messages)}")
    for what, offices in (("nobody has joined", shown.nobody), ("nobody can be reached", shown.unreachable)):
        if offices:
            more = f" and {len(offices) - NAMED} more" if len(offices) > NAMED else ""
            click.echo(f"Owing a report, {what} ({len(offices)}): {', '.join(offices[:NAMED])}{more}")


def _wiring() -> Wiring:
    wiring: Wiring = click.get_current_context().obj
    wiring.gives_way = True
    wiring.must_talk()
    wiring.must_be_current()
    wiring.ask_basic_id()
    return wiring


def _works(wiring: Wiring, now: datetime | None = None) -> SchedulerDependencies:
    """The parts of a pass; with `now` they all take it for the present."""
    sender, keeper = wiring.sender, wiring.keeper
    if now is not None:
        sender = Sender(wiring.database, wiring.line, lambda: now, wiring.on_call)
        keeper = Keeper(wiring.database, wiring.line, wiring.settings.media_url, lambda: now)
    shelf = Shelf(RichMenus(wiring.line))
    erasures = wiring.settings.erasures_file
    return SchedulerDependencies(wiring.database, sender, keeper, wiring.line.quota, erasures, Asker(), shelf)

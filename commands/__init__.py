"""`python app.py COMMAND`: one file a group of commands."""

from __future__ import annotations

import click


def all_commands() -> list[click.Command]:
    """Every command, in the order `--help` shows them."""
    from commands.backup import backup, restore
    from commands.deadletters import deadletters
    from commands.demo.demo import demo
    from commands.doctor import doctor
    from commands.export import export
    from commands.invites import invite
    from commands.members import members
    from commands.menu import menu
    from commands.publishing.circulars import circular
    from commands.publishing.forms import form
    from commands.publishing.knowledge import knowledge
    from commands.publishing.programmes import programme
    from commands.reminders import reminders, scheduler, tick
    from commands.serving.serve import serve
    from commands.setup import init, migrate
    from commands.units import units

    return [
        demo,
        serve,
        scheduler,
        migrate,
        init,
        units,
        invite,
        members,
        programme,
        form,
        circular,
        knowledge,
        menu,
        tick,
        reminders,
        export,
        backup,
        restore,
        doctor,
        deadletters,
    ]

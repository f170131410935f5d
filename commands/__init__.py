"""`python app.py COMMAND`: one file a group of commands, each imported when it is asked for."""

from __future__ import annotations

from commands.loading import LazyCommands

COMMANDS = LazyCommands(
    {
        "demo": "commands.demo.demo:demo",
        "serve": "commands.serving.serve:serve",
        "scheduler": "commands.reminders:scheduler",
        "migrate": "commands.setup:migrate",
        "init": "commands.setup:init",
        "units": "commands.units:units",
        "boundaries": "commands.boundaries:boundaries",
        "invite": "commands.invites:invite",
        "members": "commands.members:members",
        "programme": "commands.publishing.programmes:programme",
        "form": "commands.publishing.forms:form",
        "circular": "commands.publishing.circulars:circular",
        "knowledge": "commands.publishing.knowledge:knowledge",
        "menu": "commands.menu:menu",
        "tick": "commands.reminders:tick",
        "reminders": "commands.reminders:reminders",
        "export": "commands.export:export",
        "backup": "commands.backup:backup",
        "restore": "commands.backup:restore",
        "doctor": "commands.doctor:doctor",
        "deadletters": "commands.deadletters:deadletters",
    }
)

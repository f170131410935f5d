"""What the process that programs are forked from has imported: the product with all its commands, the pretend LINE."""

import importlib

import app
from commands import COMMANDS

# Every command imports what it needs when it is asked for.
for _name in COMMANDS:
    COMMANDS[_name]
for _module in ("commands.serving.background", "emulator.server", "web"):
    importlib.import_module(_module)

__all__ = ["app"]

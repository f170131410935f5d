"""Everything there is to say about a workbook, at once: for its author.

`examine_apart` is for files from outside: a process of its own bears the time and the memory. Nothing is raised for
what a file holds; what keeps it from being a form is among the remarks.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.engine.definition.problems import FormRefused, refused
from bot.forms.examined import Examined, framed, of_refusal, unpacked
from bot.forms.workbook.looking import look

SECONDS = 20
MEGABYTES = 1024
"""What a file may cost: seconds of a processor, and memory. The slowest of 49 real forms took 0.7 s and 150 MB."""
_PATIENCE = 3
"""How much longer a busy machine may take than the processor is used, before nobody waits any more."""
LARGEST_LIST = 20_000_000
"""Bytes of one csv or xml file that a form reads. The national list of 7,851 offices has 1 MB."""


def examine(content: bytes, files: Mapping[str, bytes] | None = None) -> Examined:
    """The workbook and the files that it reads, in this process: for forms that the product brings along."""
    # What reads workbooks is large, and of no use to a process that hands them to another.
    from bot.forms.reading import examined
    from bot.forms.workbook.sheets import read_book

    try:
        kind = look(content)
        book = read_book(content, kind)
    except FormRefused as refusal:
        return of_refusal(refusal)
    return examined(content, kind, book, files or {})


def examine_apart(
    content: bytes,
    files: Mapping[str, bytes] | None = None,
    *,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> Examined:
    """The same in another process, stopped when it takes longer (of a processor) or needs more."""
    handed = dict(files or {})
    for name, file in handed.items():
        if len(file) > LARGEST_LIST:
            return of_refusal(refused("file-too-big", name, LARGEST_LIST // 1_000_000))
    try:
        look(content)
    except FormRefused as refusal:
        return of_refusal(refusal)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.forms.apart", str(seconds), str(megabytes)],
            input=framed(content, handed),
            capture_output=True,
            timeout=seconds * _PATIENCE,
            env=_bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return of_refusal(refused("too-slow", seconds))
    if done.returncode == -signal.SIGXCPU:
        return of_refusal(refused("too-slow", seconds))
    if done.returncode != 0:
        return of_refusal(refused("too-heavy"))
    return unpacked(json.loads(done.stdout))


def _bare_environment() -> dict[str, str]:
    """Nothing of ours: the settings hold secrets that a reader of somebody else's file has no use for."""
    here = str(Path(__file__).parents[2])
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1"}

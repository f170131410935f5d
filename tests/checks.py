"""`python -m tests.checks [--collect]`: style, types and layers, before the tests. Stops at the first that complains.

mypy takes longest and has one core, so the others run beside it; with --collect pytest too, which collects every test.
On a new checkout that is what compiles the code: once, before each of several workers would do it for itself.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
TYPES = ["mypy"]
OTHERS = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["lint-imports"],
)
COLLECT = ["pytest", "--collect-only", "-qq"]


def main(options: list[str]) -> int:
    wanted = (*OTHERS, COLLECT) if "--collect" in options else OTHERS
    types = _begun(TYPES)
    for command in wanted:
        if failed := _ended(command, _begun(command)):
            types.kill()
            types.communicate()
            return failed
    return _ended(TYPES, types)


def _begun(command: list[str]) -> subprocess.Popen[str]:
    name, *arguments = command
    return subprocess.Popen([BIN / name, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _ended(command: list[str], process: subprocess.Popen[str]) -> int:
    """Its exit code, once it has ended and what it said is told: of collecting only what went wrong."""
    said, _ = process.communicate()
    print(f"== {' '.join(command)}\n{said if process.returncode or command is not COLLECT else ''}", end="", flush=True)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

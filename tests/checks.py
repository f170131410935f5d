"""`python -m tests.checks`: style, types and layers, before the tests. Stops at the first that complains."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
)


def main() -> int:
    for name, *arguments in CHECKS:
        print(f"== {name} {' '.join(arguments)}", flush=True)
        if failed := subprocess.run([BIN / name, *arguments]).returncode:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.audit`: known holes in everything that is installed, as pip-audit finds them.

Ends with 1 where there is one. Where its data cannot be had, or not for every package, it says so and ends with 0: a
machine without a way out must be able to test, but must not be told that all is well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = "requirements-dev.lock"
PATIENCE = 180  # seconds for all of it
COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", LOCK, "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
)


def verdict(said: str) -> tuple[int, str]:
    """Exit code and what to tell, by what pip-audit wrote (its JSON; anything else where it broke off)."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, "NOT CHECKED for known holes: nobody could be asked."
    holes = [f"{one['name']} {one['version']}: {hole['id']}" for one in packages for hole in one.get("vulns", ())]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    asked = f"{len(packages) - len(unknown)} of {len(packages)} packages"
    if holes:
        return 1, "\n".join([f"Known holes, looking at {asked}:", *holes])
    if unknown:
        return (
            0,
            f"NOT CHECKED for known holes: nothing could be learnt of {len(unknown)} packages; no hole in {asked}.",
        )
    return 0, f"No known hole in {asked}."


def main() -> int:
    try:
        said = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE).stdout
    except subprocess.TimeoutExpired:
        said = ""
    code, words = verdict(said)
    print(f"== pip-audit {LOCK}\n{words}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())

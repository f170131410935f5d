"""Runs `Witness.java` against the JavaRosa in pyxform's own jar: an engine that nobody here wrote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pyxform

JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
_SOURCE = Path(__file__).with_name("Witness.java")


def is_here() -> bool:
    """Whether Java 17 or later and the jar are on this machine."""
    return shutil.which("java") is not None and shutil.which("javac") is not None and JAR.exists()


def ask(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One answer a question; a question's `form` is the XForm's text."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for number, question in enumerate(questions):
            form = Path(folder) / f"form{number}.xml"
            form.write_text(question["form"], encoding="utf-8")
            lines.append(json.dumps({**question, "form": str(form)}))
        done = subprocess.run(
            [
                "java",
                "-XX:+UseSerialGC",
                "-Duser.timezone=Asia/Bangkok",
                "-cp",
                f"{JAR}{os.pathsep}{_classes()}",
                "Witness",
            ],
            input="\n".join(lines),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=300,
        )
    return [json.loads(line) for line in done.stdout.splitlines()]


@cache
def _classes() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="witness-"))
    subprocess.run(
        ["javac", "-cp", str(JAR), "-d", str(folder), str(_SOURCE)], check=True, capture_output=True, timeout=300
    )
    return folder

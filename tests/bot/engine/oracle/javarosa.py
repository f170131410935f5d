"""Runs `Witness.java` against the JavaRosa in pyxform's own jar: an engine that nobody here wrote."""

from __future__ import annotations

import atexit
import hashlib
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
    witness = _witness()
    assert witness.stdin is not None and witness.stdout is not None
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        for number, question in enumerate(questions):
            form = Path(folder) / f"form{number}.xml"
            form.write_text(question["form"], encoding="utf-8")
            witness.stdin.write(json.dumps({**question, "form": str(form)}) + "\n")
            witness.stdin.flush()
            answers.append(json.loads(witness.stdout.readline()))
    return answers


@cache
def _witness() -> subprocess.Popen[str]:
    """One Java a worker, which goes when its questions end: starting it takes longer than most of its answers."""
    program = ["java", "-XX:+UseSerialGC", "-Duser.timezone=Asia/Bangkok"]
    classes = f"{JAR}{os.pathsep}{_classes()}"
    started = subprocess.Popen(
        [*program, "-cp", classes, "Witness"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    atexit.register(started.communicate)
    return started


def _classes() -> Path:
    """Where the witness stands compiled, for every worker and every run until it or JavaRosa changes."""
    made_of = hashlib.sha256(_SOURCE.read_bytes() + repr((str(JAR), JAR.stat().st_mtime)).encode()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"witness-{os.getuid()}-{made_of}"
    if not kept.exists():
        folder = Path(tempfile.mkdtemp(prefix="witness-"))
        subprocess.run(
            ["javac", "-cp", str(JAR), "-d", str(folder), str(_SOURCE)], check=True, capture_output=True, timeout=300
        )
        try:
            folder.rename(kept)
        except OSError:  # another worker was faster
            shutil.rmtree(folder)
    return kept

"""Every command that changes or takes out data leaves its line in the audit log. A new one that is not listed fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sqlalchemy import select, update

from bot.texts.admin import audit as words
from commands import COMMANDS
from models.audit_log import AuditLog
from models.membership.membership import Membership, MembershipState
from models.messaging.webhook_event import EventState, WebhookEvent
from services.operations.rich_menu import Installed
from tests.commands.test_forms import GOOD
from tests.commands.test_units import GOOD as UNITS
from tests.services.org_units.test_boundaries import file as a_boundary
from tests.support.terminal import Terminal

# What is said after the command: {folder} is the test's own, {form} a form in it, {units} a registry.
ACTS = {
    "init": ("setup.init", ""),
    "units import": ("units.import", "{units}"),
    "boundaries import": ("boundaries.import", "{boundaries}"),
    "invite create": ("invite.create", "--unit 06110201 --role officer"),
    "members approve": ("join.approve", "{pending}"),
    "members refuse": ("join.refuse", "{pending}"),
    "members end": ("join.end", "{active}"),
    "programme create": ("programme.create", "water --title น้ำสะอาด"),
    "programme set": ("programme.change", "khok-nong-na --title ใหม่"),
    "form publish": ("form.publish", "{form} --programme khok-nong-na"),
    "form withdraw": ("form.withdraw", "--programme khok-nong-na --version 1"),
    "form export": ("file.take", "--programme khok-nong-na --version 1 --out {folder}/form.xlsx"),
    "knowledge add": (
        "library.add",
        "two --programme khok-nong-na --category ก --title ข --target https://www.dla.go.th/a",
    ),
    "knowledge set": ("library.change", "one --title ใหม่"),
    "circular publish": ("circular.publish", "--number ว1 --subject เรื่อง --body ขอให้ทราบ --audience 06110201"),
    "circular correct": ("circular.correct", "{circular} --subject ใหม่"),
    "circular withdraw": ("circular.withdraw", "{circular}"),
    "menu install": ("menu.install", ""),
    "export": ("file.take", "--programme khok-nong-na --period 2026-09 --out {folder}/month.csv"),
    "backup": ("backup.take", "{folder}/all.zip"),
    "restore": ("backup.restore", "{backup} --replace --yes"),
    "deadletters show": ("deadletter.show", "e0"),
    "deadletters replay": ("deadletter.replay", "e0"),
    "deadletters drop": ("deadletter.drop", "--all --yes"),
}
# Why the others have none.
NO_ACTS = {
    "demo": "a pretend country of its own",
    "serve": "runs the pages, whose acts are their visitors'",
    "scheduler": "runs the clock",
    "tick": "runs the clock once",
    "migrate": "changes the shape and no data",
    "members pending": "reads",
    "members list": "reads",
    "programme list": "reads",
    "programme show": "reads",
    "form check": "looks at a file",
    "form list": "reads",
    "knowledge list": "reads",
    "circular list": "reads",
    "circular status": "reads",
    "menu draw": "draws our own picture",
    "reminders preview": "reads",
    "deadletters list": "reads ids and errors",
    "doctor": "reads",
}


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for inner, one in command.commands.items():
            yield from leaves(one, f"{name} {inner}".strip())
    else:
        yield name, command


def test_every_command_is_in_one_of_both_lists() -> None:
    known = {name for one in COMMANDS.values() for name, _ in leaves(one, one.name or "")}
    assert known == set(ACTS) | set(NO_ACTS) and not set(ACTS) & set(NO_ACTS)


@pytest.mark.parametrize("command", ACTS)
def test_a_command_leaves_its_line(
    full: Terminal, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    action, rest = ACTS[command]
    full.wiring._basic_id = "@nongraingan"
    monkeypatch.setattr("commands.menu.put_up", lambda line: Installed("menu-1", "menu", True, ()))
    groups = {one.name: one for one in COMMANDS.values()}
    said = {
        "folder": tmp_path,
        "form": tmp_path / "form.md",
        "units": tmp_path / "units.csv",
        "boundaries": tmp_path / "b.json",
    }
    (tmp_path / "form.md").write_text(GOOD, "utf-8")
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    (tmp_path / "b.json").write_bytes(a_boundary({"code": "11"}))
    if "{pending}" in rest or "{active}" in rest:
        state = MembershipState.PENDING if "{pending}" in rest else MembershipState.ACTIVE
        with full.wiring.database.writing() as session:
            number = session.scalars(select(Membership.id).order_by(Membership.id)).first()
            session.execute(update(Membership).where(Membership.id == number).values(state=state))
        said |= {"pending": number, "active": number}
    if command in ("form withdraw", "export"):
        full.done(groups["form"], "publish", tmp_path / "form.md", "--programme", "khok-nong-na")
    if "{circular}" in rest:
        letter = ("--number", "ว1", "--subject", "เรื่อง", "--body", "ขอให้ทราบ", "--audience", "06110201")
        said["circular"] = full.json(groups["circular"], "publish", *letter)["circular"]
    if command == "restore":
        full.done(groups["backup"], tmp_path / "kept.zip")
        said["backup"] = tmp_path / "kept.zip"
    # What was written after the backup is gone with it.
    before = _count(full) if command != "restore" else 0
    group, *inner = command.split()
    full.done(groups[group], *inner, *(part.format(**said) for part in rest.split()))
    with full.wiring.database.reading() as session:
        new = session.execute(select(AuditLog.action, AuditLog.person_id).order_by(AuditLog.id).offset(before)).all()
    assert (action, None) in [tuple(row) for row in new], new
    assert {row.action for row in new} <= set(words.ACTIONS), "each act has its words"


def _count(terminal: Terminal) -> int:
    with terminal.wiring.database.reading() as session:
        return len(session.scalars(select(AuditLog.id)).all())


def test_to_forget_all_dead_letters_asks_first(full: Terminal) -> None:
    groups = {one.name: one for one in COMMANDS.values()}
    assert "give --yes" in full.refused(groups["deadletters"], "drop", "--all")
    with full.wiring.database.reading() as session:
        assert session.get_one(WebhookEvent, "e0").state == EventState.DEAD

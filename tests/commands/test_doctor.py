"""`doctor`: a healthy installation, and each illness found and named with its cure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from commands.doctor import doctor
from models import programme
from models.heartbeat import beat
from models.knowledge.knowledge_item import KnowledgeItem
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from models.org_unit import UnitKind
from models.photos.attachment import Attachment
from services.operations import figures, rich_menu, setup
from services.org_units.import_units import bring_in
from services.org_units.registry import TOP, RegistryUnit
from tests.support.emulator import SECRET, TOKEN, Line
from tests.support.listening_bot import ListeningBot
from tests.support.post_office import PostOffice, listening
from tests.support.terminal import NOON, Terminal

ALIVE = b'{"alive": true}'


class Place:
    """An installation in which everything is well, on the pretend LINE and a bot that answers."""

    def __init__(self, line: Line, bot: ListeningBot, url: str, folder: Path) -> None:
        self.line = line
        self.bot = bot
        self.environ = {
            "DATABASE_URL": url,
            "MEDIA_URL": str(folder / "media"),
            "PUBLIC_BASE_URL": bot.base,
            "SECRET_KEY": "sixteen letters or more",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "LINE_API_BASE": line.api,
            "LINE_DATA_API_BASE": line.api,
            "LINE_WEBHOOK_REDELIVERY": "on",
        }
        self.terminal = Terminal(**self.environ)
        bot.put("/healthz", ALIVE, "application/json")
        line.reset(bot.hook)
        rich_menu.install(self.terminal.wiring.line)
        self._looked = setup.look(self.terminal.wiring.database)
        self.write(self.prepare)

    def prepare(self, session: Session, now: datetime) -> None:
        setup.init(session, now, self._looked)
        for item in session.query(KnowledgeItem):
            item.target = "https://www.dla.go.th/"
        province = RegistryUnit("11", UnitKind.PROVINCE, "สมุทรปราการ", "TH")
        bring_in(session, [TOP, province, RegistryUnit("06110301", UnitKind.SAO, "บางแก้ว", "11")], now)
        person = Person(line_user_id="U1", state=PersonState.ACTIVE, created_at=now)
        session.add(person)
        session.flush()
        unit = session.scalar(text("SELECT id FROM org_unit WHERE code = '06110301'"))
        session.add(
            Membership(
                person_id=person.id, org_unit_id=unit, role=Role.OFFICER, state=MembershipState.ACTIVE, asked_at=now
            )
        )
        beat(session, "scheduler", now - timedelta(seconds=40))

    def write(self, change: Callable[[Session, datetime], Any]) -> None:
        with self.terminal.wiring.database.writing() as session:
            change(session, self.terminal.now)

    def setting(self, **environ: str) -> Place:
        """The same installation with other settings."""
        self.terminal.close()
        self.terminal = Terminal(**{key: value for key, value in (self.environ | environ).items() if value})
        return self

    def findings(self, *options: str) -> dict[str, dict[str, str]]:
        """What is not ok, by name."""
        result = self.terminal.run(doctor, "--json", *options)
        answer = json.loads(result.stdout)
        assert result.exit_code == (0 if answer["ok"] else 1)
        assert answer["ok"] == all(one["level"] != "bad" for one in answer["checks"])
        ill = {one["name"]: one for one in answer["checks"] if one["level"] != "ok"}
        assert all(one["do"] for one in ill.values()), "a finding without a cure"
        return ill


@pytest.fixture
def place(line, listening_bot, database_url, tmp_path) -> Iterator[Place]:
    made = Place(line, listening_bot, database_url, tmp_path)
    yield made
    made.terminal.close()
    line.clear_faults()


@pytest.fixture
def small(line, listening_bot, sqlite_url, tmp_path) -> Iterator[Place]:
    """The same on SQLite alone, where the database is not the point."""
    made = Place(line, listening_bot, sqlite_url, tmp_path)
    yield made
    made.terminal.close()
    line.clear_faults()


def test_a_healthy_installation(place):
    assert place.findings() == {}
    printed = place.terminal.done(doctor)
    assert printed.endswith("0 bad, 0 to look at.\n")
    assert place.line.refused_calls() == []
    assert list(Path(place.environ["MEDIA_URL"]).iterdir()) == [], "nothing is left behind"


def test_every_missing_setting_is_named(small):
    names = ("PUBLIC_BASE_URL", "SECRET_KEY", "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")
    result = small.setting(**dict.fromkeys(names, "")).terminal.run(doctor)
    assert result.exit_code == 1
    assert all(f"settings: {name} is not set" in result.stdout for name in names)
    assert "database: sqlite, up to date" in result.stdout, "what can be looked at is looked at"


def test_settings_that_cannot_be_read_stop_there(small):
    result = small.setting(PORT="http").terminal.run(doctor)
    assert (result.exit_code, "PORT is not a port number" in result.stdout) == (1, True)
    assert "database" not in result.stdout


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ({"SMTP_URL": "smtp://u:hidden@mail:port", "MAIL_FROM": "n@dla.example"}, "SMTP_URL names no mail server"),
        ({"SMTP_URL": "smtps://mail.dla.example"}, "MAIL_FROM is the address"),
        ({"SMTP_URL": "smtps://mail", "MAIL_FROM": "a@b.example\nBcc: c@d.example"}, "MAIL_FROM is the address"),
        ({"MAILBOX_PATTERN": "saraban"}, "MAILBOX_PATTERN is what"),
        ({"MAILBOX_PATTERN": "{code}, other@evil.example"}, "MAILBOX_PATTERN is what"),
        ({"MAILBOX_DOMAIN": "dla.go.th>"}, "MAILBOX_DOMAIN is what"),
    ],
)
def test_settings_for_mails_that_cannot_be_right(small, setting, complaint):
    result = small.setting(**setting).terminal.run(doctor)
    assert result.exit_code == 1 and f"settings: {complaint}" in result.stdout
    assert "hidden" not in result.stdout and "evil" not in result.stdout


def test_the_mail_server(small):
    office = PostOffice()
    with listening(office) as port:
        how = {"SMTP_URL": f"smtp://127.0.0.1:{port}?starttls=no", "MAIL_FROM": "nong@dla.example"}
        assert small.setting(**how).findings() == {}
        assert office.envelopes == []
    assert "see that SMTP_URL is right" in small.findings()["mail"]["do"]


def test_a_database_of_another_version(place):
    place.write(lambda session, now: session.execute(text("UPDATE alembic_version SET version_num = '0001'")))
    assert place.findings()["database"]["do"] == "run `python app.py migrate`"


def test_a_database_that_is_away(small):
    away = small.setting(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nowhere?connect_timeout=2")
    assert "cannot be reached" in away.findings("--offline")["database"]["says"]


def test_a_database_that_was_never_prepared(small, tmp_path):
    new = small.setting(DATABASE_URL=f"sqlite:///{tmp_path / 'new' / 'new.sqlite3'}")
    assert "migrate" in new.findings("--offline")["database"]["do"]


def test_the_scheduler_silent_or_troubled(place):
    def says(note: str, ago: timedelta) -> dict[str, str]:
        place.write(lambda session, now: beat(session, "scheduler", now - ago, note))
        return place.findings("--offline")["scheduler"]

    assert says("", timedelta(hours=5)) | {"do": ""} == {
        "name": "scheduler",
        "level": "bad",
        "says": "last seen 5 h ago",
        "do": "",
    }
    assert says("planned 0; failed: deliver", timedelta(seconds=5))["level"] == "warn"
    place.write(lambda session, now: session.execute(text("DELETE FROM heartbeat")))
    assert place.findings("--offline")["scheduler"]["says"] == "has never run"


@pytest.mark.parametrize(("ago", "level"), [(timedelta(minutes=20), "warn"), (timedelta(hours=3), "bad")])
def test_messages_that_wait_too_long(place, ago, level):
    place.write(lambda session, now: session.add(letter(OutboxState.PENDING, now - ago)))
    assert place.findings("--offline")["outbox"]["level"] == level


def test_the_oldest_message_and_the_oldest_event_are_told(place):
    def wait(session: Session, now: datetime) -> None:
        late = letter(OutboxState.PENDING, now - timedelta(hours=3))
        late.next_try_at = now - timedelta(minutes=7)
        session.add(late)
        session.add(WebhookEvent(id="e", kind="text", received_at=now - timedelta(minutes=9), state=EventState.WAITING))

    place.write(wait)
    ill = place.findings("--offline")
    assert ill["outbox"]["says"] == "1 messages wait, the oldest was written 3 h ago, one has been due for 7 min"
    assert (ill["events"]["level"], ill["events"]["says"]) == ("bad", "1 wait, the oldest for 9 min")


def test_the_newest_backup_and_none_at_all(place):
    def newest(ago: timedelta) -> Callable[[Session, datetime], None]:
        return lambda session, now: beat(session, "backup", now - ago, "1,234 bytes")

    place.terminal.now = NOON + timedelta(days=6)
    assert "backup" not in place.findings("--offline")
    place.terminal.now = NOON + timedelta(days=8)
    never = place.findings("--offline")["backup"]
    assert (never["level"], never["says"]) == ("bad", "none was ever made")
    place.write(newest(timedelta(hours=26)))
    assert "backup" not in place.findings("--offline")
    place.write(newest(timedelta(hours=26, minutes=1)))
    old = place.findings("--offline")["backup"]
    assert (old["level"], old["says"]) == ("bad", "the newest is 26 h old, 1,234 bytes")


def test_messages_that_wait_for_their_next_try_are_no_trouble(place):
    def later(session: Session, now: datetime) -> None:
        row = letter(OutboxState.PENDING, now - timedelta(hours=3))
        row.next_try_at = now + timedelta(minutes=30)
        session.add(row)

    place.write(later)
    assert place.findings("--offline") == {}


def letter(state: str, at: datetime) -> Outbox:
    return Outbox(
        person_id=1,
        purpose="notice",
        messages=[],
        must_arrive=True,
        retry_key="k",
        state=state,
        next_try_at=at,
        created_at=at,
    )


def test_what_line_refused_and_what_we_could_not_handle(place):
    def trouble(session: Session, now: datetime) -> None:
        session.add(letter(OutboxState.FAILED, now - timedelta(days=1)))
        session.add(WebhookEvent(id="e", kind="text", received_at=now, state=EventState.DEAD, error="KeyError in x"))

    place.write(trouble)
    ill = place.findings("--offline")
    assert (ill["sending"]["level"], ill["dead letters"]["level"]) == ("warn", "warn")
    place.terminal.now = NOON + timedelta(days=10)
    later = place.findings("--offline")
    assert "sending" not in later, "old ones are not brought up"
    assert later["dead letters"]["level"] == "warn", "until they are played again or dropped"


def test_messages_of_which_nobody_knows_whether_they_came(place):
    place.write(lambda session, now: session.add(letter(OutboxState.UNKNOWN, now - timedelta(days=1))))
    found = place.findings("--offline")["sending"]
    assert (found["level"], "of 1 more nobody knows" in found["says"]) == ("warn", True)


def test_photos_that_stay_at_line(place):
    def waits(session: Session, now: datetime) -> None:
        at = now - timedelta(hours=2)
        session.add(Attachment(ref="r", person_id=1, message_id="m", next_try_at=at, created_at=at))

    place.write(waits)
    assert place.findings("--offline")["photos"]["level"] == "bad"


def test_offices_without_anybody_and_people_who_wait(place):
    def empty(session: Session, now: datetime) -> None:
        session.execute(text("UPDATE person SET state = 'blocked'"))
        session.add(
            Membership(
                person_id=1,
                org_unit_id=1,
                role=Role.DISTRICT,
                state=MembershipState.PENDING,
                asked_at=now - timedelta(days=4),
            )
        )

    place.write(empty)
    ill = place.findings("--offline")
    assert ill["offices"]["says"].startswith("1 of 1 have nobody")
    assert ill["approvals"]["says"] == "1 people wait, the longest for 4 days"


def test_links_that_are_still_examples_and_a_programme_without_a_form(place):
    def undo(session: Session, now: datetime) -> None:
        session.query(KnowledgeItem).first().target = "https://example.com/"
        session.execute(text("DELETE FROM form_version"))

    place.write(undo)
    ill = place.findings("--offline")
    assert "still examples" in ill["knowledge"]["says"]
    assert ill["programmes"]["says"] == "no form: khok-nong-na"


def test_a_programme_that_is_over(place):
    place.write(lambda session, now: setattr(programme.every(session)[0], "active_to", "2026-09"))
    assert place.findings("--offline")["programmes"]["level"] == "warn"


def test_a_token_that_line_refuses(small):
    ill = small.setting(LINE_CHANNEL_ACCESS_TOKEN="wrong").findings()
    assert ill["LINE"]["says"] == "the access token is refused"
    assert "webhook" not in ill, "nothing more is asked"


def test_line_away(small):
    assert "cannot be reached" in small.setting(LINE_API_BASE="http://127.0.0.1:1").findings()["LINE"]["says"]
    small.setting()
    small.line.fault("error500", count=0, path="/v2/bot/message/quota")
    assert small.findings()["quota"]["level"] == "bad"


def test_an_id_of_another_channel(small):
    assert "LINE_BASIC_ID is @other" in small.setting(LINE_BASIC_ID="@other").findings()["LINE id"]["says"]


def test_the_webhook_not_set_elsewhere_off_or_failing(small):
    small.line.webhook(f"{small.bot.base}/elsewhere")
    assert "/elsewhere" in small.findings()["webhook"]["says"]
    small.line.webhook(small.bot.hook, active=False)
    assert "switched off" in small.findings()["webhook"]["says"]
    small.line.webhook("")
    assert "no address" in small.findings()["webhook"]["says"]
    small.line.webhook(small.bot.hook)
    small.bot.status = 400
    assert "ERROR_STATUS_CODE" in small.findings()["webhook"]["says"]


def test_the_months_messages(small):
    small.line.quota(300, used=250)
    assert small.findings()["quota"]["level"] == "warn"
    small.line.quota(300, used=300)
    assert small.findings()["quota"]["level"] == "bad"
    small.line.quota(None)
    assert small.findings() == {}


def test_messages_that_will_not_fit_are_foretold(small):
    small.terminal.now = datetime(2026, 12, 2, 5, tzinfo=UTC)
    small.line.quota(3)
    assert "quota" not in small.findings()
    small.line.quota(2)
    found = small.findings()["quota"]
    assert (found["level"], "next replies" in found["do"]) == ("warn", True)
    assert "until its end about 3 more will be wanted (due 1, overdue 2)" in found["says"]


def test_no_menu(small):
    small.line.reset(small.bot.hook)
    assert small.findings().keys() == {"rich menu"}


def test_our_own_address(small):
    assert "is not https" in small.setting(PUBLIC_BASE_URL="http://nong.example.org").findings()["own address"]["says"]
    small.setting()
    small.bot.put("/healthz", b"<h1>It works!</h1>", "text/html")
    assert "does not answer" in small.findings()["own address"]["says"]
    small.bot.put("/healthz", b"{}", "application/json")
    assert "not as we do" in small.findings()["own address"]["says"]
    small.bot.put("/healthz", b"", "text/plain", status=502)
    assert small.findings()["own address"]["level"] == "bad"


def test_a_photo_store_that_cannot_be_written(small, tmp_path):
    (tmp_path / "a-file").write_text("")
    ill = small.setting(MEDIA_URL=str(tmp_path / "a-file" / "media")).findings("--offline")
    assert ill["photo store"]["level"] == "bad"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nosuchstore://user:secret@bucket", "Protocol not known: nosuchstore"),
        ("s3://bucket/path", "Install s3fs to access S3"),
    ],
)
def test_a_photo_store_that_there_is_no_package_for(small, url, says):
    """S3 needs a package that is not installed with the rest."""
    result = small.setting(MEDIA_URL=url).terminal.run(doctor)
    assert (result.exit_code, says in result.stdout, "secret" in result.stdout) == (1, True, False)


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", "postgresql://u:secret@host:port/name"])
def test_an_address_that_is_no_database(small, url):
    result = small.setting(DATABASE_URL=url).terminal.run(doctor)
    assert (result.exit_code, "DATABASE_URL is neither" in result.stdout, "secret" in result.stdout) == (1, True, False)


def test_what_can_be_known_about_redelivery(small):
    """LINE does not tell; what came again proves it, what never did speaks against it."""

    def finding() -> dict[str, str]:
        checks = json.loads(small.terminal.run(doctor, "--json", "--offline").stdout)["checks"]
        (found,) = [one for one in checks if one["name"] == "redelivery"]
        return found

    def counts(counter: figures.Counter) -> None:
        tally = figures.Tally()
        figures.Counter(tally, counter.name, "", ()).labels().inc()
        tally.write(small.terminal.wiring.database)

    assert finding()["level"] == "ok" and "says LINE_WEBHOOK_REDELIVERY" in finding()["says"]
    small.setting(LINE_WEBHOOK_REDELIVERY="")
    assert finding()["level"] == "warn" and "does not tell" in finding()["says"]
    small.setting(LINE_WEBHOOK_REDELIVERY="on")
    counts(figures.refused)
    assert finding()["level"] == "warn" and "nothing has come again" in finding()["says"], "whatever the setting says"
    counts(figures.redelivered)
    assert small.setting(LINE_WEBHOOK_REDELIVERY="") and finding()["level"] == "ok"

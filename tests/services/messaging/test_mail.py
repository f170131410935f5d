"""Mails handed to a real mail server: its address, encryption, and what is told of a failure."""

from __future__ import annotations

import socket
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword

from services.messaging import mail
from services.messaging.mail import MailError, MailServer, Security
from tests.support.post_office import PostOffice, listening, server_context


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def letter() -> EmailMessage:
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = "nong@dla.example", "saraban_06110110@dla.go.th", "รหัส"
    found.set_content("รหัสยืนยัน\n", cte="base64")
    return found


def only(user: bytes, password: bytes) -> object:
    def authenticate(_server: object, _session: object, _envelope: object, _how: object, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        return AuthResult(success=(given.login, given.password) == (user, password), handled=False)

    return authenticate


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.dla.example", MailServer("mail.dla.example", 587, Security.STARTTLS)),
        ("smtps://mail.dla.example", MailServer("mail.dla.example", 465, Security.TLS)),
        ("smtp://localhost?starttls=no", MailServer("localhost", 25, Security.NONE)),
        (
            "smtps://nong%40dla.example:p%3A%2Fss@mail:2465",
            MailServer("mail", 2465, Security.TLS, "nong@dla.example", "p:/ss"),
        ),
    ],
)
def test_addresses_of_mail_servers(url: str, server: MailServer) -> None:
    assert MailServer.read(url) == server


@pytest.mark.parametrize(
    "url",
    [
        *("mail.dla.example", "https://mail.dla.example", "smtp://", "smtp://mail:port", "smtp://mail:99999"),
        *("smtp://mail?starttls=maybe", "smtps://mail?starttls=no", "smtp://mail/inbox"),
        "smtp://u:secret@mail?starttls=no",
    ],
)
def test_what_names_no_mail_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError) as refused:
        MailServer.read(url)
    assert "secret" not in str(refused.value)


def test_with_starttls_and_a_password(trusted: trustme.CA) -> None:
    office = PostOffice()
    with listening(
        office,
        tls_context=server_context(trusted.issue_cert("127.0.0.1")),
        require_starttls=True,
        auth_required=True,
        authenticator=only(b"nong", b"right"),
    ) as port:
        MailServer.read(f"smtp://nong:right@127.0.0.1:{port}").send(letter())
        with pytest.raises(MailError) as refused:
            MailServer.read(f"smtp://nong:wrong@127.0.0.1:{port}").send(letter())
    assert [one.rcpt_tos for one in office.envelopes] == [["saraban_06110110@dla.go.th"]]
    assert office.mails[0]["Subject"] == "รหัส" and office.mails[0].get_content() == "รหัสยืนยัน\n"
    assert refused.value.permanent and "535" in str(refused.value) and "wrong" not in str(refused.value)


def test_with_tls_from_the_first_byte(trusted: trustme.CA) -> None:
    office = PostOffice()
    with listening(office, ssl_context=server_context(trusted.issue_cert("127.0.0.1"))) as port:
        MailServer.read(f"smtps://127.0.0.1:{port}").send(letter())
    assert len(office.mails) == 1


def test_nothing_is_sent_to_a_server_that_cannot_prove_itself(authority: trustme.CA) -> None:
    office = PostOffice()
    context = server_context(authority.issue_cert("127.0.0.1"))
    with listening(office, tls_context=context) as port, pytest.raises(MailError, match="SSLCertVerificationError"):
        MailServer.read(f"smtp://127.0.0.1:{port}").send(letter())
    assert office.envelopes == []


def test_nothing_is_sent_in_the_clear_where_encryption_is_not_offered() -> None:
    office = PostOffice()
    with listening(office) as port, pytest.raises(MailError) as refused:
        MailServer.read(f"smtp://127.0.0.1:{port}").send(letter())
    assert refused.value.permanent and office.envelopes == []


@pytest.mark.parametrize(("says", "permanent"), [("550 no such mailbox", True), ("451 later", False)])
def test_a_refused_mailbox_is_permanent_where_the_server_says_so(says: str, permanent: bool) -> None:
    office = PostOffice()
    office.refuses = says
    with listening(office) as port, pytest.raises(MailError) as refused:
        MailServer.read(f"smtp://127.0.0.1:{port}?starttls=no").send(letter())
    assert (refused.value.permanent, str(refused.value)) == (permanent, f"the mailbox was refused ({says[:3]})")


def test_a_server_that_says_nothing_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(MailError) as refused:
        MailServer.read(f"smtp://127.0.0.1:{silent.getsockname()[1]}?starttls=no").greet()
    assert not refused.value.permanent

"""Mail: composed into the outbox once, sent over a real SMTP connection, recognisable when it comes twice."""

import smtplib
import socket
import ssl
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import func, select

from community.kernel import clock, config, mail, outbox
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.mail import sending
from community.kernel.outbox import OutboxRow
from tests.kernel.post_office import open_post_office

MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
PAYLOAD = {"to": "ann@people.example", "subject": "Hello", "text": "Hi.\n", "html": None, "at": MONDAY.isoformat()}


class Killed(BaseException):
    """What stands for a SIGKILL: nothing of ours catches it."""


@pytest.fixture
def office():
    with open_post_office() as office:
        yield office


@pytest.fixture
def settings(office, tmp_path):
    return config.Settings(smtp_url=office.url, base_url="https://ours.example", data_dir=tmp_path)


@pytest.fixture
def letter(app):
    """One mail that waits."""
    with kernel_db.writing(), clock.at(MONDAY):
        mail.send(key="welcome 7", to="ann@people.example", subject="Welcome", text="Hello Ann.\n")


def deliver(settings, at=MONDAY):
    """Let the outbox send what is due at a moment; return how many were taken."""
    with clock.at(at):
        return outbox.run({mail.CHANNEL: mail.sender(settings)})


def only_row() -> OutboxRow:
    with kernel_db.reading() as session:
        return session.scalars(select(OutboxRow)).one()


def test_mail_taken_by_the_server_is_sent(letter, settings, office):
    sent = deliver(settings)

    assert sent == 1
    assert only_row().state == "sent"
    assert only_row().sent_at == MONDAY
    assert [m["Subject"] for m in office.arrived] == ["Welcome"]
    assert office.arrived[0].get_content().strip() == "Hello Ann."


def test_sent_mail_is_not_sent_again(letter, settings, office):
    deliver(settings)

    again = deliver(settings, MONDAY + timedelta(days=300))

    assert again == 0
    assert len(office.arrived) == 1


def test_same_key_makes_one_mail(letter, settings, office):
    with kernel_db.writing():
        mail.send(key="welcome 7", to="ann@people.example", subject="Welcome again", text="Hello.\n")

    deliver(settings, clock.now())

    assert [m["Subject"] for m in office.arrived] == ["Welcome"]


def test_mail_of_a_unit_of_work_that_failed_is_not_sent(app, settings, office):
    def fail():
        with kernel_db.writing():
            mail.send(key="never", to="ann@people.example", subject="Never", text="Never.\n")
            raise Killed

    with pytest.raises(Killed):
        fail()

    assert deliver(settings, clock.now() + timedelta(hours=1)) == 0


@pytest.mark.parametrize("answer", ["451 try later", "250"])
def test_message_id_is_the_same_every_time(letter, settings, office, answer):
    ids = [mail.compose("welcome 7", PAYLOAD, settings)["Message-ID"] for _ in range(2)]
    office.answers = [answer]
    deliver(settings)
    deliver(settings, MONDAY + timedelta(minutes=1))

    assert office.arrived[0]["Message-ID"] == ids[0] == ids[1]
    assert ids[0].endswith("@ours.example>")


def test_other_key_is_another_message(settings):
    first, second = (mail.compose(key, PAYLOAD, settings)["Message-ID"] for key in ("welcome 7", "welcome 8"))

    assert first != second


def test_mail_refused_for_now_is_tried_again_after_a_while(letter, settings, office):
    office.answers = ["451 try later"]

    first = deliver(settings)
    too_early = deliver(settings, MONDAY + timedelta(seconds=29))
    later = deliver(settings, MONDAY + timedelta(seconds=31))

    assert (first, too_early, later) == (0, 0, 1)
    assert len(office.arrived) == 1


def test_pauses_grow_and_end(letter, settings, office):
    office.answers = ["451 try later"] * outbox.MOST_ATTEMPTS
    pauses, at = [], MONDAY
    for _ in range(outbox.MOST_ATTEMPTS - 1):
        deliver(settings, at)
        pauses.append(only_row().next_at - at)
        at = only_row().next_at

    assert pauses[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == outbox.LONGEST_DELAY


def test_mail_that_nobody_takes_is_given_up_and_seen(letter, settings, office):
    office.answers = ["451 try later"] * 99
    at = MONDAY
    for _ in range(outbox.MOST_ATTEMPTS):
        deliver(settings, at)
        at = only_row().next_at
    row = only_row()

    assert (row.state, row.attempts) == ("dead", outbox.MOST_ATTEMPTS)
    assert "451" in (row.error or "")
    assert deliver(settings, at + timedelta(days=99)) == 0


def test_mail_refused_for_good_is_given_up_at_once(letter, settings, office):
    office.answers = ["550 no such person"]

    deliver(settings)

    assert (only_row().state, only_row().attempts) == ("dead", 1)
    assert "550" in (only_row().error or "")


def test_no_for_another_reason_than_the_receiver_is_tried_again(letter, settings, office):
    url = office.url.replace("smtp://", "smtp://me:s%40cret@")  # this server knows no sign-in

    deliver(replace(settings, smtp_url=url))

    assert only_row().state == "pending"


def test_mail_carries_further_headers_however_long(app, settings, office):
    address = f"<https://ours.example/{'x' * 300}>"
    with kernel_db.writing(), clock.at(MONDAY):
        further = {"List-Unsubscribe": address, "In-Reply-To": "<topic@ours.example>"}
        mail.send(key="k", to="ann@people.example", subject="Hello", text="Hi.\n", headers=further)

    deliver(settings)

    assert office.arrived[0]["List-Unsubscribe"] == address
    assert office.arrived[0]["In-Reply-To"] == "<topic@ours.example>"


def test_silent_server_is_left_after_a_while(letter, settings, office, monkeypatch):
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.2)
    office.answers = ["silence"]

    sent = deliver(settings)

    assert sent == 0
    assert only_row().state == "pending"
    assert "timed out" in (only_row().error or "").lower()


def test_server_that_is_not_there_is_tried_again(letter, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    sent = deliver(replace(settings, smtp_url=f"smtp://127.0.0.1:{port}"))

    assert sent == 0
    assert "ConnectionRefusedError" in (only_row().error or "")


def test_one_bad_mail_does_not_hold_up_the_next(letter, settings, office):
    with kernel_db.writing(), clock.at(MONDAY + timedelta(seconds=1)):
        mail.send(key="second", to="ben@people.example", subject="Second", text="Hello Ben.\n")
    office.answers = ["550 no such person"]

    sent = deliver(settings, MONDAY + timedelta(seconds=2))

    assert sent == 1
    assert [m["Subject"] for m in office.arrived] == ["Second"]


def test_worker_killed_after_sending_sends_the_same_message_again(letter, settings, office, monkeypatch):
    monkeypatch.setattr(outbox, "_settle", _kill)
    with pytest.raises(Killed):
        deliver(settings)
    monkeypatch.undo()
    lease_over = MONDAY + outbox.LEASE + timedelta(seconds=1)

    during_lease = deliver(settings, MONDAY + timedelta(seconds=1))
    afterwards = deliver(settings, lease_over)

    assert (during_lease, afterwards) == (0, 1)
    assert len(office.arrived) == 2
    assert len({m["Message-ID"] for m in office.arrived}) == 1


def _kill(*_args, **_values):
    raise Killed


def test_without_a_server_mail_is_written_into_the_data_folder(letter, settings):
    sent = deliver(replace(settings, smtp_url=""))
    (file,) = (settings.data_dir / "mail").iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)

    assert sent == 1
    assert message["To"] == "ann@people.example"
    assert message["Message-ID"].startswith(f"<{file.stem}@")


def test_message_says_when_it_was_written_and_that_a_machine_did(settings):
    message = mail.compose("welcome 7", PAYLOAD, settings)

    assert message["Date"].datetime == MONDAY
    assert message["Auto-Submitted"] == "auto-generated"


def test_html_comes_beside_the_text(settings):
    message = mail.compose("welcome 7", PAYLOAD | {"html": "<p>Hi.</p>"}, settings)

    parts = [part.get_content_type() for part in message.iter_parts()]

    assert parts == ["text/plain", "text/html"]


@pytest.mark.parametrize("name", ["Groundswell", "Bolt, Brace & Co.", 'The "Hub"', "Größe", "a@b"])
def test_community_of_any_name_is_one_sender(settings, name):
    message = mail.compose("welcome 7", PAYLOAD, replace(settings, site_name=name))
    read = message_from_bytes(message.as_bytes(), policy=policy.default)

    assert [(a.display_name, a.addr_spec) for a in read["From"].addresses] == [(name, settings.mail_from)]


def test_subject_of_two_lines_cannot_add_a_header(settings):
    message = mail.compose("welcome 7", PAYLOAD | {"subject": "Hello\r\nBcc: all@people.example"}, settings)

    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: all@people.example"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate that this machine gave itself."""
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def test_password_travels_over_an_encrypted_line_only(letter, settings, certificate):
    with open_post_office(certificate) as office:
        url = office.url.replace("smtp://", "smtp://me:s%40cret@")
        sent = deliver(replace(settings, smtp_url=url))

    assert sent == 1, only_row().error
    assert office.encrypted == [True]
    assert office.sign_ins == [b"me"]


def test_outbox_row_is_written_once_however_often_it_is_put(app):
    with kernel_db.writing():
        for _ in range(3):
            outbox.put(key="k", channel=mail.CHANNEL, payload=PAYLOAD)

    with kernel_db.reading():
        assert db.session.scalar(select(func.count()).select_from(OutboxRow)) == 1


def test_a_password_is_not_sent_in_the_clear_to_another_machine(settings, office, monkeypatch):
    monkeypatch.setattr(sending, "LOOPBACK", ())
    signing_in = replace(settings, smtp_url=office.url.replace("smtp://", "smtp://me:s%40cret@"))

    with pytest.raises(smtplib.SMTPException, match="was not sent"):
        mail.sender(signing_in)("key", PAYLOAD)
    assert office.arrived == office.sign_ins == []

"""Mail out against a server that does what servers do on bad days (HARDENING 6, 7, 47, 48)."""

import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from evenhand.outbox import smtp, twin
from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Kind, Leaving, Mail
from evenhand.people.communities import Community

pytestmark = pytest.mark.once
NOW = dt.datetime(2026, 3, 2, 10, 2, tzinfo=dt.UTC)
LATTICE = Community(
    slug="lattice", name="Lattice", zone="UTC", leave_to="about:blank", public={"replies_to": "r@x.example"}
)


def leaving(
    kind: Kind = Kind.NOTICE, to: str = "bo@lattice.example", body: str = "Something waits.\n", n: int = 1
) -> Leaving:
    return Leaving(n.to_bytes(16), LATTICE, Mail(kind, to, "Evenhand", body), 1, NOW + dt.timedelta(days=5))


@dataclass
class Behaviour:
    """What the server does with the next mail."""

    tls: bool = True
    rcpt: bytes = b"250 ok"
    data: bytes = b"250 taken"
    hangs_up_at: str = ""
    took: list[bytes] = field(default_factory=list)


class Session(socketserver.StreamRequestHandler):
    """Just enough SMTP to be refused by."""

    server: "FakeServer"

    def handle(self) -> None:
        self.stream = self.connection
        self.lines = self.stream.makefile("rwb", buffering=0)
        self.say(b"220 fake")
        try:
            while line := self.lines.readline():
                verb = line.split()[0].upper().decode()
                if verb == self.server.behaviour.hangs_up_at or not self.answers(verb):
                    return
        finally:
            self.lines.close()
            self.stream.close()

    def say(self, line: bytes) -> None:
        self.lines.write(line + b"\r\n")

    def answers(self, verb: str) -> bool:
        behaviour = self.server.behaviour
        match verb:
            case "EHLO":
                offers = behaviour.tls and not isinstance(self.stream, ssl.SSLSocket)
                self.say(b"250-fake\r\n250 STARTTLS" if offers else b"250 fake")
            case "STARTTLS":
                self.say(b"220 go")
                self.lines.close()
                self.stream = self.server.context.wrap_socket(self.stream, server_side=True)
                self.lines = self.stream.makefile("rwb", buffering=0)
            case "RCPT":
                self.say(behaviour.rcpt)
            case "DATA":
                return self.takes()
            case "QUIT":
                self.say(b"221 bye")
                return False
            case _:
                self.say(b"250 ok")
        return True

    def takes(self) -> bool:
        behaviour, body = self.server.behaviour, b""
        self.say(b"354 go on")
        while not body.endswith(b"\r\n.\r\n"):
            body += self.lines.readline()
        if behaviour.data.startswith(b"250"):
            behaviour.took.append(body.removesuffix(b".\r\n"))
        if behaviour.hangs_up_at == "AFTER-DATA":
            return False
        self.say(behaviour.data)
        return True


class FakeServer(socketserver.ThreadingTCPServer):
    """A mail server on this machine."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.context, self.behaviour = context, Behaviour()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the test."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fake")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "fake.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def fake(certificate: Path) -> Iterator[FakeServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with FakeServer(context) as server:
        serving = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True)
        serving.start()
        yield server
        server.shutdown()


@pytest.fixture
def server(fake: FakeServer, certificate: Path) -> smtp.Server:
    trusting = ssl.create_default_context(cafile=str(certificate))
    return smtp.Server("127.0.0.1", fake.server_address[1], "evenhand@lattice.example", timeout=5, context=trusting)


def test_a_mail_that_the_server_takes_has_left(fake: FakeServer, server: smtp.Server) -> None:
    assert Came.LEFT is smtp.post(server, leaving(), NOW)

    (taken,) = fake.behaviour.took
    message = message_from_bytes(taken, policy=policy.default)
    assert "bo@lattice.example" == message["To"]
    assert "r@x.example" == message["Reply-To"]
    assert f"<{(1).to_bytes(16).hex()}@evenhand.invalid>" == message["Message-ID"]
    assert "auto-generated" == message["Auto-Submitted"]
    assert ["Something waits."] == message.get_content().splitlines()


def test_a_server_without_tls_gets_no_mail(fake: FakeServer, server: smtp.Server) -> None:
    fake.behaviour.tls = False

    assert Came.STAYED is smtp.post(server, leaving(), NOW)
    assert [] == fake.behaviour.took


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(fake: FakeServer, server: smtp.Server) -> None:
    careful = smtp.Server(server.host, server.port, server.sender, timeout=5)

    assert Came.STAYED is smtp.post(careful, leaving(), NOW)
    assert [] == fake.behaviour.took


@pytest.mark.parametrize(
    ("rcpt", "data", "expected"),
    [
        (b"550 no such user", b"250 taken", Came.REFUSED),
        (b"450 later", b"250 taken", Came.STAYED),
        (b"250 ok", b"554 spam", Came.REFUSED),
        (b"250 ok", b"451 later", Came.STAYED),
    ],
)
def test_what_is_refused_for_good_is_told_from_what_passes(
    fake: FakeServer, server: smtp.Server, rcpt: bytes, data: bytes, expected: Came
) -> None:
    fake.behaviour.rcpt, fake.behaviour.data = rcpt, data

    assert expected is smtp.post(server, leaving(), NOW)


@pytest.mark.parametrize("moment", ["EHLO", "STARTTLS", "MAIL", "RCPT", "DATA", "AFTER-DATA"])
def test_a_line_that_breaks_keeps_the_mail_for_another_try(fake: FakeServer, server: smtp.Server, moment: str) -> None:
    fake.behaviour.hangs_up_at = moment

    assert Came.STAYED is smtp.post(server, leaving(), NOW)


def test_a_server_that_hangs_up_on_the_farewell_has_the_mail_all_the_same(
    fake: FakeServer, server: smtp.Server
) -> None:
    fake.behaviour.hangs_up_at = "QUIT"

    assert Came.LEFT is smtp.post(server, leaving(), NOW)


def test_a_mail_sent_twice_because_the_line_broke_has_one_message_id(fake: FakeServer, server: smtp.Server) -> None:
    fake.behaviour.hangs_up_at = "AFTER-DATA"
    smtp.post(server, leaving(), NOW)
    fake.behaviour.hangs_up_at = ""

    assert Came.LEFT is smtp.post(server, leaving(), NOW)

    ids = {message_from_bytes(taken)["Message-ID"] for taken in fake.behaviour.took}
    assert (2, 1) == (len(fake.behaviour.took), len(ids))


def test_nobody_listening_keeps_the_mail(server: smtp.Server) -> None:
    silent = smtp.Server("127.0.0.1", 9, server.sender, timeout=5)

    assert Came.STAYED is smtp.post(silent, leaving(), NOW)


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b.example\r\nBcc: all@x.example", "a@b.example\x00", "a b@c.example"]
)
def test_an_address_that_is_none_is_refused_and_reaches_no_header(
    fake: FakeServer, server: smtp.Server, address: str
) -> None:
    assert Came.REFUSED is smtp.post(server, leaving(to=address), NOW)
    assert [] == fake.behaviour.took


def test_notices_of_two_cases_differ_in_nothing_but_address_date_and_id(server: smtp.Server) -> None:
    later = NOW + dt.timedelta(hours=3)
    one = smtp.written(server, leaving(n=1), NOW)
    other = smtp.written(server, leaving(n=2, to="eun@lattice.example"), later)
    for message in (one, other):
        for masked in ("To", "Date", "Message-ID"):
            del message[masked]

    assert bytes(one) == bytes(other)


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.COPY])
def test_a_letter_that_a_person_wrote_does_not_say_that_a_machine_did(server: smtp.Server, kind: Kind) -> None:
    assert smtp.written(server, leaving(kind, body="Grüße\n"), NOW)["Auto-Submitted"] is None


def test_the_twin_lays_a_letter_down_once_for_its_community(tmp_path: Path) -> None:
    for _ in range(2):
        assert Came.LEFT is twin.post(tmp_path, leaving(body="Grüße\n"), NOW)

    (letter,) = twin.letters(tmp_path, "lattice")
    assert ("bo@lattice.example", "Grüße\n", NOW) == (letter.to, letter.body, letter.at)
    assert () == twin.letters(tmp_path, "another")
    assert () == twin.letters(tmp_path / "none", "lattice")

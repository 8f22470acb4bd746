"""Mail out by SMTP, over TLS or not at all (HARDENING 47, 48).

A try that breaks off after the server took the mail is made again, under the same Message-ID (decision 6).
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from evenhand.outbox.posting import Came
from evenhand.outbox.queue import Kind, Leaving

REPLIES_TO = "replies_to"
"""Under this name the community keeps the mailbox to which answers and bounces go."""
_FOR_GOOD = 500
_WRITTEN_BY_A_PERSON = (Kind.LETTER, Kind.COPY)


class BadAddressError(ValueError):
    """No mail can be addressed to this text."""


@dataclass(frozen=True, slots=True)
class Server:
    """The operator's mail server."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    timeout: float = 30
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)


def post(server: Server, leaving: Leaving, now: datetime) -> Came:
    """Hand one mail to the server. What is refused for good is told from what can pass by itself."""
    try:
        message = written(server, leaving, now)
    except BadAddressError:  # nothing of it is repeated anywhere
        return Came.REFUSED
    try:
        _send(server, message, leaving.community.says(REPLIES_TO) or server.sender)
    except smtplib.SMTPRecipientsRefused as err:
        codes = [code for code, _ in err.recipients.values()]
        return Came.REFUSED if codes and min(codes) >= _FOR_GOOD else Came.STAYED
    except smtplib.SMTPDataError as err:
        return Came.REFUSED if err.smtp_code >= _FOR_GOOD else Came.STAYED
    except (smtplib.SMTPException, OSError):  # not there, no TLS, a wrong password, a broken line: it can pass
        return Came.STAYED
    return Came.LEFT


def answers(server: Server) -> bool:
    """Whether the server can be spoken to now, encrypted and signed in; nothing is sent."""
    try:
        connection = _connected(server)
    except (smtplib.SMTPException, OSError):
        return False
    with suppress(smtplib.SMTPException, OSError):
        connection.quit()
    connection.close()
    return True


def written(server: Server, leaving: Leaving, now: datetime) -> EmailMessage:
    """The mail as it leaves: everything but address, date and id is the same for all of its kind."""
    mail = leaving.mail
    message = EmailMessage(policy=SMTP)
    message["Subject"] = mail.subject
    message["From"] = server.sender
    message["To"] = _address(mail.to)
    replies_to = leaving.community.says(REPLIES_TO)
    if replies_to:
        message["Reply-To"] = _address(replies_to)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = leaving.message_id
    if mail.kind not in _WRITTEN_BY_A_PERSON:
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="base64")
    return message


def _address(text: str) -> Address:
    """Read an address; the library's parser stumbles over some texts in ways of its own."""
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        raise BadAddressError from None


def _send(server: Server, message: EmailMessage, return_path: str) -> None:
    connection = _connected(server)
    try:
        connection.send_message(message, from_addr=return_path)
        with suppress(smtplib.SMTPException, OSError):  # the server has the mail, whatever it says to a farewell
            connection.quit()
    finally:
        connection.close()


def _connected(server: Server) -> smtplib.SMTP:
    """An open line to the server, encrypted before anything else is said."""
    if not server.starttls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout, context=server.context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        try:
            connection.starttls(context=server.context)
        except BaseException:
            connection.close()
            raise
    if server.user:
        connection.login(server.user, server.password)
    return connection

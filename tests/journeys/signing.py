"""Signing in through the page, as a member's browser does."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from evenhand.casework.staging import Stage
from evenhand.shell.sessions import cookie_name
from evenhand.vault.totp import totp_code, totp_step
from tests.reading import send

SIGN_IN = "/lattice/desk/sign-in/"


def code(stage: Stage, name: str, now: datetime) -> str:
    """What somebody's authenticator shows."""
    return totp_code(stage.player(name).totp, totp_step(now))


def sign_in(client: Client, stage: Stage, name: str, now: datetime) -> None:
    """Sign in anew: the browser forgets whatever session it had."""
    client.cookies.pop(cookie_name(), None)
    page = client.get(SIGN_IN).content.decode()
    player = stage.player(name)
    typed = {"login": player.login, "passphrase": player.passphrase, "code": code(stage, name, now)}
    answer = send(client, SIGN_IN, page, "login", **typed)
    assert answer.status_code == 303, answer.content.decode()

import base64
from pathlib import Path

import pytest

from evenhand.config.environment import SETTINGS, Environment, SettingError, database


def test_a_setting_that_is_not_set_has_its_default() -> None:
    assert "./data" == Environment({}).text("EVENHAND_DATA")


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("ab" * 32 + "\n")

    env = Environment({"EVENHAND_SECRET_FILE": str(tmp_path / "secret")})

    assert b"\xab" * 32 == env.key("EVENHAND_SECRET")


def test_a_secret_in_two_places_is_refused(tmp_path: Path) -> None:
    env = Environment({"EVENHAND_SECRET": "ab" * 32, "EVENHAND_SECRET_FILE": str(tmp_path / "secret")})

    with pytest.raises(SettingError, match="both set"):
        env.key("EVENHAND_SECRET")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    env = Environment({"EVENHAND_SECRET_FILE": str(tmp_path / "absent")})

    with pytest.raises(SettingError, match="absent"):
        env.key("EVENHAND_SECRET")


@pytest.mark.parametrize("text", [bytes(range(32)).hex(), base64.b64encode(bytes(range(32))).decode()])
def test_a_secret_is_read_in_hex_and_in_base64(text: str) -> None:
    assert bytes(range(32)) == Environment({"EVENHAND_SECRET": text}).key("EVENHAND_SECRET")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not set"),
        ("ab" * 31, "31 bytes"),
        ("c2hvcnQ=", "5 bytes"),
        ("not a secret!", "neither"),
        ("geheimnißvoll", "neither"),
    ],
)
def test_a_secret_that_cannot_protect_anything_is_refused(text: str, says: str) -> None:
    with pytest.raises(SettingError, match=says) as refused:
        Environment({"EVENHAND_SECRET": text}).key("EVENHAND_SECRET")

    assert not text or text not in str(refused.value)


@pytest.mark.parametrize(("text", "expected"), [("1", True), ("0", False), ("", False)])
def test_a_flag_is_1_or_0(text: str, expected: bool) -> None:
    assert expected == Environment({"EVENHAND_DEMO": text}).flag("EVENHAND_DEMO")


@pytest.mark.parametrize("text", ["yes", "true", "2"])
def test_a_flag_that_is_neither_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="0 or 1"):
        Environment({"EVENHAND_DEMO": text}).flag("EVENHAND_DEMO")


@pytest.mark.parametrize("text", ["0", "-1", "many", "٣", "1.5", "", "101", "9" * 5000])
def test_a_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="whole number"):
        Environment({"EVENHAND_THREADS": text}).number("EVENHAND_THREADS")


def test_a_number_is_read() -> None:
    assert 12 == Environment({"EVENHAND_THREADS": "12"}).number("EVENHAND_THREADS")


def test_a_list_is_written_with_commas() -> None:
    assert ("a.example", "b.onion") == Environment({"EVENHAND_HOSTS": " a.example, b.onion,"}).names("EVENHAND_HOSTS")


def test_a_word_that_is_not_a_choice_is_refused() -> None:
    with pytest.raises(SettingError, match="starttls or tls"):
        Environment({"EVENHAND_SMTP_TLS": "none"}).one_of("EVENHAND_SMTP_TLS", "starttls", "tls")


def test_without_an_address_the_database_is_a_file_in_the_data_folder() -> None:
    described = database("", Path("/srv/evenhand"))

    assert "/srv/evenhand/evenhand.sqlite3" == described["NAME"]
    assert "IMMEDIATE" == described["OPTIONS"]["transaction_mode"]


def test_an_address_of_postgresql_is_taken_apart() -> None:
    described = database("postgres://eve:p%40ss@db.example:5433/hand?sslmode=verify-full", Path())

    assert ("eve", "p@ss", "db.example", "5433", "hand") == tuple(
        described[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    )
    assert {"sslmode": "verify-full"} == described["OPTIONS"]


def test_another_database_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(SettingError, match="mysql") as refused:
        database("mysql://eve:p4ss@db.example/hand", Path())

    assert "p4ss" not in str(refused.value)


SECRET = {"EVENHAND_SECRET": "ab" * 32}


def test_what_is_not_set_is_right_as_it_stands_but_for_the_secret() -> None:
    Environment(SECRET).require_all()

    with pytest.raises(SettingError, match=r"^EVENHAND_SECRET is not set[^\n]*$"):
        Environment({}).require_all()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("EVENHAND_DATA", " ", "is empty"),
        ("EVENHAND_DATABASE_URL", "postgres://eve:p4ss@db.example:port/hand", "cannot be read"),
        ("EVENHAND_DATABASE_URL", "postgres://eve:p4ss@[db/hand", "cannot be read"),
        ("EVENHAND_DATABASE_URL", "postgres://eve:p4ss@db.example", "names no database"),
        ("EVENHAND_DATABASE_URL", "sqlite://", "names no file"),
        ("EVENHAND_HOSTS", "", "is empty"),
        ("EVENHAND_HOSTS", ",", "names no host"),
        ("EVENHAND_HOSTS", "conduct.example:8000", "without a port"),
        ("EVENHAND_HOSTS", "münchen.example", "xn--"),
        ("EVENHAND_BIND", "", "an address and a port"),
        ("EVENHAND_BIND", "[::1:8000", "an address and a port"),
        ("EVENHAND_SMTP_HOST", "smtp://mail.example.org", "name of a host alone"),
        ("EVENHAND_SMTP_PORT", "65536", "from 1 to 65535"),
        ("EVENHAND_MAIL_FROM", "", "an address of mail"),
        ("EVENHAND_MAIL_FROM", "evenhand", "an address of mail"),
        ("EVENHAND_MAIL_FROM", "e@x.example\nBcc: all@x.example", "an address of mail"),
        ("EVENHAND_LOOK", "on", "0 or 1"),
        ("EVENHAND_SMTP_PASSWORD_FILE", "", "has to name a file"),
    ],
)
def test_each_setting_is_asked_for_what_it_can_be(name: str, text: str, says: str) -> None:
    with pytest.raises(SettingError, match=says) as refused:
        Environment(SECRET | {name: text}).require_all()

    assert str(refused.value).startswith(name)
    assert "p4ss" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("EVENHAND_DATABASE_URL", "postgres:///hand?host=/run/postgresql"),
        ("EVENHAND_HOSTS", "conduct.example, abc.onion,[::1],*"),
        ("EVENHAND_BIND", "[::1]:8000"),
        ("EVENHAND_BIND", ":8000"),
        ("EVENHAND_BIND", "unix:/run/evenhand.sock"),
        ("EVENHAND_MAIL_FROM", "Lattice <evenhand@lattice.example>"),
        ("EVENHAND_WATCH", ""),
    ],
)
def test_what_a_setting_can_be_is_taken(name: str, text: str) -> None:
    Environment(SECRET | {name: text}).require_all()


def test_names_that_look_like_ours_and_are_none_are_known() -> None:
    env = Environment(SECRET | {"EVENHAND_WORKER": "3", "EVENHAND_SMTP_PASSWORD_FILE": "x", "HOME": "/"})

    assert ("EVENHAND_WORKER",) == env.unknown()


def test_every_setting_is_ours_and_says_what_it_is_for() -> None:
    assert len(SETTINGS) == len({setting.name for setting in SETTINGS})
    for setting in SETTINGS:
        assert setting.name.startswith("EVENHAND_")
        assert setting.says.endswith(".")

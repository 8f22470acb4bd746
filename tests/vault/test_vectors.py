"""The formats, frozen: files written once and never again. A change here is a new version, not a new vector."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from evenhand.vault import chain, log
from evenhand.vault.clerk import (
    Clerk,
    Sheet,
    unwrap_clerk,
    unwrap_clerk_under_sheet,
    wrap_clerk,
    wrap_clerk_under_sheet,
)
from evenhand.vault.domains import Domain
from evenhand.vault.files import FileKey, open_file, seal_file
from evenhand.vault.invitation import new_token, token_keys
from evenhand.vault.keyring import Keyring, Wrap, open_keyring, open_room_key, open_seed, seal_keyring
from evenhand.vault.keys import BoxKey, SigningKey, check_signature, fingerprint, fingerprint_words
from evenhand.vault.member_keys import (
    Argon2Cost,
    MemberKeys,
    open_member_keys,
    open_with_recovery,
    seal_for_recovery,
    seal_member_keys,
)
from evenhand.vault.phrase import PhraseKeys, code_name, lookup_hash, phrase_from_nonce, phrase_keys
from evenhand.vault.place import Place
from evenhand.vault.rooms import Seed, room_key
from evenhand.vault.sealing import filler_words, open_for_member, open_words
from evenhand.vault.session import cookie_hash, open_session, seal_session
from evenhand.vault.stateless import check_form, mac_form, open_handle, seal_handle

VECTORS = Path(__file__).parent.parent / "vectors"
NAMES = (
    "chain",
    "clerk",
    "files",
    "forms",
    "keyring",
    "keys",
    "log",
    "member_keys",
    "phrase",
    "places",
    "rooms",
    "sealed_to_keys",
)


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


def place_of(written: dict[str, Any]) -> Place:
    instance, community, case = (raw(written[name]) for name in ("instance", "community", "case"))
    return Place(instance, community, case, written["room"], written["epoch"], raw(written["entry"]))


def tape(drawn: list[str]) -> Callable[[int], bytes]:
    left = [raw(one) for one in drawn]

    def draw(size: int) -> bytes:
        assert size == len(left[0])
        return left.pop(0)

    return draw


def wrap_of(written: dict[str, Any]) -> Wrap:
    return Wrap(written["circle"], written["epoch"], raw(written["recipient"]), raw(written["sealed"]))


def test_keys_signatures_and_fingerprints() -> None:
    vector = load("keys")
    box, signing = BoxKey.from_raw(raw(vector["box"])), SigningKey.from_raw(raw(vector["signing"]))
    signature, message = raw(vector["signature"]), raw(vector["message"])

    assert vector["box_public"] == box.public.hex()
    assert vector["signing_public"] == signing.public.hex()
    assert signature == signing.sign(Domain(vector["domain"]), message)
    assert check_signature(signing.public, Domain(vector["domain"]), message, signature)
    assert vector["fingerprint"] == fingerprint(box.public, signing.public).hex()
    assert vector["words"] == list(fingerprint_words(raw(vector["fingerprint"])))


@pytest.mark.parametrize("vector", load("places")["places"])
def test_places(vector: dict[str, Any]) -> None:
    assert vector["info"] == place_of(vector["place"]).info(Domain(vector["domain"])).hex()


def test_rooms() -> None:
    vector = load("rooms")

    for room in vector["rooms"]:
        assert room["key"] == room_key(Seed.from_raw(raw(vector["seed"])), place_of(room["place"])).raw().hex()


def test_what_was_sealed_to_keys_still_opens() -> None:
    vector = load("sealed_to_keys")
    box, place = BoxKey.from_raw(raw(vector["box"])), place_of(vector["place"])
    words, draft, parked = vector["words"], vector["draft"], vector["parked"]

    assert words["plain"] == open_words(raw(words["sealed"]), box, place).hex()
    assert draft["plain"] == open_for_member(Domain.DRAFT, raw(draft["sealed"]), box, place).hex()
    assert parked["plain"] == open_for_member(Domain.PARKED_POST, raw(parked["sealed"]), box, place).hex()
    assert vector["seed"]["plain"] == open_seed(wrap_of(vector["seed"]["wrap"]), box, place).raw().hex()
    assert vector["room"]["plain"] == open_room_key(wrap_of(vector["room"]["wrap"]), box, place).raw().hex()
    assert vector["filler"]["blob"] == filler_words(tape(vector["filler"]["drawn"])).hex()


def test_keyring() -> None:
    vector = load("keyring")
    clerk, place = Clerk(raw(vector["clerk"]), vector["generation"]), place_of(vector["place"])
    publics = {(row["room"], row["epoch"]): raw(row["public"]) for row in vector["publics"]}
    keyring = Keyring(tuple(wrap_of(wrap) for wrap in vector["wraps"]), publics)

    assert vector["raw"] == keyring.to_bytes().hex()
    assert vector["sealed"] == seal_keyring(keyring, clerk, place, tape(vector["drawn"])).hex()
    assert keyring == open_keyring(raw(vector["sealed"]), clerk, place)


def test_clerk() -> None:
    vector = load("clerk")
    clerk, place = Clerk(raw(vector["clerk"]), vector["generation"]), place_of(vector["place"])

    assert vector["signing_public"] == clerk.signing.public.hex()
    for row in vector["macs"]:
        assert row["mac"] == clerk.mac(Domain(row["domain"]), *map(raw, row["parts"])).hex()
    for row in vector["seals"]:
        domain, plain = Domain(row["domain"]), raw(row["plain"])
        assert row["sealed"] == clerk.seal(domain, place, plain, tape(row["drawn"]), size=row["size"]).hex()
        assert plain == clerk.open(domain, place, raw(row["sealed"]))


def test_what_brings_the_clerk_back() -> None:
    vector = load("clerk")
    clerk, place = Clerk(raw(vector["clerk"]), vector["generation"]), place_of(vector["place"])
    secret, sheet = raw(vector["server_secret"]), Sheet.parse(vector["sheet"]["printed"])
    by_secret, by_sheet = vector["under_secret"], vector["under_sheet"]

    assert vector["sheet"]["raw"] == sheet.raw().hex()
    assert vector["sheet"]["printed"] == sheet.printed
    assert by_secret["sealed"] == wrap_clerk(clerk, secret, place, tape(by_secret["drawn"])).hex()
    assert by_sheet["sealed"] == wrap_clerk_under_sheet(clerk, sheet, place, tape(by_sheet["drawn"])).hex()
    for opened in (
        unwrap_clerk(raw(by_secret["sealed"]), secret, place),
        unwrap_clerk_under_sheet(raw(by_sheet["sealed"]), sheet, place),
    ):
        assert (clerk, clerk.generation) == (opened, opened.generation)


def test_member_keys() -> None:
    vector = load("member_keys")
    keys = MemberKeys(BoxKey.from_raw(raw(vector["box"])), SigningKey.from_raw(raw(vector["signing"])))
    place, member, phrase = place_of(vector["place"]), raw(vector["member"]), vector["passphrase"]
    one, two, sheet = vector["under_passphrase"], vector["under_sheet"], Sheet.parse(vector["sheet"])

    sealed = seal_member_keys(keys, phrase, place, member, Argon2Cost(*vector["cost"]), tape(one["drawn"]))

    assert one["sealed"] == sealed.hex()
    assert keys == open_member_keys(sealed, phrase, place, member)
    assert two["sealed"] == seal_for_recovery(keys, sheet, place, member, tape(two["drawn"])).hex()
    assert keys == open_with_recovery(raw(two["sealed"]), sheet, place, member)


def test_session() -> None:
    vector = load("member_keys")
    keys, cookie, secret = (raw(vector[name]) for name in ("box", "cookie", "server_secret"))
    keys, place, session = keys + raw(vector["signing"]), place_of(vector["place"]), vector["session"]

    assert vector["cookie_hash"] == cookie_hash(cookie).hex()
    assert session["sealed"] == seal_session(keys, cookie, secret, place, tape(session["drawn"])).hex()
    assert keys == open_session(raw(session["sealed"]), cookie, secret, place)


def assert_stands_for(vector: dict[str, str], keys: PhraseKeys) -> None:
    assert vector["lookup"] == keys.lookup.hex()
    assert vector["lookup_hash"] == lookup_hash(keys.lookup).hex()
    assert vector["box"] == keys.box.raw().hex()
    assert vector["signing"] == keys.signing.raw().hex()


def test_phrases_tokens_and_code_names() -> None:
    vector = load("phrase")
    place, token, name = place_of(vector["place"]), vector["token"], vector["code_name"]
    phrase = phrase_from_nonce(raw(vector["nonce"]))

    assert vector["phrase"] == phrase
    assert_stands_for(vector["phrase_keys"], phrase_keys(phrase, place))
    assert token["text"] == new_token(tape(token["drawn"]))
    assert_stands_for(vector["token_keys"], token_keys(token["text"], place))
    assert name["text"] == code_name(tape(name["drawn"]))


def test_forms() -> None:
    vector = load("forms")
    secret, place, at = raw(vector["server_secret"]), place_of(vector["place"]), datetime.fromisoformat(vector["at"])
    clerk, handle = Clerk(raw(vector["clerk"]), vector["generation"]), vector["handle"]

    for row in vector["forms"]:
        purpose, payload = Domain(row["domain"]), raw(row["payload"])
        assert row["field"] == mac_form(secret, purpose, payload, at, place=place)
        form = check_form(secret, purpose, row["field"], at, within=timedelta(0), place=place)
        assert (payload, at) == (form.payload, form.made_at)
    assert handle["field"] == seal_handle(clerk, place, raw(handle["payload"]), tape(handle["drawn"]))
    assert raw(handle["payload"]) == open_handle(clerk, place, handle["field"])


def test_chain() -> None:
    vector = load("chain")
    case, signing = raw(vector["case"]), SigningKey.from_raw(raw(vector["signing"]))
    hashed = chain.words_hash(raw(vector["sealed_words"]))
    header = chain.EntryHeader(case, 1, chain.genesis(case), hashed)
    sealed_fact = raw(vector["sealed_fact"])

    assert vector["genesis"] == header.previous.hex()
    assert vector["words_hash"] == hashed.hex()
    assert vector["header"] == header.to_bytes().hex()
    assert vector["signature"] == chain.sign_fact(header, raw(vector["fact"]), signing).hex()
    assert vector["head"] == chain.next_hash(case, 1, header.previous, header.to_bytes(), sealed_fact, hashed).hex()


def test_log() -> None:
    vector = load("log")
    heads, salt = [raw(head) for head in vector["heads"]], raw(vector["salt"])
    days = [log.day_leaf(heads[:count], salt, vector["slots"]) for count in range(4)]
    included, begun = vector["inclusion"], vector["consistency"]
    signing, checkpoint = (
        SigningKey.from_raw(raw(vector["signing"])),
        log.Checkpoint(vector["origin"], 4, log.root(days)),
    )

    assert vector["days"] == [day.hex() for day in days]
    assert vector["root"] == log.root(days).hex()
    assert included["proof"] == [step.hex() for step in log.inclusion(days, included["index"])]
    assert begun["proof"] == [step.hex() for step in log.consistency(days, begun["old_size"])]
    assert vector["note"] == log.sign_checkpoint(checkpoint, signing)
    assert vector["verifier_key"] == log.verifier_key(vector["origin"], signing.public)
    assert checkpoint == log.verify_checkpoint(vector["note"], vector["origin"], signing.public)


def test_files() -> None:
    vector = load("files")
    key, place = FileKey.from_raw(raw(vector["key"])), place_of(vector["place"])

    for row in vector["files"]:
        content = bytes(number % 251 for number in range(row["size"]))
        sealed = seal_file(content, key, place, tape(row["drawn"]))
        assert row["begins"] == sealed[:64].hex()
        assert (row["length"], row["sha256"]) == (len(sealed), hashlib.sha256(sealed).hexdigest())
        assert content == open_file(sealed, key, place)


def test_the_vectors_are_those_that_were_written_once() -> None:
    written = b"".join((VECTORS / f"{name}.json").read_bytes() for name in NAMES)

    assert hashlib.sha256(written).hexdigest() == "6a4deb58cb35f24af69aaa98fbdd8353fff7d5e38411db1fb87877636baf0206"

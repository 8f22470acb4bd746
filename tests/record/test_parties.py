"""Where a phrase leads: wrong, unknown and expired ones are answered alike, after the same work (P8)."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from evenhand.casework.staging import Stage
from evenhand.record import models, parties
from evenhand.vault import primitives
from evenhand.vault.phrase import PhraseKeys, new_nonce, phrase_from_nonce, phrase_keys
from tests.cast import REPORTER, Walk
from tests.counting import calls, queries


def keys_of(walk: Walk) -> PhraseKeys:
    return phrase_keys(phrase_from_nonce(new_nonce(walk.draw)), walk.community.place)


def test_a_phrase_leads_to_its_own_line(stage: Stage) -> None:
    walk = Walk(stage).report()

    record = parties.find(walk.community, phrase_keys(walk.phrases[REPORTER], walk.community.place), walk.occasion)

    assert record is not None
    assert (walk.number, REPORTER) == (record.case.hex(), record.party)
    assert not record.is_invitation


def test_wrong_unknown_and_expired_cost_the_queries_and_the_derivations_of_a_right_one(stage: Stage) -> None:
    walk = Walk(stage).report()
    right, unknown = phrase_keys(walk.phrases[REPORTER], walk.community.place), keys_of(walk)
    expired, other = keys_of(walk), keys_of(walk)
    wrong = PhraseKeys(right.lookup, other.box, other.signing)
    parties.keep(
        walk.community, expired, bytes.fromhex(walk.number), REPORTER, walk.occasion, invitation_until=walk.now
    )

    def look(keys: PhraseKeys) -> parties.PartyRecord | None:
        return parties.find(walk.community, keys, walk.occasion)

    assert [True, False, False, False] == [look(keys) is not None for keys in (right, wrong, unknown, expired)]
    spent = {
        (tuple(queries(partial(look, keys))), calls(primitives.derive, partial(look, keys)))
        for keys in (right, wrong, unknown, expired)
    }
    assert 1 == len(spent)


def test_an_invitation_lives_until_its_time_and_is_used_once(stage: Stage) -> None:
    walk = Walk(stage).report()
    keys, until = keys_of(walk), walk.now + timedelta(days=14)
    parties.keep(walk.community, keys, bytes.fromhex(walk.number), REPORTER, walk.occasion, invitation_until=until)
    found = parties.find(walk.community, keys, walk.occasion)

    assert found is not None
    assert found.is_invitation
    assert parties.drop(walk.community, keys)
    assert not parties.drop(walk.community, keys)
    assert parties.find(walk.community, keys, walk.occasion) is None


def test_a_phrase_leads_to_one_line_only(stage: Stage) -> None:
    walk = Walk(stage).report()
    keys = keys_of(walk)
    parties.keep(walk.community, keys, bytes(16), REPORTER, walk.occasion)

    with pytest.raises(IntegrityError), transaction.atomic():
        parties.keep(walk.community, keys, b"1" * 16, REPORTER, walk.occasion)


def test_rows_of_phrases_and_invitations_look_alike_and_hold_no_phrase(stage: Stage) -> None:
    walk = Walk(stage).report()
    keys = keys_of(walk)
    parties.keep(walk.community, keys, bytes(16), REPORTER, walk.occasion, invitation_until=walk.now)

    rows = list(models.PartyKey.objects.all())

    assert 1 == len({(len(bytes(row.lookup)), len(bytes(row.record))) for row in rows})
    assert not any(keys.lookup in bytes(row.lookup) + bytes(row.record) for row in rows)

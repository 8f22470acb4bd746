"""The roster: a chain of signatures to the founder's fingerprint, and what happens when somebody touches it (4.6)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction

from evenhand.casework import founding, staging
from evenhand.casework.errors import RefusedError
from evenhand.casework.staging import Player, Stage
from evenhand.people import accounts, own_keys, roster, watch
from evenhand.people import roster_facts as rf
from evenhand.people.keys import clerks
from evenhand.people.roster import RosterBrokenError
from evenhand.procedure.facts import Member
from evenhand.procedure.manual_file import builtin
from evenhand.record import triggers
from evenhand.vault.chain import pack_fact, unpack_fact
from evenhand.vault.domains import Domain
from evenhand.vault.keys import SigningKey
from evenhand.vault.member_keys import FLOOR, MemberKeys
from evenhand.vault.totp import new_totp_secret, totp_code, totp_step
from tests.cast import Walk


def signs(walk: Walk, name: str, fact: rf.RosterFact) -> roster.Roster:
    """Somebody writes an act into the chain with their own key, whatever any page would say."""
    player = walk.stage.player(name)
    with transaction.atomic():
        return roster.append(walk.community, fact, player.member, player.keys.signing, walk.occasion)


def joined(walk: Walk, name: str, keys: MemberKeys, member: str = "") -> rf.Joined:
    return rf.Joined(
        member or walk.draw(16).hex(), name, keys.box.public.hex(), keys.signing.public.hex(), (rf.COMMITTEE,)
    )


def enrolled(walk: Walk, login: str = "lou") -> accounts.Account:
    record = accounts.AccountRecord(login=login, name=login.title())
    account, _ = accounts.invite(walk.community, record, walk.occasion)
    return reset(walk, account)


def reset(walk: Walk, account: accounts.Account) -> accounts.Account:
    secret = new_totp_secret(walk.draw)
    code = totp_code(secret, totp_step(walk.now))
    passphrase = "a wholly different passphrase"
    return own_keys.enrol(walk.community, account, passphrase, secret, code, FLOOR, walk.occasion).account


def without_triggers(sql: str, *values: str | bytes) -> None:
    """Do what somebody does who owns the database: the triggers are no obstacle to them."""
    guarded = next(one for one in triggers.GUARDED if one.table == "people_rosterentry")
    with connection.cursor() as cursor:
        for name in triggers.names(guarded, connection.vendor):
            on = "" if connection.vendor == "sqlite" else " ON people_rosterentry"
            cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(sql, list(values))
    roster._load.cache_clear()  # as a program reads it that starts now


def test_everybody_reaches_the_founder(stage: Stage) -> None:
    present = roster.load(stage.community)

    assert 8 == len(present.people)
    assert all(person.is_seconded for person in present.people.values())
    assert stage.player("ada").keys.fingerprint == watch.founder(stage.community.uid)


def test_another_founders_fingerprint_beside_the_secret_breaks_the_roster(stage: Stage) -> None:
    path = watch._file(stage.community.uid, "founder")
    path.write_text("00" * 32)

    with pytest.raises(RosterBrokenError):
        roster.load(stage.community)


def test_without_the_founders_fingerprint_nobody_is_trusted(stage: Stage) -> None:
    watch._file(stage.community.uid, "founder").unlink()

    with pytest.raises(RosterBrokenError):
        roster.load(stage.community)


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("DELETE FROM people_rosterentry WHERE seq = 1", ()),
        ("DELETE FROM people_rosterentry WHERE seq = 4", ()),
        ("DELETE FROM people_rosterentry", ()),
        ("DELETE FROM people_rosterentry WHERE seq = (SELECT MAX(seq) FROM people_rosterentry)", ()),
        ("UPDATE people_rosterentry SET previous = %s WHERE seq = 5", (bytes(32),)),
        ("UPDATE people_rosterentry SET uid = %s WHERE seq = 5", (bytes(16),)),
        ("UPDATE people_rosterentry SET fact = (SELECT fact FROM people_rosterentry WHERE seq = 6) WHERE seq = 5", ()),
        ("UPDATE people_rosterentry SET seq = 100 - seq", ()),
        ("UPDATE people_rosterentry SET seq = seq + 1000 WHERE seq > 6", ()),
    ],
)
def test_an_act_that_was_dropped_changed_or_moved_breaks_the_roster(
    stage: Stage, sql: str, values: tuple[bytes, ...]
) -> None:
    without_triggers(sql, *values)

    with pytest.raises(RosterBrokenError):
        roster.load(stage.community)


def test_dropping_somebodys_leaving_does_not_bring_them_back(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)
    founding.leave(committed_stage.signed_in("ada", walk.occasion), walk.member("dara"), walk.occasion)

    without_triggers("DELETE FROM people_rosterentry WHERE seq = (SELECT MAX(seq) FROM people_rosterentry)")

    with pytest.raises(RosterBrokenError):
        roster.load(walk.community)


def test_a_database_that_is_behind_as_a_whole_still_says_who_may_sign_what_was_lost(committed_stage: Stage) -> None:
    walk = Walk(committed_stage)
    founding.leave(committed_stage.signed_in("ada", walk.occasion), walk.member("dara"), walk.occasion)
    without_triggers("DELETE FROM people_rosterentry WHERE seq = (SELECT MAX(seq) FROM people_rosterentry)")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_community SET acts = acts - 1")

    behind = roster.load(walk.community)
    signs(walk, "ada", rf.Rewound(2, 1))

    assert behind.people[walk.member("dara")].on_committee
    assert frozenset({walk.member("ada")}) == roster.load(walk.community).rewound[2, 1]


def test_an_act_signed_by_another_key_breaks_the_roster(stage: Stage) -> None:
    walk, stranger = Walk(stage), MemberKeys.generate(Walk(stage).draw)

    with pytest.raises(RosterBrokenError):
        roster.append(
            walk.community, joined(walk, "Mallory", stranger), walk.member("ada"), stranger.signing, walk.occasion
        )


def test_an_act_of_somebody_who_is_not_there_breaks_the_roster(stage: Stage) -> None:
    walk, stranger = Walk(stage), MemberKeys.generate(Walk(stage).draw)
    nobody = Member("00" * 16)

    with pytest.raises(RosterBrokenError):
        roster.append(walk.community, joined(walk, "Mallory", stranger), nobody, stranger.signing, walk.occasion)


def test_an_act_that_is_sealed_anew_with_other_words_breaks_the_roster(stage: Stage) -> None:
    walk = Walk(stage)
    signs(walk, "ada", rf.Renamed(walk.member("bo"), "Bo"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid, fact FROM people_rosterentry ORDER BY seq DESC LIMIT 1")
        uid, fact = (bytes(value) for value in cursor.fetchone())
    place = walk.community.place.whole_community(uid)
    raw, signature = unpack_fact(clerks().open(Domain.ROSTER_FACT, place, fact))
    forged = pack_fact(raw.replace(b'"Bo"', b'"Al"'), signature)
    sealed = clerks().seal(Domain.ROSTER_FACT, place, forged, walk.draw)

    without_triggers("UPDATE people_rosterentry SET fact = %s WHERE uid = %s", sealed, uid)

    with pytest.raises(RosterBrokenError):
        roster.load(walk.community)


def refused(walk: Walk, *facts: tuple[str, Callable[[], rf.RosterFact]]) -> None:
    *before, (name, last) = facts
    for by, fact in before:
        signs(walk, by, fact())
    with pytest.raises(RosterBrokenError):
        signs(walk, name, last())


def test_nobody_seconds_whom_they_admitted_nor_themselves(stage: Stage) -> None:
    walk, lou = Walk(stage), MemberKeys.generate(Walk(stage).draw)
    act = joined(walk, "Lou", lou)

    refused(walk, ("ada", lambda: act), ("ada", lambda: rf.Seconded(act.member)))


def test_a_newcomer_signs_nothing_before_a_second_member_has_signed_for_them(stage: Stage) -> None:
    walk = Walk(stage)
    keys = MemberKeys.generate(walk.draw)
    lou, mallory = joined(walk, "Lou", keys), joined(walk, "Mallory", MemberKeys.generate(walk.draw))
    signs(walk, "ada", lou)
    signs(walk, "ada", mallory)

    with pytest.raises(RosterBrokenError):
        roster.append(walk.community, rf.Seconded(mallory.member), Member(lou.member), keys.signing, walk.occasion)


def test_one_member_cannot_put_other_keys_in_somebodys_place(stage: Stage) -> None:
    walk = Walk(stage)
    keys = MemberKeys.generate(walk.draw)

    refused(walk, ("ada", lambda: joined(walk, "Bo", keys, walk.member("bo"))))


def test_new_keys_count_once_two_other_members_have_signed_for_exactly_these(stage: Stage) -> None:
    walk = Walk(stage)
    keys, others = MemberKeys.generate(walk.draw), MemberKeys.generate(walk.draw)
    bo = walk.member("bo")

    def rekeyed(new: MemberKeys) -> rf.Rekeyed:
        return rf.Rekeyed(bo, new.box.public.hex(), new.signing.public.hex())

    once = signs(walk, "ada", rekeyed(keys)).people[bo]
    with_other_keys = signs(walk, "chidi", rekeyed(others)).people[bo]
    twice = signs(walk, "dara", rekeyed(others)).people[bo]

    old = stage.player("bo").keys
    assert [old.box.public, old.box.public, others.box.public] == [p.box for p in (once, with_other_keys, twice)]
    assert (others.signing.public, old.signing.public) == roster.load(walk.community).signing_keys_of(bo)


@pytest.mark.parametrize("second", ["ada", "bo"])
def test_new_keys_need_another_second_signature_than_ones_own(stage: Stage, second: str) -> None:
    walk = Walk(stage)
    keys = MemberKeys.generate(walk.draw)
    act = rf.Rekeyed(walk.member("bo"), keys.box.public.hex(), keys.signing.public.hex())

    refused(walk, ("ada", lambda: act), (second, lambda: act))


def test_whoever_left_signs_nothing_more(stage: Stage) -> None:
    walk = Walk(stage)

    refused(
        walk,
        ("ada", lambda: rf.Left(walk.member("dara"))),
        ("dara", lambda: rf.RolesSet(walk.member("dara"), (rf.CHAIR, rf.COMMITTEE))),
    )


def test_a_duty_rota_names_people_who_are_there(stage: Stage) -> None:
    walk = Walk(stage)

    refused(walk, ("ada", lambda: rf.RotaSet(("ff" * 16,))))


def test_whoever_comes_back_keeps_the_keys_by_which_older_entries_are_checked(stage: Stage) -> None:
    walk = Walk(stage)
    dara, keys = walk.member("dara"), MemberKeys.generate(walk.draw)
    signs(walk, "ada", rf.Left(dara))

    back = signs(walk, "ada", joined(walk, "Dara Weiss", keys, dara))

    assert (keys.signing.public, stage.player("dara").keys.signing.public) == back.signing_keys_of(dara)
    assert not back.people[dara].is_seconded


def test_the_founder_is_founded_once(stage: Stage) -> None:
    walk = Walk(stage)
    ada = stage.player("ada").keys

    refused(
        walk,
        ("ada", lambda: rf.Founded("aa" * 16, "X", ada.box.public.hex(), ada.signing.public.hex(), (rf.COMMITTEE,))),
    )


def test_the_pages_refuse_in_a_sentence_what_the_chain_would_not_bear(stage: Stage) -> None:
    walk = Walk(stage)
    ada, bo = (stage.signed_in(name, walk.occasion) for name in ("ada", "bo"))
    lou = enrolled(walk)
    waiting = enrolled(walk, "max")
    founding.admit_newcomer(ada, lou, (rf.COMMITTEE,), walk.occasion)
    as_lou = replace(ada, member=lou.member)
    stranger = Member("ff" * 16)

    acts: tuple[Callable[[], object], ...] = (
        lambda: founding.admit_newcomer(ada, lou, (rf.COMMITTEE,), walk.occasion),
        lambda: founding.second_newcomer(ada, lou.member, walk.occasion),
        lambda: founding.second_newcomer(bo, walk.member("chidi"), walk.occasion),
        lambda: founding.admit_newcomer(as_lou, waiting, (rf.COMMITTEE,), walk.occasion),
        lambda: founding.admit_new_keys(ada, lou, walk.occasion),
        lambda: founding.set_rota(ada, [stranger], walk.occasion),
        lambda: founding.set_roles(ada, stranger, (rf.COUNCIL,), walk.occasion),
        lambda: founding.set_roles(bo, walk.member("bo"), (rf.CHAIR,), walk.occasion),
        lambda: founding.set_away(ada, stranger, None, walk.occasion),
        lambda: founding.leave(ada, stranger, walk.occasion),
    )
    for refused_act in acts:
        length = roster.load(walk.community).length
        with pytest.raises(RefusedError) as told:
            refused_act()
        assert told.value.reason.endswith(".")
        assert length == roster.load(walk.community).length


def test_after_a_reset_two_members_let_the_new_keys_in(stage: Stage) -> None:
    walk = Walk(stage)
    bo = accounts.by_member(walk.community, walk.member("bo"))
    accounts.renew_invitation(walk.community, bo, walk.occasion)
    renewed = reset(walk, bo)
    ada, chidi = (stage.signed_in(name, walk.occasion) for name in ("ada", "chidi"))

    founding.admit_new_keys(ada, renewed, walk.occasion)
    with pytest.raises(RefusedError):
        founding.admit_new_keys(ada, renewed, walk.occasion)
    after = founding.admit_new_keys(chidi, renewed, walk.occasion)

    assert (renewed.box, renewed.signing) == (after.people[bo.member].box, after.people[bo.member].signing)


def test_the_first_who_joins_needs_nobody_who_could_sign_as_a_second(stage: Stage) -> None:
    walk = Walk(stage)
    small = staging.stage(staging.LATTICE[:2], builtin("numpy"), walk.occasion, slug="small", name="Small")

    assert [True, True] == [p.is_seconded for p in roster.load(small.community).people.values()]


def test_one_community_does_not_read_the_roster_of_another(stage: Stage) -> None:
    walk = Walk(stage)
    small = staging.stage(staging.LATTICE[:2], builtin("numpy"), walk.occasion, slug="small", name="Small")
    ours: Player = stage.player("ada")

    assert ours.member not in roster.load(small.community).people
    with pytest.raises(RosterBrokenError):
        roster.append(small.community, rf.Left(ours.member), ours.member, ours.keys.signing, walk.occasion)


def test_an_act_of_an_unknown_kind_is_no_act(stage: Stage) -> None:
    for raw in (
        b"",
        b"{}",
        b'{"kind":"Crowned","by":"a","at":"b","fact":{}}',
        b'{"kind":"Left","by":"a","at":"b","fact":{}}',
    ):
        with pytest.raises(rf.RosterFormatError):
            rf.decode(raw)


def test_a_signature_for_another_purpose_is_none_here(stage: Stage) -> None:
    walk, ada = Walk(stage), stage.player("ada")

    class Elsewhere(SigningKey):
        """The same key, used for another purpose."""

        def sign(self, _: Domain, message: bytes) -> bytes:
            return super().sign(Domain.ACT, message)

    with pytest.raises(RosterBrokenError):
        roster.append(
            walk.community, rf.Left(walk.member("bo")), ada.member, Elsewhere(ada.keys.signing.raw()), walk.occasion
        )

"""The walk reaches the end, takes every act, finds what is broken, and merges only what is alike."""

import dataclasses
import inspect
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import get_args

import pytest

from evenhand.procedure import agreement, contacting, duties, gates
from evenhand.procedure import facts as f
from evenhand.procedure.answers import Refused
from evenhand.procedure.clauses import Clause
from evenhand.procedure.duties import Owed
from evenhand.procedure.duties.conflicts import answer_questioned
from evenhand.procedure.explore import (
    Aspect,
    Found,
    World,
    acts_reports,
    canon,
    canon_parties,
    report,
    walk,
    walk_all,
    worlds,
)
from evenhand.procedure.explore.acts import CLOCK
from evenhand.procedure.explore.canon import DROPPED, Moment, key
from evenhand.procedure.explore.ends import ENDED_BY
from evenhand.procedure.explore.walk import CLOSING, FOLDS, WorldError
from evenhand.procedure.explore.world import CHAIR, MEMBERS, REPORTER, START
from evenhand.procedure.facts import Actor, Fact, Happened, Member
from evenhand.procedure.gates import (
    access,
    afterwards,
    conflicts,
    council,
    deciding,
    enacting,
    handling,
    informing,
    joining,
    law,
    looking,
    naming,
    public,
    reports,
    resting,
    seats,
    severe,
    withdrawing,
    worry,
)
from evenhand.procedure.gates import contacting as asking
from evenhand.procedure.manual_file import builtin, read_manual
from evenhand.procedure.policy import Fallback
from evenhand.procedure.state import CaseState, Proposal, fold, folding
from evenhand.procedure.state import access as asked_for
from evenhand.procedure.state import afterwards as after_the_end
from evenhand.procedure.state import reports as coming_and_going
from evenhand.procedure.state.model import (
    Access,
    Contact,
    Disclosure,
    Erasure,
    Look,
    Minor,
    PartyState,
    Question,
    Questioned,
    Severe,
    Statement,
)

POLICY = read_manual(builtin("numpy")).policy


def world(*aspects: Aspect, members: int = 1) -> World:
    return World(POLICY, frozenset(aspects), members=members, settled=True)


@pytest.fixture(scope="module")
def default_run() -> tuple[Found, ...]:
    return tuple(walk_all(worlds(POLICY)))


def test_no_order_of_acts_breaks_an_invariant(default_run: tuple[Found, ...]) -> None:
    broken = {name: list(report.counter_example(e)) for found in default_run for name, e in found.broken.items()}

    assert broken == {}


def test_every_world_is_walked_in_full_and_ends(default_run: tuple[Found, ...]) -> None:
    for found in default_run:
        assert found.frontier == 0, found.world.aspects
        assert found.unknown == 0, found.world.aspects
        assert found.enacted > 0, found.world.aspects
        assert found.closed > 0, found.world.aspects


def test_the_default_run_does_not_shrink_unseen(default_run: tuple[Found, ...]) -> None:
    states = sum(found.states for found in default_run)
    transitions = sum(found.transitions for found in default_run)

    assert states > 25_000
    assert transitions > 150_000


def test_every_act_is_taken(default_run: tuple[Found, ...]) -> None:
    taken = sum((found.acts for found in default_run), Counter[str]())
    by_fact = Counter({act.split()[0]: count for act, count in taken.items()})
    begins = {"CaseOpened", "ReportReceived"}

    never = {fact.__name__ for fact in get_args(f.Fact)} - set(by_fact) - begins

    assert never == set()
    assert taken[CLOCK] > 0


def test_every_kind_of_a_letter_position_sign_off_and_answer_is_taken(default_run: tuple[Found, ...]) -> None:
    taken = set().union(*(found.acts for found in default_run))

    assert {f"LetterSent {kind}" for kind in f.LetterKind} <= taken
    assert {f"PositionTaken {position}" for position in f.Position} <= taken
    assert {f"SignedOff {outcome}" for outcome in f.SignOff} <= taken
    assert {f"Recused {cause}" for cause in f.RecusalCause} <= taken
    assert {"Triaged severe", "Triaged regular"} <= taken


# --- a rule broken by hand is found ---------------------------------------------------------


def nothing(*_: object, **__: object) -> None:
    """A rule that refuses nothing any more."""


BROKEN: tuple[tuple[object, str, tuple[Aspect, ...], str], ...] = (
    (seats, "seat", (), "nobody acts without a seat"),
    (seats, "_member_seat", (), "nobody acts without a seat"),
    (seats, "_party_seat", (Aspect.MESSAGES, Aspect.INVITED), "nobody acts without a seat"),
    (seats, "_unanswered", (Aspect.HELD_BACK,), "nobody acts without a seat"),
    (seats, "_involved", (Aspect.NAMED,), "nobody acts without a seat"),
    (seats, "_hard", (Aspect.HARD_CONFLICT,), "nobody with a hard conflict acts"),
    (seats, "_cause", (Aspect.HARD_CONFLICT,), "silence costs a seat only where the manual says so"),
    (seats, "_cause", (Aspect.QUESTIONED,), "silence costs a seat only where the manual says so"),
    (conflicts, "question", (Aspect.QUESTIONED,), "a question is about another who sits here"),
    (conflicts, "tell_chair", (Aspect.QUESTIONED,), FOLDS),
    (seats, "open_case", (Aspect.RECORD,), "a case is opened once"),
    (seats, "change_keys", (Aspect.RECUSAL,), "somebody keeps the keys"),
    (seats, "admit", (Aspect.LEFT_OUT,), "nobody barred reads"),
    (seats, "admit", (Aspect.HELD_BACK,), "nobody who is named is told before somebody has looked"),
    (enacting, "report_to_council", (Aspect.HELD_BACK,), "nobody who is named is told before somebody has looked"),
    (joining, "look_for_names", (Aspect.HELD_BACK,), "a name takes no seat from anybody"),
    (looking, "ask", (Aspect.LOOK,), "a look is only of the council"),
    (looking, "grant", (Aspect.LOOK,), "a look is granted by two for a time"),
    (looking, "agree", (Aspect.LOOK,), "a look is granted by two for a time"),
    (looking, "take", (Aspect.LOOK,), "a look that has ended reads nothing new"),
    (joining, "show_names", (Aspect.JOINING,), "the names go to whoever two have signed for"),
    (joining, "let_in", (Aspect.JOINING,), "a newcomer answers before they read"),
    (seats, "seat_alternates", (Aspect.ALTERNATES,), "alternates only below the floor"),
    (seats, "seat_council", (Aspect.RECUSAL,), "the council only below the floor"),
    (seats, "recuse", (Aspect.RECUSAL,), "only oneself steps back"),
    (severe, "triage", (Aspect.SEVERE,), "severe ends by sign off"),
    (severe, "_lowers", (Aspect.SEVERE,), "severe ends by sign off"),
    (severe, "_another", (Aspect.SEVERE,), "every use of the severe path is reviewed"),
    (severe, "handle", (Aspect.SEVERE,), FOLDS),
    (severe, "sign_off", (Aspect.SEVERE,), FOLDS),
    (severe, "_acted", (Aspect.SEVERE,), "others sign what was written"),
    (severe, "reconnect", (Aspect.SEVERE,), FOLDS),
    (severe, "untold_of_reconnection", (Aspect.SEVERE,), "told before reconnection"),
    (deciding, "needs_triage", (), "nothing is decided before triage"),
    (asking, "needs_triage", (Aspect.CONTACT,), "nothing is decided before triage"),
    (handling, "receive", (Aspect.RECORD,), "a case is opened once"),
    (handling, "known_party", (Aspect.RECORD,), "answers belong to what was asked"),
    (handling, "came_back", (Aspect.RETURNED,), FOLDS),
    (handling, "ask", (Aspect.QUESTIONS,), "the whole time is given"),
    (handling, "answer_question", (Aspect.QUESTIONS,), FOLDS),
    (handling, "settle_message", (Aspect.MESSAGES,), "answers belong to what was asked"),
    (handling, "settle_support", (Aspect.NEWCOMER,), "no duty is met twice"),
    (asking, "tell_of_contact", (Aspect.CONTACT,), "the whole time is given"),
    (asking, "answer_contact", (Aspect.CONTACT,), FOLDS),
    (asking, "weigh_objection", (Aspect.CONTACT,), FOLDS),
    (asking, "second_contact", (Aspect.CONTACT,), FOLDS),
    (asking, "ready_to_contact", (Aspect.CONTACT,), "nobody is contacted before the reporter knows"),
    (contacting, "_reporters_had_their_say", (Aspect.CONTACT,), "nobody is contacted before the reporter knows"),
    (contacting, "_seconded", (Aspect.CONTACT,), "nobody is contacted before the reporter knows"),
    (asking, "take_invitation", (Aspect.INVITED,), "a case is opened once"),
    (handling, "not_reached", (Aspect.FILED,), "answers belong to what was asked"),
    (handling, "summarise_talk", (Aspect.TALKS,), "answers belong to what was asked"),
    (resting, "rest", (Aspect.RESTING,), "a case rests only where nothing is due"),
    (resting, "_owed_before", (Aspect.RESTING,), "a case rests only where nothing is due"),
    (handling, "tell_council_of_delay", (), FOLDS),
    (deciding, "_heard", (Aspect.REPRIMAND,), "nobody is found responsible unheard"),
    (deciding, "open_requests", (Aspect.QUESTIONS,), "open requests need a reason"),
    (deciding, "_cites_newest", (), "versions follow each other"),
    (deciding, "_reprimand", (Aspect.REPRIMAND,), "measures fit the determination"),
    (deciding, "take_position", (Aspect.VERSIONS,), "versions follow each other"),
    (council, "_too_early", (Aspect.TURNED_OVER,), "nothing is turned over too early"),
    (council, "_not_the_council", (Aspect.TURNED_OVER,), "nothing is turned over too early"),
    (council, "_to_nobody", (Aspect.NO_COUNCIL,), "nothing is turned over too early"),
    (deciding, "not_theirs", (Aspect.TURNED_OVER,), "a turned over case is decided by the council only"),
    (enacting, "needs_agreement", (), "no agreement below quorum"),
    (enacting, "consult", (), "no agreement below quorum"),
    (enacting, "give_feedback", (), "feedback is of those who were told"),
    (enacting, "weigh_feedback", (), "nothing is enacted before consultation"),
    (enacting, "told_and_heard", (), "nothing is enacted before consultation"),
    (enacting, "enact", (), "nothing is enacted before consultation"),
    (enacting, "_only_chair", (Aspect.REPRIMAND,), "only the chair delivers"),
    (enacting, "_lapses", (Aspect.REPRIMAND,), "only what reaches nobody lapses"),
    (public, "not_a_speaker", (Aspect.PUBLIC,), "nothing is public but by chair or council"),
    (public, "_cleared", (Aspect.PUBLIC,), "no public reprimand without a check of its text"),
    (public, "_waiting", (Aspect.PUBLIC,), "no public reprimand without a check of its text"),
    (public, "_where", (Aspect.PUBLIC,), "a reprimand goes where it happened"),
    (
        public,
        "is_said",
        (Aspect.PUBLIC,),
        "what is said in public is carried out once it was said",
    ),
    (enacting, "report_to_council", (), "the end comes after the resolution"),
    (enacting, "tell_core_team", (Aspect.LASTING,), "the core team knows what lasts"),
    (enacting, "closing_letter", (), "the end comes after the resolution"),
    (enacting, "close", (), "the end comes after the resolution"),
    (withdrawing, "erase", (Aspect.WITHDRAWN,), "nothing is erased before its time"),
    (afterwards, "reopen", (Aspect.REOPENED,), "a case is reopened by two"),
    (afterwards, "ask_reopening", (Aspect.REOPENED,), "a case is reopened by two"),
    (afterwards, "decline_reopening", (Aspect.REOPENED,), "a case is reopened by two"),
    (afterwards, "check_retaliation", (Aspect.REOPENED,), "asked after the end and once"),
    (afterwards, "answer_review", (Aspect.REVIEWED,), "asked after the end and once"),
    (afterwards, "ask_review", (Aspect.REVIEWED,), "asked after the end and once"),
    (afterwards, "answer_fairness", (Aspect.REVIEWED,), "asked after the end and once"),
    (withdrawing, "second", (Aspect.ERASURE,), FOLDS),
    (withdrawing, "hold", (Aspect.ERASURE,), "a hold is two members"),
    (withdrawing, "release", (Aspect.ERASURE,), FOLDS),
    (access, "ask", (Aspect.ACCESS,), "a request is answered once and in its own time"),
    (access, "extend", (Aspect.ACCESS,), "a request is answered once and in its own time"),
    (access, "refuse", (Aspect.ACCESS,), "a request is answered once and in its own time"),
    (access, "check", (Aspect.ACCESS,), "nothing is given that a second member has not read"),
    (access, "give", (Aspect.ACCESS,), "nothing is given that a second member has not read"),
    (access, "_unchecked", (Aspect.ACCESS,), "nothing is given that a second member has not read"),
    (
        access,
        "take_back",
        (Aspect.ACCESS,),
        "only the person takes a request back and only their own page tells them",
    ),
    (
        access,
        "_reaches",
        (Aspect.ACCESS,),
        "only the person takes a request back and only their own page tells them",
    ),
    (access, "_exactly", (Aspect.ACCESS,), "nothing is given that a second member has not read"),
    (law, "second_disclosure", (Aspect.DISCLOSED,), "another looks at what was told outside"),
    (informing, "defer", (Aspect.NOTICE,), "a notice is put off to a date that comes"),
    (worry, "mark", (Aspect.WORRY,), FOLDS),
    (worry, "settle", (Aspect.WORRY,), FOLDS),
    (law, "name_minors", (Aspect.MINOR,), "nobody under 18 is written to by one member alone"),
    (law, "agree_to_contact", (Aspect.MINOR,), "nobody under 18 is written to by one member alone"),
    (gates, "not_alone", (Aspect.MINOR,), "nobody under 18 is written to by one member alone"),
    (law, "disclose", (Aspect.DISCLOSED,), "another looks at what was told outside"),
    (deciding, "_rests_on_more", (Aspect.WITHDRAWN,), "no measure rests on word alone"),
    (reports, "only_asked", (Aspect.ADVICE,), "asking opens no case"),
    (reports, "end_what_was_asked", (Aspect.ADVICE,), "no closing while a reporter is owed"),
    (reports, "bring", (Aspect.SECOND_REPORT,), "a report is in one case"),
    (reports, "move", (Aspect.SECOND_REPORT,), "a report is in one case"),
    (reports, "link", (Aspect.LINKED,), "no duty is met twice"),
    (reports, "translate", (Aspect.LINKED,), "no duty is met twice"),
    (reports, "bring_in", (Aspect.BROUGHT_IN,), "what began elsewhere keeps its dates"),
    (reports, "make_a_report", (Aspect.ADVICE,), "no duty is met twice"),
    (reports, "look_for_danger", (Aspect.FOR_RECORD,), "no duty is met twice"),
)


@pytest.mark.parametrize(
    ("module", "rule", "aspects", "invariant"),
    BROKEN,
    ids=[f"{module.__name__.rpartition('.')[2]}.{rule}" for module, rule, *_ in BROKEN],  # type: ignore[attr-defined]  # modules have names
)
def test_a_rule_broken_by_hand_is_found(
    module: object, rule: str, aspects: tuple[Aspect, ...], invariant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, rule, nothing)

    begun = world(*aspects, members=2)
    try:
        found = walk(dataclasses.replace(begun, settled=False), 3_000, until=invariant)
    except WorldError:  # a chapter that begins later begins with everybody's answer to the conflict question
        found = walk(dataclasses.replace(begun, settled=True), 3_000, until=invariant)

    assert invariant in found.broken
    assert len(found.broken[invariant].story.told()) > 0


@pytest.mark.parametrize(
    ("part", "without_it", "invariant"),
    [
        ("_all_taken_out", lambda state, *_: state, "nobody left out by any report reads"),
        ("_asked_again", lambda state, *_: state, "new names are asked about"),
        ("without", lambda entries, _: dict(entries), "nothing is owed to who has gone"),
    ],
)
def test_a_joining_that_forgets_something_is_found(
    part: str, without_it: object, invariant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming_and_going, part, without_it)

    assert invariant in walk(world(Aspect.SECOND_REPORT, members=2), 3_000, until=invariant).broken


def test_a_naming_that_one_member_alone_undoes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_alone", nothing)
    rule = "a naming is undone by two"

    assert rule in walk(world(Aspect.BY_MISTAKE, members=2), 3_000, until=rule).broken


def test_a_reprimand_for_who_was_erased_that_hangs_for_ever_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enacting, "may_lapse", lambda *_: False)

    assert CLOSING in walk(world(Aspect.REPRIMANDED_REPORTER, members=2)).broken


def without_questions(entries: Iterable[object]) -> tuple[object, ...]:
    """Duties, or rules about them, as if a question about a conflict were none."""
    left_out = {answer_questioned, Owed.ANSWER_QUESTIONED}
    return tuple(one for one in entries if one not in left_out)


@pytest.mark.parametrize(
    ("module", "part", "instead", "invariant"),
    [
        (duties, "NEVER_HOLDS_UP_CLOSING", without_questions, "a question blocks nothing"),
        (duties, "STILL_OWED_WHEN_CLOSED", without_questions, "whoever was asked owes an answer"),
        (duties, "RULES", without_questions, "whoever was asked owes an answer"),
        (conflicts, "answer_due", lambda _: lambda *__: START, "silence is told after its date and once"),
    ],
)
def test_a_question_that_holds_up_the_rest_or_gets_lost_is_found(
    module: object,
    part: str,
    instead: Callable[[object], object],
    invariant: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, part, instead(getattr(module, part)))
    monkeypatch.setitem(enacting.FIRST, Owed.ANSWER_QUESTIONED, "First they answer.")

    assert invariant in walk(world(Aspect.QUESTIONED, members=2), until=invariant).broken


def test_a_reopening_that_lets_something_old_count_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after_the_end, "_begins_again", lambda party, _: party)

    found = walk(world(Aspect.REOPENED), until="nothing old counts after reopening")

    assert "nothing old counts after reopening" in found.broken


def test_files_that_outlive_an_erasure_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_for, "after_erasure", lambda state, _: state)
    monkeypatch.setattr(withdrawing, "nobody_erased", nothing)

    found = walk(world(Aspect.ACCESS), until="nothing is given of or to who was erased")

    assert "nothing is given of or to who was erased" in found.broken


def test_a_report_that_somebody_else_makes_of_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "BY_PARTY", tuple(kind for kind in seats.BY_PARTY if kind is not f.ReportMade))
    monkeypatch.setattr(acts_reports, "member_facts", lambda *_: [f.ReportMade(REPORTER)])

    found = walk(world(Aspect.ADVICE), until="only the person makes it a report")

    assert "only the person makes it a report" in found.broken


def test_a_consent_that_is_carried_over_to_an_amended_proposal_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    propose = folding._proposed

    def carrying(state: CaseState, fact: f.Proposed, proposer: Member, at: datetime) -> CaseState:
        before = {} if state.proposal is None else state.proposal.positions
        state = propose(state, fact, proposer, at)
        carried = [dataclasses.replace(p, positions={**before, **p.positions}) for p in state.proposals[-1:]]
        return dataclasses.replace(state, proposals=(*state.proposals[:-1], *carried))

    monkeypatch.setattr(folding, "_proposed", carrying)

    found = walk(world(Aspect.VERSIONS), 3_000, until="an amended proposal carries no old consent")

    assert "an amended proposal carries no old consent" in found.broken


def test_a_majority_that_passes_under_consensus_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "fallback_at", lambda *_: START)
    monkeypatch.setattr(Fallback, "is_met", lambda *_: True)

    found = walk(world(Aspect.POSITIONS, members=2), 3_000, until="no majority passes under consensus")

    assert "no majority passes under consensus" in found.broken


def test_a_manual_with_a_fallback_is_walked_as_well() -> None:
    policy = read_manual(builtin("django")).policy

    for aspect in (Aspect.POSITIONS, Aspect.TURNED_OVER):
        found = walk(World(policy, frozenset({aspect}), settled=True))
        assert {} == found.broken
        assert 0 < found.enacted


# --- the walk itself -----------------------------------------------------------------------


def test_an_open_duty_at_the_closing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enacting, "still_to_do", lambda _: ())

    found = walk(world(), until="no closing with an open duty")

    assert "no closing with an open duty" in found.broken


def test_a_dead_end_is_found_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enacting, "report_to_council", lambda *_: Refused("Never.", Clause.COUNCIL_REPORT))

    found = walk(world())

    assert CLOSING in found.broken
    told = list(report.summary([found.in_short()]))
    assert any(line.startswith("  BROKEN") and CLOSING in line for line in told)


def test_a_counter_example_is_a_shortest_true_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "needs_triage", nothing)

    example = walk(world(), until="nothing is decided before triage").broken["nothing is decided before triage"]

    assert 2 == len(example.story.told())
    told = list(report.counter_example(example))
    assert "    day  0  0 h  the walk starts" == told[0]
    assert told[1].startswith("    day  0  0 h  chair: Determined(version=1, happened=yes")


def test_what_was_not_walked_is_said_to_be_unknown() -> None:
    found = walk(world(), 50)

    assert found.frontier > 0
    assert found.unknown > 0
    assert found.broken == {}
    assert any("it is unknown" in line for line in report.summary([found.in_short()]))


def test_deeper_takes_more_at_once() -> None:
    assert {1} == {len(each.aspects) for each in worlds(POLICY)[1:]}
    assert {2} == {len(each.aspects) for each in worlds(POLICY, 1)[1:]}


def test_a_world_that_the_rules_refuse_is_no_world() -> None:
    with pytest.raises(WorldError):
        walk(dataclasses.replace(world(), policy=dataclasses.replace(POLICY, floor=9)))


# --- the canonical state ---------------------------------------------------------------------


def moment(*happened: tuple[Member, Fact], now: timedelta = timedelta()) -> Moment:
    facts = [Happened(START, Actor.member(member), fact, str(n)) for n, (member, fact) in enumerate(happened)]
    return Moment(fold(facts, fold(world(members=2).start())), START + now)


def test_like_members_are_interchangeable_and_the_chair_is_not() -> None:
    proposed = f.Proposed(1, 1, (f.Measure(f.MeasureKind.NO_ACTION),), START)

    first, second, chair = (moment((member, proposed)) for member in (*MEMBERS[:2], CHAIR))

    assert key(world(members=2), first) == key(world(members=2), second)
    assert key(world(members=2), first) != key(world(members=2), chair)


def test_a_date_is_not_yet_or_passed_and_never_itself() -> None:
    before, later, after = (moment(now=timedelta(hours=hours)) for hours in (1, 71, 72))

    assert key(world(members=2), before) == key(world(members=2), later)
    assert key(world(members=2), later) != key(world(members=2), after)


@pytest.mark.parametrize("aspect", [Aspect.MESSAGES, Aspect.MINOR, Aspect.ADVICE, Aspect.NEWCOMER])
def test_a_date_that_was_met_decides_nothing_more(aspect: Aspect) -> None:
    short = world(aspect)
    kept = walk(dataclasses.replace(short, every_date=True))

    found = walk(short)

    assert found.transitions < kept.transitions
    assert {key(short, place.moment) for place in kept.places} == {place.key for place in found.places}
    assert set(kept.acts) == set(found.acts)


@pytest.mark.parametrize(
    "kind",
    [
        CaseState,
        PartyState,
        Access,
        Contact,
        Disclosure,
        Erasure,
        Look,
        Minor,
        Question,
        Questioned,
        Severe,
        Proposal,
        Statement,
    ],
)
def test_every_field_is_in_the_canonical_state_or_dropped_for_a_reason(kind: type) -> None:
    source = inspect.getsource(canon) + inspect.getsource(canon_parties)
    dropped = DROPPED[kind.__name__]

    fields = {field.name for field in dataclasses.fields(kind)}

    assert set(dropped) <= fields
    assert {name for name in fields - set(dropped) if f".{name}" not in source} == set()


def test_every_duty_has_acts_by_which_it_may_end() -> None:
    assert set(Owed) == set(ENDED_BY)
    assert CLOCK in ENDED_BY[Owed.UPDATE]

"""A form counts once, and what else was written into it is not taken for the same."""

import pytest

from evenhand.casework.errors import RefusedError
from evenhand.casework.once import SentOtherwiseError, UsedAlreadyError, once, was_done
from evenhand.casework.staging import Stage
from evenhand.people.models import Throttle
from evenhand.people.sessions import SignedIn
from evenhand.procedure.answers import Refused
from evenhand.procedure.clauses import Clause
from tests.cast import Walk

NOTE, OTHER = {"text": ["The first note."]}, {"text": ["Another note."]}


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


@pytest.fixture
def bo(walk: Walk) -> SignedIn:
    return walk.stage.signed_in("bo", walk.occasion)


def sent(walk: Walk, bo: SignedIn, said: dict[str, list[str]] | None, number: str = "abc") -> None:
    with once(bo, number, walk.occasion, said):
        pass


def test_the_same_words_again_are_the_same_form_in_whatever_order_its_fields_come(walk: Walk, bo: SignedIn) -> None:
    sent(walk, bo, {**NOTE, "to": ["all"]})

    with pytest.raises(UsedAlreadyError):
        sent(walk, bo, {"to": ["all"], **NOTE})
    assert was_done(bo, "abc", walk.occasion, {"to": ["all"], **NOTE})


def test_other_words_are_told_from_it_and_are_none_of_what_was_done(walk: Walk, bo: SignedIn) -> None:
    sent(walk, bo, NOTE)

    with pytest.raises(SentOtherwiseError):
        sent(walk, bo, OTHER)
    with pytest.raises(SentOtherwiseError):
        was_done(bo, "abc", walk.occasion, OTHER)
    sent(walk, bo, OTHER, "another form")


def test_an_act_that_was_refused_leaves_the_form_free_for_whatever_words(walk: Walk, bo: SignedIn) -> None:
    with pytest.raises(RefusedError), once(bo, "abc", walk.occasion, NOTE):
        raise RefusedError(Refused("Not yet.", Clause.DEADLOCK))

    assert not was_done(bo, "abc", walk.occasion, NOTE)
    sent(walk, bo, OTHER)


def test_the_database_keeps_nothing_by_which_words_could_be_tried(walk: Walk, bo: SignedIn) -> None:
    sent(walk, bo, NOTE, "one number")
    one = set(Throttle.objects.values_list("lookup", flat=True))

    sent(walk, bo, NOTE, "another number")

    assert len(one) * 2 == len(set(Throttle.objects.values_list("lookup", flat=True)))

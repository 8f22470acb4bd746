"""N1 act by act: every act of an ordinary case by its name, so that each can be struck by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from evenhand.casework import access, closing, deciding, keychanges, portal, recording, talking, triage, uploads
from evenhand.casework.receiving import SealedFiles
from evenhand.casework.uploads import StoredFile
from evenhand.people.occasion import Occasion
from evenhand.procedure import facts as f
from tests.cast import REPORTED, REPORTER, Walk, dice

NAMES = ("ada", "bo", "chidi", "dara", "eun")
REPRIMAND = (f.Measure(f.MeasureKind.PRIVATE_REPRIMAND, REPORTED),)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of somebody, after some hours."""

    name: str
    do: Callable[[Walk], object]
    hours: float = 0


def letter(text: str) -> talking.Letter:
    """A letter from which nobody could tell who reported."""
    return talking.Letter(text, could_tell=False)


def report(walk: Walk) -> None:
    """A report with all that a form can have: an address, a name, and whom it concerns."""
    walk.report(
        newcomer=True,
        who="Mo, the release manager",
        name="Nia",
        address="nia@lattice.example",
        files=(walk_file(walk),),
    )


def walk_file(walk: Walk) -> StoredFile:
    """A picture that somebody uploads with their form, sealed into the spool as it arrives."""
    draw = dice("picture")
    (uploads.spool() / draw(16).hex()).unlink(missing_ok=True)  # from a trial before
    arriving = SealedFiles(walk.community, Occasion(walk.now, dice("picture")))
    arriving.new_file("files", "picture.png", "image/png", None)
    arriving.receive_data_chunk(b"\x89PNG" + bytes(70_000), 0)
    arriving.file_complete(70_004)
    return arriving.taken[0]


def answer(name: str) -> Act:
    """Somebody answers the conflict question."""
    return Act(f"conflict question, {name}", lambda w: keychanges.answer_conflict(w.seat(name), w.occasion))


def consent(name: str) -> Act:
    """Somebody consents to the first proposal."""
    return Act(f"position, {name}", lambda w: deciding.take_position(w.seat(name), w.occasion, 1, f.Position.CONSENT))


def consult(party: f.Party) -> Act:
    """A party is told what is proposed, and asked."""
    return Act(
        f"consultation, {party}",
        lambda w: deciding.consult(w.seat("bo"), w.occasion, party, 1, letter("This is what we propose.")),
    )


def last_letter(party: f.Party) -> Act:
    """A party's last letter."""
    return Act(
        f"last letter, {party}",
        lambda w: talking.write(w.seat("bo"), w.occasion, f.LetterKind.CLOSING, party, letter("It is over.")),
    )


def _tell_of_contact(walk: Walk) -> None:
    until = walk.now + timedelta(hours=48)
    notice = talking.Letter("We would ask the person about the comments.")
    talking.tell_of_contact(walk.seat("bo"), walk.occasion, REPORTER, 1, notice, until)


def _invite(walk: Walk) -> None:
    first = letter("Somebody told us about the comments of 1 March.")
    until = walk.now + timedelta(days=7)
    invited = talking.invite(
        walk.seat("bo"), walk.occasion, REPORTED, first, address="mo@lattice.example", answer_by=until
    )
    walk.tokens[REPORTED] = invited.token


def _determine(walk: Walk) -> None:
    texts = {"happened": "Sarcasm."}
    found = deciding.Determination(f.Answer.YES, f.Answer.YES, (REPORTED,), f.Answer.NO, f.Answer.NO, texts)
    deciding.determine(walk.seat("bo"), walk.occasion, found)


N1: tuple[Act, ...] = (
    Act("report", report),
    *(answer(name) for name in NAMES),
    Act(
        "acknowledgement",
        lambda w: talking.write(
            w.seat("bo"), w.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, talking.Letter("Thank you. I am Bo.")
        ),
        hours=20,
    ),
    Act("triage", lambda w: triage.triage(w.seat("bo"), w.occasion, severe=False, what="Sarcasm, nobody in danger.")),
    Act(
        "evidence",
        lambda w: recording.file_evidence(
            w.seat("bo"),
            w.occasion,
            recording.Evidence(f.EvidenceKind.LINK, "the tracker", link="https://example.org/1"),
        ),
    ),
    Act("contact proposed", lambda w: talking.propose_contact(w.seat("bo"), w.occasion, f.Role.REPORTED, "Ask Mo.")),
    Act("reporter told of contact", _tell_of_contact),
    Act(
        "reporter on contact",
        lambda w: portal.answer_contact(w.party(), w.occasion, 1, "Fine with me.", objects=False),
    ),
    Act("contact seconded", lambda w: talking.second_contact(w.seat("dara"), w.occasion, 1)),
    Act("invitation", _invite),
    Act("invitation taken", lambda w: w.accept(REPORTED)),
    Act(
        "question answered",
        lambda w: portal.answer_question(w.party(REPORTED), w.occasion, 1, "I was tired. I am sorry."),
        hours=96,
    ),
    Act(
        "message",
        lambda w: talking.write(w.seat("bo"), w.occasion, f.LetterKind.MESSAGE, REPORTED, letter("Thank you.")),
    ),
    Act(
        "support for a newcomer",
        lambda w: talking.offer_support(w.seat("dara"), w.occasion, REPORTER, letter("Come to the newcomers' hour.")),
    ),
    Act("talk logged", lambda w: recording.log_talk(w.seat("dara"), w.occasion, w.now, "A call of all five.")),
    Act(
        "talk summarised", lambda w: recording.summarise_talk(w.seat("dara"), w.occasion, 1, "We agreed on the facts.")
    ),
    Act("determination", _determine),
    Act(
        "proposal",
        lambda w: deciding.propose(w.seat("ada"), w.occasion, deciding.Proposal(REPRIMAND, {"text": "A reprimand."})),
        hours=72,
    ),
    consent("bo"),
    consent("dara"),
    Act(
        "position, chidi",
        lambda w: deciding.take_position(w.seat("chidi"), w.occasion, 1, f.Position.STAND_ASIDE, "I know Mo a little."),
    ),
    consent("eun"),
    consult(REPORTER),
    consult(REPORTED),
    Act("feedback", lambda w: portal.give_feedback(w.party(), w.occasion, 1, f.Feedback.ACCEPTS, "Fine.")),
    Act("feedback weighed", lambda w: deciding.weigh_feedback(w.seat("bo"), w.occasion, "The reporter agrees.")),
    Act(
        "reprimand",
        lambda w: closing.deliver_reprimand(w.seat("ada"), w.occasion, 0, letter("The comments hurt people.")),
    ),
    Act("council report", lambda w: closing.report_to_council(w.seat("ada"), w.occasion, "A private reprimand.")),
    last_letter(REPORTER),
    last_letter(REPORTED),
    Act("closing", lambda w: closing.close(w.seat("bo"), w.occasion, "All is done.")),
)
"""From the form to the closed case."""


def _put_together(walk: Walk) -> None:
    for left in uploads.spool().iterdir():  # from a trial before: what is random elsewhere is the same in each trial
        left.unlink()
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, "We keep what you told us.", "What others wrote.")


OWN_DATA: tuple[Act, ...] = (
    Act("own data asked for", lambda w: access.ask(w.party(), w.occasion, "All of it.")),
    Act("own data put together", _put_together),
    Act(
        "own data read by another",
        lambda w: access.check(w.seat("dara"), w.occasion, REPORTER, "", nobody_recognised=True),
    ),
    Act("own data given", lambda w: access.give(w.seat("bo"), w.occasion, REPORTER)),
)
"""A reporter asks for what is kept about them (K1); it can follow any act of N1 that leaves the case triaged."""
TRIAGED = 8
"""So many acts of N1 lead there."""


def walked(walk: Walk, upto: str) -> Walk:
    """Walk N1 up to, and without, the act of this name."""
    for act in N1:
        walk.wait(hours=act.hours)
        if act.name == upto:
            return walk
        act.do(walk)
    raise KeyError(upto)

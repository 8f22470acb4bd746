"""Verbs of the seats, of triage, of the record, and of deciding and carrying out."""

from __future__ import annotations

from dataclasses import replace

from evenhand.casework import closing, deciding, joining, keychanges, recording, triage
from evenhand.casework.talking import Letter
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Verb
from evenhand.doors.cli.scene import Step
from evenhand.doors.cli.verbs_speaking import ABOUT, COULD_TELL, FEEDBACK, TEXT, TO, UNTIL, VERSION, VIA
from evenhand.procedure import facts as f
from evenhand.procedure.candidates import Act


def recuse(play: Performance, who: str, step: Step) -> None:
    keychanges.recuse(play.seat(who, step.case), play.occasion, step.get(TEXT))


INVOLVED = k.people("involved", "members among them")


def write_names(play: Performance, who: str, step: Step) -> None:
    involved = [play.member(name) for name in step.get(INVOLVED)]
    keychanges.write_names(play.seat(who, step.case), play.occasion, step.get(TEXT), involved)


MEMBER = k.text("member", "which member", needed=True)


def admit(play: Performance, who: str, step: Step) -> None:
    keychanges.admit_held_back(play.seat(who, step.case), play.occasion, play.member(step.get(MEMBER)))


def look_whether_meant(play: Performance, who: str, step: Step) -> None:
    keychanges.clear(play.seat(who, step.case), play.occasion, play.member(step.get(MEMBER)))


def find_not_involved(play: Performance, who: str, step: Step) -> None:
    member, seat = play.member(step.get(MEMBER)), play.seat(who, step.case)
    keychanges.find_not_involved(seat, play.occasion, member, step.get(TEXT))


def show_names(play: Performance, who: str, step: Step) -> None:
    joining.show_names(play.seat(who, step.case), play.occasion, play.member(step.get(MEMBER)))


def let_in(play: Performance, who: str, step: Step) -> None:
    joining.let_in(play.seat(who, step.case), play.occasion, play.member(step.get(MEMBER)))


def seat_alternates(play: Performance, who: str, step: Step) -> None:
    keychanges.seat_alternates(play.seat(who, step.case), play.occasion)


def seat_council(play: Performance, who: str, step: Step) -> None:
    keychanges.seat_council(play.seat(who, step.case), play.occasion)


ROOM = k.text("room", "which room", needed=True)
REASON = k.text("reason", "for what they need it", "")


def open_room(play: Performance, who: str, step: Step) -> None:
    keychanges.open_room(play.seat(who, step.case), play.occasion, step.get(ROOM), step.get(REASON))


# --- triage, and the severe path by hand ----------------------------------------------------------

SEVERE = k.flag("severe", "it is a clear and severe breach")
KIND = k.choice("kind", "of which kind", f.SevereKind, f.SevereKind.OTHER)
IN_DANGER = k.flag("in_danger", "somebody is in danger")
ONGOING = k.flag("ongoing", "it is going on")
ANEW = k.flag("anew", "it is another one, after an earlier one was reviewed")


def do_triage(play: Performance, who: str, step: Step) -> None:
    triage.triage(
        play.seat(who, step.case),
        play.occasion,
        severe=step.get(SEVERE),
        kind=step.get(KIND),
        what=step.get(TEXT),
        in_danger=step.get(IN_DANGER),
        ongoing=step.get(ONGOING),
        anew=step.get(ANEW),
    )


DISCONNECTED = k.people("disconnected", "in which spaces the person was disconnected")
NOT_YET = k.people("not_yet", "in which spaces not yet")
REPORTER_TOLD = k.flag("reporter_told", "the reporter was told")
ORIGINATOR_TOLD = k.flag("originator_told", "the person was told, and why")


def write_down_by_hand(play: Performance, who: str, step: Step) -> None:
    triage.write_down_by_hand(
        play.seat(who, step.case),
        play.occasion,
        disconnected=step.get(DISCONNECTED),
        not_yet=step.get(NOT_YET),
        reporter_told=step.get(REPORTER_TOLD),
        originator_told=step.get(ORIGINATOR_TOLD),
        spaces=step.get(TEXT),
        told_originator=step.get(TEXT),
    )


OUTCOME = k.choice("outcome", "what they make of it", f.SignOff, f.SignOff.UPHELD, needed=True)


def sign_off(play: Performance, who: str, step: Step) -> None:
    triage.sign_off(play.seat(who, step.case), play.occasion, step.get(OUTCOME), step.get(TEXT))


def reconnect(play: Performance, who: str, step: Step) -> None:
    triage.reconnect(play.seat(who, step.case), play.occasion, step.get(TEXT))


# --- the record -----------------------------------------------------------------------------------

EVIDENCE = k.choice("kind", "of which kind", f.EvidenceKind, f.EvidenceKind.LINK)
ORIGIN = k.text("origin", "where it comes from")
DATED = k.moment("dated", "from when it is; now where nothing is said")


def file_evidence(play: Performance, who: str, step: Step) -> None:
    dated = step.moment(DATED, play.now)
    evidence = recording.Evidence(step.get(EVIDENCE), step.get(ORIGIN), step.get(TEXT), dated=dated)
    recording.file_evidence(play.seat(who, step.case), play.occasion, evidence)


def write_note(play: Performance, who: str, step: Step) -> None:
    recording.write_note(play.seat(who, step.case), play.occasion, step.get(TEXT))


HELD_AT = k.moment("held_at", "when it was held; now where nothing is said")


def log_talk(play: Performance, who: str, step: Step) -> None:
    recording.log_talk(play.seat(who, step.case), play.occasion, step.moment(HELD_AT, play.now), step.get(TEXT))


TALK = k.number("talk", "which talk")


def summarise_talk(play: Performance, who: str, step: Step) -> None:
    recording.summarise_talk(play.seat(who, step.case), play.occasion, step.get(TALK), step.get(TEXT))


# --- deciding -------------------------------------------------------------------------------------

HAPPENED = k.choice("happened", "whether it happened", f.Answer, f.Answer.YES)
VIOLATION = k.choice("violation", "whether it breaks the code", f.Answer, f.Answer.YES)
RESPONSIBLE = k.parties("responsible", "who is responsible")
GOES_ON = k.choice("ongoing", "whether it goes on", f.Answer, f.Answer.NO)
DANGER = k.choice("in_danger", "whether somebody is in danger", f.Answer, f.Answer.NO)
UNHEARD = k.parties("unheard", "who of them was not heard, for a reason that is written down")
DESPITE = k.flag("despite_requests", "an answer is still awaited, and the reason is written down")
BEYOND = k.flag("beyond_statement", "every reporter has withdrawn, and it is written down on what else it rests")
MISUNDERSTANDING = k.flag("misunderstanding", "it was a misunderstanding")


def determine(play: Performance, who: str, step: Step) -> None:
    found = deciding.Determination(
        step.get(HAPPENED),
        step.get(VIOLATION),
        step.get(RESPONSIBLE),
        step.get(GOES_ON),
        step.get(DANGER),
        {"text": step.get(TEXT)},
        misunderstanding=step.get(MISUNDERSTANDING),
        unheard=step.get(UNHEARD),
        despite_requests=step.get(DESPITE),
        beyond_statement=step.get(BEYOND),
    )
    deciding.determine(play.seat(who, step.case), play.occasion, found)


MEASURE = k.choice("measure", "which response (D3)", f.MeasureKind, f.MeasureKind.NO_ACTION, needed=True)
GROUND = k.choice("ground", "on which ground no further action is taken", f.Ground, f.Ground.NO_VIOLATION)
PROPOSED_TO = k.party("to", "whom it concerns, where it is a reprimand", "reported-1")
ALSO_TO = k.parties("also_to", "who else gets the same, each as a measure of its own")
HAPPENED_IN = k.text("space", "where it happened, where it is a public reprimand", "mailing-lists")
SETTLED_WHERE = k.text("where_settled", "where it was settled in public")
LASTS = k.flag("lasts", "whether another response lasts, so that somebody has to uphold it (D6)")
OTHER_TEXT = k.text("other", "what the other response is")
WHY_NOT_HELP = k.text("why_not_help", "after a misunderstanding: why help alone would not do", "")
TO_ONE = (f.MeasureKind.PRIVATE_REPRIMAND, f.MeasureKind.PUBLIC_REPRIMAND)


def measure_of(step: Step) -> f.Measure:
    """The one measure that a step proposes."""
    kind = step.get(MEASURE)
    to = step.get(PROPOSED_TO) if kind in TO_ONE else None
    ground = step.get(GROUND) if kind is f.MeasureKind.NO_ACTION else None
    space = step.get(HAPPENED_IN) if kind is f.MeasureKind.PUBLIC_REPRIMAND else ""
    return f.Measure(kind, to, ground, space, lasts=step.get(LASTS))


def measures_of(step: Step) -> tuple[f.Measure, ...]:
    """All that a step proposes: the one measure, and the same for others."""
    one = measure_of(step)
    return (one, *(replace(one, to=party) for party in step.get(ALSO_TO)))


def propose(play: Performance, who: str, step: Step) -> None:
    measure = measure_of(step)
    until = step.calendar.read(step.get(UNTIL)) if step.get(UNTIL) else None
    texts = {
        "text": step.get(TEXT),
        "where_settled": step.get(SETTLED_WHERE) if measure.ground is f.Ground.SETTLED_IN_PUBLIC else "",
        "other": step.get(OTHER_TEXT) if measure.kind is f.MeasureKind.OTHER else "",
        "why_not_help": step.get(WHY_NOT_HELP),
    }
    proposal = deciding.Proposal(measures_of(step), texts, until)
    deciding.propose(play.seat(who, step.case), play.occasion, proposal)


POSITION = k.choice("position", "which position", f.Position, f.Position.CONSENT, needed=True)


def take_position(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    version = step.get(VERSION) or len(seat.state.proposals)
    deciding.take_position(seat, play.occasion, version, step.get(POSITION), step.get(TEXT))


def consult(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    letter = Letter(step.get(TEXT), step.get(VIA), step.get(COULD_TELL))
    until = step.calendar.read(step.get(UNTIL)) if step.get(UNTIL) else None
    version = step.get(VERSION) or len(seat.state.proposals)
    deciding.consult(seat, play.occasion, step.get(TO), version, letter, until)


def record_feedback(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    version = step.get(VERSION) or len(seat.state.proposals)
    deciding.record_feedback(seat, play.occasion, step.get(ABOUT), version, step.get(FEEDBACK), step.get(TEXT))


def weigh_feedback(play: Performance, who: str, step: Step) -> None:
    deciding.weigh_feedback(play.seat(who, step.case), play.occasion, step.get(TEXT))


# --- carrying out and ending ----------------------------------------------------------------------

INDEX = k.number("measure", "which measure of the proposal, counted from 1")


def enact(play: Performance, who: str, step: Step) -> None:
    closing.take_no_action(play.seat(who, step.case), play.occasion, step.get(INDEX) - 1, step.get(TEXT))


def deliver_reprimand(play: Performance, who: str, step: Step) -> None:
    letter = Letter(step.get(TEXT), step.get(VIA), step.get(COULD_TELL))
    closing.deliver_reprimand(play.seat(who, step.case), play.occasion, step.get(INDEX) - 1, letter)


HOW_TOLD = k.text("how", "how somebody outside was told, and who", "by telephone, the two who look after the spaces")


def tell_core_team(play: Performance, who: str, step: Step) -> None:
    told = closing.ToldCoreTeam(step.get(TEXT), step.get(HOW_TOLD), could_tell=step.get(COULD_TELL))
    closing.tell_core_team(play.seat(who, step.case), play.occasion, told)


def report_to_council(play: Performance, who: str, step: Step) -> None:
    closing.report_to_council(play.seat(who, step.case), play.occasion, step.get(TEXT))


def close(play: Performance, who: str, step: Step) -> None:
    closing.close(play.seat(who, step.case), play.occasion, step.get(TEXT))


PROPOSED = (
    MEASURE,
    GROUND,
    PROPOSED_TO,
    ALSO_TO,
    HAPPENED_IN,
    SETTLED_WHERE,
    OTHER_TEXT,
    LASTS,
    WHY_NOT_HELP,
    UNTIL,
    TEXT,
)
FINDINGS = (HAPPENED, VIOLATION, RESPONSIBLE, GOES_ON, DANGER, UNHEARD, DESPITE, BEYOND, MISUNDERSTANDING, TEXT)
DECIDING = (
    Verb(Act.RECUSE, "steps back (C2)", recuse, (TEXT,)),
    Verb(Act.WRITE_NAMES, "writes down who is said to be involved (K4)", write_names, (TEXT, INVOLVED)),
    Verb(Act.ADMIT, "lets a member in who was held back (C2)", admit, (MEMBER,)),
    Verb(
        Act.LOOK_WHETHER_MEANT,
        "finds that a name in the report is not somebody of the council or an alternate (C2)",
        look_whether_meant,
        (MEMBER,),
    ),
    Verb(
        Act.FIND_NOT_INVOLVED,
        "says that somebody was named as involved by mistake (K4)",
        find_not_involved,
        (MEMBER, TEXT),
    ),
    Verb(Act.SHOW_NAMES, "shows the names alone to somebody who joined later (R9)", show_names, (MEMBER,)),
    Verb(Act.LET_IN, "lets somebody in who has answered on the names (R9)", let_in, (MEMBER,)),
    Verb(Act.SEAT_ALTERNATES, "calls alternates in where too few are left (C2)", seat_alternates),
    Verb(Act.SEAT_COUNCIL, "lets the council in (C2)", seat_council),
    Verb("open-room", "opens a room for the first time", open_room, (ROOM, REASON)),
    Verb(
        Act.TRIAGE,
        "says whether it is clear and severe (T1)",
        do_triage,
        (SEVERE, KIND, IN_DANGER, ONGOING, ANEW, TEXT),
    ),
    Verb(
        Act.WRITE_DOWN_BY_HAND,
        "writes down what was done by hand (S2)",
        write_down_by_hand,
        (DISCONNECTED, NOT_YET, REPORTER_TOLD, ORIGINATOR_TOLD, TEXT),
    ),
    Verb(Act.SIGN_OFF, "reviews the use of the severe path (S7)", sign_off, (OUTCOME, TEXT)),
    Verb(Act.RECONNECT, "writes down that the person has access again (S7)", reconnect, (TEXT,)),
    Verb(Act.FILE_EVIDENCE, "files evidence (R8)", file_evidence, (EVIDENCE, ORIGIN, DATED, TEXT)),
    Verb(Act.WRITE_NOTE, "writes in the committee's room (R8)", write_note, (TEXT,)),
    Verb(Act.LOG_TALK, "logs a talk that was held elsewhere (R10)", log_talk, (HELD_AT, TEXT)),
    Verb(Act.SUMMARISE_TALK, "summarises it back (R10)", summarise_talk, (TALK, TEXT)),
    Verb(Act.DETERMINE, "writes the determination (R4 to R7)", determine, FINDINGS),
    Verb(Act.PROPOSE, "proposes a resolution (D1)", propose, PROPOSED),
    Verb(Act.TAKE_POSITION, "takes a position on it (D1)", take_position, (POSITION, VERSION, TEXT)),
    Verb(Act.CONSULT, "explains it to a party (D4)", consult, (TO, TEXT, VIA, COULD_TELL, UNTIL, VERSION)),
    Verb(
        Act.RECORD_FEEDBACK,
        "writes down what a party said another way (D5)",
        record_feedback,
        (ABOUT, FEEDBACK, VERSION, TEXT),
    ),
    Verb(Act.WEIGH_FEEDBACK, "notes each answer and what was made of it (D5)", weigh_feedback, (TEXT,)),
    Verb(
        Act.ENACT,
        "writes down how no further action, or another response, was carried out (D3, D3a)",
        enact,
        (INDEX, TEXT),
    ),
    Verb(
        Act.DELIVER_REPRIMAND, "delivers a private reprimand (D3d)", deliver_reprimand, (INDEX, TEXT, VIA, COULD_TELL)
    ),
    Verb(
        Act.TELL_CORE_TEAM,
        "tells the core team what lasts and is theirs to uphold (D6)",
        tell_core_team,
        (TEXT, HOW_TOLD, COULD_TELL),
    ),
    Verb(Act.REPORT_TO_COUNCIL, "reports to the Steering Council (D6)", report_to_council, (TEXT,)),
    Verb(Act.CLOSE, "closes the case (D6)", close, (TEXT,)),
)

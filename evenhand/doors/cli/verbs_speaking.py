"""Verbs of intake, of the parties, and of speaking with them."""

from __future__ import annotations

from evenhand.casework import filing, intake, opening, portal, reported, talking
from evenhand.casework.work import at_least
from evenhand.doors.cli import keys as k
from evenhand.doors.cli.performing import Performance, Standing, Verb
from evenhand.doors.cli.scene import Step
from evenhand.procedure import facts as f
from evenhand.procedure.candidates import Act
from evenhand.procedure.facts import Party
from evenhand.record import cases
from evenhand.vault.phrase import new_nonce

TEXT = k.text("text", "what is written")
TO = k.party("to", "to which party")
ABOUT = k.party("about", "about which party")
UNTIL = k.moment("until", "by when; the manual's own span where nothing is said")
CONTACT = k.number("contact", "which proposed contact")
COULD_TELL = k.flag("could_tell", "whether this reader could tell from it who reported")
VIA = k.choice("via", "by what way", f.Via, f.Via.LINE)

WHAT = k.text("what", "what happened", needed=True)
NAMES = k.text("names", "who is said to be involved", "")
LEFT_OUT = k.people("leaves_out", "members who must not see it")
OPERATOR = k.flag("operator", "whoever runs the server must not see it either")
ADDRESS = k.text("address", "an address for mail", "")
OWN_NAME = k.text("own_name", "the reporter's own name", "")
NO_CONTACT = k.flag("no_contact", "they do not want to be contacted")
NEWCOMER = k.flag("newcomer", "they are new to the community")
IN_DANGER = k.flag("in_danger", "somebody is in danger")
MINOR = k.flag("minor", "somebody who is concerned is under 18")
KNOWN = k.text("known", "how a member knows that it is they who lost their words")
HANDLING = k.flag("about_handling", "it is a complaint about how a report was handled")
LANGUAGE = k.text("language", "in which language they read", "en")
PURPOSE = k.choice("purpose", "what they want", f.Purpose, f.Purpose.REPORT)
REPORT = (
    WHAT,
    PURPOSE,
    NAMES,
    LEFT_OUT,
    OPERATOR,
    ADDRESS,
    OWN_NAME,
    NO_CONTACT,
    NEWCOMER,
    IN_DANGER,
    MINOR,
    HANDLING,
    LANGUAGE,
)
WAY = k.choice("way", "how it reached them", f.Way, f.Way.MAIL)
REACHED = k.moment("reached_at", "when it reached them; now where nothing is said")
ANSWERED = k.moment("answered_at", "its case began elsewhere, and there a person answered them then")
PROMISED = k.moment("promised_until", "its case began elsewhere, and there this date was promised")
STEPS_BACK = k.flag("steps_back", "they have a conflict of interest and step back at once")


def _report(play: Performance, step: Step) -> reported.Report:
    return reported.Report(
        what=step.get(WHAT),
        left_out=tuple(play.member(name) for name in step.get(LEFT_OUT)),
        operator_named=step.get(OPERATOR),
        who=step.get(NAMES),
        name=step.get(OWN_NAME),
        address=step.get(ADDRESS),
        no_contact=step.get(NO_CONTACT),
        language=step.get(LANGUAGE),
        newcomer=step.get(NEWCOMER),
        in_danger=step.get(IN_DANGER),
        minor=step.get(MINOR),
        about_handling=step.get(HANDLING),
        purpose=step.get(PURPOSE),
    )


def report(play: Performance, _: str, step: Step) -> None:
    before = frozenset(cases.everything(play.community))
    shown = opening.readers_shown(play.community)
    nonce = new_nonce(play.entropy)
    receipt = intake.receive_report(play.community, _report(play, step), shown, nonce, play.occasion)
    play.cases[step.case] = play.opened_since(before) or ""
    play.phrases[step.case, Party("reporter-1")] = receipt.phrase


def file_report(play: Performance, who: str, step: Step) -> None:
    reached = filing.Reached(
        step.get(WAY),
        step.moment(REACHED, play.now),
        _report(play, step),
        steps_back=step.get(STEPS_BACK),
        elsewhere=_elsewhere(step),
    )
    play.cases[step.case] = filing.file_report(play.signed_in(who), reached, play.occasion)


def _elsewhere(step: Step) -> filing.Elsewhere | None:
    times = [step.calendar.read(text) if text else None for text in (step.get(ANSWERED), step.get(PROMISED))]
    return filing.Elsewhere(*times) if any(times) else None


def add_to_report(play: Performance, who: str, step: Step) -> None:
    portal.add_to_report(play.line(who, step.case), play.occasion, step.get(TEXT))


def write(play: Performance, who: str, step: Step) -> None:
    portal.write(play.line(who, step.case), play.occasion, step.get(TEXT))


QUESTION = k.number("question", "which question")


def answer_question(play: Performance, who: str, step: Step) -> None:
    portal.answer_question(play.line(who, step.case), play.occasion, step.get(QUESTION), step.get(TEXT))


OBJECTS = k.flag("objects", "they object")


def answer_contact(play: Performance, who: str, step: Step) -> None:
    line = play.line(who, step.case)
    portal.answer_contact(line, play.occasion, step.get(CONTACT), step.get(TEXT), objects=step.get(OBJECTS))


FEEDBACK = k.choice("feedback", "what they say of it", f.Feedback, f.Feedback.ACCEPTS, needed=True)
VERSION = k.number("version", "which version of the proposal; the newest where nothing is said", 0)


def give_feedback(play: Performance, who: str, step: Step) -> None:
    line = play.line(who, step.case)
    version = step.get(VERSION) or len(line.state.proposals)
    portal.give_feedback(line, play.occasion, version, step.get(FEEDBACK), step.get(TEXT))


NEW_ADDRESS = k.text("address", "the address", needed=True)


def give_address(play: Performance, who: str, step: Step) -> None:
    portal.give_address(play.line(who, step.case), play.occasion, step.get(NEW_ADDRESS))


def take_invitation(play: Performance, who: str, step: Step) -> None:
    party = k.party_of(who)
    token = play.tokens.get((step.case, party))
    if token is None:
        raise k.MalformedError(f"Nobody has invited {who} yet.")
    nonce = new_nonce(play.entropy)
    language = step.get(LANGUAGE)
    play.phrases[step.case, party] = portal.take_invitation(play.community, token, nonce, language, play.occasion)


# --- the committee writes -------------------------------------------------------------------------


def _letter(step: Step) -> talking.Letter:
    return talking.Letter(step.get(TEXT), step.get(VIA), step.get(COULD_TELL))


def _writes(kind: f.LetterKind, play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    until = step.moment(UNTIL, at_least(seat.policy.resolution_within, play.now))
    given = until if kind is f.LetterKind.UPDATE else None
    talking.write(seat, play.occasion, kind, step.get(TO), _letter(step), until=given)


def acknowledge(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.ACKNOWLEDGEMENT, play, who, step)


def write_letter(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.MESSAGE, play, who, step)


def update(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.UPDATE, play, who, step)


def write_last_letter(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.CLOSING, play, who, step)


def tell_of_reconnection(play: Performance, who: str, step: Step) -> None:
    _writes(f.LetterKind.RECONNECTION, play, who, step)


def ask_question(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    until = step.moment(UNTIL, at_least(seat.policy.answers_within, play.now))
    talking.ask(seat, play.occasion, step.get(TO), _letter(step), until)


def settle_message(play: Performance, who: str, step: Step) -> None:
    talking.settle_message(play.seat(who, step.case), play.occasion, step.get(TO), step.get(TEXT))


def mark_newcomer(play: Performance, who: str, step: Step) -> None:
    talking.mark_newcomer(play.seat(who, step.case), play.occasion, step.get(ABOUT))


OFFERED = k.flag("offered", "support was offered; else the text says why not")


def offer_support(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    if step.get(OFFERED):
        talking.offer_support(seat, play.occasion, step.get(ABOUT), _letter(step))
    else:
        talking.offer_no_support(seat, play.occasion, step.get(ABOUT), step.get(TEXT))


# --- contacting anybody else ----------------------------------------------------------------------

ROLE = k.choice("role", "what they are in this case", f.Role, f.Role.REPORTED)
IS_MEMBER = k.text("member", "the member who they are, if they are one", "")


def propose_contact(play: Performance, who: str, step: Step) -> None:
    name = step.get(IS_MEMBER)
    member = play.member(name) if name else None
    seat = play.seat(who, step.case)
    talking.propose_contact(seat, play.occasion, step.get(ROLE), step.get(TEXT), member=member)


def tell_of_contact(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    until = step.moment(UNTIL, at_least(seat.policy.objection_within, play.now))
    talking.tell_of_contact(seat, play.occasion, step.get(TO), step.get(CONTACT), _letter(step), until)


def record_answer(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    talking.record_answer(seat, play.occasion, step.get(ABOUT), step.get(QUESTION), step.get(TEXT))


def record_objection(play: Performance, who: str, step: Step) -> None:
    seat, number = play.seat(who, step.case), step.get(CONTACT)
    talking.record_objection(seat, play.occasion, step.get(ABOUT), number, step.get(TEXT), objects=step.get(OBJECTS))


GO_ON = k.flag("go_on", "they make the contact all the same")


def weigh_objection(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    talking.weigh_objection(seat, play.occasion, step.get(CONTACT), step.get(TEXT), go_on=step.get(GO_ON))


def take_back_contact(play: Performance, who: str, step: Step) -> None:
    talking.take_back_contact(play.seat(who, step.case), play.occasion, step.get(CONTACT), step.get(TEXT))


def second_contact(play: Performance, who: str, step: Step) -> None:
    talking.second_contact(play.seat(who, step.case), play.occasion, step.get(CONTACT))


INVITED = k.party("to", "whom", "reported-1")
ANSWER_BY = k.moment("answer_by", "the letter asks them something, by then")


def invite(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    party, answer_by = step.get(INVITED), step.get(ANSWER_BY)
    letter = talking.Letter(step.get(TEXT), could_tell=step.get(COULD_TELL))
    by = step.calendar.read(answer_by) if answer_by else None
    made = talking.invite(seat, play.occasion, party, letter, address=step.get(ADDRESS), answer_by=by)
    play.tokens[step.case, party] = made.token


def invite_anew(play: Performance, who: str, step: Step) -> None:
    seat, party = play.seat(who, step.case), step.get(ABOUT)
    letter = talking.Letter(step.get(TEXT), could_tell=step.get(COULD_TELL))
    made = talking.invite_anew(seat, play.occasion, party, letter, step.get(KNOWN), address=step.get(ADDRESS))
    play.tokens[step.case, party] = made.token


def not_reached(play: Performance, who: str, step: Step) -> None:
    talking.not_reached(play.seat(who, step.case), play.occasion, step.get(ABOUT), step.get(TEXT))


def came_back(play: Performance, who: str, step: Step) -> None:
    seat = play.seat(who, step.case)
    letters = [ref for ref in seat.state.letters if ref.sent.to == step.get(TO)]
    if not letters:
        raise k.MalformedError("Nobody has written to them yet.")
    talking.came_back(seat, play.occasion, letters[-1].entry)


BY_PARTY = Standing.PARTY
FILED = (*REPORT, WAY, REACHED, ANSWERED, PROMISED, STEPS_BACK)
SPEAKING = (
    Verb("report", "reports through the form", report, REPORT, BY_PARTY),
    Verb("add-to-report", "sends more to the same report", add_to_report, (TEXT,), BY_PARTY),
    Verb("write", "writes to the committee in their own line", write, (TEXT,), BY_PARTY),
    Verb("answer-question", "answers what was asked (R2)", answer_question, (QUESTION, TEXT), BY_PARTY),
    Verb(
        "answer-contact", "objects to a contact, or does not (R3)", answer_contact, (CONTACT, OBJECTS, TEXT), BY_PARTY
    ),
    Verb("give-feedback", "says whether it is acceptable (D5)", give_feedback, (FEEDBACK, VERSION, TEXT), BY_PARTY),
    Verb("give-address", "gives an address for mail, or another one (K1)", give_address, (NEW_ADDRESS,), BY_PARTY),
    Verb("take-invitation", "opens their line with the link", take_invitation, (LANGUAGE,), BY_PARTY),
    Verb("file-report", "files a report that reached them (T1)", file_report, FILED),
    Verb(Act.ACKNOWLEDGE, "confirms receipt as a person (R1)", acknowledge, (TO, TEXT, VIA, COULD_TELL)),
    Verb(Act.WRITE_LETTER, "writes to a party (V1)", write_letter, (TO, TEXT, VIA, COULD_TELL)),
    Verb(Act.UPDATE, "gives a reporter a date (R12)", update, (TO, TEXT, VIA, COULD_TELL, UNTIL)),
    Verb(Act.WRITE_LAST_LETTER, "writes the last letter (D6)", write_last_letter, (TO, TEXT, VIA, COULD_TELL)),
    Verb(
        Act.TELL_OF_RECONNECTION,
        "tells a reporter that somebody gets access again (S7)",
        tell_of_reconnection,
        (TO, TEXT, VIA, COULD_TELL),
    ),
    Verb(Act.ASK_QUESTION, "asks a party something (R2)", ask_question, (TO, TEXT, VIA, COULD_TELL, UNTIL)),
    Verb(
        Act.RECORD_ANSWER,
        "writes down what a party answered another way (R2)",
        record_answer,
        (ABOUT, QUESTION, TEXT),
    ),
    Verb(Act.SETTLE_MESSAGE, "notes why a message needs no reply (V1)", settle_message, (TO, TEXT)),
    Verb(Act.MARK_NEWCOMER, "notes that a party is new (V6)", mark_newcomer, (ABOUT,)),
    Verb(
        Act.OFFER_SUPPORT,
        "offers a newcomer support, or says why not (V6)",
        offer_support,
        (ABOUT, OFFERED, TEXT, VIA, COULD_TELL),
    ),
    Verb(Act.PROPOSE_CONTACT, "proposes to contact somebody (R3)", propose_contact, (ROLE, IS_MEMBER, TEXT)),
    Verb(
        Act.TELL_OF_CONTACT,
        "tells a reporter who will be asked what (R3)",
        tell_of_contact,
        (TO, CONTACT, TEXT, VIA, COULD_TELL, UNTIL),
    ),
    Verb(
        Act.RECORD_OBJECTION,
        "writes down what a reporter said another way of a contact (R3)",
        record_objection,
        (ABOUT, CONTACT, OBJECTS, TEXT),
    ),
    Verb(Act.WEIGH_OBJECTION, "weighs a reporter's objection (R3)", weigh_objection, (CONTACT, GO_ON, TEXT)),
    Verb(
        Act.TAKE_BACK_CONTACT,
        "takes back a contact that was proposed by mistake (R3)",
        take_back_contact,
        (CONTACT, TEXT),
    ),
    Verb(Act.SECOND_CONTACT, "agrees to a contact as a second member (R3)", second_contact, (CONTACT,)),
    Verb(
        Act.INVITE, "invites a person to their own line (R3)", invite, (INVITED, TEXT, COULD_TELL, ADDRESS, ANSWER_BY)
    ),
    Verb(
        Act.INVITE_ANEW,
        "gives a person who lost their ten words a link to make others (R3)",
        invite_anew,
        (ABOUT, KNOWN, TEXT, COULD_TELL, ADDRESS),
    ),
    Verb(Act.NOT_REACHED, "notes that somebody could not be reached (D4)", not_reached, (ABOUT, TEXT)),
    Verb("came-back", "notes that the last letter to a party came back", came_back, (TO,)),
)

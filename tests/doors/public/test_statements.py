"""What was said in public can be read and followed by everybody, and leads to nothing else (D7)."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from evenhand.casework.staging import Stage
from evenhand.people import communities
from evenhand.record import statements
from evenhand.record.statements import Statement, Voice

ATOM = "{http://www.w3.org/2005/Atom}"
SAID = Statement(
    uid=bytes(range(16)),
    day=date(2026, 3, 5),
    voice=Voice.COMMITTEE,
    language="en",
    title="A reminder about how we speak",
    text="We speak about what was said.\nNot about people.",
)
ADDRESS = f"/lattice/statements/{SAID.uid.hex()}/"


def later(number: int, **more: object) -> Statement:
    follows = replace(SAID, uid=bytes([number]) * 16, day=date(2026, 3, 5 + number), earlier=SAID.uid)
    return replace(follows, **more)  # type: ignore[arg-type]  # its own fields


def publish(stage: Stage, *said: Statement) -> None:
    for one in said:
        statements.publish(stage.community, one)


def entries(client: Client) -> list[ET.Element]:
    answer = client.get("/lattice/statements/feed/")
    assert "application/atom+xml" == answer["Content-Type"]
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own feed


@pytest.mark.django_db
def test_nothing_said_is_a_page_and_a_feed_that_say_so(stage: Stage, client: Client) -> None:
    assert "Nothing has been said in public yet." in client.get("/lattice/statements/").content.decode()
    assert [] == entries(client)


@pytest.mark.django_db
def test_a_statement_stands_with_its_day_and_for_whom_it_was_said(stage: Stage, client: Client) -> None:
    publish(stage, SAID, replace(later(1), earlier=None, voice=Voice.COUNCIL, title="From the council"))

    page = client.get("/lattice/statements/")
    one = client.get(ADDRESS)

    for html in (page.content.decode(), one.content.decode()):
        assert SAID.title in html
        assert SAID.text in html
        assert "Thursday 5 March 2026" in html
        assert "Code of Conduct Committee" in html
    assert "Steering Council" in page.content.decode()
    assert page.content.decode().index("From the council") < page.content.decode().index(SAID.title)
    assert {} == {**page.cookies, **one.cookies}


@pytest.mark.django_db
def test_the_feed_gives_the_same_and_no_time_finer_than_a_day(stage: Stage, client: Client) -> None:
    publish(stage, SAID)

    (entry,) = entries(client)

    assert SAID.title == entry.findtext(f"{ATOM}title")
    assert "2026-03-05T00:00:00+00:00" == entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
    assert "Code of Conduct Committee" == entry.findtext(f"{ATOM}author/{ATOM}name")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"].endswith(ADDRESS)


@pytest.mark.django_db
def test_a_correction_follows_and_changes_nothing(stage: Stage, client: Client) -> None:
    publish(stage, SAID, later(1, title="A correction", text="It was Tuesday."))

    earlier, page = client.get(ADDRESS).content.decode(), client.get("/lattice/statements/").content.decode()
    correction = client.get(f"/lattice/statements/{later(1).uid.hex()}/").content.decode()

    assert SAID.text in earlier
    assert "Corrected on" in earlier
    assert "This corrects a statement of" in correction
    assert page.index("It was Tuesday.") < page.index(SAID.text)


@pytest.mark.django_db
def test_what_is_set_right_or_taken_back_on_its_own_day_is_news_to_a_feed(stage: Stage, client: Client) -> None:
    publish(stage, SAID, later(1, day=SAID.day, title="A correction", text="It was Tuesday."))
    publish(stage, later(2, day=SAID.day, withdraws=True, title="", text=""))

    first = [entry for entry in entries(client) if entry.findtext(f"{ATOM}id", "").endswith(ADDRESS)]
    stamps = [entry.findtext(f"{ATOM}updated") for entry in first]

    assert ["2026-03-05T00:00:02+00:00"] == stamps


@pytest.mark.django_db
def test_what_was_taken_back_keeps_its_day_and_loses_its_words(stage: Stage, client: Client) -> None:
    publish(stage, SAID, later(1, withdraws=True, title="", text=""))

    pages = [client.get(path).content.decode() for path in (ADDRESS, "/lattice/statements/")]
    (entry,) = entries(client)

    for html in pages:
        assert "This statement was taken back on" in html
        assert SAID.title not in html
        assert SAID.text not in html
    assert "This statement was taken back." == entry.findtext(f"{ATOM}title") == entry.findtext(f"{ATOM}summary")
    assert "2026-03-06T00:00:01+00:00" == entry.findtext(f"{ATOM}updated")
    assert 404 == client.get(f"/lattice/statements/{later(1).uid.hex()}/").status_code


@pytest.mark.django_db
def test_words_are_only_ever_words(stage: Stage, client: Client) -> None:
    publish(stage, replace(SAID, title="<script>1</script>", text="\x0b<b>&amp;</b> ]]>"))

    html = client.get(ADDRESS).content.decode()
    (entry,) = entries(client)

    assert "<script>1" not in html
    assert "<b>&amp;" not in html
    assert "<script>1</script>" == entry.findtext(f"{ATOM}title")
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;" in str(entry.findtext(f"{ATOM}summary"))


@pytest.mark.django_db
def test_a_statement_of_another_community_is_not_there(stage: Stage, client: Client) -> None:
    communities.found(
        uid=bytes(16), slug="heron", name="Heron", zone="UTC", language="en", leave_to="", public={"address": ""}
    )
    publish(stage, SAID)

    assert 404 == client.get(ADDRESS.replace("lattice", "heron")).status_code
    assert SAID.title not in client.get("/heron/statements/").content.decode()
    assert 404 == client.get(f"/lattice/statements/{'0' * 32}/").status_code


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/lattice/statements/", ADDRESS])
def test_search_engines_may_list_it_unless_the_community_says_no(stage: Stage, client: Client, path: str) -> None:
    publish(stage, SAID)
    source = communities.manual_source(stage.community.pk, stage.fresh().community.manual)

    open_page = client.get(path).content.decode()
    communities.adopt_manual(
        stage.community, source.replace(b"statements_indexed = { is = true", b"statements_indexed = { is = false")
    )
    hidden_page = client.get(path).content.decode()

    assert "noindex" not in open_page
    assert "noindex" in hidden_page
    assert "noindex" in client.get("/lattice/").content.decode()


@pytest.mark.django_db
def test_a_statement_is_never_changed(stage: Stage) -> None:
    from django.db import DatabaseError, connection, transaction  # noqa: PLC0415

    publish(stage, SAID)

    for change in ("UPDATE record_statement SET title = 'x'", "DELETE FROM record_statement"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.django_db
def test_a_title_that_turns_lines_around_turns_nothing_but_itself(stage: Stage, client: Client) -> None:
    turning = "A reminder \u202egnikaeps tuoba"
    publish(stage, replace(SAID, title=turning, text="We \u202espeak."))

    pages = [client.get(where).content.decode() for where in ("/lattice/statements/", ADDRESS)]
    (entry,) = entries(client)

    assert [True, True] == [f"<bdi>{turning}</bdi>" in html for html in pages]
    assert [1, 1] == [html.count('<div class="letter" lang="en" dir="auto">') for html in pages]
    assert "A reminder gnikaeps tuoba" == entry.findtext(f"{ATOM}title")
    assert str(entry.findtext(f"{ATOM}summary")).startswith('<div dir="auto">')

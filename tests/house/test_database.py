import threading

import pytest
from django.db import connection, transaction

from evenhand.people import communities


def found(slug: str) -> None:
    communities.found(
        uid=slug.encode().ljust(16, b"-"), slug=slug, name=slug, zone="UTC", language="en", leave_to="", public={}
    )


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("run", ["first", "second"])
def test_a_commit_is_real_for_another_thread_and_does_not_outlive_its_test(run: str) -> None:
    with transaction.atomic(durable=True):
        found("heron")
    seen: list[str] = []

    def look() -> None:
        seen.extend(community.slug for community in communities.everyone())
        connection.close()

    other = threading.Thread(target=look)
    other.start()
    other.join()

    assert ["heron"] == [name for name in seen if name != "lattice"]


@pytest.mark.django_db
@pytest.mark.parametrize("run", ["first", "second"])
def test_what_a_test_without_commits_writes_is_rolled_back(run: str) -> None:
    assert communities.by_slug("heron") is None

    found("heron")

    assert communities.by_slug("heron") is not None

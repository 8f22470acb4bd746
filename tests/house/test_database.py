import threading

import pytest
from django.db import connection, transaction

from evenhand.people import communities


def found(slug: str) -> None:
    communities.found(
        uid=slug.encode().ljust(16, b"-"), slug=slug, name=slug, zone="UTC", language="en", leave_to="", public={}
    )


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("slug", ["first", "second"])
def test_a_commit_is_real_and_does_not_outlive_its_test(slug: str) -> None:
    with transaction.atomic(durable=True):
        found(slug)
    seen: list[int] = []

    def look() -> None:
        seen.append(len(communities.everyone()))
        connection.close()

    other = threading.Thread(target=look)
    other.start()
    other.join()

    assert [1] == seen


@pytest.mark.django_db
def test_what_a_test_without_commits_writes_is_rolled_back() -> None:
    assert () == communities.everyone()

    found("third")

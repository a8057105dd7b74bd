"""The first agency and its first two people."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dussk.access.asking import ACCESS_ROLE
from dussk.staff import beginnings
from dussk.staff.models import Agency, Post, Staff
from tests.dussk.staff.conftest import Browser
from tests.world import World

ASKED = {
    "agency": "Lantern House",
    "short_name": "Lantern",
    "administrator": "Ada Winterbourne <ada@example.org>",
    "manager": "Max Thornbury <Max@Example.org>",
}


def begin(**more: str) -> str:
    out = io.StringIO()
    call_command("begin_service", stdout=out, **(ASKED | more))
    return out.getvalue()


def test_two_people_with_codes(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Agency] = []
    monkeypatch.setattr(beginnings, "_registered", [])
    beginnings.register(begun.append)
    beginnings.register(begun.append)
    said = begin()
    agency = Agency.objects.get()
    assert begun == [agency]
    posts = {(post.staff.email, post.role) for post in Post.objects.all()}
    assert posts == {("ada@example.org", "administrator"), ("max@example.org", "manager")}
    codes = re.findall(r"(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}", said)
    assert len(codes) == 2
    for code in codes:
        answer = Browser().post("/invitation/", {"code": code, "password": "four calm grey herons"})
        assert answer.status_code == 302


def test_it_asks_for_what_it_is_not_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(ASKED.values())
    monkeypatch.setattr("builtins.input", lambda _words: next(answers))
    call_command("begin_service", stdout=io.StringIO())
    assert Staff.objects.count() == 2


def test_it_begins_once(world: World) -> None:
    with pytest.raises(CommandError, match="begun already"):
        begin()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"manager": "Ada Again <ada@example.org>"}, "two people"),
        ({"manager": "max@example.org"}, "Name <"),
        ({"manager": "Max"}, "Name <"),
    ],
)
def test_what_it_cannot_use_changes_nothing(db: None, more: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        begin(**more)
    assert not Staff.objects.exists()
    assert not Agency.objects.exists()


def test_the_application_cannot_begin_it(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ACCESS_ROLE}")
        try:
            with pytest.raises(CommandError, match="owner"):
                begin()
        finally:
            cursor.execute("RESET ROLE")


PARTNER = {"agency": "Harbour", "short_name": "Harbour", "manager": "Mo Reed <mo@example.org>"}


def test_a_partner_agency_comes_with_its_first_manager(db: None) -> None:
    begin()
    out = io.StringIO()
    call_command("add_agency", stdout=out, **PARTNER)
    post = Post.objects.get(agency__name="Harbour")
    assert (post.staff.email, post.role) == ("mo@example.org", "manager")
    assert re.search(r"(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}", out.getvalue())


def test_no_partner_before_the_service_has_begun(db: None) -> None:
    with pytest.raises(CommandError, match="begin_service first"):
        call_command("add_agency", **PARTNER)


@pytest.mark.parametrize("again", [{"agency": "Lantern House"}, {"manager": "Ada <ada@example.org>"}])
def test_nothing_twice(db: None, again: dict[str, str]) -> None:
    begin()
    with pytest.raises(CommandError, match="already"):
        call_command("add_agency", **(PARTNER | again))
    assert Agency.objects.count() == 1

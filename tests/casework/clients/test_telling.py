"""Everything that is held about a woman is told to her in full, or named with the reason why not."""

from datetime import date, timedelta

import pytest
from django.db import connection, models
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.clients import kinds
from casework.clients.models import Client
from casework.clients.telling import EVERY_ROW_HAS, InFull
from casework.contacts.models import Contact, ContactItem, Item
from dussk.access.asking import asking
from dussk.access.categories import Category
from dussk.audit.tracking import events_of
from dussk.staff.models import Post, Staff
from tests import world as worlds
from tests.dussk.access.test_row_matrix import reaches_clients
from tests.matrix.base import base
from tests.matrix.rows import CLIENT_ROWS, OTHER_ROWS
from tests.world import World


def told() -> set[type[models.Model]]:
    return {model for kind in kinds.all_kinds() for model in (kind.model, *kind.with_it)}


def test_every_table_about_a_woman_is_told_or_exempt_with_a_reason() -> None:
    """For a new one: register a kind (casework/clients/kinds.py), or name it with ``kinds.exempt`` and say why."""
    assert reaches_clients() <= told() | set(kinds.exempted())
    assert told() <= reaches_clients()
    assert not told() & set(kinds.exempted())
    assert all(kinds.exempted().values())


def test_it_fails_for_a_table_that_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(kinds._kinds, "contacts")
    with pytest.raises(AssertionError):
        test_every_table_about_a_woman_is_told_or_exempt_with_a_reason()


def test_what_hangs_on_a_kind_is_told_with_it() -> None:
    for kind in kinds.all_kinds():
        assert {each.model for each in kind.full.hanging} == set(kind.with_it), kind.name


def test_every_field_is_told_or_left_out_with_a_reason() -> None:
    for kind in kinds.all_kinds():
        names = {each.name for each in kind.model._meta.concrete_fields}
        # A name that is no field any more would let the field that took its place be told as it is: a row's number.
        assert set(kind.full.left_out) | set(kind.full.labels) | set(kind.full.words) <= names, kind.name
        assert all(kind.full.left_out.values()), kind.name
        if kind.tell is not None:
            continue
        assert {each.name for each in kind.full.fields(kind.model)} == names - EVERY_ROW_HAS - set(kind.full.left_out)
        assert set(kind.full.labels) | set(kind.full.words) <= names - set(kind.full.left_out), kind.name
        if not hasattr(kind.model, "pgh_event_model"):
            continue
        events = {each.name for each in events_of(kind.model)._meta.concrete_fields}
        untracked = {each.name for each in kind.full.fields(kind.model)} - events
        assert untracked == set(), kind.name


def test_it_is_said_to_her() -> None:
    """What a field is called speaks to her, not about her."""
    about_her = {
        (kind.name, each.name)
        for kind in kinds.all_kinds()
        for each in (kind.full.fields(kind.model) if kind.tell is None else ())
        if {"she", "her", "hers", "client"} & set(kind.full.label(each).lower().split())
    }
    assert about_her == set()


def test_so_is_what_was_chosen() -> None:
    """Give a choice whose words are about her others in the kind's telling (``to_her``)."""
    about_her = {
        (kind.name, each.name, value)
        for kind in kinds.all_kinds()
        for each in (kind.full.fields(kind.model) if kind.tell is None else ())
        for value, _words in each.flatchoices
        if {"she", "her", "hers"} & set(kind.full.line(kind.model(**{each.name: value}), each)[1].lower().split())
    }
    assert about_her == set()


@pytest.mark.django_db
def test_the_database_knows_of_the_same_tables() -> None:
    """For a new kind: add its table to wall.held_tables (consent/access.sql)."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT kind, "table", part, part_column, whose, file, written FROM wall.held_tables()')
        held = {row[0]: row[1:] for row in cursor.fetchall()}
    for kind in kinds.all_kinds():
        table, part, column, whose, file, written = held.pop(kind.name)
        assert (table, written) == (kind.model._meta.db_table, kind.written), kind.name
        assert part == (kind.category.value if kind.category else None), kind.name
        assert column == (None if kind.category else "audience"), kind.name
        columns = {each.name: each.attname for each in kind.model._meta.concrete_fields} | {"pk": "id"}
        assert (whose, file) == (columns[kind.whose], columns[kind.file]), kind.name
    assert held == {}


def in_full(world: World, name: str, client: Client, who: str = "manager") -> list[InFull]:
    kind = kinds.kind_named(name)
    assert kind is not None
    with asking(world.worker(who)):
        until = timezone.now() + timedelta(days=1)
        return kind.told_in_full([client.pk], world.charity.pk, kind.category or Category.CASEWORK, until)


def test_a_contact_in_full(world: World) -> None:
    anna, jo = world.clients["anna"], world.worker("keyworker")
    with asking(jo):
        met = worlds.contact(jo, anna, note="She slept badly")
        hot = Item.objects.filter(agency=world.charity)[0]
        given = ContactItem.objects.create(contact=met, item=hot, count=2)
    with asking(jo):
        Contact.objects.filter(pk=met.pk).update(note="She slept well", worry=True)
        ContactItem.objects.filter(pk=given.pk).update(count=1)
    (one,) = in_full(world, "contacts", anna)
    assert one.by == "Keyworker"
    assert ("Note", "She slept well") in one.lines
    assert ("Given", "Hot drink") in one.lines
    assert ("Where", "Drop-in") in one.lines
    assert ("Somebody was worried about you", "Yes") in one.lines
    assert not {"changed_in", "Changed in"} & {label for label, _said in one.lines}
    said = [line for change in one.changes for line in change.before]
    assert ("Note", "She slept badly") in said
    assert ("Given", "Hot drink × 2") in said
    assert {change.by for change in one.changes} == {"Keyworker"}


def test_only_what_an_agency_wrote_itself_by_then(world: World) -> None:
    anna = world.clients["anna"]
    worlds.contact(world.worker("drugs_manager"), anna, note="Theirs")
    ours = worlds.contact(world.worker("keyworker"), anna, note="Ours")
    assert [one.row for one in in_full(world, "contacts", anna)] == [ours.pk]
    kind = kinds.kind_named("contacts")
    assert kind is not None
    with asking(world.worker("manager")):
        long_ago = timezone.now() - timedelta(days=3)
        assert kind.told_in_full([anna.pk], world.charity.pk, Category.CASEWORK, long_ago) == []
        assert kind.told_in_full([anna.pk], world.charity.pk, Category.SAFETY, timezone.now()) == []


def test_no_row_is_told_by_its_number(world: World) -> None:
    """What a referral rests on is told in words, and never as "Release 17"."""
    anna, jo = world.clients["anna"], world.worker("keyworker")
    referral = CLIENT_ROWS[type_of("referrals")][1](jo, anna)
    release = CLIENT_ROWS[type_of("releases")][1](jo, anna)
    type(referral)._default_manager.filter(pk=referral.pk).update(basis="disclosure", disclosure=release, choice=None)
    (one,) = in_full(world, "referrals", anna)
    assert str(release) not in str(one)
    assert "Disclosure" not in {label for label, _said in one.lines}


def test_an_alert_is_told_in_the_part_it_is_for(world: World) -> None:
    anna, jo = world.clients["anna"], world.worker("keyworker")
    for audience in ("identity", "casework", "safety"):
        CLIENT_ROWS[type_of("alerts")][1](jo, anna)
        type_of("alerts")._default_manager.order_by("-pk")[:1].get()
        type_of("alerts")._default_manager.filter(pk=newest("alerts")).update(audience=audience)
    kind = kinds.kind_named("alerts")
    assert kind is not None
    with asking(world.worker("manager")):
        until = timezone.now() + timedelta(days=1)
        found = {
            part: len(kind.told_in_full([anna.pk], world.charity.pk, part, until))
            for part in (Category.IDENTITY, Category.CASEWORK, Category.SAFETY, Category.CLINICAL)
        }
    assert found == {Category.IDENTITY: 1, Category.CASEWORK: 1, Category.SAFETY: 1, Category.CLINICAL: 0}


def type_of(name: str) -> type[models.Model]:
    kind = kinds.kind_named(name)
    assert kind is not None
    return kind.model


def newest(name: str) -> int:
    return int(type_of(name)._default_manager.order_by("-pk").values_list("pk", flat=True)[0])


def test_a_row_of_every_kind_is_told(world: World) -> None:
    """Whoever may read it: a row of each table is told, with something in it."""
    anna, jo = world.clients["anna"], world.worker("keyworker")
    until = timezone.now() + timedelta(days=400)
    for kind in kinds.all_kinds():
        if kind.model is Client:
            continue
        make = CLIENT_ROWS[kind.model][1] if kind.model in CLIENT_ROWS else OTHER_ROWS[kind.model]
        by = world.worker("drugs_manager") if kind.name == "own-record" else jo
        make(by, anna)
        agency = world.drugs.pk if kind.name == "own-record" else world.charity.pk
        with asking(world.worker("drugs_manager" if kind.name == "own-record" else "manager")):
            found = kind.told_in_full([anna.pk], agency, kind.category or Category.CASEWORK, until)
        assert found, kind.name
        assert all(one.lines for one in found), kind.name


def test_the_file_itself_and_what_it_said_before(world: World) -> None:
    anna = world.clients["anna"]
    with asking(world.worker("keyworker")):
        Client.objects.filter(pk=anna.pk).update(language="Polish", born=date(1990, 3, 4))
    with asking(world.worker("keyworker")):
        Client.objects.filter(pk=anna.pk).update(language="Romani")
    (one,) = in_full(world, "file", anna)
    assert ("Language you prefer", "Romani") in one.lines
    assert ("Born", "4 March 1990") in one.lines
    before = [line for change in one.changes for line in change.before]
    assert ("Language you prefer", "Polish") in before
    assert ("Language you prefer", "Nothing") in before


def test_who_looked_by_day_and_role(world: World) -> None:
    """As on the paper of who looked that a manager prints: workers stand by what they do."""
    anna, jo = world.clients["anna"], world.worker("keyworker")
    Staff.objects.filter(pk=jo.staff.pk).update(name="Jo Ashdown")
    for _ in range(3):
        OTHER_ROWS[type_of("views")](jo, anna)
    OTHER_ROWS[type_of("views")](world.worker("facilitator"), anna)
    (one,) = in_full(world, "views", anna)
    ((_day, said),) = one.lines
    assert said == (
        "Group facilitator, Harbour Drug Service: opened your file once; "
        "Keyworker, Lantern House: opened your file 3 times"
    )
    assert "Ashdown" not in str(one)
    Post.objects.filter(staff=jo.staff).update(ended_at=timezone.now() + timedelta(days=1))
    assert in_full(world, "views", anna) == [one]  # what she was that day does not change any more


def test_who_opened_her_file_in_an_emergency_by_role(world: World) -> None:
    """She looked by that, so she stands by what she does as all who look; and so does whoever changed it."""
    anna, jo, theirs = world.clients["anna"], world.worker("keyworker"), world.worker("facilitator")
    Staff.objects.filter(pk=jo.staff.pk).update(name="Jo Ashdown")
    Staff.objects.filter(pk=theirs.staff.pk).update(name="Fay Penrose")
    world.staff("keyworker").refresh_from_db()
    for by in (jo, theirs):
        OTHER_ROWS[type_of("emergencies")](by, anna)
    opened = type_of("emergencies")
    opened._default_manager.update(ends=F("ends") - timedelta(minutes=1))  # as no worker can by hand
    changed = events_of(opened)._default_manager.filter(pgh_label="update")
    changed.update(pgh_staff_id=jo.staff.pk, pgh_agency_id=jo.agency.pk)
    found = in_full(world, "emergencies", anna)
    assert sorted((one.by, dict(one.lines)["Who"]) for one in found) == [
        ("Group facilitator", "Harbour Drug Service"),
        ("Keyworker", "Lantern House"),
    ]
    assert [change.by for one in found for change in one.changes] == ["Keyworker", "Keyworker"]
    assert "Ashdown" not in str(found)
    assert "Penrose" not in str(found)


def test_as_many_queries_for_many_rows_as_for_one(world: World) -> None:
    anna, jo = world.clients["anna"], world.worker("keyworker")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as ran:
            in_full(world, "contacts", anna)
        return len(ran)

    def write() -> None:
        made = worlds.contact(jo, anna)
        ContactItem.objects.create(contact=made, item=Item.objects.filter(agency=world.charity)[0])
        with asking(jo):
            Contact.objects.filter(pk=made.pk).update(note="More")

    write()
    few = asked()
    for _ in range(9):
        write()
    assert asked() == few


def test_another_agencys_base_row_is_not_ours(world: World) -> None:
    anna = world.clients["anna"]
    worlds.contact(world.worker("keyworker"), anna)
    assert base(world.worker("keyworker"), anna)["client"] == anna
    kind = kinds.kind_named("contacts")
    assert kind is not None
    with asking(world.worker("drugs_manager")):
        assert kind.told_in_full([anna.pk], world.drugs.pk, Category.CASEWORK, timezone.now()) == []


def test_who_may_see_her_file_is_told(world: World) -> None:
    told = [one.lines for one in in_full(world, "shares", world.clients["anna"])]
    assert [lines[0] for lines in told] == [("Who", "Harbour Drug Service")] * 2
    assert {("What it lets them see", "contacts and follow-ups"), ("What it lets them see", "who you are")} <= {
        line for lines in told for line in lines
    }

"""Names in a record that may be somebody else's."""

import pytest

from casework.clients.models import ClientName
from casework.information.models import Child, SignificantOther
from consent.subject_access import queries
from consent.subject_access.models import PackRecord
from dussk.access.asking import asking
from tests import world as worlds
from tests.consent.subject_access.conftest import Hers
from tests.matrix.base import base


def test_names_that_may_be_somebody_elses(hers: Hers) -> None:
    jo = hers.keyworker
    worlds.woman(jo, "Tracey")
    ClientName.objects.filter(name="Tracey").update(plain="tracey")
    worlds.contact(jo, hers.anna, note="Maureen rang, and Carol. Manager knows. Tracey too. Anna is well.")
    request = hers.begun()
    part = hers.gather(request)
    note = PackRecord.objects.filter(part=part, told__icontains="Maureen")[0]
    with asking(jo):
        record = queries.record_of(request, note.uid)
        assert record is not None
        found = {one.text: one.why for one in queries.suggested(record, [hers.anna.pk], hers.world.charity)}
    assert found == {
        "Carol": "in how she is reached",
        "Manager": "a worker’s name",
        "Maureen": "in how she is reached",
        "Tracey": "another woman’s name",
    }


@pytest.mark.parametrize(
    ("called", "note", "found"),
    [
        ("Sarah Smith", "Came with Sarah Smith.", {"Sarah Smith", "Sarah", "Smith"}),
        ("Sarah Smith", "Came with Sarah.", {"Sarah"}),
        ("Sarah Smith", "Mrs Smith rang", {"Smith"}),
        ("Sarah-Jane O’Neil", "Saw Sarah-Jane O’Neil", {"Sarah-Jane", "O’Neil", "Sarah-Jane O’Neil"}),
        ("Anna Smith", "Anna is well. Smith came", {"Smith"}),  # Anna is her own name
        ("Sarah Smith", "Came alone", set()),
    ],
)
def test_another_womans_whole_name_and_each_word_of_it(hers: Hers, called: str, note: str, found: set[str]) -> None:
    jo = hers.keyworker
    worlds.woman(jo, called)
    worlds.contact(jo, hers.anna, note=note)
    request = hers.begun()
    part = hers.gather(request)
    record = PackRecord.objects.get(part=part, told__icontains=note)
    with asking(jo):
        read = queries.record_of(request, record.uid)
        assert read is not None
        suggested = queries.suggested(read, [hers.anna.pk], hers.world.charity)
    assert {one.text for one in suggested if one.why == "another woman’s name"} == found


def test_people_on_her_information_sheet(hers: Hers) -> None:
    """Her children and others, by their whole names and each part; her own surname is hers."""
    jo = hers.keyworker
    ClientName.objects.create(**base(jo, hers.anna), kind="legal", name="Anna Marsden")
    Child.objects.create(**base(jo, hers.anna), name="Kayden")
    SignificantOther.objects.create(**base(jo, hers.anna), kind="emergency", name="Linda Marsden")
    worlds.contact(jo, hers.anna, note="Linda brought Kayden. Anna Marsden came later, and Linda Marsden left.")
    request = hers.begun()
    part = hers.gather(request)
    note = PackRecord.objects.filter(part=part, told__icontains="brought Kayden")[0]
    with asking(jo):
        record = queries.record_of(request, note.uid)
        assert record is not None
        suggested = queries.suggested(record, [hers.anna.pk], hers.world.charity)
    named = {one.text for one in suggested if one.why == "on her information sheet"}
    assert named == {"Linda", "Linda Marsden", "Kayden"}

"""An offer and its screening are one: they come to a file and leave it together."""

from casework.clients.models import Client
from casework.intake.models import Recruitment, Screening
from dussk.access.asking import Worker
from tests.casework.clients.joined import fresh, join, undo, written
from tests.casework.intake.conftest import decided, offered, screened
from tests.world import woman


def owner_of(offer: Recruitment) -> tuple[Client | None, Client | None]:
    return Recruitment.objects.get(pk=offer.pk).client, Screening.objects.get(recruitment=offer).client


def test_what_she_brings_is_hers_there_and_goes_back_with_her(jo: Worker, anna: Client) -> None:
    mae = woman(jo, "Mae")
    offer = offered(jo, mae)
    screened(jo, offer)
    joining = join(jo, anna, mae)
    assert owner_of(offer) == (anna, anna)
    undo(jo, joining)
    assert owner_of(offer) == (mae, mae)


def test_what_was_written_while_they_were_one_goes_where_its_offer_goes(jo: Worker, anna: Client) -> None:
    mae = woman(jo, "Mae")
    joining = join(jo, anna, mae)
    for_mae, for_anna = offered(jo, fresh(anna)), offered(jo, fresh(anna))
    for each in (for_mae, for_anna):
        screened(jo, each)
        decided(jo, each, "declines")
    asked = {row.key for row in written(jo, joining)}
    assert asked == {f"casework_recruitment-{each.pk}" for each in (for_mae, for_anna)}
    undo(jo, joining, {f"casework_recruitment-{for_mae.pk}": "joined"})
    assert owner_of(for_mae) == (mae, mae)
    assert owner_of(for_anna) == (anna, anna)

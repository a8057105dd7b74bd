"""What a woman was given on a night: by what there is at the drop-in and on the van, and by what she usually takes."""

from dataclasses import dataclass

from casework.contacts.models import Contact, ContactItem, Item, Session
from casework.demonstration.chance import Chance


@dataclass(frozen=True)
class Given:
    """How likely one thing is at the drop-in and on the van, and between how many and how many of it."""

    at_drop_in: float
    at_van: float
    fewest: int = 1
    most: int = 1


#: By the names of the standard list. What it does not name is not given out here.
_GIVEN = {
    "Hot food": Given(0.72, 0.18),
    "Hot drink": Given(0.86, 0.7, 1, 3),
    "Clothes": Given(0.1, 0.05, 1, 3),
    "Underwear": Given(0.08, 0.03, 1, 4),
    "Toiletries": Given(0.2, 0.05, 1, 2),
    "Condoms": Given(0.3, 0.68, 6, 24),
    "Needle exchange": Given(0.3, 0.32, 5, 20),
    "Naloxone": Given(0.02, 0.04),
    "First aid": Given(0.05, 0.03),
    "Attack alarm": Given(0.02, 0.05),
    "A safe place to rest": Given(0.16, 0.06),
    "Emotional support": Given(0.3, 0.16),
    "Advocacy": Given(0.07, 0.01),
    "Signposting": Given(0.12, 0.08),
    "Transport": Given(0.06, 0.03),
    "Voucher": Given(0.02, 0.0),
}
_TO_A_CHILD = ("Hot food", "Hot drink", "Clothes", "Attack alarm", "A safe place to rest", "Emotional support")
_SELDOM_TAKES = {"Needle exchange": 0.55}


class Counter:
    """Gives out at the hatch."""

    def __init__(self, items: list[Item], chance: Chance) -> None:
        self._items = [item for item in items if item.name in _GIVEN]
        self._chance = chance
        self._tastes: dict[str, dict[str, float]] = {}

    def _taste(self, woman: str) -> dict[str, float]:
        """How much more or less than others she takes of each thing; the same every night."""
        if woman not in self._tastes:
            chance = self._chance.of(woman)
            self._tastes[woman] = {
                name: 0 if chance.happens(_SELDOM_TAKES.get(name, 0.08)) else chance.uniform(0.6, 1.5)
                for name in _GIVEN
            }
        return self._tastes[woman]

    def give(self, contact: Contact, woman: str, *, child: bool = False) -> list[ContactItem]:
        """What she was given at one contact. Somebody who may be a child is fed, warmed and listened to."""
        van, taste = contact.setting == Session.Kind.VAN, self._taste(woman)
        given = []
        for item in self._items:
            thing = _GIVEN[item.name]
            likely = (thing.at_van if van else thing.at_drop_in) * taste[item.name]
            if self._chance.happens(likely) and (item.name in _TO_A_CHILD or not child):
                count = self._chance.randint(thing.fewest, thing.most)
                given.append(ContactItem(contact=contact, item=item, count=count))
        return given

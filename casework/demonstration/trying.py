"""Attempts to reach women who had not been seen for a while. It can take ten or twelve."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from casework.clients.models import SafeContact, Status
from casework.contacts import rules
from casework.contacts.models import Contact, Outcome, Setting
from casework.demonstration.chance import Chance, day_of, moment
from casework.demonstration.people import at_work
from casework.demonstration.women import Known, Service, after

#: Unseen for this long, somebody tries to reach her (days).
_LONG = 16
_MOST = 9
_TAKERS = ("jo", "temi", "marta", "rowan")

#: What was tried by a way that is safe, and a note where the attempt itself says too little.
_TRIES: dict[str, tuple[Setting, Outcome, tuple[str, ...]]] = {
    SafeContact.Way.CALL: (Setting.PHONE, Outcome.NO_ANSWER, ("", "Rang out. Will try at another time of day.", "")),
    SafeContact.Way.TEXT: (
        Setting.TEXT,
        Outcome.MESSAGE,
        ("Hello from us, no questions.", "", "Told her about Thursday's film and soup."),
    ),
    SafeContact.Way.VISIT: (
        Setting.HOME,
        Outcome.NOT_THERE,
        ("Curtains drawn. Put a card through with no name on it.", ""),
    ),
}
#: Looking out for her is safe always.
_FROM_THE_VAN = (Setting.VAN, Outcome.NOT_THERE, ("Looked out at all three stops. Asked after her, quietly.", ""))


def attempts(service: Service, known: dict[str, Known], contacts: list[Contact]) -> list[Contact]:
    """Every attempt since each woman was last in touch, as far as there was reason to try.

    Args:
        service: the invented service.
        known: the women.
        contacts: all other contacts, at least those that count.
    """
    last: dict[int, date] = {}
    for contact in contacts:
        if contact.client is not None and contact.outcome == Outcome.ENGAGED and contact.mistake_at is None:
            day = day_of(contact.at)
            last[contact.client.pk] = max(day, last.get(contact.client.pk, day))
    made: list[Contact] = []
    for each in known.values():
        if each.client.status in (Status.IN_TOUCH, Status.LOST_TOUCH) and each.client.pk in last:
            chance = service.chance.of(f"trying to reach {each.woman.key}")
            made += list(_tried(service, each, last[each.client.pk], chance))
    return made


def _tried(service: Service, known: Known, last: date, chance: Chance) -> Iterator[Contact]:
    lost = known.client.status == Status.LOST_TOUCH
    until = known.client.status_on if lost else service.today
    if (until - last).days < _LONG:
        return
    safe = SafeContact.objects.filter(client=known.client, is_safe=True, ended_at=None).values_list("way", flat=True)
    tries = [_FROM_THE_VAN, *(_TRIES[way] for way in sorted(set(safe)) if way in _TRIES)]
    day = last + timedelta(days=chance.randint(7, 12))
    for _time in range(_MOST):
        day += timedelta(days=chance.randint(2, 5))
        if day >= until:
            return
        setting, outcome, notes = chance.choice(tries)
        van = setting == Setting.VAN
        at = moment(day, time(21, chance.randrange(0, 60, 5))) if van else chance.office_hours(day)
        here = [key for key in _TAKERS if at_work(key, (service.today - day).days) and key not in known.kept_from]
        keyworker = known.woman.keyworker
        by = service.people[keyworker if keyworker in here else chance.choice(here)]
        yield Contact(
            **service.row(known.client, by, after(at, chance), chance),
            setting=setting,
            outcome=outcome,
            at=at,
            night=rules.contact_night(at, on_the_street=van),
            note=chance.choice(notes),
        )

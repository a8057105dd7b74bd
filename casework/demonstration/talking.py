"""What was talked about at contacts: what their notes are about, and now and then something more."""

from casework.contacts.models import Contact, ContactTopic, Outcome, Topic
from casework.demonstration.chance import Chance
from casework.demonstration.women import Service

_MORE = 0.12

#: Words of a note, and the topic of the standard list that they are about.
_ABOUT: tuple[tuple[tuple[str, ...], str], ...] = (
    (("hous", "hostel", "flat", "tenan", "rent", "curtains"), "Housing"),
    (("nurse", "clinic", "dentist", "doctor", "stitches", "ward", "blood test", "a&e", "gp"), "Health"),
    (("script", "methadone", "pharmacy"), "Prescriptions"),
    (("sleep", "cried", "panic", "low today"), "Mental health"),
    (("benefit", "money", "bank", "form"), "Money and benefits"),
    (("car ", "followed", "customer", "number plate"), "Safety and bad customers"),
    (("court", "solicitor", "police", "hearing"), "Police and court"),
    (("daughter", "her son", "mother", "sister", "children"), "Children and family"),
    (("boyfriend", "partner", "he turns up"), "Relationships"),
    (("group", "course", "college", "library"), "Work, learning and getting out"),
)
_REST = ("How she is", "Something else", "Friends and other agencies")


def talked_about(service: Service, contacts: list[Contact]) -> list[ContactTopic]:
    """The topics of every contact that was one. Attempts have none, and nobody marks what she cannot have heard."""
    chance = service.chance.of("talked about")
    topics = {topic.name: topic for topic in Topic.objects.filter(agency=service.charity)}
    made: list[ContactTopic] = []
    for contact in contacts:
        if contact.outcome == Outcome.ENGAGED and contact.mistake_at is None:
            names = _topics_of(contact.note.lower(), chance)
            made += [ContactTopic(contact=contact, topic=topics[name]) for name in dict.fromkeys(names)]
    return made


def _topics_of(note: str, chance: Chance) -> list[str]:
    names = [topic for words, topic in _ABOUT if any(word in note for word in words)]
    if chance.happens(_MORE):
        names.append(chance.choice(_REST))
    return names

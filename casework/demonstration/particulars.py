"""What is written down about some of the women: languages, adjustments, safe contact, alerts, statuses."""

from dataclasses import dataclass
from datetime import time

from casework.clients.models import Adjustment, Alert, Interpreter, SafeContact, Status
from casework.demonstration.people import HARBOUR, LANTERN, WESTVALE


@dataclass(frozen=True)
class Language:
    """The language she prefers, and how she is to be interpreted for."""

    name: str
    interpreter: Interpreter
    never_through: str = ""


LANGUAGES = {
    "ola": Language("Polish", Interpreter.FACE_TO_FACE, "Her cousin, or anybody from the Saturday market."),
    "zosia": Language("Polish", Interpreter.NOT_NEEDED),
    "stef": Language("Romanian", Interpreter.FACE_TO_FACE, "Any man. Any woman who comes to the van."),
    "ioana": Language("Romanian", Interpreter.TELEPHONE, "The woman she shares a room with."),
    "mirela": Language("Romanian", Interpreter.TELEPHONE),
    "lindita": Language("Albanian", Interpreter.FACE_TO_FACE, "Anybody from her own town: ask the agency first."),
    "thuy": Language("Vietnamese", Interpreter.TELEPHONE, "The man who drives her."),
    "rosa": Language("Portuguese", Interpreter.VIDEO),
    "eszter": Language("Hungarian", Interpreter.NOT_KNOWN),
    "blessing": Language("English", Interpreter.NOT_NEEDED),
    "sammy": Language("English", Interpreter.NOT_NEEDED),
}


@dataclass(frozen=True)
class Needs:
    """What makes things harder for her, what helps, what to avoid."""

    adjustments: tuple[Adjustment, ...] = ()
    note: str = ""
    helps: str = ""
    avoid: str = ""


NEEDS = {
    "kaz": Needs(
        (Adjustment.PAIN,), "Ulcer on her left leg: a chair with arms, near the door.", "Tea first, then talk."
    ),
    "mo": Needs(
        (Adjustment.HEARING, Adjustment.SIGHT),
        "Hears better on her right. Reading glasses get lost: we keep a spare pair in the office.",
        "Large print. Facing her when speaking.",
    ),
    "steph": Needs(
        (Adjustment.READING,), "Reads a little. Go through letters with her.", "Short texts, one thing at a time."
    ),
    "leanne": Needs(
        (Adjustment.LEARNING,),
        "Loses track of dates after a head injury.",
        "Write it on the card in her purse. Text her the evening before and the morning of.",
        "Giving her more than one appointment at a time.",
    ),
    "nikki": Needs((), "", "Somebody to walk in with her.", "Waiting rooms with men in them."),
    "donna": Needs((), "", "Being asked before anybody sits beside her.", "Her working name. She has given it up."),
    "claire": Needs((), "", "Doing something with her hands while she talks.", "Calling her Crystal, also as a joke."),
    "tina": Needs(
        (Adjustment.PAIN, Adjustment.SIGHT), "Walks with a stick. Cannot manage the van's step.", "Lift or taxi."
    ),
    "sian": Needs((), "", "Knowing who will be in the room beforehand.", "Closing the door behind her."),
    "niamh": Needs((Adjustment.READING,), "Dyslexic. Coloured paper helps.", "Filling in forms together."),
    "paige": Needs((), "", "The same worker each time. She likes Temi to be there.", "A lot of questions at once."),
    "dee": Needs((Adjustment.HEARING,), "Hearing aid, often without a battery.", "We keep batteries, size 312."),
    "ange": Needs((Adjustment.PAIN,), "Arthritis in both hands: open packets and bottles with her."),
    "rosa": Needs((), "", "Reading back what was agreed.", "Making her say it all again to somebody new."),
}


@dataclass(frozen=True)
class Way:
    """One way of reaching her."""

    way: SafeContact.Way
    safe: bool
    detail: str = ""
    times: tuple[time, time] | None = None
    when: str = ""
    message: bool = False
    name: str = ""
    who: str = ""


_CALL, _TEXT, _EMAIL = SafeContact.Way.CALL, SafeContact.Way.TEXT, SafeContact.Way.EMAIL
_POST, _VISIT, _THROUGH = SafeContact.Way.POST, SafeContact.Way.VISIT, SafeContact.Way.THROUGH
_DAYTIME = (time(11), time(16))
_AFTERNOON = (time(13), time(17, 30))

#: Telephone numbers are from the range that Ofcom keeps for drama.
WAYS: dict[str, tuple[Way, ...]] = {
    "kelly": (
        Way(_TEXT, safe=True, detail="07700 900114", times=_AFTERNOON, message=True, name="Kel"),
        Way(
            _CALL,
            safe=False,
            detail="07700 900114",
            who="Her partner answers the phone. He does not know she comes here.",
        ),
    ),
    "kaz": (
        Way(_CALL, safe=True, detail="07700 900127", times=_DAYTIME, message=True, name="Karen"),
        Way(_POST, safe=True, detail="Care of Lantern House", when="She asks for her letters on Tuesdays"),
    ),
    "sam": (
        Way(_TEXT, safe=True, detail="07700 900131", message=True),
        Way(_VISIT, safe=False, who="Shared house. The landlord lives downstairs and asks who has called."),
    ),
    "donna": (
        Way(_CALL, safe=True, detail="07700 900142", times=(time(9, 30), time(12)), message=True),
        Way(_EMAIL, safe=True, detail="donna.k@example.org", when="She reads it at the library, about once a week"),
    ),
    "jess": (
        Way(
            _TEXT, safe=True, detail="07700 900155", when="Not after ten at night", name="Jess", who="Shares the phone."
        ),
    ),
    "steph": (
        Way(_CALL, safe=True, detail="07700 900163", times=_DAYTIME, when="Rings once or twice, then text"),
        Way(_THROUGH, safe=True, detail="Her sister, 07700 900164", message=True, who="Her sister knows and helps."),
    ),
    "mo": (
        Way(_POST, safe=True, detail="Flat 4, 18 Ropewalk", name="Maureen"),
        Way(
            _CALL,
            safe=True,
            detail="07700 900178",
            times=_AFTERNOON,
            message=True,
            when="Let it ring, she is slow to it",
        ),
    ),
    "nikki": (
        Way(
            _TEXT,
            safe=True,
            detail="07700 900186",
            times=_DAYTIME,
            message=False,
            who="Her son uses the phone after school.",
        ),
        Way(_CALL, safe=False, detail="07700 900186", who="Her son may answer."),
    ),
    "claire": (Way(_CALL, safe=True, detail="07700 900193", times=_AFTERNOON, message=True, name="Claire"),),
    "jade": (
        Way(_TEXT, safe=False, detail="07700 900201", who="The man she lives with goes through her phone."),
        Way(_THROUGH, safe=True, detail="Leave word with the pharmacy on Tannery Lane", when="Mornings"),
    ),
    "ola": (
        Way(_TEXT, safe=True, detail="07700 900216", when="In Polish if it can be", message=True, name="Ola"),
        Way(_CALL, safe=False, detail="07700 900216", who="Her cousin may be with her."),
    ),
    "leanne": (
        Way(_TEXT, safe=True, detail="07700 900222", message=True, when="The evening before and the morning of"),
    ),
    "tracey": (
        Way(_CALL, safe=True, detail="07700 900235", times=_DAYTIME, message=True),
        Way(_VISIT, safe=True, detail="Room 12, Millrace hostel", when="Ask at the desk for Tracey only"),
    ),
    "rosa": (Way(_TEXT, safe=True, detail="07700 900248", times=_AFTERNOON, message=True, name="Rosa"),),
    "courtney": (
        Way(_TEXT, safe=True, detail="07700 900251", message=False, who="Her mother sometimes holds the phone."),
    ),
    "paige": (
        Way(
            _TEXT,
            safe=True,
            detail="07700 900263",
            message=True,
            name="Paige",
            when="From Temi's phone, so she knows who it is",
        ),
    ),
    "robyn": (
        Way(_CALL, safe=True, detail="07700 900279", message=True),
        Way(_EMAIL, safe=False, detail="robyn.a@example.org", who="An old account that somebody else can still open."),
    ),
    "shaz": (Way(_THROUGH, safe=True, detail="Her daughter, 07700 900284", times=_DAYTIME, message=True),),
    "gem": (
        Way(_TEXT, safe=True, detail="07700 900295", message=True, when="She changes her number: check each time"),
    ),
    "chrissie": (
        Way(_CALL, safe=True, detail="07700 900308", times=_DAYTIME, message=True, name="Christine"),
        Way(_POST, safe=False, who="Post is opened at the house."),
    ),
    "tash": (
        Way(_CALL, safe=True, detail="07700 900317", times=_AFTERNOON, message=False, who="Her father lives with her."),
    ),
    "becky": (Way(_TEXT, safe=True, detail="07700 900326", message=True),),
    "sian": (
        Way(_TEXT, safe=True, detail="07700 900339", message=True, name="S"),
        Way(_POST, safe=False, who="Her children's father still has a key to the letter box."),
    ),
    "niamh": (Way(_CALL, safe=True, detail="07700 900345", times=_AFTERNOON, message=True, when="Call, do not write"),),
    "mel": (Way(_EMAIL, safe=True, detail="mel.jupp@example.org", message=True),),
    "toni": (Way(_TEXT, safe=True, detail="07700 900352", message=True, name="Toni"),),
    "lou": (Way(_TEXT, safe=True, detail="07700 900366", when="No answer for some months", message=True),),
    "vic": (Way(_CALL, safe=True, detail="07700 900378", message=True),),
    "kelly_rudge": (Way(_CALL, safe=True, detail="07700 900384", times=_DAYTIME, message=True, name="Kelly"),),
    "blessing": (Way(_CALL, safe=True, detail="07700 900391", when="After church on Sundays is best", message=False),),
}


@dataclass(frozen=True)
class Warned:
    """One alert: who it is for, what it says, since when (weeks ago), and whether and why it ended."""

    audience: Alert.Audience
    text: str
    reason: str
    weeks: int
    ended: int | None = None
    end_reason: str = ""
    agency: str = LANTERN
    by: str = ""


_EVERYONE, _CASEWORK = Alert.Audience.IDENTITY, Alert.Audience.CASEWORK
_SAFETY, _CLINICAL = Alert.Audience.SAFETY, Alert.Audience.CLINICAL

ALERTS: dict[str, tuple[Warned, ...]] = {
    "kelly": (
        Warned(_EVERYONE, "Partner answers her phone. Text only, and never name the service.", "She told Jo.", 20),
        Warned(_CASEWORK, "Do not give out that she comes here, to anybody.", "Her partner has asked at the door.", 12),
    ),
    "kaz": (Warned(_EVERYONE, "Allergic to penicillin.", "From her discharge letter.", 24),),
    "donna": (
        Warned(_EVERYONE, "Do not call her Diamond.", "She has given up her working name and it upsets her.", 9),
    ),
    "jade": (
        Warned(
            _SAFETY, "The man she lives with waits outside. Let her out by the yard door.", "Seen by staff twice.", 7
        ),
        Warned(_EVERYONE, "Never text. He reads her phone.", "She asked us.", 7),
    ),
    "steph": (
        Warned(
            _CASEWORK, "Letters have to be read to her, in private.", "She would rather not say she reads little.", 22
        ),
    ),
    "ellie": (
        Warned(
            _EVERYONE,
            "May be under 18: tell the manager on call each time she comes.",
            "She says eighteen and gives no date of birth. Safeguarding lead told on the first night.",
            2,
        ),
    ),
    "sam": (
        Warned(
            _SAFETY,
            "Ask about tonight before she leaves: where she is going, who with.",
            "Agreed with her after a bad week.",
            10,
            4,
            "Things are calmer. She asked us to stop.",
        ),
    ),
    "ola": (Warned(_EVERYONE, "Never interpret through her cousin.", "She said so through the interpreter.", 18),),
    "thuy": (
        Warned(
            _SAFETY,
            "Speak to her away from the man who drives her.",
            "Trafficking advice line asked, no answer yet.",
            3,
        ),
    ),
    "mo": (Warned(_EVERYONE, "Hears on her right side only.", "", 25),),
    "niamh": (Warned(_CASEWORK, "Court order: her mother must not be told her address.", "Copy seen by Marta.", 16),),
    "sian": (
        Warned(
            _EVERYONE,
            "Collect her from the door: she will not walk in alone.",
            "",
            21,
            8,
            "She walks in by herself now.",
        ),
        Warned(
            _CLINICAL,
            "Has seizures under stress. Not to be left alone after a session.",
            "Her own account, and her GP's letter.",
            6,
            agency=WESTVALE,
            by="ines",
        ),
    ),
    "nikki": (
        Warned(
            _CLINICAL,
            "Begin with grounding. She dissociates when asked about that year.",
            "Agreed with her at screening.",
            5,
            agency=WESTVALE,
            by="ines",
        ),
    ),
    "leanne": (Warned(_CASEWORK, "Remind her twice of every appointment.", "Head injury two years ago.", 19),),
    "robyn": (
        Warned(
            _CASEWORK,
            "On an alcohol detox plan: offer hot drinks, ask how the day went.",
            "",
            3,
            agency=HARBOUR,
            by="shanice",
        ),
    ),
    "gem": (Warned(_EVERYONE, "Check her phone number every time.", "It changes about once a month.", 13),),
}


@dataclass(frozen=True)
class Stood:
    """How the service came to stand with her: the status, weeks ago, and a note."""

    status: Status
    weeks: int
    note: str = ""


#: Each woman's changes of status, oldest first. The last is where she stands today; all others are in touch.
STATUSES: dict[str, tuple[Stood, ...]] = {
    "lou": (Stood(Status.LOST_TOUCH, 13, "Not seen for weeks. Texts go unanswered. Hostel says she has moved."),),
    "sasha": (Stood(Status.LOST_TOUCH, 10, "No number, and none of the other stops has seen her."),),
    "mags": (
        Stood(Status.LOST_TOUCH, 5, "Looked for at her flat and the market. Neighbour thinks she is with her brother."),
    ),
    "jade_van": (Stood(Status.LOST_TOUCH, 6, "Came three times, then not again."),),
    "vic": (Stood(Status.MOVED_ON, 8, "Has her own tenancy and a course. She knows the door stays open."),),
    "gemma": (Stood(Status.MOVED_ON, 14, "Moved to her aunt's, two hours away. Service there knows she may call."),),
    "hayley": (Stood(Status.CLOSED, 11, "She asked us to close her file. She knows she can come back any time."),),
    "samantha": (
        Stood(Status.CLOSED, 3, "Works with another service in her own town now, and chose to stay with them."),
    ),
    "cat": (
        Stood(
            Status.DIED,
            12,
            "Cat died in hospital. Jo and Dilys were with her sister. Women were told at the drop-in and lit a candle.",
        ),
    ),
    "tracey": (
        Stood(Status.LOST_TOUCH, 17, "No sign of her for six weeks."),
        Stood(Status.IN_TOUCH, 12, "Walked in on Tuesday. She had been in hospital."),
    ),
    "tash": (
        Stood(Status.MOVED_ON, 21, "Working in a kitchen, feels settled."),
        Stood(Status.IN_TOUCH, 10, "The job ended. She wanted the drop-in again, and knew where to come."),
    ),
}

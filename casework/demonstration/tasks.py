"""Follow-ups as staff write them, and what came of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """What needs doing, within how many days, and what came of it; and for whom, where it does not fit everybody."""

    what: str
    days: int
    outcomes: tuple[str, ...]
    only: tuple[str, ...] = ()

    def fits(self, woman: str) -> bool:
        """Whether it can be for this woman."""
        return not self.only or woman in self.only


TASKS = (
    Task("Ring Millrace hostel about a room", 3, ("Room from Monday.", "Full. On the list, fourth.")),
    Task("Book her in with the nurse", 7, ("Tuesday at two.", "Seen at the drop-in.")),
    Task(
        "Go with her to the housing office", 10, ("Went together. Form accepted.", "She went with her sister instead.")
    ),
    Task("Find a coat in her size", 4, ("Found one, she has it.", "Donated by the church on Ropewalk.")),
    Task(
        "Ask Harbour about a place in the Thursday group",
        7,
        ("Place from next week.", "She would rather wait a while."),
    ),
    Task("Text her about the dentist", 2, ("Texted. She is going.", "Texted, no answer. Told her on the van.")),
    Task("Post the card to her mother", 2, ("Posted first class.",)),
    Task("Ring her solicitor for the hearing date", 5, ("Fourteenth, ten o'clock.", "They will ring back with it.")),
    Task("Bring her letters from the office on Tuesday", 6, ("Given to her and read together.",)),
    Task("Fetch her prescription with her", 3, ("Done, picked up together.", "She went by herself.")),
    Task("Check that she got home", 1, ("Rang, home and well.", "Seen at the next drop-in.")),
    Task("Look for her at the bus station stop", 4, ("Seen and fed.", "Not there. Tried again on the next run.")),
    Task(
        "Ask for an interpreter for her next visit",
        6,
        ("Booked, a woman, face to face.",),
        ("ola", "stef", "ioana", "lindita"),
    ),
    Task("Write a letter for her benefits appeal", 9, ("Sent, copy given to her.",)),
    Task("Order hearing aid batteries", 7, ("Two packets in the office drawer.",), ("dee", "mo")),
    Task("Ring the midwife with her", 3, ("Booked for the twelfth, we go along.",), ("robyn",)),
    Task(
        "Pass her description of the car to the warning list, without her name", 1, ("Passed on, approved by Dilys.",)
    ),
    Task("Find out about the women's course at the college", 14, ("Starts next term. She has the leaflet.",)),
    Task("Fetch a sleeping bag from the store", 2, ("Given on the van.",)),
    Task("Ask the wound clinic for a Saturday time", 5, ("Saturday at eleven.",)),
    Task("Help her ring the bank about her card", 3, ("New one in five days, sent here.",)),
    Task("Take her bus pass form to the office", 8, ("Pass has come. She has it.",)),
    Task("Ask her whether she still wants the flat viewing", 5, ("Yes, Wednesday.", "No, too near his mother's.")),
)

#: After a worry: soon, and by somebody she knows.
AFTER_WORRY = (
    Task("Ring the crisis team to hear whether they saw her", 1, ("Seen the same night, follow-up on Friday.",)),
    Task(
        "Talk with her about a safety plan for the weekend",
        2,
        ("Talked. She has it on a card.", "Not the day for it. Will ask again."),
    ),
    Task(
        "Check how she is, before the next night",
        1,
        ("Rang at the time she likes. A little better.", "Seen at the drop-in, ate."),
    ),
    Task("Tell her keyworker tomorrow morning", 1, ("Told, and they have spoken.",)),
    Task("Talk as a team about whether this needs a safeguarding concern", 1, ("Talked. Agreed to ask her first.",)),
    Task(
        "Look out for her on the next van run",
        2,
        ("Seen at the second stop.", "Not seen. Tried her number at noon, all right."),
    ),
    Task(
        "Ask her again whether she would like a doctor to look at it",
        2,
        ("Yes. Went along.", "Not now. It is healing."),
    ),
)

#: What was wanted from staff when somebody possibly under 18 came.
SAFEGUARDING = Task(
    "Tell the safeguarding lead what she said about her age", 1, ("Told the same night. Referral made.",)
)

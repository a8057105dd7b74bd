"""What a worker may see at each stage of the cycle of change, and what helps there.

Source: 004, "How to identify the stage an individual is at" and "The stages of the cycle", in our own words; each line
keeps what the guidance means. Nothing has to be ticked, and no count of ticks is a stage.
"""

from collections.abc import Iterable

CUES: dict[str, dict[str, str]] = {
    "pre_contemplation": {
        "enjoys": "Says that she likes using",
        "no_health": "Names no trouble with her health",
        "accepts": "Takes things as they are now",
        "now_and_then": "Uses the drop-in or the van now and then, and keeps workers at a distance",
        "no_depth": "Steers away from longer talks",
        "not_joining": "Does not join in with groups",
        "not_a_problem": "Does not see a problem, or cannot yet",
        "not_hers": "Finds it hard to see her own part in how things are",
    },
    "contemplation": {
        "more_often": "Comes to us more often",
        "tells": "Begins to tell about herself",
        "not_content": "Says that she is not content with how things are",
        "future": "Thinks and talks more of what is to come than of what was",
        "looks_forward": "Begins to look forward to something changing",
    },
    "decision": {
        "enough": "Says it outright, like “I have had enough”",
        "asks": "Gets in touch and asks for help with one thing",
        "engages": "Works with her keyworker fully",
        "tells_others": "Tells other people what she means to do",
        "small_changes": (
            "Has changed something small already: smokes and does not inject, or works only at some times or with"
            " some customers"
        ),
    },
    "action": {
        "makes_plan": "Fills her care plan in, and takes it further herself",
        "keeps": "Comes to the appointments and meetings that were made",
    },
    "maintenance": {
        "keeps_regularly": "Comes to appointments regularly",
        "hopeful": "Is hopeful",
        "leads_plan": "Takes more and more of the lead in her care plan",
        "health": "Her health gets better, and how she looks after herself",
        "in_contact": "Stays in touch with her worker, perhaps less closely than at first",
    },
    "relapse": {
        "now_and_then_again": "Tells of using and of working now and then",
        "misses": "Draws back, and misses appointments and key work",
        "back_out": "Is working on the street again, and using without a pattern",
        "hard_to_reach": "Is hard for her worker to reach",
    },
}

#: The same as it is told to her, where she asks what is held of her.
TO_HER: dict[str, str] = {
    "enjoys": "You said that you like using",
    "no_health": "You named no trouble with your health",
    "accepts": "You took things as they were",
    "now_and_then": "You came to the drop-in or the van now and then, and kept workers at a distance",
    "no_depth": "You steered away from longer talks",
    "not_joining": "You did not join in with groups",
    "not_a_problem": "You did not see a problem, or could not yet",
    "not_hers": "You found it hard to see your own part in how things were",
    "more_often": "You came to us more often",
    "tells": "You began to tell about yourself",
    "not_content": "You said that you were not content with how things were",
    "future": "You thought and talked more of what is to come than of what was",
    "looks_forward": "You began to look forward to something changing",
    "enough": "You said it outright, like “I have had enough”",
    "asks": "You got in touch and asked for help with one thing",
    "engages": "You worked with your keyworker fully",
    "tells_others": "You told other people what you meant to do",
    "small_changes": (
        "You had changed something small already: smoking instead of injecting, or working only at some times or with"
        " some customers"
    ),
    "makes_plan": "You filled your care plan in, and took it further yourself",
    "keeps": "You came to the appointments and meetings that were made",
    "keeps_regularly": "You came to appointments regularly",
    "hopeful": "You were hopeful",
    "leads_plan": "You took more and more of the lead in your care plan",
    "health": "Your health got better, and how you looked after yourself",
    "in_contact": "You stayed in touch with your worker, perhaps less closely than at first",
    "now_and_then_again": "You told of using and of working now and then",
    "misses": "You drew back, and missed appointments and key work",
    "back_out": "You were working on the street again, and using without a pattern",
    "hard_to_reach": "You were hard for your worker to reach",
}

#: What helps at a stage. Motivational interviewing and relapse prevention stand where the guidance puts them.
HELPS: dict[str, tuple[str, ...]] = {
    "pre_contemplation": (
        "Be there, and want nothing of her: food, warmth, health, safety, as she likes them.",
        "Leave information within reach, so that it is there when she wants it.",
        "Harm reduction, without a word about stopping.",
    ),
    "contemplation": (
        "Motivational interviewing: she weighs both sides, in her own words, and you do not argue for one.",
        "Take time. Whoever is ready and prepared has it easier afterwards.",
        "Tell her what there is, and who could be beside her.",
    ),
    "decision": (
        "Relapse prevention, from now on: what draws her back, and what she does then.",
        "Do what she asks for now, while she asks: doors open at this moment.",
        "A care plan in small steps that are hers.",
    ),
    "action": (
        "Relapse prevention: go through the hard days before they come.",
        "Be practical: reminders, lifts, somebody who goes with her.",
        "It takes all of her. Ask for little besides.",
    ),
    "maintenance": (
        "Relapse prevention: keep the plan for hard days fresh.",
        "Stay in touch at the distance that she chooses.",
        "Look out for loneliness: old company may be gone before there is new.",
    ),
    "relapse": (
        "Say it as it is: a lapse is part of the way, and what she learned stays hers.",
        "Look for her gently. The door is open, and nobody asks why she was away.",
        "Relapse prevention, when she likes: what carried her, and what became too much.",
        "Safety first: naloxone, safer use, health.",
    ),
}


def in_words(codes: Iterable[str], *, to_her: bool = False) -> list[str]:
    """What was seen, in words, in the order of the stages. A cue that is no longer offered is left out."""
    ticked = set(codes)
    return [TO_HER[code] if to_her else said for cues in CUES.values() for code, said in cues.items() if code in ticked]

"""The words that a new agency's form begins with, in English, and what parts of it are called to staff.

The clauses are those of ``004``, appendix 2, in words of our own: short sentences that can be read out loud.
"""

from casework.clients.rules import SHARED_WORDS
from consent.agreements.rules import Outside, Part, Sharing

LANGUAGE = "English"
WHY = "The first version"

#: Heading, words and explanation of each page. ``{agency}`` is the agency's name.
STANDARD: dict[Part, tuple[str, str, str]] = {
    Part.SERVICE: (
        "Support from us",
        "{agency} would like to support you. You say what you want help with, and how fast we go.",
        (
            "Yes: we plan support together with you.\n"
            "No: you are still welcome at the drop-in and at the van. Nothing is taken away."
        ),
    ),
    Part.STORING: (
        "Keeping information about you",
        (
            "May {agency} keep information about you? If it matters for your support, this can be"
            " about your health, your sex life, your religion or politics, your race or ethnic group,"
            " and offences and convictions."
        ),
        (
            "Yes: we keep it safe. Only workers who need it can see it.\n"
            "No: we keep no file that we work with. You can still come to the drop-in without giving"
            " a name. If the law says that we must keep something, it is locked away."
        ),
    ),
    Part.OUTSIDE: (
        "Telling other agencies",
        (
            "It can help if we tell another agency something about you, for example to find you a"
            " home. Which of these may {agency} give information that they need? Choose each one by"
            " itself.\n"
            "- Social services\n"
            "- The police\n"
            "- Benefits (DWP)\n"
            "- Solicitors\n"
            "- Housing offices\n"
            "- Schools and education\n"
            "- Drug services\n"
            "- Gas, electricity, water and phone companies\n"
            "- GP and health\n"
            "- Housing providers"
        ),
        (
            "Yes: each time, we tell them only what is needed, and write down what we told. They"
            " never see your file.\n"
            "No: we do not tell them, unless one of the reasons on a later page is there."
        ),
    ),
    Part.PARTNERS: (
        "Agencies who work with us",
        (
            "Some agencies run this service together with us. They can see a part of your file only"
            " if you say so. What may each of them see?\n"
            "- Who you are: your names, your age and how to reach you\n"
            "- Your support: when we met, what we talked about, your plans\n"
            "- Your steps: which groups you go to and what comes next\n"
            "- Tests and therapy\n"
            "- Safety: what happened to you, and how to keep you safe"
        ),
        (
            "Anything you choose lets that agency know who you are. You can say: only what is written"
            " from today on. You can give a last day. When you change your mind it is closed at once."
            " What they wrote themselves stays with them."
        ),
    ),
    Part.PEOPLE: (
        "People we do not tell",
        ("Is there anybody who must not hear anything about you from us? Tell us their name, and who they are to you."),
        "We keep to this, unless one of the reasons on the next page is there.",
    ),
    Part.GROUNDS: (
        "When we must tell somebody",
        (
            "We keep what you tell us private. But {agency} will tell somebody when:\n"
            "- a child may be in danger of abuse\n"
            "- another adult may be physically hurt\n"
            "- an adult who needs care or protection may be in danger of abuse\n"
            "- you may hurt yourself badly\n"
            "- you have said that we may share it with another agency, or with somebody who acts"
            " for it\n"
            "- a court orders us to"
        ),
        "If it is safe, we talk with you about it first.",
    ),
    Part.SEEING: (
        "Seeing what we hold",
        (
            "You can ask to see what {agency} holds about you. Ask any worker, or write to the"
            " project co-ordinator. We make a time for you to look at it within 21 days of when you"
            " asked."
        ),
        ("If something is wrong, we put it right with you. The law also gives you a copy within one month."),
    ),
    Part.RESEARCH: (
        "Taking part in research",
        ("Researchers look at how services like ours work, to make them better. Do you want to take part?"),
        (
            "Yes: what we know about you may be used for this. Nothing that is printed says who you"
            " are.\n"
            "No: your support stays just the same."
        ),
    ),
    Part.SIGNING: (
        "Your name",
        (
            "I understand what is on these pages. {agency} may keep information about me, and pass it"
            " on, in the way that I have chosen here."
        ),
        ("You can change your mind at any time, about all of it or a part of it. Just tell any worker."),
    ),
}

#: What is added to the list of grounds where an administrator turns it on. ``{agency}`` is the agency's name.
REPUTATION = "it cannot be avoided, to protect the good name of {agency} for the good of everyone"

REPUTATION_WARNING = (
    "The form of 2008 names this ground. Today’s law would rarely support it: to protect an"
    " organisation’s name is hardly ever a reason to pass on what a woman told in confidence, least of all"
    " about her health, her sex life or offences. Ask whoever advises you on data protection before you"
    " turn it on"
)

#: What staff call the pages of the form.
PARTS: dict[Part, str] = {
    Part.SERVICE: "The service",
    Part.STORING: "Storing",
    Part.OUTSIDE: "Outside agencies",
    Part.PARTNERS: "Partner agencies",
    Part.PEOPLE: "People not to be told",
    Part.GROUNDS: "When we must tell",
    Part.SEEING: "Seeing what is held",
    Part.RESEARCH: "Research",
    Part.SIGNING: "Her signature",
}

#: What staff call what they tick, where a list is about several versions of the form.
OUTSIDE: dict[Outside, str] = {
    Outside.SOCIAL_SERVICES: "Social services",
    Outside.POLICE: "Police",
    Outside.DWP: "DWP",
    Outside.SOLICITORS: "Solicitors",
    Outside.HOUSING_OFFICES: "Housing offices",
    Outside.EDUCATION: "Education and schools",
    Outside.DRUG_SERVICES: "Drug services",
    Outside.UTILITIES: "Utility companies",
    Outside.HEALTH: "GP and health",
    Outside.HOUSING_PROVIDERS: "Housing providers",
}
SHARING: dict[Sharing, str] = {Sharing(category): words for category, words in SHARED_WORDS.items()}


def standard(agency: str) -> dict[Part, tuple[str, str, str]]:
    """The standard words with an agency's name in them."""
    return {
        part: (heading, words.format(agency=agency), explained.format(agency=agency))
        for part, (heading, words, explained) in STANDARD.items()
    }

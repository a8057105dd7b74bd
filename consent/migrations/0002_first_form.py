"""Agencies that are at work already get what a new one begins with: the first consent form, in English."""

from typing import Any

from django.db import migrations
from django.utils import timezone

# As consent/agreements/wording.py had them when this was written: heading, words, and what they mean.
PARTS = {
    "service": (
        "Support from us",
        "{agency} would like to support you. You say what you want help with, and how fast we go.",
        (
            "Yes: we plan support together with you.\n"
            "No: you are still welcome at the drop-in and at the van. Nothing is taken away."
        ),
    ),
    "storing": (
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
    "outside": (
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
    "partners": (
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
    "people": (
        "People we do not tell",
        ("Is there anybody who must not hear anything about you from us? Tell us their name, and who they are to you."),
        "We keep to this, unless one of the reasons on the next page is there.",
    ),
    "grounds": (
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
    "seeing": (
        "Seeing what we hold",
        (
            "You can ask to see what {agency} holds about you. Ask any worker, or write to the"
            " project co-ordinator. We make a time for you to look at it within 21 days of when you"
            " asked."
        ),
        ("If something is wrong, we put it right with you. The law also gives you a copy within one month."),
    ),
    "research": (
        "Taking part in research",
        ("Researchers look at how services like ours work, to make them better. Do you want to take part?"),
        (
            "Yes: what we know about you may be used for this. Nothing that is printed says who you"
            " are.\n"
            "No: your support stays just the same."
        ),
    ),
    "signing": (
        "Your name",
        (
            "I understand what is on these pages. {agency} may keep information about me, and pass it"
            " on, in the way that I have chosen here."
        ),
        ("You can change your mind at any time, about all of it or a part of it. Just tell any worker."),
    ),
}



def begin(apps: Any, _schema_editor: Any) -> None:
    """Give the form to every agency that has none. Safe to do twice."""
    agency, form, part = (
        apps.get_model(*names)
        for names in (("staff", "Agency"), ("consent", "ConsentForm"), ("consent", "FormPart"))
    )
    for each in agency.objects.exclude(pk__in=form.objects.values("agency")).order_by("pk"):
        made = form.objects.create(
            agency=each, language="English", number=1, why="The first version", published_at=timezone.now()
        )
        for code, said in PARTS.items():
            heading, words, explained = (text.format(agency=each.name) for text in said)
            part.objects.create(form=made, part=code, heading=heading, words=words, explained=explained)


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("staff", "0002_refusal_reason")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]

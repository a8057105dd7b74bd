from pathlib import Path

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """What she agreed to, and what leaves the building."""

    name = "consent"

    def ready(self) -> None:
        from consent.agreements import panels
        from consent.agreements.actions import begin_forms
        from consent.disclosures import panels as panels_of_disclosures
        from consent.referrals import naming as naming_of_referrals
        from consent.referrals import panels as panels_of_referrals
        from consent.referrals import told as told_of_referrals
        from consent.sharing import kinds
        from consent.sharing import panels as panels_of_sharing
        from consent.subject_access import kinds as kinds_of_access
        from consent.subject_access import packing
        from consent.subject_access import panels as panels_of_access
        from consent.subject_access.rules import diagram
        from dussk.access import documenting
        from dussk.access.raising import add_functions
        from dussk.staff import beginnings

        panels.put_up()
        kinds.put_in_place()
        panels_of_sharing.put_up()
        panels_of_disclosures.put_up()
        panels_of_referrals.put_up()
        told_of_referrals.put_in_place()
        naming_of_referrals.put_in_place()
        kinds_of_access.put_in_place()
        packing.put_in_place()
        panels_of_access.put_up()
        documenting.add_block("access-moves", diagram)
        beginnings.register(begin_forms)
        add_functions(
            Path(__file__).with_name("wall.sql"),
            "wall.sign_agreement(bigint)",
            "wall.withdraw(bigint,date,text[],bigint[],bigint[],text)",
        )
        add_functions(
            Path(__file__).with_name("disclosures.sql"),
            "wall.people_not_told(bigint)",
            "wall.recipient_of(consent_disclosure)",
            "wall.decide_disclosure(bigint,boolean,text,bigint[])",
            "wall.release_disclosure(bigint,text,timestamp with time zone,text,text)",
        )
        add_functions(Path(__file__).with_name("referrals.sql"))
        add_functions(
            Path(__file__).with_name("access.sql"),
            "wall.files_of_access(bigint)",
            "wall.add_parts(bigint)",
            "wall.whole_access(bigint)",
            "wall.step_access(bigint,text,date,text,bigint)",
            "wall.forget_packs()",
        )

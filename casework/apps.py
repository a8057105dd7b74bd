from pathlib import Path

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Clients and contacts: what keyworkers do every night."""

    name = "casework"

    def ready(self) -> None:
        from casework.clients import besides, kinds, parts, told
        from casework.contacts import kinds as kinds_of_contacts
        from casework.contacts import panels
        from casework.contacts import told as told_of_contacts
        from casework.contacts.actions import begin_lists
        from casework.importing import doing as doing_imports
        from casework.importing import kinds as kinds_of_imports
        from casework.intake import kinds as kinds_of_intake
        from casework.intake import panels as panels_of_intake
        from casework.intake import told as told_of_intake
        from casework.intake.actions import begin_criteria
        from casework.looking import kinds as kinds_of_looking
        from casework.looking import panels as panels_of_looking
        from casework.printing import doing as doing_prints
        from casework.printing import kinds as kinds_of_printing
        from casework.printing import told as told_of_printing
        from dussk.access.raising import add_functions
        from dussk.staff import beginnings

        parts.put_in_place()
        panels.put_up()
        panels_of_intake.put_up()
        panels_of_looking.put_up()
        told.put_in_place()
        told_of_contacts.put_in_place()
        told_of_intake.put_in_place()
        told_of_printing.put_in_place()
        kinds_of_printing.put_in_place()
        doing_prints.put_in_place()
        for told_of in (kinds, besides, kinds_of_contacts, kinds_of_intake, kinds_of_imports, kinds_of_looking):
            told_of.put_in_place()
        doing_imports.put_in_place()
        beginnings.register(begin_lists)
        beginnings.register(begin_criteria)
        add_functions(
            Path(__file__).with_name("wall.sql"),
            "wall.blocked()",
            "wall.emergencies()",
            "wall.emergency(text)",
            "wall.is_shared(text,bigint,timestamp with time zone)",
            "wall.shifts()",
            "wall.search(text,text[],integer)",
            "wall.open_emergency(text,text,date,text)",
            "wall.file_of_own_record(bigint)",
            "wall.own_record_on(bigint)",
            "wall.restrict_file(bigint)",
            "wall.say_why_kept(bigint,text,date)",
            "wall.lift_restriction(bigint,text)",
        )
        add_functions(Path(__file__).with_name("intake.sql"))
        add_functions(Path(__file__).with_name("looking.sql"))
        add_functions(
            Path(__file__).with_name("importing.sql"),
            "wall.written_since_import(bigint,bigint[])",
            "wall.undo_import(bigint)",
            "wall.forget_imports()",
            "wall.clear_findings(bigint)",
        )
        add_functions(
            Path(__file__).with_name("joining.sql"),
            "wall.leads_to(text)",
            "wall.join_files(bigint,bigint,text,jsonb)",
            "wall.written_since(bigint)",
            "wall.undo_joining(bigint,text,jsonb)",
            "wall.joined_by_mistake(bigint[])",
        )

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig

#: What each room says of itself when the service starts: how its rows are told, which long work it does.
_PUT_IN_PLACE = (
    *("clients.parts", "clients.told", "clients.kinds", "clients.besides"),
    *("contacts.told", "contacts.kinds"),
    *("intake.told", "intake.kinds"),
    *("importing.kinds", "importing.doing"),
    "looking.kinds",
    *("information.told", "information.kinds"),
    *("assessments.told", "assessments.kinds"),
    "change.told",
    *("care_plans.told", "care_plans.kinds"),
    *("printing.told", "printing.kinds", "printing.doing"),
)
#: Rooms with something to show on other rooms' pages.
_PUT_UP = ("contacts", "intake", "looking", "information", "assessments", "change", "care_plans")


class CaseworkConfig(AppConfig):
    """Clients and contacts: what keyworkers do every night."""

    name = "casework"

    def ready(self) -> None:
        from casework.contacts.actions import begin_lists
        from casework.intake.actions import begin_criteria
        from dussk.access.raising import add_functions
        from dussk.staff import beginnings

        for room in _PUT_IN_PLACE:
            import_module(f"casework.{room}").put_in_place()
        for room in _PUT_UP:
            import_module(f"casework.{room}.panels").put_up()
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
        add_functions(Path(__file__).with_name("information.sql"))
        add_functions(Path(__file__).with_name("assessments.sql"))
        add_functions(Path(__file__).with_name("looking.sql"))
        add_functions(Path(__file__).with_name("care_plans.sql"))
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

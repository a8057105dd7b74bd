from pathlib import Path

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work: what takes longer than a page may, done by a process of its own for whoever asked."""

    name = "dussk.jobs"
    label = "jobs"

    def ready(self) -> None:
        from dussk.access.raising import add_functions
        from dussk.access.walls import leave_open
        from dussk.jobs.panels import finished
        from dussk.today.registry import Panel, register

        leave_open(
            "django_tasks_database.DBTaskResult",
            "SELECT, INSERT, UPDATE, DELETE",
            "The queue of long work: a job's random id, and when somebody took it up. The job lies behind the wall.",
        )
        add_functions(
            Path(__file__).with_name("wall.sql"),
            "wall.begin_job(uuid,text)",
            "wall.tell_job(uuid,text,integer,integer,integer)",
            "wall.end_job(uuid,text,integer,text,text)",
            "wall.cancel_job(uuid)",
            "wall.forget_jobs()",
        )
        register(Panel(6, "jobs/_today.html", finished))

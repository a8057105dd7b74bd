"""What stands in the library's queue: one task, which is given a job's random id and nothing else."""

from django_tasks import task


@task()
def do(uid: str) -> None:
    """Do the job with this id."""
    from dussk.jobs.running import do_job  # noqa: PLC0415 - whoever asks for work need not load what does it

    do_job(uid)

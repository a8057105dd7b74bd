"""Two databases of generated rows, a small one and a large one, each on a cluster of its own."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dussk.embedded import CLONE
from dussk.embedded.cluster import Cluster
from dussk.embedded.clusters import clone_cluster
from dussk.embedded.programs import program_folder
from dussk.embedded.state import private_folder, state_folder


@dataclass(frozen=True)
class Size:
    """How much one database holds."""

    clients: int
    contacts: int


SMALL, LARGE = Size(1_000, 50_000), Size(100_000, 5_000_000)
#: For a quick trial (``--small``): its figures say nothing.
TRIAL_SMALL, TRIAL_LARGE = Size(300, 6_000), Size(3_000, 100_000)


def say(what: str) -> None:
    """Tell whoever waits what is being done."""
    sys.stderr.write(f"==> {what}\n")
    sys.stderr.flush()


@dataclass(frozen=True)
class Service:
    """A filled database."""

    size: Size
    cluster: Cluster

    def environment(self) -> dict[str, str]:
        """What a process needs in order to work on it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DUSSK_", "DATABASE_", "DJANGO_", "PG"))
        }
        return kept | {
            "DATABASE_URL": self.cluster.app_url,
            "DATABASE_OWNER_URL": self.cluster.owner_url,
            "DUSSK_EMBEDDED": "1",
            "PATH": f"{program_folder()}:{os.environ.get('PATH', os.defpath)}",
        }

    @property
    def static(self) -> Path:
        """Where this run's style sheets and scripts are gathered."""
        return CLONE / ".local" / "bench-static"

    def manage(self, *arguments: str, settings: str = "dussk.settings") -> None:
        """Run a command of ``manage.py`` on it."""
        ours = {"STATIC_ROOT": str(self.static), "PYTHONPATH": f"{CLONE}/script", "DJANGO_SETTINGS_MODULE": settings}
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CLONE,
            env=self.environment() | ours,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def filled(size: Size, *, keep: bool) -> Iterator[Service]:
    """A database of this size, up for as long as the block lasts; kept for the next run, or removed after this one."""
    mark = clone_cluster().home.name
    home = state_folder() / f"bench-{mark}-{size.clients}-{size.contacts}"
    done = home / "filled"
    if home.exists() and not done.exists():  # a run that was ended before it was filled
        shutil.rmtree(home)
    private_folder(home)
    service = Service(size, Cluster(home, durable=True))
    try:
        with service.cluster.use():
            service.manage("migrate", "--verbosity=0", settings="benchmarks.settings")
            if not done.exists():
                say(f"Generating {size.clients:,} clients and {size.contacts:,} contacts")
                began = time.monotonic()
                service.manage("generate", "--stamp", f"--clients={size.clients}", f"--contacts={size.contacts}")
                say(f"which took {time.monotonic() - began:.0f} s")
                done.touch()
            yield service
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)

"""``script/bench``: takes every figure and prints a line of JSON for each; ends with 1 where one is not right."""

import argparse
import contextlib
import os
import sys

from benchmarks.limits import LIMITS
from benchmarks.services import LARGE, SMALL, TRIAL_LARGE, TRIAL_SMALL, Service, filled, say


def main() -> int:
    """Bring up, fill, measure."""
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--keep", action="store_true", help="keep the databases for the next run")
    parser.add_argument("--small", action="store_true", help="a quick trial on few rows; its figures say nothing")
    parser.add_argument("figures", nargs="*", help="only these")
    asked = parser.parse_args()
    small, large = (TRIAL_SMALL, TRIAL_LARGE) if asked.small else (SMALL, LARGE)
    with contextlib.ExitStack() as stack:
        small_one = stack.enter_context(filled(small, keep=asked.keep))
        large_one = stack.enter_context(filled(large, keep=asked.keep))
        _enter(small_one, large_one)
        return _measure(large_one, set(asked.figures))


def _enter(small: Service, large: Service) -> None:
    """Have this process be a worker process of the application, on the large database."""
    for name in [name for name in os.environ if name.startswith(("DUSSK_", "DATABASE_", "DJANGO_", "PG"))]:
        del os.environ[name]
    os.environ.update(large.environment())
    os.environ.update(
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
        STATIC_ROOT=str(large.static),
        BENCH_LARGE_OWNER_URL=large.cluster.owner_url,
        BENCH_SMALL_URL=small.cluster.app_url,
        BENCH_SMALL_OWNER_URL=small.cluster.owner_url,
    )
    large.manage("collectstatic", "--no-input", "--verbosity=0", settings="benchmarks.settings")
    import django  # noqa: PLC0415 - with the environment set

    django.setup()


def _measure(large: Service, only: set[str]) -> int:
    from benchmarks.browsing import Served  # noqa: PLC0415 - with Django set up
    from benchmarks.figures import Bench  # noqa: PLC0415

    say("Measuring")
    right = True
    bench = Bench()
    with contextlib.ExitStack() as stack:
        served: Served | None = None
        for limit in LIMITS:
            if only and limit.name not in only:
                continue
            if hasattr(bench, limit.name):
                value = getattr(bench, limit.name)()
            else:
                served = served or stack.enter_context(Served(large, bench))
                value = getattr(served, limit.name)()
            number, wrong = value if isinstance(value, tuple) else (value, False)
            right = limit.line(number, otherwise_wrong=wrong) and right
    for finding in dict.fromkeys(bench.unserved):
        sys.stderr.write(f"!!! Not served by an index: {finding}\n")
    return 0 if right and not bench.unserved else 1


if __name__ == "__main__":
    sys.exit(main())

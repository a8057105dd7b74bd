"""Waits until an address answers 200:   wait_until_healthy.py ADDRESS PROCESS

Ends with status 0 when it does; with 1, and what it answered last, when it does not within a minute; with 1 in silence
when the process (its number) has ended.
"""

import os
import sys
import time
import urllib.error
import urllib.request

LIMIT = 60  # seconds
PAUSE = 0.1  # seconds


def ask(address: str) -> str:
    """The answer to one request, in words; empty when it is 200."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine, never through a proxy
    try:
        with opener.open(address, timeout=10):
            return ""
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.reason}\n{error.read(2000).decode(errors='replace')}"
    except OSError as error:
        return str(error)


def main(address: str, process: int) -> int:
    """Wait; the exit status."""
    end = time.monotonic() + LIMIT
    while answer := ask(address):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return 1
        if time.monotonic() > end:
            sys.stderr.write(f"\n!!! {address} is not well: {answer}\n")
            return 1
        time.sleep(PAUSE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))

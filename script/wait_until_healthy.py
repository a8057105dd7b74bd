# ruff: noqa: INP001 (run as a file by script/server)
"""Waits until the application on this machine says that it is well.

    wait_until_healthy.py PORT HOST PROCESS

Asks for /healthz by the name HOST. Ends with status 0 when the answer is 200; with 1, and the last answer, when it is
not within a minute; with 1 in silence when PROCESS, the server's number, has ended.
"""

import http.client
import os
import sys
import time

LIMIT = 60  # seconds
PAUSE = 0.1  # seconds


def ask(port: int, host: str) -> str:
    """What is wrong, in words; empty when nothing is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        answer = connection.getresponse()
        said = answer.read(2000).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        connection.close()
    return "" if answer.status == http.HTTPStatus.OK else f"{answer.status} {answer.reason}\n{said}"


def runs(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def main(port: int, host: str, process: int) -> int:
    """Wait; the exit status."""
    end = time.monotonic() + LIMIT
    while wrong := ask(port, host):
        if not runs(process):
            return 1
        if time.monotonic() > end:
            sys.stderr.write(f"\n!!! The application is not well: {wrong}\n")
            return 1
        time.sleep(PAUSE)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))

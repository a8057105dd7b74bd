"""Kill -9 of the process that prints a batch of plans: no half PDF, taken up again, and whole when it is fetched."""

import io
import os
import signal
from http import HTTPStatus
from typing import Any

from pypdf import PdfReader

from tests.faults.serving import LIMIT, Server, Visitor, until
from tests.faults.test_jobs import runner
from tests.faults.test_killed import rows

MANAGER = "Dilys Maddern"
MARK = "A wish that is in no other plan"
PLANS = 40

#: Women of the manager's agency, who have Jo for keyworker from now on, each with a plan of her own.
MADE = f"""
WITH her AS (
  UPDATE casework_client SET keyworker_id = (SELECT id FROM staff_staff WHERE name = 'Jo Ashdown')
   WHERE id IN (SELECT c.id FROM casework_client c
                  JOIN staff_post p ON p.agency_id = c.agency_id AND p.role = 'manager' AND p.ended_at IS NULL
                  JOIN staff_staff s ON s.id = p.staff_id AND s.name = '{MANAGER}'
                 WHERE c.joined_into_id IS NULL AND c.status NOT IN ('closed', 'died') AND NOT EXISTS (
                       SELECT FROM casework_restriction r WHERE r.client_id = c.id AND r.lifted_at IS NULL)
                   AND NOT EXISTS (SELECT FROM casework_block b WHERE b.client_id = c.id)
                 ORDER BY c.id LIMIT {PLANS})
  RETURNING id, agency_id, made_by_id)
INSERT INTO casework_careplan (client_id, owner_id, agency_id, made_by_id, made_at, uid, wants, strengths,
                               crisis_signs, crisis_helps, crisis_people, crisis_safe, ended_why)
SELECT id, agency_id, agency_id, made_by_id, now(), gen_random_uuid(), '{MARK} ' || id, '', '', '', '', '', ''
  FROM her RETURNING client_id"""


class Manager:
    """Has plans printed."""

    def __init__(self, server: Server) -> None:
        self.server, self.visitor = server, Visitor(server)
        self.visitor.sign_in(MANAGER)

    def ask(self) -> None:
        """For all plans of Jo's."""
        jo = rows(self.server, "SELECT uid::text FROM staff_staff WHERE name = 'Jo Ashdown'")[0]
        assert self.visitor.ask("GET", "/plans/print/") == HTTPStatus.OK
        sent = {"which": "keyworker", "keyworker": jo, "edition": "file"}
        assert self.visitor.ask("POST", "/plans/print/", sent) == HTTPStatus.FOUND, self.visitor.body

    def job(self, column: str) -> Any:
        """Of the work that was asked for last."""
        return rows(self.server, f"SELECT {column} FROM jobs_job ORDER BY id DESC LIMIT 1")[0]

    def fetch(self) -> int:
        """Fetch what it made; the status of the answer."""
        return self.visitor.ask("GET", f"/jobs/{self.job('uid::text')}/fetch/")


def printed(server: Server) -> int:
    """How many women the log says were printed in a batch."""
    found: int = rows(server, "SELECT count(*) FROM audit_viewlog WHERE kind = 'printed' AND page = 'paper:batch'")[0]
    return found


def test_killed_while_a_batch_is_printed(server: Server) -> None:
    women = rows(server, MADE)
    assert len(women) == PLANS
    manager = Manager(server)
    manager.ask()
    with runner(server) as process:
        until(lambda: bool(manager.job("done > 1 OR outcome <> ''")))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(LIMIT)
    assert manager.job("outcome") == ""  # it was in the middle of it
    assert rows(server, "SELECT count(*) FROM jobs_jobresult r JOIN jobs_job j ON j.id = r.job_id"
                        " WHERE j.kind = 'plans_on_paper'") == [0]  # fmt: skip
    assert manager.fetch() == HTTPStatus.NOT_FOUND
    assert printed(server) == 0
    with runner(server):  # the next one takes it up by itself
        until(lambda: bool(manager.job("outcome")))
    assert (manager.job("outcome"), manager.job("tries")) == ("done", 2)
    assert manager.fetch() == HTTPStatus.OK
    reader = PdfReader(io.BytesIO(manager.visitor.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for her in women:
        assert f"{MARK} {her}" in text
    assert printed(server) >= PLANS

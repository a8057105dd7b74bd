"""Kill -9 of the process that makes a pack: none of it by half, taken up again, and whole when it is opened."""

import io
import json
import os
import re
import signal
from http import HTTPStatus
from typing import Any

from pypdf import PdfReader

from tests.faults.serving import LIMIT, Server, Visitor, until
from tests.faults.test_jobs import runner
from tests.faults.test_killed import rows

MANAGER = "Dilys Maddern"
#: Of the manager's agency, whoever was met most and has not asked yet: it takes longest to lay out.
HERS = """
SELECT c.reference FROM casework_client c JOIN casework_contact m ON m.client_id = c.id AND m.agency_id = c.agency_id
 WHERE c.joined_into_id IS NULL AND c.agency_id IN (
         SELECT p.agency_id FROM staff_post p JOIN staff_staff s ON s.id = p.staff_id
          WHERE s.name = 'Dilys Maddern' AND p.role = 'manager')
   AND NOT EXISTS (SELECT FROM consent_subjectaccessrequest q WHERE q.client_id = c.id)
   AND NOT EXISTS (SELECT FROM casework_alert a WHERE a.client_id = c.id AND a.audience NOT IN ('identity', 'casework'))
 GROUP BY c.id ORDER BY count(*) DESC LIMIT 1"""


class Manager:
    """Prepares a request, and has its pack made."""

    def __init__(self, server: Server) -> None:
        self.server, self.visitor = server, Visitor(server)
        self.visitor.sign_in(MANAGER)

    def one(self, sql: str) -> Any:
        return rows(self.server, sql)[0]

    def send(self, address: str, form: dict[str, Any] | None = None) -> None:
        """Send a form that leads on."""
        assert self.visitor.ask("POST", address, form) == HTTPStatus.FOUND, self.visitor.body

    def ready(self) -> str:
        """A request of which everything is released; its address."""
        reference = self.one(HERS)
        today = dict(
            zip(("day", "month", "year"), self.one("SELECT to_char(current_date, 'DD MM YYYY')").split(), strict=True)
        )
        asks = {f"asked_on_{part}": said for part, said in today.items()}
        asks |= {"how": "told", "wants": "everything", "way": "both", "large_type": "no", "identity": "Jo knows her"}
        self.send(f"/clients/{reference}/asked-to-see/new/", asks)
        number, uid = self.one("SELECT id, uid::text FROM consent_subjectaccessrequest ORDER BY id DESC LIMIT 1")
        step = {f"on_{part}": said for part, said in today.items()}
        address = f"/subject-access/{uid}/"
        self.send(f"{address}step/begin/", step)
        for name in rows(self.server, f"SELECT category FROM consent_packpart WHERE request_id = {number}"):
            self.send(f"{address}parts/{name}/gather/")
            while records := self.to_go_through(f"{address}parts/{name}/?to-go=1"):
                self.send(f"{address}parts/{name}/check/", {"record": records})
            self.send(f"{address}parts/{name}/release/")
        self.send(f"{address}step/release/", step)
        return address

    def to_go_through(self, address: str) -> list[str]:
        """The records of a page, as they stand there."""
        assert self.visitor.ask("GET", address) == HTTPStatus.OK
        return re.findall(r'name="record" value="([^"]+)"', self.visitor.body)

    def fetched(self, address: str) -> tuple[str, dict[str, Any]]:
        """The pack sealed, fetched and opened with the words that are shown: its text, and the JSON inside."""
        assert self.visitor.ask("POST", f"{address}pack/file/seal/") == HTTPStatus.OK
        words, there = (
            re.search(r'id="words">([^<]+)<', self.visitor.body),
            re.search(r'href="(/subject-access/packs/[^"]+)"', self.visitor.body),
        )
        assert words is not None
        assert there is not None
        assert self.visitor.ask("GET", there[1]) == HTTPStatus.OK
        reader = PdfReader(io.BytesIO(self.visitor.content))
        assert reader.decrypt(words[1])
        ((_name, (inside,)),) = reader.attachments.items()
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        return text, json.loads(inside)

    def job(self, column: str) -> Any:
        """Of the work that was asked for last."""
        return self.one(f"SELECT {column} FROM jobs_job ORDER BY id DESC LIMIT 1")


def test_killed_while_a_pack_is_made(server: Server) -> None:
    manager = Manager(server)
    address = manager.ready()
    with runner(server) as process:
        manager.send(f"{address}pack/file/")
        until(lambda: bool(manager.job("done > 0 OR outcome <> ''")))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(LIMIT)
    assert manager.job("outcome") == ""  # it was in the middle of it
    assert manager.one("SELECT count(*) FROM consent_pack") == 0
    assert manager.visitor.ask("POST", f"{address}pack/file/seal/") == HTTPStatus.FOUND  # nothing to seal
    assert manager.one("SELECT count(*) FROM consent_sealedpack") == 0
    again = Manager(server)  # she signed out, and comes back
    with runner(server):  # the next one takes it up by itself
        until(lambda: bool(again.job("outcome")))
    assert (again.job("outcome"), again.job("tries")) == ("done", 2)
    assert again.one("SELECT count(*) FROM consent_pack") == 1
    text, told = again.fetched(address)
    records = [record for part in told["parts"] for kind in part["kinds"] for record in kind["records"]]
    assert len(records) == again.one("SELECT count(*) FROM consent_packrecord WHERE gone_at IS NULL")
    for record in records:
        for label, said in record["lines"]:
            assert " ".join(label.split()) in text
            assert " ".join(said.split()) in text

"""What each figure is, and how it is taken."""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import connection, connections
from django.urls import reverse

from benchmarks import papers
from benchmarks.importing import rows_vs_copy
from benchmarks.packs import against_weasyprint
from benchmarks.plans import unserved
from benchmarks.typing_errors import mistyped
from benchmarks.visiting import Ran, Visitor, on, recording, replay
from casework.care_plans.models import CarePlan
from casework.clients import rules
from casework.contacts.models import Contact, Item, Session
from dussk.access.asking import Worker, asking
from dussk.staff.models import Agency, Staff
from dussk.staff.roles import Role

ROUNDS = 7
_TIMES = 8  # of each kind of woman, in each round


def took(act: Callable[[], object]) -> float:
    """Seconds by the wall clock."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def ratio(pairs: Sequence[tuple[Callable[[], object], Callable[[], object]]], times: int = _TIMES) -> float:
    """How much longer the first of each pair takes: the median of rounds in which both are run by turns.

    What each takes in a round is the median of its turns, summed over the pairs: another process that is busy for a
    moment weighs on one turn and not on the figure.
    """
    for one, other in pairs:  # plans made, templates loaded, pages in memory
        for _ in range(2):
            one()
            other()
    return statistics.median(_round(pairs, times) for _ in range(ROUNDS))


def _round(pairs: Sequence[tuple[Callable[[], object], Callable[[], object]]], times: int) -> float:
    above, below = 0.0, 0.0
    for one, other in pairs:
        turns = [(took(one), took(other)) for _ in range(times)]
        above += statistics.median(turn[0] for turn in turns)
        below += statistics.median(turn[1] for turn in turns)
    return above / below


def queries_in(ran: list[Ran]) -> int:
    """Statements that a request sent, also those sent together; but for the question whether the connection lives."""
    return sum(len(one.parts) for one in ran if one.statement != b"SELECT 1")


@dataclass
class Women:
    """References of women by how many contacts each has, on one database."""

    few: str
    some: str
    many: str
    most: str

    @classmethod
    def here(cls) -> "Women":
        """Of the first charity, in touch, with a name and a way to reach her; 5, 20, 60 and 200 contacts or nearly."""
        return cls(*(_woman_with(contacts) for contacts in (5, 20, 60, 200)))

    def pages(self) -> list[str]:
        """The addresses of their pages."""
        return [
            reverse("clients:client", args=[reference]) for reference in (self.few, self.some, self.many, self.most)
        ]


def _woman_with(contacts: int) -> str:
    with on_as_owner(), connection.cursor() as cursor:
        cursor.execute(
            """SELECT w.reference FROM casework_client w
                 JOIN (SELECT client_id, count(*) AS n FROM casework_contact GROUP BY 1) c ON c.client_id = w.id
                WHERE w.status = 'in_touch' AND w.agency_id = (SELECT min(agency_id) FROM casework_session)
                  AND EXISTS (SELECT FROM casework_safecontact s WHERE s.client_id = w.id)
                  AND (SELECT count(*) FROM casework_clientname m WHERE m.client_id = w.id) = 2
                  AND NOT EXISTS (SELECT FROM casework_clientshare h WHERE h.client_id = w.id)
                ORDER BY abs(c.n - %s), w.id LIMIT 1""",
            [contacts],
        )
        (reference,) = cursor.fetchone()
        return str(reference)


_owners: dict[tuple[str, ...], str] = {}  # the owner's alias of the database that a connection is to


def _place(alias: str) -> tuple[str, ...]:
    """Which database a connection is to. While Playwright is at work, connections are made anew."""
    said = connections[alias].settings_dict
    return said["HOST"], str(said["PORT"]), said["NAME"]


@contextmanager
def on_as_owner() -> Iterator[None]:
    """The same database, as its owner: to choose what is looked at."""
    with on(_owners[_place("default")]):
        yield


class Bench:
    """All figures, in the order in which they are printed."""

    def __init__(self) -> None:
        _owners[_place("default")] = "large_owner"
        _owners[_place("small")] = "small_owner"
        self.unserved: list[str] = []
        self.keyworker = Visitor.of(Role.KEYWORKER)
        self.women = Women.here()
        with on_as_owner():
            self.agency = Agency.objects.get(pk=self.keyworker.agency_id)
            self.session = Session.objects.filter(agency=self.agency, closed_at=None).order_by("pk")[0]
            self._take_off_earlier_runs()
        self.worker = Worker(self.keyworker.staff, self.agency)
        self.register = reverse("contacts:register", args=[self.session.uid])

    def _take_off_earlier_runs(self) -> None:
        """The register as it was generated: without the women whom earlier runs put on it."""
        with connection.cursor() as cursor:
            mine = "SELECT id FROM casework_contact WHERE session_id = %s AND made_at > night + interval '30 hours'"
            for table in ("contactitem", "contacttopic", "followup"):
                cursor.execute(f"DELETE FROM casework_{table} WHERE contact_id IN ({mine})", [self.session.pk])  # noqa: S608
            cursor.execute(f"DELETE FROM casework_contact WHERE id IN ({mine})", [self.session.pk])  # noqa: S608

    def recorded(self, label: str, act: Callable[[], object]) -> list[Ran]:
        """What a request ran the second time; noted where an index did not serve it."""
        act()
        with recording() as ran:
            act()
        self.unserved += unserved(ran, label)
        return ran

    def _page_vs_sql(self, label: str, paths: list[str]) -> float:
        pairs: list[tuple[Callable[[], object], Callable[[], object]]] = []
        for path in paths:
            page = partial(self.keyworker.get, path)
            pairs.append((page, partial(replay, self.recorded(label, page))))
        return ratio(pairs)

    def client_page_vs_sql(self) -> float:
        return self._page_vs_sql("client page", self.women.pages())

    def client_page_queries(self) -> tuple[float, bool]:
        """The count, and whether it differs between a woman with 5 contacts and one with 200."""
        counts = [
            queries_in(self.recorded("client page", partial(self.keyworker.get, path))) for path in self.women.pages()
        ]
        return max(counts), len(set(counts)) > 1

    def register_page_vs_sql(self) -> float:
        return self._page_vs_sql("register page", [self.register])

    def consent_page_vs_sql(self) -> float:
        return self._page_vs_sql("consent page", self._agreements())

    def _agreements(self) -> list[str]:
        """The pages of what four women signed who let a partner see something of their files."""
        with on_as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT w.reference, a.uid FROM consent_agreement a JOIN casework_client w ON w.id = a.client_id"
                " WHERE w.agency_id = %s AND w.status = 'in_touch' AND EXISTS (SELECT FROM casework_clientshare s"
                " WHERE s.client_id = w.id AND s.ends IS NULL) ORDER BY w.id LIMIT 4",
                [self.agency.pk],
            )
            return [reverse("consent:agreement", args=row) for row in cursor.fetchall()]

    def assessment_page_vs_sql(self) -> float:
        return self._page_vs_sql("assessment page", self._assessments())

    def _assessments(self) -> list[str]:
        """The pages of the latest assessments of four women who have one to be compared with."""
        with on_as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT w.reference, a.uid FROM casework_assessment a JOIN casework_client w ON w.id = a.client_id"
                " WHERE w.agency_id = %s AND w.status = 'in_touch' AND EXISTS (SELECT FROM casework_assessment b"
                " WHERE b.client_id = w.id AND b.completed_on < a.completed_on) ORDER BY w.id LIMIT 4",
                [self.agency.pk],
            )
            return [reverse("her_assessments:assessment", args=row) for row in cursor.fetchall()]

    def register_save_queries(self) -> float:
        """The worst of putting a woman on, giving her something, and writing a note, each as the page sends it."""
        line = reverse("contacts:line", args=[self.session.uid, self._on_the_register().uid])
        give, item = f"{line}give/", str(self._item().uid)
        saves: dict[str, Callable[[], Callable[[], object]]] = {
            "put on": lambda: self._sending(self.register, f"{self.register}put/", {"client": self._not_on_it()}),
            "give": lambda: self._sending(line, give, {"give": item}),
            "note": lambda: self._sending(line, f"{line}note/", {"note": f"Well. {time.time()}"}),
        }
        counts = {}
        for label, ready in saves.items():
            ready()()
            send = ready()
            with recording() as ran:
                send()
            self.unserved += unserved(ran, label)
            counts[label] = queries_in(ran)
        say_more(f"statements of a save: {counts}")
        return max(counts.values())

    def _sending(self, page: str, action: str, typed: dict[str, str]) -> Callable[[], object]:
        return self.keyworker.send(page, action, typed)

    def _item(self) -> Item:
        with on_as_owner():
            return Item.objects.filter(agency=self.agency, retired_at=None)[0]

    def _on_the_register(self) -> Contact:
        with on_as_owner():
            return Contact.objects.counted().filter(session=self.session, client__isnull=False).order_by("pk")[0]

    def _not_on_it(self) -> str:
        with on_as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT reference FROM casework_client w WHERE agency_id = %s AND status = 'in_touch' AND NOT EXISTS"
                " (SELECT FROM casework_contact c WHERE c.client_id = w.id AND c.session_id = %s) ORDER BY id LIMIT 1",
                [self.agency.pk, self.session.pk],
            )
            (reference,) = cursor.fetchone()
            return str(reference)

    def list_vs_admin(self) -> float:
        ours, admins = reverse("clients:list"), reverse("admin_changelist")
        self.recorded("list of women", lambda: self.keyworker.get(ours))
        return ratio([(lambda: self.keyworker.get(ours), lambda: self.keyworker.get(admins))])

    def growth_client_page(self) -> float:
        with on("small"):
            theirs = Visitor.of(Role.KEYWORKER)
            small = Women.here()

        def at_small(path: str) -> None:
            with on("small"):
                theirs.get(path)

        return ratio(
            [
                (partial(self.keyworker.get, here), partial(at_small, there))
                for here, there in zip(self.women.pages(), small.pages(), strict=True)
            ]
        )

    def wall_cost(self) -> float:
        def past_it(path: str) -> None:
            with on("large_owner"):
                self.keyworker.get(path)

        return ratio([(partial(self.keyworker.get, path), partial(past_it, path)) for path in self.women.pages()])

    def search_recall(self) -> float:
        """Of women drawn by lot, the share who stand among the first 20 when one letter of the full name is wrong."""
        found = 0
        women = self._drawn(300)
        for pk, name in women:
            with asking(self.worker), connection.cursor() as cursor:
                words = mistyped(name, pk)
                cursor.execute(_SEARCH, [rules.plain(words), rules.sounds(words), 20])
                found += pk in {row[0] for row in cursor.fetchall()}
        self.recorded("search", lambda: self.keyworker.post(reverse("clients:find"), {"q": mistyped(women[0][1], 1)}))
        return found / len(women)

    def import_rows_vs_copy(self) -> float:
        """A caseload of 20,000 rows brought in, against COPY of the rows that it writes."""
        with on_as_owner():
            manager = next(one for one in Staff.objects.filter(posts__role=Role.MANAGER, posts__agency=self.agency))
        return rows_vs_copy(Worker(manager, self.agency), on_as_owner)

    def _drawn(self, many: int) -> list[tuple[int, str]]:
        with on_as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT n.client_id, n.name FROM casework_clientname n WHERE n.kind = 'legal' AND n.ends IS NULL"
                " AND n.owner_id = %s ORDER BY md5('drawn' || n.id) LIMIT %s",
                [self.agency.pk, many],
            )
            drawn: list[tuple[int, str]] = cursor.fetchall()
            return drawn

    def search_vs_scan(self) -> float:
        """The search, against the same search with indexes left out."""
        words = [mistyped(name, pk) for pk, name in self._drawn(3)]  # a scan takes seconds

        def search(typed: str, *, scan: bool) -> None:
            with asking(self.worker), connection.cursor() as cursor:
                if scan:
                    cursor.execute(
                        "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off;"
                        " SET LOCAL enable_indexonlyscan = off"
                    )
                cursor.execute(_SEARCH, [rules.plain(typed), rules.sounds(typed), 20])
                cursor.fetchall()

        pairs = [(partial(search, typed, scan=False), partial(search, typed, scan=True)) for typed in words]
        return ratio(pairs, times=1)

    def audited_save(self) -> float:
        """A note written on a line, against the same with the triggers of history off."""
        line = self._on_the_register()

        def save() -> None:
            with asking(self.worker, page="contacts:note"):
                Contact.objects.filter(pk=line.pk).update(note=f"As before. {time.time()}")

        def some() -> float:
            save()
            return statistics.median(took(save) for _ in range(40))

        ratios = []
        for _ in range(ROUNDS):
            with_history = some()
            with history_off():
                without = some()
            ratios.append(with_history / without)
        return statistics.median(ratios)

    def pack_vs_weasyprint(self) -> float:
        """The pack of a woman with some sixty contacts, sealed, against WeasyPrint alone."""
        manager = Worker(Visitor.of(Role.MANAGER).staff, self.agency)
        return against_weasyprint(manager, self.women.many, ratio)

    def plans_on_paper(self) -> tuple[Worker, list[CarePlan]]:
        """A manager, and three hundred care plans of her agency, made where they are not there yet."""
        manager = Worker(Visitor.of(Role.MANAGER).staff, self.agency)
        with on_as_owner():
            return manager, papers.plans_of(manager)

    def care_plan_pdf_vs_weasyprint(self) -> float:
        """Either edition of a care plan, asked for from her page, against WeasyPrint alone."""
        _manager, plans = self.plans_on_paper()
        return papers.against_weasyprint(self.keyworker, plans[0], ratio)

    def pdf_memory_mb(self) -> float:
        manager, plans = self.plans_on_paper()
        return papers.memory(manager, [plan.uid for plan in plans])

    def batch_pdf_linear(self) -> float:
        manager, plans = self.plans_on_paper()
        return papers.linear(manager, [plan.uid for plan in plans])


_SEARCH = "SELECT client_id, likeness, kind, past FROM wall.search(%s, %s, %s)"


@contextmanager
def history_off() -> Iterator[None]:
    """The contacts' table without its triggers of history. The one that numbers changes stays."""
    with on_as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'casework_contact'::regclass"
            " AND tgname ~ '^pgtrigger_(insert_insert|update_update|delete_delete)_'"
        )
        names = [name for (name,) in cursor.fetchall()]

    def turn(how: str) -> None:
        with on_as_owner(), connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'ALTER TABLE casework_contact {how} TRIGGER "{name}"')

    turn("DISABLE")
    try:
        yield
    finally:
        turn("ENABLE")


def say_more(what: str) -> None:
    """Tell whoever reads along."""
    sys.stderr.write(f"    {what}\n")
    sys.stderr.flush()

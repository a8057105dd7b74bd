"""Any history of signing, taking back, time, blocks, joining and emergencies: everybody reads what was promised.

What each agency and role reads through the database is held against ``reference.py``, step by step.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casework.clients import actions as on_files
from casework.clients.models import Alert, Block, Client, ClientName, ClientRow, OwnRecord, Restriction
from casework.contacts.models import Contact
from consent.agreements.models import Agreement, PartnerChoice
from dussk.access.asking import Worker, asking
from dussk.access.categories import Category
from dussk.staff.roles import Role
from tests import world as worlds
from tests.casework.clients.joined import file, join, on
from tests.consent.sharing.reference import CHARITY, History, Person, Row, To
from tests.matrix.consent_rows import a_form
from tests.world import World

AGENCIES = {CHARITY: "charity", "drugs": "drugs", "nhs": "nhs"}
PARTNERS = ("drugs", "nhs")
WRITABLE = (Category.IDENTITY, Category.CASEWORK, Category.SAFETY, Category.CLINICAL)

days = st.sampled_from([None, None, 0, 1, 3, 9])
to_whom = st.builds(
    To,
    agency=st.sampled_from(PARTNERS),
    categories=st.frozensets(st.sampled_from(["identity", "casework", "safety", "clinical", "pathway"]), min_size=1),
    from_today=st.booleans(),
    until=days,
)
files = st.sampled_from(["ruby", "mae"])
openers = st.sampled_from(["facilitator", "psychologist", "drugs_manager"])
blockable = st.sampled_from(["blocked", "facilitator", "both", "psychologist"])


@dataclass(frozen=True)
class Step:
    """One thing that happens; ``of`` says what, and the rest to what."""

    of: str
    file: str = "ruby"
    to: tuple[To, ...] = ()
    yes: bool = True
    number: int = 0
    name: str = ""
    ends: int | None = None


signs = st.builds(
    Step,
    of=st.just("sign"),
    file=files,
    to=st.lists(to_whom, min_size=1, max_size=2, unique_by=lambda to: to.agency).map(tuple),
    yes=st.sampled_from([True, True, True, False]),
    ends=days,
)
steps = st.one_of(
    signs,
    st.builds(
        Step, of=st.just("withdraw"), file=files, yes=st.sampled_from([True, False, False]), number=st.integers(0, 6)
    ),
    st.builds(Step, of=st.just("later"), number=st.sampled_from([1, 2, 5])),
    st.builds(Step, of=st.sampled_from(["block", "unblock"]), file=files, name=blockable),
    st.builds(
        Step,
        of=st.just("emergency"),
        file=files,
        name=st.sampled_from(["facilitator", "psychologist", "drugs_manager"]),
    ),
    st.builds(Step, of=st.just("write"), file=files, number=st.integers(0, 11)),
    st.builds(Step, of=st.sampled_from(["join", "lift"]), file=files),
)


@contextmanager
def put_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Run:
    """A history as it happens in the database, and to the reference."""

    world: World
    history: History = field(default_factory=History)
    clients: dict[str, Client] = field(default_factory=dict)
    rows: list[tuple[ClientRow, Row]] = field(default_factory=list)
    signed: dict[str, Agreement] = field(default_factory=dict)  # what holds, by the file it was signed on

    def __post_init__(self) -> None:
        self.jo, self.dilys = self.world.worker("keyworker"), self.world.worker("manager")
        self.clients = {"ruby": file(self.jo, "Ruby"), "mae": file(self.jo, "Mae")}
        for name in self.clients:
            for number in (0, 1, 2, 3, 5):
                self.write(Step("write", name, number=number))
            OwnRecord.objects.create(
                **on(self.world.worker("drugs_manager"), self.clients[name]), called="As we know her"
            )
        self.people = [
            (Person(name, self._agency(worker), Role(post.role)), worker)
            for name, worker in self.world.people.items()
            for post in worker.staff.posts.filter(agency=worker.agency)
        ]
        both = Worker(self.world.staff("both"), self.world.drugs)
        self.people.append((Person("both", "drugs", Role.FACILITATOR), both))

    def _agency(self, worker: Worker) -> str:
        return next(name for name in AGENCIES if getattr(self.world, name) == worker.agency)

    def _kept(self, name: str) -> Client:
        return self.clients[self.history.kept[name]]

    def do(self, step: Step) -> None:
        act: Callable[[Step], None] = getattr(self, step.of)
        act(step)

    def sign(self, step: Step) -> None:
        today = timezone.localdate()

        def day(number: int | None) -> Any:
            return None if number is None else today + timedelta(days=number)

        her = self._kept(step.file)
        said = {"service": True, "storing": step.yes, "research": False, "signature": "typed", "print_name": "Ruby"}
        dated = {"signed_on": today, "review_on": today + timedelta(days=90), "ends_on": day(step.ends)}
        agreement = Agreement.objects.create(**on(self.jo, her), form=a_form(self.world.charity), **said, **dated)
        for to in step.to:
            for category in sorted(to.categories):
                agency = getattr(self.world, to.agency)
                terms = {"agreed": True, "from_today": to.from_today, "until": day(to.until)}
                PartnerChoice.objects.create(agreement=agreement, agency=agency, category=category, **terms)
        self._call("SELECT wall.sign_agreement(%s)", agreement.pk)
        now = self.history.day
        later = [
            To(to.agency, to.categories, to.from_today, None if to.until is None else now + to.until) for to in step.to
        ]
        ends = None if step.ends is None else now + step.ends
        self.history.sign(step.file, later, storing=step.yes, ends=ends)
        for name in [name for name in self.signed if self.history.kept[name] == self.history.kept[step.file]]:
            del self.signed[name]
        self.signed[self.history.kept[step.file]] = agreement

    def withdraw(self, step: Step) -> None:
        agreement = self.signed.get(step.file)
        if agreement is None:
            return
        standing = list(agreement.partners.filter(withdrawn_at=None).order_by("pk").select_related("agency"))
        taken = [] if step.yes else standing[step.number % len(standing) :][:2] if standing else []
        if not step.yes and not taken:
            return
        parts = ["everything"] if step.yes else []
        choices = [choice.pk for choice in taken]
        sql = "SELECT wall.withdraw(%s, %s, %s::text[], '{}', %s::bigint[], '')"
        self._call(sql, agreement.pk, timezone.localdate(), parts, choices)
        names = {agency.pk: name for name in AGENCIES for agency in [getattr(self.world, name)]}
        left = {names[choice.agency_id] for choice in standing if choice not in taken}
        what = [(names[choice.agency_id], choice.category) for choice in taken]
        self.history.withdraw(step.file, everything=step.yes, parts=what, left=left)
        if step.yes:
            del self.signed[step.file]

    def later(self, step: Step) -> None:
        """Time is moved by moving everything that is dated back."""
        with connection.cursor() as cursor:
            for table, columns in _DATED.items():
                moved = ", ".join(f"{column} = {column} - %(by)s * {unit}" for column, unit in columns.items())
                cursor.execute(f"UPDATE {table} SET {moved}", {"by": step.number})
        self.history.later(step.number)

    def block(self, step: Step) -> None:
        her, staff = self._kept(step.file), self.world.staff(step.name)
        if not Block.objects.filter(client=her, blocked=staff, ended_at=None).exists():
            Block.objects.create(**on(self.jo, her), blocked=staff, kind="her_wish")
        self.history.block(step.file, step.name)

    def unblock(self, step: Step) -> None:
        ended = {"ended_at": timezone.now(), "ended_by": self.jo.staff, "end_reason": "Over"}
        files = [her for name, her in self.clients.items() if self.history.kept[name] == self.history.kept[step.file]]
        Block.objects.filter(client__in=files, blocked=self.world.staff(step.name), ended_at=None).update(**ended)
        self.history.unblock(step.file, step.name)

    def emergency(self, step: Step) -> None:
        worker = self.world.worker(step.name)
        with asking(worker):
            self._quietly(worker, self.clients[step.file].reference)
        who = next(person for person, one in self.people if one == worker)
        self.history.emergency(step.file, who)

    def _quietly(self, worker: Worker, reference: str) -> None:
        try:
            on_files.open_in_emergency(by=worker, reason="Collapsed", reference=reference)
        except on_files.RefusedError:
            return  # five times in an hour

    def write(self, step: Step) -> None:
        """By the charity or the drug service; on the kept file, where they were joined."""
        by = self.jo if step.number % 2 == 0 or step.number > 7 else self.world.worker("drugs_manager")
        category = WRITABLE[step.number // 2 % len(WRITABLE)]
        her = self._kept(step.file)
        if category is Category.IDENTITY:
            name = f"Name {len(self.rows)}"
            made: ClientRow = ClientName.objects.create(**on(by, her), kind="other", name=name)
        elif category is Category.CASEWORK:
            made = worlds.contact(by, her)
        else:
            made = Alert.objects.create(**on(by, her), audience=category.value, text="Never ring")
        self.rows.append((made, self.history.write(step.file, self._agency(by), category)))

    def join(self, _step: Step) -> None:
        if self.history.kept["mae"] == "mae":
            join_as = self.dilys  # a keyworker does not see a file that is restricted
            join(join_as, self.clients["ruby"], self.clients["mae"])
            self.history.join()

    def lift(self, step: Step) -> None:
        kept = self.history.kept[step.file]
        hers = [her for name, her in self.clients.items() if self.history.kept[name] == kept]
        for row in Restriction.objects.filter(client__in=hers, lifted_at=None):
            self._call("SELECT wall.lift_restriction(%s, 'She came back')", row.pk)
        self.history.lift(step.file)

    def _call(self, sql: str, *values: Any) -> None:
        with asking(self.dilys), connection.cursor() as cursor:
            cursor.execute(sql, values)

    def check(self, after: Step) -> None:
        """What everybody reads, against what was promised."""
        for person, worker in self.people:
            with asking(worker):
                seen = {
                    (model, pk)
                    for model in (ClientName, Contact, Alert)
                    for pk in model._default_manager.values_list("pk", flat=True)
                }
                known = set(Client.objects.values_list("pk", flat=True))
                own = OwnRecord.objects.count()
            for made, row in self.rows:
                expected = self.history.reads(person, row)
                assert ((type(made), made.pk) in seen) == expected, (after, person, row)
            for name, her in self.clients.items():
                if self.history.kept[name] == name:
                    assert (her.pk in known) == self.history.knows(person, name), (after, person, name)
            kept = [name for name in self.clients if person.name not in self.history._file(name).blocked]
            records = len(kept) if person.agency == "drugs" and person.reads(Category.IDENTITY) else 0
            assert own == records, (after, person)


_STAMP, _DAY = "interval '24 hours'", "1"
_DATED = {
    "casework_clientshare": {"starts": _STAMP, "ends": _STAMP, "covers_from": _STAMP},
    "casework_emergencyaccess": {"starts": _STAMP, "ends": _STAMP},
    "casework_emergencyattempt": {"at": _STAMP},
    "casework_clientname": {"made_at": _STAMP},
    "casework_contact": {"made_at": _STAMP},
    "casework_alert": {"made_at": _STAMP},
    "consent_agreement": {"signed_on": _DAY, "ends_on": _DAY, "review_on": _DAY},
    "consent_partnerchoice": {"until": _DAY},
}


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=signs, history=st.lists(steps, min_size=2, max_size=7))
def test_everybody_reads_what_she_let_them(world: World, first: Step, history: list[Step]) -> None:
    with put_back():
        run = Run(world)
        for step in (first, *history):
            run.do(step)
            run.check(step)

"""What was to be done after a night: done, still open, or overdue, as it is."""

from datetime import date, datetime, time, timedelta

from casework.clients.models import Status
from casework.contacts.models import Contact, FollowUp
from casework.demonstration.chance import Chance, moment
from casework.demonstration.people import at_work
from casework.demonstration.tasks import AFTER_WORRY, SAFEGUARDING, TASKS, Task
from casework.demonstration.women import Known, Service, after

_AFTER_A_NIGHT = 0.13
_AFTER_A_WORRY = 0.75
_TO_THE_MANAGER = 0.12
#: How likely it is done: some days before it is due, just after, and a while after; in the end everything is.
_DONE = ((0, 0.05), (9, 0.45), (35, 0.88))
_TAKERS = ("jo", "temi", "marta", "rowan", "lorna")
_GONE = (Status.CLOSED, Status.DIED, Status.MOVED_ON)


class FollowUps:
    """Takes follow-ups, and finishes those that were."""

    def __init__(self, service: Service, chance: Chance) -> None:
        self.made: list[FollowUp] = []
        self._service = service
        self._chance = chance
        self._had: set[tuple[str, str]] = set()

    def after(self, contact: Contact, known: Known) -> None:
        """Perhaps something to do after a contact; always where a woman may be under 18."""
        if contact.worry and known.woman.may_be_a_child:
            self._take(SAFEGUARDING, contact, known)
        elif contact.worry and self._chance.happens(_AFTER_A_WORRY):
            self._take(self._chance.choice(AFTER_WORRY), contact, known)
        elif self._chance.happens(_AFTER_A_NIGHT):
            self._take(self._chance.choice([task for task in TASKS if task.fits(known.woman.key)]), contact, known)

    def leave_something_to_do(self) -> None:
        """Whoever takes follow-ups has at least one open: where all are done, the latest is taken to be open still."""
        for key in (*_TAKERS, "dilys"):
            hers = [each for each in self.made if each.assigned_to == self._service.people[key]]
            if hers and hers[0].assigned_to.is_active and all(each.done_at for each in hers):
                current = [each for each in hers if each.client and each.client.status not in _GONE]
                latest = max(current, key=lambda each: each.due)
                latest.done_at, latest.done_by, latest.outcome = None, None, ""

    def _take(self, task: Task, contact: Contact, known: Known) -> None:
        if (known.woman.key, task.what) in self._had:
            return
        self._had.add((known.woman.key, task.what))
        due = contact.night + timedelta(days=task.days)
        assigned_to = self._service.people[self._who(contact.night, known)]
        follow_up = FollowUp(
            **self._service.row(known.client, contact.made_by, after(contact.made_at, self._chance), self._chance),
            contact=contact,
            session=contact.session,
            what=task.what,
            due=due,
            assigned_to=assigned_to,
        )
        if self._is_done(due, known, follow_up):
            follow_up.done_at = self._when_done(due, follow_up.made_at)
            follow_up.done_by = assigned_to
            follow_up.outcome = self._chance.choice(task.outcomes)
        self.made.append(follow_up)

    def _who(self, night: date, known: Known) -> str:
        """Her keyworker where she has one, else a keyworker who was there then; now and then the manager."""
        if self._chance.happens(_TO_THE_MANAGER):
            return "dilys"
        if known.woman.keyworker:
            return known.woman.keyworker
        days_ago = (self._service.today - night).days
        here = [key for key in _TAKERS if at_work(key, days_ago)]
        return self._chance.choice([key for key in here if key not in known.kept_from])

    def _is_done(self, due: date, known: Known, follow_up: FollowUp) -> bool:
        if known.client.status in _GONE or not follow_up.assigned_to.is_active:
            return True
        days_over = (self._service.today - due).days
        done = next((likely for days, likely in _DONE if days_over <= days), 1.0)
        return self._chance.happens(done)

    def _when_done(self, due: date, made_at: datetime) -> datetime:
        at = moment(due, time(10)) + timedelta(minutes=self._chance.randrange(0, 420, 5))
        at += timedelta(days=self._chance.choice((-1, 0, 0, 0, 1, 2)))
        earliest = made_at + timedelta(minutes=20)
        latest = self._service.now - timedelta(minutes=5)
        return min(max(at, earliest), latest)

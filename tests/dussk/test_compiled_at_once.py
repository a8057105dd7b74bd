"""Compiled queries asked by many threads at once, each as somebody else: nobody is given another's rows."""

import threading
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.compiled import compiled
from dussk.staff.models import Post
from tests import world as worlds

WHO = ("keyworker", "manager", "facilitator", "psychologist", "both", "volunteer")
TIMES = 40


@compiled
def posts(staff: int, now: datetime) -> QuerySet[Post]:
    return Post.objects.filter(staff=staff, starts_at__lte=now).select_related("staff", "agency")


@compiled
def files(reference: str) -> QuerySet[Client]:
    return Client.objects.filter(reference=reference).select_related("agency")


class Asker(threading.Thread):
    """Asks again and again for her own posts and for each file in turn."""

    def __init__(self, worker: Worker, sees: dict[str, bool], begin: threading.Barrier) -> None:
        super().__init__()
        self.worker, self.sees, self.begin = worker, sees, begin
        self.right, self.wrong = 0, list[object]()

    def run(self) -> None:
        try:
            self.begin.wait(30)
            for reference, seen in list(self.sees.items()) * TIMES:
                with asking(self.worker):
                    theirs = {post.staff for post in posts(self.worker.staff.pk, timezone.now())}
                    found = [her.reference for her in files(reference)]
                if (theirs, found) == ({self.worker.staff}, [reference] * seen):
                    self.right += 1
                else:
                    self.wrong.append((reference, theirs, found))
        finally:
            connection.close()


def test_each_is_given_her_own(transactional_db: None) -> None:
    world = worlds.build()
    women = [her.reference for her in world.clients.values()]
    begin, askers = threading.Barrier(len(WHO)), []
    for worker in map(world.worker, WHO):
        with asking(worker):
            mine = set(Client.objects.values_list("reference", flat=True))
        askers.append(Asker(worker, {reference: reference in mine for reference in women}, begin))
    assert {sum(asker.sees.values()) for asker in askers} == {0, 1, 3}
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(120)
    assert [asker.wrong for asker in askers] == [[]] * len(WHO)
    assert {asker.right for asker in askers} == {TIMES * len(women)}

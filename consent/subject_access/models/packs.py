"""A pack as it was made, and as it is fetched: sealed."""

from django.db import models

from consent.subject_access import rules
from consent.subject_access.models.requests import BY_ME, OF_REQUEST, RequestRow, SubjectAccessRequest
from dussk.access.walls import Wall, walled


# The one who had it made seals it, for a day; nobody else.
@walled(
    Wall(
        select=(f"({OF_REQUEST} AND {BY_ME} AND {{t}}.made_at > statement_timestamp() - interval '24 hours')"),
        insert=f"({OF_REQUEST} AND {BY_ME})",
    )
)
class Pack(RequestRow):
    """A volume of a pack, made by long work and given to nobody as it stands here. Gone after a day.

    ``fingerprint``: of what it tells, so that nobody is given one that is not true any more.
    """

    request = models.ForeignKey(SubjectAccessRequest, models.PROTECT, related_name="packs")
    volume = models.CharField(max_length=12, choices=[(each.value, each.value) for each in rules.Volume])
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        indexes = (models.Index(name="pack_by_age", fields=["made_at"]),)

    def __str__(self) -> str:
        return f"Pack {self.pk}"


_OF_MY_PACK = "EXISTS (SELECT FROM consent_pack k WHERE k.id = {t}.pack_id)"


@walled(Wall(select=f"({_OF_MY_PACK} AND {BY_ME})", insert=f"({_OF_MY_PACK} AND {BY_ME})"))
class SealedPack(RequestRow):
    """A pack as it is fetched: sealed with words that are kept nowhere: each time with others."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="sealed")
    content = models.BinaryField()

    class Meta(RequestRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"Sealed pack {self.pk}"

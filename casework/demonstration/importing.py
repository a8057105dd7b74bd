"""How the first files came: as a caseload from a spreadsheet. And a second one, that the manager has chosen today."""

from datetime import time, timedelta

from casework.demonstration.chance import moment
from casework.demonstration.people import LANTERN
from casework.demonstration.women import Known, Service
from casework.importing.models import BroughtIn, ImportBatch

_NAMES = ("Name", "Date of birth", "Phone", "Safe", "Keyworker", "Notes")
_FIELDS = ("called", "born", "phone", "safe", "keyworker", "note")

#: To be tried: two rows are right, one is not, and one may be a woman whose file is here.
_CHOSEN_TODAY = """Name,Date of birth,Phone,Safe,Keyworker,Notes
Corinne,14/02/1988,07700 900741,yes,Jo Ashdown,Known to the night shelter since summer
Bex,31/02/1994,,,,The date is as she said it
Kaz,,,,Temi Akande,
Dorota,03/11/1999,07700 900742,,,"Comes with her sister.
Prefers Polish"
"""


def bring_in_caseloads(service: Service, known: dict[str, Known]) -> None:
    """Say of the files that were there before the first night that they came from a spreadsheet; choose another."""
    dilys, chance = service.people["dilys"], service.chance.of("caseloads")
    first = [each.client for each in known.values() if each.coming.first is None]
    at = max(her.made_at for her in first) + timedelta(minutes=20)
    how = {
        "agency": service.people.agencies[LANTERN],
        "made_by": dilys,
        "encoding": "utf-8",
        "separator": ",",
        "order": "dmy",
        "order_sure": True,
        "header": list(_NAMES),
        "columns": list(_FIELDS),
    }
    batch = ImportBatch.objects.create(
        **how,
        uid=chance.uid(),
        made_at=at - timedelta(minutes=30),
        name="Caseload from the old spreadsheet.csv",
        size=100 * len(first),
        rows=len(first),
        good=len(first),
        checked_at=at - timedelta(minutes=10),
        brought_at=at,
        brought_by=dilys,
        brought=len(first),
    )
    BroughtIn.objects.bulk_create(
        BroughtIn(**service.row(her, dilys, at, chance), batch=batch, line=line)
        for line, her in enumerate(first, start=2)
    )
    content = _CHOSEN_TODAY.encode()
    ImportBatch.objects.create(
        **how,
        uid=chance.uid(),
        made_at=min(service.now, moment(service.today, time(9, 40))),
        name="Women from the night shelter.csv",
        content=content,
        size=len(content),
        rows=4,
    )

"""How lines of the sheet are told where somebody has to say whose they are (undoing a joining)."""

from datetime import datetime

from casework.clients.queries import WrittenKind, register_written
from casework.information.models import Child, ImportantDate, InformationSheet, KeptFact, OtherAgency, SignificantOther
from dussk.ui import when


def _sheet(row: InformationSheet) -> str:
    return f"The sheet of {when.on(row.sheet_on, short=True)}"


def _child(row: Child) -> str:
    return f"{row.name}{f', born {when.on(row.born, short=True)}' if row.born else ''}"


def _person(row: SignificantOther) -> str:
    said = f"{row.name}{f', {row.relationship}' if row.relationship else ''}"
    return f"{said}: to ring in an emergency" if row.kind == SignificantOther.Kind.EMERGENCY else said


def _agency(row: OtherAgency) -> str:
    return f"{row.name}{f', {row.worker}' if row.worker else ''}"


def _fact(row: KeptFact) -> str:
    """What she does not want kept any more is told by its topic alone, as everywhere."""
    if row.ended_at is not None:
        return f"{row.get_topic_display()}: {_not_kept(row.ended_at)}"
    return f"{row.get_topic_display()}: {row.words}"


def _not_kept(since: datetime) -> str:
    return f"not kept any more since {when.on(since, short=True)}"


def _date(row: ImportantDate) -> str:
    if row.ended_at is not None:
        return f"{row.get_kind_display()}, {when.on(row.on, short=True)}: {_not_kept(row.ended_at)}"
    return f"{row.get_kind_display()}, {when.on(row.on, short=True)}{f', {row.where}' if row.where else ''}"


def put_in_place() -> None:
    """Register it all; called once, when the app starts."""
    register_written("casework_informationsheet", WrittenKind("Information sheets", _sheet))
    register_written("casework_child", WrittenKind("Children", _child))
    register_written("casework_significantother", WrittenKind("People who matter to her", _person))
    register_written("casework_otheragency", WrittenKind("Agencies that work with her", _agency))
    register_written("casework_keptfact", WrittenKind("What she wants kept", _fact))
    register_written("casework_importantdate", WrittenKind("Important dates", _date))

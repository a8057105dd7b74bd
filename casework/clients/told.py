"""How this room's records are told where somebody has to say whose they are (undoing a joining)."""

from casework.clients import rules
from casework.clients.models import Alert, Block, ClientName, ClientShare, SafeContact, StatusChange
from casework.clients.queries import WrittenKind, register_written


def _name(row: ClientName) -> str:
    given_up = row.ends is not None and row.kind != ClientName.Kind.LEGAL
    return "A name she no longer uses" if given_up else f"{row.get_kind_display()}: {row.name}"


def _way(row: SafeContact) -> str:
    return f"{row.get_way_display()}{f', {row.detail}' if row.detail else ''}"


def _alert(row: Alert) -> str:
    return row.text


def _status(row: StatusChange) -> str:
    return f"{row.status_in_words}{f': {row.note}' if row.note else ''}"


def _block(row: Block) -> str:
    return f"{row.blocked} is blocked{f': {row.reason}' if row.reason else ''}"


def _share(row: ClientShare) -> str:
    return f"{row.agency} may see {rules.SHARED_WORDS[row.category]}"


def put_in_place() -> None:
    """Register it all; called once, when the app starts."""
    register_written("casework_clientname", WrittenKind("Names", _name))
    register_written("casework_safecontact", WrittenKind("Ways of reaching her", _way))
    register_written("casework_alert", WrittenKind("Alerts", _alert))
    register_written("casework_statuschange", WrittenKind("Status", _status, ("word",)))
    register_written("casework_block", WrittenKind("Blocks", _block, ("blocked",)))
    register_written("casework_clientshare", WrittenKind("Sharing that she agreed", _share, ("agency",)))

"""Writing the information sheet."""

from casework.information.actions.entries import add_entry, add_number, correct_entry, end_entry, put_back
from casework.information.actions.sheets import save_section, take_over, tick

__all__ = [
    "add_entry",
    "add_number",
    "correct_entry",
    "end_entry",
    "put_back",
    "save_section",
    "take_over",
    "tick",
]

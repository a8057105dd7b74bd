"""Rules of the information sheet. Source: 004, appendix 2, "Information gathering"."""

from enum import StrEnum


class Section(StrEnum):
    """A section of the sheet. Each is saved on its own, and finished on whatever night it is finished."""

    DETAILS = "details"
    CHILDREN = "children"
    OTHERS = "others"
    EMERGENCY = "emergency"
    GP = "gp"
    AGENCIES = "agencies"
    KEPT = "kept"

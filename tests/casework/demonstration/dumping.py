"""Everything in the database as plain values, without the numbers that sequences give."""

from typing import Any

from django.apps import apps
from django.db import models

#: Hashes of passwords that nobody has: different each time, and they say nothing.
_ANEW = ("password",)


def filled_models() -> list[type[models.Model]]:
    """Models whose tables the demonstration may write to. Triggers write their history, which is a copy of them."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in ("staff", "audit", "casework") and not hasattr(model, "pgh_tracked_model")
    ]


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Each table's rows in the order they were made; a key is the rank of the row it points to."""
    ranks: dict[str, dict[Any, int]] = {}
    for model in filled_models():
        keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
        ranks[model._meta.label] = {key: rank for rank, key in enumerate(keys)}
    return {model._meta.label: _rows(model, ranks) for model in filled_models()}


def _rows(model: type[models.Model], ranks: dict[str, dict[Any, int]]) -> list[tuple[Any, ...]]:
    fields = [field for field in model._meta.concrete_fields if field.name not in _ANEW]
    pointed_at = [_pointed_at(field) for field in fields]
    rows = model._default_manager.order_by("pk").values_list(*(field.attname for field in fields))
    return [
        tuple(
            value if label is None or value is None else ranks[label][value]
            for label, value in zip(pointed_at, row, strict=True)
        )
        for row in rows
    ]


def _pointed_at(field: "models.Field[Any, Any]") -> str | None:
    """The label of the model whose rows a column names, also where it is a plain number (the view log's are)."""
    plain = {"client_id": "casework.Client", "staff_id": "staff.Staff"}
    plain |= {"agency_id": "staff.Agency", "owner_id": "staff.Agency"}
    if field.primary_key and isinstance(field, models.AutoField | models.BigAutoField):
        return field.model._meta.label
    if isinstance(field, models.ForeignKey):
        return field.related_model._meta.label
    return plain.get(field.name)


def texts() -> list[tuple[str, str]]:
    """Every text that anybody could read, with the column it stands in."""
    return [
        (f"{model._meta.label}.{field.name}", text)
        for model in filled_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.name not in _ANEW
        for text in model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).distinct()
        if text
    ]

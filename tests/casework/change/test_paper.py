"""The ten areas on paper: the same charts and table, tagged, whole on their page, and in words for a reader."""

import os
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from pypdf import PdfReader

from casework.assessments.rules import AREAS, SCALE, Area
from casework.change.queries import Areas
from casework.change.queries.areas import HERS, WORKERS, AreaOverTime, Point
from dussk.ui import documents
from dussk.ui.charts import Series, Shape, scale_chart

DAYS = (date(2022, 7, 24), date(2023, 4, 2), date(2024, 2, 4), date(2026, 8, 16))
PAGE = """{% extends "documents/base.html" %}{% block content %}<h1>Assessment</h1><h2>Over time</h2>
{% include "casework/change/_areas.html" %}{% include "casework/change/_areas_table.html" %}{% endblock %}"""


def rated(area: Area, hers: tuple[int | None, ...], workers: tuple[int | None, ...]) -> AreaOverTime:
    series = [Series(WORKERS, Shape.SQUARE, workers), Series(HERS, Shape.CIRCLE, hers)]
    points = tuple(Point(*said, "") for said in zip(DAYS, hers, workers, strict=True))
    return AreaOverTime(area, AREAS[area], scale_chart(AREAS[area], DAYS, series, SCALE), points)


def figures(node: Any) -> list[str]:
    """What each figure of a tagged document is called, all the way down."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [name for each in node for name in figures(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if node.get("/S") == "/Figure" and "/Alt" in node else []
    return own + figures(node.get("/K", []))


def test_the_areas_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    each = tuple(
        rated(area, (1, None, 3, 4), (2, 2, None, 3))
        if number % 3
        else rated(area, (None, None, None, None), (1, 2, 3, 4))
        for number, area in enumerate(AREAS)
    )
    areas = Areas(DAYS, each, tuple(SCALE.items()))
    template = engines["django"].from_string(PAGE)
    monkeypatch.setattr(documents, "render_to_string", lambda _name, page: template.render(page))
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    body = documents.pdf("any.html", {"areas": areas}, title="Assessment", printed_by="Jo", printed_at=moment)
    if folder := os.environ.get("DUSSK_PICTURES"):
        (Path(folder) / "areas.pdf").write_bytes(body)
    reader = PdfReader(BytesIO(body))
    said = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for name in AREAS.values():
        assert said.count(name) >= 2  # over its chart, and in the table
    assert "she 1, worker 2" in said
    assert "24 Jul 2022" in said
    root: Any = reader.trailer["/Root"]
    assert [name for name in figures(root["/StructTreeRoot"]) if name in AREAS.values()] == list(AREAS.values())

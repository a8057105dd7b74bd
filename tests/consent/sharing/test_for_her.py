"""The page for her, in words for her, and the same on paper."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Restriction
from dussk.audit.models import ViewLog
from tests.consent.agreements.conftest import Asked, casework, main
from tests.matrix.base import base
from tests.world import contact


def url(asked: Asked, name: str = "for_her") -> str:
    return reverse(f"sharing:{name}", args=[asked.rosa.reference])


def read(body: bytes) -> tuple[pypdf.PdfReader, str]:
    """The document, and its text."""
    reader = pypdf.PdfReader(io.BytesIO(body))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_before_she_said_anything(asked: Asked, jo: Browser) -> None:
    page = main(jo.get(url(asked)))
    assert "No other agency can see your file." in page
    assert "You have not signed anything that holds now." in page
    assert "You have not said yes to our telling anybody else." in page


def test_what_she_agreed_to(asked: Asked, jo: Browser) -> None:
    contact(asked.by, asked.rosa)
    contact(asked.by, asked.rosa)
    until = timezone.localdate() + timedelta(days=20)
    asked.signed({asked.world.drugs: casework(from_today=True, until=until)})
    page = main(jo.get(url(asked)))
    assert "Notes of the times we met: 2" in page
    assert "Harbour Drug Service can see" in page
    assert "Your support: when we met and what we talked about. Since" in page
    assert "and only what was written from then on, until" in page
    for name in ("Police", "Night Shelter"):
        assert f"<li>{name}</li>" in page
    assert "the name of one person" in page
    assert "Dean" not in page


def test_nothing_of_it_says_she(asked: Asked, jo: Browser) -> None:
    asked.signed({asked.world.drugs: casework("pathway", "clinical", "safety")})
    hers = main(jo.get(url(asked))).split('class="dussk-hers"')[1].split("Print it for her")[0]
    assert " she " not in hers.replace("She has to say why", "").lower()
    assert " her " not in hers.lower().replace(">her<", "")


@pytest.mark.parametrize("large", [False, True])
def test_on_paper(asked: Asked, jo: Browser, *, large: bool) -> None:
    asked.signed({asked.world.drugs: casework("pathway")})
    answer = jo.get(url(asked, "print"), {"large": "1"} if large else {})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Rosa" not in answer.headers["Content-Disposition"]
    reader, text = read(answer.content)
    assert str(reader.root_object["/MarkInfo"].get_object()) == "{'/Marked': True}"
    assert reader.metadata is not None
    assert reader.metadata.title == "What we hold about you, and who sees it"
    assert "For Rosa" in text
    assert "Harbour Drug Service can see" in text
    assert "Dean" not in text
    assert len(reader.pages) <= (5 if large else 2)
    assert ViewLog.objects.filter(kind="printed", client_id=asked.rosa.pk).count() == 1


def test_a_restricted_file_is_said_to_be(asked: Asked, boss: Browser, jo: Browser) -> None:
    Restriction.objects.create(**base(asked.by, asked.rosa), why="refused")
    assert "Only the managers of Lantern House" in main(boss.get(url(asked)))
    assert jo.get(url(asked)).status_code == 404
    assert jo.get(url(asked, "print")).status_code == 404

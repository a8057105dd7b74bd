"""What the browser is sent: only what is ours to ship, and not much of it."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from dussk.ui.context import site
from tests.dussk.ui.sample import Contact, request

STATIC = Path(settings.BASE_DIR) / "static"
VENDOR = STATIC / "vendor"
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
MOST = 90_000  # bytes of page, styles and scripts together, as they travel


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=lambda path: path.name)
def test_no_font_crest_or_source_map(path: Path) -> None:
    text = path.read_text("utf-8")
    for word in ("@font-face", "GDS Transport", "govuk-crest", "moj-header", "sourceMappingURL", "/assets/"):
        assert word not in text


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_picture_a_style_sheet_names_is_there_and_no_other(path: Path) -> None:
    named = [name for name in re.findall(r"url\(([^)]+)\)", path.read_text("utf-8")) if not name.startswith("data:")]
    assert all((path.parent / name).is_file() for name in named)


def test_no_picture_is_shipped_that_no_style_sheet_names() -> None:
    sheets = " ".join(path.read_text("utf-8") for path in VENDOR.glob("*.css"))
    assert all(f"url(images/{image.name})" in sheets for image in (VENDOR / "images").iterdir())


def test_versions_are_in_the_names_and_licences_beside_them() -> None:
    packages = {path.name.removesuffix(".LICENCE.txt") for path in VENDOR.glob("*.LICENCE.txt")}
    assert packages == {"govuk-frontend-6.6.0", "moj-frontend-11.1.0", "htmx-2.0.11"}
    files = [path.name for path in VENDOR.iterdir() if path.suffix in {".css", ".js"}]
    assert all(any(name.startswith(package) for package in packages) for name in files)


def test_scripts_run_under_the_content_security_policy() -> None:
    own = [path for path in SCRIPTS if path.parent.name == "dussk"]
    for path in own:
        text = path.read_text("utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b|localStorage|sessionStorage", text), path.name


@pytest.mark.usefixtures("menu")
def test_a_page_with_all_it_loads_is_light() -> None:
    html = render_to_string("base.html", {**site(request()), "form": Contact({}), "csrf_token": "t"})
    named = set(re.findall(r'(?:href|src)="/?static/([^"]+)"', html)) | {
        "vendor/govuk-frontend-6.6.0.min.js",
        "vendor/moj-frontend-11.1.0.min.js",
        "dussk/cover.js",
    }
    assert {"dussk/brand.css", "vendor/htmx-2.0.11.min.js", "dussk/lock.js"} <= named
    sent = [html.encode(), *((STATIC / name).read_bytes() for name in sorted(named))]
    assert sum(len(gzip.compress(body)) for body in sent) < MOST

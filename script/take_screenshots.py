# ruff: noqa: INP001 (run as a file by script/screenshots)
"""Takes the pictures of the README: fills a demonstration, serves it as it was one evening, looks at it in Chromium.

Run by ``script/screenshots``, which brings up the PostgreSQL. With ``--serve PORT`` it is the server that it looks at.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, sync_playwright

CLONE = Path(__file__).resolve().parents[1]
IMAGES = CLONE / "docs" / "images"

#: The evening that the pictures show, whenever they are taken.
EVENING = datetime(2026, 11, 20, 21, 10, tzinfo=ZoneInfo("Europe/London"))

DESKTOP, TABLET, PHONE = (1280, 1000), (820, 1000), (390, 844)
_COLOURS = 128
_LARGEST = 300_000  # bytes
_GAP = 16  # pixels between two printed pages


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing: a picture needs no log."""


def serve(port: int) -> None:
    """Serve with the clock set to that evening. PostgreSQL's own clock goes on as it is."""
    import time_machine  # noqa: PLC0415 - not what takes the pictures

    with time_machine.travel(EVENING, tick=True):
        from django.conf import settings  # noqa: PLC0415 - with the clock set

        settings.CSRF_COOKIE_AGE = None  # Chromium's clock goes on too: a cookie dated then may be over by now
        from dussk.wsgi import application  # noqa: PLC0415

        make_server("127.0.0.1", port, application, _Server, _Quiet).serve_forever()


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The demonstration, filled and served; its address."""
    with tempfile.TemporaryDirectory() as static, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "DUSSK_DEMONSTRATION": "1", "STATIC_ROOT": static, "PYTHONPATH": str(CLONE)}
        environment["DJANGO_SETTINGS_MODULE"] = "dussk.settings"
        for arguments in (
            ("migrate", "--verbosity=0"),
            ("demonstration", "--if-empty", f"--now={EVENING.isoformat()}"),
            ("collectstatic", "--no-input", "--verbosity=0"),
        ):
            subprocess.run([sys.executable, "manage.py", *arguments], cwd=CLONE, env=environment, check=True)
        environment.pop("DATABASE_OWNER_URL", None)
        server = subprocess.Popen([sys.executable, __file__, "--serve", str(port)], cwd=CLONE, env=environment)
        try:
            waiting = [sys.executable, "script/wait_until_healthy.py", str(port), "127.0.0.1", str(server.pid)]
            subprocess.run(waiting, cwd=CLONE, check=True)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def keep(name: str, png: bytes) -> None:
    """Put a picture into docs/images, in few colours so that a clone stays small."""
    from PIL import Image  # noqa: PLC0415 - not what the server needs

    image = Image.open(BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    path = IMAGES / f"{name}.png"
    image.save(path, optimize=True)
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(CLONE)}  {image.width} x {image.height}  {size // 1000} kB\n")
    if size > _LARGEST:
        sys.exit(f"{path.name} is larger than {_LARGEST // 1000} kB")


def side_by_side(pdf: bytes) -> bytes:
    """The first two pages of a PDF in one picture."""
    from PIL import Image  # noqa: PLC0415 - not what the server needs

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-png", "-r", "80", "-l", "2", "-", f"{folder}/page"], input=pdf, check=True)
        pages = [Image.open(BytesIO(path.read_bytes())) for path in sorted(Path(folder).iterdir())]
    both = Image.new("RGB", (sum(page.width for page in pages) + _GAP * (len(pages) - 1), pages[0].height), "silver")
    for number, page in enumerate(pages):
        both.paste(page, (number * (page.width + _GAP), 0))
    png = BytesIO()
    both.save(png, "PNG")
    return png.getvalue()


def _new_page(browser: Browser, size: tuple[int, int], address: str) -> Page:
    width, height = size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        device_scale_factor=2 if size == PHONE else 1,
        has_touch=size == PHONE,
        is_mobile=size == PHONE,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    return context.new_page()


def _sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("/")


def _open_night(page: Page, number: int) -> None:
    """Open a register: tonight's is number 0, last night's 1."""
    page.goto("/nights/")
    page.locator("main li a.register-row").nth(number).click()
    page.wait_for_url("**/nights/*-*/")


def _find(page: Page, name: str) -> None:
    """Open her page from the list of women, which is several pages long."""
    number = 1
    page.goto("/clients/")
    while not (link := page.get_by_role("link", name=name, exact=True)).count():
        number += 1
        page.goto(f"/clients/?page={number}")
    link.first.click()
    page.wait_for_url("/clients/*/")


def take(browser: Browser, address: str) -> None:
    """Every picture."""
    desktop = _new_page(browser, DESKTOP, address)
    desktop.goto("/sign-in/")
    keep("sign-in", desktop.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": DESKTOP[0], "height": 1080}))
    _sign_in(desktop, "Jo Ashdown")
    keep("today", desktop.screenshot())
    desktop.goto("/clients/")
    desktop.get_by_role("link", name="Kelly", exact=True).first.click()
    keep("client", desktop.screenshot())
    desktop.goto(f"{desktop.url}plan/")
    keep("plan", desktop.screenshot())
    keep("plan-printed", side_by_side(desktop.request.get(f"{desktop.url}paper/hers/").body()))
    _find(desktop, "Claire")
    desktop.goto(f"{desktop.url}journey/")
    keep("journey", desktop.screenshot())
    _open_night(desktop, 1)
    keep("night-printed", side_by_side(desktop.request.get(desktop.url + "print/").body()))

    phone = _new_page(browser, PHONE, address)
    _sign_in(phone, "Jo Ashdown")
    keep("today-phone", phone.screenshot())
    _open_night(phone, 0)
    keep("register-phone", phone.screenshot())
    phone.locator("main li a.register-row").first.click()
    phone.locator(".register-line").wait_for()
    phone.wait_for_load_state("networkidle")
    phone.locator(".register-line").evaluate("line => line.scrollIntoView()")
    keep("line-phone", phone.screenshot())
    _hand_over(_new_page(browser, TABLET, address))


def _hand_over(tablet: Page) -> None:
    """The consent form on a tablet in her hands, where it asks about the first partner agency."""
    _sign_in(tablet, "Jo Ashdown")
    tablet.goto("/clients/")
    tablet.get_by_role("link", name="Kelly", exact=True).first.click()
    tablet.goto(f"{tablet.url}consent/begin/")
    tablet.get_by_label("No interpreter").check()
    for button in ("Begin", "Hand her the tablet", "Hand it over now"):
        tablet.get_by_role("button", name=button).click()
    tablet.get_by_role("link", name="Begin").click()
    for _page in ("support", "information"):
        tablet.get_by_role("group", name="Your answer").get_by_role("button", name="Yes").click()
    tablet.get_by_role("button", name="No, none of them").click()
    tablet.get_by_role("heading", name="Harbour Drug Service").wait_for()
    keep("consent-tablet", tablet.screenshot())


def main() -> None:
    """Fill, serve, look."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")  # else Playwright's own
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        take(browser, address)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]))
    else:
        main()

# ruff: noqa: INP001 (run as a file by script/vendor)
"""Fetch the pinned npm packages, keep what we may ship, and write it under static/vendor/.

Left out on purpose: the GDS Transport font (licensed to gov.uk only), crown, crest and gov.uk icons (not ours to use),
source map references (the maps are not shipped, and strict static storage refuses a file that names one).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "static" / "vendor"

MIT = """MIT License

{holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Package:
    """An npm package: pinned version and checksum, where its files are, and which of them we take."""

    name: str
    version: str
    integrity: str
    short_name: str
    folder: str
    css: str = ""
    script: str = ""
    holder: str = ""  # for packages that ship no licence file


PACKAGES = (
    Package(
        name="govuk-frontend",
        version="6.6.0",
        integrity="sha512-xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg==",
        short_name="govuk-frontend",
        folder="dist/govuk",
        css="govuk-frontend.min.css",
        script="govuk-frontend.min.js",
        holder="Copyright (C) 2017 Crown Copyright (Government Digital Service)",
    ),
    Package(
        name="@ministryofjustice/frontend",
        version="11.1.0",
        integrity="sha512-1bkUbm2M4DpcpX/pOmumQRBsbJco9W2RwmJv5h/ZC/ZqrAOn2/FjpF+A7vS0gs7oMXBizr9O5huDrSYbLx73Nw==",
        short_name="moj-frontend",
        folder="moj",
        css="moj-frontend.min.css",
        script="moj-frontend.min.js",
        holder="Copyright (C) 2019 Ministry of Justice",
    ),
    Package(
        name="htmx.org",
        version="2.0.11",
        integrity="sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        short_name="htmx",
        folder="dist",
        script="htmx.min.js",
    ),
)

FONT_FACE = re.compile(r"(?:/\*![^*]*Margaret Calvert[^*]*\*/)?@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(r"\s*(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*")
# The crest in the gov.uk footer and the whole MOJ header, which carries the crest's place.
NOT_OURS = re.compile(r"[^{}]*(?:\.govuk-footer__copyright-logo|\.moj-header)[^{}]*\{[^{}]*\}")
EMPTY_BLOCK = re.compile(r"@(?:media|supports)[^{}]*\{\}")
ASSET = re.compile(r"url\(/assets/images/([^)]+)\)")


def main() -> None:
    """Write static/vendor/ afresh."""
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "images").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            vendor(package, unpack(package, Path(scratch)))


def unpack(package: Package, scratch: Path) -> Path:
    """Download a package, check it is the one we pinned, and return the folder it was unpacked to."""
    spec = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--json", "--pack-destination", str(scratch), spec]
    packed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    entry = packed[0] if isinstance(packed, list) else next(iter(packed.values()))
    if entry["integrity"] != package.integrity:
        raise SystemExit(f"{spec} is not the package we pinned: its checksum is {entry['integrity']}")
    folder = scratch / package.short_name
    with tarfile.open(next(scratch.glob(f"*{Path(package.name).name}-{package.version}.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def vendor(package: Package, folder: Path) -> None:
    """Write one package's style sheet, script, images and licence."""
    source = folder / package.folder
    name = f"{package.short_name}-{package.version}"
    if package.css:
        css = clean_css((source / package.css).read_text("utf-8"))
        (TARGET / f"{name}.min.css").write_text(css, "utf-8")
        for image in sorted(set(re.findall(r"url\(images/([^)]+)\)", css))):
            shutil.copyfile(source / "assets" / "images" / image, TARGET / "images" / image)
    if package.script:
        script = SOURCE_MAP.sub("\n", (source / package.script).read_text("utf-8")).strip() + "\n"
        (TARGET / f"{name}.min.js").write_text(script, "utf-8")
    licence = MIT.format(holder=package.holder) if package.holder else (folder / "LICENSE").read_text("utf-8")
    (TARGET / f"{name}.LICENCE.txt").write_text(licence, "utf-8")


def clean_css(css: str) -> str:
    """Return the style sheet without what is not ours, its addresses relative to static/vendor/."""
    css = FONT_FACE.sub("", css)
    css = css.replace("GDS Transport,arial,sans-serif", "Helvetica,Arial,sans-serif")
    css = NOT_OURS.sub("", css)
    css = EMPTY_BLOCK.sub("", css)
    css = SOURCE_MAP.sub("\n", css)
    return ASSET.sub(r"url(images/\1)", css).strip() + "\n"


if __name__ == "__main__":
    main()

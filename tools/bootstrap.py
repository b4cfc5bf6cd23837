"""Put uv into .tools/ using nothing but Python itself, and print where it is.

A fresh Debian has python3 but neither pip nor ensurepip, so this reads the
package index by hand (PEP 691) and unpacks the one file that is needed.
"""

import hashlib
import io
import json
import os
import platform
import shutil
import stat
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

VERSION = "0.13.9"
HOME = Path(__file__).resolve().parent.parent / ".tools"
PLATFORMS = {
    ("Linux", "x86_64"): "manylinux_2_17_x86_64",
    ("Linux", "aarch64"): "manylinux_2_17_aarch64",
    ("Darwin", "arm64"): "macosx_11_0_arm64",
    ("Darwin", "x86_64"): "macosx_10_12_x86_64",
}


def fetch(url: str, accept: str = "*/*") -> bytes:
    """Answer the body of the page, or raise after 60 seconds of silence."""
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "veche-bootstrap"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def wheel_of(index: str, tag: str) -> dict:
    """Find the pinned wheel for this platform in the index."""
    page = fetch(f"{index.rstrip('/')}/uv/", "application/vnd.pypi.simple.v1+json")
    for file in json.loads(page)["files"]:
        if file["filename"].startswith(f"uv-{VERSION}-") and tag in file["filename"]:
            return file
    raise SystemExit(f"The package index has no uv {VERSION} for {tag}.")


def install(target: Path) -> None:
    """Download, verify and unpack uv to the target path."""
    tag = PLATFORMS.get((platform.system(), platform.machine()))
    if tag is None:
        raise SystemExit("No ready uv for this machine: install uv yourself and run again.")
    index = os.environ.get("UV_INDEX_URL") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    wheel = wheel_of(index, tag)
    body = fetch(urllib.parse.urljoin(f"{index.rstrip('/')}/uv/", wheel["url"]))
    if hashlib.sha256(body).hexdigest() != wheel["hashes"]["sha256"]:
        raise SystemExit("The downloaded uv does not match the index's digest.")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        binary = archive.read(f"uv-{VERSION}.data/scripts/uv")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(binary)
    target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def main() -> None:
    """Print the path of a working uv, installing it if there is none."""
    if sys.version_info < (3, 11):
        raise SystemExit("Veche needs Python 3.11 or newer.")
    ready = shutil.which("uv")
    target = HOME / f"uv-{VERSION}"
    if ready is None and not target.exists():
        print(f"Fetching uv {VERSION} …", file=sys.stderr)
        install(target)
    print(ready or target)


if __name__ == "__main__":
    main()

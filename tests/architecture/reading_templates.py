"""Looks at templates, scripts and names of routes and answers what breaks the house rules."""

import ast
import re
from pathlib import Path

from tests.architecture.inspecting import FLOORS, files_in, python_in, rooms_in

_NAMES = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"'/]+)/""")
_ROUTES = re.compile(r"""\{%\s*url\s+["']([a-z_]+):""")
_INLINE = (
    (
        re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:json|ld\+json))", re.I),
        "inline script",
    ),
    (re.compile(r"<style", re.I), "inline style"),
    (re.compile(r"\sstyle\s*=", re.I), "style attribute"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "inline event"),
    (re.compile(r"hx-on|hx-vals=[\"']js:|javascript:", re.I), "script in an attribute"),
    (re.compile(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b"), "unescaped text"),
    (
        re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.I),
        "something foreign loaded or linked without a tag",
    ),
)
# What `core.views.shell` and Django's own context processors give to every page.
OF_THE_SHELL = {"frame", "actor", "organisation", "communities", "messages", "user", "perms"}
# The one sanitiser: what it answers went through nh3.
MAY_CALL_SAFE = {"kit/markup/__init__.py": "SafeString"}


def templates_looking_up(root: Path) -> list[str]:
    """Templates include, extend and link down or inside their room, never up."""
    found = []
    for room in rooms_in(root):
        for path in files_in(room, "*.html"):
            text = path.read_text()
            for other in [*_NAMES.findall(text), *_ROUTES.findall(text)]:
                if other in FLOORS and FLOORS[other] > FLOORS[room.name]:
                    found.append(f"{path.relative_to(root)}: looks up to {other}")
    return found


def unsafe_templates(root: Path) -> list[str]:
    """No inline script or style, nothing unescaped, nothing foreign."""
    return [
        f"{path.relative_to(root)}: {fault}"
        for path in files_in(root, "*.html")
        for pattern, fault in _INLINE
        if pattern.search(
            re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.S)
        )
    ]


def hidden_shells(root: Path) -> list[str]:
    """No view names its data as the shell of every page names its own: the page would lose its menu."""
    return [
        f"{path.relative_to(root)}:{node.lineno} {keyword.arg}: is the shell's name"
        for path, tree in python_in(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show"
        for keyword in node.keywords
        if keyword.arg in OF_THE_SHELL
    ]


def forbidden_frames(root: Path) -> list[str]:
    """Whoever shows a page with a frame in it answers with the policy that lets it be filled."""
    framed = {
        str(path).partition("/templates/")[2]
        for path in files_in(root, "*.html")
        if "<iframe" in path.read_text() and not path.name.startswith("_")
    }
    found = []
    for path, tree in python_in(root):
        shown = {
            argument.value: node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            for argument in node.args
            if isinstance(argument, ast.Constant) and argument.value in framed
        }
        if shown and "framing(" not in path.read_text():
            found += [
                f"{path.relative_to(root)}:{line} {name}: its frame stays empty"
                for name, line in shown.items()
            ]
    return found


def unsafe_code(root: Path) -> list[str]:
    """No text is declared safe, and no text is run."""
    found = []
    for path, tree in python_in(root):
        where = str(path.relative_to(root))
        for node in ast.walk(tree):
            called = (
                getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            )
            allowed = MAY_CALL_SAFE.get(where)
            if called in {"mark_safe", "SafeString", "eval", "exec"} and called != allowed:
                found.append(f"{where}:{node.lineno} {called}: declares text or code safe")
    return found


def unknown_jobs(root: Path, known: set[str]) -> list[str]:
    """Every job that an action names exists."""
    found = []
    for path, tree in python_in(root):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "enqueue"
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and first.value not in known:
                    found.append(f"{path.relative_to(root)}:{node.lineno} {first.value}: no such job")
    return found


def unknown_routes(root: Path, known: set[str]) -> list[str]:
    """Every route that a template names exists."""
    return [
        f"{path.relative_to(root)}: {name}: no such route"
        for path in files_in(root, "*.html")
        for name in re.findall(r"""\{%\s*url\s+["']([a-z_:]+)["']""", path.read_text())
        if name not in known
    ]


def keys_looking_up(models: list[object], room_of: object) -> list[str]:
    """Foreign keys point down or inside their room."""
    found = []
    for model in models:
        for field in model._meta.get_fields():  # type: ignore[attr-defined]
            other = getattr(field, "related_model", None)
            if other is None or not getattr(field, "concrete", False):
                continue
            here, there = room_of(model), room_of(other)  # type: ignore[operator]
            if here != there and FLOORS.get(there, 0) >= FLOORS.get(here, 99):
                found.append(f"{here}.{model.__name__}.{field.name} points to {there}")  # type: ignore[attr-defined]
    return found


ACT = re.compile(r'\baudit\(\s*\w+,\s*"([\w.]+)"')


def untitled_acts(root: Path, titled: set[str]) -> list[str]:
    """Everything that leaves an entry in the audit has a name there that people can read."""
    return [
        f"{path.relative_to(root)}: {act} has no title in its room's acts"
        for path in sorted(root.rglob("actions/*.py"))
        for act in ACT.findall(path.read_text())
        if act not in titled
    ]

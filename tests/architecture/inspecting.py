"""Looks at a source tree as text and syntax and answers what breaks the house rules, one line each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SLOTS = {
    "room", "terms", "rules", "models", "queries", "actions", "listeners", "jobs", "panels", "forms", "views",
    "urls", "templates", "locale", "migrations", "management", "static", "README", "__init__",
}  # fmt: skip
EXTRA_SLOTS = {"channels": {"connectors"}, "insights": {"measures", "showing"}, "ledger": {"columns"}}
FREE_ROOMS = {"kit", "config"}
FLOORS = {
    "kit": 0, "core": 1, "ledger": 2, "people": 3, "media": 4, "channels": 5, "campaigns": 6, "inbox": 7,
    "content": 7, "mailing": 7, "events": 7, "space": 7, "insights": 8, "strategy": 9, "automation": 9,
    "portal": 10, "api": 10, "config": 11,
}  # fmt: skip
FORBIDDEN = re.compile(
    r"(?:^|_)(?:utils?|helpers?|managers?|services?|handlers?|processors?|misc|common|base)(?:_|$)"
)
ALLOWED_NAMES = {"community_manager", "COMMUNITY_MANAGER"}
LIMITS = {".py": 300, ".html": 120, ".css": 300, ".js": 200, ".mjs": 200}
LONGEST_FUNCTION, LONGEST_TEST_FILE, LONGEST_README, MOST_FILES = 50, 400, 60, 30
WRITES = {
    "save",
    "create",
    "bulk_create",
    "update_or_create",
    "get_or_create",
    "delete",
    "bulk_update",
    "insert_rows",
}
READERS = {"queries", "views", "rules", "terms", "forms", "panels", "listeners", "jobs"}
GENERATED = {"migrations", "dist", "__pycache__", "node_modules"}


def rooms_in(root: Path) -> list[Path]:
    """Answer the rooms of the tree."""
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("_"))


def python_in(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Answer every Python file of the tree with its syntax; what was generated is passed over."""
    for path in files_in(root, "*.py"):
        yield path, ast.parse(path.read_text())


def files_in(root: Path, pattern: str) -> Iterator[Path]:
    """Answer the files people wrote."""
    for path in sorted(root.rglob(pattern)):
        if path.is_file() and not GENERATED & set(path.relative_to(root).parts):
            yield path


def wrong_slots(root: Path) -> list[str]:
    """Rooms have the same slots with the same names."""
    found = []
    for room in rooms_in(root):
        if room.name not in FLOORS:
            found.append(f"{room.name}: a room without a floor")
        if room.name in FREE_ROOMS or room.name not in FLOORS:
            continue
        allowed = SLOTS | EXTRA_SLOTS.get(room.name, set())
        names = {path.name.split(".")[0] for path in room.iterdir()} - {"__pycache__"}
        found += [f"{room.name}/{name}: no such slot" for name in sorted(names - allowed)]
    return found


def too_long(root: Path) -> list[str]:
    """Files and functions stay readable; folders do not outgrow a screen."""
    found = []
    for suffix, limit in LIMITS.items():
        for path in files_in(root, f"*{suffix}"):
            most = LONGEST_TEST_FILE if path.name.startswith("test_") else limit
            lines = path.read_text().count("\n")
            if lines > most:
                found.append(f"{path.relative_to(root)}: {lines} lines, {most} at the most")
    for path, tree in python_in(root):
        found += [
            f"{path.relative_to(root)}:{node.lineno} {node.name}: a function of {length} lines"
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
        ]
    for folder in {path.parent for path in files_in(root, "*.*")}:
        count = sum(1 for path in folder.iterdir() if path.is_file())
        # One measure is one file, and whoever looks for one knows its name.
        if count > MOST_FILES and folder.name != "measures":
            found.append(f"{folder.relative_to(root)}: {count} files in one folder")
    return found


def long_readmes(root: Path) -> list[str]:
    """A room's README is half a page."""
    return [
        f"{path.relative_to(root)}: longer than {LONGEST_README} lines"
        for path in files_in(root, "README.md")
        if path.read_text().count("\n") > LONGEST_README
    ]


def forbidden_names(root: Path) -> list[str]:
    """Names come from the field; those that say nothing are not used."""
    found = [
        f"{path.relative_to(root)}: a name that says nothing"
        for path in files_in(root, "*.*")
        if FORBIDDEN.search(path.stem.lower()) and path.stem not in ALLOWED_NAMES
    ]
    for path, tree in python_in(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", node.name).lower()
                if FORBIDDEN.search(snake) and snake not in ALLOWED_NAMES:
                    found.append(
                        f"{path.relative_to(root)}:{node.lineno} {node.name}: a name that says nothing"
                    )
    return found


def undocumented(root: Path) -> list[str]:
    """Everything public says in a line what it does."""
    found = []
    for path, tree in python_in(root):
        if tree.body and not ast.get_docstring(tree) and "management" not in path.parts[-2:]:
            found.append(f"{path.relative_to(root)}: no docstring")
        for name, node in _public(tree):
            if not ast.get_docstring(node):
                found.append(f"{path.relative_to(root)}:{node.lineno} {name}: no docstring")
    return found


def _public(tree: ast.Module) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _methods(node)


def _methods(owner: ast.ClassDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Answer public methods; those the language or a base class names explain themselves."""
    for node in owner.body:
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and not _overrides(owner, node):
            yield f"{owner.name}.{node.name}", node


def _overrides(owner: ast.ClassDef, method: ast.FunctionDef) -> bool:
    known = {"add_arguments", "handle", "clean", "readable", "readinto", "render", "get_context"}
    return bool(owner.bases) and (method.name in known or method.name.startswith("clean_"))


def careless_actions(root: Path) -> list[str]:
    """Every action takes `by` as a keyword and calls `require`, or hands `by` to an action that does."""
    found = []
    for room in rooms_in(root):
        for path, tree in _slot(room, "actions"):
            public = _exported(room)
            for node in tree.body:
                if not isinstance(node, ast.FunctionDef) or node.name not in public:
                    continue
                where = f"{path.relative_to(root)}:{node.lineno} {node.name}"
                if node.name in {"require", "audit", "erase_payloads"}:
                    continue
                if "by" not in {argument.arg for argument in node.args.kwonlyargs}:
                    found.append(f"{where}: no keyword-only `by`")
                if not any(_calls(child, "require") or _passes_on(child) for child in ast.walk(node)):
                    found.append(f"{where}: does not call `require`")
    return found


def _passes_on(node: ast.AST) -> bool:
    """Tell a call that hands the actor to another action, which asks in its turn."""
    keywords = node.keywords if isinstance(node, ast.Call) else []
    return any(word.arg == "by" and getattr(word.value, "id", "") == "by" for word in keywords)


def _exported(room: Path) -> set[str]:
    """Answer the names in the `__all__` of a room's actions: they are its door."""
    door = room / "actions/__init__.py"
    tree = ast.parse((door if door.exists() else room / "actions.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name


def _slot(room: Path, slot: str) -> Iterator[tuple[Path, ast.Module]]:
    single, folder = room / f"{slot}.py", room / slot
    if single.exists():
        yield single, ast.parse(single.read_text())
    if folder.is_dir():
        yield from python_in(folder)


def writes_outside_actions(root: Path) -> list[str]:
    """Only actions write: nothing else calls what changes rows."""
    found = []
    for room in rooms_in(root):
        if room.name in FREE_ROOMS:
            continue
        for slot in sorted(READERS):
            for path, tree in _slot(room, slot):
                found += [
                    f"{path.relative_to(root)}:{node.lineno} .{node.func.attr}(): only actions write"
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    and (node.func.attr in WRITES or _is_raw_write(node)) and not _is_harmless(node)
                ]  # fmt: skip
    return found


def _is_raw_write(node: ast.Call) -> bool:
    """Tell `sql.execute(...)` and `….objects.filter(...).update(...)`."""
    func = node.func
    if not isinstance(func, ast.Attribute):
        return False
    if func.attr == "execute":
        return getattr(func.value, "id", "") == "sql"
    return func.attr == "update" and isinstance(func.value, ast.Call)


def _is_harmless(node: ast.Call) -> bool:
    """Tell saving a picture or a form's file into memory from saving a row."""
    func = node.func
    name = getattr(func.value, "id", "") if isinstance(func, ast.Attribute) else ""
    return name in {"actions", "image", "picture", "default_storage"}


def writes_of_others(root: Path) -> list[str]:
    """A room writes its own rows only: models of lower rooms are for keys, types and joins."""
    found = []
    for room in rooms_in(root):
        for path, tree in _slot(room, "actions"):
            strange = _strange_models(tree, room.name)
            found += [
                f"{path.relative_to(root)}:{node.lineno} writes another room: {_root_name(node.func)}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                and (node.func.attr in WRITES or _is_raw_write(node)) and _root_name(node.func) in strange
            ]  # fmt: skip
    return found


def _strange_models(tree: ast.Module, room: str) -> set[str]:
    """Answer the names a module takes from other rooms' models."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models")
        and not (node.module or "").startswith((f"veche.{room}.", "django"))
        for alias in node.names
    }  # fmt: skip


AT_ONCE = re.compile(
    r"^\s*assert\b(?!.*\bobjects\.).*(\.(count|all|is_visible|is_hidden|is_checked|is_enabled|all_inner_texts)\(\)"
    r"|\.(inner_text|inner_html|text_content|input_value|get_attribute|all_text_contents)\()", re.MULTILINE
)  # fmt: skip


def hasty_journeys(root: Path) -> list[str]:
    """Answer assertions that look at a page at once: a page on its way would not be waited for."""
    return [
        f"{path.name}: {found[0].strip()}"
        for path in sorted(root.rglob("*.py"))
        for found in AT_ONCE.finditer(path.read_text())
    ]


def _root_name(node: ast.AST) -> str:
    """Answer «Person» of «Person.objects.filter(...).delete»."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""

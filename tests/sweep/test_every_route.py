"""Every address, by every verb, as everybody: what comes back stands in table.txt and nowhere else.

`SWEEP=write` writes the table anew; whoever reviews it sees at a glance whom a change lets in.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from tests.sweep.world import VISITORS, World, build

from veche.kit.pages.declaring import routes

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "table.txt"
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NAMES = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, dict[str, Path]]]:
    """Build the world inside a transaction around the file's tests; answer it and its folders."""
    home = tmp_path_factory.mktemp("sweep")
    folders = {name: home / name.lower() for name in ("FILES", "COLUMNS", "SPOOL")}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**folders):
            world = build()
        with django_db_blocker.block():
            yield world, folders
        transaction.set_rollback(True)


@pytest.fixture
def world(built: tuple[World, dict[str, Path]], db: None, settings: Any) -> World:
    """Answer the world, whose rows and files every test finds as they were made."""
    found, folders = built
    for name, folder in folders.items():
        setattr(settings, name, folder)
    return found


@pytest.mark.long
def test_everybody_gets_what_the_table_says_and_no_more(world):
    found = table_of(world)

    if os.environ.get("SWEEP") == "write":
        TABLE.write_text(found)
    assert found.splitlines() == TABLE.read_text().splitlines()


def test_things_of_other_organisations_are_not_found_at_our_addresses(world):
    """An owner who asks for a foreigner's thing below their own community is told there is none."""
    leaks = []
    for name, path, view in routes():
        kwargs = kwargs_of(name, path, world.things)
        asked = set(kwargs) - {
            "community",
            "role",
            "secret",
            "token",
            "variant",
            "number",
            "uidb36",
            "key",
            "pk",
            "measure",
            "sign",
            "stamp",
            "form",
            "kind",
            "door",
            "side",
            "deed",
            "size",
            "way",
            "part",
            "name",
        }
        for each in asked:
            strange = world.strange_things.get(f"{name}.{each}", world.strange_things.get(each))
            for verb in declared(view):
                status = ask(world, "owner", verb, reverse(name, kwargs=kwargs | {each: strange}))
                if status not in ("404", "403"):
                    leaks.append(f"{verb} {name} with a strange {each}: {status}")
    assert "\n".join(leaks) == ""


def test_verbs_that_are_not_declared_are_refused(world):
    taken = []
    for name, path, view in routes():
        url = reverse(name, kwargs=kwargs_of(name, path, world.things))
        for verb in set(VERBS) - set(declared(view)):
            if (status := ask(world, "owner", verb, url)) not in ("405", "404", "in"):
                taken.append(f"{verb} {name}: {status}")
    assert taken == []


def table_of(world: World) -> str:
    """Answer the table: a line for each route and verb, a column for each visitor."""
    width = max(len(name) for name, _, _ in routes())
    lines = [f"{'route':{width}} verb " + " ".join(f"{v[:9]:9}" for v in VISITORS).rstrip()]
    for name, path, view in sorted(routes(), key=lambda route: route[0]):
        url = reverse(name, kwargs=kwargs_of(name, path, world.things))
        for verb in declared(view):
            cells = [ask(world, visitor, verb, url) for visitor in VISITORS]
            lines.append(f"{name:{width}} {verb:4} " + " ".join(f"{cell:9}" for cell in cells).rstrip())
    return "\n".join(lines) + "\n"


def declared(view) -> list[str]:
    """Answer the verbs a view takes, but for HEAD, which is GET without the body."""
    return [verb for verb in VERBS if verb in view.methods]


def kwargs_of(name: str, path: str, things: dict) -> dict:
    """Answer values for the names in an address; a new name needs a thing in world.py."""
    names = NAMES.findall(path)
    unknown = [n for n in names if f"{name}.{n}" not in things and n not in things]
    assert not unknown, f"{name}: add {unknown} to tests/sweep/world.py, so that the sweep can ask for it"
    return {n: things.get(f"{name}.{n}", things.get(n)) for n in names}


def ask(world: World, visitor: str, verb: str, url: str) -> str:
    """Answer in a word what a visitor gets; whatever it changed is taken back."""
    client = Client(raise_request_exception=True)
    if world.cookies[visitor]:
        client.cookies["session"] = world.cookies[visitor]
    with transaction.atomic():
        response = client.generic(verb, url)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    assert response.status_code < 500, (visitor, verb, url)
    if response.status_code == 302 and response["Location"].startswith("/account/login/?next"):
        return "in"
    if response.status_code == 302 and not world.cookies[visitor] and "login" in response["Location"]:
        return "in"
    return str(response.status_code) if response.status_code in (403, 404, 405) else "yes"

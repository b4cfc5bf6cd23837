"""Each house rule catches a planted breach: a rule that cannot fail protects nothing."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import path
from tests.architecture import inspecting, reading_lines, reading_templates

from veche.kit.pages.declaring import check_routes, page

HERE = Path(__file__).resolve().parents[2]

LINES = [
    ("people/actions.py", "import urllib.request"),
    ("people/actions.py", "from urllib import request"),
    ("people/jobs.py", "from http import client"),
    ("people/jobs.py", "def f():\n    import httpx"),
    ("people/jobs.py", "from aiohttp.client import ClientSession"),
    ("people/jobs.py", "import socket\nsocket.socket()"),
    ("people/jobs.py", "from socket import create_connection"),
    ("inbox/actions.py", "from aiogram import Bot"),
    ("kit/feeds.py", "import feedparser"),
    ("channels/connectors/irc/live.py", "import requests"),
    ("channels/connectors/mail/live.py", "import imaplib\nimaplib.IMAP4_SSL('mail.example')"),
    ("channels/connectors/vk/live.py", "from vk_api import VkApi\nVkApi(token='x')"),
]
# What opens nothing by itself.
HARMLESS = """
import imaplib, socket
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import aiohttp
class Lines(imaplib.IMAP4):
    def _create_socket(self, timeout) -> socket.socket:
        return self.web.connect(socket.gethostname(), 993)
VkApi(token="x", session=web.session())
"""
BREACHES = [
    (inspecting.wrong_slots, "people/helpers.py", "x = 1"),
    (inspecting.wrong_slots, "garage/terms.py", "x = 1"),
    (inspecting.too_long, "people/rules.py", "x = 1\n" * 301),
    (inspecting.too_long, "people/rules.py", "def f():\n" + "    x = 1\n" * 51),
    (inspecting.too_long, "people/templates/people/a.html", "<p>\n" * 121),
    (inspecting.long_readmes, "people/README.md", "x\n" * 61),
    (inspecting.forbidden_names, "people/rules/text_utils.py", ""),
    (inspecting.forbidden_names, "people/rules.py", "class MergeManager: pass"),
    (inspecting.forbidden_names, "people/rules.py", "def base_name(): pass"),
    (inspecting.undocumented, "people/rules.py", '"""Rules."""\ndef f(): pass'),
    (inspecting.undocumented, "people/rules.py", "x = 1"),
    (inspecting.careless_actions, "people/actions.py", "def merge(a, *, by):\n    return a"),
    (inspecting.careless_actions, "people/actions.py", "def merge(a, by):\n    require(by, X, in_=a)"),
    (inspecting.writes_outside_actions, "people/queries.py", "def f(p):\n    p.save()"),
    (inspecting.writes_outside_actions, "people/views.py", "def f(p):\n    sql.execute('x')"),
    (
        inspecting.writes_outside_actions,
        "people/views.py",
        "def f(p):\n    P.objects.filter(a=1).update(b=2)",
    ),
    (
        inspecting.writes_of_others,
        "people/actions/merging.py",
        "from veche.ledger.models import Identity\ndef f():\n    Identity.objects.filter(a=1).update(b=2)",
    ),
    (inspecting.hasty_journeys, "journeys/test_a.py", "    assert page.locator('li').count() == 1"),
    (inspecting.hasty_journeys, "journeys/test_a.py", "    assert 'x' in page.inner_text('main')"),
    (reading_templates.templates_looking_up, "core/templates/core/a.html", '{% include "people/_a.html" %}'),
    (
        reading_templates.templates_looking_up,
        "core/templates/core/a.html",
        "{% url 'people:person_list' c %}",
    ),
    (reading_templates.unsafe_templates, "core/templates/core/a.html", "<script>alert(1)</script>"),
    (reading_templates.unsafe_templates, "core/templates/core/a.html", '<p style="color:red">'),
    (reading_templates.unsafe_templates, "core/templates/core/a.html", '<p onclick="x()">'),
    (reading_templates.unsafe_templates, "core/templates/core/a.html", "{{ name|safe }}"),
    (
        reading_templates.unsafe_templates,
        "core/templates/core/a.html",
        '<img src="https://cdn.example/x.png">',
    ),
    (reading_templates.hidden_shells, "people/views.py", "show(request, 'people/a.html', frame='<iframe>')"),
    (reading_templates.unsafe_code, "people/views.py", "mark_safe('<b>')"),
    *((reading_lines.lines_past_the_door, place, text) for place, text in LINES),
    (
        lambda root: reading_templates.unknown_jobs(root, set()),
        "people/actions.py",
        "enqueue('people.jobs.gone')",
    ),
    (
        lambda root: reading_templates.untitled_acts(root, {"people.split_person"}),
        "people/actions/merging.py",
        'audit(\n    by, "people.merge_persons", in_=x)',
    ),
    (
        lambda root: reading_templates.unknown_routes(root, set()),
        "core/templates/a.html",
        "{% url 'core:gone' %}",
    ),
]


@pytest.mark.parametrize(("rule", "place", "text"), BREACHES)
def test_a_planted_breach_is_found(tmp_path, rule, place, text):
    target = tmp_path / place
    target.parent.mkdir(parents=True)
    target.write_text(text)

    assert rule(tmp_path) != []


def test_libraries_over_the_lines_of_the_door_are_no_breach(tmp_path):
    target = tmp_path / "channels/connectors/mail/live.py"
    target.parent.mkdir(parents=True)
    target.write_text(HARMLESS)

    assert reading_lines.lines_past_the_door(tmp_path) == []


@pytest.mark.parametrize(
    ("shown", "found"), [("show(r, 'a/b.html')", 1), ("framing(show(r, 'a/b.html'))", 0)]
)
def test_a_frame_that_would_stay_empty_is_found(tmp_path, shown, found):
    for place, text in (("a/templates/a/b.html", "<iframe src='/x/'></iframe>"), ("a/views.py", shown)):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)

    assert len(reading_templates.forbidden_frames(tmp_path)) == found


def test_a_key_that_looks_up_is_found():
    field = SimpleNamespace(name="person", concrete=True, related_model=SimpleNamespace(room="people"))
    meta = SimpleNamespace(get_fields=lambda: [field])
    model = SimpleNamespace(_meta=meta, __name__="Interaction", room="ledger")

    assert reading_templates.keys_looking_up([model], lambda m: m.room) != []


def naked(request):
    """A view that declares nothing."""


urlpatterns = [path("a/", page("p")(naked), name="a"), path("b/", naked, name="b")]


def test_a_route_without_permission_keeps_veche_from_starting(settings):
    settings.ROOT_URLCONF = __name__

    assert [error.id for error in check_routes()] == ["veche.E001"]


IMPORTS = [
    ("core/rules.py", "import veche.people.terms", "floors below"),
    ("portal/views/__init__.py", "import veche.people.actions.merging", "by their doors"),
    ("people/terms/__init__.py", "import veche.people.queries", "outer slots import inner"),
    ("people/rules/__init__.py", "import django.utils.text", "know nothing of Django"),
    (
        "channels/connectors/slack/__init__.py",
        "import veche.channels.connectors.irc",
        "do not know each other",
    ),
    ("channels/connectors/slack/__init__.py", "import django.db", "translate; they do not store"),
]


@pytest.fixture(scope="session")
def copy_of_house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    ignore = shutil.ignore_patterns("static", "locale", "templates", "__pycache__")
    shutil.copytree(HERE / "src/veche", folder / "src/veche", ignore=ignore)
    shutil.copytree(HERE / "tools", folder / "tools")
    shutil.copy(HERE / ".importlinter", folder)
    return folder


@pytest.mark.parametrize(("place", "line", "contract"), IMPORTS)
def test_a_planted_import_breaks_its_contract(copy_of_house, place, line, contract):
    target = copy_of_house / "src/veche" / place
    before = target.read_text()
    target.write_text(f"{before}\n{line}\n")

    try:
        found = _lint_imports(copy_of_house)
    finally:
        target.write_text(before)

    broken = [text for text in found.stdout.splitlines() if "BROKEN" in text]
    assert found.returncode == 1
    assert any(contract in text for text in broken), found.stdout


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; sys.path[:0] = ['src', '.']; from importlinter.cli import lint_imports; "
        "sys.exit(lint_imports(no_cache=True))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )

"""The house as it stands keeps its own rules. What each rule catches is shown in test_breaches.py."""

from pathlib import Path

import pytest
from django.apps import apps
from tests.architecture import inspecting, reading_lines, reading_templates

from veche.kit.jobs.declaring import _DECLARED
from veche.kit.pages.declaring import check_routes, routes
from veche.kit.rooms import acts, rooms

HERE = Path(__file__).resolve().parents[2]
SOURCE, TESTS = HERE / "src/veche", HERE / "tests"


@pytest.mark.parametrize(
    "rule",
    [
        inspecting.wrong_slots, inspecting.too_long, inspecting.forbidden_names, inspecting.undocumented,
        inspecting.careless_actions, inspecting.writes_outside_actions, inspecting.long_readmes,
        inspecting.writes_of_others,
        reading_templates.templates_looking_up, reading_templates.unsafe_templates,
        reading_templates.unsafe_code, reading_templates.forbidden_frames, reading_templates.hidden_shells,
        reading_lines.lines_past_the_door,
    ],
    ids=lambda rule: rule.__name__,
)  # fmt: skip
def test_the_source_keeps_the_rule(rule):
    assert rule(SOURCE) == []


def test_tests_tools_and_benchmarks_stay_readable():
    for folder in (TESTS, HERE / "tools", HERE / "benchmarks", HERE / "frontend/src"):
        assert inspecting.too_long(folder) == []


def test_journeys_wait_for_what_they_assert():
    assert inspecting.hasty_journeys(TESTS / "journeys") == []


def test_foreign_keys_point_down():
    ours = [model for model in apps.get_models() if model.__module__.startswith("veche.")]

    def room_of(model):
        parts = model.__module__.split(".")
        return parts[1] if parts[0] == "veche" else "kit"

    assert reading_templates.keys_looking_up(ours, room_of) == []


def test_every_job_that_is_asked_for_exists():
    rooms()

    assert reading_templates.unknown_jobs(SOURCE, set(_DECLARED)) == []


def test_every_route_that_a_template_names_exists():
    assert reading_templates.unknown_routes(SOURCE, {name for name, _, _ in routes()}) == []


def test_every_route_declares_what_it_asks_for():
    assert check_routes() == []


def test_every_act_has_a_title():
    assert reading_templates.untitled_acts(SOURCE, set(acts())) == []


def test_permissions_have_one_name_each():
    keys = [permission.key for room in rooms().values() for permission in room.permissions]

    assert len(keys) == len(set(keys))


def test_every_room_says_what_it_is_on_half_a_page():
    assert [room for room in rooms() if not (SOURCE / room / "README.md").exists()] == []

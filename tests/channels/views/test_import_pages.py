"""The pages of imports: from the upload to the end and back, each within its budget."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.channels.files import PEOPLE, checked, fresh, messages, taken, upload, work

from veche.channels import actions
from veche.channels.models import Import
from veche.channels.terms import State
from veche.core.terms import SYSTEM, Role
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)>\u202egpj.csv"


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def client(community):
    return client_of(Role.COMMUNITY_MANAGER, community)


def client_of(role, community):
    client = Client()
    client.force_login(make.user(role, community))
    return client


def url(name, thing, *args):
    home = thing if not isinstance(thing, Import) else thing.community
    return reverse(
        f"channels:{name}", args=[home.slug, *args, *([thing.pk] if isinstance(thing, Import) else [])]
    )


def page(client, found):
    return client.get(url("import_page", found)).content.decode()


def file(content, name):
    return SimpleUploadedFile(name, content.encode())


def test_a_file_goes_the_whole_way_by_the_pages(client, community):
    response = client.post(url("import_new", community), {"files": [file(PEOPLE, "Гости 2026-03-04.csv")]})
    found = Import.objects.get()
    assert response["Location"] == url("import_page", found)
    work()

    form = page(client, found)
    assert 'name="column-0"' in form
    assert "anna@example.org" in form
    asked = fresh(found).questions
    answers = {q["key"]: q["guess"] for q in asked if q["key"] != "mapping"}
    chosen = {"purpose": "people", "column-0": "name", "column-1": "email", "column-2": "city"}
    client.post(url("import_answer", found), answers | chosen)
    work()
    ready = page(client, found)
    assert "Анна Ким" in ready
    assert not Interaction.objects.exists()
    client.post(url("import_start", found))
    work()

    done = page(client, found)
    assert Interaction.objects.count() == 3
    assert re.search(r"3\D+ \+ 0\D+ \+ 1\D+ = 4", done)
    client.post(url("import_take_back", found))
    work()
    assert fresh(found).stands is State.LEFT
    assert not Interaction.objects.exists()


def test_several_files_at_once_are_judged_each_by_itself(client, community):
    files = [file(PEOPLE, "one.csv"), file("", "empty.csv"), file(PEOPLE, "../../etc/two.csv")]

    response = client.post(url("import_new", community), {"files": files})

    assert response.status_code == 422
    assert "empty.csv" in response.content.decode()
    assert sorted(Import.objects.values_list("name", flat=True)) == ["one.csv", "two.csv"]


def test_no_file_is_said(client, community):
    response = client.post(url("import_new", community), {})

    assert response.status_code == 422
    assert not Import.objects.exists()


def test_too_large_a_file_is_refused_with_the_bound(client, community, settings):
    settings.LARGEST_UPLOAD = 10

    response = client.post(url("import_new", community), {"files": [file(PEOPLE, "one.csv")]})

    assert response.status_code == 422
    assert "VECHE_LARGEST_UPLOAD_MB" in response.content.decode()
    assert not Import.objects.exists()


def test_hostile_names_are_shown_as_text(client, community, tmp_path):
    found = taken(upload(tmp_path, PEOPLE, community, HOSTILE))

    shown = page(client, found) + client.get(url("import_list", community)).content.decode()

    assert "<img src=x" not in shown
    assert "\u202e" not in shown
    assert "&lt;img src=x" in shown


def test_answers_that_make_no_sense_come_back_with_the_reason(client, community, tmp_path):
    found = upload(tmp_path, PEOPLE, community)
    work()
    found = fresh(found)
    answers = {q["key"]: q["guess"] for q in found.questions if q["key"] != "mapping"}
    nobody = {"purpose": "people", "column-0": "skip", "column-1": "skip", "column-2": "city"}

    client.post(url("import_answer", found), answers | nobody)
    work()
    response = client.get(url("import_page", found))

    assert fresh(found).stands is State.ASKING
    assert "alert-danger" in response.content.decode()
    bad = client.post(url("import_answer", found), answers | nobody | {"zone": "Mars/Olympus"})
    assert bad.status_code == 422


def test_the_mapping_is_remembered_for_the_next_file_of_the_kind(client, community, tmp_path):
    found = upload(tmp_path, PEOPLE, community)
    work()
    found = fresh(found)
    answers = {q["key"]: q["guess"] for q in found.questions if q["key"] != "mapping"}
    own = {"purpose": "people", "column-0": "name", "column-1": "email", "column-2": "note"}
    client.post(url("import_answer", found), answers | own)
    work()
    client.post(url("import_start", found))
    work()

    later = upload(tmp_path, PEOPLE.replace("Омск", "Томск"), community)
    work()

    shown = page(client, later)
    assert '<option value="note" selected>' in shown


def test_a_wide_table_shows_the_columns_that_mean_something(client, community, tmp_path):
    titles = [f"c{number}" for number in range(400)] + ["email"]
    rows = [[f"x{number}" for number in range(400)] + [f"a{row}@example.org"] for row in range(3)]
    content = "\n".join(",".join(row) for row in [titles, *rows])
    found = upload(tmp_path, content, community)
    work()

    shown = page(client, found)

    assert shown.count("<select") < 160
    assert 'value="email" selected' in shown


def test_stopping_and_going_on(client, community, tmp_path):
    found = checked(upload(tmp_path, messages(30), community))
    actions.start_import(found, by=SYSTEM)

    client.post(url("import_stop", found))
    work()
    assert fresh(found).stands is State.STOPPED
    page(client, found)
    client.post(url("import_resume", found))
    work()

    assert fresh(found).stands is State.DONE
    assert Interaction.objects.count() == 30


def test_an_upload_is_discarded(client, community, tmp_path):
    found = upload(tmp_path, PEOPLE, community)

    client.post(url("import_discard", found))

    assert not Import.objects.exists()


def test_pages_that_move_ask_again_with_and_without_scripts(client, community, tmp_path):
    found = upload(tmp_path, PEOPLE, community)

    moving = page(client, found)
    assert 'hx-trigger="every 2s"' in moving
    assert 'http-equiv="refresh"' in moving
    work()

    still = client.get(url("import_page", found), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in still
    assert "<html" not in still


def test_analysts_see_but_do_not_touch(community, tmp_path):
    found = taken(upload(tmp_path, PEOPLE, community))
    client = client_of(Role.ANALYST, community)

    assert url("import_take_back", found) not in page(client, found)
    for name in ("import_start", "import_stop", "import_resume", "import_discard", "import_take_back"):
        assert client.post(url(name, found)).status_code == 403
    assert client.get(url("import_new", community)).status_code == 403


@pytest.mark.parametrize("name", ["import_list", "import_new", "channel_list"])
def test_lists_stay_within_their_budget(name, client, community, tmp_path, django_assert_max_num_queries):
    client.get(url(name, community))
    for number in range(3):
        taken(upload(tmp_path, messages(5, start=5 * number), community))
    upload(tmp_path, PEOPLE, community)

    with django_assert_max_num_queries(12):
        assert client.get(url(name, community)).status_code == 200


def test_the_page_stays_within_its_budget(client, community, tmp_path, django_assert_max_num_queries):
    found = upload(tmp_path, messages(300), community)
    steps = [work, lambda: checked(found), lambda: taken(found)]
    for step in steps:
        step()
        client.get(url("import_page", found))
        with django_assert_max_num_queries(12):
            assert client.get(url("import_page", found)).status_code == 200

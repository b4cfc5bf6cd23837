"""The life of an import: looked at, asked, run dry, taken in, once and again."""

import pytest
from tests import make
from tests.channels.files import PEOPLE, assert_accounted, checked, fresh, messages, taken, upload, work

from veche.channels import actions
from veche.channels.models import Import
from veche.channels.terms import State
from veche.core.terms import SYSTEM
from veche.ledger.models import Channel, Identity, Interaction, Wording
from veche.ledger.terms import Kind

pytestmark = pytest.mark.django_db


def test_a_list_becomes_people(tmp_path):
    community = make.community()

    found = taken(upload(tmp_path, PEOPLE, community, "Гости 2026-03-04.csv"))

    assert found.stands is State.DONE
    assert (found.seen, found.new, found.refused) == (4, 3, 1)
    assert_accounted(found)
    anna = Interaction.objects.get(identity__value="anna@example.org")
    assert anna.kind == Kind.LISTED.number
    assert anna.extra == {"traits": {"city": "Москва"}}
    assert Channel.objects.get().title == "Гости 2026-03-04"


def test_the_dry_run_says_what_will_happen_and_writes_nothing(tmp_path):
    found = checked(upload(tmp_path, PEOPLE, make.community()))

    assert found.stands is State.READY
    assert found.survey["people"] == 3
    assert found.survey["kinds"] == {"listed": 3}
    assert (found.survey["new"], found.survey["refused"]) == (3, 1)
    assert list(found.survey["refusals"].values()) == [{"count": 1, "places": ["5"]}]
    assert not Interaction.objects.exists()
    assert not Channel.objects.exists()
    assert not Identity.objects.exists()


def test_what_was_surveyed_happens(tmp_path):
    found = checked(upload(tmp_path, messages(300), make.community()))
    survey = found.survey

    actions.start_import(found, by=SYSTEM)
    work()

    found = fresh(found)
    assert {name: survey[name] for name in ("seen", "new", "revised", "duplicate", "refused")} == {
        "seen": found.seen, "new": found.new, "revised": found.revised, "duplicate": found.duplicate,
        "refused": found.refused,
    }  # fmt: skip


def test_the_same_file_again_changes_nothing(tmp_path):
    community = make.community()
    taken(upload(tmp_path, messages(50), community))
    counts = Interaction.objects.count(), Wording.objects.count(), Identity.objects.count()

    again = taken(upload(tmp_path, messages(50), community))

    assert (again.seen, again.duplicate) == (50, 50)
    assert again.survey["duplicate"] == 50
    assert counts == (Interaction.objects.count(), Wording.objects.count(), Identity.objects.count())


def test_a_later_export_adds_what_is_new(tmp_path):
    community = make.community()
    taken(upload(tmp_path, messages(50), community))

    later = taken(upload(tmp_path, messages(50, start=31), community))

    assert (later.new, later.duplicate) == (30, 20)
    assert Interaction.objects.count() == 80


def test_the_file_goes_when_its_import_ends(tmp_path, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        found = taken(upload(tmp_path, PEOPLE, make.community()))

    assert found.file == ""
    assert found.questions == []
    assert list((settings.FILES / "imports").iterdir()) == []


def test_what_nobody_can_read_is_refused_with_what_was_looked_for(
    tmp_path, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        found = checked(upload(tmp_path, b"\x00\x01\x02binary" * 900, make.community(), "result.json"))

    assert found.stands is State.REFUSED
    assert len(found.faults) >= 2
    assert list((settings.FILES / "imports").iterdir()) == []


def test_answers_that_fit_nothing_lead_back_to_the_questions(tmp_path):
    found = checked(upload(tmp_path, "campaign,clicks\nspring,10\nsummer,20\n", make.community()))

    assert found.stands is State.ASKING
    assert [fault["field"] for fault in found.faults] == ["mapping"]
    assert Import.objects.exclude(file="").exists()


def test_a_list_again_with_other_details_tells_them(tmp_path):
    community = make.community()
    taken(upload(tmp_path, PEOPLE, community))

    later = taken(upload(tmp_path, PEOPLE.replace("Омск", "Томск"), community))

    assert (later.new, later.duplicate) == (1, 2)
    assert {i.extra["traits"]["city"] for i in Interaction.objects.exclude(extra=None)} == {
        "Москва", "Омск", "Томск",
    }  # fmt: skip

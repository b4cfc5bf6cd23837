"""An import stopped, gone on with, taken up by another process, edited later, taken back whole."""

import pytest
from tests import make
from tests.channels.files import (
    PEOPLE,
    assert_accounted,
    checked,
    fresh,
    messages,
    taken,
    telegram,
    upload,
    work,
)

from veche.channels import actions
from veche.channels.actions.taking import take_batch
from veche.channels.models import Import
from veche.channels.terms import Record, State
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import Job
from veche.kit.terms import NotAllowed, Refusal
from veche.ledger.models import Channel, Identity, Interaction, Wording

pytestmark = pytest.mark.django_db


def started(found):
    actions.start_import(found, by=SYSTEM)
    return fresh(found)


def test_an_import_stopped_in_the_middle_goes_on_from_there(tmp_path):
    found = started(checked(upload(tmp_path, messages(12_000), make.community())))

    actions.take_in(found, by=SYSTEM, tell=lambda *_: actions.stop_import(fresh(found), by=SYSTEM))
    stopped = fresh(found)
    actions.resume_import(fresh(found), by=SYSTEM)
    work()

    assert stopped.stands is State.STOPPED
    assert 0 < stopped.seen < 12_000
    assert_accounted(stopped)
    done = fresh(found)
    assert (done.stands, done.new, done.duplicate) == (State.DONE, 12_000, 0)
    assert Interaction.objects.count() == 12_000


def test_of_two_processes_that_take_the_same_records_one_does(tmp_path):
    found = started(checked(upload(tmp_path, messages(10), make.community())))
    other = fresh(found)
    records = [Record("1", (make.sighting(1, "слово"),))]

    first = take_batch(found, records, titles={}, by=SYSTEM)
    second = take_batch(other, records, titles={}, by=SYSTEM)

    assert (first, second) == (True, False)
    assert fresh(found).seen == 1


def test_a_later_export_with_edits_changes_words_and_adds_only_what_is_new(tmp_path):
    community = make.community()
    taken(upload(tmp_path, telegram(50), community, "result.json"))

    later = taken(upload(tmp_path, telegram(60, start=11, edited=20), community, "result.json"))

    assert (later.new, later.revised, later.duplicate) == (20, 10, 30)
    assert Interaction.objects.count() == 70
    assert Wording.objects.filter(text__startswith="правка").count() == 10


def test_an_older_export_read_later_takes_no_edit_back(tmp_path):
    community = make.community()
    taken(upload(tmp_path, telegram(20, edited=20), community, "result.json"))

    older = taken(upload(tmp_path, telegram(20), community, "result.json"))

    assert (older.new, older.revised, older.duplicate) == (0, 0, 20)


def test_taking_back_leaves_nothing(tmp_path):
    found = taken(upload(tmp_path, messages(300), make.community()))

    actions.take_back_import(found, by=SYSTEM)
    work()

    assert fresh(found).stands is State.LEFT
    for model in (Interaction, Identity, Channel, Wording):
        assert not model.objects.exists()


def test_taking_back_leaves_what_other_files_brought(tmp_path):
    community = make.community()
    taken(upload(tmp_path, messages(20), community))
    second = taken(upload(tmp_path, messages(20, start=11), community))

    actions.take_back_import(second, by=SYSTEM)
    work()

    assert Interaction.objects.count() == 20


def test_what_was_taken_back_goes_in_anew(tmp_path):
    community = make.community()
    actions.take_back_import(taken(upload(tmp_path, messages(20), community)), by=SYSTEM)
    work()

    again = taken(upload(tmp_path, messages(20), community))

    assert (again.new, again.duplicate) == (20, 0)


def test_a_running_import_is_taken_back_too(tmp_path):
    found = started(checked(upload(tmp_path, messages(12_000), make.community())))
    stop = []

    def interrupt(*_):
        if not stop:
            stop.append(actions.take_back_import(fresh(found), by=SYSTEM))

    actions.take_in(found, by=SYSTEM, tell=interrupt)
    work()

    assert fresh(found).stands is State.LEFT
    assert not Interaction.objects.exists()


def test_an_import_whose_process_died_is_taken_up_again(tmp_path):
    found = started(checked(upload(tmp_path, messages(20), make.community())))
    Job.objects.all().delete()
    Import.objects.update(moved_at=1)

    actions.tend_imports(by=SYSTEM)
    work()

    assert fresh(found).stands is State.DONE


def test_a_step_whose_job_failed_is_tried_again(tmp_path):
    found = upload(tmp_path, PEOPLE, make.community())
    Job.objects.update(state=Job.FAILED, error="it broke")

    actions.resume_import(fresh(found), by=SYSTEM)
    work()

    assert fresh(found).stands is State.ASKING


@pytest.mark.parametrize(
    "act", [actions.start_import, actions.stop_import, actions.resume_import, actions.take_back_import,
            actions.discard_import, actions.ask_again, actions.look_at_import, actions.check_import],
)  # fmt: skip
def test_nobody_without_the_right_does_it(act, tmp_path):
    found = upload(tmp_path, PEOPLE, make.community())

    with pytest.raises(NotAllowed):
        act(found, by=make.actor(Role.ANALYST, found.community))


@pytest.mark.parametrize("act", [actions.start_import, actions.stop_import, actions.take_back_import])
def test_what_makes_no_sense_now_is_refused(act, tmp_path):
    found = upload(tmp_path, PEOPLE, make.community())

    with pytest.raises(Refusal):
        act(found, by=SYSTEM)
    assert fresh(found).stands is State.LOOKING

"""`veche import`: the whole way from the command line, with exit codes and without tracebacks."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests import make
from tests.channels.files import PEOPLE, assert_accounted, messages

from veche.channels import actions
from veche.channels.models import Import
from veche.channels.terms import State
from veche.core.terms import SYSTEM
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def community():
    return make.community(slug="club")


@pytest.fixture(autouse=True)
def nobody_at_the_keyboard(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


def run(*words):
    """Run the command; answers its exit code, what it said and what it complained of."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import", *map(str, words), stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue(), err.getvalue()


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_goes_in(community, tmp_path):
    path = written(tmp_path, "chat.csv", messages(40))

    code, said, _ = run(path, "--community", "club", "--yes")

    assert code == 0
    assert "40 taken + 0 known + 0 refused = 40 seen" in said
    assert f"/c/club/imports/{Import.objects.get().pk}/" in said
    assert_accounted(Import.objects.get())
    assert path.exists()


def test_a_dry_run_leaves_nothing(community, tmp_path, settings):
    code, said, _ = run(written(tmp_path, "chat.csv", messages(40)), "--dry-run")

    assert code == 0
    assert "it would be: 40 taken" in said
    assert not Import.objects.exists()
    assert not Interaction.objects.exists()
    assert list((settings.FILES / "imports").iterdir()) == []


def test_without_anybody_to_say_yes_nothing_is_taken(community, tmp_path):
    path = written(tmp_path, "chat.csv", messages(4))

    code, _, complained = run(path, "--answers", "title=Чат", "date=2026-03-01")

    assert code == 1
    assert "--yes" in complained
    assert not Import.objects.exists()


def test_answers_are_given_in_words_and_files(community, tmp_path):
    path = written(tmp_path, "guests.csv", PEOPLE)
    meaning = {"purpose": "people", "columns": {"Имя": "name", "Почта": "email", "Город": "note"}}
    mapping = written(tmp_path, "mapping.json", json.dumps(meaning))

    code, _, _ = run(path, "--yes", "--answers", f"mapping=@{mapping}", "title=Гости весны")

    assert code == 0
    assert Interaction.objects.first().channel.title == "Гости весны"


def test_one_bad_file_does_not_keep_the_others_out(community, tmp_path):
    good = written(tmp_path, "chat.csv", messages(4))
    bad = written(tmp_path, "bad.csv", b"\x00\x01\x02" * 999)

    code, _, complained = run(bad, tmp_path / "nowhere.csv", good, "--yes")

    assert code == 1
    assert complained.count("Refused:") >= 2
    assert Interaction.objects.count() == 4
    assert Import.objects.count() == 1


def test_a_file_cut_off_goes_on_where_it_was(community, tmp_path):
    path = written(tmp_path, "chat.csv", messages(40))
    found = _begun(community, path)

    code, said, _ = run(path, "--yes")

    assert code == 0
    assert "Going on after record 0." in said
    assert Import.objects.get().pk == found.pk
    assert Import.objects.get().stands is State.DONE


def _begun(community, path):
    found = actions.accept_upload(community, path, path.name, by=SYSTEM, keep=True, here=True)
    actions.look_at_import(found, by=SYSTEM, here=True)
    actions.answer_questions(found, {}, by=SYSTEM, here=True)
    actions.check_import(found, by=SYSTEM)
    actions.start_import(found, by=SYSTEM, here=True)
    return found


@pytest.mark.parametrize("words", [["--community", "nowhere"], ["--answers", "zone"]])
def test_what_makes_no_sense_is_said(words, community, tmp_path):
    path = written(tmp_path, "chat.csv", messages(4))

    with pytest.raises(CommandError):
        run(path, "--yes", *words)

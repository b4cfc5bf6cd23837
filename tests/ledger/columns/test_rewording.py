"""What is read out of words follows the words: when they are edited, taken back, or erased by law."""

from pathlib import Path

import duckdb
import pytest
from django.conf import settings
from tests import make
from tests.ledger.columns.oracle import finish

from veche.core.terms import SYSTEM
from veche.kit.jobs import Job
from veche.kit.language.lemmas import number_of
from veche.kit.time import DAY
from veche.ledger import columns
from veche.ledger.actions import record_many, redact_identities, withdraw_origin
from veche.ledger.columns import manifest, reading, rewording, writing
from veche.ledger.columns.gathering import Gathered
from veche.ledger.models import ColumnarCopy, Identity
from veche.ledger.queries import ask_columns
from veche.ledger.terms import Handle, Kind, Nature

pytestmark = pytest.mark.django_db


def held(community, table="lemmas"):
    """The lemmas that the copy holds, by the words of this test."""
    words = ("встреча", "пятница", "суббота", "палатка", "спасибо", "run")
    names = {number_of(word): word for word in words}
    rows = ask_columns(community, "SELECT lemma, identity FROM lemmas ORDER BY id, lemma")
    return sorted(names.get(lemma, "?") for lemma, _ in rows)


def in_files(identity):
    """How many rows of an identity any file of words has, listed or not."""
    files = [str(path) for path in Path(settings.COLUMNS).glob("*/*") if path.name[:5] in {"lemma", "moods"}]
    if not files:
        return 0
    question = "SELECT count(*) FROM read_parquet($files, union_by_name = true) WHERE identity = $identity"
    return duckdb.execute(question, {"files": files, "identity": identity}).fetchone()[0]


def test_each_content_word_of_a_person_counts_once_a_message():
    origin = make.origin()
    batch = [
        make.sighting(1, "Встреча! На встрече 10 палаток: https://example.org/суббота @суббота"),
        make.sighting(2, "Спасибо за субботу, не скучно", at=make.NOON + DAY),
        make.sighting(3, "встреча", kind=Kind.LISTED),
        make.sighting(4, "встреча", handle=Handle("telegram", "7", "Бот", nature=Nature.BOT)),
    ]
    record_many(batch, origin=origin, by=SYSTEM)

    finish()

    assert held(origin.community) == sorted(["встреча", "палатка", "спасибо", "суббота", "?"])
    assert ask_columns(origin.community, "SELECT glad, sad FROM moods") == [(2, 0)]


@pytest.mark.parametrize("is_tidied", [False, True])
def test_the_next_append_follows_an_edited_wording(is_tidied):
    origin = make.origin()
    first = [make.sighting(1, "встреча в пятницу", at=make.NOON), make.sighting(2, "спасибо", at=make.NOON)]
    record_many(first, origin=origin, by=SYSTEM)
    finish()
    if is_tidied:
        columns.compact()

    edited = [make.sighting(1, "встреча в субботу", at=make.NOON, edited_at=make.NOON + 1000)]
    later = make.sighting(3, "палатка", at=make.NOON + DAY)
    record_many([*edited, later], origin=origin, by=SYSTEM)
    finish()

    assert held(origin.community) == ["встреча", "палатка", "спасибо", "суббота"]
    columns.rebuild(origin.community_id)
    assert held(origin.community) == ["встреча", "палатка", "спасибо", "суббота"]


def test_an_edit_that_was_taken_back_is_not_counted_any_more():
    origin = make.origin()
    record_many([make.sighting(1, "встреча в пятницу", at=make.NOON)], origin=origin, by=SYSTEM)
    later = make.origin(in_=origin.community)
    edited = make.sighting(1, "встреча в субботу", at=make.NOON, edited_at=make.NOON + 1000)
    record_many([edited], origin=later, by=SYSTEM)
    finish()

    withdraw_origin(later, by=SYSTEM)
    finish()

    assert held(origin.community) == ["встреча", "пятница"]


@pytest.mark.parametrize("is_tidied", [False, True])
def test_what_was_erased_is_in_no_file_of_the_copy(is_tidied):
    origin = make.origin()
    batch = [
        make.sighting(n, "спасибо, палатка", who=who, at=make.NOON + n * 20 * DAY)
        for n, who in enumerate(("anna", "boris", "anna"))
    ]
    record_many(batch, origin=origin, by=SYSTEM)
    finish()
    if is_tidied:
        columns.compact()  # leaves the files of before for those who still read them
    anna, boris = (Identity.objects.get(value=value) for value in ("anna", "boris"))
    assert in_files(anna.pk)

    redact_identities([anna.pk], organisation=origin.community.organisation, by=SYSTEM)
    finish()

    assert in_files(anna.pk) == 0
    assert in_files(boris.pk) == 3
    assert held(origin.community) == ["палатка", "спасибо"]


@pytest.mark.parametrize("is_first", [True, False])
def test_words_that_were_read_before_they_were_erased_are_never_listed(is_first):
    origin = make.origin()
    if not is_first:
        record_many([make.sighting(0, "встреча", kind=Kind.LISTED, who="boris")], origin=origin, by=SYSTEM)
        finish()
    record_many([make.sighting(1, "спасибо, палатка", who="anna")], origin=origin, by=SYSTEM)
    copy, anna = manifest.copy_of(origin.community_id), Identity.objects.get(value="anna")
    with writing.writer() as engine:
        gathered = Gathered(engine, origin.community_id)
        gathered.add_facts(reading.facts_between(origin.community_id, 0, 10**9))
        pieces = gathered.write()
    Job.objects.filter(name="ledger.jobs.append_columns").delete()  # whoever reads is this append

    redact_identities([anna.pk], organisation=origin.community.organisation, by=SYSTEM)
    finish()

    assert not manifest.commit(copy, pieces)
    assert in_files(anna.pk) == 0
    columns.append(origin.community_id)
    assert held(origin.community) == []


def test_edits_are_followed_in_steps_and_survive_a_cut_between_them():
    origin = make.origin()
    batch = [make.sighting(n, "встреча", at=make.NOON) for n in range(5)]
    record_many(batch, origin=origin, by=SYSTEM)
    finish()
    copy = ColumnarCopy.objects.get()
    for minute, word in enumerate(("пятница", "суббота"), start=1):
        edited = [make.sighting(n, word, at=make.NOON, edited_at=make.NOON + minute * 1000) for n in range(5)]
        record_many(edited, origin=origin, by=SYSTEM)
    horizon = reading.settle_horizon()

    steps = list(
        reading.edited_between(origin.community_id, copy.worded_to, horizon.wording, horizon.fact, step=7)
    )

    assert [len(rows) for rows, _ in steps] == [5, 3]
    assert len({row[0] for rows, _ in steps for row in rows}) == 5
    rows, upto = steps[0]
    with writing.writer() as engine:
        gathered = Gathered(engine, origin.community_id)
        gathered.add_words(rows)
        pieces, drop = rewording.without(engine, origin.community_id, "id", [row[0] for row in rows])
        assert manifest.commit(copy, [*pieces, *gathered.write()], drop=drop, worded_to=upto)

    finish()  # whoever was cut off after the first step goes on from there

    assert held(origin.community) == ["суббота"] * 5
    assert ColumnarCopy.objects.get().worded_to == horizon.wording

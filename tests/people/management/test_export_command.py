"""`veche export`: people and what they did, in files others can read."""

import csv
import json

import duckdb
import pytest
from django.core.management import CommandError, call_command
from tests import make
from tests.people.told import ANNA, said, talk, tell

from veche.core.models import AuditEntry
from veche.core.terms import Role
from veche.kit.time import now
from veche.ledger.terms import Handle
from veche.people.actions import describe_person, give_consent, open_special
from veche.people.terms import Purpose, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


def export(what: str, path, **options) -> None:
    call_command("export", what, out=path, **options)


def test_people_leave_in_every_format_without_special_categories(community, tmp_path):
    anna, owner = talk(community), make.actor(Role.OWNER, community.organisation)
    open_special("health", text="Да.", in_=community, by=owner)
    give_consent(anna, Purpose.HEALTH, way=Way.FORM, given_at=now(), in_=community, by=owner)
    describe_person(anna, {"city": "Тверь", "health": "орехи"}, in_=community, by=owner)

    for ending in ("csv", "json", "xlsx"):
        export("people", tmp_path / f"people.{ending}", community=community.slug)

    found = json.loads((tmp_path / "people.json").read_text())
    rows = list(csv.DictReader((tmp_path / "people.csv").open(encoding="utf-8-sig")))
    assert {one["name"] for one in found} == {one["name"] for one in rows} == {"Анна Петрова", "Борис Ёлкин"}
    assert next(one for one in found if one["person"] == anna.pk)["city"] == "Тверь"
    assert "орехи" not in (tmp_path / "people.json").read_text() + (tmp_path / "people.csv").read_text()
    assert (tmp_path / "people.xlsx").read_bytes()[:2] == b"PK"


def test_interactions_leave_whole_with_their_words(community, tmp_path):
    talk(community)

    for ending in ("csv", "jsonl", "parquet"):
        export("interactions", tmp_path / f"it's.{ending}")

    lines = [json.loads(line) for line in (tmp_path / "it's.jsonl").read_text().splitlines()]
    assert len(lines) == 4
    assert lines[0]["words"] == "Кто бежит в субботу?"
    query = 'SELECT count(*), min(words), min("at")::VARCHAR FROM read_parquet(?)'
    count, _, first = duckdb.execute(query, [str(tmp_path / "it's.parquet")]).fetchone()
    assert count == len(list(csv.DictReader((tmp_path / "it's.csv").open(encoding="utf-8-sig")))) == 4
    assert first[:4] == lines[0]["at"][:4]
    left = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert left == ["it's.csv", "it's.jsonl", "it's.parquet"]


def test_only_the_community_that_was_named_leaves(community, tmp_path):
    talk(community)
    other = make.community()
    tell(other, said(1, "чужое", ANNA))

    export("interactions", tmp_path / "one.jsonl", community=other.slug)

    assert [json.loads(line)["words"] for line in (tmp_path / "one.jsonl").open()] == ["чужое"]


def test_no_cell_runs_anything(community, tmp_path):
    tell(community, said(1, "=1+1", Handle("telegram", "7", "@SUM(1)")))

    export("people", tmp_path / "people.csv")
    export("interactions", tmp_path / "deeds.csv")

    for name in ("people.csv", "deeds.csv"):
        for row in csv.reader((tmp_path / name).open(encoding="utf-8-sig")):
            assert not any(cell.startswith(("=", "@")) for cell in row)


def test_it_refuses_in_words_and_leaves_nothing(community, tmp_path):
    (tmp_path / "there.csv").write_text("mine")

    for what, name, options in (
        ("people", "people.docx", {}), ("people", "people.parquet", {}), ("people", "there.csv", {}),
        ("people", "people.csv", {"community": "nobody"}), ("people", "no/people.csv", {}),
    ):  # fmt: skip
        with pytest.raises(CommandError):
            export(what, tmp_path / name, **options)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["there.csv"]
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_the_audit_knows_that_people_left(community, tmp_path):
    talk(community)

    export("people", tmp_path / "people.csv")

    assert AuditEntry.objects.filter(act="people.export_people").count() == 1

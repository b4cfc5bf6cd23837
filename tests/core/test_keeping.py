"""A backup holds everything, and comes back with no difference."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests import make

from veche.core.actions import restore_backup, write_backup
from veche.core.models import AuditEntry, Organisation, User
from veche.core.queries import broken_link
from veche.core.queries.keeping import kept_models
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.terms import NotAllowed, Refusal
from veche.ledger.actions import record_many
from veche.ledger.queries import search_words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(settings):
    origin = make.origin()
    batch = [make.sighting(n, f"слово {n}", reply_to=str(n - 1), extra={"n": n}) for n in range(50)]
    record_many(batch, origin=origin, by=SYSTEM)
    make.user(Role.ANALYST, origin.community, email="anna@example.org")
    drain()
    Path(settings.FILES).mkdir(parents=True)
    (Path(settings.FILES) / "photo.webp").write_bytes(b"picture")
    return origin.community


def test_what_was_written_comes_back_with_no_difference(filled, tmp_path, settings):
    path = tmp_path / "backup.zip"
    kept = write_backup(path, by=SYSTEM)
    before = _all_rows()

    call_command("flush", verbosity=0, interactive=False)
    (Path(settings.FILES) / "photo.webp").unlink()
    restore_backup(path, by=SYSTEM)
    drain()

    after = _all_rows()
    left_out = {"kit_job", "kit_turn", "core_auditentry"}
    assert {t: r for t, r in after.items() if t not in left_out} == {
        t: r for t, r in before.items() if t not in left_out
    }
    assert sum(kept.counts.values()) > 150
    assert (Path(settings.FILES) / "photo.webp").read_bytes() == b"picture"
    assert len(search_words(filled, "слово", limit=100)) == 50
    assert broken_link(Organisation.objects.get()) is None
    assert AuditEntry.objects.last().act == "core.restore_backup"


def test_new_rows_get_new_ids_after_a_restore(filled, tmp_path):
    write_backup(tmp_path / "b.zip", by=SYSTEM)
    call_command("flush", verbosity=0, interactive=False)
    restore_backup(tmp_path / "b.zip", by=SYSTEM)

    made = make.user(in_=Organisation.objects.get())

    assert User.objects.filter(pk=made.pk).count() == 1


def test_a_backup_is_not_brought_into_a_filled_veche(filled, tmp_path):
    write_backup(tmp_path / "b.zip", by=SYSTEM)

    with pytest.raises(Refusal):
        restore_backup(tmp_path / "b.zip", by=SYSTEM)


@pytest.mark.parametrize("damage", ["cut", "row", "missing"])
def test_a_damaged_backup_is_refused_and_changes_nothing(filled, tmp_path, damage):
    path = tmp_path / "b.zip"
    write_backup(path, by=SYSTEM)
    _damage(path, damage)
    call_command("flush", verbosity=0, interactive=False)

    with pytest.raises((Refusal, KeyError, zipfile.BadZipFile)):
        restore_backup(path, by=SYSTEM)

    assert not Organisation.objects.exists()


def test_only_owners_and_the_command_line_write_backups(filled, tmp_path):
    with pytest.raises(NotAllowed):
        write_backup(tmp_path / "b.zip", by=make.actor(Role.HEAD, filled))

    assert not list(tmp_path.glob("b.zip*"))


def _all_rows() -> dict[str, list[tuple]]:
    found = {}
    with connection.cursor() as cursor:
        for model in kept_models():
            names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}" ORDER BY 1')
            found[model._meta.db_table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


def _damage(path: Path, how: str) -> None:
    if how == "cut":
        path.write_bytes(path.read_bytes()[:-100])
        return
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if how == "row":
        members["tables/ledger_wording.jsonl"] = members["tables/ledger_wording.jsonl"].replace(b"7", b"8", 1)
    else:
        del members["files/photo.webp"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

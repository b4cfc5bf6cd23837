"""Keeping: one file with everything, written while Veche runs, and back again into an empty one."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, connections, models, transaction

from veche import __version__
from veche.core.actions.auditing import audit
from veche.core.actions.requiring import require
from veche.core.models import AuditEntry, Organisation
from veche.core.queries.keeping import Kept, kept_models, read_manifest, rows_of
from veche.core.terms import KEEP_BACKUPS, Actor
from veche.kit import sql
from veche.kit.fields import MomentField
from veche.kit.jobs import Job, enqueue
from veche.kit.rooms import rooms
from veche.kit.terms import N_, NotAllowed, Reason, Refusal
from veche.kit.time import now

STEP = 5_000
SNAPSHOT = "snapshot"


def write_backup(path: Path, *, by: Actor) -> Kept:
    """Write all tables and files into one zip; answers what is in it.

    Reads one snapshot, so writers go on. The signing key is not in it: keep it elsewhere.
    """
    for organisation in Organisation.objects.all():
        require(by, KEEP_BACKUPS, in_=organisation)
    kept = Kept(version=__version__, made_at=now())
    unfinished = path.with_name(path.name + ".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        with _snapshot():
            for model in kept_models():
                _write_table(archive, model, kept)
            kept.heads = _heads(SNAPSHOT)
        _write_files(archive, kept)
        archive.writestr("manifest.json", orjson.dumps(kept, option=orjson.OPT_INDENT_2))
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)
    for organisation in Organisation.objects.all():
        audit(by, "core.write_backup", in_=organisation, tables=len(kept.counts), files=len(kept.files))
    return kept


@contextmanager
def _snapshot() -> Iterator[None]:
    """A second connection that sees the database as it is now, for as long as the block lasts."""
    copied = connection.copy(SNAPSHOT)
    if copied.vendor == "sqlite":
        copied.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[SNAPSHOT] = copied
    try:
        with transaction.atomic(using=SNAPSHOT):
            if copied.vendor == "postgresql":
                with copied.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        copied.close()
        del connections[SNAPSHOT]


def _write_table(archive: zipfile.ZipFile, model: type[models.Model], kept: Kept) -> None:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as file:
        for row in rows_of(model, SNAPSHOT):
            line = orjson.dumps(row) + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
    kept.counts[model._meta.db_table] = count
    kept.digests[model._meta.db_table] = digest.hexdigest()


def _write_files(archive: zipfile.ZipFile, kept: Kept) -> None:
    root = Path(settings.FILES)
    for path in sorted(found for found in root.rglob("*") if found.is_file()):
        name = path.relative_to(root).as_posix()
        content = path.read_bytes()
        archive.writestr(f"files/{name}", content)
        kept.files[name] = hashlib.sha256(content).hexdigest()


def _heads(alias: str) -> dict[str, str]:
    """Answer the last link of every organisation's audit chain."""
    last = AuditEntry.objects.using(alias).values("organisation").annotate(last=models.Max("number"))
    found = {}
    for row in last:
        entry = AuditEntry.objects.using(alias).get(organisation=row["organisation"], number=row["last"])
        found[str(row["organisation"])] = entry.link
    return found


def restore_backup(path: Path, *, by: Actor) -> Kept:
    """Bring a backup back into an empty Veche of the same version or newer, and compare all of it.

    Refuses a damaged file, a newer one, and an installation that is not empty; then nothing changed.
    """
    if not by.is_machine:
        raise NotAllowed(N_("Backups are brought back from the command line."))
    if Organisation.objects.exists():
        raise Refusal(N_("This Veche is not empty: restore into a new data folder or database."))
    kept = read_manifest(path)
    with zipfile.ZipFile(path) as archive, transaction.atomic():
        for model in kept_models():
            _read_table(archive, model, kept)
        _wake_jobs()
        _compare_heads(kept)
        _read_files(archive, kept)
        for organisation in Organisation.objects.all():
            require(by, KEEP_BACKUPS, in_=organisation)
            audit(by, "core.restore_backup", in_=organisation, version=kept.version)
        for room in rooms().values():
            for job in room.rebuilds:
                enqueue(job, key="restored")
    return kept


def _read_table(archive: zipfile.ZipFile, model: type[models.Model], kept: Kept) -> None:
    table = model._meta.db_table
    if table not in kept.counts:
        return
    fields = list(model._meta.concrete_fields)
    columns = [field.column or "" for field in fields]
    digest, count, rows = hashlib.sha256(), 0, []
    model._base_manager.all().delete()
    with archive.open(f"tables/{table}.jsonl") as file:
        for line in file:
            digest.update(line)
            rows.append(_row_from(line, fields))
            count += 1
            if len(rows) >= STEP:
                sql.insert_rows(table, columns, rows)
                rows = []
    sql.insert_rows(table, columns, rows)
    if count != kept.counts[table] or digest.hexdigest() != kept.digests[table]:
        raise Refusal(Reason(N_("The backup is damaged in {name}."), values={"name": table}))
    _set_counter(model)


def _row_from(line: bytes, fields: list[Any]) -> list[Any]:
    return [_stored(field, value) for field, value in zip(fields, orjson.loads(line), strict=True)]


def _stored(field: Any, value: Any) -> Any:
    """Answer a value of the backup as this database stores it."""
    if value is None or isinstance(field, MomentField):
        return value
    if isinstance(field, models.JSONField):
        return orjson.dumps(value).decode()
    return field.get_db_prep_save(field.to_python(value), connection)


def _set_counter(model: type[models.Model]) -> None:
    """Have PostgreSQL go on counting after the ids that were brought back."""
    if sql.on_postgres() and isinstance(model._meta.pk, models.AutoField):
        table = model._meta.db_table
        sql.fetch(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), "
            f"(SELECT coalesce(max(id), 1) FROM {table}), (SELECT count(*) > 0 FROM {table}))",
            (table,),
        )


def _wake_jobs() -> None:
    """Jobs that ran when the backup was written wait again."""
    Job.objects.filter(state=Job.RUNNING).update(state=Job.WAITING, claim="", leased_until=None)


def _compare_heads(kept: Kept) -> None:
    if _heads("default") != kept.heads:
        raise Refusal(N_("The audit's chain in the backup is not the one it was made with."))


def _read_files(archive: zipfile.ZipFile, kept: Kept) -> None:
    for name, path, content in _safe_files(archive, kept):
        if hashlib.sha256(content).hexdigest() != kept.files[name]:
            raise Refusal(Reason(N_("The backup is damaged in {name}."), values={"name": name}))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _safe_files(archive: zipfile.ZipFile, kept: Kept) -> Iterator[tuple[str, Path, bytes]]:
    root = Path(settings.FILES).resolve()
    for name in kept.files:
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise Refusal(
                Reason(N_("The backup names a file outside its folder: {name}"), values={"name": name})
            )
        yield name, path, archive.read(f"files/{name}")

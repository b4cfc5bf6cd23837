"""What a backup holds and what it says of itself."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from django.apps import apps
from django.db import models

from veche import __version__
from veche.kit.fields import MomentField
from veche.kit.terms import N_, Reason, Refusal

# What is derived, or worth nothing on another day.
LEFT_OUT = {
    "django_session",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "ledger_columnarcopy",
    "ledger_segment",
}


@dataclass
class Kept:
    """A backup's manifest: rows and digests by table, digests by file, the audit's last links."""

    version: str
    made_at: int
    counts: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)


def kept_models() -> list[type[models.Model]]:
    """Answer every model whose rows are kept, in a stable order."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted((m for m in found if m._meta.db_table not in LEFT_OUT), key=lambda m: m._meta.db_table)


def rows_of(model: type[models.Model], alias: str) -> Iterator[list[Any]]:
    """Answer a table's rows as JSON values in the order of its fields, by primary key."""
    fields = list(model._meta.concrete_fields)
    moments = [place for place, found in enumerate(fields) if isinstance(found, MomentField)]
    found = model._base_manager.using(alias).order_by("pk").values_list(*(f.attname for f in fields))
    for values in found.iterator(chunk_size=5_000):
        row = list(values)
        for place in moments:
            row[place] = fields[place].get_prep_value(row[place])
        yield row


def read_manifest(path: Path) -> Kept:
    """Answer a backup's manifest; refuses what is no backup or of a newer Veche."""
    try:
        with zipfile.ZipFile(path) as archive:
            kept = Kept(**orjson.loads(archive.read("manifest.json")))
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, orjson.JSONDecodeError) as error:
        text = N_("This is no backup of Veche, or it is damaged: {error}")
        raise Refusal(Reason(text, values={"error": str(error)[:200]})) from error
    if _numbers(kept.version) > _numbers(__version__):
        text = N_("The backup is of Veche {version}, newer than this one: update first.")
        raise Refusal(Reason(text, values={"version": kept.version}))
    return kept


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())

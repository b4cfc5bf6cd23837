"""What `veche check` looks at in the core."""

from collections.abc import Iterator

from django.db import connection

from veche.core.models import AuditEntry, Organisation
from veche.core.queries.auditing import broken_link
from veche.kit import sql
from veche.kit.jobs import Job


def check_audit() -> Iterator[str]:
    """Answer every organisation whose audit chain is broken, with the entry where it breaks."""
    for organisation in Organisation.objects.all():
        number = broken_link(organisation)
        if number is not None:
            yield f"the audit of «{organisation}» was changed at entry {number}"


def check_database() -> Iterator[str]:
    """Answer what the database itself says is not whole."""
    if sql.on_postgres():
        return
    for (answer,) in sql.fetch("PRAGMA quick_check(20)"):
        if answer != "ok":
            yield f"the database file is damaged: {answer}"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchmany(20):
            yield f"row {row} of {table} points to nothing in {parent}"


def check_jobs() -> Iterator[str]:
    """Answer how many jobs failed for good and wait for somebody to look."""
    failed = Job.objects.filter(state=Job.FAILED).count()
    if failed:
        yield f"{failed} jobs failed: see the jobs page"


def heads_of_audit() -> dict[str, str]:
    """Answer the last link of every chain: noted elsewhere, it shows a cut-off tail."""
    heads = {}
    for organisation in Organisation.objects.all():
        last = AuditEntry.objects.filter(organisation=organisation).order_by("-number").first()
        heads[organisation.name] = last.link if last else ""
    return heads

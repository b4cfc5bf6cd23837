"""Jobs of the channels: shells that load an import or a connection and call its action."""

from veche.channels import actions
from veche.channels.models import Connection, Import
from veche.channels.queries.connections import connection_now
from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_

HOUR = 3600


@job(N_("Recognise an uploaded file"), bound=900)
def look_at_file(pk: int) -> None:
    """Recognise an upload by its content."""
    if found := _import(pk):
        actions.look_at_import(found, by=SYSTEM)


@job(N_("Look through an uploaded file"), bound=1800)
def check_file(pk: int) -> None:
    """Do the dry run of a file of some megabytes."""
    if found := _import(pk):
        actions.check_import(found, by=SYSTEM)


@job(N_("Look through a large file"), bound=6 * HOUR, lane="long")
def check_file_large(pk: int) -> None:
    """Do the dry run of a large file, where it keeps nobody waiting."""
    if found := _import(pk):
        actions.check_import(found, by=SYSTEM)


@job(N_("Take a file in"), bound=24 * HOUR, lane="long", attempts=20)
def take_in(pk: int) -> None:
    """Take an import's records in, from its checkpoint on."""
    if found := _import(pk):
        actions.take_in(found, by=SYSTEM)


@job(N_("Tidy uploads and go on with imports"))
def tend_imports() -> None:
    """Let go of abandoned uploads, go on with imports at a standstill."""
    actions.tend_imports(by=SYSTEM)


@job(N_("Read what came over a channel"), bound=300, attempts=100)
def read_envelopes(pk: int) -> None:
    """Turn a connection's waiting envelopes into facts."""
    if found := connection_now(pk):
        actions.read_envelopes(found, by=SYSTEM)


@job(N_("Check a connection"), bound=120, attempts=2)
def check_connection(pk: int) -> None:
    """Ask the outside what works."""
    if found := connection_now(pk):
        actions.check_connection(found, by=SYSTEM)


@job(N_("Take our address back from a service"), bound=60, attempts=3)
def take_address_back(pk: int) -> None:
    """Tell the outside of a removed connection not to knock any more."""
    if found := connection_now(pk):
        actions.take_address_back(found, by=SYSTEM)


@job(N_("Tidy envelopes and lost messages"))
def tend_connections() -> None:
    """Empty envelopes read long ago; read what was left; doubt messages whose process is gone."""
    for found in Connection.objects.select_related("community__organisation", "origin").filter(
        removed_at=None
    ):
        actions.forget_envelopes(found, by=SYSTEM)
        actions.settle_lost_claims(found, by=SYSTEM)
        if found.waiting > 0:
            read_envelopes.run(pk=found.pk)


def _import(pk: int) -> Import | None:
    return Import.objects.select_related("community__organisation", "origin").filter(pk=pk).first()

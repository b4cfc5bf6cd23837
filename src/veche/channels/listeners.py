"""What the channels want to hear from the ledger and from people."""

from veche.channels import actions
from veche.core.models import Organisation
from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Note that an import is gone"))
def note_withdrawn(origin: int) -> None:
    """Note that the last fact of an import was taken back."""
    actions.note_withdrawn(origin, by=SYSTEM)


@job(N_("Drop what imports show of a forgotten person"))
def drop_previews(organisation: int, **_: object) -> None:
    """Drop the lines that dry runs show, as one of them may be the forgotten person's."""
    if found := Organisation.objects.filter(pk=organisation).first():
        actions.drop_previews(found, by=SYSTEM)

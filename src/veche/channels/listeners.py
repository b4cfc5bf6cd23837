"""What the channels want to hear from the ledger."""

from veche.channels import actions
from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Note that an import is gone"))
def note_withdrawn(origin: int) -> None:
    """Note that the last fact of an import was taken back."""
    actions.note_withdrawn(origin, by=SYSTEM)

"""What letters hear of people who are forgotten."""

from collections.abc import Sequence

from veche.core.models import Organisation
from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.mailing import actions


@job(N_("Forget a person among the readers of letters"), bound=600)
def forget_readers(organisation: int, person: int, identities: Sequence[int], **_: object) -> None:
    """Erase who somebody was that letters went to, and keep their address out."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_readers(found, person, identities, by=SYSTEM)

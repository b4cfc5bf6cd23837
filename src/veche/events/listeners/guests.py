"""What lists of guests hear from below."""

from collections.abc import Sequence

from veche.core.models import Organisation
from veche.core.terms import SYSTEM
from veche.events import actions
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Forget a person on lists of guests"), bound=600)
def forget_guests(organisation: int, identities: Sequence[int], **_: object) -> None:
    """Erase what is kept of a guest who was forgotten by law."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_guests(found, identities, by=SYSTEM)

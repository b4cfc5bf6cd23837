"""What feedback and albums hear from below."""

from collections.abc import Sequence

from veche.core.models import Organisation
from veche.core.terms import SYSTEM
from veche.events import actions
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Forget a person's feedback and marks on photos"), bound=600)
def forget_feedback(organisation: int, identities: Sequence[int], **_: object) -> None:
    """Erase what somebody said of events who was forgotten by law, and where they are marked."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_feedback(found, identities, by=SYSTEM)

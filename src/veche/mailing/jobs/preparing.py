"""Preparing letters whose time has come."""

from django.utils import translation

from veche.core.terms import SYSTEM
from veche.kit.forms import say_reason
from veche.kit.jobs import job
from veche.kit.terms import N_, Refusal
from veche.mailing.actions import pause_letter, prepare_letter
from veche.mailing.models import Letter
from veche.mailing.terms import LetterState


@job(N_("Write down whom a letter goes to"), bound=1800)
def prepare_letters(letter: int) -> None:
    """Write down whom a letter goes to that was told to leave; one that stands elsewhere by now is left."""
    found = Letter.objects.select_related("community__organisation", "newsletter__segment", "segment")
    row = found.filter(pk=letter, state=LetterState.PREPARING).first()
    if row is None:
        return
    try:
        prepare_letter(row, in_=row.community, by=SYSTEM)
    except Refusal as refusal:  # it stays with whoever sent it, who reads there what is to be done
        with translation.override(row.community.language):
            said = " ".join(map(say_reason, refusal.reasons))
        pause_letter(row, in_=row.community, by=SYSTEM, trouble=said)

"""Preparing letters whose time has come."""

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.mailing.actions import prepare_letter
from veche.mailing.models import Letter
from veche.mailing.terms import LetterState


@job(N_("Write down whom a letter goes to"), bound=1800)
def prepare_letters(letter: int) -> None:
    """Write down whom a letter goes to that was told to leave; one that stands elsewhere by now is left."""
    found = Letter.objects.select_related("community__organisation", "newsletter__segment", "segment")
    row = found.filter(pk=letter, state=LetterState.PREPARING).first()
    if row is not None:
        prepare_letter(row, in_=row.community, by=SYSTEM)

"""Looking a letter over before it leaves."""

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.kit.web.making import web_for
from veche.mailing.actions import look_letter_over
from veche.mailing.models import Letter

PATIENCE, LARGEST = 8.0, 2 * 1024**2


@job(N_("Look a letter over before it leaves"), bound=900, attempts=3)
def check_letter(letter: int) -> None:
    """Ask the addresses in a letter whether they answer, and count whose values are missing."""
    found = Letter.objects.select_related(
        "community__organisation", "newsletter__theme", "newsletter__segment", "theme", "segment"
    ).filter(pk=letter, removed_at=None)
    row = found.first()
    if row is not None:
        look_letter_over(row, web_for(patience=PATIENCE, largest=LARGEST), by=SYSTEM)
